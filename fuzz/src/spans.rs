//! Every span of a value, taken from what `{:?}` prints of it, so that no field is forgotten.

use catena::diagnostic::Diagnostic;
use catena::source::{FileId, SourceMap};
use std::fmt::Debug;

/// Panics where a span of `value`, all of whose places are in `text`, does not lie in it on character boundaries.
pub fn lie_in(text: &str, value: &impl Debug) {
    let printed = format!("{value:?}");
    for (start, end) in of(&printed) {
        assert!(
            text.get(start..end).is_some(),
            "{start}..{end} is no part of the text of {} bytes",
            text.len()
        );
    }
}

/// Panics where a fault is not in its file, or says nothing.
pub fn of_faults(sources: &SourceMap, faults: &[Diagnostic]) {
    let in_text = |file: FileId, start: u32, end: u32| {
        let range = start as usize..end as usize;
        sources.text(file).get(range).is_some()
    };
    for fault in faults {
        let related = fault.related.iter().map(|related| related.place);
        for place in fault.place.into_iter().chain(related) {
            assert!(
                in_text(place.file, place.span.start, place.span.end),
                "{fault:?}"
            );
        }
        assert!(!fault.message.is_empty(), "{fault:?}");
    }
}

/// The spans in a printed value; what stands between quotation marks is content.
fn of(printed: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut rest = printed;
    std::iter::from_fn(move || {
        loop {
            let at = rest.find(['"', 'S'])?;
            rest = &rest[at..];
            if let Some(content) = rest.strip_prefix('"') {
                rest = after_string(content);
            } else if let Some(span) = rest.strip_prefix("Span { start: ") {
                let (start, after) = span.split_once(", end: ")?;
                let (end, after) = after.split_once(" }")?;
                rest = after;
                return Some((start.parse().ok()?, end.parse().ok()?));
            } else {
                rest = &rest[1..];
            }
        }
    })
}

fn after_string(content: &str) -> &str {
    let mut escaped = false;
    let end = content.find(|c: char| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    });
    &content[end.map_or(content.len(), |end| end + 1)..]
}
