//! One note linked again, after somebody wrote in it what no other note can tell.
//!
//! A note's names, its headings, its front matter and who says its quotes are what other notes are tied to. Where these
//! are as before, a save changes only where the note's own parts lead, and what follows from that: backlinks, and where
//! references are cited.

use super::entities::{
    AssetKey, LinkedNote, NoteKey, QuoteKey, ReferenceKey, Target, Verification,
};
use super::quoted::quote_id;
use super::targets::Resolver;
use super::{Evidence, blocks, facets, uses, verified};
use crate::model::{Body, Note, Quote, QuoteSource};
use crate::source::{SourceMap, Spanned};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a note that was linked again may have changed for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    /// True where its parts lead elsewhere than before.
    pub targets: bool,
    /// True where words of its quotes changed.
    pub quotes: bool,
}

/// True where other notes cannot tell one body from the other: both have the same names.
fn same_names(old: &Body, new: &Body) -> bool {
    let headings = |body: &Body| {
        let headings = body.headings.iter();
        let names =
            headings.map(|heading| (heading.level, heading.anchor.clone(), heading.text.clone()));
        names.collect::<Vec<_>>()
    };
    let quotes = || old.quotes.iter().zip(&new.quotes);
    old.quotes.len() == new.quotes.len()
        && quotes().all(|(one, other)| same_ties(old, one, new, other))
        && headings(old) == headings(new)
}

/// True where two quotes differ in their words alone.
fn same_ties(old: &Body, one: &Quote, new: &Body, other: &Quote) -> bool {
    let values = |themes: &Option<Vec<Spanned<String>>>| {
        let themes = themes.as_ref();
        themes.map(|themes| {
            themes
                .iter()
                .map(|theme| theme.value.clone())
                .collect::<Vec<_>>()
        })
    };
    let facets = |quote: &Quote| {
        let facets = quote.facets.iter();
        let values = facets.map(|(facet, value)| (facet.value.clone(), value.value.clone()));
        values.collect::<Vec<_>>()
    };
    one.id.is_some() == other.id.is_some()
        && quote_id(one) == quote_id(other)
        && speaker(old, one) == speaker(new, other)
        && values(&one.themes) == values(&other.themes)
        && facets(one) == facets(other)
}

/// Who says a quote, as it is written.
fn speaker<'b>(body: &'b Body, quote: &'b Quote) -> (Option<&'b str>, Option<&'b str>) {
    match &quote.source {
        QuoteSource::Participant { study, id, .. } => (study.as_deref(), Some(id)),
        QuoteSource::Document { citation } => {
            let items = body.citations[*citation].items.first();
            (items.map(|item| item.key.value.as_str()), None)
        }
    }
}

impl Evidence {
    /// True where `other` is this evidence before some notes were linked again.
    pub fn has_names_of(&self, other: &Evidence) -> bool {
        Arc::ptr_eq(&self.names, &other.names)
    }

    /// Puts a note that was written again in the place of the one of the same file. Its front matter must be the same,
    /// byte for byte. `None` where other notes could tell the difference; then everything is to be linked anew.
    pub fn link_again(
        &mut self,
        key: NoteKey,
        note: Arc<Note>,
        sources: &SourceMap,
    ) -> Option<Again> {
        let old = self.notes[key].clone();
        if !same_names(&old.note.body, &note.body) {
            return None;
        }
        let quotes = self.reword(key, &old.note, note);
        self.resolve(key, sources);
        let new = &self.notes[key];
        let assets = |note: &LinkedNote| used_assets(note).collect::<BTreeSet<_>>();
        if assets(&old) != assets(new) {
            return None;
        }
        let targets = old.links != new.links
            || old.images != new.images
            || old.citations != new.citations
            || old.blocks != new.blocks;
        if targets {
            self.tell_notes(key, &old);
            self.tell_references(key, &old);
        }
        Some(Again { targets, quotes })
    }

    /// Takes the new text, and what it changes of the quotes. True where it changes any.
    fn reword(&mut self, key: NoteKey, old: &Note, note: Arc<Note>) -> bool {
        self.notes[key].note = note.clone();
        let mut some = false;
        for index in 0..note.body.quotes.len() {
            let (one, other) = (&old.body.quotes[index], &note.body.quotes[index]);
            if one.paragraphs == other.paragraphs {
                continue;
            }
            some = true;
            if let Some(quote) = self.notes[key].quotes[index] {
                self.quotes[quote].words = other.words;
                self.verify_again(quote);
            }
        }
        some
    }

    fn verify_again(&mut self, quote: QuoteKey) {
        let known = match &self.quotes[quote].verification {
            Verification::Never => return,
            Verification::Found(known) | Verification::Outdated(known) => known.clone(),
        };
        self.quotes[quote].verification = verified::beside(self, quote, known);
    }

    fn resolve(&mut self, key: NoteKey, sources: &SourceMap) {
        let keys = uses::ReferenceKeys::of(&self.references);
        let codes = facets::Codes::new(&self.config);
        let resolver = Resolver::new(sources, &self.notes, &self.names, &keys, &self.assets);
        let material = blocks::Material {
            quotes: &self.quotes,
            studies: &self.studies,
            themes: &self.themes,
            findings: &self.findings,
            participants: &self.participants,
            attributes: &self.attributes,
            config: &self.config,
            codes: &codes,
        };
        let resolved = resolver.note(key, &material);
        resolved.give(&mut self.notes[key]);
    }

    /// Tells notes whether this one links to them.
    fn tell_notes(&mut self, key: NoteKey, old: &LinkedNote) {
        let linked = |note| uses::linked_from(note, &self.quotes).filter(|to| *to != key);
        let before: BTreeSet<NoteKey> = linked(old).collect();
        let now: BTreeSet<NoteKey> = linked(&self.notes[key]).collect();
        for to in before.symmetric_difference(&now) {
            put(&mut self.notes[*to].backlinks, key, now.contains(to));
        }
    }

    /// Tells references whether this note cites them. Those that are a study's own publications stay on its page.
    fn tell_references(&mut self, key: NoteKey, old: &LinkedNote) {
        let own: BTreeSet<ReferenceKey> = self
            .studies
            .values()
            .filter(|study| study.note == key)
            .flat_map(|study| study.publications.iter().map(|(reference, _)| *reference))
            .collect();
        let before = uses::cited_by(old);
        let now = uses::cited_by(&self.notes[key]);
        for reference in before
            .symmetric_difference(&now)
            .filter(|reference| !own.contains(reference))
        {
            put(
                &mut self.references[*reference].cited_on,
                key,
                now.contains(reference),
            );
        }
    }
}

/// Keeps a sorted list with or without a key.
fn put(keys: &mut Vec<NoteKey>, key: NoteKey, there: bool) {
    match (keys.binary_search(&key), there) {
        (Err(at), true) => keys.insert(at, key),
        (Ok(at), false) => {
            keys.remove(at);
        }
        _ => {}
    }
}

fn used_assets(note: &LinkedNote) -> impl Iterator<Item = AssetKey> {
    let targets = note.links.iter().chain(&note.images);
    targets.filter_map(|target| match target {
        Target::Asset(asset) => Some(*asset),
        _ => None,
    })
}
