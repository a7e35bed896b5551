//! How long a build takes, and how that grows with the notes.
//!
//! `cargo bench` builds made-up programmes of 1,000 and 10,000 notes; `cargo bench -- 100 4000` builds other sizes. Each
//! note has four quotes and four citations. Set `TMPDIR` to a memory file system, so that the disk is not what is
//! measured. Every figure is the median of five runs after one that is not counted.

mod measure;
mod synthetic;

use catena::site::{self, Options};
use measure::{median, peak_memory, seconds};
use std::fs;
use std::path::{Path, PathBuf};

const RUNS: usize = 5;

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|size| size.parse().ok())
        .collect();
    let sizes = if sizes.is_empty() {
        vec![1_000, 10_000]
    } else {
        sizes
    };
    println!(
        "| notes | compile | whole build | build again, nothing changed | per note | peak memory so far |"
    );
    println!("|---|---|---|---|---|---|");
    for notes in sizes {
        let folder = Folder::new(notes);
        synthetic::write(&folder.0, notes);
        println!("{}", row(notes, &folder.0));
    }
}

fn row(notes: usize, root: &Path) -> String {
    let compile = median(RUNS, || {
        site::compile(&options(root)).expect("a programme");
    });
    let output = root.join("site");
    let whole = median(RUNS, || {
        let _ = fs::remove_dir_all(&output);
        build(root);
    });
    let again = median(RUNS, || build(root));
    let per_note = whole / notes as u32;
    format!(
        "| {notes} | {} | {} | {} | {} µs | {} MB |",
        seconds(compile),
        seconds(whole),
        seconds(again),
        per_note.as_micros(),
        peak_memory(),
    )
}

fn options(root: &Path) -> Options {
    Options {
        root: root.to_owned(),
        ..Options::default()
    }
}

fn build(root: &Path) {
    let options = options(root);
    let compiled = site::compile(&options).expect("a programme");
    assert!(
        !compiled.has_errors(),
        "the made-up programme has no errors"
    );
    compiled
        .publish(root, &compiled.output_folder(&options), || {})
        .expect("a site");
}

/// A folder that goes with its owner.
struct Folder(PathBuf);

impl Folder {
    fn new(notes: usize) -> Self {
        let name = format!("catena-bench-{}-{notes}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
