//! What a build leaves on disk: the same bytes each time, unchanged files untouched, and never half a site.

mod support;

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;
use support::{Scratch, catena, catena_with, copy, tree};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The programme of this repository, in a folder of its own.
fn programme() -> Scratch {
    let scratch = Scratch::new("publish");
    copy(&Path::new(ROOT).join("content"), &scratch.join("content"));
    let config =
        fs::read(Path::new(ROOT).join("catena.yaml")).expect("the programme's configuration");
    scratch.write("catena.yaml", config);
    scratch
}

fn build(scratch: &Scratch) {
    let run = catena(scratch.path(), &["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let time = |path: &String| {
        fs::metadata(folder.join(path))
            .and_then(|data| data.modified())
            .expect("a time")
    };
    tree(folder)
        .into_keys()
        .map(|path| (path.clone(), time(&path)))
        .collect()
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_number_of_threads() {
    let scratch = programme();
    for (folder, threads) in [("one", "1"), ("four", "4"), ("again", "4")] {
        let run = catena_with(
            scratch.path(),
            &["build", "-o", folder],
            &[("RAYON_NUM_THREADS", threads)],
        );
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    let one = tree(&scratch.join("one"));
    for folder in ["four", "again"] {
        let other = tree(&scratch.join(folder));
        let differs = one
            .iter()
            .find(|(path, bytes)| other.get(*path) != Some(bytes))
            .map(|(path, _)| path);
        assert_eq!(differs, None);
        assert_eq!(one.len(), other.len());
    }
}

#[test]
fn timings_name_each_step_and_leave_no_trace() {
    let scratch = programme();
    let timed = catena(scratch.path(), &["build", "--timings", "-o", "timed"]);
    assert_eq!(timed.code, Some(0), "{}", timed.stderr);
    let table = timed.stderr.split_once("\nStep ").expect("a table").1;
    let steps = "files references notes links checks plan citations templates downloads pages search other swap";
    for step in steps.split(' ') {
        assert!(table.contains(&format!("\n{step} ")), "{step}: {table}");
    }
    let silent = catena(scratch.path(), &["build", "-o", "silent"]);
    assert!(!silent.stderr.contains("\nStep "), "{}", silent.stderr);
    assert!(tree(&scratch.join("timed")) == tree(&scratch.join("silent")));
    let checked = catena(scratch.path(), &["check", "--timings", "--format", "json"]);
    assert!(checked.stderr.contains("\nchecks "), "{}", checked.stderr);
    serde_json::from_str::<Value>(&checked.stdout).expect("the table is no part of the report");
    let watched = catena(scratch.path(), &["check", "--timings", "--watch"]);
    assert_eq!(watched.code, Some(2));
}

#[test]
fn the_folder_in_which_a_programme_lies_leaves_no_trace() {
    let (here, there) = (programme(), programme());
    build(&here);
    build(&there);
    assert!(tree(&here.join("site")) == tree(&there.join("site")));
    let name = here.path().display().to_string();
    for (path, bytes) in tree(&here.join("site")) {
        assert!(
            !String::from_utf8_lossy(&bytes).contains(&name),
            "{path} names the folder"
        );
    }
}

#[test]
fn the_site_is_the_same_on_any_day() {
    let scratch = programme();
    let note = "---\ntitle: Planned\ncreated: 2031-05-01\naccept: [{check: future-date, because: A plan.}]\n---\nText\n";
    scratch.write("content/planned.md", note);
    let slip = "---\ntitle: Slip\nupdated: 2032-05-01\n---\nText\n";
    scratch.write("content/slip.md", slip);
    let on = |day: &str| {
        let build = catena_with(scratch.path(), &["build"], &[("SOURCE_DATE_EPOCH", day)]);
        assert_eq!(build.code, Some(0), "{}", build.stderr);
        (
            build.stderr.contains("[future-date]"),
            tree(&scratch.join("site")),
        )
    };
    let (warned, before) = on("1767225600");
    let (silent, after) = on("4102444800");
    assert!(warned && !silent, "the day makes the warning");
    assert!(before == after, "the day changes the site");
}

#[test]
fn what_did_not_change_keeps_its_time() {
    let scratch = programme();
    build(&scratch);
    let before = times(&scratch.join("site"));
    std::thread::sleep(std::time::Duration::from_millis(20));
    build(&scratch);
    assert!(
        before == times(&scratch.join("site")),
        "a second build changed something"
    );
    scratch.write("content/about.md", "---\ntitle: About\n---\nOther words.\n");
    build(&scratch);
    let after = times(&scratch.join("site"));
    let changed: Vec<&String> = after
        .iter()
        .filter(|(path, time)| before.get(*path) != Some(time))
        .map(|(path, _)| path)
        .collect();
    assert!(changed.contains(&&"about.html".to_owned()), "{changed:?}");
    assert!(
        !changed.iter().any(|path| path.starts_with("static/")),
        "{changed:?}"
    );
}

#[test]
fn what_is_no_longer_made_goes() {
    let scratch = programme();
    scratch.write("content/passing.md", "---\ntitle: Passing\n---\nText\n");
    build(&scratch);
    assert!(scratch.join("site/passing.html").exists());
    fs::remove_file(scratch.join("content/passing.md")).expect("it was just written");
    build(&scratch);
    assert!(!scratch.join("site/passing.html").exists());
}

#[test]
fn the_manifest_lists_every_file_with_its_hash() {
    let scratch = programme();
    build(&scratch);
    let mut site = tree(&scratch.join("site"));
    let manifest = site.remove("manifest.json").expect("a manifest");
    let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
    let files = manifest["files"].as_object().expect("an object of files");
    assert_eq!(files.len(), site.len());
    for (path, bytes) in &site {
        assert_eq!(
            files[path],
            Value::from(blake3::hash(bytes).to_hex().as_str()),
            "{path}"
        );
    }
}

#[test]
fn a_failed_build_leaves_the_last_site_and_nothing_else() {
    let scratch = programme();
    build(&scratch);
    let before = tree(scratch.path());
    scratch.write("content/about.md", "---\ntitle: About\n---\n[[nowhere]]\n");
    let run = catena(scratch.path(), &["build"]);
    assert_eq!(run.code, Some(1));
    let mut after = tree(scratch.path());
    after.insert(
        "content/about.md".to_owned(),
        before["content/about.md"].clone(),
    );
    assert!(before == after);
}

/// A build that was killed between its two renames leaves the site under another name.
#[test]
fn what_a_killed_build_left_is_put_right() {
    let scratch = programme();
    build(&scratch);
    fs::rename(scratch.join("site"), scratch.join(".site.catena-old-1")).expect("a folder");
    scratch.write(".site.catena-new-1/half.html", "half");
    scratch.write(".site.catena-new-mine/notes.txt", "somebody's own");
    scratch.write("content/about.md", "no title\n");
    assert_eq!(catena(scratch.path(), &["build"]).code, Some(1));
    scratch.write("content/about.md", "---\ntitle: About\n---\nText\n");
    build(&scratch);
    assert!(scratch.join("site/index.html").exists());
    assert!(!scratch.join(".site.catena-old-1").exists());
    assert!(!scratch.join(".site.catena-new-1").exists());
    assert!(scratch.join(".site.catena-new-mine/notes.txt").exists());
}

#[test]
fn a_list_of_quotes_is_parted_at_a_hundred() {
    let quotes: String = (1..=201)
        .map(|n| format!("> Words {n}.\n>\n> — [[P1]] {{#q-{n}}}\n\n"))
        .collect();
    let note = format!("---\ntitle: Talks\n---\n{quotes}");
    let scratch = Scratch::with(
        "publish",
        &[
            ("catena.yaml", "title: A\n"),
            ("content/index.md", "Home.\n"),
            ("content/studies/talks/index.md", &note),
            ("content/studies/talks/participants.csv", "id\nP1\n"),
        ],
    );
    build(&scratch);
    let site = tree(&scratch.join("site"));
    let counted = |path: &str| {
        let page = String::from_utf8_lossy(&site[path]).into_owned();
        page.matches("<blockquote>").count()
    };
    assert_eq!(
        ["index", "index-2", "index-3"].map(|name| counted(&format!("quotes/{name}.html"))),
        [100, 100, 1]
    );
    assert!(!site.contains_key("quotes/index-4.html"));
}

#[test]
fn drafts_are_published_only_when_asked_for() {
    let scratch = Scratch::with(
        "publish",
        &[
            ("catena.yaml", "title: A\n"),
            ("content/index.md", "Home.\n"),
            (
                "content/draft.md",
                "---\ntitle: A draft\nstatus: draft\n---\n",
            ),
            (
                "content/inside.md",
                "---\ntitle: Inside\nstatus: internal\n---\n",
            ),
        ],
    );
    build(&scratch);
    assert!(!scratch.join("site/draft.html").exists());
    assert_eq!(catena(scratch.path(), &["build", "--drafts"]).code, Some(0));
    assert!(scratch.join("site/draft.html").exists());
    assert!(!scratch.join("site/inside.html").exists());
}
