//! The home page: the story in one screen.

use super::Views;
use super::common::{Head, NoteParts, VoiceChart};
use super::study::StudyCard;
use super::theme::ThemeBranch;
use super::{finding::FindingRow, recommendation::RecommendationCard};
use crate::typeset::PageSetter;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    pub head: Head,
    pub note: NoteParts,
    pub counts: Counts,
    pub studies: Vec<StudyCard>,
    pub themes: Vec<ThemeBranch>,
    pub findings: Vec<FindingRow>,
    pub recommendations: Vec<RecommendationCard>,
    /// Who was heard, by the first published attribute; absent where nothing is published.
    pub voices: Option<VoiceChart>,
}

/// How much the programme holds.
#[derive(Debug, Clone, Serialize)]
pub struct Counts {
    pub studies: usize,
    pub participants: usize,
    /// People with a quote.
    pub quoted: usize,
    pub themes: usize,
    pub quotes: usize,
    pub findings: usize,
    pub recommendations: usize,
    pub references: usize,
    pub terms: usize,
}

impl Views<'_> {
    pub(super) fn home(&self, path: &str) -> HomePage {
        let evidence = self.evidence();
        let mut page = self.setter.page(path);
        let mut head = self.titled_head("home", evidence.config.title.clone(), None, path);
        head.breadcrumbs.clear();
        head.description = evidence.config.description.clone();
        let note = match evidence.home {
            Some(key) => {
                let own = self.note_head("home", key, None, path);
                if evidence.notes[key].note.common.title.is_some() {
                    head.title = own.title;
                }
                head.description = own.description.or(head.description);
                head.updated = own.updated;
                self.note_parts(key, &mut page)
            }
            None => self.no_note(&page),
        };
        let quotes: Vec<_> = evidence.quotes.keys().collect();
        HomePage {
            head,
            note,
            counts: self.counts(),
            studies: self.study_cards(),
            themes: self.branches(),
            findings: self.finding_rows(),
            recommendations: self.recommendation_cards(),
            voices: self.voice_chart(&quotes),
        }
    }

    fn no_note(&self, page: &PageSetter<'_>) -> NoteParts {
        NoteParts {
            summary: self.evidence().config.description.clone(),
            body: crate::model::Html::default(),
            own_quotes: false,
            marks: false,
            references: self.listed(&page.references()),
            backlinks: Vec::new(),
            not_held: Vec::new(),
            previews: Vec::new(),
            authors: Vec::new(),
            extra: serde_json::Value::Null,
        }
    }

    pub(super) fn counts(&self) -> Counts {
        let evidence = self.evidence();
        Counts {
            studies: evidence.studies.len(),
            participants: evidence.participants.len(),
            quoted: evidence.participants.len() - evidence.never_quoted().count(),
            themes: evidence.themes.len(),
            quotes: evidence.quotes.len(),
            findings: evidence.findings.len(),
            recommendations: evidence.recommendations.len(),
            references: evidence.references.len(),
            terms: evidence.terms.len(),
        }
    }
}
