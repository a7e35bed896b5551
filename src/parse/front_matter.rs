//! The YAML between `---` lines at the top of a note.

use super::acceptance::{self, Holder};
use super::fields::{Fields, Reader};
use super::{keys, marked_counts, yaml};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Author, Common, Data, Entry, FacetCoding, Kind, Matter, Node, Status};
use crate::source::{FileId, Span, Spanned};
use std::ops::Range;

/// Where a note's front matter and body lie in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The YAML, without its fences; absent where the note has none.
    pub yaml: Option<Range<usize>>,
    pub body: usize,
    /// The opening line, where no closing one follows.
    pub unclosed: Option<Range<usize>>,
}

/// Finds the front matter.
pub fn split(text: &str) -> Split {
    let mut lines = text.split_inclusive('\n');
    let none = |unclosed| Split {
        yaml: None,
        body: 0,
        unclosed,
    };
    let Some(opening) = lines.next().filter(|line| line.trim_end() == "---") else {
        return none(None);
    };
    let mut at = opening.len();
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Split {
                yaml: Some(opening.len()..at),
                body: at + line.len(),
                unclosed: None,
            };
        }
        at += line.len();
    }
    none(Some(0..opening.trim_end().len()))
}

/// What a note's front matter says, and where a missing key would stand.
pub struct FrontMatter {
    pub common: Common,
    pub matter: Matter,
}

/// Reads the front matter of a note whose folder makes it a `kind`.
pub fn read(reader: &Reader, text: &str, split: &Split, kind: Kind) -> FrontMatter {
    let node = node(reader, text, split);
    let kind = written_kind(reader, &node).unwrap_or(kind);
    let fields = Fields::open(reader, &node, keys::of_kind(kind));
    let top = Span::new(0, text.lines().next().unwrap_or_default().len());
    FrontMatter {
        common: common(reader, text, &fields, kind, top),
        matter: super::matter::read(reader, &fields, kind),
    }
}

/// What only the note's own page and the faults of its own file tell: no other note knows it by one of these keys.
const OWN: [&str; 6] = [
    "accept", "authors", "created", "extra", "summary", "updated",
];

/// True where the front matters of two texts of a file differ in nothing that other notes could tell.
pub fn tells_the_same(file: FileId, old: &str, new: &str) -> bool {
    let entries = |text: &str| {
        let yaml = split(text).yaml?;
        let node = yaml::read(&text[yaml], file, 0).ok()?;
        let Data::Map(entries) = node.data else {
            return None;
        };
        let told = entries.into_iter();
        let told = told.filter(|entry| !OWN.contains(&entry.key.value.as_str()));
        Some(told.collect::<Vec<Entry>>())
    };
    let Some((old, new)) = entries(old).zip(entries(new)) else {
        return false;
    };
    old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| old.says(new))
}

fn node(reader: &Reader, text: &str, split: &Split) -> Node {
    let empty = Node {
        data: Data::Empty,
        span: Span::default(),
    };
    if let Some(opening) = &split.unclosed {
        let place = reader.place(opening.clone().into());
        let message = "The front matter is not closed";
        reader.unread(
            Diagnostic::new(Code::UnclosedFrontMatter, place, message)
                .hint("Add a line with `---` after the last key."),
        );
    }
    let Some(range) = split.yaml.clone() else {
        return empty;
    };
    yaml::read(&text[range.clone()], reader.file, range.start).unwrap_or_else(|fault| {
        reader.unread(*fault);
        empty
    })
}

fn written_kind(reader: &Reader, node: &Node) -> Option<Kind> {
    let Data::Map(entries) = &node.data else {
        return None;
    };
    let entry = entries.iter().find(|entry| entry.key.value == "kind")?;
    reader.choice("kind", &entry.value, Kind::ALL, Kind::name)
}

fn common(reader: &Reader, text: &str, fields: &Fields<'_, '_>, kind: Kind, top: Span) -> Common {
    let mut summary = fields.text("summary");
    let counts = summary
        .as_mut()
        .map(|summary| marked_counts::take(reader, &mut summary.value, text, summary.span));
    Common {
        title: title(reader, fields, kind, top),
        summary,
        counts: counts.unwrap_or_default(),
        // A status that cannot be read must not publish what somebody meant to hold back.
        status: match fields.get("status") {
            None => Status::Public,
            Some(_) => reader
                .by_hand(|| fields.choice("status", Status::ALL, Status::name))
                .unwrap_or(Status::Internal),
        },
        aliases: fields.texts("aliases"),
        authors: authors(reader, fields),
        created: fields.date("created"),
        updated: fields.date("updated"),
        order: fields.integer("order"),
        not_held: fields.plain_texts("not_held"),
        nocite: citation_keys(fields.texts("nocite")),
        accept: acceptance::read(reader, fields, Holder::Note),
        extra: fields.get("extra").cloned(),
    }
}

fn title(
    reader: &Reader,
    fields: &Fields<'_, '_>,
    kind: Kind,
    top: Span,
) -> Option<Spanned<String>> {
    let title = fields.text("title");
    let unreadable = fields.get("title").is_some() || fields.is_unread();
    if title.is_none() && kind != Kind::Home && !unreadable {
        let at = fields.key_span("title").unwrap_or(top);
        reader.fault(
            Diagnostic::new(
                Code::MissingTitle,
                reader.place(at),
                "This note has no title",
            )
            .hint("Add `title: …` between two `---` lines at the top of the note."),
        );
    }
    title
}

/// Citation keys, with or without their `@`.
pub fn citation_keys(texts: Vec<Spanned<String>>) -> Vec<Spanned<String>> {
    texts
        .into_iter()
        .map(|text| text.map(|key| key.trim_start_matches('@').to_owned()))
        .collect()
}

fn authors(reader: &Reader, fields: &Fields<'_, '_>) -> Vec<Author> {
    let Some(node) = fields.get("authors") else {
        return Vec::new();
    };
    let nodes = match &node.data {
        Data::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    nodes
        .iter()
        .filter_map(|node| author(reader, node))
        .collect()
}

fn author(reader: &Reader, node: &Node) -> Option<Author> {
    if let Some(name) = node.as_text() {
        return Some(Author { name, orcid: None });
    }
    let fields = Fields::open(reader, node, &keys::AUTHOR);
    let name = fields.required_text("name", "An author", node.span)?.value;
    let orcid = fields.text("orcid").and_then(|text| {
        let orcid = text
            .value
            .trim_start_matches("https://orcid.org/")
            .to_owned();
        if is_orcid(&orcid) {
            return Some(orcid);
        }
        let message = format!("`{orcid}` is not an ORCID iD");
        reader.fault(
            Diagnostic::new(Code::WrongType, reader.place(text.span), message)
                .hint("An ORCID iD has four groups of four digits; check each digit."),
        );
        None
    });
    Some(Author { name, orcid })
}

/// Whether the shape and the check digit are right (ISO 7064 mod 11-2, as ORCID uses it).
fn is_orcid(text: &str) -> bool {
    let shaped = text.len() == 19
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 9 | 14 => byte == b'-',
            18 => byte.is_ascii_digit() || byte == b'X',
            _ => byte.is_ascii_digit(),
        });
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum = digits
        .iter()
        .take(15)
        .fold(0, |sum, digit| (sum + digit) * 2);
    let check = (12 - sum % 11) % 11;
    shaped
        && text.chars().last()
            == char::from_digit(check, 11).map(|c| if c == 'a' { 'X' } else { c })
}

/// `facets:` of a theme or recommendation: `level: [micro]` or `level: {micro: stated}`. A value without a
/// word on its basis is the editors' reading: the site must not claim that a source states it.
pub fn facet_codings(reader: &Reader, fields: &Fields<'_, '_>) -> Vec<FacetCoding> {
    let mut codings = Vec::new();
    for entry in fields.entries("facets") {
        match &entry.value.data {
            Data::Map(values) => {
                for value in values {
                    let stated =
                        reader.choice(&value.key.value, &value.value, &[true, false], |stated| {
                            if stated { "stated" } else { "interpreted" }
                        });
                    codings.extend(stated.map(|stated| FacetCoding {
                        facet: entry.key.clone(),
                        value: value.key.clone(),
                        stated,
                    }));
                }
            }
            _ => codings.extend(
                reader
                    .texts(&entry.key.value, &entry.value)
                    .into_iter()
                    .map(|value| FacetCoding {
                        facet: entry.key.clone(),
                        value,
                        stated: false,
                    }),
            ),
        }
    }
    codings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_fences_in_any_line_ending() {
        let split = split("---\r\ntitle: A\r\n---\r\nBody");
        assert_eq!((split.yaml, split.body), (Some(5..15), 20));
    }

    #[test]
    fn a_note_may_have_none_and_a_rule_is_not_one() {
        assert_eq!(split("Body\n---\n").yaml, None);
        assert_eq!(split("").body, 0);
        assert_eq!(split("---\ntitle: A\n").unclosed, Some(0..3));
        assert_eq!(split("---\n---\n").yaml, Some(4..4));
    }

    #[test]
    fn an_orcid_has_a_check_digit() {
        assert!(is_orcid("0000-0003-0175-443X"));
        assert!(is_orcid("0000-0002-1753-942X"));
        assert!(!is_orcid("0000-0003-0175-4431"));
        assert!(!is_orcid("0000-0003-0175-44"));
    }
}
