//! The front matter of notes: the keys that every kind has, and those of themes and recommendations.

use super::choices::{acceptable_checks, bases, kinds, statuses};
use super::{Form, Group, Key, Shape, TEXTS, finding, may, must, study};
use crate::model::Kind;

/// The front matter of a kind of note.
pub fn of_kind(kind: Kind) -> &'static Group {
    match kind {
        Kind::Home => &HOME,
        Kind::Page => &PAGE,
        Kind::Study => &STUDY,
        Kind::Theme => &THEME,
        Kind::Finding => &FINDING,
        Kind::Recommendation => &RECOMMENDATION,
    }
}

static HOME: Group = Group {
    name: "The front matter of the home page",
    tables: &[HOME_TITLE, COMMON],
};
static PAGE: Group = Group {
    name: "The front matter of a page",
    tables: &[TITLE, COMMON],
};
static STUDY: Group = Group {
    name: "The front matter of a study",
    tables: &[TITLE, COMMON, study::KEYS],
};
static THEME: Group = Group {
    name: "The front matter of a theme",
    tables: &[TITLE, COMMON, THEME_KEYS],
};
static FINDING: Group = Group {
    name: "The front matter of a finding",
    tables: &[TITLE, COMMON, finding::KEYS],
};
static RECOMMENDATION: Group = Group {
    name: "The front matter of a recommendation",
    tables: &[TITLE, COMMON, RECOMMENDATION_KEYS],
};

const ABOUT_TITLE: &str = "What the note is called, in lists and at its top.";

static HOME_TITLE: &[Key] = &[may(
    "title",
    Shape::Text,
    ABOUT_TITLE,
    "What night buses change",
)];

static TITLE: &[Key] = &[must("title", Shape::Text, ABOUT_TITLE, "Getting home")];

static COMMON: &[Key] = &[
    may(
        "summary",
        Shape::Text,
        "A sentence or two in plain English. It stands first, in lists, in search and where the page is shared.",
        "People plan their shifts around the last bus.",
    ),
    may(
        "status",
        Shape::Choice(statuses),
        "Who may read it. Without it, everybody.",
        "draft",
    ),
    may(
        "kind",
        Shape::Choice(kinds),
        "What kind of note it is. Only needed where its folder does not say so.",
        "page",
    ),
    may(
        "aliases",
        TEXTS,
        "Other names: old ids, from which readers are led here, and other spellings for links.",
        "[last-bus, The last bus]",
    ),
    may(
        "authors",
        Shape::OneOrMore(&Shape::Any(&[Shape::Line, Shape::Group(&AUTHOR)])),
        "Who wrote the note: names, or groups of `name` and `orcid`.",
        "[Ada Okafor, {name: Per Lind, orcid: 0000-0002-1825-0097}]",
    ),
    may(
        "created",
        Shape::Date,
        "The day on which the note was first written.",
        "2026-11-02",
    ),
    may(
        "updated",
        Shape::Date,
        "The day on which it last changed in substance.",
        "2026-11-22",
    ),
    may(
        "order",
        Shape::Integer,
        "Its place among its siblings. Those without one follow, by title.",
        "2",
    ),
    may(
        "not_held",
        TEXTS,
        "Named gaps: what readers should know is not here yet.",
        "[What passengers in other towns say.]",
    ),
    may(
        "nocite",
        TEXTS,
        "Keys of references that count as used though nothing cites them.",
        "[okafor2024]",
    ),
    may(
        "accept",
        Shape::List(&Shape::Group(&ACCEPTANCE)),
        "Faults of this note that you let stand, each with its reason.",
        "[{check: theme-without-quotes, because: The interviews begin in May.}]",
    ),
    may(
        "extra",
        Shape::Anything,
        "Data of your own, for the templates of a look.",
        "{colour: green}",
    ),
];

static ORCID: Form = Form {
    pattern: r"^(https://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]$",
    advice: "An ORCID iD has four groups of four digits; check each digit.",
};

/// One author.
pub static AUTHOR: Group = Group {
    name: "an author",
    tables: &[&[
        must("name", Shape::Text, "The author's name.", "Per Lind"),
        may(
            "orcid",
            Shape::Form(&ORCID),
            "The author's ORCID iD.",
            "0000-0002-1825-0097",
        ),
    ]],
};

pub static CHECK: &[Key] = &[must(
    "check",
    Shape::Choice(acceptable_checks),
    "The name of the check. Only judgements can be let stand.",
    "own-detail",
)];

pub static WHERE_AND_WHY: &[Key] = &[
    may(
        "quote",
        Shape::Text,
        "Only faults in the quote with this id.",
        "p1-four-miles",
    ),
    may(
        "words",
        Shape::Text,
        "Only faults at these words.",
        "at the mill",
    ),
    must(
        "because",
        Shape::Text,
        "Why it may stand.",
        "P1 agreed to it in writing.",
    ),
];

/// A fault of a note that somebody lets stand.
pub static ACCEPTANCE: Group = Group {
    name: "an acceptance",
    tables: &[CHECK, WHERE_AND_WHY],
};

/// `facets:` of a note: each value alone, or with its basis.
const CODINGS: Shape = Shape::Map(&Shape::Any(&[TEXTS, Shape::Map(&Shape::Choice(bases))]));

static THEME_KEYS: &[Key] = &[
    may(
        "plain_title",
        Shape::Text,
        "The title in everyday words.",
        "Feeling safe at night",
    ),
    may(
        "facets",
        CODINGS,
        "What the theme is about, by the facets of `catena.yaml`. Say whether a source states it or you read it so.",
        "{level: {local: stated}}",
    ),
];

static RECOMMENDATION_KEYS: &[Key] = &[
    must(
        "findings",
        TEXTS,
        "The ids of the findings on which it rests.",
        "[no-way-home]",
    ),
    may(
        "audience",
        TEXTS,
        "Who should act on it.",
        "[Councils, Hospitals]",
    ),
    may(
        "facets",
        CODINGS,
        "What it is about, by the facets of `catena.yaml`.",
        "{level: [local]}",
    ),
];
