//! Quotes: blockquotes whose last paragraph is an attribution.

use super::body::Builder;
use super::{attributes, citation, quote_words};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::model::{Citation, Quote, QuoteSource, words_said};
use crate::source::{Span, Spanned};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// What a blockquote turned out to be.
pub enum Reading {
    Quote(Box<Quote>),
    /// It has an attribution that cannot be read; the fault is reported.
    Unreadable,
    /// A blockquote without attribution.
    Ordinary,
}

/// Reads the blockquote that begins at an event.
pub fn read(builder: &mut Builder<'_, '_>, at: usize) -> Reading {
    let end = builder.events.end(at);
    if let Some(line) = speaker_without_dash(builder.text, builder.events.range(at)) {
        let fault = Diagnostic::new(
            Code::AttributionNotRead,
            builder.reader.place(line.clone().into()),
            "This line names a speaker, but it does not begin with a long dash",
        );
        let mut fault =
            fault.hint("Write `— ` before the speaker, and a line with `>` alone above it.");
        fault.fix = long_dash(builder, at, line).map(Box::new);
        builder.fault(fault);
        return Reading::Unreadable;
    }
    let Some(last) = last_paragraph(builder, at + 1, end) else {
        return Reading::Ordinary;
    };
    let range = trimmed(builder.text, builder.events.range(last));
    if dash(&builder.text[range.clone()]).is_none() {
        let Some(line) = inline_attribution(builder.text, &range) else {
            return Reading::Ordinary;
        };
        let fault = Diagnostic::new(
            Code::AttributionNotRead,
            builder.reader.place(line.clone().into()),
            "The attribution needs a paragraph of its own",
        );
        let mut fault = fault.hint("Put a line with `>` alone before it.");
        let title = "Put a line with `>` alone before the attribution".to_owned();
        let edits = empty_line_before(builder, line.start).map(|edit| vec![edit]);
        fault.fix = edits.map(|edits| Box::new(Fix { title, edits }));
        builder.fault(fault);
        return Reading::Unreadable;
    }
    let Some(attribution) = attribution(builder, range.clone()) else {
        return Reading::Unreadable;
    };
    let paragraphs = quote_words::read(builder, at + 1, last);
    if !quote_words::is_anything_said(&paragraphs) {
        return unreadable_with(
            builder,
            Code::QuoteWithoutWords,
            range.clone(),
            "This quote has an attribution but no words",
            "Write the words in the lines above, each beginning with `>`.",
        );
    }
    Reading::Quote(Box::new(Quote {
        span: builder.span(at),
        id: attribution.id,
        attribution: range.into(),
        braces: attribution.braces,
        words: words_said(&paragraphs),
        paragraphs,
        source: attribution.source,
        themes: attribution.themes,
        facets: attribution.facets,
    }))
}

struct Attribution {
    id: Option<Spanned<String>>,
    braces: Option<Span>,
    source: QuoteSource,
    themes: Option<Vec<Spanned<String>>>,
    facets: Vec<(Spanned<String>, Spanned<String>)>,
}

/// The last block of a blockquote, if it is a paragraph.
fn last_paragraph(builder: &Builder<'_, '_>, mut at: usize, end: usize) -> Option<usize> {
    let mut last = None;
    while at < end {
        last = matches!(builder.events.event(at), Event::Start(Tag::Paragraph)).then_some(at);
        at = builder.events.end(at) + 1;
    }
    last
}

/// A paragraph without the white space around it: what is left of a tab behind `>` belongs to it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let written = text[range.clone()].trim_end();
    let bare = written.trim_start();
    range.start + written.len() - bare.len()..range.start + written.len()
}

/// The length of the dash and white space with which an attribution begins.
fn dash(text: &str) -> Option<usize> {
    let mark = ["—", "―", "--"]
        .into_iter()
        .find(|mark| text.starts_with(mark))?;
    let rest = &text[mark.len()..];
    Some(text.len() - rest.trim_start_matches(['-', ' ', '\t', '\u{a0}']).len())
}

/// A last line that holds nothing but a speaker and attributes, after a hyphen, a short dash or none: a quote that would
/// go unchecked.
fn speaker_without_dash(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let quote = text[range.clone()].trim_end();
    let start = quote.rfind('\n').map_or(0, |at| at + 1);
    let line = quote[start..].trim_start_matches([' ', '>', '\t']);
    let speaker = line.trim_start_matches(['-', '–', '*', ' ', '\t']);
    let after = speaker.strip_prefix("[[")?.split_once("]]")?.1.trim();
    let alone = after.is_empty() || after.starts_with('{') && after.ends_with('}');
    let end = range.start + quote.len();
    (alone && dash(line).is_none()).then(|| end - line.len()..end)
}

/// A last line that would be an attribution if an empty line stood before it.
fn inline_attribution(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let paragraph = &text[range.clone()];
    let start = paragraph.rfind('\n')? + 1;
    let line = paragraph[start..].trim_start_matches([' ', '>', '\t']);
    let after = &line[dash(line)?..];
    let speaker = after.starts_with("[[") || after.starts_with("[@");
    speaker.then(|| range.end - line.len()..range.end)
}

/// Puts a long dash in the place of a hyphen or short dash, where the line can be nothing but an attribution: words stand
/// above it, and they do not end in a colon, as those above a list do.
fn long_dash(builder: &Builder<'_, '_>, at: usize, line: Range<usize>) -> Option<Fix> {
    let text = builder.text;
    let written = &text[line.clone()];
    let speaker = written.strip_prefix(['-', '–'])?.trim_start_matches(' ');
    let mark = &written[..written.len() - speaker.len()];
    let above = text[builder.events.range(at).start..line.start].trim_end_matches(AROUND);
    let is_list_of_more = above
        .lines()
        .next_back()?
        .trim_start_matches(AROUND)
        .starts_with(['-', '–']);
    if !speaker.starts_with("[[") || above.ends_with(':') || is_list_of_more {
        return None;
    }
    let dash = Edit {
        place: builder
            .reader
            .place(Span::new(line.start, line.start + mark.len())),
        old: mark.to_owned(),
        new: "— ".to_owned(),
    };
    let line_start = text[..line.start].rfind('\n')? + 1;
    let is_apart = text[..line_start]
        .lines()
        .next_back()?
        .trim_matches(AROUND)
        .is_empty();
    let mut edits = vec![dash];
    if !is_apart {
        edits.insert(0, empty_line_before(builder, line.start)?);
    }
    let title = "Begin the attribution with a long dash".to_owned();
    Some(Fix { title, edits })
}

/// What may stand around the words of a line of a blockquote.
const AROUND: [char; 5] = [' ', '>', '\t', '\r', '\n'];

/// Puts a line with the marks of its blockquote alone before the line on which `at` stands.
fn empty_line_before(builder: &Builder<'_, '_>, at: usize) -> Option<Edit> {
    let start = builder.text[..at].rfind('\n')? + 1;
    let marks = builder.text[start..at].trim_end();
    let is_quoted = marks.ends_with('>') && marks.trim_matches(AROUND).is_empty();
    let end = if builder.text[..start].ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    is_quoted.then(|| Edit {
        place: builder.reader.place(Span::new(start, start)),
        old: String::new(),
        new: format!("{marks}{end}"),
    })
}

fn attribution(builder: &mut Builder<'_, '_>, range: Range<usize>) -> Option<Attribution> {
    let text = builder.text;
    let start = range.start + dash(&text[range.clone()])?;
    let (source, after) = match source(builder, start..range.end) {
        Some(found) => found,
        None => {
            unreadable(
                builder,
                start..range.end,
                "This attribution names no participant and no document",
                "Write a participant as `[[P18]]`, or a document as `[@key, p. 12]`.",
            );
            return None;
        }
    };
    let rest = &text[after..range.end];
    let blank = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_whitespace() || c == '>')
            .len();
    let attributes_at = after + blank;
    let written = &text[attributes_at..range.end];
    if written.is_empty() {
        return Some(Attribution {
            id: None,
            braces: None,
            source,
            themes: None,
            facets: Vec::new(),
        });
    }
    if !written.starts_with('{') {
        unreadable(
            builder,
            attributes_at..range.end,
            "These words after the speaker would not be published",
            "Remove them: the publishing rules say how a speaker is named.",
        );
        return None;
    }
    with_attributes(builder, source, written, attributes_at)
}

fn with_attributes(
    builder: &Builder<'_, '_>,
    source: QuoteSource,
    written: &str,
    at: usize,
) -> Option<Attribution> {
    let attributes = match attributes::read(written, at) {
        Ok(attributes) => attributes,
        Err(error) => {
            unreadable(
                builder,
                error.span.range(),
                error.reason,
                "An example: `{#p18-same-offices level=meso}`.",
            );
            return None;
        }
    };
    let mut themes = None;
    let mut facets = Vec::new();
    for (key, value) in attributes.pairs {
        match key.value.as_str() {
            "themes" | "theme" => themes = Some(attributes::names(&value)),
            _ => facets.extend(
                attributes::names(&value)
                    .into_iter()
                    .map(|value| (key.clone(), value)),
            ),
        }
    }
    Some(Attribution {
        id: attributes.id,
        braces: Some(Span::new(at, at + written.len())),
        source,
        themes,
        facets,
    })
}

/// The participant or document that an attribution names, and where what follows begins.
fn source(builder: &mut Builder<'_, '_>, range: Range<usize>) -> Option<(QuoteSource, usize)> {
    let text = &builder.text[range.clone()];
    if let Some(inner) = text.strip_prefix("[[") {
        let close = inner.find("]]")?;
        let target = inner[..close].split('|').next().unwrap_or_default().trim();
        let (study, id) = match target.split_once('/') {
            Some((study, id)) => (Some(study.trim().to_owned()), id.trim()),
            None => (None, target),
        };
        let end = range.start + 2 + close + 2;
        let span = Span::new(range.start, end);
        let id = id.to_owned();
        return (!id.is_empty()).then_some((QuoteSource::Participant { study, id, span }, end));
    }
    let inner = text.strip_prefix('[')?;
    let close = inner.find(']')?;
    let items = citation::read(&inner[..close], range.start + 1)?;
    let end = range.start + 1 + close + 1;
    builder.body.citations.push(Citation {
        span: Span::new(range.start, end),
        items,
        textual: false,
    });
    let citation = builder.body.citations.len() - 1;
    Some((QuoteSource::Document { citation }, end))
}

fn unreadable(
    builder: &Builder<'_, '_>,
    range: Range<usize>,
    message: &str,
    hint: &str,
) -> Reading {
    unreadable_with(builder, Code::AttributionNotRead, range, message, hint)
}

fn unreadable_with(
    builder: &Builder<'_, '_>,
    code: Code,
    range: Range<usize>,
    message: &str,
    hint: &str,
) -> Reading {
    let place = builder.reader.place(range.into());
    builder.fault(Diagnostic::new(code, place, message).hint(hint));
    Reading::Unreadable
}
