//! `catena init`: what it writes builds without a fault, and it never writes over anything.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use support::{Run, Scratch, catena};

/// Every file below a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok);
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below");
            let bytes = fs::read(entry.path()).unwrap_or_default();
            (path.to_string_lossy().replace('\\', "/"), bytes)
        })
        .collect()
}

fn init(scratch: &Scratch, arguments: &[&str]) -> Run {
    let all: Vec<&str> = ["init"].iter().chain(arguments).copied().collect();
    catena(scratch.path(), &all)
}

#[track_caller]
fn holds(folder: &Path) {
    for drafts in [&["check"][..], &["check", "--drafts"]] {
        let checked = catena(folder, drafts);
        assert!(checked.code == Some(0), "{}", checked.stdout);
        assert_eq!(checked.stdout, "", "a new programme has no fault");
    }
    let built = catena(folder, &["build"]);
    assert!(built.code == Some(0), "{}", built.stderr);
    assert!(built.stderr.contains("no faults"), "{}", built.stderr);
    assert!(folder.join("site/index.html").is_file());
}

#[test]
fn the_example_holds_and_shows_every_feature() {
    let scratch = Scratch::new("example");
    let made = init(&scratch, &["my-review"]);
    assert!(made.code == Some(0), "{}", made.stderr);
    assert!(made.stdout.contains("cd my-review"), "{}", made.stdout);
    let folder = scratch.join("my-review");
    let notes: String = files(&folder.join("content"))
        .into_values()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    for block in catena::parse::keys::BLOCKS {
        assert!(
            notes.contains(&format!("```{{{}}}", block.name)),
            "{}",
            block.name
        );
    }
    for feature in [
        "made up",
        " ... ",
        "[my first name]",
        "level=",
        "convergence:",
        "confidence:",
        "type: synthesis",
        "flow:",
        "[!NOTE]",
        "[^strands]:",
        "status: draft",
        "not_held:",
        "![[",
        "— [@",
        "|:--|",
    ] {
        assert!(notes.contains(feature), "the example shows no `{feature}`");
    }
    holds(&folder);
    let site: String = files(&folder.join("site"))
        .into_values()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    for private in ["Practice nurse", "Walk leader"] {
        assert!(!site.contains(private), "the site tells of `{private}`");
    }
}

#[test]
fn the_least_holds_in_a_folder_with_spaces_and_letters_of_any_script() {
    let scratch = Scratch::new("empty");
    let name = "fy adolygiad ŵ مراجعة";
    let made = init(&scratch, &[name, "--empty"]);
    assert!(made.code == Some(0), "{}", made.stderr);
    let folder = scratch.join(name);
    let content: Vec<String> = files(&folder.join("content")).into_keys().collect();
    assert_eq!(content, ["index.md"]);
    holds(&folder);
}

#[test]
fn a_second_time_changes_nothing() {
    let scratch = Scratch::new("twice");
    assert!(init(&scratch, &["."]).code == Some(0));
    fs::write(scratch.join("content/index.md"), "mine").expect("a file");
    fs::remove_file(scratch.join("README.md")).expect("a file");
    let before = files(scratch.path());
    for arguments in [&["."][..], &[], &[".", "--empty"]] {
        let again = init(&scratch, arguments);
        assert_eq!(again.code, Some(2));
        let said = again.stderr;
        assert!(said.contains("nothing was written"), "{said}");
        assert!(
            said.contains("catena.yaml") && said.contains("index.md"),
            "{said}"
        );
        assert!(!said.contains("README.md"), "{said}");
        assert_eq!(files(scratch.path()), before);
    }
}

#[test]
fn a_repository_with_other_files_is_fine() {
    let scratch = Scratch::new("repository");
    scratch.write(".git/config", "[core]");
    scratch.write("LICENSE", "Ours");
    scratch.write(".vscode/launch.json", "{}");
    assert_eq!(init(&scratch, &[]).code, Some(0));
    let all = files(scratch.path());
    assert_eq!(all["LICENSE"], b"Ours");
    assert_eq!(all[".vscode/launch.json"], b"{}");
    assert!(all.contains_key("catena.yaml"));
}

#[test]
fn what_is_in_the_way_stays() {
    let scratch = Scratch::new("in-the-way");
    scratch.write("content", "a file in the place of a folder");
    scratch.write(
        "folder/catena.yaml/inside.txt",
        "a folder in the place of a file",
    );
    scratch.write("file", "a file in the place of the programme");
    let before = files(scratch.path());
    for (folder, named) in [
        (".", "content"),
        ("folder", "catena.yaml"),
        ("file", "file"),
        ("file/below", "file"),
    ] {
        let refused = init(&scratch, &[folder]);
        assert_eq!(refused.code, Some(2), "{folder}");
        assert!(refused.stderr.contains(named), "{}", refused.stderr);
        assert_eq!(files(scratch.path()), before, "{folder}");
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_not_followed() {
    let scratch = Scratch::new("links");
    fs::create_dir_all(scratch.join("elsewhere")).expect("a folder");
    fs::create_dir_all(scratch.join("mine")).expect("a folder");
    std::os::unix::fs::symlink("../elsewhere", scratch.join("mine/content")).expect("a link");
    std::os::unix::fs::symlink("nowhere", scratch.join("mine/README.md")).expect("a link");
    let refused = init(&scratch, &["mine"]);
    assert_eq!(refused.code, Some(2));
    let said = refused.stderr;
    assert!(
        said.contains("mine/content") && said.contains("mine/README.md"),
        "{said}"
    );
    assert!(files(&scratch.join("elsewhere")).is_empty());
    assert!(!scratch.join("mine/catena.yaml").exists());
}

/// Root may write anywhere, so only a file system that nobody can write tells.
#[cfg(target_os = "linux")]
#[test]
fn what_was_begun_is_taken_away_where_the_disk_refuses() {
    let scratch = Scratch::new("read-only");
    let refused = init(&scratch, &["/proc/catena-review"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("nothing was written"));
    // A file's name may be too long for the disk though the folder can be made.
    let long = "a".repeat(250);
    let deep = format!("{long}/{}", "b".repeat(300));
    let refused = init(&scratch, &[&deep]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(!scratch.join(&long).exists(), "a folder was left behind");
}

#[test]
fn settings_of_editors_and_hosts_can_be_read() {
    let scratch = Scratch::new("settings");
    assert_eq!(init(&scratch, &["--empty"]).code, Some(0));
    let all = files(scratch.path());
    let mut read = 0;
    for (path, bytes) in &all {
        let text = String::from_utf8(bytes.clone()).expect("text");
        if path.starts_with(".vscode/") {
            serde_json::from_str::<serde_json::Value>(&text)
                .unwrap_or_else(|error| panic!("{path}: {error}"));
            read += 1;
        }
        if path.ends_with(".yml") {
            let mut sources = catena::source::SourceMap::default();
            let file = sources.add(path.clone(), text.clone());
            let tree = catena::parse::words(file, &text);
            let tree = tree.unwrap_or_else(|fault| panic!("{path}: {}", fault.message));
            assert!(tree.is_object());
            assert_eq!(
                text.matches("FILL IN:").count(),
                1,
                "{path} names one line to fill in"
            );
            read += 1;
        }
    }
    assert_eq!(read, 8);
    let settings = String::from_utf8_lossy(&all[".vscode/settings.json"]);
    for name in ["configuration", "glossary"] {
        assert!(settings.contains(&format!("./.vscode/{name}.schema.json")));
        let printed = catena(scratch.path(), &["schema", name]);
        assert_eq!(
            all[&format!(".vscode/{name}.schema.json")],
            printed.stdout.as_bytes()
        );
    }
}
