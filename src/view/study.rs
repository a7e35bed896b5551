//! One strand of evidence, and the list of them.

use super::Views;
use super::chain::Chain;
use super::common::{Head, Link, NoteParts, VoiceChart};
use crate::evidence::{GeneratedBlock, StudyKey};
use crate::model::Html;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct StudyPage {
    pub head: Head,
    pub note: NoteParts,
    /// A design of the format (`interview-study`; words in `designs`) or the editor's own words.
    pub design: Option<String>,
    pub question: Option<String>,
    /// Label and value, as the editor wrote them.
    pub sample: Vec<Fact>,
    pub dates: Vec<Fact>,
    pub licence: Option<String>,
    pub publications: Vec<Publication>,
    /// The PRISMA flow as HTML, where the study has one and its body does not place it.
    pub flow: Option<Html>,
    pub voices: Option<VoiceChart>,
    pub chain: Chain,
    /// Further notes of this study.
    pub notes: Vec<Link>,
    pub checklists: Vec<Checklist>,
}

/// A label and a value.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

/// One version of a study's publication.
#[derive(Debug, Clone, Serialize)]
pub struct Publication {
    /// `version-of-record`, `preprint`, `protocol`, `abridged`; words in `relations`.
    pub relation: &'static str,
    pub entry: Html,
    pub path: String,
}

/// A reporting checklist: each item and where it is answered.
#[derive(Debug, Clone, Serialize)]
pub struct Checklist {
    pub name: String,
    pub items: Vec<Fact>,
}

/// A study in a list.
#[derive(Debug, Clone, Serialize)]
pub struct StudyCard {
    pub title: String,
    pub path: String,
    pub design: Option<String>,
    pub summary: Option<String>,
    pub question: Option<String>,
    pub participants: usize,
    pub quotes: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct StudiesPage {
    pub head: Head,
    pub studies: Vec<StudyCard>,
}

impl Views<'_> {
    pub(super) fn study(&self, key: StudyKey, path: &str) -> StudyPage {
        let evidence = self.evidence();
        let study = &evidence.studies[key];
        let linked = &evidence.notes[study.note];
        let matter = linked.study_matter().cloned().unwrap_or_default();
        let mut page = self.setter.page(path);
        let mut head = self.note_head("study", study.note, Some("studies"), path);
        head.breadcrumbs.push(self.section_crumb("studies"));
        let placed = linked.blocks.contains(&GeneratedBlock::Flow(key));
        let flow = (matter.flow.is_some() && !placed).then(|| page.flow(key));
        let checklist = |(name, items): (String, Vec<(String, String)>)| Checklist {
            name,
            items: items.into_iter().map(fact).collect(),
        };
        StudyPage {
            note: self.note_parts(study.note, &mut page),
            head,
            design: matter.design,
            question: matter.question,
            sample: matter.sample.into_iter().map(fact).collect(),
            dates: matter
                .dates
                .into_iter()
                .map(|(label, text)| fact((label, text.value)))
                .collect(),
            licence: matter.licence,
            publications: self.publications_of(key),
            flow,
            voices: self.voice_chart(&study.quotes),
            chain: self.study_chain("study", key),
            notes: study
                .notes
                .iter()
                .map(|note| self.note_link(*note))
                .collect(),
            checklists: matter.checklists.into_iter().map(checklist).collect(),
        }
    }

    fn publications_of(&self, key: StudyKey) -> Vec<Publication> {
        let evidence = self.evidence();
        let publications = evidence.studies[key].publications.iter();
        publications
            .map(|(reference, relation)| Publication {
                relation: relation.name(),
                entry: self
                    .setter
                    .rich(&evidence.references[*reference].formatted.entry),
                path: self.plan().reference(evidence, *reference),
            })
            .collect()
    }

    pub(super) fn study_cards(&self) -> Vec<StudyCard> {
        let evidence = self.evidence();
        let card = |study: &crate::evidence::Study| {
            let note = &evidence.notes[study.note];
            let matter = note.study_matter();
            StudyCard {
                title: note.title.clone(),
                path: self.plan().note(study.note).to_owned(),
                design: matter.and_then(|matter| matter.design.clone()),
                summary: note.summary(),
                question: matter.and_then(|matter| matter.question.clone()),
                participants: study.participants.len(),
                quotes: study.quotes.len(),
            }
        };
        evidence.studies.values().map(card).collect()
    }

    pub(super) fn studies(&self, path: &str) -> StudiesPage {
        StudiesPage {
            head: self.made_head("studies", Some("studies"), path),
            studies: self.study_cards(),
        }
    }
}

fn fact((label, value): (String, String)) -> Fact {
    Fact { label, value }
}
