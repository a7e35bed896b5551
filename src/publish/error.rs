//! Why a site cannot be published. Nothing was changed.

use std::fmt;
use std::path::{Path, PathBuf};

/// A fault of the disk or of the output folder.
#[derive(Debug)]
pub enum PublishError {
    /// The output folder is not one that Catena may replace.
    Refused { path: PathBuf, reason: String },
    /// The disk said no.
    Disk {
        path: PathBuf,
        error: std::io::Error,
    },
}

impl PublishError {
    /// Makes a disk's error into one that says where.
    pub fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |error| PublishError::Disk { path, error }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Refused { path, reason } => {
                write!(f, "the folder {} is not replaced: {reason}", path.display())
            }
            PublishError::Disk { path, error } => write!(
                f,
                "{} cannot be written: {error}\nThe last site, if there was one, is as it was.",
                path.display()
            ),
        }
    }
}

impl std::error::Error for PublishError {}
