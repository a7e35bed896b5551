//! `catena withdraw`: what it says, what it writes, and what it leaves alone.

mod support;

use std::fs;
use support::{Run, Scratch, catena, catena_with, tree};

const TABLE: &str = "content/studies/talks/participants.csv";
const LOCK: &str = "version: 1\nquotes:\n  p1-stays:\n    speaker: talks/P1\n  p2-goes:\n    speaker: talks/P2\n    \
                    words: '0'\n  p2-inside:\n    speaker: talks/P2\n";

fn programme(table: &str) -> Scratch {
    let theme = "---\ntitle: Stairs\n---\n> The stairs are steep.\n>\n> — [[P1]] {#p1-stays}\n\n\
                 > Nobody asked me about the lift.\n>\n> — [[P2]] {#p2-goes}\n";
    Scratch::with(
        "withdraw",
        &[
            ("catena.yaml", "title: Homes\n"),
            (
                "content/index.md",
                "See [[p2-goes]], and what [[P2]] said. P2 was there.\n\n![[p2-goes]]\n",
            ),
            ("content/themes/stairs.md", theme),
            (
                "content/themes/lift.md",
                "---\ntitle: Lift\n---\n> It broke.\n>\n> — [[P2]] {#p2-broke}\n",
            ),
            (
                "content/findings/steep.md",
                "---\ntitle: Steep\nthemes: [stairs]\nevidence: [p1-stays, p2-goes]\n---\nText.\n",
            ),
            (
                "content/findings/broken.md",
                "---\ntitle: Broken\nthemes: [lift]\n---\nText.\n",
            ),
            (
                "content/recommendations/mend.md",
                "---\ntitle: Mend it\nfindings: [steep, broken]\n---\nText.\n",
            ),
            (
                "content/inside.md",
                "---\ntitle: Inside\nstatus: internal\n---\n> Not for all.\n>\n> — [[talks/P2]] {#p2-inside}\n",
            ),
            (
                "content/studies/talks/index.md",
                "---\ntitle: Talks\n---\nTalks.\n",
            ),
            (TABLE, table),
            ("quotes.lock", LOCK),
        ],
    )
}

fn withdraw(scratch: &Scratch, more: &[&str]) -> Run {
    let arguments = [&["withdraw", "P2", "--on", "2026-11-01"], more].concat();
    catena(scratch.path(), &arguments)
}

fn text(scratch: &Scratch, path: &str) -> String {
    fs::read_to_string(scratch.join(path)).expect("a file of the programme")
}

#[test]
fn it_says_what_follows_and_writes_nothing_on_a_dry_run() {
    let scratch = programme("id\nP1\nP2\n");
    let before = tree(scratch.path());
    let run = withdraw(&scratch, &["--dry-run"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(before == tree(scratch.path()));
    for said in [
        "`talks/P2` withdraws on 2026-11-01",
        "2 quotes of theirs leave the site:",
        "content/themes/stairs.md:8  `p2-goes`",
        "1 quote of theirs stands in a note that is not public:",
        "content/inside.md:5  `p2-inside`",
        "3 places name these quotes.",
        "content/index.md:3  shows the quote",
        "content/index.md:1  links to the quote",
        "content/findings/steep.md:4  lists it as evidence",
        "1 link to the person",
        "2 findings lose evidence:",
        "“Steep”: 1 quote gone; 1 quote and 0 references left",
        "“Broken”: 1 quote gone; NOTHING IS LEFT",
        "“Mend it”: 2 of 2 findings weaker, 1 without evidence",
        "1 theme is left without a quote:",
        "“Lift”",
        "1 other place names `P2`.",
        "It takes 2 entries out of",
    ] {
        assert!(
            run.stdout.contains(said),
            "`{said}` is not in:\n{}",
            run.stdout
        );
    }
}

#[test]
fn it_writes_a_date_and_takes_entries_out() {
    for (before, after) in [
        ("id\nP1\nP2\n", "id,withdrawn\nP1,\nP2,2026-11-01\n"),
        (
            "\u{feff}id;\"job\";withdrawn\r\nP1;\"a; b\";\r\nP2;x;\r\n",
            "\u{feff}id;\"job\";withdrawn\r\nP1;\"a; b\";\r\nP2;x;2026-11-01\r\n",
        ),
    ] {
        let scratch = programme(before);
        let files = tree(scratch.path()).len();
        let run = withdraw(&scratch, &["--yes"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(text(&scratch, TABLE), after);
        let lock = "version: 1\nquotes:\n  p1-stays:\n    speaker: talks/P1\n";
        assert_eq!(text(&scratch, "quotes.lock"), lock);
        assert_eq!(tree(scratch.path()).len(), files, "a file is left behind");
        let again = withdraw(&scratch, &["--yes"]);
        assert_eq!(again.code, Some(2));
        assert!(
            again.stderr.contains("has withdrawn already"),
            "{}",
            again.stderr
        );
    }
}

/// Withdrawing, mending what is said, and building takes every trace out of the site.
#[test]
fn after_it_no_trace_is_left_in_the_site() {
    let scratch = programme("id\nP1\nP2\n");
    assert_eq!(withdraw(&scratch, &["--yes"]).code, Some(0));
    let refused = catena(scratch.path(), &["build"]);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.stderr.contains("finding-without-evidence"),
        "{}",
        refused.stderr
    );
    let leaking = ["content/findings/broken.md", "content/themes/lift.md"];
    for path in leaking {
        fs::remove_file(scratch.join(path)).expect("a note");
    }
    let recommendation = "---\ntitle: Mend it\nfindings: [steep]\n---\nText.\n";
    scratch.write("content/recommendations/mend.md", recommendation);
    fs::remove_file(scratch.join("quotes.lock")).expect("the made-up lock");
    let leak = catena(scratch.path(), &["build"]);
    assert!(
        leak.stderr.contains("error[leak]"),
        "the id in prose:\n{}",
        leak.stderr
    );
    scratch.write("content/index.md", "See [[p2-goes]].\n\n![[p2-goes]]\n");
    let built = catena(scratch.path(), &["build"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    for (path, bytes) in tree(&scratch.join("site")) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for word in ["p2", "about the lift", "broke", "not for all"] {
            assert!(
                !text.contains(word) && !path.contains(word),
                "{path} holds `{word}`"
            );
        }
    }
}

#[test]
fn without_a_terminal_it_needs_a_yes() {
    let scratch = programme("id\nP1\nP2\n");
    let before = tree(scratch.path());
    let run = withdraw(&scratch, &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--yes"), "{}", run.stderr);
    assert!(before == tree(scratch.path()));
}

#[test]
fn what_is_not_certain_is_refused_and_nothing_changes() {
    for (table, lock, code, said) in [
        (
            "id,a\nP1,x\nP2,y\nP2,z\n",
            LOCK,
            1,
            "cannot be read for certain",
        ),
        (
            "id\nP1\nP2\n",
            "<<<<<<< ours\nquotes:\n>>>>>>> theirs\n",
            1,
            "both sides of a merge",
        ),
        (
            "id,withdrawn\nP1,\nP2,soon\n",
            LOCK,
            2,
            "has withdrawn already",
        ),
    ] {
        let scratch = programme(table);
        scratch.write("quotes.lock", lock);
        let before = tree(scratch.path());
        let run = withdraw(&scratch, &["--yes"]);
        assert_eq!(run.code, Some(code), "{table}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{table}: {}", run.stderr);
        assert!(before == tree(scratch.path()));
    }
}

#[test]
fn an_unknown_person_is_named_back() {
    let scratch = programme("id\nPerson-1\nPerson-2\n");
    for (id, said) in [
        ("Persn-2", "Did you mean `Person-2`?"),
        ("talks/Person-3", "Did you mean `talks/Person-1`?"),
        ("P18", "These exist: `Person-1`, `Person-2`."),
    ] {
        let run = catena(scratch.path(), &["withdraw", id, "--yes"]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    let run = catena(scratch.path(), &["withdraw", "Person-1", "--on", "2026-11"]);
    assert_eq!(run.code, Some(2));
}

#[test]
fn two_studies_with_one_id_are_told_apart() {
    let scratch = programme("id\nP1\nP2\n");
    scratch.write(
        "content/studies/later/index.md",
        "---\ntitle: Later\n---\nText.\n",
    );
    scratch.write("content/studies/later/participants.csv", "id\nP2\n");
    let run = withdraw(&scratch, &["--yes"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("`later/P2`, `talks/P2`"),
        "{}",
        run.stderr
    );
    let run = catena(
        scratch.path(),
        &["withdraw", "later/p2", "--yes", "--on", "2026-11-01"],
    );
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(text(&scratch, TABLE), "id\nP1\nP2\n");
    let later = "content/studies/later/participants.csv";
    assert_eq!(text(&scratch, later), "id,withdrawn\nP2,2026-11-01\n");
}

#[test]
fn the_day_is_that_of_the_environment_where_none_is_given() {
    let scratch = programme("id\nP1\nP2\n");
    let run = catena_with(
        scratch.path(),
        &["withdraw", "talks/P2", "--yes"],
        &[("SOURCE_DATE_EPOCH", "951782400")],
    );
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(text(&scratch, TABLE).ends_with("P2,2000-02-29\n"));
}
