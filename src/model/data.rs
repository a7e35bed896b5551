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

impl Node {
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
