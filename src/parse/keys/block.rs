//! Generated blocks: a fenced block whose name stands in braces.

use super::choices::cells;
use super::{Group, Key, Shape, TEXTS, may, must};

/// A generated block.
#[derive(Debug)]
pub struct BlockKeys {
    /// The name in braces.
    pub name: &'static str,
    pub group: &'static Group,
    /// What it shows, in a sentence.
    pub about: &'static str,
}

const fn block(name: &'static str, group: &'static Group, about: &'static str) -> BlockKeys {
    BlockKeys { name, group, about }
}

/// Every block.
pub static BLOCKS: &[BlockKeys] = &[
    block("quotes", &QUOTES, "Quotes that pass every filter."),
    block(
        "bibliography",
        &BIBLIOGRAPHY,
        "References as the style prints them.",
    ),
    block("flow", &FLOW_BLOCK, "A study's PRISMA flow."),
    block(
        "participants",
        &PARTICIPANTS_BLOCK,
        "The table of a study's people, as the publishing rules allow.",
    ),
    block("gaps", &GAPS, "What is not held."),
    block(
        "matrix",
        &MATRIX,
        "Two dimensions of the evidence against each other.",
    ),
    block(
        "voices",
        &VOICES,
        "Who is heard in some quotes, and who is not.",
    ),
    block("figure", &FIGURE, "An image with a caption."),
];

static FILTER: &[Key] = &[
    may(
        "themes",
        TEXTS,
        "Only quotes coded to these themes.",
        "[getting-home]",
    ),
    may(
        "studies",
        TEXTS,
        "Only quotes from these studies.",
        "[night-bus]",
    ),
    may(
        "facets",
        Shape::Map(&TEXTS),
        "Only quotes coded to these values.",
        "{level: [local]}",
    ),
];

/// `{quotes}`.
pub static QUOTES: Group = Group {
    name: "A `{quotes}` block",
    tables: &[
        FILTER,
        &[may("limit", Shape::Count, "At most this many.", "3")],
    ],
};

/// `{voices}`.
pub static VOICES: Group = Group {
    name: "A `{voices}` block",
    tables: &[
        &[may(
            "by",
            Shape::Text,
            "A published attribute of participants. Without it, the first one.",
            "group",
        )],
        FILTER,
    ],
};

/// `{bibliography}`.
pub static BIBLIOGRAPHY: Group = Group {
    name: "A `{bibliography}` block",
    tables: &[&[may(
        "keys",
        TEXTS,
        "The citation keys of some references. Without it, all.",
        "[okafor2024]",
    )]],
};

static STUDY: &[Key] = &[may(
    "study",
    Shape::Text,
    "The id of the study. In the study's own folder you may leave it out.",
    "night-bus",
)];

/// `{flow}`.
pub static FLOW_BLOCK: Group = Group {
    name: "A `{flow}` block",
    tables: &[STUDY],
};

/// `{participants}`.
pub static PARTICIPANTS_BLOCK: Group = Group {
    name: "A `{participants}` block",
    tables: &[STUDY],
};

/// `{gaps}`.
pub static GAPS: Group = Group {
    name: "A `{gaps}` block",
    tables: &[&[may(
        "of",
        Shape::Text,
        "The id of one note. Without it, the gaps of all.",
        "getting-home",
    )]],
};

fn dimensions() -> Vec<&'static str> {
    vec!["themes", "studies", "findings"]
}

/// `{matrix}`.
pub static MATRIX: Group = Group {
    name: "A `{matrix}` block",
    tables: &[&[
        may(
            "rows",
            Shape::Suggested(dimensions),
            "What stands in rows: `themes`, `studies`, `findings`, a published attribute or a facet.",
            "themes",
        ),
        may(
            "columns",
            Shape::Suggested(dimensions),
            "What stands in columns: `themes`, `studies`, `findings`, a published attribute or a facet.",
            "group",
        ),
        may(
            "cells",
            Shape::Choice(cells),
            "What a cell shows. Without it, how many quotes.",
            "count",
        ),
        may(
            "themes",
            TEXTS,
            "Only these themes, and those below them.",
            "[getting-home]",
        ),
    ]],
};

/// `{figure}`.
pub static FIGURE: Group = Group {
    name: "A `{figure}` block",
    tables: &[&[
        must(
            "image",
            Shape::Text,
            "The path of the picture, from the note.",
            "route.svg",
        ),
        must(
            "alt",
            Shape::Text,
            "What the picture shows, for people who do not see it.",
            "A line from the hospital to the bus station.",
        ),
        may(
            "caption",
            Shape::Text,
            "A sentence below the picture.",
            "The route of the night bus.",
        ),
    ]],
};
