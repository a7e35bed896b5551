//! Raw HTML in notes: which of it may reach a reader.

use super::fields::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Elements that do no harm inside running text when they have no attributes.
const INLINE: &[&str] = &[
    "abbr", "b", "cite", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "strong", "sub", "sup", "u", "var",
];

/// Elements that may stand in a block of raw HTML; the typesetter's allow-list is the same.
pub const BLOCK: &[&str] = &[
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// More tags than this in one block are refused: cleaning deep nesting costs more than its length.
const MOST_TAGS: usize = 5_000;

/// What one tag in running text is.
pub enum InlineTag {
    Open(&'static str),
    Empty(&'static str),
    Comment,
    /// Not allowed, or a closing tag without its opening one.
    Refused,
}

/// Sorts a tag in running text.
pub fn inline(tag: &str) -> InlineTag {
    if tag.starts_with("<!--") {
        return InlineTag::Comment;
    }
    let inner = tag
        .trim_start_matches('<')
        .trim_end_matches('>')
        .trim_end_matches('/')
        .trim();
    let name = inner.to_ascii_lowercase();
    match name.as_str() {
        "br" => InlineTag::Empty("br"),
        "wbr" => InlineTag::Empty("wbr"),
        _ => INLINE
            .iter()
            .find(|allowed| **allowed == name)
            .map_or(InlineTag::Refused, |name| InlineTag::Open(name)),
    }
}

/// The element of running text that a tag closes.
pub fn closed(tag: &str) -> Option<&'static str> {
    let name = tag.strip_prefix("</")?.strip_suffix('>')?.trim();
    INLINE
        .iter()
        .copied()
        .find(|allowed| name.eq_ignore_ascii_case(allowed))
}

/// Reports what a block of raw HTML will lose. False where none of it can be published.
pub fn check_block(reader: &Reader, raw: &str, at: usize) -> bool {
    let tags = raw.bytes().filter(|byte| *byte == b'<').count();
    if tags > MOST_TAGS {
        let place = reader.place(Span::new(at, at + 1));
        reader.fault(
            Diagnostic::new(
                Code::UnsafeHtml,
                place,
                "This block of HTML has too many tags and is left out",
            )
            .hint("Write it in Markdown."),
        );
        return false;
    }
    for (offset, _) in raw.match_indices('<') {
        if let Some(reason) = refused(&raw[offset + 1..]) {
            let tag = raw[offset..]
                .find('>')
                .map_or(raw.len(), |end| offset + end + 1);
            let place = reader.place(Span::new(at + offset, at + tag));
            reader.fault(Diagnostic::new(Code::UnsafeHtml, place, reason).hint(
                "Use Markdown. Only plain elements of text, lists and tables are published.",
            ));
        }
    }
    true
}

/// Why the tag that begins here is not published as written.
fn refused(tag: &str) -> Option<String> {
    let name: String = tag
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let name = name.to_ascii_lowercase();
    if name.is_empty() {
        return None;
    }
    if !BLOCK.contains(&name.as_str()) {
        return Some(format!("The HTML element `{name}` is left out"));
    }
    let attributes = tag
        .split('>')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let scripted = attributes
        .split_whitespace()
        .skip(1)
        .any(|word| word.starts_with("on") || word.starts_with("style"));
    scripted.then(|| format!("An attribute of the HTML element `{name}` is left out"))
}
