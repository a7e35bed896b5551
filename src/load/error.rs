//! Why a programme cannot be read at all.

use std::fmt;
use std::path::PathBuf;

/// A fault of the environment, not of the content.
#[derive(Debug)]
pub enum LoadError {
    /// The folder has no `catena.yaml`.
    NoProgramme(PathBuf),
    /// A folder cannot be listed.
    Folder { path: PathBuf, reason: String },
    /// The look cannot be used.
    Look { path: PathBuf, reason: String },
    /// There is nothing with which to compare quotes.
    NoSources(PathBuf),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::NoProgramme(path) => write!(
                f,
                "there is no `catena.yaml` in {}\nRun Catena in the folder of a programme, or name it with `--root`.",
                path.display()
            ),
            LoadError::Folder { path, reason } => {
                write!(f, "the folder {} cannot be read: {reason}", path.display())
            }
            LoadError::Look { path, reason } => {
                write!(f, "the look in {} cannot be used: {reason}", path.display())
            }
            LoadError::NoSources(path) => write!(
                f,
                "there is no source in {}\nA source is a file that ends in .txt, .md, .docx or .html.",
                path.display()
            ),
        }
    }
}

impl std::error::Error for LoadError {}
