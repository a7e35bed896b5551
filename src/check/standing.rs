//! What was found in a note still stands when others were written again, if the note sees nothing of it.

use super::repeated_quote::Repeated;
use super::{Found, Results};
use crate::evidence::{Evidence, LinkedNote, NoteKey, Speaker, Target};
use crate::source::FileId;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What was found in a programme before some of its notes were written again. All its other files are as they were.
pub struct Before<'b> {
    pub evidence: &'b Evidence,
    pub results: &'b Results,
    pub rewritten: &'b BTreeSet<FileId>,
}

/// What of it stands.
pub(super) struct Standing<'s> {
    before: Before<'s>,
    now: &'s Evidence,
}

impl<'s> Standing<'s> {
    /// `None` where notes or people are others than before, so that their keys tell nothing.
    pub fn of(before: Before<'s>, now: &'s Evidence) -> Option<Self> {
        let files = |evidence: &'s Evidence| evidence.notes.values().map(|note| note.note.file);
        let people = |evidence: &'s Evidence| evidence.participants.values().map(|one| one.place);
        let same = files(before.evidence).eq(files(now)) && people(before.evidence).eq(people(now));
        same.then_some(Self { before, now })
    }

    /// What was found in a note, if the same would be found now.
    pub fn found(&self, key: NoteKey) -> Option<Arc<Found>> {
        let (old, new) = (&self.before.evidence.notes[key], &self.now.notes[key]);
        let stands = Arc::ptr_eq(&old.note, &new.note)
            && !counts(new)
            && self.same_quotes(old, new)
            && self.same_links(old, new);
        stands.then(|| self.before.results.notes[key.index()].clone())
    }

    /// What is said twice, of all speakers. Those are looked at again who are quoted in notes that were written again.
    pub fn repeated(&self) -> Repeated {
        let mut speakers = BTreeSet::new();
        for (key, new) in self.now.notes.iter() {
            let old = &self.before.evidence.notes[key];
            if !Arc::ptr_eq(&old.note, &new.note) || !self.same_quotes(old, new) {
                speakers.extend(speakers_of(self.before.evidence, old));
                speakers.extend(speakers_of(self.now, new));
            }
        }
        let mut repeated = self.before.results.repeated.clone();
        repeated.look_again(self.now, &speakers);
        repeated
    }

    /// True where the same people say the same quotes, as far as they are published.
    fn same_quotes(&self, old: &LinkedNote, new: &LinkedNote) -> bool {
        fn speakers<'e>(
            evidence: &'e Evidence,
            note: &'e LinkedNote,
        ) -> impl Iterator<Item = Option<Speaker>> + 'e {
            let quotes = note.quotes.iter();
            quotes.map(|quote| Some(evidence.quotes[(*quote)?].speaker))
        }
        speakers(self.before.evidence, old).eq(speakers(self.now, new))
    }

    /// True where all links lead where they led, and no name there can have changed.
    fn same_links(&self, old: &LinkedNote, new: &LinkedNote) -> bool {
        let links = || old.links.iter().zip(&new.links);
        old.links.len() == new.links.len() && links().all(|(old, new)| self.same_link(old, new))
    }

    fn same_link(&self, old: &Target, new: &Target) -> bool {
        match (old, new) {
            (Target::Quote(old), Target::Quote(new)) => {
                self.before.evidence.quotes[*old].id == self.now.quotes[*new].id
            }
            (Target::Note(key) | Target::Heading(key, _), _) => {
                let file = self.now.notes[*key].note.file;
                old == new && !self.before.rewritten.contains(&file)
            }
            _ => old == new,
        }
    }
}

/// Who is quoted in a note.
pub(super) fn speakers_of<'e>(
    evidence: &'e Evidence,
    note: &'e LinkedNote,
) -> impl Iterator<Item = Speaker> + 'e {
    let quotes = note.quotes.iter().flatten();
    quotes.map(|quote| evidence.quotes[*quote].speaker)
}

/// True where a note says how many of something there are: that may have changed anywhere.
fn counts(note: &LinkedNote) -> bool {
    !note.note.common.counts.is_empty() || !note.note.body.counts.is_empty()
}
