//! What commands say of faults, in each form, and what they make of warnings.

mod support;

use serde_json::Value;
use support::{Run, Scratch, catena, catena_with};

/// A programme with an error, a warning, a note, and one that somebody let stand.
fn programme() -> Scratch {
    let files = [
        (
            "review/catena.yaml",
            "title: A programme\nchecks: {unused-reference: note}\n\
             accept:\n  - {check: theme-without-quotes, because: \"Nobody said it, 100%\"}\n",
        ),
        (
            "review/content/index.md",
            "---\ntitle: A programme\n---\n\nŵ [[nowhere]]\n\n<blink>\n",
        ),
        (
            "review/content/themes/one, two/a-theme.md",
            "---\ntitle: A theme\n---\n\n[[no\u{2003}where]]\n",
        ),
        (
            "review/content/references.bib",
            "@book{a2000, author = {A, B}, title = {T}, publisher = {P}, year = {2000}}\n",
        ),
    ];
    Scratch::with("formats", &files)
}

fn say(scratch: &Scratch, arguments: &[&str]) -> Run {
    let unset = [("GITHUB_WORKSPACE", ""), ("CI_PROJECT_DIR", "")];
    let mut all = arguments.to_vec();
    all.extend(["--root", "review"]);
    catena_with(scratch.path(), &all, &unset)
}

fn lines(run: &Run) -> Vec<&str> {
    run.stdout.lines().collect()
}

#[test]
fn workflow_commands_name_files_from_the_repository() {
    let scratch = programme();
    let run = say(&scratch, &["check", "--format", "github"]);
    assert_eq!(run.code, Some(1));
    let said = lines(&run);
    assert_eq!(said.len(), 4, "{said:#?}");
    assert_eq!(
        said[0],
        "::error file=review/content/index.md,line=5,endLine=5,col=3,endColumn=14,title=unknown-link::`nowhere` names \
         nothing in this programme%0AWrite the id or title of a note, or the id of a quote or participant."
    );
    assert!(
        said[1].starts_with("::warning file=review/content/index.md,line=7,"),
        "{}",
        said[1]
    );
    assert!(
        said[2].starts_with("::notice file=review/content/references.bib,"),
        "{}",
        said[2]
    );
    assert!(
        said[3].starts_with("::error file=review/content/themes/one%2C two/a-theme.md,line=5,"),
        "{}",
        said[3]
    );
    let host = [("GITHUB_WORKSPACE", scratch.path().to_str().expect("a name"))];
    let inside = catena_with(
        &scratch.join("review"),
        &["check", "--format", "github"],
        &host,
    );
    assert_eq!(inside.stdout, run.stdout, "wherever it is run");
}

#[test]
fn sarif_holds_what_somebody_let_stand() {
    let scratch = programme();
    for command in [
        ["check", "--format", "sarif"],
        ["build", "--format", "sarif"],
    ] {
        let run = say(&scratch, &command);
        assert_eq!(run.code, Some(1));
        let log: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let results = log["runs"][0]["results"].as_array().expect("results");
        let suppressed: Vec<&Value> = results
            .iter()
            .filter(|result| result["suppressions"] != Value::Array(Vec::new()))
            .collect();
        assert_eq!(suppressed.len(), 1);
        assert_eq!(suppressed[0]["ruleId"], "theme-without-quotes");
        assert_eq!(
            suppressed[0]["suppressions"][0]["justification"],
            "Nobody said it, 100%"
        );
        let uri = &suppressed[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(uri, "review/content/themes/one%2C%20two/a-theme.md");
        let notes = usize::from(command[0] == "check");
        assert_eq!(results.len(), 4 + notes, "a build lists no notes");
    }
}

#[test]
fn a_report_without_faults_is_a_report() {
    let files = [
        ("review/catena.yaml", "title: A programme\n"),
        (
            "review/content/index.md",
            "---\ntitle: A programme\n---\n\nWords.\n",
        ),
    ];
    let scratch = Scratch::with("formats-none", &files);
    for command in ["check", "build", "verify"] {
        let with = |format| match command {
            "verify" => vec![command, "--offline", "--format", format],
            _ => vec![command, "--format", format],
        };
        let json = say(&scratch, &with("json"));
        assert_eq!(
            (json.code, json.stdout.as_str()),
            (Some(0), "[]\n"),
            "{command}"
        );
        let sarif: Value =
            serde_json::from_str(&say(&scratch, &with("sarif")).stdout).expect("JSON");
        assert_eq!(
            sarif["runs"][0]["results"],
            Value::Array(Vec::new()),
            "{command}"
        );
        assert_eq!(say(&scratch, &with("github")).stdout, "", "{command}");
    }
}

#[test]
fn strict_commands_let_no_warning_pass() {
    let files = [
        ("review/catena.yaml", "title: A programme\n"),
        (
            "review/content/index.md",
            "---\ntitle: A programme\n---\n\n<blink>\n",
        ),
    ];
    let scratch = Scratch::with("formats-strict", &files);
    assert_eq!(say(&scratch, &["check"]).code, Some(0));
    assert_eq!(say(&scratch, &["check", "--strict"]).code, Some(1));
    let refused = say(&scratch, &["build", "--strict"]);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.stderr.contains("Nothing was published: 1 warning"),
        "{}",
        refused.stderr
    );
    assert!(!scratch.join("review/site").exists());
    assert_eq!(say(&scratch, &["build"]).code, Some(0));
    scratch.write(
        "review/catena.yaml",
        "title: A programme\nchecks: {unsafe-html: note}\n",
    );
    assert_eq!(
        say(&scratch, &["check", "--strict"]).code,
        Some(0),
        "a note is no warning"
    );
    assert_eq!(say(&scratch, &["build", "--strict"]).code, Some(0));
}

/// What a build finds in the finished site is told too where it does not keep the site back.
#[test]
fn a_warning_about_the_finished_site_is_told() {
    let files: [(&str, &[u8]); 6] = [
        (
            "review/catena.yaml",
            b"title: A programme\nchecks: {unexamined-file: warning}\n",
        ),
        (
            "review/content/index.md",
            b"---\ntitle: A programme\n---\n\n[Old notes](old.doc)\n",
        ),
        (
            "review/content/old.doc",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 harmless",
        ),
        // Something must be withheld, or there is nothing to look for.
        (
            "review/content/inside.md",
            b"---\ntitle: Inside\nstatus: internal\n---\n> The lift had been out for nine whole weeks.\n>\n> \xE2\x80\x94 [[P1]]\n",
        ),
        ("review/content/studies/s/index.md", b"---\ntitle: S\n---\n"),
        ("review/content/studies/s/participants.csv", b"id\nP1\n"),
    ];
    let scratch = Scratch::with("formats-finished", &files);
    let built = say(&scratch, &["build"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    assert!(
        built.stderr.contains("warning[unexamined-file]"),
        "{}",
        built.stderr
    );
    let json = say(&scratch, &["build", "--format", "json"]);
    assert!(
        json.stdout.contains("\"unexamined-file\""),
        "{}",
        json.stdout
    );
    let refused = say(&scratch, &["build", "--strict"]);
    assert_eq!(refused.code, Some(1), "{}", refused.stderr);
}

#[test]
fn a_person_is_shown_as_many_faults_as_can_be_read_and_told_of_the_rest() {
    let links: String = (0..10_000)
        .map(|number| format!("[[nowhere {number}]]\n"))
        .collect();
    let note = format!("---\ntitle: A programme\n---\n\n{links}\n![](a.png)\n");
    let files = [
        ("review/catena.yaml", "title: A programme\n"),
        ("review/content/index.md", note.as_str()),
    ];
    let scratch = Scratch::with("formats-many", &files);
    let human = say(&scratch, &["check"]);
    assert_eq!(human.stdout.matches("error[unknown-link]").count(), 20);
    assert_eq!(
        human.stdout.matches("error[broken-path]").count(),
        1,
        "other faults are not hidden"
    );
    assert!(
        human.stdout.contains("\n  9980 unknown-link\n"),
        "{}",
        human.stdout
    );
    assert!(human.stderr.contains("1000"), "{}", human.stderr);
    assert!(human.stderr.contains("catena explain "), "{}", human.stderr);
    for format in ["short", "github"] {
        let all = say(&scratch, &["check", "--format", format]);
        assert_eq!(
            all.stdout.matches("unknown-link").count(),
            10_000,
            "{format}"
        );
    }
    // In one line of a megabyte, what counts from its start for each fault would take minutes.
    let one = format!(
        "---\ntitle: A programme\n---\n\n{}\n",
        links.replace('\n', &" é".repeat(30))
    );
    scratch.write("review/content/index.md", one);
    for format in ["short", "json", "sarif", "github", "human"] {
        let run = say(&scratch, &["check", "--format", format]);
        assert_eq!(run.code, Some(1), "{format}");
        assert!(run.seconds < 60.0, "{format}: {} seconds", run.seconds);
    }
}

#[test]
fn a_check_is_explained() {
    let scratch = Scratch::new("formats-explain");
    let explained = catena(scratch.path(), &["explain", "unknown-link"]);
    assert_eq!(explained.code, Some(0));
    for words in [
        "A link whose target does not exist",
        "Weight: error",
        "What it does",
        "How to mend it",
    ] {
        assert!(
            explained.stdout.contains(words),
            "{words}: {}",
            explained.stdout
        );
    }
    let all = catena(scratch.path(), &["explain"]);
    assert_eq!(all.code, Some(0));
    assert!(all.stdout.contains("  unknown-link "), "{}", all.stdout);
    let slip = catena(scratch.path(), &["explain", "unknwon-link"]);
    assert_eq!(slip.code, Some(2));
    assert!(
        slip.stderr.contains("Did you mean `unknown-link`?"),
        "{}",
        slip.stderr
    );
    assert_eq!(
        (
            slip.stdout.as_str(),
            catena(scratch.path(), &["explain", "xyz"]).code
        ),
        ("", Some(2))
    );
}
