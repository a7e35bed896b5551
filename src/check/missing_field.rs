//! References with missing fields: see `diagnostic/rules/missing-field.md`.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::Evidence;
use crate::model::Reference;
use serde_json::Value;

/// What some kinds of work need: each thing, and the fields of CSL of which one is enough.
struct Rule {
    kinds: &'static [&'static str],
    needs: &'static [(&'static str, &'static [&'static str])],
}

const AUTHOR: (&str, &[&str]) = ("author", &["author", "editor"]);
const PUBLISHER: (&str, &[&str]) = ("publisher", &["publisher"]);

const RULES: &[Rule] = &[
    Rule {
        kinds: &["article-journal", "review"],
        needs: &[
            AUTHOR,
            ("journal", &["container-title"]),
            (
                "volume or DOI",
                &["volume", "issue", "DOI", "PMID", "PMCID", "status"],
            ),
        ],
    },
    Rule {
        kinds: &["article-magazine", "article-newspaper"],
        needs: &[("newspaper or magazine", &["container-title"])],
    },
    Rule {
        kinds: &["article"],
        needs: &[AUTHOR, ("DOI or address", &["DOI", "URL", "PMID", "PMCID"])],
    },
    Rule {
        kinds: &["book"],
        needs: &[AUTHOR, PUBLISHER],
    },
    Rule {
        kinds: &["chapter", "entry-dictionary", "entry-encyclopedia"],
        needs: &[AUTHOR, ("book", &["container-title"]), PUBLISHER],
    },
    Rule {
        kinds: &["paper-conference"],
        needs: &[AUTHOR, ("conference", &["container-title", "event-title"])],
    },
    Rule {
        kinds: &["thesis"],
        needs: &[AUTHOR, ("university", &["publisher"])],
    },
    Rule {
        kinds: &["report"],
        needs: &[("institution", &["publisher", "authority"])],
    },
    Rule {
        kinds: &["webpage", "post", "post-weblog"],
        needs: &[
            ("address", &["URL", "DOI"]),
            ("day on which it was read", &["accessed", "DOI"]),
        ],
    },
    Rule {
        kinds: &["dataset", "software"],
        needs: &[("publisher, address or DOI", &["publisher", "URL", "DOI"])],
    },
];

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let references = evidence.references.values().map(|entry| &entry.reference);
    let whole = references.filter(|reference| reference.whole);
    whole.filter_map(|reference| fault(reference)).collect()
}

fn fault(reference: &Reference) -> Option<Diagnostic> {
    let missing = missing(reference);
    let (last, others) = missing.split_last()?;
    let missing = match others {
        [] => format!("no {last}"),
        others => format!("no {} and no {last}", others.join(", no ")),
    };
    let message = format!("The reference `{}` has {missing}", reference.key);
    let fault = Diagnostic::new(Code::MissingField, reference.place, message);
    Some(fault.hint("Readers need it to find the work: add what is missing."))
}

fn missing(reference: &Reference) -> Vec<&'static str> {
    let text = |field: &str| reference.item.get(field).and_then(|value| value.as_str());
    let kind = text("type").unwrap_or_default();
    let needs = RULES.iter().find(|rule| rule.kinds.contains(&kind));
    let needs = needs.into_iter().flat_map(|rule| rule.needs);
    let lacks = |fields: &[&str]| {
        !fields
            .iter()
            .any(|field| reference.item.contains_key(*field))
    };
    needs
        .filter(|(name, fields)| {
            lacks(fields) && !(["institution", "publisher"].contains(name) && is_of_body(reference))
        })
        .map(|(name, _)| *name)
        .collect()
}

/// True where a body is the author, so that it stands for the institution or publisher.
fn is_of_body(reference: &Reference) -> bool {
    let names = reference
        .item
        .get("author")
        .and_then(|names| names.as_array());
    let body = |name: &Value| {
        let literal = name.get("literal").and_then(Value::as_str);
        literal.is_some_and(|literal| literal != "others")
    };
    names.is_some_and(|names| names.iter().any(body))
}
