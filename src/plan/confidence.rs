//! The pages of the GRADE-CERQual tables.

use super::SitePlan;
use crate::evidence::{Evidence, FindingKey};
use crate::model::FindingType;

/// How many findings stand on one page, each with six explanations.
const FINDINGS_PER_PAGE: usize = 25;

/// The path of a page, by its number from 0.
pub fn confidence_path(number: usize) -> String {
    match number {
        0 => "findings/confidence.html".to_owned(),
        number => format!("findings/confidence-part-{}.html", number + 1),
    }
}

/// Findings across studies that have a rating.
pub fn assessed(evidence: &Evidence) -> Vec<FindingKey> {
    let rated = |key: &FindingKey| {
        let note = &evidence.notes[evidence.findings[*key].note];
        note.finding_matter().is_some_and(|matter| {
            matter.finding_type == FindingType::Synthesis && matter.confidence.is_some()
        })
    };
    evidence.findings.keys().filter(rated).collect()
}

impl SitePlan {
    /// How many pages the tables take; without any finding there is still one, which says so.
    pub fn assessed_pages(&self) -> usize {
        self.assessed.len().div_ceil(FINDINGS_PER_PAGE).max(1)
    }

    /// The findings of a page, by its number from 0.
    pub fn assessed_page(&self, number: usize) -> &[FindingKey] {
        let mut pages = self.assessed.chunks(FINDINGS_PER_PAGE);
        pages.nth(number).unwrap_or_default()
    }
}
