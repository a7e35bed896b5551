//! What the benchmarks measure with.

#![allow(dead_code, reason = "each benchmark uses its own part")]

use std::time::{Duration, Instant};

/// The median of some runs, after one that is not counted.
pub fn median(runs: usize, mut run: impl FnMut()) -> Duration {
    run();
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let started = Instant::now();
            run();
            started.elapsed()
        })
        .collect();
    times.sort();
    times[runs / 2]
}

pub fn seconds(duration: Duration) -> String {
    format!("{:.3} s", duration.as_secs_f64())
}

/// The largest memory this process has had, in megabytes; 0 where the system does not tell.
pub fn peak_memory() -> u64 {
    catena::timings::peak_memory().unwrap_or(0)
}
