//! What a person sees while long work goes on.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// A bar that comes and goes at once would only flicker.
const QUIET: Duration = Duration::from_secs(1);

/// A progress bar for long work on a terminal.
pub struct Bar {
    bar: ProgressBar,
    started: Instant,
}

impl Bar {
    pub fn new(steps: usize, of: &str, started: Instant) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
        let pattern = format!("{{wide_bar}} {{pos}} of {{len}} {of}");
        bar.set_style(
            ProgressStyle::with_template(&pattern).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        Self { bar, started }
    }

    pub fn advance(&self) {
        self.bar.inc(1);
        let shown = !self.bar.is_hidden();
        if !shown && self.started.elapsed() > QUIET && std::io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
