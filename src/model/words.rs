//! The words of the look, in one language.

use serde_json::Value;

/// The words by their dotted key.
#[derive(Debug, Clone, Default)]
pub struct Words(Value);

impl Words {
    pub fn new(words: Value) -> Self {
        Self(words)
    }

    /// The words at a dotted key such as `quotes.omission`; the key itself where the look has none, so that a
    /// gap shows on the page and stops nothing.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        let pointer = key
            .split('.')
            .try_fold(&self.0, |value, part| value.get(part));
        pointer.and_then(Value::as_str).unwrap_or(key)
    }

    /// All words, for templates.
    pub fn value(&self) -> &Value {
        &self.0
    }
}
