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
mod checks;
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
pub mod keys;
mod link;
mod lock;
mod marked_counts;
mod matter;
mod note;
mod numbers;
mod participants;
mod quote;
mod quote_words;
mod yaml;

pub use config::{missing as missing_config, read as config};
pub use front_matter::tells_the_same;
pub use lock::{LOCK_VERSION, read as lock};
pub use participants::delimiter as table_delimiter;

use crate::diagnostic::{Checked, Diagnostic};
use crate::model::{Id, Note, ParticipantTable, Term};
use crate::source::{FileId, SourceFile, SourceMap};
use rayon::prelude::*;
use std::sync::Arc;

/// What the files of a programme say, each on its own.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// In the order of their paths.
    pub notes: Vec<Arc<Note>>,
    pub data: Data,
}

/// The files of a programme by what they hold.
#[derive(Debug, Default)]
pub struct Inputs {
    pub notes: Vec<FileId>,
    pub tables: Vec<FileId>,
    pub glossaries: Vec<FileId>,
}

/// What the tables and glossaries of a programme say.
#[derive(Debug, Clone, Default)]
pub struct Data {
    /// In the order of their paths.
    pub tables: Vec<ParticipantTable>,
    pub terms: Vec<Term>,
}

/// Reads every file of `inputs`.
pub fn parse(sources: &SourceMap, inputs: &Inputs) -> Checked<Parsed> {
    let mut faults = Vec::new();
    let notes = notes(sources, &inputs.notes).into_iter();
    let notes = notes.map(|note| note.drain_into(&mut faults)).collect();
    let data = data(sources, inputs).drain_into(&mut faults);
    Checked::new(Parsed { notes, data }, faults)
}

/// Reads a note.
pub fn note(file: FileId, source: &SourceFile) -> Checked<Arc<Note>> {
    let mut faults: Vec<Diagnostic> = characters::refused(file, &source.text)
        .into_iter()
        .collect();
    let note = note::read(file, source).drain_into(&mut faults);
    Checked::new(Arc::new(note), faults)
}

/// Where a note's text begins, behind its front matter.
pub fn front_matter_end(text: &str) -> usize {
    front_matter::split(text).body
}

/// Reads every note, on all threads.
pub fn notes(sources: &SourceMap, files: &[FileId]) -> Vec<Checked<Arc<Note>>> {
    let read = |file: &FileId| note(*file, sources.file(*file));
    files.par_iter().map(read).collect()
}

/// Reads every table and glossary.
pub fn data(sources: &SourceMap, inputs: &Inputs) -> Checked<Data> {
    let mut faults = Vec::new();
    let written = inputs.tables.iter().chain(&inputs.glossaries);
    faults.extend(written.filter_map(|file| characters::refused(*file, sources.text(*file))));
    let table = |file: &FileId| {
        let study = study_of(sources.path(*file))?;
        Some(participants::read(*file, sources.text(*file), study))
    };
    let tables: Vec<_> = inputs.tables.par_iter().filter_map(table).collect();
    let terms = |file: &FileId| glossary::read(*file, sources.text(*file));
    let terms = inputs.glossaries.iter().map(terms);
    let terms = terms
        .flat_map(|terms| terms.drain_into(&mut faults))
        .collect();
    let tables = tables
        .into_iter()
        .map(|table| table.drain_into(&mut faults));
    let tables = tables.collect();
    Checked::new(Data { tables, terms }, faults)
}

/// Reads the words of a look.
///
/// # Errors
/// Where the YAML cannot be read.
pub fn words(file: FileId, text: &str) -> Result<serde_json::Value, Box<Diagnostic>> {
    yaml::read(text, file, 0).map(|node| node.to_json())
}

/// The study in whose folder a participants table lies.
fn study_of(path: &str) -> Option<Id> {
    let mut parts = path.strip_prefix("content/studies/")?.split('/');
    Id::nearest(parts.next()?)
}
