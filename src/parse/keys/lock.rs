//! `quotes.lock`, which `catena verify` writes. No person should, so no schema has it.

use super::{Choice, Group, Shape, may, must};
use crate::model::Outcome;

/// The whole file.
pub static LOCK: Group = Group {
    name: "`quotes.lock`",
    tables: &[&[
        must("version", Shape::Count, "The version of the format.", "1"),
        must(
            "quotes",
            Shape::Map(&Shape::Group(&LOCK_ENTRY)),
            "What was found of each quote.",
            "{}",
        ),
    ]],
};

/// What was found of one quote.
pub static LOCK_ENTRY: Group = Group {
    name: "an entry of `quotes.lock`",
    tables: &[&[
        must("speaker", Shape::Text, "Who speaks.", "night-bus/P1"),
        must("words", Shape::Text, "The hash of the words.", "\"00ff\""),
        must(
            "result",
            Shape::Choice(outcomes),
            "What was found.",
            "verbatim",
        ),
        may(
            "speaker_confirmed",
            Shape::Anything,
            "Whether the source says who speaks.",
            "true",
        ),
        may(
            "source",
            Shape::Group(&LOCK_SOURCE),
            "Where the words stand.",
            "{name: a.txt, hash: \"01\", start: 3, end: 9}",
        ),
        must(
            "verified",
            Shape::Date,
            "The day of the comparison.",
            "2026-11-22",
        ),
    ]],
};

/// A place in a source.
pub static LOCK_SOURCE: Group = Group {
    name: "a source",
    tables: &[&[
        must("name", Shape::Text, "The name of the file.", "a.txt"),
        must("hash", Shape::Text, "The hash of the file.", "\"01\""),
        must("start", Shape::Count, "The first byte.", "3"),
        must("end", Shape::Count, "The byte behind the last.", "9"),
    ]],
};

fn outcomes() -> Vec<Choice> {
    let choice = |outcome: &Outcome| Choice {
        name: outcome.name(),
        about: "",
    };
    Outcome::ALL.iter().map(choice).collect()
}
