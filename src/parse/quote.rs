//! Quotes: blockquotes whose last paragraph is an attribution.

use super::body::Builder;
use super::{attributes, citation, quote_words};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Citation, Quote, QuoteSource};
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
        return unreadable(
            builder,
            line,
            "This line names a speaker, but it does not begin with a long dash",
            "Write `— ` before the speaker, and a line with `>` alone above it.",
        );
    }
    let Some(last) = last_paragraph(builder, at + 1, end) else {
        return Reading::Ordinary;
    };
    let range = trimmed(builder.text, builder.events.range(last));
    if dash(&builder.text[range.clone()]).is_none() {
        return match inline_attribution(builder.text, &range) {
            Some(line) => unreadable(
                builder,
                line,
                "The attribution needs a paragraph of its own",
                "Put a line with `>` alone before it.",
            ),
            None => Reading::Ordinary,
        };
    }
    let Some(attribution) = attribution(builder, range.clone()) else {
        return Reading::Unreadable;
    };
    let paragraphs = quote_words::read(builder, at + 1, last);
    if !quote_words::is_anything_said(&paragraphs) {
        return unreadable_with(
            builder,
            Code::QuoteWithoutWords,
            range,
            "This quote has an attribution but no words",
            "Write the words in the lines above, each beginning with `>`.",
        );
    }
    Reading::Quote(Box::new(Quote {
        span: builder.span(at),
        id: attribution.id,
        paragraphs,
        source: attribution.source,
        themes: attribution.themes,
        facets: attribution.facets,
    }))
}

struct Attribution {
    id: Option<Spanned<String>>,
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

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + text[range].trim_end().len()
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
