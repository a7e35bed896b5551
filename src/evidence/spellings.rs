//! Where terms of the glossary stand in a text.

use super::Evidence;
use super::entities::{Term, TermKey};
use aho_corasick::{AhoCorasick, MatchKind};

/// Finds every spelling of every term in one pass.
#[derive(Debug, Default)]
pub struct TermFinder {
    finder: Option<AhoCorasick>,
    /// For each spelling its term, and the spelling where case matters.
    spellings: Vec<(TermKey, Option<String>)>,
}

impl TermFinder {
    /// Every spelling that a page links.
    pub fn of(evidence: &Evidence) -> Self {
        Self::new(evidence, |_| None)
    }

    /// Besides, each name without what stands in brackets behind it: `Finding` for `Finding (on this site)`.
    pub fn of_editors(evidence: &Evidence) -> Self {
        Self::new(evidence, |term| {
            let (name, _) = term.written.term.value.split_once(" (")?;
            Some(name.to_owned())
        })
    }

    fn new(evidence: &Evidence, more: impl Fn(&Term) -> Option<String>) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        let mut spellings = Vec::new();
        for (key, term) in evidence.terms.iter() {
            let names = std::iter::once(&term.written.term.value).chain(&term.written.aliases);
            let more = more(term);
            for name in names.chain(&term.written.abbreviation).chain(&more) {
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
    pub fn find(&self, text: &str) -> Vec<(TermKey, usize, usize)> {
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
