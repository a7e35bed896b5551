//! A recommendation that rests on no finding: `src/diagnostic/rules/recommendation-without-finding.md` says why.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::Evidence;

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let without = evidence.recommendations.values().filter(|recommendation| {
        // Findings that do not exist are reported where they are named.
        let matter = evidence.notes[recommendation.note].recommendation_matter();
        matter.is_some_and(|matter| matter.findings.is_empty())
    });
    without
        .map(|recommendation| {
            let message = "This recommendation rests on no finding";
            let place = super::top(evidence, recommendation.note);
            Diagnostic::new(Code::RecommendationWithoutFinding, place, message)
                .hint("List the ids of its findings: `findings: [id-of-a-finding]`.")
        })
        .collect()
}
