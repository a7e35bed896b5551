//! The front matter of studies, with the PRISMA flow of a review.

use super::choices::{flow_fields, relations};
use super::{Group, Key, Need, PAIRS, Shape, may, must};

pub static KEYS: &[Key] = &[
    may(
        "design",
        Shape::Suggested(|| DESIGNS.to_vec()),
        "How the study was done: a usual design, or words of your own.",
        "interview-study",
    ),
    may(
        "question",
        Shape::Text,
        "What the study asked.",
        "How do people get home after a late shift?",
    ),
    may(
        "publications",
        Shape::List(&Shape::Any(&[Shape::Text, Shape::Group(&PUBLICATION)])),
        "Citation keys of what was published, the version of record first.",
        "[okafor2024, {key: okafor2023, relation: preprint}]",
    ),
    may(
        "licence",
        Shape::Text,
        "Under which licence its material stands.",
        "CC BY 4.0",
    ),
    may(
        "dates",
        PAIRS,
        "What happened when: a label and a text on each line.",
        "{Interviews: March to May 2024}",
    ),
    may(
        "sample",
        PAIRS,
        "Facts of the design: a label and a value on each line.",
        "{People: \"3\", Setting: one town}",
    ),
    may(
        "flow",
        Shape::Group(&FLOW),
        "A review's PRISMA 2020 flow. Leave a figure empty where it was not reported.",
        "{database_results: 120, duplicates: 20, records_screened: 100}",
    ),
    may(
        "checklist",
        Shape::Map(&PAIRS),
        "A reporting checklist, and for each of its items the place that answers it.",
        "{COREQ: {\"1\": Methods}}",
    ),
    may(
        "sources",
        Shape::List(&Shape::Any(&[Shape::Text, Shape::Group(&SOURCE)])),
        "The documents with which `catena verify` compares its quotes. They are never published.",
        "[{file: article.docx, what: the published article}]",
    ),
];

/// The designs for which looks have words.
const DESIGNS: [&str; 7] = [
    "scoping-review",
    "systematic-review",
    "interview-study",
    "focus-groups",
    "survey",
    "policy-brief",
    "evaluation",
];

/// A publication of a study.
pub static PUBLICATION: Group = Group {
    name: "a publication",
    tables: &[&[
        must("key", Shape::Text, "Its citation key.", "okafor2024"),
        may(
            "relation",
            Shape::Choice(relations),
            "Which version it is. Without it, the version of record.",
            "preprint",
        ),
    ]],
};

/// A document that holds the words of a study's participants.
pub static SOURCE: Group = Group {
    name: "a source",
    tables: &[&[
        must(
            "file",
            Shape::Text,
            "Its path below the folder of sources, or its file name.",
            "article.docx",
        ),
        may(
            "what",
            Shape::Text,
            "What it is, in words for readers.",
            "the published article",
        ),
    ]],
};

/// A count, or its parts by name. An empty one was not reported.
const FIGURE: Shape = Shape::Any(&[Shape::Count, Shape::Map(&Shape::Count)]);

const fn figure(name: &'static str, about: &'static str) -> Key {
    Key {
        name,
        need: Need::May,
        shape: FIGURE,
        about,
        example: "12",
    }
}

/// A review's flow: the fields of the PRISMA 2020 template, by its own names.
pub static FLOW: Group = Group {
    name: "a PRISMA flow",
    tables: &[&[
        figure(
            "previous_studies",
            "Studies in earlier versions of the review.",
        ),
        figure(
            "previous_reports",
            "Reports of studies in earlier versions of the review.",
        ),
        figure(
            "database_results",
            "Records found in databases: a number, or one for each database.",
        ),
        figure("register_results", "Records found in registers."),
        figure("website_results", "Records found on websites."),
        figure(
            "organisation_results",
            "Records found through organisations.",
        ),
        figure("citations_results", "Records found by following citations."),
        figure("duplicates", "Duplicates removed before screening."),
        figure(
            "excluded_automatic",
            "Records that a program marked as ineligible before screening.",
        ),
        figure(
            "excluded_other",
            "Records removed before screening for other reasons.",
        ),
        figure("records_screened", "Records screened."),
        figure("records_excluded", "Records excluded by screening."),
        figure(
            "dbr_sought_reports",
            "Reports sought, from databases and registers.",
        ),
        figure(
            "dbr_notretrieved_reports",
            "Reports not retrieved, from databases and registers.",
        ),
        figure(
            "dbr_assessed",
            "Reports assessed, from databases and registers.",
        ),
        figure(
            "dbr_excluded",
            "Reports excluded, from databases and registers: a number, or one for each reason.",
        ),
        figure(
            "other_sought_reports",
            "Reports sought, found by other ways.",
        ),
        figure(
            "other_notretrieved_reports",
            "Reports not retrieved, found by other ways.",
        ),
        figure("other_assessed", "Reports assessed, found by other ways."),
        figure(
            "other_excluded",
            "Reports excluded, found by other ways: a number, or one for each reason.",
        ),
        figure("new_studies", "New studies included."),
        figure("new_reports", "Reports of new studies included."),
        figure("total_studies", "All studies included."),
        figure("total_reports", "Reports of all studies included."),
        may(
            "links",
            Shape::MapOfChoices(flow_fields, &Shape::Line),
            "Where readers find what a field counts: a field, and the id of a note.",
            "{new_studies: included-studies}",
        ),
        may(
            "note",
            Shape::Line,
            "A sentence for readers about the figures.",
            "The register gave no count.",
        ),
    ]],
};
