//! The theme tree: a folder with an `index.md` is a parent.

use super::entities::{Entity, LinkedNote, NoteKey, Theme, ThemeKey};
use super::facets::Codes;
use super::order::Alphabet;
use super::studies::of_kind;
use super::table::Table;
use crate::diagnostic::Diagnostic;
use crate::model::Kind;
use crate::source::SourceMap;
use std::collections::{BTreeMap, HashMap};

/// Every theme, parents first, siblings by `order`, then title.
pub fn themes(
    notes: &mut Table<LinkedNote>,
    sources: &SourceMap,
    alphabet: &Alphabet,
    codes: &Codes<'_>,
    faults: &mut Vec<Diagnostic>,
) -> Table<Theme> {
    let all = of_kind(notes, Kind::Theme);
    let is_index = |key: &NoteKey| sources.path(notes[*key].note.file).ends_with("/index.md");
    let parents: HashMap<&str, NoteKey> = all
        .iter()
        .filter(|key| is_index(key))
        .map(|key| (notes[*key].note.folder.as_str(), *key))
        .collect();
    let mut children: BTreeMap<Option<NoteKey>, Vec<NoteKey>> = BTreeMap::new();
    for key in &all {
        let folder = notes[*key].note.folder.as_str();
        let from = if is_index(key) {
            above(folder)
        } else {
            Some(folder)
        };
        children
            .entry(parent(from, &parents))
            .or_default()
            .push(*key);
    }
    for siblings in children.values_mut() {
        siblings.sort_by(|a, b| alphabet.notes(&notes[*a].note, &notes[*b].note));
    }
    let mut themes = Table::default();
    grow(None, None, &children, &mut themes);
    for (key, theme) in themes.iter() {
        notes[theme.note].entity = Entity::Theme(key);
    }
    for theme in themes.values_mut() {
        let note = &notes[theme.note];
        let written = note.theme_matter().map_or(&[][..], |matter| &matter.facets);
        theme.facets = codes.coded(note.note.file, written, faults);
    }
    themes
}

fn above(folder: &str) -> Option<&str> {
    folder.rsplit_once('/').map(|(above, _)| above)
}

/// The nearest folder upwards that has a theme of its own.
fn parent(from: Option<&str>, parents: &HashMap<&str, NoteKey>) -> Option<NoteKey> {
    let mut folder = from;
    while let Some(name) = folder {
        if let Some(parent) = parents.get(name) {
            return Some(*parent);
        }
        folder = above(name);
    }
    None
}

fn grow(
    parent_note: Option<NoteKey>,
    parent: Option<ThemeKey>,
    children: &BTreeMap<Option<NoteKey>, Vec<NoteKey>>,
    themes: &mut Table<Theme>,
) {
    for note in children.get(&parent_note).into_iter().flatten() {
        let key = themes.push(Theme {
            note: *note,
            parent,
            children: Vec::new(),
            quotes: Vec::new(),
            findings: Vec::new(),
            facets: Vec::new(),
        });
        if let Some(parent) = parent {
            themes[parent].children.push(key);
        }
        grow(Some(*note), Some(key), children, themes);
    }
}
