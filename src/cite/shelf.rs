//! Where readers put what they found: references, and faults with their places.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::normalise::Item;
use crate::diagnostic::{Checked, Code, Diagnostic, Edit, Fix};
use crate::model::Reference;
use crate::source::{FileId, Place, Span, Spanned};

/// The references of one file as they are read.
#[derive(Debug)]
pub(super) struct Shelf {
    file: FileId,
    references: Vec<Reference>,
    places: HashMap<String, Place>,
    diagnostics: Vec<Diagnostic>,
}

impl Shelf {
    pub(super) fn new(file: FileId) -> Self {
        Self {
            file,
            references: Vec::new(),
            places: HashMap::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Says that something at `span` cannot be read.
    pub(super) fn fault(
        &mut self,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let fault = Diagnostic::new(Code::BibliographySyntax, span.within(self.file), message);
        self.diagnostics.push(fault.hint(hint));
    }

    /// Adds a reference: its key with the key's place, the whole entry's place, and what it says. A key that cannot be cited
    /// or is taken already is a fault, and the reference is not added.
    pub(super) fn add(&mut self, key: &str, span: Span, entry: Span, item: Item) {
        if self.add_partial(key, span, entry, item) {
            if let Some(reference) = self.references.last_mut() {
                reference.whole = true;
            }
            self.check_complete();
        }
    }

    /// Adds what could be read of an entry that has a fault already; what it lacks is no second fault.
    pub(super) fn add_partial(&mut self, key: &str, span: Span, entry: Span, item: Item) -> bool {
        let place = span.within(self.file);
        if !self.key_is_usable(key, span) {
            return false;
        }
        if let Some(first) = self.places.get(key) {
            let fault = Diagnostic::new(
                Code::DuplicateKey,
                place,
                format!("Two references have the key `{key}`"),
            );
            let fault = fault.related(*first, "The first one is here");
            self.diagnostics.push(
                fault.hint("Give one of them another key, or remove it if it is the same work."),
            );
            return false;
        }
        self.places.insert(key.to_owned(), place);
        let (mut item, written_doi) = item.finish();
        item.insert("id".to_owned(), Value::String(key.to_owned()));
        item.entry("type")
            .or_insert_with(|| Value::String("document".to_owned()));
        self.references.push(Reference {
            key: key.to_owned(),
            place,
            item,
            written_doi: written_doi.map(|doi| Spanned::new(doi, entry)),
            whole: false,
        });
        true
    }

    /// Offers to remove the entry that was added last, which says the same as another under its key. `text` is that of the
    /// file.
    pub(super) fn remove_duplicate(&mut self, key: &str, span: Span, text: &str) {
        let last = self.diagnostics.last_mut();
        if let Some(fault) = last.filter(|fault| fault.code == Code::DuplicateKey) {
            let edit = Edit {
                place: span.within(self.file),
                old: text[span.range()].to_owned(),
                new: String::new(),
            };
            fault.fix = Some(Box::new(Fix {
                title: format!("Remove the second entry `{key}`, which says the same"),
                edits: vec![edit],
            }));
        }
    }

    /// A key for an entry that has none: its first author's family name and the year, `smith2019`, then `smith2019b`.
    pub(super) fn make_key(&self, item: &Item) -> String {
        let base = key_base(item.fields());
        let letters = ('b'..='z').map(|letter| format!("{base}{letter}"));
        let numbers = (2_u32..).map(|number| format!("{base}-{number}"));
        let mut keys = std::iter::once(base.clone()).chain(letters).chain(numbers);
        keys.find(|key| !self.places.contains_key(key))
            .unwrap_or(base)
    }

    /// What was read of a text.
    pub(super) fn finish(mut self, text: &str) -> Checked<Vec<Reference>> {
        for reference in &mut self.references {
            let key = reference.place.span;
            if let Some(doi) = &mut reference.written_doi {
                doi.span = super::doi::place(text, doi.span, &doi.value).unwrap_or(key);
            }
        }
        Checked::new(self.references, self.diagnostics)
    }

    fn key_is_usable(&mut self, key: &str, span: Span) -> bool {
        let hint = "Use letters, digits and hyphens, as in `smith2019`.";
        if key.is_empty() {
            self.fault(span, "An entry has no key, so no note can cite it", hint);
        } else if key.contains(|c: char| c.is_whitespace() || c.is_control()) {
            let shown = super::normalise::tidy(key);
            self.fault(
                span,
                format!("The key `{shown}` contains a space or a control character"),
                hint,
            );
        } else {
            return true;
        }
        false
    }

    fn check_complete(&mut self) {
        let Some(Reference {
            key, place, item, ..
        }) = self.references.last()
        else {
            return;
        };
        let title = item.contains_key("title") || item.contains_key("container-title");
        let date = item.contains_key("issued") || item.contains_key("status");
        let missing = match (title, date) {
            (true, true) => return,
            (true, false) => "no date",
            (false, true) => "no title",
            (false, false) => "neither title nor date",
        };
        let fault = Diagnostic::new(
            Code::IncompleteReference,
            *place,
            format!("The reference `{key}` has {missing}"),
        );
        self.diagnostics
            .push(fault.hint("Readers need both to find the work: add what is missing."));
    }
}

fn key_base(item: &Map<String, Value>) -> String {
    let name = item
        .get("author")
        .or_else(|| item.get("editor"))
        .and_then(|names| names.get(0));
    let name = name.and_then(|name| name.get("family").or_else(|| name.get("literal")));
    let words = name
        .or_else(|| item.get("title"))
        .and_then(Value::as_str)
        .unwrap_or("reference");
    let mut base = String::new();
    for c in words.chars().take(40).flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() => base.push(c),
            _ if base.ends_with('-') || base.is_empty() => {}
            _ => base.push('-'),
        }
    }
    let year = item
        .get("issued")
        .and_then(|date| date["date-parts"][0][0].as_i64());
    let base = base.trim_end_matches('-');
    format!(
        "{base}{}",
        year.map(|year| year.to_string()).unwrap_or_default()
    )
}
