//! Reads BibTeX and BibLaTeX (`.bib`).
//!
//! 1. [`scan`] splits the text into entries and fields and recovers after each fault,
//! 2. [`strings`] puts `@string` abbreviations and `crossref` parents in their places,
//! 3. [`latex`] turns LaTeX into plain text,
//! 4. [`fields`] names the fields as CSL-JSON does.

mod accents;
mod fields;
mod latex;
mod people;
mod scan;
mod strings;

use super::shelf::Shelf;

/// Puts every entry of a `.bib` file on the shelf.
pub(super) fn read(text: &str, shelf: &mut Shelf) {
    let file = scan::scan(text);
    for fault in &file.faults {
        shelf.fault(fault.span, fault.message.clone(), fault.hint);
    }
    let entries = strings::resolve(&file, shelf);
    for (index, entry) in entries.iter().enumerate() {
        let item = fields::item(entry, entries.parent(index));
        if entry.broken {
            shelf.add_partial(entry.key, entry.key_span, item);
        } else {
            shelf.add(entry.key, entry.key_span, item);
        }
    }
}
