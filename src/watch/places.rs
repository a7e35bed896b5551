//! Which files and folders matter.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::{Component, Path, PathBuf};

/// The files and folders of a programme. Every path is absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    root: PathBuf,
    /// Folders of which every file matters, hidden ones aside.
    folders: BTreeSet<PathBuf>,
    /// Files that matter by themselves.
    files: BTreeSet<PathBuf>,
}

impl Places {
    /// Folders and files by their paths from the root.
    pub fn new<'a>(
        root: &Path,
        folders: impl IntoIterator<Item = &'a str>,
        files: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        // Systems tell the real path of what changed.
        let root = root
            .canonicalize()
            .or_else(|_| std::path::absolute(root))
            .unwrap_or_else(|_| root.to_owned());
        let within = |path: &str| clean(&root.join(path));
        Self {
            folders: folders.into_iter().map(within).collect(),
            files: files.into_iter().map(within).collect(),
            root,
        }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().map(PathBuf::as_path)
    }

    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }

    /// Whether a change of this path can change the site.
    pub fn matter(&self, path: &Path) -> bool {
        let shown = |folder: &PathBuf| {
            let below = path.strip_prefix(folder).ok();
            below.is_some_and(|below| !below.components().any(is_hidden))
        };
        self.files.contains(path) || self.folders.iter().any(shown)
    }

    /// Whether the path is the root, or a folder that holds places: when it comes or goes, all of them do.
    pub fn are_below(&self, path: &Path) -> bool {
        let below = |place: &PathBuf| place.starts_with(path) && place != path;
        self.folders.contains(path)
            || self.folders.iter().any(below)
            || self.files.iter().any(below)
    }

    /// What the system should watch, and whether with all folders in it. A file is watched by its folder, since many
    /// editors put a new file in the place of the old one.
    pub fn watched(&self) -> Vec<(PathBuf, bool)> {
        let mut flat: BTreeSet<PathBuf> = [self.root.clone()].into();
        let parents = self.files.iter().chain(&self.folders);
        flat.extend(parents.filter_map(|file| Some(file.parent()?.to_owned())));
        flat.retain(|folder| !self.folders.iter().any(|deep| folder.starts_with(deep)));
        let flat = flat.into_iter().map(|folder| (folder, false));
        let deep = self.folders.iter().map(|folder| (folder.clone(), true));
        flat.chain(deep).collect()
    }
}

/// A hidden file, or one that an editor keeps beside the one that it edits.
pub fn is_hidden(part: Component<'_>) -> bool {
    let name = part.as_os_str().to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}

/// A path without `.` and `..`.
fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    clean
}

/// Which folders are watched: another folder by the same name is another one.
#[derive(Debug, PartialEq, Eq)]
pub struct Identity(Vec<Option<Vec<u64>>>);

impl Identity {
    pub fn of(places: &Places) -> Self {
        let watched = places.watched().into_iter();
        Self(
            watched
                .map(|(path, _)| Some(number(&path.metadata().ok()?)))
                .collect(),
        )
    }
}

#[cfg(unix)]
fn number(metadata: &Metadata) -> Vec<u64> {
    use std::os::unix::fs::MetadataExt;
    vec![metadata.dev(), metadata.ino()]
}

#[cfg(not(unix))]
fn number(metadata: &Metadata) -> Vec<u64> {
    let made = metadata.created().ok();
    let made = made.and_then(|made| made.duration_since(std::time::UNIX_EPOCH).ok());
    vec![
        u64::from(metadata.is_dir()),
        made.map_or(0, |made| made.as_secs()),
    ]
}
