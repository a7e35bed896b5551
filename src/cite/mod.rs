//! Bibliographies in, formatted references and citation labels out.
//!
//! The only module that knows bibliography formats and the citation library.
//!
//! 1. One reader for each format (`bibtex`, `ris`, `nbib`, `hayagriva_yaml`, `csl_json`) fills `normalise::Item`s with
//!    CSL-JSON fields and puts them on a `shelf`, which checks keys. A fault ends one entry, never the file.
//! 2. `style` finds a style; `sheet` mends in it what the citation library prints wrong. A style of its own is made
//!    for entries that leave out authors, and for those whose date is a year only.
//! 3. `guard` gives the library only the shapes on which it does not panic.
//! 4. `catalogue` formats each reference once, in parallel, and finds which citations must be told apart, so that the
//!    `2019a` of a label is that of the list. `elements` turns what the library prints into rich text.
//! 5. `write` hands references on as BibTeX, RIS and CSL-JSON.
//!
//! Numbers of a numeric style are a page's own and are made where the page is. `tests/citations.rs` compares all this
//! with citeproc-js.
//!
//! Authors whom an entry leaves out (`and others`) are a last name `{"literal": "others"}`, as in Pandoc; it prints as
//! the style's “et al.”.

mod bibtex;
mod catalogue;
mod csl_json;
mod date;
mod doi;
mod elements;
mod guard;
mod hayagriva_yaml;
mod initials;
mod locale;
mod name;
mod nbib;
mod normalise;
mod quotation;
mod read;
mod ris;
mod sheet;
mod shelf;
mod style;
mod tagged;
mod write;

use std::sync::Arc;

pub use catalogue::Catalogue;
pub use doi::{DoiDoubt, doubt};
pub use quotation::Quotation;
pub use write::{Exchange, citable, write};

use crate::diagnostic::Checked;
use crate::model::{FormattedReference, Reference};
use crate::source::{FileId, SourceFile};

/// Reads one bibliography; the format follows the file's extension: `.bib`, `.ris`, `.nbib`, `.yaml`,
/// `.yml` (hayagriva), `.json` (CSL-JSON). A bad entry is a fault and the others are kept.
pub fn read_bibliography(file: FileId, source: &SourceFile) -> Checked<Vec<Reference>> {
    read::read(file, source)
}

/// The date in a text as people write it: `2021-08-27`, `27 August 2021`, `Aug 2021`. `None` for words without a year.
pub fn date(text: &str) -> Option<crate::model::Date> {
    let date = date::Date::read(text)?;
    Some(crate::model::Date {
        year: u16::try_from(date.year).ok()?,
        month: date.month,
        day: date.day,
    })
}

/// A citation style, ready for use.
#[derive(Debug, Clone)]
pub struct Style {
    title: String,
    form: CitationForm,
    sheets: Arc<style::Sheets>,
    compiled: Arc<style::Compiled>,
}

/// How a style wraps citations in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationForm {
    /// True where a citation is a number of the page's list; false where it is words such as author and year.
    pub numeric: bool,
    /// What opens, parts and closes a group of citations: `(`, `; `, `)`.
    pub prefix: String,
    pub delimiter: String,
    pub suffix: String,
    /// True where the group is set above the line.
    pub superscript: bool,
}

/// One citation of an author-date style.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cite<'a> {
    /// Index into the references that the style formatted.
    pub reference: usize,
    /// CSL locator label (`page`, `chapter`, …) and value.
    pub locator: Option<(&'a str, &'a str)>,
    /// True where the author stands in the sentence already.
    pub suppress_author: bool,
    /// True where the citation is part of the sentence: `Barnett et al. (2012)`.
    pub textual: bool,
}

impl Style {
    /// A style by the name of its CSL file (`vancouver`, `apa`, …).
    pub fn named(name: &str) -> Option<Self> {
        style::named(name)
    }

    /// Every name that [`Style::named`] knows, in alphabetical order.
    pub fn names() -> Vec<&'static str> {
        style::names()
    }

    /// A style from the text of a `.csl` file. The error says in a sentence why it cannot be used.
    pub fn from_csl(text: &str) -> Result<Self, String> {
        style::from_csl(text)
    }

    /// The style's title for people.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// How citations stand in running text.
    pub fn form(&self) -> &CitationForm {
        &self.form
    }

    /// Every reference in this style, with the labels of their citations. Linear; uses all threads; the same result
    /// on any number.
    pub fn catalogue(&self, references: &[Reference], language: &str) -> Catalogue {
        Catalogue::new(self.clone(), references, language)
    }

    /// Formats every reference, in the order given: the entries of [`Style::catalogue`].
    pub fn format(&self, references: &[Reference], language: &str) -> Vec<FormattedReference> {
        self.catalogue(references, language).into_entries()
    }
}
