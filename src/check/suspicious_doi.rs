//! DOIs that most likely hold a slip: see `diagnostic/rules/suspicious-doi.md`.

use crate::cite::{DoiDoubt, doubt};
use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::Evidence;

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let references = evidence.references.values().map(|entry| &entry.reference);
    let slips = references.filter_map(|reference| {
        let written = &reference.written_doi.as_ref()?.value;
        let DoiDoubt::Slip { what, likely } = doubt(written)? else {
            return None;
        };
        let message = format!("The DOI of `{}` has {what}", reference.key);
        let fault = Diagnostic::new(Code::SuspiciousDoi, reference.doi_place(), message);
        Some(fault.hint(format!(
            "It is likely `{likely}`: try it at https://doi.org/."
        )))
    });
    slips.collect()
}
