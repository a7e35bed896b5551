//! Does the chain hold? One file for each check, and one row of [`OF_THE_CHAIN`] or [`OF_NOTES`].
//!
//! Faults that stop something from being understood at all (an unknown link, an unreadable key) are found where
//! it is read or resolved. Checks look at the evidence as a whole.

mod acceptance;
mod confidence_on_study_finding;
mod counts;
mod disclosure;
mod doi_syntax;
mod duplicate_doi;
mod finding_without_evidence;
mod flow_sum;
mod future_date;
mod image_without_text;
mod link_spelling;
mod missing_field;
mod participant_never_quoted;
mod place;
mod prose;
mod quote_without_id;
mod recommendation_without_finding;
mod repeated_quote;
mod single_strand_finding;
mod skipped_heading;
mod small_group;
mod standing;
mod suspicious_doi;
mod theme_without_quotes;
mod unused_reference;
mod vague_link;
mod verification;
mod voice_missing;

pub use acceptance::{Judged, judge};
pub use counts::counts_words;
pub use future_date::check as future_dates;
pub use standing::Before;

use crate::diagnostic::Diagnostic;
use crate::evidence::{Again, Evidence, LinkedNote, NoteKey, Speaker, TermKey};
use crate::model::Checks;
use crate::private::Private;
use crate::source::SourceMap;
use rayon::prelude::*;
use repeated_quote::Repeated;
use standing::Standing;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A check of the chain: a pure function of the evidence. It may look at how everything is tied and at front matter, but
/// not at prose: what it found stands while somebody writes prose in [`crate::preview`].
struct ChainCheck {
    find: fn(&Evidence) -> Vec<Diagnostic>,
    /// True where it may look at the words of quotes too. What others found stands while somebody writes in a quote.
    words: bool,
}

const fn of_ties(find: fn(&Evidence) -> Vec<Diagnostic>) -> ChainCheck {
    ChainCheck { find, words: false }
}

const fn of_words(find: fn(&Evidence) -> Vec<Diagnostic>) -> ChainCheck {
    ChainCheck { find, words: true }
}

/// A check of one note. It may look at all of that note, at who says its quotes, and at the names of notes and quotes to
/// which it leads: [`standing`] knows when these are as before. What it says of numbers in the data is looked at again
/// where those change: see [`counts_words`].
type NoteCheck = fn(&LinkedNote, &Context<'_>) -> Vec<Diagnostic>;

const OF_THE_CHAIN: &[ChainCheck] = &[
    of_ties(confidence_on_study_finding::check),
    of_ties(doi_syntax::check),
    of_ties(duplicate_doi::check),
    of_ties(finding_without_evidence::check),
    of_ties(flow_sum::check),
    of_ties(missing_field::check),
    of_ties(participant_never_quoted::check),
    of_ties(recommendation_without_finding::check),
    of_ties(single_strand_finding::check),
    of_ties(small_group::check),
    of_ties(suspicious_doi::check),
    of_ties(theme_without_quotes::check),
    of_ties(unused_reference::check),
    of_words(verification::check),
    of_ties(voice_missing::check),
];

const OF_NOTES: &[NoteCheck] = &[
    counts::check,
    image_without_text::check,
    link_spelling::check,
    skipped_heading::check,
    vague_link::check,
];

/// What a check of a note may look at besides that note.
pub struct Context<'e> {
    pub evidence: &'e Evidence,
    pub sources: &'e SourceMap,
    looker: disclosure::Looker<'e>,
    reader: prose::Looker,
}

impl<'e> Context<'e> {
    pub fn of(evidence: &'e Evidence, private: &Private, sources: &'e SourceMap) -> Self {
        Self {
            evidence,
            sources,
            looker: disclosure::Looker::of(evidence, private),
            reader: prose::Looker::of(evidence),
        }
    }

    /// Every check of one note.
    fn note(&self, key: NoteKey) -> Found {
        let note = &self.evidence.notes[key];
        let shown = disclosure::of_note(self.evidence, note, self.sources.text(note.note.file));
        let texts = shown.iter().map(|source| source.passage.text.as_str());
        let prose = self
            .reader
            .note(note, self.sources, texts, top(self.evidence, key));
        let mut disclosure = self.looker.all(&shown);
        let nameless = quote_without_id::check(note, self, &disclosure.faults);
        let faults = OF_NOTES.iter().flat_map(|check| check(note, self));
        disclosure.faults.extend(faults.chain(nameless));
        Found { disclosure, prose }
    }
}

/// What the checks of one note found.
#[derive(Debug)]
struct Found {
    disclosure: disclosure::Found,
    prose: prose::Found,
}

impl Found {
    /// What is wrong with the note by itself.
    fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        self.disclosure.faults.iter().chain(&self.prose.faults)
    }
}

/// What all checks found, note by note, so that one note can be looked at again.
#[derive(Debug, Clone)]
pub struct Results {
    /// In the order of the notes. Copies share what was found.
    notes: Vec<Arc<Found>>,
    glossaries: Arc<disclosure::Found>,
    /// Terms that explain others.
    explaining: Vec<TermKey>,
    /// By [`OF_THE_CHAIN`].
    chain: Vec<Arc<[Diagnostic]>>,
    repeated: Repeated,
}

impl Results {
    /// Runs every check; notes are looked at in parallel.
    pub fn of(evidence: &Evidence, private: &Private, sources: &SourceMap) -> Self {
        Self::after(None, evidence, private, sources)
    }

    /// The same. What was found in a note `before` is kept where it stands.
    pub fn after(
        before: Option<Before<'_>>,
        evidence: &Evidence,
        private: &Private,
        sources: &SourceMap,
    ) -> Self {
        let context = Context::of(evidence, private, sources);
        let standing = before.and_then(|before| Standing::of(before, evidence));
        let look = |note: &NoteKey| {
            let found = standing.as_ref().and_then(|standing| standing.found(*note));
            found.unwrap_or_else(|| Arc::new(context.note(*note)))
        };
        let notes: Vec<NoteKey> = evidence.notes.keys().collect();
        Self {
            notes: notes.par_iter().map(look).collect(),
            explaining: context.reader.explaining(evidence),
            glossaries: Arc::new(context.looker.glossaries(evidence, sources)),
            chain: OF_THE_CHAIN
                .par_iter()
                .map(|check| (check.find)(evidence).into())
                .collect(),
            repeated: match &standing {
                Some(standing) => standing.repeated(),
                None => Repeated::of(evidence),
            },
        }
    }

    /// Looks again at a note of which prose or words of quotes changed.
    pub fn look_again(&mut self, note: NoteKey, context: &Context<'_>) {
        self.notes[note.index()] = Arc::new(context.note(note));
    }

    /// Looks again at the chain, where notes are tied otherwise, where words of a note's quotes changed, and where what was
    /// found has `moved`.
    pub fn look_again_at_the_chain(
        &mut self,
        evidence: &Evidence,
        note: NoteKey,
        changed: Again,
        moved: impl Fn(&Diagnostic) -> bool,
    ) {
        for (check, found) in OF_THE_CHAIN.iter().zip(&mut self.chain) {
            let asks = changed.targets || changed.quotes && check.words;
            if asks || found.iter().any(&moved) {
                *found = (check.find)(evidence).into();
            }
        }
        let speakers = standing::speakers_of(evidence, &evidence.notes[note]);
        let mut speakers: BTreeSet<Speaker> = speakers.collect();
        speakers.retain(|speaker| changed.quotes || self.repeated.concerns(speaker));
        self.repeated.look_again(evidence, &speakers);
    }

    /// What was found in other notes than one.
    pub fn of_others(&self, note: NoteKey) -> impl Iterator<Item = &Diagnostic> {
        let notes = self.notes.iter().enumerate();
        let others = notes.filter(move |(index, _)| *index != note.index());
        others.flat_map(|(_, found)| found.faults())
    }

    /// Every fault.
    pub fn faults(&self, evidence: &Evidence, private: &Private) -> Vec<Diagnostic> {
        let disclosure = self.notes.iter().map(|found| &found.disclosure);
        let disclosure = disclosure.chain([self.glossaries.as_ref()]);
        let prose = self.notes.iter().map(|found| &found.prose);
        let single = self.notes.iter().flat_map(|found| found.faults());
        let single = single.chain(&self.glossaries.faults);
        let chain = self.chain.iter().flat_map(|found| found.iter());
        let chain = chain.chain(self.repeated.faults());
        let mut faults: Vec<Diagnostic> = chain.chain(single).cloned().collect();
        faults.extend(disclosure::together(evidence, private, disclosure));
        faults.extend(prose::together(evidence, &self.explaining, prose));
        faults
    }
}

/// Gives each fault the weight that the programme chose for its code in its file; those turned off are left out.
pub fn by_programme(
    faults: Vec<Diagnostic>,
    checks: &Checks,
    sources: &SourceMap,
) -> Vec<Diagnostic> {
    let chosen = |mut fault: Diagnostic| {
        let path = fault.place.map(|place| sources.path(place.file));
        if let Some(weight) = checks.weight(fault.code, path) {
            fault.severity = weight?;
        }
        Some(fault)
    };
    faults.into_iter().filter_map(chosen).collect()
}

/// Where a key of a note's front matter could stand: at its title, or at the top of the note.
fn top(evidence: &Evidence, note: NoteKey) -> crate::source::Place {
    let note = &evidence.notes[note];
    let span = note.note.common.title.as_ref().map(|title| title.span);
    note.place(span.unwrap_or_default())
}
