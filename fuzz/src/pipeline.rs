//! A small programme in memory, taken through the pipeline up to its plan.

use super::spans;
use catena::cite::Style;
use catena::diagnostic::{self, Diagnostic};
use catena::evidence::{self, Bibliography, Evidence, Material};
use catena::model::{Config, FormattedReference, Reference};
use catena::parse::{self, Inputs, Parsed};
use catena::private::{Names, Private};
use catena::source::SourceMap;
use catena::{check, cite, plan};
use std::sync::{Arc, LazyLock, OnceLock};

static STYLE: LazyLock<Style> =
    LazyLock::new(|| Style::named("vancouver").expect("a style inside"));

/// What the style prints never changes, and printing is slow.
static FORMATTED: OnceLock<Vec<FormattedReference>> = OnceLock::new();

const CONFIG: &str = "\
title: Fuzz
language: en-GB
facets:
  level: {label: Level, values: {micro: {label: Micro}, meso: {label: Meso}}}
participants: {publish: [sector]}
";

/// What stands beside the file that is looked at.
const OTHERS: &[(&str, &str)] = &[
    ("content/index.md", "---\ntitle: Home\n---\nHello.\n"),
    ("content/studies/s/index.md", "---\ntitle: Study\n---\n"),
    (
        "content/themes/t.md",
        "---\ntitle: Theme\n---\n> Words.\n>\n> — [[P1]] {#p1-words}\n",
    ),
];
const TABLE: (&str, &str) = (
    "content/studies/s/participants.csv",
    "id,sector\nP1,Care\nP2,Care\n",
);
const BOOKS: (&str, &str) = (
    "content/references.bib",
    "@book{lee2019, title = {T}, author = {Lee, Ann}, year = 2019}\n",
);

/// A programme whose chain is tied.
pub struct Tied {
    pub evidence: Evidence,
    pub faults: Vec<Diagnostic>,
}

/// The files of a programme in which `path` holds `text`.
pub fn files(path: &str, text: &str) -> (SourceMap, Inputs) {
    let mut sources = SourceMap::default();
    let mut inputs = Inputs::default();
    let table = [TABLE];
    let others = OTHERS
        .iter()
        .chain(&table)
        .filter(|(name, _)| *name != path);
    let mut all: Vec<(&str, &str)> = others.copied().chain([(path, text)]).collect();
    all.sort();
    for (name, text) in all {
        let file = sources.add(name.to_owned(), text.to_owned());
        if name.ends_with(".csv") {
            inputs.tables.push(file);
        } else {
            inputs.notes.push(file);
        }
    }
    (sources, inputs)
}

/// Ties, checks and plans what was parsed.
pub fn tie(mut sources: SourceMap, parsed: Parsed) -> Tied {
    let mut faults = Vec::new();
    let config_file = sources.add("catena.yaml".to_owned(), CONFIG.to_owned());
    let config: Config = parse::config(config_file, CONFIG).drain_into(&mut faults);
    let books = sources.add(BOOKS.0.to_owned(), BOOKS.1.to_owned());
    let references: Vec<Reference> =
        cite::read_bibliography(books, sources.file(books)).drain_into(&mut faults);
    let formatted = FORMATTED.get_or_init(|| STYLE.format(&references, "en-GB"));
    assert!(faults.is_empty(), "the frame is sound: {faults:?}");
    let private = Private::of(&parsed.data.tables, &config, Names::Unused);
    let material = Material {
        sources: &sources,
        config: &config,
        bibliography: Bibliography {
            formatted: formatted.iter().cloned().map(Arc::new).collect(),
            references: references.into_iter().map(Arc::new).collect(),
            form: STYLE.form().clone(),
            style_title: STYLE.title().to_owned(),
        },
        lock: None,
        assets: Vec::new(),
        drafts: false,
    };
    let evidence = evidence::link(parsed, material).drain_into(&mut faults);
    let leading = evidence.notes.values().flat_map(|note| &note.faults);
    faults.extend(leading.cloned());
    let results = check::Results::of(&evidence, &private, &sources);
    faults.extend(results.faults(&evidence, &private));
    let plan = plan::plan(&evidence, &plan::Cards::of(&evidence)).drain_into(&mut faults);
    for page in &plan.pages {
        let parts = || page.path.split('/');
        assert!(
            parts().all(|part| !part.is_empty() && part != ".."),
            "{}",
            page.path
        );
    }
    spans::of_faults(&sources, &faults);
    diagnostic::sort(&mut faults, &sources);
    for print in [diagnostic::short, diagnostic::json] {
        print(&faults, &sources);
    }
    Tied { evidence, faults }
}
