//! What is given as a DOI and is none: see `diagnostic/rules/doi-syntax.md`.

use crate::cite::{DoiDoubt, doubt};
use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::Evidence;

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let references = evidence.references.values().map(|entry| &entry.reference);
    let wrong = references.filter_map(|reference| {
        let written = &reference.written_doi.as_ref()?.value;
        (doubt(written)? == DoiDoubt::NoDoi).then(|| {
            let message = format!("What `{}` gives as its DOI is none", reference.key);
            Diagnostic::new(Code::DoiSyntax, reference.doi_place(), message).hint(
                "A DOI is `10.`, a number, a slash and more, such as `10.1136/bmj.n71`. Other addresses go under `url`.",
            )
        })
    });
    wrong.collect()
}
