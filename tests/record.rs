//! A build of the same files makes nothing, and says the same. Whatever may have changed, it makes everything.

mod support;

use std::fs;
use std::path::Path;
use support::{Run, Scratch, catena, tree};

const RECORD: &str = ".catena/last-build.json";

/// A small programme with a warning, a picture, and a style sheet of its own.
fn programme() -> Scratch {
    Scratch::with(
        "record",
        &[
            (
                "catena.yaml",
                "title: A programme\nlanguage: en-GB\nlook: own\nchecks:\n  unknown-link: warning\n",
            ),
            (
                "content/index.md",
                "---\ntitle: Home\n---\n\nSee ![a line](line.svg) and [[nowhere]].\n",
            ),
            (
                "content/line.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1\"/></svg>",
            ),
            ("themes/own/static/own.css", "p { color: red }\n"),
        ],
    )
}

fn build(scratch: &Scratch, arguments: &[&str]) -> Run {
    catena(
        scratch.path(),
        &[&["build", "--timings"], arguments].concat(),
    )
}

/// True where a run made pages.
fn made(run: &Run) -> bool {
    run.stderr.contains("\npages ")
}

/// What a run said of faults.
fn faults(run: &Run) -> &str {
    run.stderr.split("\nStep ").next().unwrap_or_default()
}

#[test]
fn a_build_of_the_same_files_makes_nothing_and_says_the_same() {
    let scratch = programme();
    let first = build(&scratch, &[]);
    assert_eq!(first.code, Some(0), "{}", first.stderr);
    assert!(made(&first), "{}", first.stderr);
    let site = tree(&scratch.join("site"));
    let again = build(&scratch, &[]);
    assert_eq!(again.code, Some(0), "{}", again.stderr);
    assert!(!made(&again), "{}", again.stderr);
    assert!(faults(&first).contains("nowhere"), "{}", first.stderr);
    assert_eq!(faults(&first), faults(&again));
    let files = site.len();
    let all = format!("({files} of {files} files unchanged)");
    assert!(again.stderr.contains(&all), "{}", again.stderr);
    assert!(site == tree(&scratch.join("site")));
    let json = |run: Run| run.stdout;
    let fresh = json(build(&scratch, &["--format", "json", "--fresh"]));
    let kept = json(build(&scratch, &["--format", "json"]));
    assert!(fresh.contains("nowhere"), "{fresh}");
    assert_eq!(fresh, kept);
}

/// A change of a programme, its site or its record, by a name.
type Change = (&'static str, fn(&Scratch));

const CHANGES: &[Change] = &[
    ("a note", |scratch| {
        scratch.write(
            "content/index.md",
            "---\ntitle: Home\n---\n\nOther words.\n",
        );
    }),
    ("a new note", |scratch| {
        scratch.write("content/new.md", "---\ntitle: New\n---\n\nWords.\n");
    }),
    ("a picture", |scratch| {
        let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0v1\"/></svg>";
        scratch.write("content/line.svg", picture);
    }),
    ("the look", |scratch| {
        scratch.write("themes/own/static/own.css", "p { color: tan }\n");
    }),
    ("the configuration", |scratch| {
        let config = fs::read_to_string(scratch.join("catena.yaml")).expect("text");
        scratch.write(
            "catena.yaml",
            config.replace("A programme", "Another programme"),
        );
    }),
    ("a page of the site", |scratch| {
        let page = fs::read_to_string(scratch.join("site/index.html")).expect("a page");
        scratch.write("site/index.html", page.replace("programme", "Programme"));
    }),
    ("a page that is gone", |scratch| {
        fs::remove_file(scratch.join("site/sitemap.html")).expect("a page");
    }),
    ("the whole site gone", |scratch| {
        fs::remove_dir_all(scratch.join("site")).expect("a site");
    }),
    ("no record", |scratch| {
        fs::remove_dir_all(scratch.join(".catena")).expect("a record");
    }),
    ("an empty record", |scratch| scratch.write(RECORD, "")),
    ("a record cut short", |scratch| {
        let record = fs::read(scratch.join(RECORD)).expect("a record");
        scratch.write(RECORD, &record[..record.len() / 2]);
    }),
    ("a record that is not UTF-8", |scratch| {
        scratch.write(RECORD, [0xFF, 0xFE, 0x00]);
    }),
    ("a record that is something else", |scratch| {
        scratch.write(RECORD, "[1, 2, {\"key\": null}]");
    }),
    ("a record nested deeply", |scratch| {
        scratch.write(RECORD, "[".repeat(1_000_000));
    }),
    ("a record with a place that no file has", |scratch| {
        let record = fs::read_to_string(scratch.join(RECORD)).expect("a record");
        let far = record.replace("\"place\":{\"file\":", "\"place\":{\"file\":9");
        assert_ne!(record, far);
        scratch.write(RECORD, far);
    }),
];

#[test]
fn whatever_changed_everything_is_made_as_if_for_the_first_time() {
    for (name, change) in CHANGES {
        let scratch = programme();
        assert!(made(&build(&scratch, &[])));
        assert!(!made(&build(&scratch, &[])), "{name}");
        change(&scratch);
        let run = build(&scratch, &[]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        assert!(made(&run), "{name}: {}", run.stderr);
        let site = tree(&scratch.join("site"));
        let fresh = build(&scratch, &["--fresh", "-o", "fresh"]);
        assert_eq!(fresh.code, Some(0), "{name}: {}", fresh.stderr);
        assert!(site == tree(&scratch.join("fresh")), "{name}");
    }
}

#[test]
fn what_is_asked_for_is_part_of_the_record() {
    for arguments in [
        &["--drafts"][..],
        &["--base-url", "https://example.org/"],
        &["-o", "elsewhere"],
        &["--fresh"],
    ] {
        let scratch = programme();
        assert!(made(&build(&scratch, &[])));
        let run = build(&scratch, arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
        assert!(made(&run), "{arguments:?}");
    }
    let scratch = programme();
    build(&scratch, &[]);
    assert_eq!(build(&scratch, &["--strict"]).code, Some(1));
    assert!(!made(&build(&scratch, &[])), "the last good site stands");
}

#[test]
fn the_record_asks_to_be_left_alone_and_a_folder_in_its_way_harms_nobody() {
    let scratch = programme();
    build(&scratch, &[]);
    let ignored = fs::read_to_string(scratch.join(".catena/.gitignore")).expect("a file");
    assert_eq!(ignored, "*\n");
    assert!(scratch.join(".catena/CACHEDIR.TAG").is_file());
    let blocked = programme();
    blocked.write(".catena", "no folder");
    for _ in 0..2 {
        let run = build(&blocked, &[]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(made(&run));
    }
    assert!(Path::new(&blocked.join(".catena")).is_file());
}

#[cfg(unix)]
#[test]
fn no_link_leads_the_record_elsewhere() {
    use std::os::unix::fs::symlink;
    let outside = Scratch::new("record-outside");
    outside.write("notes.txt", "mine");
    let by_folder = programme();
    symlink(outside.path(), by_folder.join(".catena")).expect("a link");
    let by_file = programme();
    by_file.write(".catena/keep", "");
    for name in [".gitignore", "CACHEDIR.TAG", "last-build.json"] {
        let link = by_file.join(&format!(".catena/{name}"));
        symlink(outside.join("notes.txt"), link).expect("a link");
    }
    for scratch in [&by_folder, &by_file] {
        let run = build(scratch, &[]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(made(&run), "{}", run.stderr);
    }
    let files: Vec<String> = tree(outside.path()).into_keys().collect();
    assert_eq!(files, ["notes.txt"]);
    assert_eq!(fs::read(outside.join("notes.txt")).expect("text"), b"mine");
}
