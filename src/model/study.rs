//! A study: one strand of evidence.

use super::Flow;
use crate::source::Spanned;

/// What the front matter of a study says.
#[derive(Debug, Clone, Default)]
pub struct StudyMatter {
    /// A design of the format (`interview-study`) or free text.
    pub design: Option<String>,
    pub question: Option<String>,
    /// Version of record first.
    pub publications: Vec<PublicationEntry>,
    pub licence: Option<String>,
    /// Label and text, in the order written.
    pub dates: Vec<(String, Spanned<String>)>,
    /// Design facts: label and value, in the order written.
    pub sample: Vec<(String, String)>,
    pub flow: Option<Flow>,
    /// Name of a reporting checklist, and for each of its items the place that answers it.
    pub checklists: Vec<(String, Vec<(String, String)>)>,
    /// The documents that hold its participants' words: transcripts, or an article that quotes them.
    pub sources: Vec<StudySource>,
}

/// A document with which a study's quotes are compared. It stays where it is: only its name is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudySource {
    /// Its path below the folder of sources, its file name, or that without its ending.
    pub file: Spanned<String>,
    /// What it is, in words for readers: `the published article`.
    pub what: Option<String>,
}

/// One publication of a study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationEntry {
    /// A citation key.
    pub key: Spanned<String>,
    pub relation: Relation,
}

/// Which version of a study a publication is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    VersionOfRecord,
    Preprint,
    Protocol,
    Abridged,
}

impl Relation {
    pub const ALL: &[Relation] = &[
        Relation::VersionOfRecord,
        Relation::Preprint,
        Relation::Protocol,
        Relation::Abridged,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Relation::VersionOfRecord => "version-of-record",
            Relation::Preprint => "preprint",
            Relation::Protocol => "protocol",
            Relation::Abridged => "abridged",
        }
    }
}
