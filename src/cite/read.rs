//! Chooses the reader for a file.

use super::shelf::Shelf;
use super::{bibtex, csl_json, hayagriva_yaml, nbib, ris};
use crate::diagnostic::Checked;
use crate::model::Reference;
use crate::source::{FileId, SourceFile, Span};

/// Reads a file in the format that its name ends with.
pub(super) fn read(file: FileId, source: &SourceFile) -> Checked<Vec<Reference>> {
    let mut shelf = Shelf::new(file);
    let text = source.text.as_str();
    let extension = source
        .path
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "bib" => bibtex::read(text, &mut shelf),
        "ris" => ris::read(text, &mut shelf),
        "nbib" => nbib::read(text, &mut shelf),
        "yaml" | "yml" => hayagriva_yaml::read(text, &mut shelf),
        "json" => csl_json::read(text, &mut shelf),
        _ => {
            let hint = "use `.bib`, `.ris`, `.nbib`, `.yaml` or `.json`";
            shelf.fault(
                Span::default(),
                "this is not a bibliography that can be read",
                hint,
            );
        }
    }
    shelf.finish()
}
