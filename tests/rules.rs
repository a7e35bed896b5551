//! Every rule says what it does, why it matters and how to mend it, shows an example that is run, and has a page made from
//! that in `docs/content/checks/`.
//!
//! The words are in `src/diagnostic/rules/`. With `CATENA_BLESS=1` what the program says of each example is written there,
//! and the pages are made anew.

mod support;

use catena::diagnostic::{Code, Group, Severity};
use rayon::prelude::*;
use std::fmt::Write;
use std::path::PathBuf;
use support::examples::{self, Proof, blessing, must_be, pages, prose, read, root};

const SECTIONS: [&str; 4] = [
    "What it does",
    "Why it matters",
    "Example",
    "How to mend it",
];

/// Sentences are for people who read them in a hurry.
const LONGEST_SENTENCE: usize = 20;

/// Rules whose example is not run, and why.
const NOT_RUN: &[(&str, &str)] = &[(
    "unreadable-file",
    "whoever runs the tests as an administrator may open every file",
)];

#[test]
fn every_rule_is_shown_by_its_example_and_has_its_page() {
    let mut faults: Vec<String> = Code::ALL
        .par_iter()
        .filter_map(|code| shown(*code))
        .collect();
    // After the examples, since these may have been written anew.
    faults.extend(unmade_pages());
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// What is wrong with the example of a rule.
fn shown(code: Code) -> Option<String> {
    let name = code.name();
    let said = examples::run(&words_file(code), Proof::Check).said;
    let shows = said.iter().any(|said| said.contains(&format!("[{name}]")));
    match (shows, NOT_RUN.iter().find(|(other, _)| *other == name)) {
        (true, Some((_, reason))) => Some(format!(
            "the example of `{name}` is run: take it off the list ({reason})"
        )),
        (false, None) => Some(format!(
            "`{name}` has no example in which the program says [{name}]"
        )),
        _ => None,
    }
}

#[test]
fn every_rule_says_the_same_things_in_the_same_order() {
    let mut faults = Vec::new();
    for code in Code::ALL {
        let text = read(&words_file(*code));
        let name = code.name();
        let headings: Vec<String> = prose(&text)
            .lines()
            .filter_map(|line| line.strip_prefix('#'))
            .map(|rest| rest.strip_prefix("# ").unwrap_or(rest).to_owned())
            .collect();
        if headings != SECTIONS {
            faults.push(format!("{name} has the headings {headings:?}"));
        }
        // Under `Example` a fence may be enough.
        let parts = prose(&text);
        let silent = SECTIONS
            .iter()
            .zip(parts.split("## ").skip(1))
            .filter(|(title, part)| **title != "Example" && !part.contains(['.', ':']));
        faults.extend(silent.map(|(title, _)| format!("{name} says nothing under `{title}`")));
        faults.extend(
            long_sentences(&prose(&text))
                .into_iter()
                .map(|sentence| format!("{name}: too long: {sentence}")),
        );
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The sentences that have too many words.
fn long_sentences(prose: &str) -> Vec<String> {
    let mut long = Vec::new();
    let mut sentence: Vec<&str> = Vec::new();
    for line in prose.lines() {
        // A blank line ends a sentence, and so does the mark of a list or heading.
        if line.is_empty() || line.starts_with(|c: char| c.is_ascii_digit() || "-#|".contains(c)) {
            sentence.clear();
        }
        for word in line.split_whitespace() {
            sentence.push(word);
            if sentence.len() == LONGEST_SENTENCE + 1 {
                long.push(sentence.join(" "));
            }
            if word.ends_with(['.', '?', ':']) {
                sentence.clear();
            }
        }
    }
    long
}

/// Pages that do not say what they are made from.
fn unmade_pages() -> Vec<String> {
    let folder = root().join("docs/content/checks");
    let mut faults: Vec<String> = Code::ALL
        .iter()
        .filter_map(|code| must_be(&folder.join(file(*code)), &page(*code)))
        .collect();
    faults.extend(must_be(&folder.join("index.md"), &index()));
    let known: Vec<PathBuf> = Code::ALL
        .iter()
        .map(|code| folder.join(file(*code)))
        .collect();
    let unknown = pages("docs/content/checks")
        .into_iter()
        .filter(|page| !page.ends_with("index.md") && !known.contains(page));
    faults.extend(unknown.map(|page| format!("{} is of no rule: delete it", page.display())));
    faults
}

/// The program's own words are those on the disk.
#[test]
fn the_program_holds_the_words_of_every_rule() {
    if blessing() {
        return; // The words on the disk may be newer than the program.
    }
    for code in Code::ALL {
        assert_eq!(
            code.documentation(),
            read(&words_file(*code)),
            "{}",
            code.name()
        );
    }
}

fn file(code: Code) -> String {
    format!("{}.md", code.name())
}

fn words_file(code: Code) -> PathBuf {
    root().join("src/diagnostic/rules").join(file(code))
}

/// The page of a rule.
fn page(code: Code) -> String {
    let words = read(&words_file(code));
    format!(
        "---\ntitle: {name}\nsummary: \"{about}.\"\n---\n\n{weight}\n\n{words}\n[All checks](index.md)\n",
        name = code.name(),
        about = code.about(),
        weight = weight(code),
    )
}

/// How much a rule matters, and what a programme can do about that.
fn weight(code: Code) -> String {
    let weight = match code.severity() {
        Severity::Error => "An **error**: it stops a build.",
        Severity::Warning => "A **warning**: it does not stop a build, but somebody should look.",
        Severity::Note => "A **note**: it is worth knowing, and stops nothing.",
    };
    let off = if code.guards_publication() {
        "No programme can turn it off."
    } else {
        "A programme can [turn it off or weigh it anew](../configuration.md#checks)."
    };
    let accepted = if code.may_be_accepted() {
        "A single fault can be [accepted with a reason](../disclosure.md#let-a-fault-stand)."
    } else {
        "A single fault cannot be accepted."
    };
    format!("{weight}\n{off}\n{accepted}")
}

/// The page that lists all rules.
fn index() -> String {
    let mut text = "---\ntitle: All checks\nsummary: \"Every fault that Catena finds, and how to mend it.\"\n---\n\n\
        `catena check` lists every fault of every file. Each has a name in square brackets: look it up here.\n\n\
        - An *error* stops a build.\n\
        - A *warning* does not. Somebody should look.\n\
        - A *note* is worth knowing. `catena build` does not print it.\n\n\
        The key `checks` of `catena.yaml` changes how much a fault matters: see \
        [Configuration](../configuration.md#checks).\n"
        .to_owned();
    for Group { title, codes } in Code::GROUPS {
        write!(
            text,
            "\n## {title}\n\n| name | weight | what it looks for |\n|---|---|---|\n"
        )
        .expect("memory");
        for code in *codes {
            let (name, weight, about) = (code.name(), code.severity().name(), code.about());
            writeln!(text, "| [`{name}`]({name}.md) | {weight} | {about} |").expect("memory");
        }
    }
    text
}
