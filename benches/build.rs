//! How long a build takes, phase by phase and whole, and how that grows with the notes.
//!
//! ```text
//! cargo bench --bench build                               at 100, 1,000 and 10,000 notes
//! cargo bench --bench build -- 1000 100000                at other sizes
//! cargo bench --bench build -- --runs 3 100000            medians of three runs instead of five
//! cargo bench --bench build -- --only whole 1000          whole builds alone; `phases` for the phases alone
//! cargo bench --bench build -- --chart cost.svg           draws the cost per note, too
//! cargo bench --bench build -- --gate 1000 4000           fails if a note costs more in the larger programme
//! cargo bench --bench build -- --write FOLDER 1000        writes a made-up programme, and measures nothing
//! ```
//!
//! `CATENA` may hold the path of another Catena than the one that is built with the benchmark.
//! Each made-up note has four quotes and four citations. Hugo and Zola build the same notes if they are installed, or if
//! the variables `HUGO` and `ZOLA` hold their paths. At 100,000 notes a build writes some gigabytes into the folder of
//! temporary files. Set `TMPDIR` to a memory file system with room for it, so that the disk is not what is measured.

mod chart;
mod folder;
mod gate;
mod measure;
mod phases;
mod programs;
mod synthetic;
mod whole;

use clap::Parser;
use folder::Folder;
use gate::Gate;
use programs::Format;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use whole::{Builders, Measured};

/// As in the program, so that phases cost here what they cost there.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures how long builds of made-up programmes take.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo bench --bench build --")]
struct Arguments {
    /// How many notes the programmes have.
    #[arg(value_name = "NOTES", default_values_t = [100, 1_000, 10_000], value_parser = at_least_one)]
    sizes: Vec<usize>,
    /// Of how many runs each figure is the median. One more comes first, and is not counted.
    #[arg(long, default_value_t = 5, value_parser = at_least_one)]
    runs: usize,
    /// Measure one part alone.
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Draw the cost per note of whole builds into this file.
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
    /// Fail if a note costs more among many notes than among few.
    #[arg(long, num_args = 2, value_names = ["FEW", "MANY"], value_parser = at_least_one)]
    gate: Option<Vec<usize>>,
    /// How many times as much it may cost.
    #[arg(long, default_value_t = 1.5)]
    bar: f64,
    /// Write a programme of so many notes into a folder, and measure nothing.
    #[arg(long, value_name = "FOLDER")]
    write: Option<PathBuf>,
    /// In whose format it is written.
    #[arg(long, value_enum, default_value = "catena")]
    format: Format,
    /// What `cargo bench` says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    Phases,
    Whole,
}

fn at_least_one(text: &str) -> Result<usize, String> {
    let number: usize = text.parse().map_err(|_| "not a number".to_owned())?;
    (number > 0)
        .then_some(number)
        .ok_or_else(|| "too few".to_owned())
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(folder) = &arguments.write {
        arguments.format.write(folder, arguments.sizes[0]);
    } else if let Some(&[small, large]) = arguments.gate.as_deref() {
        let bar = arguments.bar;
        if !(Gate { small, large, bar }).opens(arguments.runs) {
            return ExitCode::FAILURE;
        }
    } else {
        measure(&arguments);
    }
    ExitCode::SUCCESS
}

fn measure(arguments: &Arguments) {
    let whole = arguments.only != Some(Part::Phases);
    let builders = whole.then(Builders::found);
    if arguments.only != Some(Part::Whole) {
        println!("\nThe phases, each by itself:\n\n{}", phases::HEAD);
        for notes in &arguments.sizes {
            let folder = Folder::with(&programs::catena(), *notes);
            println!("{}", phases::row(*notes, &folder.0, arguments.runs));
        }
    }
    let Some(builders) = builders else { return };
    let measured = measure_whole(&builders, arguments);
    if let Some(file) = &arguments.chart {
        draw(&builders, &measured, arguments.runs, file);
    }
}

fn measure_whole(builders: &Builders, arguments: &Arguments) -> Vec<Measured> {
    println!("\nWhole builds, in turn:\n\n{}", whole::HEAD);
    let measure = |notes: &usize| {
        let measured = builders.measure(*notes, arguments.runs);
        print!("{}", builders.rows(&measured));
        measured
    };
    let measured: Vec<Measured> = arguments.sizes.iter().map(measure).collect();
    println!("\nTheir ratios:\n\n{}", builders.ratios_head());
    for measured in &measured {
        println!("{}", builders.ratios(measured));
    }
    measured
}

fn draw(builders: &Builders, measured: &[Measured], runs: usize, file: &Path) {
    let about = format!("Cold builds of the same made-up notes, medians of {runs} runs.");
    let chart = chart::svg(&builders.lines(measured), &about);
    fs::write(file, chart).expect("the chart can be written");
}
