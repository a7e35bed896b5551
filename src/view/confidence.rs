//! How far to rely on the findings: the tables of GRADE-CERQual (Lewin et al. 2018, doi:10.1186/s13012-017-0688-3).

use super::Views;
use super::common::{Head, Link};
use super::finding::{Confidence, confidence};
use super::quotes::Pages;
use crate::evidence::{FindingKey, in_order};
use crate::model::{ConvergenceCode, FindingType};
use crate::plan::confidence_path;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct ConfidencePage {
    pub head: Head,
    /// Findings across studies that somebody has assessed, those of this page.
    pub findings: Vec<AssessedFinding>,
    /// All findings that are assessed.
    pub assessed: usize,
    /// Findings across studies that nobody has assessed; on the first page only.
    pub waiting: Vec<Link>,
    pub pages: Pages,
}

/// A row of both tables.
#[derive(Debug, Clone, Serialize)]
pub struct AssessedFinding {
    pub number: usize,
    pub title: String,
    pub path: String,
    pub summary: Option<String>,
    pub confidence: Confidence,
    /// Strands whose quotes it rests on, or that say something about it.
    pub studies: Vec<Link>,
    /// Publications that it names as evidence.
    pub references: Vec<Link>,
}

impl Views<'_> {
    /// A page of the tables, by its number from 0.
    pub(super) fn confidence(&self, number: usize, path: &str) -> ConfidencePage {
        let (evidence, plan) = (self.evidence(), self.plan());
        let mut head = self.made_head("confidence", Some("findings"), path);
        head.breadcrumbs.push(self.section_crumb("findings"));
        let waiting = evidence.findings.keys().filter(|key| {
            let matter = evidence.notes[evidence.findings[*key].note].finding_matter();
            matter.is_some_and(|matter| {
                matter.finding_type == FindingType::Synthesis && matter.confidence.is_none()
            })
        });
        ConfidencePage {
            head,
            findings: plan
                .assessed_page(number)
                .iter()
                .filter_map(|key| self.assessed_finding(*key))
                .collect(),
            assessed: plan.assessed.len(),
            waiting: waiting
                .filter(|_| number == 0)
                .map(|key| self.note_link(evidence.findings[key].note))
                .collect(),
            pages: Pages {
                number: number + 1,
                of: plan.assessed_pages(),
                previous: number.checked_sub(1).map(confidence_path),
                next: (number + 1 < plan.assessed_pages()).then(|| confidence_path(number + 1)),
            },
        }
    }

    fn assessed_finding(&self, key: FindingKey) -> Option<AssessedFinding> {
        let evidence = self.evidence();
        let finding = &evidence.findings[key];
        let note = &evidence.notes[finding.note];
        let rating = note.finding_matter()?.confidence.as_ref()?;
        let quoted = evidence.studies_of(&finding.quotes).into_iter();
        let spoken = finding
            .convergence
            .iter()
            .filter(|entry| entry.code != ConvergenceCode::Silence)
            .map(|entry| entry.study);
        let studies = in_order(quoted.chain(spoken));
        Some(AssessedFinding {
            number: key.index() + 1,
            title: note.title.clone(),
            path: self.plan().note(finding.note).to_owned(),
            summary: note.summary(),
            confidence: confidence(rating),
            studies: studies
                .into_iter()
                .map(|study| self.note_link(evidence.studies[study].note))
                .collect(),
            references: finding
                .references
                .iter()
                .map(|reference| self.publication_link(*reference, None))
                .collect(),
        })
    }
}
