//! How notes read: long sentences, hard words, and what they leave unexplained.
//!
//! All of it is for editors, so none of it is a page's to show. A note's passages are gathered once, and each part below
//! looks at them.

mod abbreviations;
mod length;
mod passages;
mod reading_age;
mod sentences;
mod syllables;
mod terms;

use crate::diagnostic::Diagnostic;
use crate::evidence::{Evidence, LinkedNote, TermFinder, TermKey};
use crate::source::{Place, SourceMap};

/// What one note holds.
#[derive(Debug)]
pub struct Found {
    pub faults: Vec<Diagnostic>,
    abbreviations: Vec<abbreviations::Use>,
    terms: Vec<TermKey>,
}

/// Looks at notes.
pub struct Looker {
    known: abbreviations::Known,
    terms: TermFinder,
    /// The readers' age; absent where the formulas do not know the language.
    age: Option<u8>,
}

impl Looker {
    pub fn of(evidence: &Evidence) -> Self {
        let english = evidence.config.language.split('-').next() == Some("en");
        let age = evidence
            .config
            .reading_age
            .unwrap_or(reading_age::USUAL_AGE);
        Self {
            known: abbreviations::Known::of(evidence),
            terms: TermFinder::of_editors(evidence),
            age: english.then_some(age),
        }
    }

    /// The terms with which the glossary explains others.
    pub fn explaining(&self, evidence: &Evidence) -> Vec<TermKey> {
        terms::explaining(evidence, &self.terms)
    }

    /// Looks at a note. `texts` are all texts that readers see of it, and `top` is where it begins.
    pub fn note<'t>(
        &self,
        note: &LinkedNote,
        sources: &SourceMap,
        texts: impl Iterator<Item = &'t str>,
        top: Place,
    ) -> Found {
        let text = sources.text(note.note.file);
        let passages = passages::of_body(&note.note.body);
        let (abbreviations, mut faults) = self.known.uses(note, &passages, text);
        faults.extend(length::check(note, text));
        faults.extend(
            self.age
                .and_then(|age| reading_age::check(note, &passages, age, top)),
        );
        Found {
            faults,
            abbreviations,
            terms: terms::of_note(&self.terms, note, texts),
        }
    }
}

/// What is found only in all notes together.
pub fn together<'f>(
    evidence: &Evidence,
    explaining: &[TermKey],
    found: impl Iterator<Item = &'f Found> + Clone,
) -> Vec<Diagnostic> {
    let abbreviations = found.clone().map(|found| found.abbreviations.as_slice());
    let terms = found.map(|found| found.terms.as_slice());
    let mut faults = abbreviations::often(evidence, abbreviations);
    faults.extend(terms::unused(evidence, terms.chain([explaining])));
    faults
}
