//! Data as it was written in YAML: a tree in which every part has its span.

use crate::source::{Span, Spanned};

/// One value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub data: Data,
    /// The value's bytes; for a list or map only where it begins.
    pub span: Span,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// Nothing after the key.
    Empty,
    Bool(bool),
    /// A number, with the characters that were written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// One key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub key: Spanned<String>,
    pub value: Node,
}

impl Entry {
    /// Whether two entries say the same, wherever they stand.
    pub fn says(&self, other: &Self) -> bool {
        self.key.value == other.key.value && self.value.says(&other.value)
    }
}

impl Node {
    /// Whether two values say the same, wherever they stand.
    pub fn says(&self, other: &Self) -> bool {
        match (&self.data, &other.data) {
            (Data::List(one), Data::List(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.says(two))
            }
            (Data::Map(one), Data::Map(two)) => {
                let same = |(one, two): (&Entry, &Entry)| one.says(two);
                one.len() == two.len() && one.iter().zip(two).all(same)
            }
            (one, two) => one == two,
        }
    }

    /// What the value is, in words for a message.
    pub fn describe(&self) -> &'static str {
        match &self.data {
            Data::Empty => "nothing",
            Data::Bool(_) => "true or false",
            Data::Number(_) => "a number",
            Data::Text(_) => "text",
            Data::List(_) => "a list",
            Data::Map(_) => "a group of keys",
        }
    }

    /// The value as text, where it is a single value: numbers and truth values as they were written.
    pub fn as_text(&self) -> Option<String> {
        match &self.data {
            Data::Text(text) | Data::Number(text) => Some(text.clone()),
            Data::Bool(value) => Some(value.to_string()),
            Data::Empty | Data::List(_) | Data::Map(_) => None,
        }
    }

    /// The value as JSON, for looks' templates.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.data {
            Data::Empty => serde_json::Value::Null,
            Data::Bool(value) => (*value).into(),
            Data::Number(text) => {
                serde_json::from_str(text).unwrap_or_else(|_| text.clone().into())
            }
            Data::Text(text) => text.clone().into(),
            Data::List(items) => items.iter().map(Node::to_json).collect(),
            Data::Map(entries) => entries
                .iter()
                .map(|entry| (entry.key.value.clone(), entry.value.to_json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
}
