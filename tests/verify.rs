//! `catena verify` end to end: what it keeps, what it refuses, and that nothing is ever lost.

mod support;

use std::fs;
use support::{Run, Scratch, catena, catena_with};

const NOTE: &str = "---\ntitle: Talks\ndesign: interview-study\n---\n\n\
    > We waited for the letter.\n>\n> — [[P1]] {#p1-waited}\n\n\
    > We waited for the letter.\n>\n> — [[P2]] {#p2-waited}\n";
const TALK: &str = "P1: We waited for the letter.\nP2: So did we. We waited for the letter.\n";

/// A programme with two quotes of the same words, and one source beside it.
fn programme() -> Scratch {
    Scratch::with(
        "verify",
        &[
            (
                "site/catena.yaml",
                "title: T\nchecks: {theme-without-quotes: \"off\"}\n",
            ),
            ("site/content/index.md", "---\ntitle: Home\n---\n"),
            ("site/content/studies/talks/index.md", NOTE),
            (
                "site/content/studies/talks/participants.csv",
                "id\nP1\nP2\n",
            ),
            ("sources/talk.txt", TALK),
        ],
    )
}

fn run(scratch: &Scratch, arguments: &[&str]) -> Run {
    catena(&scratch.join("site"), arguments)
}

fn verify(scratch: &Scratch) -> Run {
    run(scratch, &["verify", "--sources", "../sources"])
}

fn lock(scratch: &Scratch) -> String {
    fs::read_to_string(scratch.join("site/quotes.lock")).unwrap_or_default()
}

#[test]
fn two_quotes_with_the_same_words_are_each_found_with_their_speaker() {
    let scratch = programme();
    let run = verify(&scratch);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(0), ""),
        "{}",
        run.stderr
    );
    let lock = lock(&scratch);
    assert_eq!(lock.matches("result: verbatim\n").count(), 2, "{lock}");
    assert_eq!(lock.matches("start: 4\n").count(), 1, "{lock}");
    assert_eq!(lock.matches("start: 45\n").count(), 1, "{lock}");
}

#[test]
fn a_second_run_changes_nothing_and_keeps_the_date() {
    let scratch = programme();
    verify(&scratch);
    let first = lock(&scratch);
    let arguments = ["verify", "--sources", "../sources"];
    let later = catena_with(
        &scratch.join("site"),
        &arguments,
        &[("SOURCE_DATE_EPOCH", "4102444800")],
    );
    assert_eq!(later.code, Some(0), "{}", later.stderr);
    assert_eq!(lock(&scratch), first);
}

#[test]
fn what_has_no_source_this_time_keeps_its_result() {
    let scratch = programme();
    verify(&scratch);
    let first = lock(&scratch);
    fs::rename(
        scratch.join("sources/talk.txt"),
        scratch.join("sources/P9.txt"),
    )
    .expect("a source");
    scratch.write(
        "site/content/studies/talks/participants.csv",
        "id,source\nP1,elsewhere.txt\nP2,elsewhere.txt\n",
    );
    let run = verify(&scratch);
    assert_eq!(
        run.code,
        Some(1),
        "the name of a source that is not there is a fault"
    );
    assert_eq!(lock(&scratch), first);
}

#[test]
fn a_source_that_cannot_be_read_leaves_the_lock_as_it_is() {
    let scratch = programme();
    verify(&scratch);
    let first = lock(&scratch);
    scratch.write("sources/talk.txt", b"P1: caf\xe9\n");
    let run = verify(&scratch);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stdout.contains("unreadable-source"), "{}", run.stdout);
    assert_eq!(lock(&scratch), first);
}

#[test]
fn a_word_document_is_a_source() {
    let scratch = programme();
    fs::remove_file(scratch.join("sources/talk.txt")).expect("a source");
    let document = include_bytes!("../src/transcript/testdata/interview.docx");
    scratch.write("sources/P1.docx", document);
    let note = "---\ntitle: Talks\ndesign: interview-study\n---\n\n\
        > We share *one* office, so it's easy...\n>\n> — [[P1]] {#p1-office}\n\n\
        > And before?\n>\n> — [[P1]] {#asked}\n";
    scratch.write("site/content/studies/talks/index.md", note);
    let run = run(
        &scratch,
        &[
            "verify",
            "--sources",
            "../sources",
            "--list",
            "--format",
            "short",
        ],
    );
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(
        run.stdout.contains("p1-office: verbatim P1.docx:"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .contains("In the source the interviewer says these words, not P1"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_source_of_500_megabytes_is_refused() {
    let scratch = programme();
    let huge = fs::File::create(scratch.join("sources/huge.txt")).expect("a file");
    huge.set_len(500 << 20).expect("a sparse file");
    let run = verify(&scratch);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stdout.contains("larger than 128 MB"), "{}", run.stdout);
    assert!(!run.stdout.contains("quote-not-found"), "{}", run.stdout);
}

#[test]
fn a_lock_that_is_damaged_stops_the_build_and_is_never_overwritten() {
    let scratch = programme();
    verify(&scratch);
    let good = lock(&scratch);
    assert_eq!(run(&scratch, &["build"]).code, Some(0));
    let site = fs::read(scratch.join("site/site/index.html")).expect("a page");
    let cuts = (1..good.len() - 1)
        .step_by(97)
        .map(|end| good[..end].to_owned());
    let newer = good.replace("version: 1", "version: 2");
    let conflict = format!("{good}<<<<<<< ours\n=======\n>>>>>>> theirs\n");
    let binary = String::from_utf8_lossy(&[0, 159, 146, 150]).into_owned();
    for damaged in cuts.chain([newer, conflict, binary, String::new()]) {
        scratch.write("site/quotes.lock", &damaged);
        for arguments in [
            ["build", "--format", "short"],
            ["verify", "--sources", "../sources"],
            ["verify", "--offline", "--list"],
        ] {
            let run = run(&scratch, &arguments);
            assert_eq!(
                run.code,
                Some(1),
                "{arguments:?} on {damaged:?}: {}{}",
                run.stdout,
                run.stderr
            );
        }
        assert_eq!(lock(&scratch), damaged);
        assert_eq!(
            fs::read(scratch.join("site/site/index.html")).expect("a page"),
            site
        );
    }
}

#[cfg(unix)]
#[test]
fn a_lock_that_leads_out_of_the_programme_is_not_read() {
    let scratch = programme();
    scratch.write("secret.txt", "the secret: of another folder\n");
    for target in ["../secret.txt", "../nowhere"] {
        let link = scratch.join("site/quotes.lock");
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(target, &link).expect("a link");
        for arguments in [
            ["check", "--format", "short"],
            ["verify", "--sources", "../sources"],
        ] {
            let run = run(&scratch, &arguments);
            assert_eq!(run.code, Some(1), "{arguments:?}: {}", run.stderr);
            assert!(run.stdout.contains("symbolic-link"), "{}", run.stdout);
            assert!(!run.stdout.contains("secret:"), "{}", run.stdout);
        }
        assert!(link.is_symlink());
    }
}

#[test]
fn an_edited_quote_is_caught_without_any_source() {
    let scratch = programme();
    verify(&scratch);
    let edited = NOTE.replacen("the letter", "that letter", 1);
    scratch.write("site/content/studies/talks/index.md", edited);
    for arguments in [
        ["check", "--format", "short"],
        ["verify", "--offline", "--list"],
    ] {
        let run = run(&scratch, &arguments);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        assert!(run.stdout.contains("quote-changed"), "{}", run.stdout);
    }
}

#[test]
fn a_quote_of_only_omissions_is_a_fault_and_the_others_are_compared() {
    let scratch = programme();
    let note = format!("{NOTE}\n> ... … ...\n>\n> — [[P1]] {{#p1-nothing}}\n");
    scratch.write("site/content/studies/talks/index.md", note);
    assert_eq!(run(&scratch, &["check"]).code, Some(1));
    let run = verify(&scratch);
    assert!(run.stderr.contains("2 verbatim"), "{}", run.stderr);
}

#[test]
fn a_wrong_path_is_a_fault_of_the_environment() {
    let scratch = programme();
    fs::create_dir(scratch.join("empty")).expect("a folder");
    for path in ["../nowhere", "../empty"] {
        let run = run(&scratch, &["verify", "--sources", path]);
        assert_eq!(run.code, Some(2), "{path}: {}", run.stderr);
        assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    }
    assert_eq!(lock(&scratch), "");
}
