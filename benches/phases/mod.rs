//! The phases of a build, each measured by itself.
//!
//! Within a build some of them run at the same time, so they do not add up to a whole build. It also checks, plans, and
//! makes the search index and the downloads: `catena build --timings` tells of those.

use crate::measure::{count, median_of, seconds, timed};
use catena::cite::{self, Style};
use catena::evidence::{self, Bibliography, Material};
use catena::leak::Origin;
use catena::load::{self, Programme};
use catena::model::Reference;
use catena::parse::{self, Parsed};
use catena::publish::{MANIFEST, Output, Staging};
use catena::site::{self, Compiled, Options, Press, Shared};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How much of a site is held in memory at once to publish it, in bytes.
const BATCH: usize = 64_000_000;

/// The first lines of the table.
pub const HEAD: &str =
    "| notes | parse | link | cite | render | publish |\n|---|---|---|---|---|---|";

/// Measures every phase of a programme, and gives a row of the table.
pub fn row(notes: usize, root: &Path, runs: usize) -> String {
    let [parse, link, cite] = reading(root, runs);
    let [render, publish] = writing(root, runs);
    let cells = [parse, link, cite, render, publish].map(|took| {
        let per_note = took.as_secs_f64() * 1e6 / notes as f64;
        format!(" {} ({per_note:.0} µs) |", seconds(took))
    });
    format!("| {} |{}", count(notes), cells.concat())
}

/// The phases that come before pages.
fn reading(root: &Path, runs: usize) -> [Duration; 3] {
    let programme = load::load(root).expect("a programme").value;
    let mut parsed = Parsed::default();
    let parse = median_of(runs, || {
        let started = Instant::now();
        let read = parse::parse(&programme.sources, &programme.inputs);
        let took = started.elapsed();
        parsed = read.value;
        took
    });
    let mut bibliography = None;
    let cite = median_of(runs, || {
        let started = Instant::now();
        let formatted = formatted(&programme);
        let took = started.elapsed();
        bibliography = Some(formatted);
        took
    });
    let bibliography = bibliography.expect("it ran");
    let link = median_of(runs, || {
        let material = Material {
            sources: &programme.sources,
            config: &programme.config,
            bibliography: bibliography.clone(),
            assets: programme.assets.clone(),
            lock: None,
            drafts: false,
        };
        let parsed = parsed.clone();
        let started = Instant::now();
        let evidence = evidence::link(parsed, material);
        let took = started.elapsed();
        drop(evidence);
        took
    });
    [parse, link, cite]
}

/// Every reference, read and formatted. The made-up programme has the default style, which numbers citations: it needs no
/// label of a citation before its page is made.
fn formatted(programme: &Programme) -> Bibliography {
    let sources = &programme.sources;
    let read = |file| cite::read_bibliography(file, sources.file(file)).value;
    let files = programme.bibliographies.iter().copied();
    let references: Vec<Reference> = files.flat_map(read).collect();
    let style = Style::named("vancouver").expect("the program carries it");
    let catalogue = style.catalogue(&references, &programme.config.language);
    Bibliography {
        formatted: catalogue.into_entries().into_iter().map(Arc::new).collect(),
        references: references.into_iter().map(Arc::new).collect(),
        form: style.form().clone(),
        style_title: style.title().to_owned(),
    }
}

/// The phases that make pages, and put them in their place.
fn writing(root: &Path, runs: usize) -> [Duration; 2] {
    let options = Options {
        root: root.to_owned(),
        ..Options::default()
    };
    let compiled = site::compile(&options).expect("a programme");
    assert!(
        !compiled.has_errors(),
        "the made-up programme has no errors"
    );
    let render = median_of(runs, || render(&compiled));
    let site = root.join("phases-site");
    let built = compiled.publish(root, &site, || {});
    built.expect("a site");
    let files = Files::of(&site);
    let target = root.join("phases-published");
    let publish = median_of(runs, || {
        let _ = fs::remove_dir_all(&target);
        publish(&compiled, &files, root, &target)
    });
    let _ = fs::remove_dir_all(&site);
    let _ = fs::remove_dir_all(&target);
    [render, publish]
}

/// Reads the templates, makes every page, and forgets it. The downloads, of which some pages tell, are there already.
fn render(compiled: &Compiled) -> Duration {
    let setter = compiled.typesetter();
    let mut renderer = None;
    let took = timed(|| renderer = Some(compiled.renderer().expect("templates")));
    let renderer = renderer.expect("it was read");
    let shared = Shared::default();
    let press = Press::new(compiled, &setter, &renderer, &shared);
    press.others();
    let pages = compiled.plan.pages.par_iter();
    took + timed(|| pages.for_each(|page| drop(press.page(page).expect("a page"))))
}

/// The files of a finished site, from which another one is published.
struct Files {
    site: PathBuf,
    /// Paths from the site's folder, in batches that fit into memory.
    batches: Vec<Vec<String>>,
}

impl Files {
    fn of(site: &Path) -> Self {
        let mut batches = vec![Vec::new()];
        let mut size = 0;
        let entries = walkdir::WalkDir::new(site).into_iter();
        for entry in entries.map(|entry| entry.expect("a file")) {
            let path = entry.path().strip_prefix(site).expect("it lies below");
            let path = path.to_string_lossy().replace('\\', "/");
            if entry.file_type().is_dir() || path == MANIFEST {
                continue;
            }
            size += entry.metadata().expect("a file").len() as usize;
            if size > BATCH {
                batches.push(Vec::new());
                size = 0;
            }
            batches.last_mut().expect("there is one").push(path);
        }
        Self {
            site: site.to_owned(),
            batches,
        }
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.batches.iter().flatten().map(String::as_str)
    }
}

/// Stages files, looks for leaks in them, and swaps the site in. To read them first is not counted.
fn publish(compiled: &Compiled, files: &Files, root: &Path, target: &Path) -> Duration {
    let inspector = compiled.inspector();
    let examine = |path: &str, bytes: &[u8], _: bool| inspector.examine(path, bytes, Origin::Made);
    let output = Output::check(target, root).expect("a folder for the site");
    let staging = Staging::begin(output, &examine).expect("a staging folder");
    let mut took = timed(|| staging.make_folders(files.paths()).expect("folders"));
    for batch in &files.batches {
        let read = |path: &String| fs::read(files.site.join(path)).expect("a file");
        let read: Vec<Vec<u8>> = batch.par_iter().map(read).collect();
        took += timed(|| {
            let files = batch.par_iter().zip(&read);
            files.for_each(|(path, bytes)| staging.write(path, bytes).expect("it is written"));
        });
    }
    took + timed(|| {
        let sealed = staging.seal().expect("a manifest");
        assert!(inspector.faults().is_empty(), "nothing leaks");
        sealed.publish().expect("a site");
    })
}
