//! The glossary, A to Z.

use super::Views;
use super::common::{Head, Link, ReferenceItem};
use crate::evidence::{Alphabet, TermKey};
use crate::model::Html;
use crate::model::{attribute, escape, escape_into};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct GlossaryPage {
    pub head: Head,
    pub letters: Vec<Letter>,
    pub references: Vec<ReferenceItem>,
}

/// The terms that begin with one letter.
#[derive(Debug, Clone, Serialize)]
pub struct Letter {
    pub letter: String,
    pub anchor: String,
    pub terms: Vec<Term>,
}

/// One term.
#[derive(Debug, Clone, Serialize)]
pub struct Term {
    pub anchor: String,
    pub term: String,
    pub abbreviation: Option<String>,
    pub definition: Html,
    pub aliases: Vec<String>,
    pub see: Vec<Link>,
}

impl Views<'_> {
    pub(super) fn glossary(&self, path: &str) -> GlossaryPage {
        let evidence = self.evidence();
        let mut page = self.setter.page(path);
        let language = &evidence.config.language;
        let known = Letters::of(language, self.words().get("glossary.alphabet"));
        let mut letters: Vec<Letter> = Vec::new();
        for key in evidence.terms.keys() {
            let letter = known.of_term(&evidence.terms[key].written.term.value);
            let at = letters.iter().position(|other| other.letter == letter);
            let at = at.unwrap_or_else(|| {
                letters.push(Letter {
                    anchor: format!("letter-{}", crate::model::slug(&letter)),
                    letter,
                    terms: Vec::new(),
                });
                letters.len() - 1
            });
            letters[at].terms.push(self.term(key));
            if let Some(source) = evidence.terms[key].source {
                page.list(source);
            }
        }
        GlossaryPage {
            head: self.made_head("glossary", Some("glossary"), path),
            letters,
            references: self.listed(&page.references()),
        }
    }

    fn term(&self, key: TermKey) -> Term {
        let evidence = self.evidence();
        let term = &evidence.terms[key];
        let mut definition = escape(&term.written.definition);
        if let Some(source) = term.source {
            let reference = &evidence.references[source].reference;
            let anchor = crate::plan::reference_anchor(&reference.key);
            definition += " <a class=\"cite\"";
            attribute("href", &format!("#{anchor}"), &mut definition);
            definition.push('>');
            escape_into(&self.setter.short_name(source), &mut definition);
            definition += "</a>";
        }
        let see = |other: &TermKey| Link {
            label: evidence.terms[*other].written.term.value.clone(),
            path: self.plan().term(evidence, *other),
        };
        Term {
            anchor: term.id.clone(),
            term: term.written.term.value.clone(),
            abbreviation: term.written.abbreviation.clone(),
            definition: Html(definition),
            aliases: term.written.aliases.clone(),
            see: term.see.iter().map(see).collect(),
        }
    }
}

/// The letters of a language, under which terms stand. Welsh has letters such as Ch and Ll.
struct Letters<'a> {
    alphabet: Alphabet,
    /// The longest first, so that `Ll` is asked before `L`.
    letters: Vec<&'a str>,
}

impl<'a> Letters<'a> {
    fn of(language: &str, written: &'a str) -> Self {
        let mut letters: Vec<&str> = written.split_whitespace().collect();
        letters.sort_by_key(|letter| std::cmp::Reverse(letter.chars().count()));
        Self {
            alphabet: Alphabet::of(language),
            letters,
        }
    }

    /// The letter under which a term stands, whatever its accent and case; `0–9` for digits, `#` for what is no letter.
    fn of_term(&self, term: &str) -> String {
        let term = term.trim_start_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = term.chars().next() else {
            return "#".to_owned();
        };
        if first.is_numeric() {
            return "0–9".to_owned();
        }
        let begins = |letter: &&&str| {
            let beginning: String = term.chars().take(letter.chars().count()).collect();
            self.alphabet.same_letters(&beginning, letter)
        };
        match self.letters.iter().find(begins) {
            Some(letter) => (*letter).to_owned(),
            None => first.to_uppercase().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_stands_under_a_letter_of_its_language() {
        let english = Letters::of("en-GB", "A B C D E L");
        for (term, letter) in [
            ("care", "C"),
            ("Éclair", "E"),
            ("2020 survey", "0–9"),
            ("“Link” worker", "L"),
            ("§", "#"),
            ("语言", "语"),
        ] {
            assert_eq!(english.of_term(term), letter, "{term}");
        }
        let welsh = Letters::of("cy", "A B C Ch D Dd G Ng L Ll");
        for (term, letter) in [
            ("chwaer", "Ch"),
            ("cwm", "C"),
            ("LLAIS", "Ll"),
            ("lleol", "Ll"),
            ("âr", "A"),
            ("ddoe", "Dd"),
        ] {
            assert_eq!(welsh.of_term(term), letter, "{term}");
        }
        let arabic = Letters::of("ar", "ا ب");
        assert_eq!(arabic.of_term("أدلة"), "ا");
    }
}
