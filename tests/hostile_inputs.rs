//! Every input of `tests/hostile/` ends as it says: in a harmless site, or in a fault and no site.
//! What a browser makes of the sites is judged by `tests/browser/hostile.mjs`.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use support::{Scratch, catena, copy, tree};

const INPUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hostile");

/// One attack.
struct Input {
    name: String,
    path: PathBuf,
    /// The names of the faults of which one must be told; none where a site is made.
    faults: Vec<String>,
}

impl Input {
    fn read(path: PathBuf) -> Self {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let about = if path.is_dir() {
            path.join("about.txt")
        } else {
            path.clone()
        };
        let text = fs::read(&about).unwrap_or_else(|_| panic!("{name} has no about.txt"));
        let text = String::from_utf8_lossy(&text);
        let said = |key: &str| {
            let lines = text.lines().take(4);
            let mut values =
                lines.filter_map(|line| line.trim_start_matches("# ").strip_prefix(key));
            values
                .next()
                .unwrap_or_else(|| panic!("{name} does not say `{key}`"))
                .trim()
                .to_owned()
        };
        assert!(
            !said("Attacks:").is_empty(),
            "{name} does not say what it attacks"
        );
        let ends = said("Ends:");
        let faults = match ends.as_str() {
            "a site" => Vec::new(),
            faults => faults.split(", ").map(str::to_owned).collect(),
        };
        Self { name, path, faults }
    }

    /// What is wrong with how a build of it ends.
    fn failure(&self) -> Option<String> {
        let scratch = Scratch::new("hostile-input");
        copy(&Path::new(INPUTS).join("_base"), scratch.path());
        if self.path.is_dir() {
            copy(&self.path, scratch.path());
        } else {
            let note = fs::read(&self.path).expect("a note");
            scratch.write(&format!("content/{}", self.name), note);
        }
        let run = catena(scratch.path(), &["build"]);
        let site = tree(&scratch.join("site"));
        let told = |code: &String| run.stderr.contains(&format!("error[{code}]"));
        let problem = match (run.code, self.faults.is_empty()) {
            _ if run.stderr.contains("panicked") => "the program panicked",
            _ if run.stderr.contains('\u{1b}') || run.stderr.contains('\0') => {
                "a message holds a command to the terminal"
            }
            (Some(0), true) if !site.is_empty() => return None,
            (Some(1), false) if !site.is_empty() => "there are faults, but a site too",
            (Some(1), false) if self.faults.iter().any(told) => return None,
            (Some(1), false) => "the faults are others",
            _ => "it ended otherwise",
        };
        let told: Vec<&str> = run
            .stderr
            .lines()
            .filter(|line| line.starts_with("error"))
            .take(5)
            .collect();
        Some(format!(
            "{}: {problem} ({:?}, wanted {:?})\n  {}",
            self.name,
            run.code,
            self.faults,
            told.join("\n  ")
        ))
    }
}

#[test]
fn every_input_ends_as_it_says() {
    let entries = fs::read_dir(INPUTS)
        .expect("the folder of inputs")
        .filter_map(Result::ok);
    let mut inputs: Vec<Input> = entries
        .map(|entry| entry.path())
        .filter(|path| !path.ends_with("_base") && !path.ends_with("README.md"))
        .map(Input::read)
        .collect();
    inputs.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(
        inputs.len() >= 60,
        "only {} inputs were found",
        inputs.len()
    );
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let failures: Vec<String> = std::thread::scope(|scope| {
        let parts: Vec<_> = inputs
            .chunks(inputs.len().div_ceil(threads))
            .map(|part| scope.spawn(|| part.iter().filter_map(Input::failure).collect::<Vec<_>>()))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().expect("a test thread"))
            .collect()
    });
    assert!(
        failures.is_empty(),
        "{}\n{} of {} inputs failed",
        failures.join("\n"),
        failures.len(),
        inputs.len()
    );
}
