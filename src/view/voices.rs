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
    /// How many participants are never quoted.
    pub never: usize,
    /// Their ids, as many as the page can hold.
    pub never_quoted: Vec<String>,
}

/// The most groups in all charts of the page, and the most bytes of ids: with them it stays below 200 kB.
const MOST_GROUPS: usize = 120;
const MOST_IDS: usize = 30_000;

impl Views<'_> {
    pub(super) fn voices_page(&self, path: &str) -> VoicesPage {
        let mut head = self.made_head("voices", Some("quotes"), path);
        head.breadcrumbs.push(self.section_crumb("quotes"));
        let studies = self.evidence().studies.iter();
        let with_people: Vec<StudyKey> = studies
            .filter(|(_, study)| !study.participants.is_empty())
            .map(|(key, _)| key)
            .collect();
        let voices = |key: &StudyKey| self.study_voices(*key, with_people.len());
        VoicesPage {
            head,
            studies: with_people.iter().map(voices).collect(),
        }
    }

    /// The voices of one study of several, which share the page.
    fn study_voices(&self, key: StudyKey, studies: usize) -> StudyVoices {
        let evidence = self.evidence();
        let study = &evidence.studies[key];
        let link = self.note_link(study.note);
        let quoted = |person: &&crate::evidence::ParticipantKey| {
            !evidence.participants[**person].quotes.is_empty()
        };
        let charts = evidence.attributes.keys();
        let groups = (MOST_GROUPS / (studies * charts.len()).max(1)).max(2);
        let never = study.participants.iter().filter(|person| !quoted(person));
        let mut left = MOST_IDS / studies;
        let fits = |id: &String| {
            let weight = id.len() + 10;
            let fits = weight <= left;
            left = left.saturating_sub(weight);
            fits
        };
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
                    let everybody = study.participants.iter().copied();
                    self.chart(attribute, &study.quotes, everybody, groups)
                })
                .collect(),
            never: never.clone().count(),
            never_quoted: never
                .map(|person| evidence.participants[*person].id.clone())
                .take_while(fits)
                .collect(),
        }
    }
}
