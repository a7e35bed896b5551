//! References, assets and backlinks: what is used, and where.

use super::entities::{
    AssetEntry, GeneratedBlock, LinkedNote, NoteKey, Quote, ReferenceEntry, ReferenceKey, Study,
    Target, Term,
};
use super::order::Alphabet;
use super::table::{Key, Table};
use crate::diagnostic::{Code, Diagnostic, near};
use crate::load::Asset;
use crate::model::Config;
use crate::source::{FileId, Spanned};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The references with their formatted entries; a key that stands twice is a fault, and its first entry stays.
pub fn references(
    bibliography: super::Bibliography,
    alphabet: &Alphabet,
    faults: &mut Vec<Diagnostic>,
) -> Table<ReferenceEntry> {
    let (references, formatted) = (bibliography.references, bibliography.formatted);
    let mut seen: HashMap<String, Key<ReferenceEntry>> = HashMap::new();
    let mut table: Table<ReferenceEntry> = Table::default();
    for (reference, formatted) in references.into_iter().zip(formatted) {
        if let Some(first) = seen.get(&reference.key) {
            let message = format!(
                "The key `{}` stands in the bibliographies twice",
                reference.key
            );
            faults.push(
                Diagnostic::new(Code::DuplicateKey, reference.place, message)
                    .related(table[*first].reference.place, "The first entry is here")
                    .hint("Remove one of the two entries, or give it a key of its own."),
            );
            continue;
        }
        seen.insert(reference.key.clone(), Key::new(table.len()));
        table.push(ReferenceEntry {
            reference,
            formatted,
            rank: 0,
            cited_on: Vec::new(),
            used_elsewhere: false,
        });
    }
    rank(&mut table, alphabet);
    table
}

/// Puts the references into the order of their sort keys, whose parts control characters part.
fn rank(table: &mut Table<ReferenceEntry>, alphabet: &Alphabet) {
    let entries = table.iter();
    let mut order: Vec<(Vec<&str>, ReferenceKey)> = entries
        .map(|(key, entry)| {
            let parts = entry.formatted.sort_key.split(char::is_control);
            (parts.collect(), key)
        })
        .collect();
    order.sort_by(|(a, one), (b, other)| alphabet.parts(a, b).then(one.cmp(other)));
    let order: Vec<ReferenceKey> = order.into_iter().map(|(_, key)| key).collect();
    for (rank, key) in order.into_iter().enumerate() {
        table[key].rank = rank;
    }
}

/// References by their citation keys.
pub struct ReferenceKeys {
    keys: BTreeMap<String, ReferenceKey>,
    any_file: bool,
}

impl ReferenceKeys {
    pub fn of(references: &Table<ReferenceEntry>) -> Self {
        Self {
            keys: references
                .iter()
                .map(|(key, entry)| (entry.reference.key.clone(), key))
                .collect(),
            any_file: !references.is_empty(),
        }
    }

    pub fn get(&self, key: &str) -> Option<ReferenceKey> {
        self.keys.get(key).copied()
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.keys().map(String::as_str)
    }

    /// The reference that a key names; a fault where there is none.
    pub fn find(
        &self,
        written: &Spanned<String>,
        file: FileId,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<ReferenceKey> {
        let found = self.get(&written.value);
        if found.is_none() {
            faults.push(self.unknown(written, file));
        }
        found
    }

    fn unknown(&self, written: &Spanned<String>, file: FileId) -> Diagnostic {
        let message = format!("No bibliography has an entry `{}`", written.value);
        let usual = match self.any_file {
            false => "Put a bibliography such as `references.bib` into `content/`.",
            true => "Add the entry to a bibliography, or write `\\@` if this is no citation.",
        };
        Diagnostic::new(Code::UnknownCitation, written.span.within(file), message)
            .meant(&written.value, near(&written.value, self.keys()))
            .or_hint(usual)
    }
}

/// Where each reference is cited or listed.
pub fn citations(
    notes: &Table<LinkedNote>,
    studies: &mut Table<Study>,
    keys: &ReferenceKeys,
    terms: &Table<Term>,
    config: &Config,
    references: &mut Table<ReferenceEntry>,
    faults: &mut Vec<Diagnostic>,
) {
    for (key, note) in notes.iter() {
        for reference in cited_by(note) {
            references[reference].cited_on.push(key);
        }
    }
    for study in studies.values_mut() {
        let note = &notes[study.note];
        let written = note
            .study_matter()
            .map_or(&[][..], |matter| &matter.publications);
        for publication in written {
            if let Some(reference) = keys.find(&publication.key, note.note.file, faults) {
                study.publications.push((reference, publication.relation));
                let cited_on = &mut references[reference].cited_on;
                if let Err(at) = cited_on.binary_search(&study.note) {
                    cited_on.insert(at, study.note);
                }
            }
        }
    }
    for term in terms.values() {
        if let Some(reference) = term.source {
            references[reference].used_elsewhere = true;
        }
    }
    let Some(file) = config.file else { return };
    for key in &config.nocite {
        if key.value == "*" {
            references
                .values_mut()
                .for_each(|entry| entry.used_elsewhere = true);
        } else if let Some(reference) = keys.find(key, file, faults) {
            references[reference].used_elsewhere = true;
        }
    }
}

/// The references on a note's page, each once.
pub(super) fn cited_by(note: &LinkedNote) -> BTreeSet<ReferenceKey> {
    let cited = note.citations.iter().flatten().flatten().copied();
    let listed = note.blocks.iter().flat_map(|block| match block {
        GeneratedBlock::Bibliography(references) => references.as_slice(),
        _ => &[],
    });
    cited
        .chain(listed.copied())
        .chain(note.nocite.iter().copied())
        .collect()
}

/// Tells each note which others link to it or show its quotes.
pub fn backlinks(notes: &mut Table<LinkedNote>, quotes: &Table<Quote>) {
    let mut backlinks: Vec<Vec<NoteKey>> = vec![Vec::new(); notes.len()];
    for (from, note) in notes.iter() {
        for to in linked_from(note, quotes).filter(|to| *to != from) {
            // Notes come in order, so a repeated link can only repeat the last entry.
            if backlinks[to.index()].last() != Some(&from) {
                backlinks[to.index()].push(from);
            }
        }
    }
    for (note, backlinks) in notes.values_mut().zip(backlinks) {
        note.backlinks = backlinks;
    }
}

/// The notes to which a note links or whose quotes it shows.
pub(super) fn linked_from(
    note: &LinkedNote,
    quotes: &Table<Quote>,
) -> impl Iterator<Item = NoteKey> {
    note.links.iter().filter_map(|target| match target {
        Target::Note(to) | Target::Heading(to, _) => Some(*to),
        Target::Quote(quote) => Some(quotes[*quote].home),
        _ => None,
    })
}

pub fn unused_asset(asset: Asset) -> AssetEntry {
    AssetEntry { asset, used: false }
}

/// Marks the files that a published note shows or links.
pub fn used_assets(notes: &Table<LinkedNote>, assets: &mut Table<AssetEntry>) {
    for note in notes.values() {
        for target in note.links.iter().chain(&note.images) {
            if let Target::Asset(asset) = target {
                assets[*asset].used = true;
            }
        }
    }
}
