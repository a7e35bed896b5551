//! Numbers that say what they count: `[37 people]{count=participants}`. Pandoc writes a part of running text with
//! attributes in the same way.

use super::fields::Reader;
use super::{attributes, numbers};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::MarkedCount;
use crate::source::{Span, Spanned};
use std::ops::Range;

const OPENING: &str = "{count=";

const FORM: &str =
    "Write `[37 people]{count=participants}`, with plain words between the square brackets.";

/// Takes marks out of a text, so that readers see its words alone. `whole` is its place in the text of its file.
pub fn take(reader: &Reader, text: &mut String, file: &str, whole: Span) -> Vec<MarkedCount> {
    let mut found = Vec::new();
    let marks: Vec<usize> = text.match_indices(OPENING).map(|(at, _)| at).collect();
    if marks.is_empty() {
        return found;
    }
    let (written, start) = (&file[whole.range()], whole.start as usize);
    let places: Vec<usize> = written.match_indices(OPENING).map(|(at, _)| at).collect();
    if places.len() != marks.len() {
        reader.fault(refusal(reader, whole, FORM));
        return found;
    }
    let (mut shown, mut from) = (String::with_capacity(text.len()), 0);
    for (mark, place) in marks.into_iter().zip(places) {
        if file[..start + place].ends_with('\\') {
            continue;
        }
        let parts = Parts::of(text, from, mark).zip(Parts::of(written, 0, place));
        let Some((parts, source)) = parts else {
            let span = Span::new(start + place, start + place + OPENING.len());
            reader.fault(refusal(reader, span, FORM));
            continue;
        };
        shown.push_str(&text[from..parts.whole.start]);
        shown.push_str(&text[parts.words.clone()]);
        from = parts.whole.end;
        found.extend(read(reader, written, &source, start));
    }
    shown.push_str(&text[from..]);
    *text = shown;
    found
}

/// Reports a mark at the end of a heading, where braces give the heading its id.
pub fn refuse_in_heading(reader: &Reader, span: Span) {
    let hint = "Say the number below the heading.";
    reader.fault(refusal(reader, span, hint));
}

/// Where the parts of a mark lie.
struct Parts {
    whole: Range<usize>,
    words: Range<usize>,
    braces: Range<usize>,
}

impl Parts {
    /// The mark whose braces open at a byte; it may not reach before `from`.
    fn of(text: &str, from: usize, braces: usize) -> Option<Self> {
        let before = text.get(from..braces)?.strip_suffix(']')?;
        let open = from + before.rfind('[')?;
        let end = braces + text[braces..].find('}')? + 1;
        Some(Self {
            whole: open..end,
            words: open + 1..braces - 1,
            braces: braces..end,
        })
    }
}

fn read(reader: &Reader, written: &str, parts: &Parts, start: usize) -> Option<MarkedCount> {
    let placed = |range: &Range<usize>| Span::new(start + range.start, start + range.end);
    let refuse = |span, hint: &str| {
        reader.fault(refusal(reader, span, hint));
        None
    };
    let braces = start + parts.braces.start;
    let read = match attributes::read(&written[parts.braces.clone()], braces) {
        Ok(read) => read,
        Err(unreadable) => return refuse(unreadable.span, &format!("{}.", unreadable.reason)),
    };
    if let Some(id) = read.id {
        return refuse(id.span, "A count has no id.");
    }
    let number = match numbers::only(&written[parts.words.clone()]) {
        Ok(number) => number,
        Err(hint) => return refuse(placed(&parts.words), hint),
    };
    let mut pairs = read.pairs.into_iter();
    let (_, role): (Spanned<String>, Spanned<String>) = pairs.next()?;
    Some(MarkedCount {
        span: placed(&parts.whole),
        number,
        role,
        narrowed: pairs.collect(),
    })
}

fn refusal(reader: &Reader, span: Span, hint: &str) -> Diagnostic {
    let message = "This count cannot be read";
    Diagnostic::new(Code::CountNotRead, reader.place(span), message).hint(hint)
}
