//! Generated blocks: their names and keys.

use super::fields::{Fields, Reader};
use super::front_matter::keys;
use super::yaml;
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::model::{Directive, DirectiveKind, Node, QuoteFilter};
use crate::source::{Span, Spanned};

const NAMES: [&str; 5] = ["quotes", "bibliography", "flow", "participants", "gaps"];

/// Reads the block `{name}` whose YAML begins at byte `at`. `None` where it cannot be read; the fault is
/// reported.
pub fn read(reader: &Reader, name: &str, yaml: &str, at: usize, span: Span) -> Option<Directive> {
    let node = yaml::read(yaml, reader.file, at)
        .map_err(|fault| reader.fault(*fault))
        .ok()?;
    let kind = kind(reader, name, &node).or_else(|| {
        let message = format!("There is no generated block `{{{name}}}`");
        reader.fault(
            Diagnostic::new(Code::UnknownBlock, reader.place(span), message)
                .maybe_hint(suggestion(name, NAMES)),
        );
        None
    })?;
    Some(Directive { span, kind })
}

fn kind(reader: &Reader, name: &str, node: &Node) -> Option<DirectiveKind> {
    let open = |known: &[&str]| Fields::open(reader, node, &format!("A `{{{name}}}` block"), known);
    Some(match name {
        "quotes" => DirectiveKind::Quotes(quote_filter(
            reader,
            &open(&["themes", "studies", "facets", "limit"]),
        )),
        "bibliography" => DirectiveKind::Bibliography {
            keys: keys(open(&["keys"]).texts("keys")),
        },
        "flow" => DirectiveKind::Flow {
            study: open(&["study"]).text("study"),
        },
        "participants" => DirectiveKind::Participants {
            study: open(&["study"]).text("study"),
        },
        "gaps" => DirectiveKind::Gaps {
            of: open(&["of"]).text("of"),
        },
        _ => return None,
    })
}

fn quote_filter(reader: &Reader, fields: &Fields<'_, '_>) -> QuoteFilter {
    let mut facets: Vec<(Spanned<String>, Spanned<String>)> = Vec::new();
    for entry in fields.entries("facets") {
        let values = reader.texts(&entry.key.value, &entry.value);
        facets.extend(values.into_iter().map(|value| (entry.key.clone(), value)));
    }
    QuoteFilter {
        themes: fields.texts("themes"),
        studies: fields.texts("studies"),
        facets,
        limit: fields.count("limit").map(|limit| limit as usize),
    }
}
