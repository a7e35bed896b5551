//! Who is heard and who is not.

use super::Views;
use super::common::{Head, VoiceChart};
use crate::evidence::StudyKey;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct VoicesPage {
    pub head: Head,
    pub studies: Vec<StudyVoices>,
}

/// The voices of one study with participants.
#[derive(Debug, Clone, Serialize)]
pub struct StudyVoices {
    pub title: String,
    pub path: String,
    pub participants_path: Option<String>,
    pub participants: usize,
    /// Participants with at least one quote.
    pub quoted: usize,
    pub quotes: usize,
    /// Words in all quotes, without insertions.
    pub words: usize,
    /// One chart for each published attribute.
    pub charts: Vec<VoiceChart>,
    /// Ids of participants who are never quoted.
    pub never_quoted: Vec<String>,
}

impl Views<'_> {
    pub(super) fn voices_page(&self, path: &str) -> VoicesPage {
        let mut head = self.made_head("voices", Some("quotes"), path);
        head.breadcrumbs.push(self.section_crumb("quotes"));
        let studies = self.evidence().studies.iter();
        let with_people = studies.filter(|(_, study)| !study.participants.is_empty());
        VoicesPage {
            head,
            studies: with_people.map(|(key, _)| self.study_voices(key)).collect(),
        }
    }

    fn study_voices(&self, key: StudyKey) -> StudyVoices {
        let evidence = self.evidence();
        let study = &evidence.studies[key];
        let link = self.note_link(study.note);
        let quoted = |person: &&crate::evidence::ParticipantKey| {
            !evidence.participants[**person].quotes.is_empty()
        };
        let charts = evidence.attributes.keys();
        StudyVoices {
            title: link.label,
            path: link.path,
            participants_path: self.plan().participants(key).map(str::to_owned),
            participants: study.participants.len(),
            quoted: study.participants.iter().filter(quoted).count(),
            quotes: study.quotes.len(),
            words: evidence.words(study.quotes.iter().copied()),
            charts: charts
                .map(|attribute| {
                    self.chart(attribute, &study.quotes, study.participants.iter().copied())
                })
                .collect(),
            never_quoted: study
                .participants
                .iter()
                .filter(|person| !quoted(person))
                .map(|person| evidence.participants[*person].id.clone())
                .collect(),
        }
    }
}
