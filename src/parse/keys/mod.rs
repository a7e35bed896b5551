//! The keys of everything that is written in YAML: the one place that says which there are.
//!
//! Readers take their known keys from these tables ([`super::fields::Fields`]), and `schema` makes JSON Schemas and an
//! editor's snippets from them. So what an editor offers and what `catena check` takes cannot part.

mod block;
mod choices;
mod configuration;
mod finding;
mod glossary;
mod lock;
mod note;
mod study;
#[cfg(test)]
mod tests;

use crate::source::SourceMap;
pub use block::{
    BIBLIOGRAPHY, BLOCKS, BlockKeys, FIGURE, FLOW_BLOCK, GAPS, MATRIX, PARTICIPANTS_BLOCK,
};
pub use block::{QUOTES, VOICES};
pub use configuration::{
    CONFIGURATION, CONFIGURED_ACCEPTANCE, CONTACT, DERIVATION, FACET, FACET_VALUE, LICENCE,
    PARTICIPANTS,
};
pub use finding::{COMPONENT, CONFIDENCE, CONVERGENCE};
pub use glossary::TERM;
pub use lock::{LOCK, LOCK_ENTRY, LOCK_SOURCE};
pub use note::{ACCEPTANCE, AUTHOR, of_kind};
pub use study::{FLOW, PUBLICATION, SOURCE};
#[cfg(test)]
pub use tests::note_that_it_is_read;

/// A group of keys.
#[derive(Debug)]
pub struct Group {
    /// What a message calls it: `an author`.
    pub name: &'static str,
    /// Its keys, in one or more tables.
    pub tables: &'static [&'static [Key]],
}

impl Group {
    /// Every key, in the order in which an editor offers them.
    pub fn keys(&self) -> impl Iterator<Item = &'static Key> + Clone + use<> {
        self.tables.iter().copied().flatten()
    }

    /// The names of the keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.keys().map(|key| key.name)
    }

    /// The key with this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys().find(|key| key.name == name)
    }
}

/// One key.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub need: Need,
    pub shape: Shape,
    /// What it is for, in a sentence or two.
    pub about: &'static str,
    /// A value as YAML on one line, as it may stand behind the colon.
    pub example: &'static str,
}

/// Whether a group is whole without a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    May,
    Must,
    /// Needed unless another key has this value.
    MustUnless(&'static str, &'static str),
}

/// What may stand behind a key.
#[derive(Debug)]
pub enum Shape {
    /// Words: a single value that is not only white space.
    Text,
    /// A single value, even an empty one.
    Line,
    /// An ISO date, as precise as it is known.
    Date,
    /// Words of a certain form.
    Form(&'static Form),
    /// Words; some are usual.
    Suggested(fn() -> Vec<&'static str>),
    /// One of some values.
    Choice(fn() -> Vec<Choice>),
    /// A whole number from 0 up.
    Count,
    /// A whole number.
    Integer,
    Group(&'static Group),
    List(&'static Shape),
    /// A list, or one of its items alone.
    OneOrMore(&'static Shape),
    /// Names of somebody's own, each with a value.
    Map(&'static Shape),
    /// Names of a certain form, each with a value.
    MapOf(&'static Form, &'static Shape),
    /// Some names, each with a value.
    MapOfChoices(fn() -> Vec<Choice>, &'static Shape),
    /// Nothing, or something.
    Maybe(&'static Shape),
    /// Whatever fits one of these.
    Any(&'static [Shape]),
    Anything,
}

/// The form of some words.
#[derive(Debug)]
pub struct Form {
    /// A regular expression that JavaScript and Rust read alike. What fits it may still be wrong; what does not is.
    pub pattern: &'static str,
    /// How to write it.
    pub advice: &'static str,
}

/// A value that a key may have, with what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub name: &'static str,
    pub about: &'static str,
}

/// Words, or a list of them.
const TEXTS: Shape = Shape::OneOrMore(&Shape::Text);
/// Names of somebody's own, each with words.
const PAIRS: Shape = Shape::Map(&Shape::Line);

/// What [`Shape::Date`] looks like; a year alone is a number too.
pub static DATE: Form = Form {
    pattern: r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
    advice: "Write year, month and day: 2026-11-22.",
};

static ID: Form = Form {
    pattern: "^[a-z0-9]+(-[a-z0-9]+)*$",
    advice: "Use lower-case letters, digits and hyphens.",
};

const fn may(name: &'static str, shape: Shape, about: &'static str, example: &'static str) -> Key {
    Key {
        name,
        need: Need::May,
        shape,
        about,
        example,
    }
}

const fn must(name: &'static str, shape: Shape, about: &'static str, example: &'static str) -> Key {
    Key {
        name,
        need: Need::Must,
        shape,
        about,
        example,
    }
}

/// A key's example as JSON; `None` where it cannot be read, which a test rules out.
pub fn example(key: &Key) -> Option<serde_json::Value> {
    let file = SourceMap::default().add(String::new(), String::new());
    let node = super::yaml::read(key.example, file, 0).ok()?;
    Some(node.to_json())
}
