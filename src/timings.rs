//! How long the steps of the pipeline take, where somebody asks with `--timings`.
//!
//! This reads a clock, and nothing else of the pipeline does. No step can ask what was measured, so it cannot show in what
//! is published.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Keeps what steps take, or does nothing: [`Timings::default`] does nothing. Copies share what they keep.
#[derive(Debug, Clone, Default)]
pub struct Timings(Option<Arc<Kept>>);

#[derive(Debug)]
struct Kept {
    started: Instant,
    steps: Mutex<Vec<Step>>,
}

/// One step of the pipeline. Steps may run at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub name: &'static str,
    /// After how long it began.
    pub began: Duration,
    pub took: Duration,
}

impl Timings {
    /// Keeps what steps take from now on.
    pub fn kept() -> Self {
        Self(Some(Arc::new(Kept {
            started: Instant::now(),
            steps: Mutex::default(),
        })))
    }

    /// Does a step.
    pub fn step<T>(&self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let Some(kept) = &self.0 else {
            return work();
        };
        let began = kept.started.elapsed();
        let done = work();
        let took = kept.started.elapsed() - began;
        let mut steps = kept.steps.lock().unwrap_or_else(PoisonError::into_inner);
        steps.push(Step { name, began, took });
        done
    }

    /// The steps that are done, in the order in which they began.
    pub fn steps(&self) -> Vec<Step> {
        let Some(kept) = &self.0 else {
            return Vec::new();
        };
        let mut steps = kept
            .steps
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        steps.sort_by_key(|step| (step.began, step.name));
        steps
    }

    /// How long it is since the first step could begin; nothing where nothing is kept.
    pub fn so_far(&self) -> Option<Duration> {
        Some(self.0.as_ref()?.started.elapsed())
    }
}

/// The largest memory this process has had, in megabytes, where the system tells.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stand_in_the_order_in_which_they_began() {
        let timings = Timings::kept();
        let other = timings.clone();
        let seven = timings.step("outer", || other.step("inner", || 7));
        assert_eq!(seven, 7);
        let steps = timings.steps();
        let names: Vec<&str> = steps.iter().map(|step| step.name).collect();
        assert_eq!(names, ["outer", "inner"]);
        assert!(steps[0].took >= steps[1].took);
        assert!(timings.so_far() >= Some(steps[0].took));
    }

    #[test]
    fn nothing_is_kept_where_nobody_asks() {
        let timings = Timings::default();
        assert_eq!(timings.step("a step", || 7), 7);
        assert_eq!((timings.steps(), timings.so_far()), (Vec::new(), None));
    }
}
