//! Values with their abbreviations written out, and entries with their parents.

use std::collections::HashMap;

use super::scan::{self, File, Piece};
use crate::cite::shelf::Shelf;
use crate::limits::LONGEST_VALUE;
use crate::source::Span;

/// An entry whose fields are plain text, still in LaTeX.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) kind: String,
    pub(super) key: &'a str,
    pub(super) key_span: Span,
    pub(super) span: Span,
    pub(super) broken: bool,
    fields: Vec<(String, String)>,
}

impl Entry<'_> {
    /// The first of these fields that has a value.
    pub(super) fn get(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let field = self
                .fields
                .iter()
                .find(|(field, value)| field == name && !value.trim().is_empty());
            field.map(|(_, value)| value.as_str())
        })
    }
}

/// Every entry of a file.
#[derive(Debug)]
pub(super) struct Entries<'a> {
    entries: Vec<Entry<'a>>,
    parents: Vec<Option<usize>>,
}

impl<'a> Entries<'a> {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter()
    }

    /// The entry that this one names in `crossref`.
    pub(super) fn parent(&self, index: usize) -> Option<&Entry<'a>> {
        self.parents[index].map(|parent| &self.entries[parent])
    }
}

/// Writes out abbreviations. An unknown one is a fault and stands as its own name.
pub(super) fn resolve<'a>(file: &File<'a>, shelf: &mut Shelf) -> Entries<'a> {
    let mut known: HashMap<String, String> = HashMap::new();
    for string in &file.strings {
        let text = text(&string.pieces, &known, shelf);
        known.insert(string.name.clone(), text);
    }
    let entries: Vec<Entry<'a>> = file
        .entries
        .iter()
        .map(|entry| resolve_entry(entry, &known, shelf))
        .collect();
    let places: HashMap<&str, usize> = entries
        .iter()
        .enumerate()
        .rev()
        .map(|(at, entry)| (entry.key, at))
        .collect();
    let parent = |entry: &Entry<'_>| {
        entry
            .get(&["crossref", "xdata"])
            .and_then(|key| places.get(key.trim()).copied())
    };
    let parents = entries.iter().map(parent).collect();
    Entries { entries, parents }
}

fn resolve_entry<'a>(
    entry: &scan::Entry<'a>,
    known: &HashMap<String, String>,
    shelf: &mut Shelf,
) -> Entry<'a> {
    let field = |field: &scan::Field<'a>| (field.name.clone(), text(&field.pieces, known, shelf));
    Entry {
        kind: entry.kind.clone(),
        key: entry.key,
        key_span: entry.key_span,
        span: entry.span,
        broken: entry.broken,
        fields: entry.fields.iter().map(field).collect(),
    }
}

fn text(pieces: &[Piece<'_>], known: &HashMap<String, String>, shelf: &mut Shelf) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Name(name, span) => match known.get(&name.to_ascii_lowercase()) {
                // Ten that double each other would fill the memory.
                Some(value) if text.len() + value.len() <= LONGEST_VALUE => text.push_str(value),
                Some(_) => shelf.fault(
                    *span,
                    format!("`{name}` makes this value too long"),
                    "Write the value out in braces.",
                ),
                None => {
                    text.push_str(name);
                    if !is_month(name) {
                        let message = format!("The abbreviation `{name}` is not defined");
                        shelf.fault(
                            *span,
                            message,
                            "Put the value in braces, or define it with `@string`.",
                        );
                    }
                }
            },
        }
    }
    text
}

fn is_month(name: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    MONTHS.iter().any(|month| {
        name.len() >= 3
            && name
                .get(..3)
                .is_some_and(|start| start.eq_ignore_ascii_case(month))
    })
}
