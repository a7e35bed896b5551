//! A whole site, put in the place of the old one.

use super::Compiled;
use super::press::{Extra, Press, Shared};
use crate::diagnostic::{Diagnostic, Severity};
use crate::exchange;
use crate::leak::{Inspector, Origin};
use crate::load::LoadError;
use crate::plan::Page;
use crate::publish::{Output, PublishError, Staging};
use crate::render::ThemeError;
use crate::search;
use crate::view;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;

/// What a build made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub notes: usize,
    pub quotes: usize,
    pub references: usize,
    pub pages: usize,
    /// Files of the site, pages among them.
    pub files: usize,
    /// Files that did not change.
    pub unchanged: usize,
    /// What is wrong with the finished site, and did not keep it back.
    pub faults: Vec<Diagnostic>,
}

/// Why a site cannot be built although its content holds.
#[derive(Debug)]
pub enum BuildError {
    /// The finished site holds what is not public.
    Leaks(Vec<Diagnostic>),
    Load(LoadError),
    Theme(ThemeError),
    Publish(PublishError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::Leaks(_) => f.write_str("the finished site holds what is not public"),
            BuildError::Load(error) => error.fmt(f),
            BuildError::Theme(error) => error.fmt(f),
            BuildError::Publish(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BuildError {}

impl From<LoadError> for BuildError {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

impl From<ThemeError> for BuildError {
    fn from(error: ThemeError) -> Self {
        Self::Theme(error)
    }
}

impl From<PublishError> for BuildError {
    fn from(error: PublishError) -> Self {
        Self::Publish(error)
    }
}

impl Compiled {
    /// Renders every page, looks for leaks in every file, and puts the new site in the place of the old one. `progress` is
    /// told of each page, from any thread.
    ///
    /// # Errors
    /// Where the look or the disk fails, or something that is not public is found. The old site is as it was.
    pub fn publish(
        &self,
        root: &Path,
        folder: &Path,
        progress: impl Fn() + Sync,
    ) -> Result<Report, BuildError> {
        self.publish_unless(Severity::Error, root, folder, progress)
    }

    /// The same, where `worst` is the least severe fault of the finished site that keeps it back.
    ///
    /// # Errors
    /// As [`Self::publish`].
    pub fn publish_unless(
        &self,
        worst: Severity,
        root: &Path,
        folder: &Path,
        progress: impl Fn() + Sync,
    ) -> Result<Report, BuildError> {
        let output = Output::check(folder, root)?;
        let timings = &self.timings;
        let setter = self.typesetter();
        let renderer = timings.step("templates", || self.renderer())?;
        let shared = Shared::default();
        let press = Press::new(self, &setter, &renderer, &shared);
        let inspector = self.inspector();
        let examine = |path: &str, bytes: &[u8], copied: bool| {
            let origin = if copied { Origin::Copied } else { Origin::Made };
            inspector.examine(path, bytes, origin);
        };
        let staging = Staging::begin(output, &examine)?;
        let pages = self.plan.pages.iter().map(|page| page.path.as_str());
        staging.make_folders(pages.chain([search::INDEX]))?;
        let write_pages = || {
            let write = |page: &Page| -> Result<(), BuildError> {
                staging.write(&page.path, &press.page(page)?)?;
                progress();
                Ok(())
            };
            timings.step("pages", || self.plan.pages.par_iter().try_for_each(write))
        };
        let write_search = || {
            let files = timings.step("search", || press.search());
            timings.step("search files", || {
                files
                    .par_iter()
                    .try_for_each(|(path, bytes)| staging.write(path, bytes))
            })
        };
        let write_others = || {
            let others = timings.step("downloads", || press.others());
            staging.make_folders(others.iter().map(String::as_str))?;
            timings.step("other files", || {
                others.iter().try_for_each(|path| match press.other(path) {
                    Some(Extra::Made(bytes)) => staging.write(path, &bytes),
                    Some(Extra::OnDisk(file)) => staging.copy(path, file),
                    None => Ok(()),
                })
            })
        };
        // What runs on one thread runs beside what runs on all.
        let (others, (search, pages)) =
            rayon::join(write_others, || rayon::join(write_search, write_pages));
        others?;
        search?;
        pages?;
        let sealed = staging.seal()?;
        let leaks = self.weighed(inspector.faults());
        if leaks.iter().any(|fault| fault.severity <= worst) {
            return Err(BuildError::Leaks(leaks));
        }
        let published = timings.step("swap", || sealed.publish())?;
        Ok(Report {
            notes: self.evidence.notes.len(),
            quotes: self.evidence.quotes.len(),
            references: self.evidence.references.len(),
            pages: self.plan.pages.len(),
            files: published.files,
            unchanged: published.unchanged,
            faults: leaks,
        })
    }

    /// What looks for leaks in the files of this site.
    pub fn inspector(&self) -> Inspector {
        Inspector::new(
            &self.withheld,
            &self.evidence,
            &self.sources,
            &self.look,
            &[exchange::SCHEMA, view::LINKED_DATA],
        )
    }
}
