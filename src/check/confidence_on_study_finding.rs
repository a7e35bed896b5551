//! GRADE-CERQual on the finding of one study: `src/diagnostic/rules/confidence-on-study-finding.md` says what and why.

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
