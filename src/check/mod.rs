//! Does the chain hold? One file for each check, and one row of [`ALL`].
//!
//! Faults that stop something from being understood at all (an unknown link, an unreadable key) are found where
//! it is read or resolved. Checks look at the evidence as a whole.

mod acceptance;
mod confidence_on_study_finding;
mod disclosure;
mod finding_without_evidence;
mod flow_sum;
mod image_without_text;
mod participant_never_quoted;
mod recommendation_without_finding;
mod small_group;
mod theme_without_quotes;
mod unused_reference;
mod verification;

pub use acceptance::{Judged, judge};

use crate::diagnostic::Diagnostic;
use crate::evidence::Evidence;
use crate::model::Checks;
use crate::private::Private;
use crate::source::SourceMap;

/// A check: a pure function of the evidence.
type Check = fn(&Evidence) -> Vec<Diagnostic>;

const ALL: &[Check] = &[
    confidence_on_study_finding::check,
    finding_without_evidence::check,
    flow_sum::check,
    image_without_text::check,
    participant_never_quoted::check,
    recommendation_without_finding::check,
    small_group::check,
    theme_without_quotes::check,
    unused_reference::check,
    verification::check,
];

/// Runs every check.
pub fn check(evidence: &Evidence, private: &Private, sources: &SourceMap) -> Vec<Diagnostic> {
    let mut faults: Vec<Diagnostic> = ALL.iter().flat_map(|check| check(evidence)).collect();
    faults.extend(disclosure::check(evidence, private, sources));
    faults
}

/// Gives each fault the severity that the programme chose for its code; those turned off are left out.
pub fn by_programme(faults: Vec<Diagnostic>, checks: &Checks) -> Vec<Diagnostic> {
    let chosen = |mut fault: Diagnostic| {
        match checks.0.get(&fault.code) {
            None => {}
            Some(Some(severity)) => fault.severity = *severity,
            Some(None) => return None,
        }
        Some(fault)
    };
    faults.into_iter().filter_map(chosen).collect()
}

/// Where a key of a note's front matter could stand: at its title, or at the top of the note.
fn top(evidence: &Evidence, note: crate::evidence::NoteKey) -> crate::source::Place {
    let note = &evidence.notes[note];
    let span = note.note.common.title.as_ref().map(|title| title.span);
    note.place(span.unwrap_or_default())
}
