//! `--timings`: a table of how long each step took.

use catena::timings::{Step, Timings, peak_memory};
use std::fmt::Write;

/// What keeps how long steps take, where somebody asks.
pub fn timings(asked: bool) -> Timings {
    match asked {
        true => Timings::kept(),
        false => Timings::default(),
    }
}

/// The table; empty where nobody asked.
pub fn took(timings: &Timings) -> String {
    let Some(whole) = timings.so_far() else {
        return String::new();
    };
    let mut table = format!("\n{:<12}{:>10}{:>10}\n", "Step", "began", "took");
    let mut row = |Step { name, began, took }: Step| {
        let [began, took] = [began, took].map(|time| time.as_secs_f64());
        // Writing to text cannot fail.
        let _ = writeln!(table, "{name:<12}{began:>8.3} s{took:>8.3} s");
    };
    timings.steps().into_iter().for_each(&mut row);
    row(Step {
        name: "everything",
        began: Default::default(),
        took: whole,
    });
    if let Some(megabytes) = peak_memory() {
        let _ = writeln!(table, "The most memory at once: {megabytes} MB.");
    }
    table + "Steps that begin together run at the same time.\n"
}
