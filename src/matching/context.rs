//! A passage in its source: who says it, whether its source has all of it, and what stands right before and behind it.

use super::bounds::{self, End, Kind};
use super::judge::{Asked, Cut, Owner, Where};
use super::library::{Document, Library};
use super::speech::{Turn, Voice};
use super::wanted::Wanted;
use std::ops::Range;

/// Who says a passage, as far as its source tells. In the order of what is better.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heard {
    Speaker,
    Unknown,
    Other(String),
}

/// A passage in its source.
pub struct Context<'a> {
    asked: &'a Asked<'a>,
    library: &'a Library,
    wanted: &'a Wanted,
    document: &'a Document,
    /// The source's words.
    extent: Range<u32>,
    owner: Owner,
    words: Range<u32>,
    bytes: Range<usize>,
    /// In an article: the quotation around the passage.
    quotation: Option<Quotation>,
}

/// A quotation in an article.
struct Quotation {
    kind: Kind,
    /// Behind its opening mark.
    start: usize,
}

impl<'a> Context<'a> {
    pub fn of(
        asked: &'a Asked<'a>,
        library: &'a Library,
        wanted: &'a Wanted,
        passage: &Range<u32>,
    ) -> Self {
        let index = library.document_of(passage.start);
        let start = library.bytes(passage.start).start;
        let end = library.bytes(passage.end - 1).end;
        let mut context = Self {
            document: &library.documents[index],
            extent: library.extent(index),
            owner: (asked.owner)(index),
            words: passage.clone(),
            bytes: start..end,
            quotation: None,
            asked,
            library,
            wanted,
        };
        context.quotation = context.find_quotation();
        context
    }

    /// True in an article where the passage stands within a quotation.
    pub fn is_quoted(&self) -> bool {
        self.quotation.is_some()
    }

    /// An article quotes several people; a transcript is somebody's, or says at each turn who speaks.
    pub fn is_article(&self) -> bool {
        self.document.speech.turns.is_empty() && self.owner == Owner::Unknown
    }

    fn text(&self) -> &str {
        &self.document.text
    }

    fn named(&self, label: &str) -> Option<&str> {
        self.asked.people.named(label)
    }

    /// Whom a label at the start of a turn names. In somebody's own interview "Participant 1" is that person.
    fn labelled(&self, label: &str) -> Option<&str> {
        match self.owner {
            Owner::Unknown => self.named(label),
            Owner::Speaker | Owner::Other(_) => self.asked.people.by_id(label),
        }
    }

    fn is_named(&self) -> impl Fn(&str) -> bool {
        |label: &str| self.named(label).is_some()
    }

    fn find_quotation(&self) -> Option<Quotation> {
        if !self.is_article() {
            return None;
        }
        let (kind, start) = bounds::opening(self.text(), self.bytes.start)?;
        let over = match bounds::closing(self.text(), start, kind, &self.is_named()) {
            End::At(end) => end <= self.bytes.start,
            End::Missing => false,
        };
        (!over).then_some(Quotation { kind, start })
    }

    fn end_of_quotation(&self) -> Option<End> {
        let quotation = self.quotation.as_ref()?;
        Some(bounds::closing(
            self.text(),
            self.bytes.end,
            quotation.kind,
            &self.is_named(),
        ))
    }

    /// True where the quotation in which the passage begins ends before the passage does, with a speaker's name.
    pub fn spans_two_quotations(&self) -> bool {
        let Some(quotation) = &self.quotation else {
            return false;
        };
        match bounds::closing(
            self.text(),
            quotation.start,
            quotation.kind,
            &self.is_named(),
        ) {
            End::At(end) if end < self.bytes.end => bounds::attribution(self.text(), end)
                .is_some_and(|label| self.named(label).is_some()),
            _ => false,
        }
    }

    pub fn complete(&self) -> bool {
        self.end_of_quotation() != Some(End::Missing)
    }

    /// Who says the words at some places of the passage.
    pub fn heard(&self, places: impl Iterator<Item = u32>) -> Heard {
        let Some(speaker) = self.asked.speaker else {
            return Heard::Speaker;
        };
        if self.is_article() {
            return self.heard_in_article(speaker);
        }
        let mut heard: Option<Heard> = None;
        for place in places {
            let turn = self.document.speech.turn(self.library.bytes(place).start);
            let voice = self.voice(turn, speaker);
            heard = Some(heard.map_or(voice.clone(), |known| known.max(voice)));
        }
        heard.unwrap_or(Heard::Unknown)
    }

    fn voice(&self, turn: Option<&Turn>, speaker: &str) -> Heard {
        let owner = || match &self.owner {
            Owner::Speaker => Heard::Speaker,
            Owner::Other(id) => Heard::Other(id.clone()),
            Owner::Unknown => Heard::Unknown,
        };
        match turn.map(|turn| &turn.voice) {
            Some(Voice::Interviewer) => Heard::Other("the interviewer".to_owned()),
            Some(Voice::Labelled(label)) => match self.labelled(label) {
                Some(id) if id == speaker => Heard::Speaker,
                Some(id) => Heard::Other(id.to_owned()),
                None => owner(),
            },
            Some(Voice::Unnamed) | None => owner(),
        }
    }

    fn heard_in_article(&self, speaker: &str) -> Heard {
        let end = match self.end_of_quotation() {
            Some(End::At(end)) => end,
            _ => self.bytes.end,
        };
        match bounds::attribution(self.text(), end).and_then(|label| self.named(label)) {
            Some(id) if id == speaker => Heard::Speaker,
            Some(id) => Heard::Other(id.to_owned()),
            None => Heard::Unknown,
        }
    }

    /// What the source says right before and right behind the passage, in the same sentence or quotation.
    pub fn edge_cuts(&self) -> Vec<Cut> {
        let wanted = self.wanted;
        let before = if wanted.marked_start {
            None
        } else {
            self.before()
        };
        let after = if wanted.marked_end {
            None
        } else {
            self.after()
        };
        let cut = |at, bytes: Range<usize>| {
            let words = self.text()[bytes].trim_matches(|c: char| !c.is_alphanumeric());
            (!words.is_empty()).then(|| Cut {
                at,
                words: words.to_owned(),
            })
        };
        let before = before.and_then(|bytes| cut(Where::Start, bytes));
        let after = after.and_then(|bytes| cut(Where::End, bytes));
        before.into_iter().chain(after).collect()
    }

    fn before(&self) -> Option<Range<usize>> {
        let text = self.text();
        if let Some(quotation) = &self.quotation {
            return Some(quotation.start..self.bytes.start);
        }
        let turn = self
            .document
            .speech
            .turn(self.bytes.start)
            .map_or(0, |turn| turn.start);
        let last = self
            .words
            .start
            .checked_sub(1)
            .filter(|word| self.extent.contains(word))?;
        let last = self.library.bytes(last).end;
        let at_start = last <= turn || bounds::starts_sentence(&text[last..self.bytes.start]);
        (!at_start).then(|| {
            let sentence = bounds::before_in_sentence(text, turn, last);
            let unsaid = &self.document.speech.unsaid;
            let label = unsaid.binary_search_by_key(&turn, |range| range.start);
            sentence
                .start
                .max(label.map_or(0, |label| unsaid[label].end))
                .min(last)..last
        })
    }

    fn after(&self) -> Option<Range<usize>> {
        let text = self.text();
        match self.end_of_quotation() {
            Some(End::At(end)) => return Some(self.bytes.end..end),
            Some(End::Missing) => return None,
            None => {}
        }
        if self.is_article()
            && bounds::attribution(text, self.bytes.end)
                .is_some_and(|label| self.named(label).is_some())
        {
            return None;
        }
        let turns = &self.document.speech.turns;
        let next_turn = turns.partition_point(|turn| turn.start < self.bytes.end);
        let until = turns.get(next_turn).map_or(text.len(), |turn| turn.start);
        let next = Some(self.words.end).filter(|word| self.extent.contains(word))?;
        let next = self.library.bytes(next).start;
        let at_end = next >= until || bounds::ends_sentence(&text[self.bytes.end..next]);
        (!at_end).then(|| bounds::after_in_sentence(text, next, until))
    }
}
