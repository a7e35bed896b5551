//! A reference that no note cites: `src/diagnostic/rules/unused-reference.md` says what this looks for and why.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::Evidence;

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let named: std::collections::HashSet<_> = evidence
        .findings
        .values()
        .flat_map(|finding| finding.references.iter().copied())
        .collect();
    let unused = evidence.references.iter().filter(|(key, entry)| {
        entry.cited_on.is_empty() && !entry.used_elsewhere && !named.contains(key)
    });
    unused
        .map(|(_, entry)| {
            let message = format!("Nothing cites `{}`", entry.reference.key);
            Diagnostic::new(Code::UnusedReference, entry.reference.place, message)
                .hint("Cite it, remove it, or list it under `nocite:`.")
        })
        .collect()
}
