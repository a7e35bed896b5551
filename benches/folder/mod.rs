//! Folders for made-up programmes.

use crate::programs::Program;
use std::fs;
use std::path::PathBuf;

/// A folder that goes with its owner.
pub struct Folder(pub PathBuf);

impl Folder {
    /// A made-up programme in a program's own format.
    pub fn with(program: &Program, notes: usize) -> Self {
        let process = std::process::id();
        let name = format!("catena-bench-{process}-{notes}-{:?}", program.format);
        let folder = Self(std::env::temp_dir().join(name));
        program.format.write(&folder.0, notes);
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
