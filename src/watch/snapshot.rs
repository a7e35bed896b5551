//! What lay where, and when it was last written.

use super::Places;
use super::places::is_hidden;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use walkdir::WalkDir;

/// Every file that matters.
#[derive(Debug, Default)]
pub struct Snapshot(BTreeMap<PathBuf, Stamp>);

/// What tells a file from what it was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    written: Option<SystemTime>,
    length: u64,
    number: u64,
}

impl Snapshot {
    pub fn of(places: &Places) -> Self {
        let mut files = BTreeMap::new();
        for folder in places.folders() {
            let entries = WalkDir::new(folder).into_iter().filter_entry(|entry| {
                let name = Path::new(entry.file_name());
                entry.depth() == 0 || !name.components().any(is_hidden)
            });
            let entries = entries.filter_map(Result::ok);
            let entries = entries.filter(|entry| !entry.file_type().is_dir());
            files.extend(entries.filter_map(|entry| {
                let stamp = Stamp::of(&entry.metadata().ok()?);
                Some((entry.into_path(), stamp))
            }));
        }
        let stamped = |file: &Path| Some((file.to_owned(), Stamp::of(&file.metadata().ok()?)));
        files.extend(places.files().filter_map(stamped));
        Self(files)
    }

    pub fn holds(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }

    /// Whether a file lay in this folder.
    pub fn holds_below(&self, folder: &Path) -> bool {
        let after = self.0.range(folder.to_owned()..);
        after.take(2).any(|(path, _)| path.starts_with(folder))
    }

    /// Looks at one file again. True where it was known or is there.
    pub fn renew(&mut self, path: &Path) -> bool {
        match path.metadata() {
            Ok(metadata) if metadata.is_file() => {
                self.0.insert(path.to_owned(), Stamp::of(&metadata));
                true
            }
            _ => self.0.remove(path).is_some(),
        }
    }

    /// The files that are new, gone or different in `now`.
    pub fn differences(&self, now: &Self) -> Vec<PathBuf> {
        let gone = self.0.keys().filter(|path| !now.0.contains_key(*path));
        let other = |(path, stamp): &(&PathBuf, &Stamp)| self.0.get(*path) != Some(*stamp);
        let other = now.0.iter().filter(other).map(|(path, _)| path);
        gone.chain(other).cloned().collect()
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self {
            written: metadata.modified().ok(),
            length: metadata.len(),
            number: number(metadata),
        }
    }
}

#[cfg(unix)]
fn number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}
