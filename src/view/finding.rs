//! One finding, and the summary of findings.

use super::Views;
use super::chain::Around;
use super::chain::Chain;
use super::common::{CountedLink, Head, Link, NoteParts, ReferenceItem, Strands};
use crate::evidence::{FindingKey, ThemeKey};
use crate::model::Confidence as Rating;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct FindingPage {
    pub head: Head,
    pub note: NoteParts,
    /// The finding's number in the summary of findings, from 1.
    pub number: usize,
    /// `study` or `synthesis`; words in `finding_types`.
    pub finding_type: &'static str,
    pub themes: Vec<CountedLink>,
    /// The quotes on which it rests that the body does not show, the first few.
    pub more_quotes: Vec<std::sync::Arc<str>>,
    /// Quotes on which it rests, in all.
    pub quotes: usize,
    pub people: usize,
    /// References named as evidence.
    pub evidence_references: Vec<ReferenceItem>,
    pub strands: Strands,
    /// GRADE-CERQual; absent where nobody has assessed it.
    pub confidence: Option<Confidence>,
    pub recommendations: Vec<Link>,
    pub chain: Chain,
}

/// A GRADE-CERQual assessment.
#[derive(Debug, Clone, Serialize)]
pub struct Confidence {
    /// `high`, `moderate`, `low`, `very-low`; words in `confidence`.
    pub overall: &'static str,
    pub because: Option<String>,
    pub components: Vec<ConfidenceComponent>,
}

/// One of the four GRADE-CERQual components.
#[derive(Debug, Clone, Serialize)]
pub struct ConfidenceComponent {
    /// `methodological_limitations`, `coherence`, `adequacy`, `relevance`; words in `cerqual`.
    pub name: &'static str,
    /// `none`, `minor`, `moderate`, `serious`; words in `concerns`.
    pub concern: &'static str,
    pub because: Option<String>,
}

/// A finding in the summary of findings.
#[derive(Debug, Clone, Serialize)]
pub struct FindingRow {
    pub number: usize,
    pub title: String,
    pub path: String,
    pub summary: Option<String>,
    pub finding_type: &'static str,
    pub themes: Vec<Link>,
    pub quotes: usize,
    pub people: usize,
    /// `overall` of the confidence; absent where not assessed.
    pub confidence: Option<&'static str>,
    pub strands: Strands,
    pub recommendations: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct FindingsPage {
    pub head: Head,
    pub findings: Vec<FindingRow>,
    /// Findings whose confidence somebody has assessed.
    pub assessed: usize,
}

/// The most quotes that a finding's page shows below its body.
const MOST_QUOTES: usize = 20;

impl Views<'_> {
    pub(super) fn finding(&self, key: FindingKey, path: &str) -> FindingPage {
        let evidence = self.evidence();
        let finding = &evidence.findings[key];
        let matter = evidence.notes[finding.note].finding_matter();
        let mut page = self.setter.page(path);
        let mut head = self.note_head("finding", finding.note, Some("findings"), path);
        head.breadcrumbs.extend(self.chain_crumbs("findings"));
        let mut note = self.note_parts(finding.note, &mut page);
        for reference in &finding.references {
            page.list(*reference);
        }
        let listed = page.references();
        note.references = self.listed(&listed);
        let named: Vec<_> = listed
            .into_iter()
            .filter(|item| finding.references.contains(&item.reference))
            .collect();
        let shown = evidence.shown_by(finding.note);
        let hidden = finding
            .quotes
            .iter()
            .filter(|quote| !shown.contains(quote))
            .copied();
        let hidden: Vec<_> = hidden.take(MOST_QUOTES).collect();
        let chain = Around {
            here: "finding",
            recommendations: finding.recommendations.clone(),
            findings: vec![key],
            themes: finding.themes.clone(),
            quotes: finding.quotes.clone(),
            ..Around::default()
        };
        let chain = self.chain(&chain, Some(&mut page));
        note.previews = self.previews(&page);
        FindingPage {
            note: note.above(self, &hidden),
            head,
            number: key.index() + 1,
            finding_type: matter
                .map(|matter| matter.finding_type)
                .unwrap_or_default()
                .name(),
            themes: self.counted_themes(&finding.themes),
            more_quotes: self.cards(&hidden, path),
            quotes: finding.quotes.len(),
            people: self.count_people(&finding.quotes),
            evidence_references: self.listed(&named),
            strands: self.strands_of(&[key], false),
            confidence: matter
                .and_then(|matter| matter.confidence.as_ref())
                .map(confidence),
            recommendations: finding
                .recommendations
                .iter()
                .map(|key| self.note_link(evidence.recommendations[*key].note))
                .collect(),
            chain,
        }
    }

    /// Themes with how many quotes are coded to each.
    pub(super) fn counted_themes(&self, themes: &[ThemeKey]) -> Vec<CountedLink> {
        let link = |key: &ThemeKey| {
            let link = self.note_link(self.evidence().themes[*key].note);
            CountedLink {
                label: link.label,
                path: link.path,
                count: self.plan().theme_quotes(*key).len(),
            }
        };
        themes.iter().map(link).collect()
    }

    pub(super) fn finding_rows(&self) -> Vec<FindingRow> {
        self.evidence()
            .findings
            .keys()
            .map(|key| self.finding_row(key))
            .collect()
    }

    pub(super) fn finding_row(&self, key: FindingKey) -> FindingRow {
        let evidence = self.evidence();
        let finding = &evidence.findings[key];
        let note = &evidence.notes[finding.note];
        let matter = note.finding_matter();
        FindingRow {
            number: key.index() + 1,
            title: note.title.clone(),
            path: self.plan().note(finding.note).to_owned(),
            summary: note.summary(),
            finding_type: matter
                .map(|matter| matter.finding_type)
                .unwrap_or_default()
                .name(),
            themes: finding
                .themes
                .iter()
                .map(|theme| self.note_link(evidence.themes[*theme].note))
                .collect(),
            quotes: finding.quotes.len(),
            people: self.count_people(&finding.quotes),
            confidence: matter
                .and_then(|matter| matter.confidence.as_ref())
                .map(|confidence| confidence.overall.value.name()),
            strands: self.strands_of(&[key], false),
            recommendations: finding.recommendations.len(),
        }
    }

    pub(super) fn findings(&self, path: &str) -> FindingsPage {
        let findings = self.finding_rows();
        FindingsPage {
            head: self.made_head("findings", Some("findings"), path),
            assessed: findings
                .iter()
                .filter(|finding| finding.confidence.is_some())
                .count(),
            findings,
        }
    }
}

pub(super) fn confidence(rating: &Rating) -> Confidence {
    let components = Rating::COMPONENTS.iter().zip(&rating.components);
    Confidence {
        overall: rating.overall.value.name(),
        because: rating.overall.because.clone(),
        components: components
            .map(|(name, rated)| ConfidenceComponent {
                name,
                concern: rated.value.name(),
                because: rated.because.clone(),
            })
            .collect(),
    }
}
