//! A reference: one entry of a bibliography, normalised to the fields of CSL-JSON.

use super::rich::RichText;
use crate::source::{Place, Spanned};

/// One entry of a bibliography as it was read.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The citation key, as notes write it after `@`.
    pub key: String,
    /// Where the key stands in its file.
    pub place: Place,
    /// The entry's fields by CSL-JSON 1.0.2 names (`type`, `title`, `author`, `issued`, `container-title`, `DOI`,
    /// …), with valid shapes only: names are objects with `family`/`given`/`literal`, dates have
    /// `date-parts` that are not empty. Authors that the source leaves out (`et al.`) are a last name
    /// `{"literal": "others"}`, as Pandoc has it.
    pub item: serde_json::Map<String, serde_json::Value>,
    /// What the entry gives as its DOI, as it was written, right or not.
    pub written_doi: Option<Spanned<String>>,
    /// False where a fault hides some of the entry's fields.
    pub whole: bool,
}

impl Reference {
    /// Where its DOI stands; its key where the entry writes none.
    pub fn doi_place(&self) -> Place {
        let span = self.written_doi.as_ref().map(|doi| doi.span);
        span.unwrap_or(self.place.span).within(self.place.file)
    }
}

/// A reference as a citation style prints it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormattedReference {
    /// The whole entry without its number. A DOI or address in it is a link.
    pub entry: RichText,
    /// Sort key for lists in the order of authors: families, then year, then title; lower case.
    pub sort_key: String,
}
