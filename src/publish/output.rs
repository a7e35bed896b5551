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
                    "it holds `{foreign}`, which Catena did not make\n\
                     Choose another folder with `--output-dir`, or move that file away."
                );
                refuse(&reason)
            }
            None => Ok(Self { path, exists: true }),
        }
    }

    /// The same output, after another build may have made or replaced it.
    pub fn looked_at_again(self) -> Self {
        let exists = self.path.exists();
        Self { exists, ..self }
    }

    /// A folder beside the output, for a purpose of this build.
    pub fn beside(&self, purpose: &str) -> PathBuf {
        let name = self.prefix(purpose) + &std::process::id().to_string();
        self.path.with_file_name(name)
    }

    fn prefix(&self, purpose: &str) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        format!(".{name}.{purpose}-")
    }

    /// Removes what builds that were killed have left, and puts a site back that was lost between two names. Only for a
    /// build that holds the lock.
    pub fn clear_leftovers(&self) {
        for old in self.leftovers("catena-old") {
            let lost = !self.path.exists() && Manifest::read(&old).is_some();
            let _ = if lost {
                std::fs::rename(&old, &self.path)
            } else {
                std::fs::remove_dir_all(&old)
            };
        }
        for new in self.leftovers("catena-new") {
            let _ = std::fs::remove_dir_all(new);
        }
    }

    fn leftovers(&self, purpose: &str) -> Vec<PathBuf> {
        let prefix = self.prefix(purpose);
        let numbered = |name: &str| {
            let number = name.strip_prefix(&prefix);
            number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let entries = self.path.parent().and_then(|parent| parent.read_dir().ok());
        let entries = entries.into_iter().flatten().filter_map(Result::ok);
        entries
            .filter(|entry| numbered(&entry.file_name().to_string_lossy()))
            .map(|entry| entry.path())
            .collect()
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
