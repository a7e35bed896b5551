//! `catena new`: a note that is whole at once, in its folder, and never in the place of another.

mod support;

use std::fs;
use support::{Run, Scratch, catena, catena_with};

const KINDS: [&str; 5] = ["study", "theme", "finding", "recommendation", "note"];

fn programme(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let made = catena(scratch.path(), &["init", "--empty"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    scratch
}

fn new(scratch: &Scratch, arguments: &[&str]) -> Run {
    let day = [("SOURCE_DATE_EPOCH", "1767225600")];
    catena_with(scratch.path(), &[&["new"], arguments].concat(), &day)
}

/// The path of the note that was made.
#[track_caller]
fn made(scratch: &Scratch, arguments: &[&str]) -> String {
    let run = new(scratch, arguments);
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    let path = run.stdout.strip_suffix('\n').expect("a line");
    assert!(!path.contains('\n'), "{path}");
    assert!(scratch.join(path).is_file(), "{path}");
    path.to_owned()
}

#[track_caller]
fn refused(scratch: &Scratch, arguments: &[&str]) -> String {
    let run = new(scratch, arguments);
    assert_ne!(run.code, Some(0), "{arguments:?}: {}", run.stdout);
    assert_eq!(run.stdout, "", "{arguments:?}");
    run.stderr
}

/// No error, with drafts or without.
#[track_caller]
fn holds(scratch: &Scratch) {
    let checked = catena(scratch.path(), &["check"]);
    assert_eq!(checked.code, Some(0), "{}", checked.stdout);
    assert_eq!(checked.stdout, "");
}

#[test]
fn each_kind_goes_to_its_folder_and_holds() {
    let scratch = programme("new-kinds");
    let paths = KINDS.map(|kind| made(&scratch, &[kind, &format!("A {kind} of ours")]));
    assert_eq!(
        paths,
        [
            "content/studies/a-study-of-ours/index.md",
            "content/themes/a-theme-of-ours.md",
            "content/findings/a-finding-of-ours.md",
            "content/recommendations/a-recommendation-of-ours.md",
            "content/a-note-of-ours.md",
        ]
    );
    holds(&scratch);
    let theme = fs::read_to_string(scratch.join(&paths[1])).expect("the theme");
    assert!(
        theme.starts_with("---\ntitle: A theme of ours\n"),
        "{theme}"
    );
    assert!(theme.contains("created: 2026-01-01\n"), "{theme}");
    for path in paths {
        let text = fs::read_to_string(scratch.join(&path)).expect("a note");
        assert!(!text.contains(['{', '}']), "{path}:\n{text}");
    }
}

#[test]
fn titles_of_every_sort_are_right_or_refused() {
    let scratch = programme("new-titles");
    let long = "word ".repeat(60);
    for (title, id) in [
        (
            "Cael eich gofyn: pwy sy'n gofyn?",
            "cael-eich-gofyn-pwy-syn-gofyn",
        ),
        ("Tŷ a gardd", "ty-a-gardd"),
        ("العودة إلى البيت", "theme-1"),
        ("綜合 照護 and care", "and-care"),
        ("Con", "theme-2"),
        ("Index", "theme-3"),
        ("He said: \"no\" # and left", "he-said-no-and-left"),
        ("- a list?", "a-list"),
        ("[not a list]", "not-a-list"),
        ("{title} of {date} in {id}", "title-of-date-in-id"),
        ("true", "true"),
        ("12", "12"),
        ("2026-01-01", "2026-01-01"),
        ("~", "theme-4"),
        ("'single' \\ back", "single-back"),
        ("*star &amp %percent @at", "star-amp-percent-at"),
        ("C# and | pipes > arrows", "c-and-pipes-arrows"),
        ("  spaces   inside  ", "spaces-inside"),
        ("emoji 🚌 bus", "emoji-bus"),
        (
            &long,
            "word-word-word-word-word-word-word-word-word-word-word-word",
        ),
    ] {
        let path = made(&scratch, &["theme", "--", title]);
        assert_eq!(path, format!("content/themes/{id}.md"), "{title}");
        let text = fs::read_to_string(scratch.join(&path)).expect("the note");
        let mut sources = catena::source::SourceMap::default();
        let file = sources.add(path, text);
        let note = catena::parse::note(file, sources.file(file));
        assert_eq!(note.diagnostics, []);
        let read = note.value.common.title.as_ref().expect("a title");
        assert_eq!(read.value, title.trim());
    }
    holds(&scratch);
    for title in [
        "",
        "   ",
        "two\nlines",
        "a\ttab",
        "null\u{1b}[31m",
        "turned \u{202e}round",
    ] {
        let said = refused(&scratch, &["theme", title]);
        assert!(
            !said.is_empty() && !said.contains("panicked"),
            "{title:?}: {said}"
        );
    }
    holds(&scratch);
}

#[test]
fn a_taken_id_is_refused_with_its_place() {
    let scratch = programme("new-taken");
    scratch.write(
        "content/themes/home.md",
        "---\ntitle: Home\nnot_held: [More.]\n---\n\n> Words.\n>\n> — [[P1]] {#walk-home}\n",
    );
    scratch.write("content/studies/talks/index.md", "---\ntitle: Talks\n---\n");
    scratch.write("content/studies/talks/participants.csv", "id\nP1\n");
    let said = refused(&scratch, &["finding", "Home"]);
    assert!(said.contains("content/themes/home.md:2:8"), "{said}");
    let said = refused(&scratch, &["finding", "Walk home"]);
    assert!(said.contains("content/themes/home.md:8:14"), "{said}");
    assert_eq!(
        made(&scratch, &["finding", "Home", "--id", "no-way-home"]),
        "content/findings/no-way-home.md"
    );
    // What no note is read from may still lie in the way.
    fs::create_dir_all(scratch.join("content/findings/odd.md")).expect("a folder");
    let said = refused(&scratch, &["finding", "Odd"]);
    assert!(said.contains("odd.md"), "{said}");
    for id in ["", "Upper", "a b", "../out", "index", "a--b"] {
        refused(&scratch, &["finding", "Some title", "--id", id]);
    }
    assert!(!scratch.join("out.md").exists());
}

#[test]
fn a_place_is_a_parent_a_study_or_a_folder() {
    let scratch = programme("new-places");
    scratch.write(
        "content/themes/safety/index.md",
        "---\ntitle: Safety\nnot_held: [More.]\n---\n",
    );
    scratch.write(
        "content/themes/single.md",
        "---\ntitle: Single\nnot_held: [More.]\n---\n",
    );
    scratch.write("content/studies/talks/index.md", "---\ntitle: Talks\n---\n");
    fs::create_dir_all(scratch.join("content/findings/early")).expect("a folder");
    for (arguments, path) in [
        (
            ["theme", "Lights", "--in", "safety"],
            "content/themes/safety/lights.md",
        ),
        (
            ["note", "Methods", "--in", "talks"],
            "content/studies/talks/methods.md",
        ),
        (
            ["finding", "First", "--in", "early"],
            "content/findings/early/first.md",
        ),
        (
            ["finding", "Second", "--in", "content/findings/early/"],
            "content/findings/early/second.md",
        ),
    ] {
        assert_eq!(made(&scratch, &arguments), path);
    }
    holds(&scratch);
    for (arguments, reason) in [
        (["theme", "Inside", "--in", "single"], "is one file"),
        (["theme", "Inside", "--in", "talks"], "and no theme"),
        (["note", "Inside", "--in", "safety"], "and no note"),
        (["note", "Inside", "--in", "studies"], "and no note"),
        (
            ["theme", "Inside", "--in", "safty"],
            "Did you mean `safety`?",
        ),
        (
            ["theme", "Inside", "--in", "../.."],
            "no folder of that name",
        ),
        (
            ["theme", "Inside", "--in", "/tmp"],
            "no folder of that name",
        ),
        (["study", "Inside", "--in", "talks"], "leave `--in` out"),
    ] {
        let said = refused(&scratch, &arguments);
        assert!(said.contains(reason), "{arguments:?}: {said}");
    }
    let elsewhere = Scratch::new("new-elsewhere");
    let root = scratch.path().display().to_string();
    let run = catena(
        elsewhere.path(),
        &["new", "theme", "From afar", "-r", &root],
    );
    assert_eq!(run.stdout, format!("{root}/content/themes/from-afar.md\n"));
    assert!(refused(&elsewhere, &["theme", "Lost"]).contains("there is no `catena.yaml`"));
}

#[test]
fn the_chain_can_be_named_at_once() {
    let scratch = programme("new-chain");
    scratch.write(
        "content/themes/home.md",
        "---\ntitle: Home\nnot_held: [More.]\n---\n",
    );
    let finding = made(&scratch, &["finding", "No way home", "--theme", "home"]);
    let text = fs::read_to_string(scratch.join(&finding)).expect("the finding");
    assert!(text.contains("themes: [home]\n"), "{text}");
    let advice = made(
        &scratch,
        &["recommendation", "Run a bus", "--finding", "no-way-home"],
    );
    let text = fs::read_to_string(scratch.join(&advice)).expect("the recommendation");
    assert!(text.contains("findings: [no-way-home]\n"), "{text}");
    holds(&scratch);
    let said = refused(
        &scratch,
        &["recommendation", "Run two", "--finding", "no-way-hme"],
    );
    assert!(said.contains("Did you mean `no-way-home`?"), "{said}");
    let said = refused(&scratch, &["theme", "Other", "--theme", "home"]);
    assert!(said.contains("no place `{themes}`"), "{said}");
}

#[test]
fn a_programme_may_have_templates_of_its_own() {
    let scratch = programme("new-templates");
    scratch.write(
        "templates/theme.md",
        "\u{feff}---\ntitle: {title}\nsummary: \"About {id}, begun on {date}.\"\nnot_held: [More.]\n---\n\n## {title}\n",
    );
    let path = made(&scratch, &["theme", "Roads: dark"]);
    let text = fs::read_to_string(scratch.join(&path)).expect("the theme");
    assert_eq!(
        text,
        "---\ntitle: \"Roads: dark\"\nsummary: \"About roads-dark, begun on 2026-01-01.\"\nnot_held: [More.]\n---\n\n\
         ## Roads: dark\n"
    );
    holds(&scratch);
    for (template, reason) in [
        ("---\ntitel: {title}\n---\n", "has no key `titel`"),
        (
            "---\ntitle: Always this\n---\n",
            "does not give the note its title",
        ),
        (
            "---\ntitle: {title}\nkind: study\n---\n",
            "is a study, and no theme",
        ),
        ("no front matter\n", "This note has no title"),
        ("---\ntitle: {title}\n", "not closed"),
        ("", "This note has no title"),
    ] {
        scratch.write("templates/theme.md", template);
        let said = refused(&scratch, &["theme", "Broken"]);
        assert!(said.contains(reason), "{template:?}: {said}");
    }
    scratch.write("templates/theme.md", b"---\ntitle: \xff\n---\n");
    assert!(refused(&scratch, &["theme", "Broken"]).contains("not UTF-8"));
    fs::remove_file(scratch.join("templates/theme.md")).expect("a template");
    fs::create_dir(scratch.join("templates/theme.md")).expect("a folder");
    assert!(refused(&scratch, &["theme", "Broken"]).contains("it is no file"));
    assert!(!scratch.join("content/themes/broken.md").exists());
}
