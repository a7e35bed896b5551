//! `glossary.yaml`.

use super::{Group, Shape, TEXTS, may, must};

/// One term.
pub static TERM: Group = Group {
    name: "a glossary entry",
    tables: &[&[
        must("term", Shape::Text, "The word or words.", "night bus"),
        must(
            "definition",
            Shape::Text,
            "What it means, in plain English.",
            "A bus that runs after midnight.",
        ),
        may("abbreviation", Shape::Text, "Its short form.", "NB"),
        may(
            "aliases",
            TEXTS,
            "Other spellings, which are linked too.",
            "[night buses]",
        ),
        may(
            "source",
            Shape::Text,
            "The citation key of what defines it.",
            "transport2023",
        ),
        may("see", TEXTS, "Other terms to look up.", "[late shift]"),
    ]],
};
