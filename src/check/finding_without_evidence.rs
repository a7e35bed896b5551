//! A finding that rests on nothing: `src/diagnostic/rules/finding-without-evidence.md` says what this looks for and why.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, Finding};

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let without = evidence
        .findings
        .values()
        .filter(|finding| finding.quotes.is_empty() && finding.references.is_empty())
        .filter(|finding| !names_what_is_unknown(evidence, finding));
    without
        .map(|finding| {
            let message = "This finding rests on no quote and no reference";
            Diagnostic::new(
                Code::FindingWithoutEvidence,
                super::top(evidence, finding.note),
                message,
            )
            .hint("Name its `themes:`, or list quotes and citation keys under `evidence:`.")
        })
        .collect()
}

/// Evidence or themes that do not exist are reported where they are named.
fn names_what_is_unknown(evidence: &Evidence, finding: &Finding) -> bool {
    let matter = evidence.notes[finding.note].finding_matter();
    matter.is_some_and(|matter| finding.names_unknown || matter.themes.len() > finding.themes.len())
}
