//! Raw HTML in notes: which of it may reach a reader.

use super::fields::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::{MOST_ATTRIBUTES, MOST_TAGS};
use crate::source::Span;
use crate::untrusted::{INLINE_ELEMENTS, Removed, most_attributes, removals};

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
        _ => INLINE_ELEMENTS
            .iter()
            .find(|allowed| **allowed == name)
            .map_or(InlineTag::Refused, |name| InlineTag::Open(name)),
    }
}

/// The element of running text that a tag closes.
pub fn closed(tag: &str) -> Option<&'static str> {
    let name = tag.strip_prefix("</")?.strip_suffix('>')?.trim();
    INLINE_ELEMENTS
        .iter()
        .copied()
        .find(|allowed| name.eq_ignore_ascii_case(allowed))
}

/// Reports what a block of raw HTML will lose. False where none of it can be published.
pub fn check_block(reader: &Reader, raw: &str, at: usize) -> bool {
    let tags = raw.bytes().filter(|byte| *byte == b'<').count();
    // Cleaning deep nesting costs more than its length. So do many attributes: each is compared with all others.
    let too_many = match () {
        () if tags > MOST_TAGS => Some("tags"),
        () if most_attributes(raw) > MOST_ATTRIBUTES => Some("attributes in one tag"),
        () => None,
    };
    if let Some(what) = too_many {
        let message = format!("This block of HTML has too many {what} and is left out");
        let place = reader.place(Span::new(at, at + 1));
        reader
            .fault(Diagnostic::new(Code::UnsafeHtml, place, message).hint("Write it in Markdown."));
        return false;
    }
    for removal in removals(raw) {
        let span = Span::new(at + removal.at.start, at + removal.at.end);
        reader.fault(
            Diagnostic::new(
                Code::UnsafeHtml,
                reader.place(span),
                in_words(&removal.what),
            )
            .hint("Use Markdown. Only plain elements of text, lists and tables are published."),
        );
    }
    true
}

/// What goes, and what of it stays.
fn in_words(removed: &Removed) -> String {
    match removed {
        Removed::Element { name, whole: true } => {
            format!("The HTML element `{name}` is left out, with all that is in it")
        }
        Removed::Element { name, whole: false } => {
            format!("The HTML element `{name}` is left out; words in it stay")
        }
        Removed::Attribute { element, name } => {
            format!("The attribute `{name}` is left out; the HTML element `{element}` stays")
        }
    }
}
