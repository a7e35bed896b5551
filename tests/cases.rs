//! Programmes on disk, each with what Catena must say and make of it. See `tests/cases/README.md`.

mod support;

use catena::diagnostic::Code;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use support::{Run, Scratch, catena, catena_with, copy, tree};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");

/// What `catena verify` prints, below `expected/`.
const VERIFIED: &str = "verify.txt";
/// The day on which cases are verified: 1 January 2026, in seconds since 1970.
const A_DAY: &str = "1767225600";

/// Codes that no case can hold, and why. One that becomes covered must leave this list.
const UNCOVERED: &[(Code, &str)] = &[
    (
        Code::FileTooLarge,
        "the file would be too large for the repository; see tests/hostile.rs",
    ),
    (
        Code::SymbolicLink,
        "not every system checks out symbolic links; see tests/hostile.rs",
    ),
    (
        Code::UnreadableFile,
        "permissions do not survive a checkout; see tests/hostile.rs",
    ),
];

#[test]
fn every_case_is_as_expected() {
    let names = names();
    assert!(!names.is_empty(), "there is no case in {CASES}");
    let failures: Vec<String> = names
        .iter()
        .filter_map(|name| Case::new(name).failure())
        .collect();
    assert!(
        failures.is_empty(),
        "{}\n{} of {} cases failed. If the new output is right, run with CATENA_BLESS=1 and read what changed.",
        failures.join("\n"),
        failures.len(),
        names.len(),
    );
}

#[test]
fn every_code_has_a_case() {
    let said: String = names()
        .iter()
        .map(|name| Case::new(name).expected_faults())
        .collect();
    let covered = |code: Code| said.contains(&format!("[{}]", code.name()));
    let excepted = |code: Code| UNCOVERED.iter().any(|(other, _)| *other == code);
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !covered(**code) && !excepted(**code))
        .map(|code| code.name())
        .collect();
    assert!(
        missing.is_empty(),
        "no case shows {missing:?}: add one in {CASES}"
    );
    for (code, reason) in UNCOVERED {
        assert!(
            !covered(*code),
            "`{}` is covered: take it off the list ({reason})",
            code.name()
        );
    }
}

fn names() -> Vec<String> {
    let entries = fs::read_dir(CASES).expect("the folder of cases");
    let folders = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir());
    let names: BTreeSet<String> = folders
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.into_iter().collect()
}

struct Case {
    name: String,
    folder: PathBuf,
}

impl Case {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            folder: Path::new(CASES).join(name),
        }
    }

    fn expected_faults(&self) -> String {
        let read = |file| fs::read_to_string(self.folder.join("expected").join(file));
        read("faults.txt").unwrap_or_default()
            + &read(VERIFIED).unwrap_or_default()
            + &read("leaks.txt").unwrap_or_default()
    }

    /// What differs, if anything does.
    fn failure(&self) -> Option<String> {
        let scratch = Scratch::new("case");
        copy(&self.folder, scratch.path());
        fs::remove_dir_all(scratch.join("expected")).ok();
        let verified = self.verify(&scratch);
        let faults = catena(scratch.path(), &["check"]);
        let build = catena(scratch.path(), &["build", "--output-dir", "site"]);
        let site = tree(&scratch.join("site"));
        let mut found = self.expectation(&faults, &build, &site, &verified);
        if blessing() {
            found.bless(&self.folder);
            found = self.expectation(&faults, &build, &site, &verified);
        }
        let mut problems = exits(&faults, &build, &site);
        problems.extend(found.problems());
        problems.extend(self.forbidden(&site));
        (!problems.is_empty()).then(|| format!("--- {}\n{}", self.name, problems.join("\n")))
    }

    /// What `catena verify` prints and writes, where the case has sources.
    fn verify(&self, scratch: &Scratch) -> BTreeMap<String, String> {
        if !self.folder.join("sources").is_dir() {
            return BTreeMap::new();
        }
        let arguments = ["verify", "--sources", "sources", "--list"];
        let run = catena_with(scratch.path(), &arguments, &[("SOURCE_DATE_EPOCH", A_DAY)]);
        let code = run.code.map_or("none".to_owned(), |code| code.to_string());
        let said = format!("{}exit code {code}\n", run.stdout);
        let lock = fs::read_to_string(scratch.join("quotes.lock")).ok();
        let lock = lock.map(|text| ("quotes.lock".to_owned(), text));
        lock.into_iter()
            .chain([(VERIFIED.to_owned(), said)])
            .collect()
    }

    fn expectation(
        &self,
        faults: &Run,
        build: &Run,
        site: &BTreeMap<String, Vec<u8>>,
        verified: &BTreeMap<String, String>,
    ) -> Expectation {
        let wanted = tree(&self.folder.join("expected"));
        let mut found = verified.clone();
        if !faults.stdout.is_empty() {
            found.insert("faults.txt".to_owned(), faults.stdout.clone());
        }
        found.extend(leaks(build).map(|leaks| ("leaks.txt".to_owned(), leaks)));
        let pages = wanted.keys().filter_map(|path| path.strip_prefix("site/"));
        for path in pages.filter(|path| site.contains_key(*path)) {
            found.insert(format!("site/{path}"), comparable(path, &site[path]));
        }
        Expectation {
            missing: !self.folder.join("expected").is_dir(),
            wanted: wanted
                .into_iter()
                .filter(|(path, _)| path != "absent.txt")
                .map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()))
                .collect(),
            found,
        }
    }

    /// Words of `expected/absent.txt` that stand in a path or a byte of the site all the same.
    fn forbidden(&self, site: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let words = fs::read_to_string(self.folder.join("expected/absent.txt")).unwrap_or_default();
        let mut problems = Vec::new();
        for word in words.lines().filter(|word| !word.is_empty()) {
            let lower = word.to_lowercase();
            for (path, bytes) in site {
                let text = String::from_utf8_lossy(bytes).to_lowercase();
                if text.contains(&lower) || path.to_lowercase().contains(&lower) {
                    problems.push(format!(
                        "`{word}` must not be published, but it is in {path}"
                    ));
                }
            }
        }
        problems
    }
}

/// What a build says of the finished site, which `catena check` does not see.
fn leaks(build: &Run) -> Option<String> {
    let finished = ["leak", "unexamined-file"].map(|name| format!("error[{name}]"));
    let said = build
        .stderr
        .split_once("Nothing was published")
        .map(|(said, _)| said)?;
    let leaks = finished.iter().any(|fault| said.contains(fault));
    leaks.then(|| said.to_owned())
}

/// Whether check and build end as the faults say, and a programme with errors makes no site.
fn exits(check: &Run, build: &Run, site: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut errors = check.stdout.lines().any(|line| line.starts_with("error["));
    let mut problems = Vec::new();
    for (name, run) in [("check", check), ("build", build)] {
        errors |= name == "build" && leaks(build).is_some();
        let wanted = Some(i32::from(errors));
        if run.code != wanted {
            problems.push(format!(
                "{name} ended with {:?}, not {wanted:?}:\n{}",
                run.code, run.stderr
            ));
        }
    }
    if errors != site.is_empty() {
        problems.push(format!(
            "errors: {errors}, but the site has {} files",
            site.len()
        ));
    }
    problems
}

/// What a case expects and what it got, by path below `expected/`.
struct Expectation {
    missing: bool,
    wanted: BTreeMap<String, String>,
    found: BTreeMap<String, String>,
}

impl Expectation {
    fn problems(&self) -> Vec<String> {
        if self.missing {
            let help = "it has no folder `expected/`: run `CATENA_BLESS=1 cargo test --test cases`, and read what it wrote";
            return vec![help.to_owned()];
        }
        let paths: BTreeSet<&String> = self.wanted.keys().chain(self.found.keys()).collect();
        let changed = paths.into_iter().filter_map(|path| {
            match (self.wanted.get(path), self.found.get(path)) {
                (Some(wanted), Some(found)) if wanted == found => None,
                (Some(_), None) => Some(format!("{path} is expected, but there is none")),
                (wanted, found) => {
                    let (wanted, found) = (
                        wanted.map_or("", String::as_str),
                        found.map_or("", String::as_str),
                    );
                    Some(format!("{path} differs:\n{}", difference(wanted, found)))
                }
            }
        });
        changed.collect()
    }

    fn bless(&self, folder: &Path) {
        let expected = folder.join("expected");
        fs::create_dir_all(&expected).expect("a folder");
        for (path, text) in &self.found {
            let file = expected.join(path);
            fs::create_dir_all(file.parent().expect("a file has a folder")).expect("a folder");
            fs::write(file, text).expect("an expected file");
        }
        for path in self
            .wanted
            .keys()
            .filter(|path| !self.found.contains_key(*path))
        {
            fs::remove_file(expected.join(path)).expect("an old expected file");
        }
    }
}

fn blessing() -> bool {
    std::env::var_os("CATENA_BLESS").is_some_and(|value| !value.is_empty())
}

/// What is compared of a published file: of a page its main part, so that the look may change around it.
fn comparable(path: &str, bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    if !path.ends_with(".html") {
        return text.into_owned();
    }
    let main = text
        .split_once("<main")
        .and_then(|(_, rest)| rest.split_once('>'));
    let inner = main
        .and_then(|(_, rest)| rest.rsplit_once("</main>"))
        .map_or(&*text, |(inner, _)| inner);
    let lines = inner.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// The lines that differ, with two lines around them.
fn difference(wanted: &str, found: &str) -> String {
    let (wanted, found): (Vec<&str>, Vec<&str>) =
        (wanted.lines().collect(), found.lines().collect());
    let shortest = wanted.len().min(found.len());
    let head = (0..shortest)
        .take_while(|at| wanted[*at] == found[*at])
        .count();
    let same_end = |back: &usize| wanted[wanted.len() - back] == found[found.len() - back];
    let tail = (1..=shortest - head).take_while(same_end).count();
    let mut lines = Vec::new();
    lines.extend(
        wanted[head.saturating_sub(2)..head]
            .iter()
            .map(|line| format!("  {line}")),
    );
    lines.extend(
        wanted[head..wanted.len() - tail]
            .iter()
            .map(|line| format!("- {line}")),
    );
    lines.extend(
        found[head..found.len() - tail]
            .iter()
            .map(|line| format!("+ {line}")),
    );
    lines.extend(
        found[found.len() - tail..]
            .iter()
            .take(2)
            .map(|line| format!("  {line}")),
    );
    lines.join("\n")
}
