//! Two references with one DOI: see `diagnostic/rules/duplicate-doi.md`.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, ReferenceEntry};
use std::collections::HashMap;

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let mut first: HashMap<String, &ReferenceEntry> = HashMap::new();
    let mut faults = Vec::new();
    for entry in evidence.references.values() {
        let Some(doi) = entry.reference.item.get("DOI").and_then(|doi| doi.as_str()) else {
            continue;
        };
        match first.get(&doi.to_ascii_lowercase()) {
            Some(earlier) => faults.push(fault(entry, earlier)),
            None => {
                first.insert(doi.to_ascii_lowercase(), entry);
            }
        }
    }
    faults
}

fn fault(entry: &ReferenceEntry, earlier: &ReferenceEntry) -> Diagnostic {
    let (key, other) = (&entry.reference.key, &earlier.reference.key);
    let message = format!("`{key}` has the same DOI as `{other}`");
    Diagnostic::new(Code::DuplicateDoi, entry.reference.doi_place(), message)
        .related(earlier.reference.doi_place(), "The first one is here")
        .hint(format!(
            "If both are one work, remove this entry and cite `@{other}`."
        ))
}
