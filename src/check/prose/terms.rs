//! Terms of the glossary that nothing uses. Words for editors: `src/diagnostic/rules/unused-term.md`.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, LinkedNote, Target, TermFinder, TermKey, in_order};

/// The terms that a note uses, in its texts or by a link.
pub fn of_note<'t>(
    finder: &TermFinder,
    note: &LinkedNote,
    texts: impl Iterator<Item = &'t str>,
) -> Vec<TermKey> {
    let linked = note.links.iter().filter_map(|target| match target {
        Target::Term(term) => Some(*term),
        _ => None,
    });
    in_order(texts.flat_map(|text| finder.in_text(text)).chain(linked))
}

/// Terms with which the glossary explains others.
pub fn explaining(evidence: &Evidence, finder: &TermFinder) -> Vec<TermKey> {
    in_order(evidence.terms.iter().flat_map(|(key, term)| {
        let mentioned = finder.in_text(&term.written.definition).into_iter();
        mentioned.filter(move |other| *other != key)
    }))
}

/// Terms that are not among those used.
pub fn unused<'t>(
    evidence: &Evidence,
    used: impl Iterator<Item = &'t [TermKey]>,
) -> Vec<Diagnostic> {
    let mut is_used = vec![false; evidence.terms.len()];
    for term in used.flatten() {
        is_used[term.index()] = true;
    }
    let unused = evidence
        .terms
        .iter()
        .filter(|(key, _)| !is_used[key.index()]);
    unused
        .map(|(_, term)| {
            let message = format!("No note uses the term `{}`", term.written.term.value);
            Diagnostic::new(Code::UnusedTerm, term.written.place, message)
                .hint("Use it, add the spelling of your notes to `aliases:`, or take it out.")
        })
        .collect()
}
