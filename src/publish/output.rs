//! The output folder: which one it is, and whether it may be replaced.

use super::manifest::Manifest;
use super::{MANIFEST, PublishError};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// An output folder that may be replaced.
#[derive(Debug)]
pub struct Output {
    pub path: PathBuf,
    /// True where an older site of Catena's is there.
    pub exists: bool,
}

impl Output {
    /// Checks that `path` is absent, empty or holds a site that Catena made, and lies outside the programme's sources.
    ///
    /// # Errors
    /// [`PublishError::Refused`] for anything else; nothing is touched.
    pub fn check(path: &Path, root: &Path) -> Result<Self, PublishError> {
        let refuse = |reason: &str| {
            Err(PublishError::Refused {
                path: path.to_owned(),
                reason: reason.to_owned(),
            })
        };
        let path = absolute(path)?;
        let root = absolute(root)?;
        if root.starts_with(&path) {
            return refuse("it holds the programme itself");
        }
        if ["content", "themes"]
            .iter()
            .any(|folder| path.starts_with(root.join(folder)))
        {
            return refuse("it lies among the programme's own files");
        }
        if path.is_symlink() {
            return refuse("it is a symbolic link");
        }
        if !path.exists() {
            return Ok(Self {
                path,
                exists: false,
            });
        }
        if !path.is_dir() {
            return refuse("it is a file");
        }
        match foreign(&path)? {
            Some(foreign) => {
                let reason = format!(
                    "it holds `{foreign}`, which Catena did not make\nChoose another folder with `--output-dir`, or move that file away."
                );
                refuse(&reason)
            }
            None => Ok(Self { path, exists: true }),
        }
    }

    /// A folder beside the output, for a purpose of this build.
    pub fn beside(&self, purpose: &str) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!(".{name}.{purpose}-{}", std::process::id());
        self.path.with_file_name(name)
    }
}

fn absolute(path: &Path) -> Result<PathBuf, PublishError> {
    let whole = std::path::absolute(path).map_err(PublishError::at(path))?;
    let mut plain = PathBuf::new();
    for component in whole.components() {
        match component {
            std::path::Component::ParentDir => {
                plain.pop();
            }
            component => plain.push(component),
        }
    }
    // The nearest folder that exists is looked up, so that no link hides where the output lies.
    let existing = plain.ancestors().skip(1).find(|ancestor| ancestor.exists());
    let Some(existing) = existing else {
        return Ok(plain);
    };
    let below = plain.strip_prefix(existing).unwrap_or(&plain).to_owned();
    let existing = existing.canonicalize().map_err(PublishError::at(path))?;
    Ok(existing.join(below))
}

/// The first file of a folder that its manifest does not list; an empty folder has none.
fn foreign(path: &Path) -> Result<Option<String>, PublishError> {
    let manifest = Manifest::read(path);
    for entry in WalkDir::new(path).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(|error| PublishError::Disk {
            path: path.to_owned(),
            error: error.into(),
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let below = entry.path().strip_prefix(path).unwrap_or(entry.path());
        let parts: Vec<_> = below
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let name = parts.join("/");
        let known = manifest
            .as_ref()
            .is_some_and(|manifest| name == MANIFEST || manifest.lists(&name));
        if !known || entry.path_is_symlink() {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
