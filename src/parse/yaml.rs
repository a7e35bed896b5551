//! The only file that knows YAML: text in, a tree with spans out.

use crate::diagnostic::{Code, Diagnostic};
use crate::limits::{DEEPEST_YAML, MOST_ALIASES, MOST_YAML};
use crate::model::{Data, Entry, Node};
use crate::source::{FileId, Span, Spanned};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned as Placed;
use std::fmt;

/// Reads the YAML that begins at byte `offset` of a file. Empty text is [`Data::Empty`].
///
/// # Errors
/// One fault: the library stops at the first. Its budget bounds aliases, depth and the number of values, so
/// hostile input costs no more than its size.
pub fn read(text: &str, file: FileId, offset: usize) -> Result<Node, Box<Diagnostic>> {
    match serde_yaml::from_str_with_options::<Tree>(text, options()) {
        Ok(tree) => Ok(tree.node(text, offset)),
        Err(error) => Err(Box::new(fault(&error, text, file, offset))),
    }
}

fn options() -> serde_yaml::Options {
    let mut options = serde_yaml::Options::default();
    options.strict_booleans = true;
    options.with_snippet = false;
    options.budget = options.budget.map(|mut budget| {
        budget.max_depth = DEEPEST_YAML;
        budget.max_nodes = MOST_YAML;
        budget.max_aliases = MOST_ALIASES;
        budget
    });
    options
}

/// A value as the library hands it over.
struct Tree(Placed<Raw>);

enum Raw {
    Empty,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(Placed<String>, Tree)>),
}

impl Tree {
    fn node(self, text: &str, offset: usize) -> Node {
        let span = byte_span(self.0.referenced);
        let written = || text.get(span.range()).unwrap_or_default().to_owned();
        let data = match self.0.value {
            Raw::Empty => Data::Empty,
            Raw::Bool(value) => Data::Bool(value),
            Raw::Number => Data::Number(written()),
            Raw::Text(value) => Data::Text(value),
            Raw::List(items) => Data::List(
                items
                    .into_iter()
                    .map(|item| item.node(text, offset))
                    .collect(),
            ),
            Raw::Map(entries) => Data::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| Entry {
                        key: Spanned::new(key.value, byte_span(key.referenced).shifted(offset)),
                        value: value.node(text, offset),
                    })
                    .collect(),
            ),
        };
        let span = extent(span.shifted(offset), &data, text, offset);
        Node { data, span }
    }
}

/// The library tells only where a list or group begins: its end is that of its last part, and of a bracket behind it.
fn extent(span: Span, data: &Data, text: &str, offset: usize) -> Span {
    let last = match data {
        Data::List(items) => items.last().map(|item| item.span.end),
        Data::Map(entries) => entries
            .last()
            .map(|entry| entry.value.span.end.max(entry.key.span.end)),
        _ => return span,
    };
    let end = last.unwrap_or(0).max(span.end) as usize;
    let bracketed = text[span.start as usize - offset..].starts_with(['[', '{']);
    let after = bracketed.then(|| text.get(end - offset..)).flatten();
    let close = after.and_then(|after| {
        let blank = after.len() - after.trim_start_matches([' ', ',', '\n', '\r']).len();
        after[blank..].starts_with([']', '}']).then_some(blank + 1)
    });
    Span::new(span.start as usize, end + close.unwrap_or(0))
}

fn byte_span(location: serde_yaml::Location) -> Span {
    let span = location.span();
    let start = span.byte_offset().unwrap_or(0) as usize;
    Span::new(start, start + span.byte_len().unwrap_or(0) as usize)
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Placed::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

/// The library's error in an editor's words, at its place.
fn fault(error: &serde_yaml::Error, text: &str, file: FileId, offset: usize) -> Diagnostic {
    let place = error.location().map_or(0, |at| {
        byte_of(text, at.line() as usize, at.column() as usize)
    });
    let whole = error.to_string();
    let reason = whole.split(" at line ").next().unwrap_or(&whole);
    // The library notices some mistakes only behind them.
    let place = match reason {
        _ if reason.contains("quoted scalar") => opening_quote(text, place),
        _ if reason.contains("tabs disallowed") => text[..place].rfind('\t').unwrap_or(place),
        _ => place,
    };
    let end = place + word(&text[place..]);
    let (message, hint) = in_words(reason);
    Diagnostic::new(
        Code::YamlSyntax,
        Span::new(place, end).shifted(offset).within(file),
        message,
    )
    .maybe_hint(hint.map(str::to_owned))
}

/// The length of the word, or else the character, with which a text begins.
fn word(text: &str) -> usize {
    let letter = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let word = text.find(|c| !letter(c)).unwrap_or(text.len());
    word.max(text.chars().next().map_or(0, char::len_utf8))
}

/// The quotation mark that begins a value before `place`: the library notices an open one only where it must end.
fn opening_quote(text: &str, place: usize) -> usize {
    let before = &text[..place];
    let mark = [": \"", ": '"]
        .into_iter()
        .filter_map(|mark| before.rfind(mark))
        .max();
    mark.map_or(place, |at| at + 2)
}

/// What the usual mistakes look like to the library: a part of its message, ours, and how to mend it.
const USUAL: &[(&str, &str, &str)] = &[
    (
        "mapping values are not allowed",
        "A second colon makes this line unreadable",
        "Put the whole value between quotation marks.",
    ),
    (
        "duplicate mapping key",
        "This key stands twice",
        "Keep one of the two.",
    ),
    (
        "unclosed bracket",
        "This bracket is not closed",
        "Add the closing bracket, or put the value between quotation marks.",
    ),
    (
        "unexpected character",
        "A value cannot begin with this character",
        "Put the whole value between quotation marks.",
    ),
    (
        "unknown anchor",
        "A value cannot begin with `*` here",
        "Put the whole value between quotation marks.",
    ),
    (
        "quoted scalar",
        "This quotation is not closed",
        "Add the closing quotation mark at the end of the value.",
    ),
    (
        "budget breached",
        "This YAML unfolds to too many values",
        "Write the values out without anchors (`&`) and aliases (`*`).",
    ),
    (
        "recursion limit",
        "This YAML is nested too deep",
        "Use fewer brackets inside brackets.",
    ),
    (
        "tabs disallowed",
        "This line begins with a tab",
        "Use spaces in place of the tab.",
    ),
    (
        "did not find expected",
        "This line does not fit the lines above it",
        "Check that keys of one group begin in the same column.",
    ),
];

/// The library's reason in an editor's words.
fn in_words(reason: &str) -> (String, Option<&'static str>) {
    for (pattern, message, hint) in USUAL {
        if reason.contains(pattern) {
            return ((*message).to_owned(), Some(hint));
        }
    }
    let hint = "Check the colons, quotation marks and spaces at the start of this line.";
    (format!("This YAML cannot be read: {reason}"), Some(hint))
}

/// The byte of a line and column that count from 1; the column counts characters.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = &text[start..];
    let within = rest.char_indices().nth(column.saturating_sub(1));
    within.map_or(text.len(), |(at, _)| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    fn file() -> FileId {
        SourceMap::default().add(String::new(), String::new())
    }

    #[test]
    fn keeps_what_was_written_and_where() {
        let Data::Map(entries) = read("é: 007\nb: [x]\n", file(), 4).expect("YAML").data else {
            panic!("a map")
        };
        assert_eq!(entries[0].key.span, Span::new(4, 6));
        assert_eq!(entries[0].value.data, Data::Number("007".into()));
        assert_eq!(entries[0].value.span, Span::new(8, 11));
        assert_eq!(entries[1].value.describe(), "a list");
    }

    #[test]
    fn places_a_fault_on_its_character() {
        let fault = read("a: b\nc: d: e\n", file(), 10).expect_err("a fault");
        assert_eq!(fault.place.expect("a place").span, Span::new(19, 20));
        let twice = read("a: 1\na: 2\n", file(), 0).expect_err("a fault");
        assert_eq!(twice.message, "This key stands twice");
    }

    #[test]
    fn a_bomb_costs_little() {
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for level in 1..12 {
            let aliases = vec![format!("*a{}", level - 1); 10].join(",");
            bomb += &format!("a{level}: &a{level} [{aliases}]\n");
        }
        assert_eq!(
            read(&bomb, file(), 0).expect_err("a fault").code,
            Code::YamlSyntax
        );
        assert!(read(&"{a: ".repeat(50_000), file(), 0).is_err());
    }
}
