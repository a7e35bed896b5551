//! One file's text to what it says: notes, configuration, glossary, participants.
//!
//! Each file is read on its own: the result depends on its path and bytes alone, so files are read in parallel
//! and a note can be cached. Only [`events`] and the files that match its events know the Markdown parser;
//! only [`yaml`] knows YAML.

mod acceptance;
mod attributes;
mod body;
#[cfg(test)]
mod body_tests;
mod characters;
mod citation;
mod config;
mod counts;
mod directive;
mod events;
mod fields;
mod front_matter;
mod glossary;
mod html;
mod inline;
mod link;
mod lock;
mod matter;
mod note;
mod participants;
mod quote;
mod quote_words;
mod yaml;

pub use config::{missing as missing_config, read as config};
pub use lock::{LOCK_VERSION, read as lock};
pub use participants::delimiter as table_delimiter;

use crate::diagnostic::Checked;
use crate::model::{Id, Note, ParticipantTable, Term};
use crate::source::{FileId, SourceMap};
use rayon::prelude::*;

/// What the files of a programme say, each on its own.
#[derive(Debug, Default)]
pub struct Parsed {
    /// In the order of their paths.
    pub notes: Vec<Note>,
    pub tables: Vec<ParticipantTable>,
    pub terms: Vec<Term>,
}

/// The files of a programme by what they hold.
#[derive(Debug, Default)]
pub struct Inputs {
    pub notes: Vec<FileId>,
    pub tables: Vec<FileId>,
    pub glossaries: Vec<FileId>,
}

/// Reads every file of `inputs`.
pub fn parse(sources: &SourceMap, inputs: &Inputs) -> Checked<Parsed> {
    let mut diagnostics = Vec::new();
    let written = [&inputs.notes, &inputs.tables, &inputs.glossaries]
        .into_iter()
        .flatten();
    diagnostics.extend(written.filter_map(|file| characters::refused(*file, sources.text(*file))));
    let notes: Vec<Checked<Note>> = inputs
        .notes
        .par_iter()
        .map(|file| note::read(*file, sources.file(*file)))
        .collect();
    let tables: Vec<Checked<ParticipantTable>> = inputs
        .tables
        .par_iter()
        .filter_map(|file| {
            Some(participants::read(
                *file,
                sources.text(*file),
                study_of(sources.path(*file))?,
            ))
        })
        .collect();
    let glossaries: Vec<Checked<Vec<Term>>> = inputs
        .glossaries
        .par_iter()
        .map(|file| glossary::read(*file, sources.text(*file)))
        .collect();
    let value = Parsed {
        notes: gather(notes, &mut diagnostics),
        tables: gather(tables, &mut diagnostics),
        terms: gather(glossaries, &mut diagnostics)
            .into_iter()
            .flatten()
            .collect(),
    };
    Checked::new(value, diagnostics)
}

/// Reads the words of a look.
///
/// # Errors
/// Where the YAML cannot be read.
pub fn words(
    file: FileId,
    text: &str,
) -> Result<serde_json::Value, Box<crate::diagnostic::Diagnostic>> {
    yaml::read(text, file, 0).map(|node| node.to_json())
}

fn gather<T>(
    parts: Vec<Checked<T>>,
    diagnostics: &mut Vec<crate::diagnostic::Diagnostic>,
) -> Vec<T> {
    parts
        .into_iter()
        .map(|part| part.drain_into(diagnostics))
        .collect()
}

/// The study in whose folder a participants table lies.
fn study_of(path: &str) -> Option<Id> {
    let mut parts = path.strip_prefix("content/studies/")?.split('/');
    Id::nearest(parts.next()?)
}
