//! `checks` in `catena.yaml`: how much each fault matters, everywhere or in some files.

use super::fields::{Fields, Reader};
use crate::diagnostic::{Code, Diagnostic, Severity, suggestion};
use crate::model::{Checks, Data, Entry, Node, PathPattern, Weight, Weights};
use crate::source::Spanned;

const WEIGHTS: [Weight; 4] = [
    Some(Severity::Error),
    Some(Severity::Warning),
    Some(Severity::Note),
    None,
];

pub fn read(reader: &Reader, fields: &Fields<'_, '_>) -> Checks {
    let mut checks = Checks::default();
    for entry in fields.entries("checks") {
        if let Some(code) = changeable(reader, &entry.key) {
            checks.0.insert(code, weights(reader, code, &entry.value));
        }
    }
    checks
}

/// The code that a key names, if a programme may change its weight.
fn changeable(reader: &Reader, key: &Spanned<String>) -> Option<Code> {
    let (name, place) = (&key.value, reader.place(key.span));
    let Some(code) = Code::named(name) else {
        let message = format!("There is no check `{name}`");
        let names = Code::ALL.iter().map(|code| code.name());
        reader.fault(
            Diagnostic::new(Code::UnknownValue, place, message).maybe_hint(suggestion(name, names)),
        );
        return None;
    };
    if code.guards_publication() {
        let message = format!("The check `{name}` cannot be changed");
        let hint =
            "It keeps what is not public or not safe from being published. Remove this line.";
        reader.fault(Diagnostic::new(Code::UnknownValue, place, message).hint(hint));
        return None;
    }
    Some(code)
}

/// One weight, or a group of weights by paths.
fn weights(reader: &Reader, code: Code, node: &Node) -> Weights {
    let mut weights = Weights::default();
    let Data::Map(entries) = &node.data else {
        weights.default = weight(reader, code, node);
        return weights;
    };
    for entry in entries {
        let weight = weight(reader, code, &entry.value);
        if entry.key.value == Weights::DEFAULT {
            weights.default = weight;
        } else {
            let pattern = pattern(reader, entry);
            weights.paths.extend(pattern.zip(weight));
        }
    }
    weights
}

fn weight(reader: &Reader, code: Code, node: &Node) -> Option<Weight> {
    let name = |weight: Weight| weight.map_or("off", Severity::name);
    reader.choice(code.name(), node, &WEIGHTS, name)
}

fn pattern(reader: &Reader, entry: &Entry) -> Option<Spanned<PathPattern>> {
    let text = &entry.key.value;
    match PathPattern::parse(text) {
        Ok(pattern) => Some(Spanned::new(pattern, entry.key.span)),
        Err(hint) => {
            let default = Weights::DEFAULT;
            let message = format!("`{text}` is neither `{default}` nor a pattern of paths");
            let place = reader.place(entry.key.span);
            reader.fault(Diagnostic::new(Code::WrongType, place, message).hint(hint));
            None
        }
    }
}
