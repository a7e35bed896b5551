//! Glossary terms: a link at the first use on each page.

use super::{PageSetter, Previewed};
use crate::evidence::{Evidence, TermKey};
use crate::model::escape_into;
use aho_corasick::{AhoCorasick, MatchKind};

/// Finds every spelling of every term in one pass.
#[derive(Debug, Default)]
pub struct TermFinder {
    finder: Option<AhoCorasick>,
    /// For each spelling its term, and the spelling where case matters.
    spellings: Vec<(TermKey, Option<String>)>,
}

impl TermFinder {
    pub fn of(evidence: &Evidence) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        let mut spellings = Vec::new();
        for (key, term) in evidence.terms.iter() {
            let names = std::iter::once(&term.written.term.value).chain(&term.written.aliases);
            for name in names.chain(&term.written.abbreviation) {
                // An abbreviation is not the word with the same letters: `MINT` is no herb.
                let cased = name
                    .chars()
                    .all(|c| !c.is_lowercase())
                    .then(|| name.clone());
                patterns.push(name.clone());
                spellings.push((key, cased));
            }
        }
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&patterns);
        Self {
            finder: finder.ok().filter(|_| !patterns.is_empty()),
            spellings,
        }
    }

    /// The terms in a text.
    pub fn in_text(&self, text: &str) -> Vec<TermKey> {
        let one_line = text.replace('\n', " ");
        self.find(&one_line)
            .into_iter()
            .map(|(term, ..)| term)
            .collect()
    }

    /// The terms in a text, as whole words: term, start and end.
    fn find(&self, text: &str) -> Vec<(TermKey, usize, usize)> {
        let Some(finder) = &self.finder else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for hit in finder.find_iter(text) {
            let (key, cased) = &self.spellings[hit.pattern().as_usize()];
            let written = &text[hit.range()];
            let before = text[..hit.start()].chars().next_back();
            let end = hit.end() + plural(&text[hit.end()..]);
            let after = text[end..].chars().next();
            let whole = !before.is_some_and(joins) && !after.is_some_and(joins);
            if whole && cased.as_ref().is_none_or(|cased| cased == written) {
                found.push((*key, hit.start(), end));
            }
        }
        found
    }
}

/// Whether a character makes one word with its neighbour.
fn joins(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_')
}

/// The length of a plural's ending.
fn plural(after: &str) -> usize {
    let ends = |rest: &str| !rest.chars().next().is_some_and(joins);
    match after.strip_prefix('s') {
        Some(rest) if ends(rest) => 1,
        _ => 0,
    }
}

impl PageSetter<'_> {
    /// Sets text; each term of the glossary is linked at its first use.
    pub(super) fn text(&mut self, text: &str, html: &mut String) {
        let mut from = 0;
        if !self.inside_link {
            // A term may be broken over two lines of the note.
            let one_line = text.replace('\n', " ");
            for (term, start, end) in self.setter.prepared.terms.find(&one_line) {
                if self.terms.insert(term) {
                    escape_into(&text[from..start], html);
                    let path = self.setter.plan.term(self.setter.evidence, term);
                    self.link("term", &path, &text[start..end], html);
                    self.peek_term(term, html);
                    from = end;
                }
            }
        }
        escape_into(&text[from..], html);
    }

    /// The button that explains a term where it stands.
    pub(super) fn peek_term(&mut self, term: TermKey, html: &mut String) {
        let name = &self.setter.evidence.terms[term].written.term.value;
        let label = self.word("previews.term").replace("{name}", name);
        self.peek(Previewed::Term(term), &label, html);
    }

    /// Sets a part in which no term is linked: headings, and the words of other links.
    pub(super) fn without_terms(&mut self, set: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.inside_link, true);
        set(self);
        self.inside_link = before;
    }
}
