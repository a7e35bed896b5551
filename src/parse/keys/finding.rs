//! The front matter of findings, with GRADE-CERQual.

use super::choices::{concerns, convergence, finding_types, levels};
use super::{Group, Key, Need, Shape, TEXTS, may, must};

pub static KEYS: &[Key] = &[
    may(
        "type",
        Shape::Choice(finding_types),
        "Whether one study carries it or several. Without it, one.",
        "synthesis",
    ),
    may(
        "themes",
        TEXTS,
        "The ids of the themes that it is about.",
        "[getting-home]",
    ),
    may(
        "evidence",
        TEXTS,
        "Ids of quotes and citation keys. Without it, the finding rests on every quote of its themes.",
        "[p1-four-miles, \"@okafor2024\"]",
    ),
    may(
        "convergence",
        Shape::Map(&Shape::Any(&[
            Shape::Choice(convergence),
            Shape::Group(&CONVERGENCE),
        ])),
        "What each study says of it, by the study's id.",
        "{night-bus: agreement}",
    ),
    may(
        "confidence",
        Shape::Group(&CONFIDENCE),
        "A GRADE-CERQual rating, for `type: synthesis` only. Leave it out where nobody has assessed it.",
        "{overall: moderate, because: One strand is small., methodological_limitations: {concern: none}, \
         coherence: {concern: none}, adequacy: {concern: minor, because: Three people spoke.}, relevance: {concern: none}}",
    ),
];

/// What one study says of a finding, with a note.
pub static CONVERGENCE: Group = Group {
    name: "a convergence entry",
    tables: &[&[
        must(
            "code",
            Shape::Choice(convergence),
            "What the study says, by the codes of the triangulation protocol.",
            "silence",
        ),
        may(
            "note",
            Shape::Text,
            "Why, in a sentence.",
            "Nobody was asked.",
        ),
    ]],
};

/// A GRADE-CERQual rating.
pub static CONFIDENCE: Group = Group {
    name: "a confidence rating",
    tables: &[&[
        must(
            "overall",
            Shape::Choice(levels),
            "The overall confidence.",
            "moderate",
        ),
        must(
            "because",
            Shape::Text,
            "Why, in a sentence.",
            "One strand is small.",
        ),
        must(
            "methodological_limitations",
            Shape::Group(&COMPONENT),
            "Concerns about how the studies were done.",
            "{concern: none}",
        ),
        must(
            "coherence",
            Shape::Group(&COMPONENT),
            "Concerns about how well the finding fits the data.",
            "{concern: none}",
        ),
        must(
            "adequacy",
            Shape::Group(&COMPONENT),
            "Concerns about how rich the data are, and how many.",
            "{concern: minor, because: Three people spoke.}",
        ),
        must(
            "relevance",
            Shape::Group(&COMPONENT),
            "Concerns about how far the studies fit the question.",
            "{concern: none}",
        ),
    ]],
};

/// One of the four components of a rating.
pub static COMPONENT: Group = Group {
    name: "a confidence component",
    tables: &[&[
        must(
            "concern",
            Shape::Choice(concerns),
            "How serious the concerns are.",
            "minor",
        ),
        Key {
            name: "because",
            need: Need::MustUnless("concern", "none"),
            shape: Shape::Text,
            about: "Why, in a sentence. Needed unless the concern is `none`.",
            example: "Three people spoke.",
        },
    ]],
};
