//! One recommendation, and the list of them.

use super::Views;
use super::chain::Around;
use super::chain::Chain;
use super::common::{CountedLink, FacetValue, Head, Link, NoteParts};
use super::quote::QuoteLine;
use crate::evidence::{FindingKey, QuoteKey, RecommendationKey, ThemeKey, in_order};
use serde::Serialize;
use std::collections::HashSet;

/// The most quotes that stand in one line each under a finding.
const MOST_VOICES: usize = 3;

#[derive(Debug, Clone, Serialize)]
pub struct RecommendationPage {
    pub head: Head,
    pub note: NoteParts,
    pub number: usize,
    pub audience: Vec<String>,
    pub facets: Vec<FacetValue>,
    /// The findings it rests on, each with the chain below it.
    pub findings: Vec<SupportingFinding>,
    pub quotes: usize,
    pub people: usize,
    pub chain: Chain,
}

/// A finding under a recommendation.
#[derive(Debug, Clone, Serialize)]
pub struct SupportingFinding {
    pub number: usize,
    pub title: String,
    pub path: String,
    pub summary: Option<String>,
    pub themes: Vec<CountedLink>,
    pub quotes: usize,
    pub people: usize,
    /// The first quotes on which it rests, each from another speaker where there are several.
    pub voices: Vec<QuoteLine>,
}

/// A recommendation in a list.
#[derive(Debug, Clone, Serialize)]
pub struct RecommendationCard {
    pub number: usize,
    pub title: String,
    pub path: String,
    pub summary: Option<String>,
    pub audience: Vec<String>,
    pub findings: Vec<Link>,
    pub quotes: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct RecommendationsPage {
    pub head: Head,
    pub recommendations: Vec<RecommendationCard>,
}

impl Views<'_> {
    pub(super) fn recommendation(&self, key: RecommendationKey, path: &str) -> RecommendationPage {
        let evidence = self.evidence();
        let recommendation = &evidence.recommendations[key];
        let matter = evidence.notes[recommendation.note].recommendation_matter();
        let mut page = self.setter.page(path);
        let mut head = self.note_head(
            "recommendation",
            recommendation.note,
            Some("recommendations"),
            path,
        );
        head.breadcrumbs.push(self.section_crumb("recommendations"));
        let quotes = self.quotes_under(&recommendation.findings);
        let mut note = self.note_parts(recommendation.note, &mut page);
        let around = Around {
            here: "recommendation",
            recommendations: vec![key],
            findings: recommendation.findings.clone(),
            themes: self.themes_under(&recommendation.findings),
            quotes,
            ..Around::default()
        };
        let chain = self.chain(&around, Some(&mut page));
        note.previews = self.previews(&page);
        RecommendationPage {
            note,
            head,
            number: key.index() + 1,
            audience: matter
                .map(|matter| matter.audience.clone())
                .unwrap_or_default(),
            facets: self.coded_facets(&recommendation.facets),
            findings: recommendation
                .findings
                .iter()
                .map(|key| self.supporting(*key))
                .collect(),
            quotes: around.quotes.len(),
            people: self.count_people(&around.quotes),
            chain,
        }
    }

    fn quotes_under(&self, findings: &[FindingKey]) -> Vec<QuoteKey> {
        let all = findings
            .iter()
            .flat_map(|finding| &self.evidence().findings[*finding].quotes);
        in_order(all.copied())
    }

    fn themes_under(&self, findings: &[FindingKey]) -> Vec<ThemeKey> {
        let all = findings
            .iter()
            .flat_map(|finding| &self.evidence().findings[*finding].themes);
        in_order(all.copied())
    }

    fn supporting(&self, key: FindingKey) -> SupportingFinding {
        let evidence = self.evidence();
        let finding = &evidence.findings[key];
        let note = &evidence.notes[finding.note];
        SupportingFinding {
            number: key.index() + 1,
            title: note.title.clone(),
            path: self.plan().note(finding.note).to_owned(),
            summary: note.summary(),
            themes: self.counted_themes(&finding.themes),
            quotes: finding.quotes.len(),
            people: self.count_people(&finding.quotes),
            voices: self.quote_lines(&self.first_voices(&finding.quotes)),
        }
    }

    /// The first quotes of some: one of each speaker before a second of any.
    fn first_voices(&self, quotes: &[QuoteKey]) -> Vec<QuoteKey> {
        let mut heard = HashSet::new();
        let (first, again): (Vec<_>, Vec<_>) = quotes.iter().partition(|quote| {
            let speaker = self.evidence().quotes[**quote].speaker;
            heard.insert(speaker)
        });
        let voices = first.into_iter().chain(again).copied();
        voices.take(MOST_VOICES).collect()
    }

    pub(super) fn recommendation_cards(&self) -> Vec<RecommendationCard> {
        self.evidence()
            .recommendations
            .keys()
            .map(|key| self.recommendation_card(key))
            .collect()
    }

    fn recommendation_card(&self, key: RecommendationKey) -> RecommendationCard {
        let evidence = self.evidence();
        let recommendation = &evidence.recommendations[key];
        let note = &evidence.notes[recommendation.note];
        let matter = note.recommendation_matter();
        RecommendationCard {
            number: key.index() + 1,
            title: note.title.clone(),
            path: self.plan().note(recommendation.note).to_owned(),
            summary: note.summary(),
            audience: matter
                .map(|matter| matter.audience.clone())
                .unwrap_or_default(),
            findings: recommendation
                .findings
                .iter()
                .map(|finding| self.note_link(evidence.findings[*finding].note))
                .collect(),
            quotes: self.quotes_under(&recommendation.findings).len(),
        }
    }

    pub(super) fn recommendations(&self, path: &str) -> RecommendationsPage {
        RecommendationsPage {
            head: self.made_head("recommendations", Some("recommendations"), path),
            recommendations: self.recommendation_cards(),
        }
    }
}
