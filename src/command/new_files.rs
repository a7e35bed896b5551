//! New files for a person: all of them or none, and never in the place of another.

use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A file that is to be written.
pub struct NewFile {
    /// From the folder that is written to, with `/` between its parts.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum Refusal {
    /// Paths at which something stands already.
    Taken(Vec<PathBuf>),
    Disk(PathBuf, io::Error),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken(paths) => {
                f.write_str("nothing was written, for these are there already:")?;
                paths
                    .iter()
                    .try_for_each(|path| write!(f, "\n  {}", path.display()))
            }
            Self::Disk(path, error) => {
                write!(f, "nothing was written: {}: {error}", path.display())
            }
        }
    }
}

/// Writes files into a folder, which is made where it is missing.
///
/// # Errors
/// Where anything stands at one of the paths, or in the way of one, and where the disk refuses. Then nothing is left of
/// what was begun.
pub fn write(folder: &Path, files: &[NewFile]) -> Result<(), Refusal> {
    let mut taken = Vec::new();
    for file in files {
        if let Some(path) = in_the_way(folder, &file.path)?
            && !taken.contains(&path)
        {
            taken.push(path);
        }
    }
    if !taken.is_empty() {
        return Err(Refusal::Taken(taken));
    }
    let mut made = Made::default();
    let written = files.iter().try_for_each(|file| made.file(folder, file));
    if written.is_err() {
        made.undo();
    }
    written
}

/// What stands at a path, or in the place of a folder on the way to it. A symbolic link is in the way too: it may lead
/// out of the folder.
fn in_the_way(folder: &Path, path: &str) -> Result<Option<PathBuf>, Refusal> {
    if exists(folder)?.is_some() && !folder.is_dir() {
        return Ok(Some(folder.to_owned()));
    }
    let mut at = folder.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        at.push(part);
        match exists(&at)? {
            None => return Ok(None),
            Some(kind) if kind.is_dir() && parts.peek().is_some() => {}
            Some(_) => return Ok(Some(at)),
        }
    }
    Ok(None)
}

fn exists(path: &Path) -> Result<Option<std::fs::FileType>, Refusal> {
    match std::fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found.file_type())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Refusal::Disk(path.to_owned(), error)),
    }
}

/// What was made so far, in order.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    fn file(&mut self, folder: &Path, file: &NewFile) -> Result<(), Refusal> {
        let path = folder.join(&file.path);
        let failed = |error| Refusal::Disk(path.clone(), error);
        self.folder(path.parent().unwrap_or(folder))?;
        let mut new = std::fs::File::create_new(&path).map_err(failed)?;
        self.files.push(path.clone());
        new.write_all(&file.bytes).map_err(failed)
    }

    fn folder(&mut self, path: &Path) -> Result<(), Refusal> {
        if path.as_os_str().is_empty() || path.is_dir() {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            self.folder(parent)?;
        }
        std::fs::create_dir(path).map_err(|error| Refusal::Disk(path.to_owned(), error))?;
        self.folders.push(path.to_owned());
        Ok(())
    }

    /// Takes away what was made. A folder into which somebody else wrote meanwhile stays.
    fn undo(&self) {
        for path in self.files.iter().rev() {
            let _ = std::fs::remove_file(path);
        }
        for path in self.folders.iter().rev() {
            let _ = std::fs::remove_dir(path);
        }
    }
}
