//! What the last build made, kept in the programme's folder, so that a build of the same files need make nothing.
//!
//! It may be deleted at any time: the next build makes everything anew, and keeps a new record. One that cannot be read is
//! as good as none. Its folder holds faults with words of the programme, so it tells Git and copies to leave it alone.
//!
//! Whoever writes a programme must not choose where on this machine a build writes, so no link is followed here.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use walkdir::WalkDir;

/// The folder in the programme's own that holds what can be made again.
const FOLDER: &str = ".catena";
const NAME: &str = "last-build.json";
/// The largest record that is read, in bytes: faults make it large, and a hundred thousand of them fit.
const LARGEST: u64 = 1 << 28;
const CACHE_TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # This folder is a cache of Catena's. It can be deleted.\n";

/// What a build read, what it made, and what it said.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record<T> {
    /// Names all that the build read and was asked for.
    key: String,
    /// Names the files of the site, as they were when the build was done.
    site: String,
    pub said: T,
}

impl<T: Serialize + DeserializeOwned> Record<T> {
    /// What the last build said, if it read just this, and its site stands untouched.
    pub fn find(root: &Path, key: &str, site: &Path) -> Option<T> {
        let file = folder(root)?.join(NAME);
        let data = fs::symlink_metadata(&file).ok()?;
        if !data.is_file() || data.len() > LARGEST {
            return None;
        }
        let text = fs::read(file).ok()?;
        let record: Self = serde_json::from_slice(&text).ok()?;
        let same = record.key == key && Some(record.site) == stamps(site);
        same.then_some(record.said)
    }

    /// Keeps what a build said. Where that fails, the next build has more to do, and nobody else minds.
    pub fn keep(root: &Path, key: &str, site: &Path, said: T) -> Option<()> {
        let record = Self {
            key: key.to_owned(),
            site: stamps(site)?,
            said,
        };
        // Where it is there already, this says so and no more.
        let _ = fs::create_dir(root.join(FOLDER));
        let folder = folder(root)?;
        for (name, text) in [(".gitignore", "*\n"), ("CACHEDIR.TAG", CACHE_TAG)] {
            let file = folder.join(name);
            let there = fs::symlink_metadata(&file).is_ok();
            there
                .then_some(())
                .or_else(|| write_new(&file, text.as_bytes()))?;
        }
        let new = folder.join(format!("{NAME}.{}", std::process::id()));
        write_new(&new, &serde_json::to_vec(&record).ok()?)?;
        fs::rename(&new, folder.join(NAME)).ok()
    }
}

/// The folder, where it is one and no link to another.
fn folder(root: &Path) -> Option<PathBuf> {
    let folder = root.join(FOLDER);
    let data = fs::symlink_metadata(&folder).ok()?;
    data.is_dir().then_some(folder)
}

/// Writes a file that is not there yet, not even as a link.
fn write_new(file: &Path, bytes: &[u8]) -> Option<()> {
    let mut new = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .ok()?;
    new.write_all(bytes).ok()
}

/// A hash of the path, size and time of change of every file in a folder. `None` where one cannot be looked at.
fn stamps(folder: &Path) -> Option<String> {
    let mut hasher = blake3::Hasher::new();
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry.ok()?;
        let data = entry.metadata().ok()?;
        if data.is_dir() {
            continue;
        }
        let changed = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let path = entry.path().strip_prefix(folder).ok()?;
        let plain = data.is_file();
        let stamp = (path, plain, data.len(), changed.as_nanos());
        hasher.update(format!("{stamp:?}\n").as_bytes());
    }
    Some(hasher.finalize().to_hex().to_string())
}
