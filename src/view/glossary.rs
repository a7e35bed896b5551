//! The glossary, A to Z.

use super::Views;
use super::common::{Head, Link, ReferenceItem};
use crate::evidence::TermKey;
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
        let mut letters: Vec<Letter> = Vec::new();
        for key in evidence.terms.keys() {
            let letter = first_letter(&evidence.terms[key].written.term.value);
            if letters.last().is_none_or(|last| last.letter != letter) {
                letters.push(Letter {
                    anchor: format!("letter-{}", crate::model::slug(&letter)),
                    letter,
                    terms: Vec::new(),
                });
            }
            let term = self.term(key);
            letters.last_mut().expect("a letter").terms.push(term);
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
            escape_into(&crate::typeset::short_name(reference), &mut definition);
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

/// The letter under which a term stands: without its accent, in upper case.
fn first_letter(term: &str) -> String {
    let slug = crate::model::slug(term);
    let first = slug.chars().next().unwrap_or('#');
    if first.is_ascii_digit() {
        "0–9".to_owned()
    } else {
        first.to_uppercase().collect()
    }
}
