//! One strand of evidence, and the list of them.

use super::Views;
use super::common::{CountedLink, Head, Link, NoteParts, VoiceChart};
use crate::evidence::{GeneratedBlock, QuoteKey, StudyKey, ThemeKey};
use crate::model::Html;
use crate::plan::{Document, QuoteListKind};
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
    /// The participants' page and how many there are.
    pub participants: Option<CountedLink>,
    pub voices: Option<VoiceChart>,
    /// Themes of its quotes, or of the findings in which it says something; each with its number of quotes.
    pub themes: Vec<CountedLink>,
    /// The page of this study's quotes.
    pub quotes: Option<CountedLink>,
    pub findings: Vec<Link>,
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
            dates: matter.dates.into_iter().map(fact).collect(),
            licence: matter.licence,
            publications: self.publications_of(key),
            flow,
            participants: self.participants_link(key),
            voices: self.voice_chart(&study.quotes),
            themes: self.themes_of(key),
            quotes: self.quotes_link(key),
            findings: study
                .findings
                .iter()
                .map(|finding| self.note_link(evidence.findings[*finding].note))
                .collect(),
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

    fn participants_link(&self, key: StudyKey) -> Option<CountedLink> {
        Some(CountedLink {
            label: self.words().get("titles.participants").to_owned(),
            path: self.plan().participants(key)?.to_owned(),
            count: self.evidence().studies[key].participants.len(),
        })
    }

    fn quotes_link(&self, key: StudyKey) -> Option<CountedLink> {
        let list = self
            .plan()
            .list(QuoteListKind::Document(Document::Study(key)))?;
        Some(CountedLink {
            label: self.words().get("titles.quotes").to_owned(),
            path: list.path(0),
            count: list.quotes.len(),
        })
    }

    /// A study's themes, each with how many of its quotes are coded to it or below it. Themes without any are left
    /// out, unless the study has no quotes at all.
    fn themes_of(&self, key: StudyKey) -> Vec<CountedLink> {
        let evidence = self.evidence();
        let study = &evidence.studies[key];
        let own = |quote: &&QuoteKey| evidence.quotes[**quote].study == Some(key);
        let link = |theme: &ThemeKey| {
            let link = self.note_link(evidence.themes[*theme].note);
            CountedLink {
                label: link.label,
                path: link.path,
                count: self.plan().theme_quotes(*theme).iter().filter(own).count(),
            }
        };
        let themes = study.themes.iter().map(link);
        themes
            .filter(|theme| theme.count > 0 || study.quotes.is_empty())
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
