//! Examples in documents: fenced blocks that are laid over `docs/example/`, and what the real program says of the result.
//!
//! `CONTRIBUTING.md` says how an example is written. With `CATENA_BLESS=1` what the program says is written into the
//! document.

use super::{Scratch, copy};
use std::cell::Cell;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A page with this line does not stand on `docs/example/`.
const STARTS_EMPTY: &str = "<!-- starts empty -->";

/// 1 January 2027: what is written down on a day must be the same on every day.
const A_DAY: (&str, &str) = ("SOURCE_DATE_EPOCH", "1798761600");

/// A fenced block of a page.
struct Fence {
    line: usize,
    /// The words after the fence: `markdown title=content/themes/x.md`.
    info: Vec<String>,
    text: String,
    /// Where the text stands in the page.
    at: Range<usize>,
}

/// What an example asks for.
enum Example<'f> {
    /// A file that holds.
    File(&'f str),
    /// A line or a few of a note.
    Words,
    /// A file with a mistake; what the program says of it follows.
    Wrong(&'f str),
    /// Commands that make a mistake which no text can show; what the program says of it follows.
    WrongCommands,
    /// What a command of the program says: `check`, unless the fence names another.
    Fault(Vec<&'f str>),
    /// Commands for a shell.
    Commands,
}

impl Fence {
    fn example(&self) -> Option<Example<'_>> {
        let language = self.info.first()?.as_str();
        let title = self
            .info
            .iter()
            .find_map(|word| word.strip_prefix("title="));
        let marked = |mark: &str| self.info.iter().any(|word| word == mark);
        Some(match (language, title) {
            (_, Some(path)) if marked("wrong") => Example::Wrong(path),
            (_, Some(path)) => Example::File(path),
            ("markdown", None) => Example::Words,
            ("text", None) if marked("fault") => Example::Fault(self.command()),
            ("sh", None) if marked("wrong") => Example::WrongCommands,
            ("sh", None) => Example::Commands,
            _ => return None,
        })
    }

    /// The words after `fault`.
    fn command(&self) -> Vec<&str> {
        let words: Vec<&str> = self.info.iter().skip(2).map(String::as_str).collect();
        if words.is_empty() {
            vec!["check"]
        } else {
            words
        }
    }
}

/// What shows that a programme holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The program finds no fault, not even a small one.
    Check,
    /// Besides, it makes a site of it, so the look's templates can be used.
    Build,
}

/// What the examples of a page came to.
pub struct Ran {
    pub count: usize,
    /// What the program said, fault by fault.
    pub said: Vec<String>,
}

/// Runs the examples of a page.
pub fn run(page: &Path, proof: Proof) -> Ran {
    let text = read(page);
    let programme = Programme::new(&text, proof);
    let mut blessed = text.clone();
    let mut written: Vec<String> = Vec::new();
    let mut before: Option<Scratch> = None;
    let (mut count, mut said) = (0, Vec::new());
    let fences = fences(&text);
    for fence in &fences {
        let place = format!("{}:{}", page.display(), fence.line);
        let Some(example) = fence.example() else {
            continue;
        };
        count += 1;
        match example {
            Example::File(path) => {
                if written.iter().any(|other| other == path) {
                    programme.must_hold(&place);
                }
                written.push(path.to_owned());
                programme.write(path, &fence.text);
            }
            Example::Words => {
                let note = format!("---\ntitle: Example {count}\n---\n\n{}", fence.text);
                programme.write(&format!("content/example-{count}.md"), &note);
            }
            Example::Wrong(path) => {
                before.get_or_insert_with(|| programme.keep(&place));
                programme.write(path, &fence.text);
            }
            Example::WrongCommands => {
                before.get_or_insert_with(|| programme.keep(&place));
                programme.shell(&fence.text, &place);
            }
            Example::Fault(command) => {
                let kept = before
                    .take()
                    .unwrap_or_else(|| panic!("{place}: no wrong example stands before"));
                said.push(programme.says(&command));
                programme.restore(&kept);
            }
            Example::Commands => programme.shell(&fence.text, &place),
        }
    }
    assert!(
        before.is_none(),
        "{}: a wrong example without its fault",
        page.display()
    );
    programme.must_hold(&page.display().to_string());
    let faults: Vec<&Fence> = fences
        .iter()
        .filter(|fence| matches!(fence.example(), Some(Example::Fault(_))))
        .collect();
    for (fence, said) in faults.into_iter().zip(&said).rev() {
        blessed.replace_range(fence.at.clone(), said);
    }
    if blessing() && blessed != text {
        fs::write(page, &blessed).expect("a page of the guide");
    }
    assert!(
        blessing() || blessed == text,
        "{}: the program says something else. If that is right, run with CATENA_BLESS=1. It says:\n{}",
        page.display(),
        said.join("\n")
    );
    Ran { count, said }
}

pub fn blessing() -> bool {
    std::env::var_os("CATENA_BLESS").is_some_and(|value| !value.is_empty())
}

/// A programme in a folder of its own, which goes when the test ends with all that stands beside it.
struct Programme {
    own: Scratch,
    /// True where the program has not yet found the programme, as it is now, to be without any fault.
    changed: Cell<bool>,
    proof: Proof,
}

impl Programme {
    fn new(page: &str, proof: Proof) -> Self {
        let programme = Self {
            own: Scratch::new("guide"),
            changed: Cell::new(false),
            proof,
        };
        let example = root().join("docs/example");
        if page.contains(STARTS_EMPTY) {
            programme.write("README.txt", "The examples of a page of the guide.\n");
        } else {
            copy(&example, &programme.folder());
        }
        programme
    }

    fn folder(&self) -> PathBuf {
        self.own.join("programme")
    }

    fn write(&self, path: &str, text: &str) {
        self.own.write(&format!("programme/{path}"), text);
        self.changed.set(true);
    }

    /// A copy of the programme, which must hold, before a mistake goes into it.
    fn keep(&self, place: &str) -> Scratch {
        self.must_hold(place);
        let kept = Scratch::new("guide-kept");
        copy(self.own.path(), kept.path());
        kept
    }

    fn restore(&self, kept: &Scratch) {
        fs::remove_dir_all(self.own.path()).expect("the wrong example goes");
        copy(kept.path(), self.own.path());
        self.changed.set(false);
    }

    fn catena(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_catena"));
        command
            .args(arguments)
            .env(A_DAY.0, A_DAY.1)
            .current_dir(self.folder())
            .output()
            .expect("the program starts")
    }

    /// The faults that a command prints, with one line break at their end. A build prints them to standard error, and
    /// ends with a sentence of its own.
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.catena(arguments);
        let said = String::from_utf8_lossy(&output.stdout).into_owned()
            + String::from_utf8_lossy(&output.stderr)
                .split_once("Nothing was published")
                .map_or("", |(said, _)| said);
        format!("{}\n", said.trim())
    }

    /// The proof is there, unless it was given for the programme as it is now.
    fn must_hold(&self, place: &str) {
        if !self.changed.replace(false) {
            return;
        }
        let said = String::from_utf8_lossy(&self.catena(&["check"]).stdout).into_owned();
        assert!(
            said.is_empty(),
            "{place}: the examples before this line should hold, but the program says:\n{said}"
        );
        if self.proof == Proof::Check {
            return;
        }
        let built = self.catena(&["build"]);
        let said = String::from_utf8_lossy(&built.stderr);
        assert!(
            built.status.success(),
            "{place}: the examples before this line cannot be built:\n{said}"
        );
    }

    /// Runs commands with the program at hand; each must succeed.
    fn shell(&self, commands: &str, place: &str) {
        self.changed.set(true);
        let program = Path::new(env!("CARGO_BIN_EXE_catena"));
        let own = program.parent().expect("a folder").display().to_string();
        let path = std::env::var("PATH").unwrap_or_default();
        let mut shell = Command::new("sh");
        shell
            .arg("-euc")
            .arg(commands)
            .env("PATH", format!("{own}:{path}"))
            .env(A_DAY.0, A_DAY.1)
            .current_dir(self.folder());
        let output = shell.output().expect("a shell");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{place}: a command fails:\n{said}");
    }
}

/// The fenced blocks of a page. A block ends with a fence as long as the one that opens it.
fn fences(text: &str) -> Vec<Fence> {
    let mut found: Vec<Fence> = Vec::new();
    let mut open: Option<&str> = None;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        match (open, opening(line.trim_end())) {
            (Some(fence), _) if line.trim_end() == fence => {
                let block = found.last_mut().expect("one was opened");
                block.at.end = start;
                block.text = text[block.at.clone()].to_owned();
                open = None;
            }
            (None, Some((fence, info))) => {
                found.push(Fence {
                    line: number + 1,
                    info: info.split_whitespace().map(str::to_owned).collect(),
                    text: String::new(),
                    at: at..at,
                });
                open = Some(fence);
            }
            _ => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    found
}

fn opening(line: &str) -> Option<(&str, &str)> {
    let info = line.trim_start_matches('`');
    let fence = &line[..line.len() - info.len()];
    (fence.len() >= 3).then_some((fence, info))
}

/// A page without its fenced blocks, and with a sign for each piece of code in its lines.
pub fn prose(text: &str) -> String {
    let mut prose = String::new();
    let mut open: Option<&str> = None;
    for line in text.lines() {
        match (open, opening(line)) {
            (Some(fence), _) if line.trim_end() == fence => open = None,
            (None, Some((fence, _))) => open = Some(fence),
            (Some(_), _) => {}
            (None, None) => {
                let parts: Vec<&str> = line.split('`').step_by(2).collect();
                prose.push_str(&parts.join("◦"));
            }
        }
        prose.push('\n');
    }
    prose
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The pages of the guide in a folder, in the order of their names.
pub fn pages(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("the guide");
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.expect("a page").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    pages
}

/// What stands in a made document that does not say what it is made from any more; written where that is asked for.
pub fn must_be(path: &Path, wanted: &str) -> Option<String> {
    if fs::read_to_string(path).is_ok_and(|text| text == wanted) {
        return None;
    }
    if blessing() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, wanted).expect("a made document");
        return None;
    }
    Some(format!(
        "{} is not what it is made from: run with CATENA_BLESS=1",
        path.display()
    ))
}
