//! What the benchmarks reckon with: medians, the growth that the gate judges, and the chart.

#[path = "../benches/chart/mod.rs"]
mod chart;
#[path = "../benches/measure/mod.rs"]
mod measure;

use chart::{Line, Mark, svg};
use measure::{Cost, count, middle};
use std::time::Duration;

#[test]
fn a_median_stands_in_the_middle() {
    assert_eq!(middle(vec![3, 1, 2]), 2);
    assert_eq!(middle(vec![0.5]), 0.5);
    assert_eq!(middle(vec![4, 1, 3, 2]), 3);
}

#[test]
fn a_slow_run_does_not_move_the_gate() {
    let seconds = |all: &[u64]| all.iter().copied().map(Duration::from_secs).collect();
    let small = Cost::of(1_000, seconds(&[2, 2, 90]));
    let linear = Cost::of(4_000, seconds(&[8, 70, 8]));
    assert_eq!(small.per_note(), 2_000.0);
    assert_eq!(linear.growth_from(small), 1.0);
    let quadratic = Cost::of(4_000, seconds(&[32, 32, 32]));
    assert_eq!(quadratic.growth_from(small), 4.0);
}

#[test]
fn counts_have_a_comma_after_the_thousands() {
    let counts = [1, 100, 1_000, 12_345, 100_000, 1_234_567].map(count);
    let expected = ["1", "100", "1,000", "12,345", "100,000", "1,234,567"];
    assert_eq!(counts, expected);
}

/// A line whose notes cost so many microseconds.
fn line(name: &str, costs: &[(usize, u64)]) -> Line {
    let mark = |(notes, cost): &(usize, u64)| {
        let took = Duration::from_micros(*notes as u64 * cost);
        Mark::of(Cost {
            notes: *notes,
            took,
        })
    };
    Line {
        name: name.to_owned(),
        marks: costs.iter().map(mark).collect(),
    }
}

#[test]
fn the_chart_tells_every_figure_and_runs_nothing() {
    let lines = [
        line("Ours", &[(100, 900), (10_000, 450)]),
        line("A <peer>", &[(100, 910), (10_000, 455)]),
    ];
    let chart = svg(&lines, "Made up.");
    for told in [
        "900 µs at 100 notes",
        "455 µs at 10,000 notes",
        "A &lt;peer>",
    ] {
        assert!(chart.contains(told), "{told}: {chart}");
    }
    for wrong in ["<script", "<peer>", "NaN", "inf"] {
        assert!(!chart.contains(wrong), "{wrong}: {chart}");
    }
}

#[test]
fn a_chart_of_one_size_or_of_nothing_can_be_drawn() {
    for lines in [vec![line("One", &[(1_000, 0)])], Vec::new()] {
        let chart = svg(&lines, "");
        assert!(chart.ends_with("</svg>\n"));
        assert!(!chart.contains("NaN") && !chart.contains("inf"));
    }
}
