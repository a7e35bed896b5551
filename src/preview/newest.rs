//! The programme as it lies on the disk.

use crate::load::LoadError;
use crate::site::{Compiled, Options, Read, let_go};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// What the files say, and the programme that they make. It may have errors.
pub(super) struct Newest {
    read: Read,
    compiled: Arc<Compiled>,
}

/// How much was done again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Redone {
    /// Nothing: the files hold what they held.
    Nothing,
    /// Some notes were read and tied again.
    Notes,
    /// Some notes were read again, and everything was tied again.
    Ties,
    /// Everything was read again.
    Everything,
}

impl Newest {
    /// Reads and ties everything.
    ///
    /// # Errors
    /// Where there is no programme or its look cannot be read.
    pub fn of(options: &Options) -> Result<Self, LoadError> {
        let read = Read::of(options)?;
        let compiled = Arc::new(read.tied());
        Ok(Self { read, compiled })
    }

    pub fn compiled(&self) -> &Arc<Compiled> {
        &self.compiled
    }

    /// Reads some notes again. Where other notes can tell the difference, all of them are tied again, but none is read.
    /// `None` where one of the paths is something else than a note that was there before: then nothing is changed.
    pub fn again(&mut self, root: &Path, paths: &BTreeSet<String>) -> Option<Redone> {
        let rewritten = self.read.again(root, paths)?;
        if rewritten.is_empty() {
            return Some(Redone::Nothing);
        }
        let compiled = self.compiled.again(&self.read, &rewritten);
        let redone = match compiled {
            Some(_) => Redone::Notes,
            None => Redone::Ties,
        };
        let all = || self.compiled.tied_again(&self.read, &rewritten);
        let compiled = Arc::new(compiled.unwrap_or_else(all));
        let_go(std::mem::replace(&mut self.compiled, compiled));
        Some(redone)
    }
}
