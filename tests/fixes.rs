//! What `catena check --fix` makes of programmes. `tests/fixes/README.md` says how a case is written.

mod support;

use catena::mend;
use catena::site::{self, Options};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use support::{Run, Scratch, catena, copy, tree};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixes");

type Tree = BTreeMap<String, Vec<u8>>;

#[test]
fn every_case_is_mended_as_expected() {
    let entries = fs::read_dir(CASES).expect("the folder of cases");
    let folders = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut folders: Vec<_> = folders.filter(|path| path.is_dir()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "there is no case in {CASES}");
    let blessing = std::env::var_os("CATENA_BLESS").is_some_and(|value| !value.is_empty());
    let mut failures = Vec::new();
    for folder in folders {
        let found = mended(&folder);
        if blessing {
            bless(&folder, &found);
        }
        let mut wanted = tree(&folder);
        wanted.retain(|path, _| !path.starts_with("before/"));
        for path in found.keys().chain(wanted.keys()) {
            if found.get(path) != wanted.get(path) {
                let text = found.get(path).map(|bytes| String::from_utf8_lossy(bytes));
                failures.push(format!(
                    "{} {path}:\n{}",
                    folder.display(),
                    text.unwrap_or_default()
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What `--dry-run` and `--fix` print, and each file that changed.
fn mended(folder: &Path) -> Tree {
    let scratch = Scratch::new("fixes");
    copy(&folder.join("before"), scratch.path());
    let before = tree(scratch.path());
    let dry = catena(scratch.path(), &["check", "--fix", "--dry-run"]);
    assert_eq!(tree(scratch.path()), before, "a dry run writes nothing");
    let run = catena(scratch.path(), &["check", "--fix"]);
    let after = tree(scratch.path());
    let again = catena(scratch.path(), &["check", "--fix"]);
    assert_eq!(tree(scratch.path()), after, "a second run changes nothing");
    assert_eq!((again.stdout, again.code), (run.stdout.clone(), run.code));
    let check = catena(scratch.path(), &["check"]);
    assert_eq!(
        (offered_no_fix(&check.stdout), check.code),
        (offered_no_fix(&run.stdout), run.code)
    );
    let changed = after
        .into_iter()
        .filter(|(path, bytes)| before[path] != *bytes);
    let mut found: Tree = changed
        .map(|(path, bytes)| (format!("expected/{path}"), bytes))
        .collect();
    assert_eq!(found.is_empty(), dry.stdout.is_empty(), "{}", dry.stderr);
    found.insert("diff.txt".to_owned(), dry.stdout.into_bytes());
    found.insert("said.txt".to_owned(), said(&run).into_bytes());
    found
}

/// Faults without the lines that offer a fix: what was taken back is not offered twice.
fn offered_no_fix(faults: &str) -> String {
    let lines = faults.split_inclusive('\n');
    lines.filter(|line| !line.contains("= fix: ")).collect()
}

fn said(run: &Run) -> String {
    let code = run.code.map_or("none".to_owned(), |code| code.to_string());
    format!("{}\n{}exit code {code}\n", run.stderr, run.stdout)
}

fn bless(folder: &Path, found: &Tree) {
    let _ = fs::remove_dir_all(folder.join("expected"));
    for (path, bytes) in found {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().expect("a file has a folder")).expect("a folder");
        fs::write(file, bytes).expect("an expected file");
    }
}

/// A programme with one participant and a note of its own.
fn programme(note: impl AsRef<[u8]>) -> Scratch {
    let scratch = Scratch::with(
        "fixes",
        &[
            ("catena.yaml", "title: T\n"),
            ("content/index.md", "# Home\n"),
            ("content/studies/talks/index.md", "---\ntitle: Talks\n---\n"),
            ("content/studies/talks/participants.csv", "id\nP1\nP2\n"),
            (
                "content/themes/trust.md",
                "---\ntitle: Trust\n---\n\nWords.\n",
            ),
        ],
    );
    scratch.write("content/note.md", note);
    scratch
}

fn note(scratch: &Scratch) -> Vec<u8> {
    fs::read(scratch.join("content/note.md")).expect("the note")
}

#[test]
fn a_dry_run_without_fix_is_a_usage_error() {
    let scratch = programme("---\ntitle: N\n---\n");
    assert_eq!(
        catena(scratch.path(), &["check", "--dry-run"]).code,
        Some(2)
    );
    assert_eq!(
        catena(scratch.path(), &["check", "--fix", "--accepted"]).code,
        Some(2)
    );
}

#[test]
fn marks_line_ends_and_tabs_stay_as_they_are() {
    let before = "\u{feff}---\r\ntitle: N\r\n---\r\n\r\nA\tlink\u{a0}to [[trsut]].\r\n\r\n> Words é\r\n> – [[P1]]\r\n\r\n>\tMore.\r\n>\r\n>\t— [[P2]]";
    let scratch = programme(before);
    let run = catena(scratch.path(), &["check", "--fix"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stderr, run.stdout);
    let after = before
        .replace("[[trsut]]", "[[trust]]")
        .replace("> – [[P1]]", ">\r\n> — [[P1]] {#p1-words-e}")
        .replace("— [[P2]]", "— [[P2]] {#p2-more}");
    assert_eq!(String::from_utf8_lossy(&note(&scratch)), after);
}

#[test]
fn a_file_that_is_no_text_is_left_alone() {
    let before = b"---\ntitle: N\n---\n\n[[trsut]] \xff\n\n> Words.\n> - [[P1]]\n";
    let scratch = programme(before);
    let run = catena(scratch.path(), &["check", "--fix"]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert_eq!(note(&scratch), before);
}

#[cfg(unix)]
#[test]
fn nothing_behind_a_symbolic_link_is_mended() {
    let scratch = programme("---\ntitle: N\n---\n");
    let outside = Scratch::with("outside", &[("catena.yaml", "title: T\nnavigaton: []\n")]);
    fs::remove_file(scratch.join("catena.yaml")).expect("the file");
    std::os::unix::fs::symlink(outside.join("catena.yaml"), scratch.join("catena.yaml"))
        .expect("a link");
    let run = catena(scratch.path(), &["check", "--fix"]);
    let text = fs::read_to_string(outside.join("catena.yaml")).expect("the file outside");
    assert_eq!(text, "title: T\nnavigaton: []\n");
    assert!(
        run.stderr.contains("catena.yaml was left alone"),
        "{}",
        run.stderr
    );
    assert_eq!(run.code, Some(1), "{}", run.stderr);
}

#[test]
fn ten_thousand_fixes_of_one_file_take_linear_time() {
    let notes = [2_500, 10_000].map(|quotes: usize| {
        let quote = |n: usize| format!("> Some words {n}.\n> – [[P1]]\n\nA link to [[trsut]].\n\n");
        let text: String = (0..quotes / 2).map(quote).collect();
        format!("---\ntitle: N\n---\n\n{text}")
    });
    let seconds = notes.map(|text| {
        let scratch = programme(&text);
        let run = catena(scratch.path(), &["check", "--fix"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let after = String::from_utf8(note(&scratch)).expect("text");
        assert_eq!(
            after.matches(" {#p1-some-words-").count(),
            text.matches("– [[P1]]").count()
        );
        assert_eq!(
            after.matches("[[trust]]").count(),
            text.matches("[[trsut]]").count()
        );
        run.seconds
    });
    assert!(seconds[1] < 12.0 * seconds[0] + 2.0, "{seconds:?}");
}

#[test]
fn an_id_that_is_written_keeps_the_lock_and_the_withdrawal() {
    let scratch = programme("---\ntitle: N\n---\n\n> Some words of mine.\n>\n> — [[P1]]\n");
    scratch.write("sources/P1.txt", "P1: Some words of mine.\n");
    let verified = catena(scratch.path(), &["verify", "--sources", "sources"]);
    assert_eq!(
        verified.code,
        Some(0),
        "{}{}",
        verified.stderr,
        verified.stdout
    );
    let lock = fs::read(scratch.join("quotes.lock")).expect("the lock");
    let run = catena(scratch.path(), &["check", "--fix"]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(!run.stdout.contains("stale-verification"), "{}", run.stdout);
    assert!(!run.stdout.contains("quote-unverified"), "{}", run.stdout);
    assert_eq!(
        fs::read(scratch.join("quotes.lock")).expect("the lock"),
        lock
    );
    let dry = catena(scratch.path(), &["withdraw", "P1", "--dry-run"]);
    assert!(
        dry.stdout.contains("`p1-some-words-of-mine`"),
        "{}",
        dry.stdout
    );
}

/// Parts of notes, right and wrong.
const PIECES: &[&str] = &[
    "> Words of somebody.\n",
    "> More [words] ... of theirs\n",
    ">\n",
    "\n",
    "> — [[P1]]\n",
    "> - [[P1]]\n",
    "> – [[P2]] {#p2-own}\n",
    "> — [[P2]] {themes=\"trsut\"}\n",
    "> — [[P3]]\n",
    "> - [[trust]]\n",
    "> Those there:\n",
    "— [[P1]]\n",
    "- item\n\n  > In a list.\n  > – [[P1]]\n",
    "A link to [[trsut]] and [[TRUST|words]].\n",
    "```{quotes}\nthmes: [trust]\n```\n",
    "> > Deeper\n> > - [[P2]]\n",
    "\t",
    "é",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nobodys_words_change_and_one_run_is_enough(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..14),
        crlf in any::<bool>(),
    ) {
        let mut text = format!("---\ntitle: N\n---\n\n{}", pieces.concat());
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let scratch = programme(&text);
        let options = Options { root: scratch.path().to_owned(), ..Options::default() };
        let before = words(&options);
        let mended = mend::mend(&options).expect("a programme");
        for file in &mended.files {
            prop_assert_eq!(&fs::read_to_string(scratch.join(&file.path)).expect("text"), &file.before);
            scratch.write(&file.path, &file.after);
        }
        let after = words(&options);
        let mut rest = after.iter();
        prop_assert!(before.iter().all(|quote| rest.any(|other| other == quote)), "{before:?}\n{after:?}");
        let errors = |compiled: &site::Compiled| compiled.has_errors();
        prop_assert!(mended.had_errors || !errors(&mended.compiled));
        let again = mend::mend(&options).expect("a programme");
        let changed: Vec<_> = again.files.iter().map(|file| &file.after).collect();
        prop_assert!(changed.is_empty(), "{changed:?}");
    }
}

/// Who says what, in the order of the note.
fn words(options: &Options) -> Vec<(String, String)> {
    let compiled = site::compile(options).expect("a programme");
    let notes = compiled.evidence.notes.values();
    let quotes = notes.flat_map(|note| &note.note.body.quotes);
    quotes
        .map(|quote| {
            (
                format!("{:?}", quote.source)
                    .split("span")
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                quote.text(),
            )
        })
        .collect()
}
