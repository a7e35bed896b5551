//! Snippets for Visual Studio Code: front matter, generated blocks and quotes in Markdown.
//!
//! Its YAML extension reads whole YAML files and no front matter, so schemas alone complete nothing in a note. Snippets
//! do: one for each kind of note, one for each key with its choices, and one for each generated block.

use crate::model::Kind;
use crate::parse::keys::{self, Choice, Group, Key, Need, Shape};
use serde_json::{Map, Value, json};

/// The snippets, as the text of a `.code-snippets` file.
pub fn snippets() -> String {
    let mut all = Map::new();
    for kind in Kind::ALL {
        let name = format!("note: {}", kind.name());
        let about = format!("The front matter of a note: {}.", kind.name());
        all.insert(name, snippet(kind.name(), &front_matter(*kind), &about));
    }
    for (key, kinds) in front_matter_keys() {
        let mut body = Body::default();
        body.key(key, 0);
        let about = format!("{} ({})", key.about, kinds.join(", "));
        all.insert(
            format!("key: {}", key.name),
            snippet(key.name, &body, &about),
        );
    }
    for block in keys::BLOCKS {
        let mut body = Body::default();
        body.line(0, &format!("```{{{}}}", block.name));
        for key in block.group.keys() {
            body.key(key, 0);
        }
        body.line(0, "```");
        let prefix = format!("{}-block", block.name);
        all.insert(prefix.clone(), snippet(&prefix, &body, block.about));
    }
    all.insert("quote".to_owned(), snippet("quote", &quote(), QUOTE));
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
    text.push('\n');
    text
}

const QUOTE: &str = "What a participant said, with who said it and the quote's id.";

fn quote() -> Body {
    let mut body = Body::default();
    let words = body.stop("Their words, as they said them.");
    let speaker = body.stop("P1");
    let id = body.stop("p1-a-few-words");
    body.line(0, &format!("> {words}"));
    body.line(0, ">");
    body.line(0, &format!("> — [[{speaker}]] {{#{id}\\}}"));
    body
}

fn snippet(prefix: &str, body: &Body, about: &str) -> Value {
    json!({ "scope": "markdown", "prefix": prefix, "body": body.lines, "description": about })
}

/// The keys that a note of this kind usually has. A key that stays empty counts as absent.
fn front_matter(kind: Kind) -> Body {
    let group = keys::of_kind(kind);
    let common: Vec<&str> = keys::of_kind(Kind::Page).names().collect();
    let usual = |key: &Key| {
        let own = !common.contains(&key.name) && lines(&key.shape) == 1;
        own || key.need == Need::Must || matches!(key.name, "title" | "summary" | "status")
    };
    let mut body = Body::default();
    body.line(0, "---");
    for key in group.keys().filter(|key| usual(key)) {
        body.key(key, 0);
    }
    body.line(0, "---");
    body.line(0, "");
    body.line(0, "$0");
    body
}

/// Every key of front matter, with the kinds of note that have it.
fn front_matter_keys() -> Vec<(&'static Key, Vec<&'static str>)> {
    let mut found: Vec<(&'static Key, Vec<&'static str>)> = Vec::new();
    for kind in Kind::ALL {
        for key in keys::of_kind(*kind).keys() {
            match found.iter_mut().find(|(other, _)| other.name == key.name) {
                Some((_, kinds)) => kinds.push(kind.name()),
                None => found.push((key, vec![kind.name()])),
            }
        }
    }
    found
}

/// How many lines a value takes at least when it is written out.
fn lines(shape: &Shape) -> usize {
    match shape {
        Shape::Group(group) => group.keys().count(),
        Shape::Map(_) | Shape::MapOf(..) | Shape::MapOfChoices(..) | Shape::List(_) => 2,
        _ => 1,
    }
}

/// The lines of a snippet, and how many places there are to fill in.
#[derive(Default)]
struct Body {
    lines: Vec<String>,
    stops: usize,
}

impl Body {
    fn line(&mut self, depth: usize, text: &str) {
        self.lines.push(format!("{}{text}", "  ".repeat(depth)));
    }

    /// A place to fill in, with what could stand there.
    fn stop(&mut self, placeholder: &str) -> String {
        self.stops += 1;
        format!(
            "${{{}:{}}}",
            self.stops,
            escaped(placeholder, &['$', '}', '\\'])
        )
    }

    fn choice(&mut self, all: &[Choice]) -> String {
        self.stops += 1;
        let names = all
            .iter()
            .map(|choice| escaped(choice.name, &[',', '|', '\\']));
        format!(
            "${{{}|{}|}}",
            self.stops,
            names.collect::<Vec<_>>().join(",")
        )
    }

    fn key(&mut self, key: &'static Key, depth: usize) {
        match &key.shape {
            Shape::Group(group) => {
                self.line(depth, &format!("{}:", key.name));
                self.group(group, depth + 1);
            }
            Shape::Choice(all) => {
                let choice = self.choice(&all());
                self.line(depth, &format!("{}: {choice}", key.name));
            }
            Shape::Suggested(usual) => {
                let usual = usual().into_iter().map(|name| Choice { name, about: "" });
                let choice = self.choice(&usual.collect::<Vec<_>>());
                self.line(depth, &format!("{}: {choice}", key.name));
            }
            Shape::OneOrMore(Shape::Text) => {
                let inside = key.example.trim_start_matches('[').trim_end_matches(']');
                let stop = self.stop(inside);
                self.line(depth, &format!("{}: [{stop}]", key.name));
            }
            _ => {
                let stop = self.stop(key.example);
                self.line(depth, &format!("{}: {stop}", key.name));
            }
        }
    }

    fn group(&mut self, group: &'static Group, depth: usize) {
        for key in group.keys() {
            self.key(key, depth);
        }
    }
}

/// A text in which a snippet finds nothing to fill in.
fn escaped(text: &str, special: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if special.contains(&character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_snippet_would_fill_in_is_escaped() {
        let mut body = Body::default();
        assert_eq!(body.stop("{a: $1}"), "${1:{a: \\$1\\}}");
        let all = [Choice {
            name: "a,b|c",
            about: "",
        }];
        assert_eq!(body.choice(&all), "${2|a\\,b\\|c|}");
    }

    #[test]
    fn every_key_and_block_has_a_snippet() {
        let all: Value = serde_json::from_str(&snippets()).expect("JSON");
        for kind in Kind::ALL {
            assert!(all.get(format!("note: {}", kind.name())).is_some());
            for key in keys::of_kind(*kind).names() {
                assert!(all.get(format!("key: {key}")).is_some(), "{key}");
            }
        }
        for block in keys::BLOCKS {
            assert!(all.get(format!("{}-block", block.name)).is_some());
        }
        let status = &all["key: status"]["body"][0];
        assert_eq!(status, "status: ${1|public,draft,internal|}");
    }
}
