//! A programme with each of its files read, each on its own.

use super::Options;
use super::library::Library;
use super::opened::Opened;
use crate::check;
use crate::diagnostic::{Checked, Diagnostic};
use crate::evidence::Evidence;
use crate::load::{LoadError, Programme, Unsaved};
use crate::model::{Date, Lock, Note};
use crate::parse::{self, Data, Parsed};
use crate::private::{Names, Private};
use crate::timings::Timings;
use std::sync::Arc;

/// What every file of a programme says. Nothing is tied yet, so that one file can be read again by itself.
pub struct Read {
    pub(super) programme: Programme,
    /// What is wrong with files, the configuration and the look.
    loading: Vec<Diagnostic>,
    /// In the order of their paths.
    pub(super) notes: Vec<Checked<Arc<Note>>>,
    data: Checked<Data>,
    lock: Checked<Option<Lock>>,
    pub(super) library: Arc<Checked<Library>>,
    pub(super) private: Arc<Private>,
    /// True where the private list of names is not at hand.
    pub(super) unlisted: bool,
    pub(super) drafts: bool,
    today: Option<Date>,
    pub(super) timings: Timings,
}

impl Read {
    /// Reads a programme.
    ///
    /// # Errors
    /// Where there is no programme or its look cannot be read.
    pub fn of(options: &Options) -> Result<Self, LoadError> {
        Self::with(options, &Unsaved::new())
    }

    /// Reads a programme as it will be when `unsaved` is saved.
    ///
    /// # Errors
    /// As [`Read::of`].
    pub fn with(options: &Options, unsaved: &Unsaved) -> Result<Self, LoadError> {
        Ok(Self::from(Opened::with(options, unsaved)?, options))
    }

    /// Reads what the files of a programme say.
    pub(super) fn from(opened: Opened, options: &Options) -> Self {
        let Opened {
            mut programme,
            loading,
        } = opened;
        let timings = &options.timings;
        let names = std::mem::take(&mut programme.private_names);
        let unlisted = matches!(names, Names::Missing);
        let sources = &programme.sources;
        let lock = || {
            let read = |file| parse::lock(file, sources.text(file));
            programme.lock.map(read)
        };
        // All threads read notes, so what one thread must do alone begins first.
        let (library, (lock, (data, notes))) = rayon::join(
            || timings.step("references", || Library::of(&programme)),
            || {
                rayon::join(lock, || {
                    let data = parse::data(sources, &programme.inputs);
                    let notes = || parse::notes(sources, &programme.inputs.notes);
                    (data, timings.step("notes", notes))
                })
            },
        );
        Self {
            notes,
            library: Arc::new(library),
            private: Arc::new(Private::of(&data.value.tables, &programme.config, names)),
            lock: lock.unwrap_or_default(),
            loading,
            data,
            programme,
            unlisted,
            drafts: options.drafts,
            today: options.today,
            timings: timings.clone(),
        }
    }

    /// What the files say together, still untied.
    pub(super) fn parsed(&self) -> Parsed {
        Parsed {
            notes: self.notes.iter().map(|note| note.value.clone()).collect(),
            data: self.data.value.clone(),
        }
    }

    pub(super) fn lock(&self) -> Option<Lock> {
        self.lock.value.clone()
    }

    /// The dates that are still to come.
    pub(super) fn future_dates(&self, evidence: &Evidence) -> Vec<Diagnostic> {
        let lock = self.lock.value.as_ref();
        self.today.map_or_else(Vec::new, |today| {
            check::future_dates(evidence, &self.private, lock, today)
        })
    }

    /// What is wrong with each file on its own.
    pub(super) fn faults(&self) -> Vec<Diagnostic> {
        let parts = [
            &self.loading,
            &self.data.diagnostics,
            &self.lock.diagnostics,
            &self.library.diagnostics,
        ];
        let notes = self.notes.iter().map(|note| &note.diagnostics);
        parts.into_iter().chain(notes).flatten().cloned().collect()
    }
}
