//! A site in the making, beside the one that it will replace.

use super::manifest::Manifest;
use super::output::Output;
use super::{MANIFEST, PublishError};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Looks at every file of a site: its path, its bytes, and whether they were copied.
pub type Examine<'e> = &'e (dyn Fn(&str, &[u8], bool) + Sync);

/// A staging folder. Dropped before [`Sealed::publish`], it leaves nothing behind.
pub struct Staging<'e> {
    output: Output,
    folder: PathBuf,
    /// Sees every file, the unchanged ones too.
    examine: Examine<'e>,
    /// Held to the end: a second build of the same site waits.
    _lock: Option<File>,
    files: Mutex<BTreeMap<String, String>>,
    unchanged: AtomicUsize,
}

/// What was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    pub files: usize,
    /// Files that kept their bytes and their time of change.
    pub unchanged: usize,
}

/// A site whose files are all there. None can be added.
pub struct Sealed<'e> {
    staging: Staging<'e>,
    files: usize,
}

impl<'e> Staging<'e> {
    /// Makes an empty staging folder beside the output.
    ///
    /// # Errors
    /// Where the folder cannot be made.
    pub fn begin(output: Output, examine: Examine<'e>) -> Result<Self, PublishError> {
        let parent = output.path.parent().unwrap_or(&output.path);
        fs::create_dir_all(parent).map_err(PublishError::at(parent))?;
        let lock = lock(parent);
        if lock.is_some() {
            output.clear_leftovers();
        }
        let output = output.looked_at_again();
        let folder = output.beside("catena-new");
        fs::create_dir_all(&folder).map_err(PublishError::at(&folder))?;
        Ok(Self {
            output,
            folder,
            examine,
            _lock: lock,
            files: Mutex::default(),
            unchanged: AtomicUsize::new(0),
        })
    }

    /// Makes the folders that some paths need, so that files can be written in any order and on any thread.
    ///
    /// # Errors
    /// Where a folder cannot be made.
    pub fn make_folders<'p>(
        &self,
        paths: impl Iterator<Item = &'p str>,
    ) -> Result<(), PublishError> {
        let folders: std::collections::BTreeSet<&str> = paths
            .filter_map(|path| path.rsplit_once('/').map(|(folder, _)| folder))
            .collect();
        for folder in folders {
            let folder = self.folder.join(folder);
            fs::create_dir_all(&folder).map_err(PublishError::at(&folder))?;
        }
        Ok(())
    }

    /// Writes a file, or links the old one where its bytes are the same. May be called from any thread.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        (self.examine)(path, bytes, false);
        self.put(path, bytes)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let new = self.folder.join(path);
        if self.link_old(path, bytes, &new) {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        } else {
            fs::write(&new, bytes).map_err(PublishError::at(&new))?;
        }
        let hash = blake3::hash(bytes).to_hex().to_string();
        let mut files = self.files.lock().expect("no writer panics");
        files.insert(path.to_owned(), hash);
        Ok(())
    }

    /// Copies a file of the programme into the site. May be called from any thread.
    ///
    /// # Errors
    /// Where the file cannot be read or written.
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), PublishError> {
        let bytes = fs::read(from).map_err(PublishError::at(from))?;
        (self.examine)(path, &bytes, true);
        self.put(path, &bytes)
    }

    /// Links the old file if it holds just these bytes. Its own bytes are compared, not the manifest's word.
    fn link_old(&self, path: &str, bytes: &[u8], new: &Path) -> bool {
        if !self.output.exists {
            return false;
        }
        let old = self.output.path.join(path);
        let same_size = fs::symlink_metadata(&old)
            .is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64);
        same_size
            && fs::read(&old).is_ok_and(|old| old == bytes)
            && fs::hard_link(&old, new).is_ok()
    }

    /// Adds the manifest, the last file of a site.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn seal(self) -> Result<Sealed<'e>, PublishError> {
        let files = std::mem::take(&mut *self.files.lock().expect("no writer panics"));
        let count = files.len() + 1;
        let manifest = Manifest::new(files).to_json();
        self.write(MANIFEST, manifest.as_bytes())?;
        Ok(Sealed {
            staging: self,
            files: count,
        })
    }
}

impl Sealed<'_> {
    /// Puts the new site in the place of the old one.
    ///
    /// # Errors
    /// Where the swap fails; the old site is put back.
    pub fn publish(self) -> Result<Published, PublishError> {
        let Self { staging, files } = self;
        let target = &staging.output.path;
        if staging.output.exists {
            let old = staging.output.beside("catena-old");
            fs::rename(target, &old).map_err(PublishError::at(target))?;
            if let Err(error) = fs::rename(&staging.folder, target) {
                // The old site comes back; should that fail too, it stays whole under its other name.
                let _ = fs::rename(&old, target);
                return Err(PublishError::at(target)(error));
            }
            // The new site is in its place; what is left of the old one harms nobody.
            let _ = fs::remove_dir_all(&old);
        } else {
            fs::rename(&staging.folder, target).map_err(PublishError::at(target))?;
        }
        Ok(Published {
            files,
            unchanged: staging.unchanged.load(Ordering::Relaxed),
        })
    }
}

/// Waits until no other build writes beside this folder. `None` where the system cannot lock a folder: then two builds
/// at once are the user's own risk.
fn lock(folder: &Path) -> Option<File> {
    let file = File::open(folder).ok()?;
    file.lock().ok()?;
    Some(file)
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // After a swap the folder is gone already.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
