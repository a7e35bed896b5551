//! Whole builds of the same notes, by Catena and by its peers, one after another in each round.

use crate::chart::{Line, Mark};
use crate::folder::Folder;
use crate::measure::{Cost, count, middle, seconds, timed};
use crate::programs::{self, Build, Program};
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The first lines of the table of times.
pub const HEAD: &str = "| notes | what | time | per note | most memory |\n|---|---|---|---|---|";

/// Who builds: Catena, and its peers.
pub struct Builders {
    pub catena: Program,
    pub peers: Vec<Program>,
}

/// What was measured at one size.
pub struct Measured {
    notes: usize,
    rounds: Vec<Round>,
}

/// One build of each kind.
struct Round {
    cold: Build,
    /// Built again, with nothing changed.
    again: Build,
    /// A copy of what the cold build wrote.
    copy: Duration,
    /// In the order of the peers.
    peers: Vec<Build>,
}

impl Builders {
    /// Catena, and the peers that are installed.
    pub fn found() -> Self {
        Self {
            catena: programs::catena(),
            peers: programs::peers(),
        }
    }

    /// Builds the same notes in each format, so many times after one that is not counted.
    pub fn measure(&self, notes: usize, runs: usize) -> Measured {
        let own = Folder::with(&self.catena, notes);
        let peers = { &self.peers }.iter().map(|peer| Folder::with(peer, notes));
        let peers: Vec<Folder> = peers.collect();
        let round = || Round {
            cold: self.catena.build_cold(&own.0),
            again: self.catena.build(&own.0),
            copy: copy_of_site(&own.0),
            peers: { self.peers.iter().zip(&peers) }
                .map(|(peer, folder)| peer.build_cold(&folder.0))
                .collect(),
        };
        round();
        Measured {
            notes,
            rounds: (0..runs).map(|_| round()).collect(),
        }
    }

    /// The rows of the table of times.
    pub fn rows(&self, measured: &Measured) -> String {
        let row = |what: &str, took: &dyn Fn(&Round) -> Duration, memory: &str| {
            let cost = measured.cost(took);
            format!(
                "| {} | {what} | {} | {:.0} µs | {memory} |\n",
                count(cost.notes),
                seconds(cost.took),
                cost.per_note()
            )
        };
        let built = |what: &str, build: &dyn Fn(&Round) -> Build| {
            let memory = measured.middle(|round| build(round).memory);
            row(what, &|round| build(round).took, &format!("{memory} MB"))
        };
        let peers = self.peers.iter().enumerate();
        let peers = peers.map(|(at, peer)| built(&peer.name, &|round| round.peers[at]));
        let rows = [
            built("Catena", &|round| round.cold),
            built("Catena again, nothing changed", &|round| round.again),
            row("a copy of Catena's site", &|round| round.copy, ""),
        ];
        rows.into_iter().chain(peers).collect()
    }

    /// The first lines of the table of ratios.
    pub fn ratios_head(&self) -> String {
        let peers = self.peers.iter();
        let peers = peers.map(|Program { name, .. }| {
            format!(" cold build against {name}: time | the same: memory |")
        });
        let peers: Vec<String> = peers.collect();
        let head = format!(
            "| notes |{} cold build against a copy of its output | build again, nothing changed, against the cold build |",
            peers.concat()
        );
        let rule = "---|".repeat(head.matches('|').count() - 1);
        format!("{head}\n|{rule}")
    }

    /// A row of the table of ratios: each is the median of the ratios of the rounds.
    pub fn ratios(&self, measured: &Measured) -> String {
        let ratio = |of: &dyn Fn(&Round) -> f64| format!(" {:.2} |", measured.middle(of));
        let seconds = |build: Build| build.took.as_secs_f64();
        let peers = (0..self.peers.len()).map(|at| {
            let time = ratio(&|round| seconds(round.cold) / seconds(round.peers[at]));
            let memory = |build: Build| build.memory.max(1) as f64;
            time + &ratio(&|round| memory(round.cold) / memory(round.peers[at]))
        });
        let peers: Vec<String> = peers.collect();
        let copy = ratio(&|round| seconds(round.cold) / round.copy.as_secs_f64());
        let again = ratio(&|round| seconds(round.again) / seconds(round.cold));
        format!(
            "| {} |{}{copy}{again}",
            count(measured.notes),
            peers.concat()
        )
    }

    /// What the chart shows: the cost per note of each program.
    pub fn lines(&self, measured: &[Measured]) -> Vec<Line> {
        let line = |name: &str, took: &dyn Fn(&Round) -> Duration| Line {
            name: name.to_owned(),
            marks: { measured.iter() }
                .map(|measured| Mark::of(measured.cost(took)))
                .collect(),
        };
        let peers = self.peers.iter().enumerate();
        let peers = peers.map(|(at, peer)| line(&peer.name, &|round| round.peers[at].took));
        let own = line(&self.catena.name, &|round| round.cold.took);
        [own].into_iter().chain(peers).collect()
    }
}

impl Measured {
    fn middle<T: PartialOrd + Copy>(&self, of: impl Fn(&Round) -> T) -> T {
        middle(self.rounds.iter().map(of).collect())
    }

    fn cost(&self, took: &dyn Fn(&Round) -> Duration) -> Cost {
        Cost {
            notes: self.notes,
            took: self.middle(took),
        }
    }
}

/// How long it takes to copy a site, file by file: nobody writes it faster.
fn copy_of_site(root: &Path) -> Duration {
    let target = root.join("copy");
    let took = timed(|| copy(&Program::site(root), &target));
    let _ = fs::remove_dir_all(&target);
    took
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("a file");
        let target = to.join(entry.file_name());
        match entry.file_type().expect("a file").is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).expect("a copy")),
        }
    }
}
