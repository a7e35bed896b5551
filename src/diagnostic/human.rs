//! The faults for people: the line, a caret under the words, and how to mend it.

use super::{Diagnostic, Severity};
use crate::source::{Place, SourceMap};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;

/// The longest excerpt of a file that is shown around a fault, in bytes.
const EXCERPT: usize = 400;

/// The faults one after the other, with colour where `colour` is true.
pub fn human(diagnostics: &[Diagnostic], sources: &SourceMap, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut output = String::new();
    for fault in diagnostics {
        let group = group(fault, sources);
        output += &renderer.render(&[group]);
        output += "\n\n";
    }
    output
}

fn group<'a>(fault: &'a Diagnostic, sources: &'a SourceMap) -> Group<'a> {
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(
        level
            .primary_title(fault.message.as_str())
            .id(fault.code.name()),
    );
    if let Some(place) = fault.place {
        let mut snippet = excerpt(place, sources);
        let base = snippet.1;
        snippet.0 = snippet
            .0
            .annotation(AnnotationKind::Primary.span(within(place, sources, base)));
        group = group.element(snippet.0);
    }
    for related in &fault.related {
        let (snippet, base) = excerpt(related.place, sources);
        let span = within(related.place, sources, base);
        let label = related.message.as_str();
        group = group.element(snippet.annotation(AnnotationKind::Context.span(span).label(label)));
    }
    match &fault.hint {
        Some(hint) => group.element(Level::HELP.message(hint.as_str())),
        None => group,
    }
}

/// The lines of a place, and the byte at which they begin. A very long line is cut around the place, so that
/// a fault in one never floods the terminal.
fn excerpt<'a>(
    place: Place,
    sources: &'a SourceMap,
) -> (Snippet<'a, annotate_snippets::Annotation<'a>>, usize) {
    let text = sources.text(place.file);
    let start = floor(text, place.span.start as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let from = floor(text, line_start.max(start.saturating_sub(EXCERPT / 2)));
    let first_line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let to = floor(text, first_line_end.min(start + EXCERPT));
    let line = text[..start].matches('\n').count() + 1;
    let snippet = Snippet::source(&text[from..to])
        .path(sources.path(place.file))
        .line_start(line)
        .fold(false);
    (snippet, from)
}

/// The place inside its excerpt: on the first line, at least one character.
fn within(place: Place, sources: &SourceMap, base: usize) -> Range<usize> {
    let text = sources.text(place.file);
    let start = floor(text, place.span.start as usize);
    let line_end = text[start..]
        .find(['\n', '\r'])
        .map_or(text.len(), |at| start + at);
    let end = floor(
        text,
        (place.span.end as usize).min(line_end).min(start + EXCERPT),
    );
    start - base..end.max(start) - base
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
