//! JSON Schemas of what editors write, made from the tables of keys by which it is read.
//!
//! They follow draft 7 of JSON Schema: the extensions of editors understand it best. A schema knows what one file says.
//! Whether an id exists, only `catena check` knows. So it never refuses what `catena check` takes, with one exception: a
//! truth value counts as text there, and no editor should offer it.

mod shapes;
mod snippets;

pub use snippets::snippets;

use crate::model::Kind;
use crate::parse::keys;
use serde_json::{Map, Value, json};
use shapes::Writer;

/// A kind of text for which there is a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// `catena.yaml`.
    Configuration,
    /// `glossary.yaml`.
    Glossary,
    /// The front matter of a kind of note.
    Note(Kind),
}

impl Subject {
    /// Every subject, in the order in which they are listed.
    pub fn all() -> impl Iterator<Item = Self> {
        let files = [Self::Configuration, Self::Glossary].into_iter();
        files.chain(Kind::ALL.iter().copied().map(Self::Note))
    }

    /// Its name as an argument: `theme`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Glossary => "glossary",
            Self::Note(kind) => kind.name(),
        }
    }

    /// What its schema describes.
    pub fn about(self) -> String {
        match self {
            Self::Configuration => "`catena.yaml`, the configuration of a programme".to_owned(),
            Self::Glossary => "`glossary.yaml`, a list of terms".to_owned(),
            Self::Note(Kind::Home) => "the front matter of the home page".to_owned(),
            Self::Note(kind) => format!("the front matter of a {}", kind.name()),
        }
    }
}

/// The schema of a subject, as JSON for a file.
pub fn schema(subject: Subject) -> String {
    let mut writer = Writer::default();
    let described = match subject {
        Subject::Configuration => writer.group(&keys::CONFIGURATION),
        Subject::Glossary => {
            let term = writer.group(&keys::TERM);
            json!({ "type": ["array", "null"], "items": term })
        }
        Subject::Note(kind) => writer.group(keys::of_kind(kind)),
    };
    let described = match described.get("required") {
        // A note without front matter is whole where nothing in it is needed.
        None if described["type"] == "object" => shapes::or_nothing(described),
        _ => described,
    };
    let mut whole = Map::new();
    whole.insert(
        "$schema".to_owned(),
        "http://json-schema.org/draft-07/schema#".into(),
    );
    whole.insert("title".to_owned(), subject.about().into());
    if let Value::Object(described) = described {
        whole.extend(described);
    }
    if !writer.definitions.is_empty() {
        let definitions = writer.definitions.into_iter().collect::<Map<_, _>>();
        whole.insert("definitions".to_owned(), definitions.into());
    }
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}
