//! Shapes of values as JSON Schema.

use crate::parse::keys::{Choice, DATE, Form, Group, Key, Need, Shape, example};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Writes groups, and keeps those that stand in several places apart.
#[derive(Default)]
pub struct Writer {
    /// Groups by the name under which the schema defines them.
    pub definitions: BTreeMap<String, Value>,
}

impl Writer {
    /// A group in place: its keys and no others.
    pub fn group(&mut self, group: &'static Group) -> Value {
        let mut properties = Map::new();
        for key in group.keys() {
            properties.insert(key.name.to_owned(), self.key(key));
        }
        let needed = group.keys().filter(|key| key.need == Need::Must);
        let needed: Vec<&str> = needed.map(|key| key.name).collect();
        let mut described = json!({
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        });
        if !needed.is_empty() {
            described["required"] = needed.into();
        }
        let conditions: Vec<Value> = group.keys().filter_map(condition).collect();
        if !conditions.is_empty() {
            described["allOf"] = conditions.into();
        }
        described
    }

    fn key(&mut self, key: &'static Key) -> Value {
        let described = self.shape(&key.shape);
        // A key without a value counts as absent, so it may stand where the key may be absent.
        let described = match key.need {
            Need::Must => described,
            Need::May | Need::MustUnless(..) => or_nothing(described),
        };
        let mut whole = Map::new();
        whole.insert("description".to_owned(), key.about.into());
        if let Value::Object(described) = described {
            whole.extend(described);
        }
        let example = example(key);
        // What can be chosen from needs no example.
        let chosen = whole.contains_key("enum") || whole.contains_key("examples");
        if let Some(example) = example.filter(|_| !chosen) {
            whole.insert("examples".to_owned(), json!([example]));
        }
        whole.into()
    }

    fn shape(&mut self, shape: &'static Shape) -> Value {
        match shape {
            Shape::Text => value(r"\S", "Write a value, or remove the key."),
            Shape::Line => json!({ "type": ["string", "number"] }),
            Shape::Date => value(DATE.pattern, DATE.advice),
            Shape::Form(Form { pattern, advice }) => json!({
                "type": "string",
                "pattern": pattern,
                "patternErrorMessage": advice,
            }),
            Shape::Suggested(usual) => {
                let mut described = value(r"\S", "Write a value, or remove the key.");
                described["examples"] = usual().into();
                described
            }
            Shape::Choice(all) => choice(&all()),
            Shape::Count => json!({ "type": "integer", "minimum": 0 }),
            Shape::Integer => json!({ "type": "integer" }),
            Shape::Group(group) => self.reference(group),
            Shape::List(item) => json!({ "type": "array", "items": self.shape(item) }),
            Shape::OneOrMore(item) => {
                let item = self.shape(item);
                json!({ "anyOf": [{ "type": "array", "items": item.clone() }, item] })
            }
            Shape::Map(value) => {
                json!({ "type": "object", "additionalProperties": self.shape(value) })
            }
            Shape::MapOf(name, value) => json!({
                "type": "object",
                "propertyNames": { "pattern": name.pattern, "patternErrorMessage": name.advice },
                "additionalProperties": self.shape(value),
            }),
            Shape::MapOfChoices(names, value) => {
                let value = self.shape(value);
                let property = |name: Choice| {
                    let mut value = value.clone();
                    if !name.about.is_empty() {
                        value["description"] = name.about.into();
                    }
                    (name.name.to_owned(), value)
                };
                let properties: Map<_, _> = names().into_iter().map(property).collect();
                json!({ "type": "object", "properties": properties, "additionalProperties": false })
            }
            Shape::Maybe(shape) => or_nothing(self.shape(shape)),
            Shape::Any(shapes) => {
                let shapes: Vec<Value> = shapes.iter().map(|shape| self.shape(shape)).collect();
                json!({ "anyOf": shapes })
            }
            Shape::Anything => json!({}),
        }
    }

    /// A group by reference to its definition.
    fn reference(&mut self, group: &'static Group) -> Value {
        let words = group.name.trim_matches('`');
        let words = words
            .strip_prefix("a ")
            .or_else(|| words.strip_prefix("an "))
            .unwrap_or(words);
        let name = words.to_lowercase().replace(' ', "-");
        if !self.definitions.contains_key(&name) {
            let described = self.group(group);
            self.definitions.insert(name.clone(), described);
        }
        json!({ "$ref": format!("#/definitions/{name}") })
    }
}

/// A single value. A number is taken as it was written.
fn value(pattern: &str, advice: &str) -> Value {
    json!({ "type": ["string", "number"], "pattern": pattern, "patternErrorMessage": advice })
}

fn choice(all: &[Choice]) -> Value {
    let names: Vec<&str> = all.iter().map(|choice| choice.name).collect();
    let abouts: Vec<&str> = all.iter().map(|choice| choice.about).collect();
    json!({ "enum": names, "enumDescriptions": abouts })
}

/// What may also be left empty.
pub fn or_nothing(mut described: Value) -> Value {
    if let Some(names) = described.get_mut("enum").and_then(Value::as_array_mut) {
        names.push(Value::Null);
        if let Some(abouts) = described["enumDescriptions"].as_array_mut() {
            abouts.push("As if the key were absent.".into());
        }
        return described;
    }
    if let Some(shapes) = described.get_mut("anyOf").and_then(Value::as_array_mut) {
        shapes.push(json!({ "type": "null" }));
        return described;
    }
    match described.get("type").cloned() {
        Some(Value::Array(mut types)) => {
            types.push("null".into());
            described["type"] = types.into();
            described
        }
        Some(one) => {
            described["type"] = json!([one, "null"]);
            described
        }
        None if described.get("$ref").is_some() => {
            json!({ "anyOf": [described, { "type": "null" }] })
        }
        None => described,
    }
}

/// A key that is needed unless another has a certain value.
fn condition(key: &'static Key) -> Option<Value> {
    let Need::MustUnless(other, value) = key.need else {
        return None;
    };
    Some(json!({
        "if": { "properties": { other: { "const": value } }, "required": [other] },
        "else": { "required": [key.name], "properties": { key.name: { "not": { "type": "null" } } } },
    }))
}
