//! The guide in `docs/` says only what is true: each of its examples is run.
//!
//! `CONTRIBUTING.md` says how an example is written. Each page's examples are laid over `docs/example/`, and the real
//! program checks and builds the result. With `CATENA_BLESS=1` what the program says is written into the page.

use catena::diagnostic::Code;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A page with this line does not stand on `docs/example/`.
const STARTS_EMPTY: &str = "<!-- starts empty -->";

/// A fenced block of a page.
struct Fence {
    line: usize,
    /// The words after the fence: `markdown title=content/themes/x.md`.
    info: Vec<String>,
    text: String,
}

/// What an example asks for.
enum Example<'f> {
    /// A file that holds.
    File(&'f str),
    /// A line or a few of a note.
    Words,
    /// A file with a mistake; what the program says of it follows.
    Wrong(&'f str),
    /// What `catena check` says.
    Fault,
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
            ("text", None) if marked("fault") => Example::Fault,
            ("sh", None) => Example::Commands,
            _ => return None,
        })
    }
}

#[test]
fn every_example_is_true() {
    let mut run = 0;
    for page in pages() {
        run += examples(&page);
    }
    assert!(run > 20, "only {run} examples were found");
}

#[test]
fn every_fault_is_in_the_table() {
    let text = read(&root().join("docs/checks.md"));
    let cells = |line: &str| -> Vec<String> {
        line.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let rows: Vec<Vec<String>> = text
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(cells)
        .collect();
    for (index, code) in Code::ALL.iter().enumerate() {
        let (name, severity, about) = (code.name(), code.severity().name(), code.about());
        let wanted = [format!("`{name}`"), severity.to_owned(), about.to_owned()];
        let row = rows.get(index).filter(|row| row.get(1..4) == Some(&wanted));
        let advice = row
            .and_then(|row| row.get(4))
            .is_some_and(|advice| !advice.is_empty());
        assert!(
            advice,
            "row {} of docs/checks.md should be: | `{name}` | {severity} | {about} | how to mend it |",
            index + 1
        );
    }
    assert_eq!(
        rows.len(),
        Code::ALL.len(),
        "docs/checks.md has a row for a fault that no longer exists"
    );
}

#[test]
fn the_guide_lists_what_can_be_accepted() {
    let text = read(&root().join("docs/disclosure.md"));
    let list = text
        .split("Only these checks can be accepted:")
        .nth(1)
        .and_then(|rest| rest.split("Behind all others").next())
        .expect("the list of checks that can be accepted");
    let listed: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    let acceptable = Code::ALL.iter().filter(|code| code.may_be_accepted());
    let acceptable: Vec<&str> = acceptable.map(|code| code.name()).collect();
    assert_eq!(listed, acceptable);
}

#[test]
fn every_link_leads_to_a_file() {
    let more = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    ]
    .map(|name| root().join(name));
    for page in pages().into_iter().chain(more) {
        let text = prose(&read(&page));
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let path = target.split('#').next().unwrap_or_default();
            let local = !path.is_empty() && !path.contains("://") && !path.starts_with("mailto:");
            let there = page
                .parent()
                .is_some_and(|folder| folder.join(path).exists());
            assert!(
                !local || there,
                "{}: there is no file `{target}`",
                page.display()
            );
        }
    }
}

/// Runs the examples of a page and tells how many there are.
fn examples(page: &Path) -> usize {
    let text = read(page);
    let fences = fences(&text);
    let programme = Programme::new(page);
    let mut blessed = text.clone();
    let mut written: Vec<&str> = Vec::new();
    let mut wrong: Option<(&str, Option<String>)> = None;
    let mut count = 0;
    for fence in &fences {
        let place = format!("{}:{}", page.display(), fence.line);
        let Some(example) = fence.example() else {
            continue;
        };
        count += 1;
        match example {
            Example::File(path) => {
                if written.contains(&path) {
                    programme.must_hold(&place);
                }
                written.push(path);
                programme.write(path, &fence.text);
            }
            Example::Words => {
                let note = format!("---\ntitle: Example {count}\n---\n\n{}", fence.text);
                programme.write(&format!("content/example-{count}.md"), &note);
            }
            Example::Wrong(path) => {
                programme.must_hold(&place);
                wrong = Some((path, programme.read(path)));
                programme.write(path, &fence.text);
            }
            Example::Fault => {
                let (path, before) = wrong
                    .take()
                    .unwrap_or_else(|| panic!("{place}: no wrong example stands before"));
                let said = programme.run(&["check"]);
                let said = format!("{}\n", said.trim());
                if blessing() {
                    blessed = blessed.replacen(&fence.text, &said, 1);
                } else {
                    assert_eq!(said, fence.text, "{place}: the program says something else");
                }
                programme.restore(path, before);
            }
            Example::Commands => programme.shell(&fence.text, &place),
        }
    }
    assert!(
        wrong.is_none(),
        "{}: a wrong example without its fault",
        page.display()
    );
    programme.must_hold(&page.display().to_string());
    if blessed != text {
        fs::write(page, blessed).expect("a page of the guide");
    }
    count
}

fn blessing() -> bool {
    std::env::var_os("CATENA_BLESS").is_some_and(|value| !value.is_empty())
}

/// A programme in a folder of its own, which goes when the test ends with all that stands beside it.
struct Programme {
    folder: PathBuf,
}

impl Programme {
    fn new(page: &Path) -> Self {
        let name = page.file_stem().unwrap_or_default().to_string_lossy();
        let own = format!("catena-guide-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(own).join("programme");
        let programme = Self { folder };
        programme.write("README.txt", "The examples of a page of the guide.\n");
        let example = root().join("docs/example");
        let some = if read(page).contains(STARTS_EMPTY) {
            Vec::new()
        } else {
            files(&example)
        };
        for file in some {
            let below = file.strip_prefix(&example).expect("a file of the example");
            programme.write(&below.to_string_lossy(), &read(&file));
        }
        programme
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        fs::write(path, text).expect("a new file");
    }

    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.folder.join(path)).ok()
    }

    fn restore(&self, path: &str, before: Option<String>) {
        match before {
            Some(text) => self.write(path, &text),
            None => fs::remove_file(self.folder.join(path)).expect("the wrong example goes"),
        }
    }

    fn catena(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_catena"));
        command
            .args(arguments)
            .current_dir(&self.folder)
            .output()
            .expect("the program starts")
    }

    /// What a command prints to standard output.
    fn run(&self, arguments: &[&str]) -> String {
        String::from_utf8_lossy(&self.catena(arguments).stdout).into_owned()
    }

    /// No fault is found, not even a small one, and the look's templates can be used.
    fn must_hold(&self, place: &str) {
        let said = self.run(&["check"]);
        assert!(
            said.is_empty(),
            "{place}: the examples before this line should hold, but the program says:\n{said}"
        );
        let built = self.catena(&["build"]);
        let said = String::from_utf8_lossy(&built.stderr);
        assert!(
            built.status.success(),
            "{place}: the examples before this line cannot be built:\n{said}"
        );
    }

    /// Runs commands with the program at hand; each must succeed.
    fn shell(&self, commands: &str, place: &str) {
        let program = Path::new(env!("CARGO_BIN_EXE_catena"));
        let own = program.parent().expect("a folder").display().to_string();
        let path = std::env::var("PATH").unwrap_or_default();
        let mut shell = Command::new("sh");
        shell
            .arg("-euc")
            .arg(commands)
            .env("PATH", format!("{own}:{path}"))
            // 1 January 2026: what is written down on a day must be the same on every day.
            .env("SOURCE_DATE_EPOCH", "1767225600")
            .current_dir(&self.folder);
        let output = shell.output().expect("a shell");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{place}: a command fails:\n{said}");
    }
}

impl Drop for Programme {
    fn drop(&mut self) {
        let own = self.folder.parent().expect("a folder");
        let _ = fs::remove_dir_all(own);
    }
}

/// The fenced blocks of a page. A block ends with a fence as long as the one that opens it.
fn fences(text: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some((fence, info)) = opening(line) else {
            continue;
        };
        let inside = lines
            .by_ref()
            .map(|(_, line)| line)
            .take_while(|line| line.trim_end() != fence);
        let text: String = inside.map(|line| format!("{line}\n")).collect();
        found.push(Fence {
            line: number + 1,
            info: info.split_whitespace().map(str::to_owned).collect(),
            text,
        });
    }
    found
}

fn opening(line: &str) -> Option<(&str, &str)> {
    let info = line.trim_start_matches('`');
    let fence = &line[..line.len() - info.len()];
    (fence.len() >= 3).then_some((fence, info))
}

/// A page without its fenced blocks and without code in its lines.
fn prose(text: &str) -> String {
    let mut prose = String::new();
    let mut open: Option<&str> = None;
    for line in text.lines() {
        match (open, opening(line)) {
            (Some(fence), _) if line.trim_end() == fence => open = None,
            (None, Some((fence, _))) => open = Some(fence),
            (Some(_), _) => {}
            (None, None) => line
                .split('`')
                .step_by(2)
                .for_each(|part| prose.push_str(part)),
        }
        prose.push('\n');
    }
    prose
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The pages of the guide, in the order of their names.
fn pages() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("docs")).expect("the guide");
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.expect("a page").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    pages
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files
}
