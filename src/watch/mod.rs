//! Files that change while somebody writes: which they are, told once for each save.
//!
//! 1. [`Places`] says which files and folders matter.
//! 2. [`Watch`] hears of changes from the system. Where the system cannot tell, it looks by itself.
//! 3. [`Gathered`] puts together what belongs to one save.
//!
//! What the system tells is a hint: it may name a folder, or tell too little of a new one. So a [`Snapshot`] of the files
//! is kept, and compared whenever one file's name is not enough.

mod gathered;
mod places;
mod snapshot;

pub use places::Places;

use gathered::Gathered;
use notify::event::ModifyKind;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use places::Identity;
use snapshot::Snapshot;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How often it is asked whether the watched folders are still the same, and, without the system's help, what changed.
const TICK: Duration = Duration::from_secs(1);
/// A new folder is looked at once more after this: files may have come before the system watched it.
const LATER: Duration = Duration::from_millis(300);

/// Waits for changes of a programme's files.
pub struct Watch {
    places: Places,
    files: Snapshot,
    identity: Identity,
    signals: Receiver<Signal>,
    sender: Sender<Signal>,
    /// Absent where the system cannot tell, so that all files are looked at again and again.
    system: Option<RecommendedWatcher>,
    /// Why the system cannot tell; nobody has heard of it yet.
    refused: Option<String>,
    /// When all files must be looked at again.
    look_at: Option<Instant>,
    /// True where a watched folder came or went, so that the system must be asked again. Its number on the disk does not
    /// always tell: a new folder may have that of one that was deleted.
    replaced: bool,
}

/// What woke the one who waits.
enum Signal {
    System(notify::Result<notify::Event>),
    End,
}

/// Ends the waiting, from any thread.
#[derive(Clone)]
pub struct Stop(Sender<Signal>);

impl Stop {
    pub fn stop(&self) {
        let _ = self.0.send(Signal::End);
    }
}

impl Watch {
    /// Watches `places`. With `poll` the system is not asked: it cannot tell of folders on some networks.
    pub fn start(places: Places, poll: bool) -> Self {
        let (sender, signals) = channel();
        let mut watch = Self {
            files: Snapshot::of(&places),
            identity: Identity::of(&places),
            places,
            signals,
            sender,
            system: None,
            refused: None,
            look_at: None,
            replaced: false,
        };
        if !poll {
            watch.ask_system();
        }
        watch
    }

    pub fn stop(&self) -> Stop {
        Stop(self.sender.clone())
    }

    /// Why the system cannot tell of changes, the first time that somebody asks.
    pub fn refused(&mut self) -> Option<String> {
        self.refused.take()
    }

    /// Watches other places from now on: the configuration may name other files.
    pub fn turn_to(&mut self, places: Places) {
        if places == self.places {
            return;
        }
        self.places = places;
        self.start_anew();
        self.files = Snapshot::of(&self.places);
    }

    /// Waits until files change and rest again: their paths from the root. `None` when somebody ends it.
    pub fn wait(&mut self) -> Option<BTreeSet<PathBuf>> {
        loop {
            let mut gathered = Gathered::default();
            while let Some(wait) = gathered.rest(self.until_tick(), Instant::now()) {
                match self.signals.recv_timeout(wait) {
                    Ok(Signal::End) | Err(RecvTimeoutError::Disconnected) => return None,
                    Ok(Signal::System(told)) => self.take_in(told, &mut gathered),
                    Err(RecvTimeoutError::Timeout) if gathered.is_empty() => {
                        self.tick(&mut gathered)
                    }
                    Err(RecvTimeoutError::Timeout) => break,
                }
            }
            let changed = self.settle(gathered);
            if !changed.is_empty() {
                return Some(changed);
            }
        }
    }

    /// How long nothing may be told before somebody looks.
    fn until_tick(&self) -> Duration {
        let due = self
            .look_at
            .map(|at| at.saturating_duration_since(Instant::now()));
        due.map_or(TICK, |due| due.min(TICK))
    }

    fn tick(&mut self, gathered: &mut Gathered) {
        let due = self.look_at.is_some_and(|at| at <= Instant::now());
        if due {
            self.look_at = None;
        }
        let moved = self.identity != Identity::of(&self.places) || due && self.replaced;
        if moved {
            self.start_anew();
        }
        if due || moved || self.system.is_none() {
            gathered.add_everything();
        }
    }

    fn take_in(&mut self, told: notify::Result<notify::Event>, gathered: &mut Gathered) {
        let event = match told {
            Ok(event) => event,
            Err(error) => return self.give_up(&error, gathered),
        };
        if event.need_rescan() {
            gathered.add_everything();
        }
        // Reading is no change: a build would set itself off.
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        for path in event.paths {
            if self.places.are_below(&path) {
                self.replaced |= !matches!(event.kind, EventKind::Modify(ModifyKind::Metadata(_)));
                self.look_at = Some(Instant::now() + LATER);
                gathered.add_everything();
            } else if self.places.matter(&path) {
                self.add(path, gathered);
            }
        }
    }

    fn add(&mut self, path: PathBuf, gathered: &mut Gathered) {
        if self.files.holds(&path) || path.is_file() {
            gathered.add(path);
        } else if path.is_dir() || self.files.holds_below(&path) {
            self.look_at = Some(Instant::now() + LATER);
            gathered.add_everything();
        }
        // Anything else came and went.
    }

    /// The files that changed. Those that were named count as changed whatever their stamp says: two saves may be faster
    /// than the clock of the disk.
    fn settle(&mut self, gathered: Gathered) -> BTreeSet<PathBuf> {
        let mut changed = BTreeSet::new();
        let (named, everything) = gathered.parts();
        if everything {
            let now = Snapshot::of(&self.places);
            changed.extend(self.files.differences(&now));
            self.files = now;
        }
        for path in named {
            let there = self.files.renew(&path);
            if there || !everything {
                changed.insert(path);
            }
        }
        let below = |path: PathBuf| match path.strip_prefix(self.places.root()) {
            Ok(below) => below.to_owned(),
            Err(_) => path,
        };
        changed.into_iter().map(below).collect()
    }

    fn start_anew(&mut self) {
        self.replaced = false;
        self.identity = Identity::of(&self.places);
        if self.system.take().is_some() {
            self.ask_system();
        }
    }

    /// Asks the system to tell of changes.
    fn ask_system(&mut self) {
        let sender = self.sender.clone();
        let tell = move |told| {
            let _ = sender.send(Signal::System(told));
        };
        let settings = notify::Config::default().with_follow_symlinks(false);
        let asked = RecommendedWatcher::new(tell, settings).and_then(|mut system| {
            for (place, deep) in self.places.watched() {
                watch_place(&mut system, &place, deep)?;
            }
            Ok(system)
        });
        match asked {
            Ok(system) => self.system = Some(system),
            Err(error) => self.refused = Some(error.to_string()),
        }
    }

    /// From here on, files are looked at again and again.
    fn give_up(&mut self, error: &notify::Error, gathered: &mut Gathered) {
        gathered.add_everything();
        if self.system.is_some() && !is_absence(error) {
            self.system = None;
            self.refused = Some(error.to_string());
        }
    }
}

/// Watches one place. One that is not there is no fault: it is looked for at each tick.
fn watch_place(system: &mut RecommendedWatcher, place: &Path, deep: bool) -> notify::Result<()> {
    let mode = if deep {
        RecursiveMode::Recursive
    } else {
        RecursiveMode::NonRecursive
    };
    match system.watch(place, mode) {
        Err(error) if is_absence(&error) => Ok(()),
        result => result,
    }
}

fn is_absence(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound | notify::ErrorKind::WatchNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
