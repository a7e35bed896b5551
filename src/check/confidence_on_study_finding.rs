//! # Confidence on the finding of one study
//!
//! **What it does.** Finds `confidence:` on a finding that is not `type: synthesis`.
//!
//! **Why it matters.** GRADE-CERQual rates how far a finding of a *synthesis* represents the phenomenon. Used on one
//! study's finding it says something that the method does not mean.
//!
//! **How to mend it.** Write `type: synthesis` if several studies carry the finding; otherwise remove `confidence:`.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::Evidence;
use crate::model::FindingType;

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let fault = |finding: &crate::evidence::Finding| {
        let note = &evidence.notes[finding.note];
        let matter = note.finding_matter()?;
        let confidence = matter.confidence.as_ref()?;
        (matter.finding_type == FindingType::Study).then(|| {
            let message =
                "GRADE-CERQual rates findings of a synthesis, and this is the finding of one study";
            Diagnostic::new(
                Code::ConfidenceOnStudyFinding,
                note.place(confidence.span),
                message,
            )
            .hint("Write `type: synthesis`, or remove `confidence:`.")
        })
    };
    evidence.findings.values().filter_map(fault).collect()
}
