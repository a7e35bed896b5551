//! The shape of the source, kept by a test: who may use whom, who may touch the disk, which module knows which library.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// A module may use modules of lower levels only. The reason for each level stands in `ARCHITECTURE.md`.
const LEVELS: &[(&str, u8)] = &[
    ("source", 0),
    ("limits", 0),
    ("timings", 0),
    ("diagnostic", 1),
    ("untrusted", 1),
    ("model", 2),
    ("parse", 3),
    ("cite", 3),
    ("matching", 3),
    ("transcript", 3),
    ("private", 3),
    ("load", 4),
    ("schema", 4),
    ("evidence", 5),
    ("check", 6),
    ("leak", 6),
    ("plan", 6),
    ("verify", 6),
    ("typeset", 7),
    ("exchange", 8),
    ("search", 8),
    ("view", 8),
    ("render", 9),
    ("publish", 9),
    ("withdrawal", 7),
    ("site", 10),
    ("preview", 11),
    ("watch", 11),
    ("serve", 12),
    ("mend", 11),
];

/// The program on top of the library: it uses `catena::`, and only its own modules by `crate::`.
const PROGRAM: &[&str] = &["main", "cli", "command", "lib"];

/// A word, the places that may hold it, and why nobody else may.
const RESERVED: &[(&[&str], &[&str], &str)] = &[
    (
        &["crate::private"],
        &["load/", "check/", "site/"],
        "what is private goes to checks, and never to what makes pages",
    ),
    (
        &["std::fs", "fs::read", "fs::write", "File::open"],
        &[
            "load/",
            "publish/",
            "watch/",
            "serve/places.rs",
            "timings.rs",
        ],
        "one module reads the programme, and one writes the site; what is watched, and memory, are asked of the system",
    ),
    (
        &["pulldown_cmark"],
        &["parse/"],
        "the Markdown parser can be replaced in one place",
    ),
    (
        &["serde_yaml"],
        &["parse/yaml.rs"],
        "YAML has many traps; they are dealt with once",
    ),
    (
        &["fast_glob"],
        &["model/pattern.rs"],
        "which signs a pattern may hold is decided in one place",
    ),
    (
        &["ammonia"],
        &["untrusted/"],
        "what may reach a reader is decided in one place",
    ),
    (
        &["=\\\"\")", "=\\\"{"],
        &["model/html.rs"],
        "text becomes an attribute in one place, where it is escaped",
    ),
    (
        &["tera::", "use tera"],
        &["render/"],
        "templates see views, and nothing else",
    ),
    (
        &["ttf_parser"],
        &["publish/card/"],
        "letters are drawn on one picture only",
    ),
    (
        &["similar::"],
        &["mend/diff.rs"],
        "what changes is shown in one form",
    ),
    (
        &["syntect"],
        &["typeset/code.rs"],
        "syntax definitions are slow to load, and most sites need few",
    ),
    (
        &["hayagriva", "biblib", "biblatex"],
        &["cite/"],
        "the citation library panics on some input; one module guards it",
    ),
    (
        &["html5ever", "quick_xml"],
        &["transcript/", "untrusted/"],
        "HTML and XML bite; one module takes text out of sources, and one cleans what is published",
    ),
    (
        &["notify::"],
        &["watch/"],
        "each system tells of changes in its own way; one module makes them alike",
    ),
    (
        &["axum::", "tokio::"],
        &["serve/"],
        "HTTP stays at the edge: nothing of the pipeline waits for a browser",
    ),
    (
        &["zip::"],
        &["transcript/", "leak/unpack.rs"],
        "source documents come in forms that bite; one module takes their text out",
    ),
];

/// Files of the program that may edit a person's files when asked to.
const COMMANDS: &str = "command/";

/// Files that are still to be parted.
const TOO_LONG: &[&str] = &["cite/sheet.rs"];

struct File {
    /// The path below `src/`, with `/` between its parts.
    path: String,
    text: String,
}

impl File {
    /// The top module: `parse` for `parse/body.rs`.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// The text without its tests, whose data may be long.
    fn without_tests(&self) -> &str {
        self.text
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or_default()
    }

    /// Lines of code with their numbers; whole-line comments are left out.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self
            .text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn files() -> Vec<File> {
    let entries = walkdir::WalkDir::new(SOURCE).sort_by_file_name();
    let rust = entries.into_iter().filter_map(Result::ok);
    let rust = rust.filter(|entry| {
        entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "rs")
    });
    let files: Vec<File> = rust
        .map(|entry| {
            let below = entry
                .path()
                .strip_prefix(Path::new(SOURCE))
                .expect("it lies below");
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            File {
                path: parts.join("/"),
                text: fs::read_to_string(entry.path()).expect("source is text"),
            }
        })
        .collect();
    assert!(!files.is_empty(), "there is no source in {SOURCE}");
    files
}

fn report(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_module_uses_lower_ones_only() {
    let levels: BTreeMap<&str, u8> = LEVELS.iter().copied().collect();
    let mut faults = Vec::new();
    for file in files()
        .iter()
        .filter(|file| !PROGRAM.contains(&file.module()))
    {
        let own = file.module();
        let Some(level) = levels.get(own) else {
            faults.push(format!(
                "src/{}: the module `{own}` has no level in tests/architecture.rs",
                file.path
            ));
            continue;
        };
        for (number, line) in file.code() {
            for used in modules_in(line).into_iter().filter(|used| used != own) {
                match levels.get(used.as_str()) {
                    Some(other) if other < level => {}
                    _ => faults.push(format!(
                        "src/{}:{number}: `{own}` (level {level}) must not use `{used}`",
                        file.path
                    )),
                }
            }
        }
    }
    report(&faults);
}

/// The modules that a line names after `crate::`, a group in braces included.
fn modules_in(line: &str) -> Vec<String> {
    let mut modules = Vec::new();
    for (at, marker) in line.match_indices("crate::") {
        // The end of a longer word, such as `mycrate::`, is no path.
        if line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &line[at + marker.len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => group.split(',').collect(),
            None => vec![rest],
        };
        let first = |name: &str| {
            name.trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        };
        modules.extend(names.into_iter().map(first).filter(|name| !name.is_empty()));
    }
    modules
}

#[test]
fn the_program_uses_the_library_by_its_name() {
    let own = ["cli", "command"];
    let mut faults = Vec::new();
    for file in files()
        .iter()
        .filter(|file| PROGRAM.contains(&file.module()) && file.module() != "lib")
    {
        for (number, line) in file.code() {
            for used in modules_in(line)
                .into_iter()
                .filter(|used| !own.contains(&used.as_str()))
            {
                faults.push(format!(
                    "src/{}:{number}: `crate::{used}` is the library's: write `catena::{used}`",
                    file.path
                ));
            }
        }
    }
    report(&faults);
}

#[test]
fn each_library_is_known_in_one_place() {
    let mut faults = Vec::new();
    for file in files() {
        let tests = file.text.find("#[cfg(test)]").unwrap_or(file.text.len());
        let tests_from = file.text[..tests].lines().count();
        for (number, line) in file.code().filter(|(number, _)| *number <= tests_from) {
            for (words, places, reason) in RESERVED {
                let allowed = places.iter().any(|place| file.path.starts_with(place))
                    || file.path.starts_with(COMMANDS);
                if let Some(word) = words.iter().find(|word| !allowed && line.contains(**word)) {
                    faults.push(format!(
                        "src/{}:{number}: `{word}` belongs to {places:?}: {reason}",
                        file.path
                    ));
                }
            }
        }
    }
    report(&faults);
}

#[test]
fn no_file_is_too_long_and_nothing_is_left_undone() {
    const LONGEST_FILE: usize = 600;
    const LONGEST_LINE: usize = 130;
    let mut faults = Vec::new();
    for file in files() {
        let lines = file.without_tests().lines().count();
        let known = TOO_LONG.contains(&file.path.as_str());
        if known && lines <= LONGEST_FILE {
            faults.push(format!(
                "src/{}: short enough now, so take it off the list",
                file.path
            ));
        }
        if lines > LONGEST_FILE && !known {
            faults.push(format!(
                "src/{}: {lines} lines, and {LONGEST_FILE} are enough for one file",
                file.path
            ));
        }
        for (index, line) in file.without_tests().lines().enumerate() {
            let length = line.chars().count();
            if length > LONGEST_LINE {
                faults.push(format!(
                    "src/{}:{}: {length} characters in one line",
                    file.path,
                    index + 1
                ));
            }
            let undone = ["todo!", "unimplemented!", "dbg!"]
                .into_iter()
                .find(|word| line.contains(&format!("{word}(")));
            if let Some(word) = undone {
                faults.push(format!(
                    "src/{}:{}: `{word}` is left in",
                    file.path,
                    index + 1
                ));
            }
        }
    }
    report(&faults);
}

/// The look that comes with the program keeps to the policy of its own pages.
#[test]
fn templates_hold_no_script_and_no_style() {
    const TEMPLATES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/templates");
    /// What views hand over as finished HTML; all else is escaped.
    const FINISHED: &[&str] = &[
        "body",
        "html",
        "entry",
        "words",
        "definition",
        "flow",
        "picture",
        "table",
        "linked",
        "tags",
        // Parts that the look filled before: each is the output of a component.
        "card",
        "item",
        "step",
        "masthead",
        "ask",
        "colophon",
    ];
    let mut faults = Vec::new();
    let mut policies = 0;
    for entry in walkdir::WalkDir::new(TEMPLATES)
        .into_iter()
        .filter_map(Result::ok)
    {
        let Ok(text) = fs::read_to_string(entry.path()) else {
            continue;
        };
        let name = entry.file_name().to_string_lossy().into_owned();
        policies += text
            .matches("http-equiv=\"Content-Security-Policy\"")
            .count();
        let own = "<script src=\"{{ root }}{{ \"";
        // Data, which no browser runs.
        let data = "<script type=\"application/ld+json\">{{ metadata.linked | safe }}</script>";
        for at in text.match_indices("<script").map(|(at, _)| at) {
            if !text[at..].starts_with(own) && !text[at..].starts_with(data) {
                faults.push(format!("{name} has script that is no file of the look"));
            }
        }
        for word in ["<style", " style=\"", "javascript:", "='", "=\"'"] {
            if text.contains(word) {
                faults.push(format!("{name} holds `{word}`"));
            }
        }
        let events = text.match_indices(" on").filter(|(at, _)| {
            let word: String = text[at + 1..]
                .chars()
                .take_while(char::is_ascii_alphabetic)
                .collect();
            text[at + 1 + word.len()..].starts_with("=\"")
        });
        faults.extend(events.map(|(at, _)| {
            format!(
                "{name} has an event: {}",
                &text[at..(at + 20).min(text.len())]
            )
        }));
        for (at, _) in text.match_indices("| safe") {
            let value = text[..at]
                .trim_end()
                .rsplit([' ', '.', '{'])
                .next()
                .unwrap_or_default();
            if !FINISHED.contains(&value) {
                faults.push(format!("{name}: `{value}` is not finished HTML"));
            }
        }
    }
    assert_eq!(policies, 1, "the policy stands in one place");
    report(&faults);
}

#[test]
fn the_reader_of_uses_understands_them() {
    assert_eq!(modules_in("use crate::model::{Id, Note};"), ["model"]);
    assert_eq!(
        modules_in("use crate::{model::Id, parse};"),
        ["model", "parse"]
    );
    assert_eq!(
        modules_in("fn f(a: crate::load::Asset, b: crate::plan::Page)"),
        ["load", "plan"]
    );
    assert!(modules_in("use other_crate::model;").is_empty());
}
