//! Questions about the evidence that several pages ask.

use super::Evidence;
use super::entities::{
    AttributeKey, LinkedNote, NoteKey, Participant, ParticipantKey, QuoteKey, Speaker, StudyKey,
    ThemeKey,
};
use std::collections::BTreeSet;

impl Evidence {
    /// A quote as it was written.
    pub fn written(&self, quote: QuoteKey) -> &crate::model::Quote {
        let quote = &self.quotes[quote];
        &self.notes[quote.home].note.body.quotes[quote.index]
    }

    /// The study's id: the name of its folder.
    pub fn study_id(&self, study: StudyKey) -> &str {
        super::verified::study_id(self.study_note(study))
    }

    /// Whose words a quote holds, by ids: `interview-study/P18`, or a citation key.
    pub fn speaker_id(&self, speaker: Speaker) -> String {
        match speaker {
            Speaker::Participant(key) => {
                let participant = &self.participants[key];
                format!("{}/{}", self.study_id(participant.study), participant.id)
            }
            Speaker::Document(key) => self.references[key].reference.key.clone(),
        }
    }

    /// The study's note.
    pub fn study_note(&self, study: StudyKey) -> &LinkedNote {
        &self.notes[self.studies[study].note]
    }

    pub fn theme_note(&self, theme: ThemeKey) -> &LinkedNote {
        &self.notes[self.themes[theme].note]
    }

    /// The people who say some quotes, each once.
    pub fn people(&self, quotes: &[QuoteKey]) -> BTreeSet<ParticipantKey> {
        let speaker = |quote: &QuoteKey| match self.quotes[*quote].speaker {
            Speaker::Participant(key) => Some(key),
            Speaker::Document(_) => None,
        };
        quotes.iter().filter_map(speaker).collect()
    }

    /// The studies from which some quotes come, each once.
    pub fn studies_of(&self, quotes: &[QuoteKey]) -> BTreeSet<StudyKey> {
        quotes
            .iter()
            .filter_map(|quote| self.quotes[*quote].study)
            .collect()
    }

    /// A participant's value of a published attribute, by its index in the attribute.
    pub fn value_of(&self, participant: ParticipantKey, attribute: AttributeKey) -> Option<usize> {
        let values = &self.participants[participant].values;
        values.get(attribute.index()).copied().flatten()
    }

    /// The quotes of a theme and of all themes below it, each once.
    pub fn quotes_below(&self, theme: ThemeKey) -> BTreeSet<QuoteKey> {
        let mut quotes: BTreeSet<QuoteKey> = self.themes[theme].quotes.iter().copied().collect();
        for child in &self.themes[theme].children {
            quotes.extend(self.quotes_below(*child));
        }
        quotes
    }

    /// Participants without a quote.
    pub fn never_quoted(&self) -> impl Iterator<Item = (ParticipantKey, &Participant)> {
        self.participants
            .iter()
            .filter(|(_, participant)| participant.quotes.is_empty())
    }

    /// The quotes that a note shows in its body: its own, and those it embeds or lists.
    pub fn shown_by(&self, note: NoteKey) -> BTreeSet<QuoteKey> {
        let linked = &self.notes[note];
        let own = linked.quotes.iter().flatten().copied();
        let embedded =
            linked
                .note
                .body
                .links
                .iter()
                .zip(&linked.links)
                .filter_map(|(link, target)| match (&link.target, target) {
                    (crate::model::LinkTarget::Embed(_), super::Target::Quote(quote)) => {
                        Some(*quote)
                    }
                    _ => None,
                });
        let listed = linked.blocks.iter().flat_map(|block| match block {
            super::GeneratedBlock::Quotes(quotes) => quotes.as_slice(),
            _ => &[],
        });
        own.chain(embedded).chain(listed.copied()).collect()
    }

    /// Words said in some quotes.
    pub fn words(&self, quotes: impl IntoIterator<Item = QuoteKey>) -> usize {
        quotes
            .into_iter()
            .map(|quote| self.quotes[quote].words)
            .sum()
    }

    /// Dated notes, newest first.
    pub fn changes(&self) -> Vec<(crate::model::Date, NoteKey)> {
        let dated = self
            .notes
            .iter()
            .filter_map(|(key, note)| Some((note.note.common.date()?, key)));
        let mut changes: Vec<_> = dated.collect();
        changes.sort_by(|(a, first), (b, second)| b.cmp(a).then(first.cmp(second)));
        changes
    }
}
