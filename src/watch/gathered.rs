//! What belongs to one save.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A save is over when nothing is told for this long.
const REST: Duration = Duration::from_millis(12);
/// An editor may be between two steps: the file is away, or empty.
const STEP: Duration = Duration::from_millis(50);
/// Many files are on their way, from version control perhaps.
const STREAM: Duration = Duration::from_millis(120);
/// More files than a person saves at once.
const MANY: usize = 6;
/// Files that never rest are shown as they are.
const LONGEST: Duration = Duration::from_secs(2);

/// Files that changed, until they rest.
#[derive(Debug, Default)]
pub struct Gathered {
    files: BTreeSet<PathBuf>,
    everything: bool,
    since: Option<Instant>,
}

impl Gathered {
    pub fn is_empty(&self) -> bool {
        self.since.is_none()
    }

    pub fn add(&mut self, file: PathBuf) {
        self.files.insert(file);
        self.since.get_or_insert_with(Instant::now);
    }

    /// Anything may have changed.
    pub fn add_everything(&mut self) {
        self.everything = true;
        self.since.get_or_insert_with(Instant::now);
    }

    /// How much longer to wait for more: `idle` while there is nothing, and `None` when it has taken too long already.
    pub fn rest(&self, idle: Duration, now: Instant) -> Option<Duration> {
        let Some(since) = self.since else {
            return Some(idle);
        };
        let left = LONGEST.checked_sub(now.saturating_duration_since(since))?;
        let unfinished =
            |file: &PathBuf| file.metadata().map_or(true, |metadata| metadata.len() == 0);
        let rest = if self.everything || self.files.len() > MANY {
            STREAM
        } else if self.files.iter().any(unfinished) {
            STEP
        } else {
            REST
        };
        Some(rest.min(left))
    }

    /// The files that were named, and whether any other may have changed too.
    pub fn parts(self) -> (BTreeSet<PathBuf>, bool) {
        (self.files, self.everything)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn path(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
    }

    #[test]
    fn a_file_that_is_away_or_one_of_many_is_given_more_time() {
        let now = Instant::now();
        let mut one = Gathered::default();
        assert_eq!(one.rest(STREAM * 9, now), Some(STREAM * 9));
        one.add(path("Cargo.toml"));
        assert_eq!(one.rest(STREAM, now), Some(REST));
        one.add(path("no-such-file.md"));
        assert_eq!(one.rest(STREAM, now), Some(STEP));
        for number in 0..MANY {
            one.add(path(&format!("{number}.md")));
        }
        assert_eq!(one.rest(STREAM * 9, now), Some(STREAM));
        assert_eq!(one.rest(STREAM, now + LONGEST * 2), None);
    }
}
