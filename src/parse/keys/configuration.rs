//! `catena.yaml`.

use super::choices::{changeable_checks, severities};
use super::note::{CHECK, WHERE_AND_WHY};
use super::{Form, Group, ID, PAIRS, Shape, TEXTS, may, must};

static ADDRESS: Form = Form {
    pattern: r"^\s*([Hh][Tt][Tt][Pp][Ss]?:|[Dd][Oo][Ii]:)",
    advice: "It begins with `https://`.",
};
static SITE: Form = Form {
    pattern: "^https?://",
    advice: "Write the whole address: https://example.org/evidence/.",
};
static MAIL: Form = Form {
    pattern: "@",
    advice: "An example is name@example.org.",
};
static LANGUAGE: Form = Form {
    pattern: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
    advice: "Examples are `en-GB`, `cy` and `fr`.",
};

static PATHS: Form = Form {
    pattern: r"^(\*\*|\*|\*?[^*/?!{}\[\]\\]+(\*[^*/?!{}\[\]\\]+)*\*?)(/(\*\*|\*|\*?[^*/?!{}\[\]\\]+(\*[^*/?!{}\[\]\\]+)*\*?))*$",
    advice: "Write `default`, or the path of a file: `*` is any part of a name, `**` any folders.",
};

/// A weight, or weights by the paths of files.
static WEIGHTS: Shape = Shape::Any(&[
    Shape::Choice(severities),
    Shape::MapOf(&PATHS, &Shape::Choice(severities)),
]);

/// The whole file.
pub static CONFIGURATION: Group = Group {
    name: "`catena.yaml`",
    tables: &[&[
        must(
            "title",
            Shape::Text,
            "The name of the programme.",
            "Night buses",
        ),
        may(
            "description",
            Shape::Text,
            "A sentence for the foot of every page, for search engines and where a page is shared.",
            "What a bus after midnight would change.",
        ),
        may(
            "base_url",
            Shape::Form(&SITE),
            "The address of the site. Only the feed, the sitemap and canonical links use it.",
            "https://example.org/night-buses/",
        ),
        may(
            "language",
            Shape::Form(&LANGUAGE),
            "The language of the notes, as a tag. Without it, `en-GB`.",
            "en-GB",
        ),
        may(
            "licence",
            Shape::Any(&[Shape::Line, Shape::Group(&LICENCE)]),
            "The licence of the site's text: its name, or a group of `name`, `url` and `holder`.",
            "{name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/, holder: the editors}",
        ),
        may(
            "contact",
            Shape::Any(&[Shape::Line, Shape::Group(&CONTACT)]),
            "Whom readers may ask: a name, or a group of `name`, `email` and `url`. It stands on every page.",
            "{name: The night bus team, email: team@example.org}",
        ),
        may(
            "bibliography",
            TEXTS,
            "The bibliographies to read. Without it, all under `content/`.",
            "[content/references.bib]",
        ),
        may(
            "citation_style",
            Shape::Suggested(|| vec!["vancouver", "apa", "harvard-cite-them-right"]),
            "A style's name, or the path of a `.csl` file. Without it, `vancouver`.",
            "apa",
        ),
        may(
            "nocite",
            TEXTS,
            "Keys of references that count as used though nothing cites them; `\"*\"` means all.",
            "[transport2023]",
        ),
        may(
            "facets",
            Shape::MapOf(&ID, &Shape::Maybe(&Shape::Group(&FACET))),
            "Ways to sort quotes, themes and recommendations: each has a label and its values.",
            "{level: {label: Level, values: {local: Local, national: National}}}",
        ),
        may(
            "participants",
            Shape::Group(&PARTICIPANTS),
            "What about people may be published. Nothing else leaves this machine.",
            "{publish: [group], smallest_group: 3}",
        ),
        may(
            "navigation",
            TEXTS,
            "The main menu: names of sections and ids of notes, in order.",
            "[themes, quotes, findings]",
        ),
        may(
            "look",
            Shape::Text,
            "The folder in `themes/` that holds your look.",
            "our-look",
        ),
        may(
            "checks",
            Shape::MapOfChoices(changeable_checks, &WEIGHTS),
            "How much a fault matters, by the name of its check, everywhere or in some files.",
            "{unused-reference: note}",
        ),
        may(
            "reading_age",
            Shape::Count,
            "The age from which people should read your texts with ease. Without it, 14.",
            "12",
        ),
        may(
            "common_phrases",
            Shape::Map(&Shape::Text),
            "Words that anybody may say, each with the reason why they give nobody away.",
            "{one day at a time: a usual saying}",
        ),
        may(
            "accept",
            Shape::List(&Shape::Group(&CONFIGURED_ACCEPTANCE)),
            "Faults that you let stand, each with its reason.",
            "[{check: unused-reference, because: The list is older than the notes.}]",
        ),
        may(
            "output",
            Shape::Text,
            "The folder of the site, inside the programme. Without it, `site`.",
            "public",
        ),
    ]],
};

/// `licence:` as a group.
pub static LICENCE: Group = Group {
    name: "`licence`",
    tables: &[&[
        must("name", Shape::Text, "The name of the licence.", "CC BY 4.0"),
        may(
            "url",
            Shape::Form(&ADDRESS),
            "Where the licence can be read.",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        may(
            "holder",
            Shape::Text,
            "Who holds the rights.",
            "the editors of this site",
        ),
    ]],
};

/// `contact:` as a group.
pub static CONTACT: Group = Group {
    name: "`contact`",
    tables: &[&[
        must("name", Shape::Text, "Whom to ask.", "The night bus team"),
        may(
            "email",
            Shape::Form(&MAIL),
            "An e-mail address.",
            "team@example.org",
        ),
        may(
            "url",
            Shape::Form(&ADDRESS),
            "A page on the web.",
            "https://example.org/contact",
        ),
    ]],
};

/// A facet.
pub static FACET: Group = Group {
    name: "a facet",
    tables: &[&[
        may(
            "label",
            Shape::Text,
            "What readers see. Without it, the facet's own name.",
            "Level",
        ),
        may(
            "values",
            Shape::MapOf(
                &ID,
                &Shape::Maybe(&Shape::Any(&[Shape::Line, Shape::Group(&FACET_VALUE)])),
            ),
            "Its values: each a label, or a group of `label` and `description`.",
            "{local: Local, national: {label: National, description: across the whole country}}",
        ),
    ]],
};

/// A value of a facet, as a group.
pub static FACET_VALUE: Group = Group {
    name: "a facet value",
    tables: &[&[
        may(
            "label",
            Shape::Text,
            "What readers see. Without it, the value's own name.",
            "National",
        ),
        may(
            "description",
            Shape::Text,
            "What it means.",
            "across the whole country",
        ),
    ]],
};

/// The publishing rules.
pub static PARTICIPANTS: Group = Group {
    name: "`participants`",
    tables: &[&[
        may(
            "publish",
            TEXTS,
            "The columns of `participants.csv` that may be published, and derived ones. Nothing else leaves this machine.",
            "[group]",
        ),
        may(
            "labels",
            PAIRS,
            "What readers see in place of a column's name.",
            "{group: Who}",
        ),
        may(
            "derive",
            Shape::Map(&Shape::Group(&DERIVATION)),
            "Coarser attributes that are made from a column.",
            "{group: {from: job, map: {Nurse: Hospital staff, \"*\": Others}}}",
        ),
        may(
            "attribution",
            Shape::Text,
            "How a speaker is named: `{id}`, and published attributes in braces.",
            "\"{id}, {group}\"",
        ),
        may(
            "smallest_group",
            Shape::Count,
            "The fewest people whom published values may point at.",
            "3",
        ),
        may(
            "private_names",
            Shape::Text,
            "A list of names that may stand nowhere. It is read on this machine alone.",
            "../private/names.txt",
        ),
    ]],
};

/// A derived attribute.
pub static DERIVATION: Group = Group {
    name: "a derived attribute",
    tables: &[&[
        must(
            "from",
            Shape::Text,
            "The column from which it is made.",
            "job",
        ),
        may(
            "map",
            PAIRS,
            "For each value of the column, what is published; `\"*\"` is for all others.",
            "{Nurse: Hospital staff, \"*\": Others}",
        ),
    ]],
};

/// A fault that the configuration lets stand.
pub static CONFIGURED_ACCEPTANCE: Group = Group {
    name: "an acceptance",
    tables: &[
        CHECK,
        &[may(
            "note",
            Shape::Text,
            "Only faults in the note with this id.",
            "getting-home",
        )],
        WHERE_AND_WHY,
    ],
};
