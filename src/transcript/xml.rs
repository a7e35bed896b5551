//! What the XML inside a `.docx` says, part by part. Entities are never expanded, and nothing is read by recursion.

use super::Unreadable;
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// One part of an XML file. An element without content is a start and an end.
pub enum Part<'x> {
    Start(BytesStart<'x>),
    End,
    Text(&'x str),
    /// One character, written as `&amp;` or `&#38;`.
    Character(char),
}

/// Hands every part to `take`, in order.
///
/// # Errors
/// Where the XML is not well formed, is cut off, or holds what documents do not.
pub fn read(text: &str, mut take: impl FnMut(Part<'_>)) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(start) => {
                depth += 1;
                take(Part::Start(start));
            }
            Event::End(_) => {
                depth -= 1;
                take(Part::End);
            }
            Event::Empty(start) => {
                take(Part::Start(start));
                take(Part::End);
            }
            Event::Text(text) => take(Part::Text(&text)),
            Event::CData(text) => take(Part::Text(&text)),
            Event::GeneralRef(name) => take(Part::Character(character(&name)?)),
            Event::Eof if depth == 0 => return Ok(()),
            // Word writes no DOCTYPE; one could only define entities.
            Event::Eof | Event::DocType(_) => return Err(broken()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

fn character(name: &BytesRef<'_>) -> Result<char, Unreadable> {
    let number = name.resolve_char_ref().map_err(|_| broken())?;
    let named = || resolve_xml_entity(name).and_then(|text| text.chars().next());
    number.or_else(named).ok_or_else(broken)
}

fn broken() -> Unreadable {
    Unreadable::new(
        "This Word document is damaged: its XML cannot be read",
        "Open it in a word processor and save it again.",
    )
}

/// The value of an attribute by its local name.
pub fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).filter_map(Result::ok);
    let mut named = attributes.filter(|attribute| attribute.key.local_name().as_ref() == name);
    named.next().map(|attribute| attribute.value.into_owned())
}
