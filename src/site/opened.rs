//! A programme whose files are in memory and not yet read for what they say.

use super::{Compiled, Options, Read, Report, let_go};
use crate::diagnostic::Diagnostic;
use crate::load::{self, LoadError, Programme, Unsaved};
use crate::publish::Record;
use crate::source::SourceMap;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A programme as it lies on the disk.
pub struct Opened {
    pub(super) programme: Programme,
    /// What is wrong with files, the configuration and the look.
    pub(super) loading: Vec<Diagnostic>,
}

/// What a build made and said.
#[derive(Debug, Serialize, Deserialize)]
pub struct Said {
    pub report: Report,
    /// Every open fault of every file.
    pub diagnostics: Vec<Diagnostic>,
    /// Faults that somebody let stand.
    pub accepted: Vec<Diagnostic>,
}

impl Opened {
    /// Reads the files of a programme.
    ///
    /// # Errors
    /// Where there is no programme or its look cannot be read.
    pub fn of(options: &Options) -> Result<Self, LoadError> {
        Self::with(options, &Unsaved::new())
    }

    /// The same as it will be when `unsaved` is saved.
    ///
    /// # Errors
    /// As [`Opened::of`].
    pub fn with(options: &Options, unsaved: &Unsaved) -> Result<Self, LoadError> {
        let mut loading = Vec::new();
        let timings = &options.timings;
        let loaded = timings.step("files", || load::load_with(&options.root, unsaved));
        let mut programme = loaded?.drain_into(&mut loading);
        if let Some(base_url) = &options.base_url {
            programme.config.base_url = Some(base_url.clone());
        }
        Ok(Self { programme, loading })
    }

    /// Every file that was read.
    pub fn sources(&self) -> &SourceMap {
        &self.programme.sources
    }

    /// The folder into which the site goes.
    pub fn output_folder(&self, options: &Options) -> PathBuf {
        super::output_folder(&self.programme.config, options)
    }

    /// Names all that a build reads and what it is asked for; `strict` where warnings keep the site back. `None` where
    /// that cannot be known.
    pub fn key(&self, options: &Options, strict: bool) -> Option<String> {
        let timings = &options.timings;
        let read = timings.step("fingerprint", || self.programme.fingerprint())?;
        let asked = format!(
            "{:?}",
            (
                std::path::absolute(self.output_folder(options)).ok()?,
                &options.base_url,
                options.drafts,
                options.today,
                strict,
                &self.loading,
            )
        );
        let all = [read.as_bytes().as_slice(), asked.as_bytes()].concat();
        Some(blake3::hash(&all).to_hex().to_string())
    }

    /// What the last build made and said, where nothing has changed since.
    pub fn made_before(&self, options: &Options, key: &str) -> Option<Said> {
        let folder = self.output_folder(options);
        let timings = &options.timings;
        let said = timings.step("last site", || {
            Record::<Said>::find(&options.root, key, &folder)
        });
        said.filter(|said| said.points_into(self.sources()))
    }

    /// Reads what the files say, ties it, checks it and plans the site.
    pub fn compile(self, options: &Options) -> Compiled {
        let read = Read::from(self, options);
        let compiled = read.tied();
        let_go(read);
        compiled
    }
}

impl Said {
    pub fn of(compiled: &Compiled, report: Report) -> Self {
        Self {
            report,
            diagnostics: compiled.diagnostics.clone(),
            accepted: compiled.accepted.clone(),
        }
    }

    /// Keeps this for the next build. Where the disk refuses, that build makes everything anew.
    pub fn keep(self, options: &Options, folder: &std::path::Path, key: &str) {
        let timings = &options.timings;
        timings.step("record", || Record::keep(&options.root, key, folder, self));
    }

    /// Pictures are read late, so a fault in one has a place that a programme not yet tied does not know.
    fn points_into(&self, sources: &SourceMap) -> bool {
        let all = [&self.diagnostics, &self.accepted, &self.report.faults];
        all.into_iter()
            .flatten()
            .all(|fault| fault.points_into(sources))
    }
}
