//! One number for everything that a build reads.

use super::{Look, Programme};
use crate::private::Names;
use blake3::{Hash, Hasher};
use rayon::prelude::*;
use std::path::Path;
use std::time::UNIX_EPOCH;

impl Programme {
    /// A hash (BLAKE3) of all that was read: names and texts, the look, the private list, and which program this is.
    ///
    /// The program, and files that notes show, are known by their size and their time of change, since they may be large.
    /// `None` where this program does not know itself: then nobody knows what another one would make.
    pub fn fingerprint(&self) -> Option<Hash> {
        let program = std::env::current_exe().ok()?;
        let mut hasher = Hasher::new();
        part(&mut hasher, env!("CARGO_PKG_VERSION").as_bytes());
        part(&mut hasher, stamp(&program).as_bytes());
        for (path, hash) in &self.texts() {
            part(&mut hasher, path.as_bytes());
            hasher.update(hash.as_bytes());
        }
        for asset in &self.assets {
            part(&mut hasher, asset.path.as_bytes());
            part(&mut hasher, stamp(&asset.file).as_bytes());
        }
        look(&mut hasher, &self.look);
        names(&mut hasher, &self.private_names);
        Some(hasher.finalize())
    }

    /// Every text by its path, in the order in which they were read.
    fn texts(&self) -> Vec<(&str, Hash)> {
        let files: Vec<_> = self.sources.iter().collect();
        let hash = |(file, _): &(crate::source::FileId, _)| {
            let path = self.sources.path(*file);
            (path, blake3::hash(self.sources.text(*file).as_bytes()))
        };
        files.par_iter().map(hash).collect()
    }
}

fn look(hasher: &mut Hasher, look: &Look) {
    for (name, text) in &look.templates {
        part(hasher, name.as_bytes());
        part(hasher, text.as_bytes());
    }
    for (name, bytes) in &look.statics {
        part(hasher, name.as_bytes());
        part(hasher, bytes);
    }
    part(hasher, look.words.value().to_string().as_bytes());
}

fn names(hasher: &mut Hasher, names: &Names) {
    match names {
        Names::Unused => part(hasher, b"unused"),
        Names::Missing => part(hasher, b"missing"),
        Names::Listed(names) => {
            part(hasher, b"listed");
            names.iter().for_each(|name| part(hasher, name.as_bytes()));
        }
    }
}

/// Adds one text so that no two lists of texts look the same.
fn part(hasher: &mut Hasher, bytes: &[u8]) {
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

/// The size of a file in bytes, and when it was changed in nanoseconds; empty where there is no such file.
fn stamp(file: &Path) -> String {
    let Ok(data) = std::fs::metadata(file) else {
        return String::new();
    };
    let changed = data.modified().ok();
    let changed = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!(
        "{} {}",
        data.len(),
        changed.map_or(0, |time| time.as_nanos())
    )
}
