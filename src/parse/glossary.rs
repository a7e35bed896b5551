//! `glossary.yaml`: a list of terms.

use super::fields::{Fields, Reader};
use super::front_matter::citation_keys;
use super::{keys, yaml};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::limits::MOST_TERMS;
use crate::model::{Data, Node, Term};
use crate::source::FileId;

/// Reads a glossary.
pub fn read(file: FileId, text: &str) -> Checked<Vec<Term>> {
    let reader = Reader::new(file);
    let mut terms: Vec<Term> = match yaml::read(text, file, 0) {
        Ok(node) if node.data == Data::Empty => Vec::new(),
        Ok(node) => {
            let nodes = reader.items("the glossary", &node);
            nodes
                .iter()
                .filter_map(|node| term(&reader, node))
                .collect()
        }
        Err(fault) => {
            reader.fault(*fault);
            Vec::new()
        }
    };
    if terms.len() > MOST_TERMS {
        let message = format!("This glossary has more than {MOST_TERMS} terms");
        let place = terms[MOST_TERMS].place;
        reader.fault(
            Diagnostic::new(Code::TooMany, place, message)
                .hint("Keep the terms that readers need."),
        );
        terms.truncate(MOST_TERMS);
    }
    Checked::new(terms, reader.into_faults())
}

fn term(reader: &Reader, node: &Node) -> Option<Term> {
    let fields = Fields::open(reader, node, &keys::TERM);
    let term = fields.required_text("term", "A glossary entry", node.span);
    let at = term.as_ref().map_or(node.span, |term| term.span);
    let definition = fields.required_text("definition", "A glossary entry", at);
    Some(Term {
        place: reader.place(at),
        term: term?,
        definition: definition?.value,
        abbreviation: fields.plain_text("abbreviation"),
        aliases: fields.plain_texts("aliases"),
        source: citation_keys(fields.text("source").into_iter().collect()).pop(),
        see: fields.texts("see"),
    })
}
