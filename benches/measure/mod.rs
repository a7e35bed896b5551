//! What the benchmarks measure with.

#![allow(dead_code, reason = "each benchmark uses its own part")]

use std::time::{Duration, Instant};

/// The median of some runs, after one that is not counted.
pub fn median(runs: usize, mut run: impl FnMut()) -> Duration {
    median_of(runs, || timed(&mut run))
}

/// The same, where each run tells itself how much of it counts.
pub fn median_of(runs: usize, mut run: impl FnMut() -> Duration) -> Duration {
    run();
    middle((0..runs).map(|_| run()).collect())
}

/// How long something takes.
pub fn timed(run: impl FnOnce()) -> Duration {
    let started = Instant::now();
    run();
    started.elapsed()
}

/// The median of some values; of an even number of them the upper one.
///
/// # Panics
/// Where there is no value, or two that cannot be compared.
pub fn middle<T: PartialOrd + Copy>(mut values: Vec<T>) -> T {
    values.sort_by(|a, b| a.partial_cmp(b).expect("values can be compared"));
    values[values.len() / 2]
}

/// What builds of one programme took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    pub notes: usize,
    pub took: Duration,
}

impl Cost {
    /// The median of some builds.
    pub fn of(notes: usize, builds: Vec<Duration>) -> Self {
        Self {
            notes,
            took: middle(builds),
        }
    }

    /// In microseconds.
    pub fn per_note(self) -> f64 {
        self.took.as_secs_f64() * 1e6 / self.notes as f64
    }

    /// How many times as much a note costs here as in a smaller programme.
    pub fn growth_from(self, smaller: Self) -> f64 {
        self.per_note() / smaller.per_note()
    }
}

/// Seconds in words.
pub fn seconds(duration: Duration) -> String {
    format!("{:.3} s", duration.as_secs_f64())
}

/// A count in words, with a comma after the thousands.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    let groups: Vec<_> = groups.map(|group| String::from_utf8_lossy(group)).collect();
    groups.join(",")
}

/// The largest memory this process has had, in megabytes; 0 where the system does not tell.
pub fn peak_memory() -> u64 {
    catena::timings::peak_memory().unwrap_or(0)
}

/// The same for another process that still runs.
pub fn peak_memory_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let mut lines = status.lines();
    let line = lines.find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1024)
}
