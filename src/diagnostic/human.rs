//! The faults for people: the line, a caret under the words, and how to mend it.

use super::places::Places;
use super::{Diagnostic, Severity};
use crate::source::{Place, SourceMap, floor};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::borrow::Cow;
use std::ops::Range;

/// How much of a line is shown on each side of a fault, in bytes.
const EXCERPT: usize = 200;

/// The narrowest lines in which there is room for a line number and some words.
const NARROWEST: usize = 40;

/// The faults one after the other, with colour where `colour` is true.
pub fn human(diagnostics: &[Diagnostic], sources: &SourceMap, colour: bool) -> String {
    human_in(diagnostics, sources, colour, None)
}

/// The same, with lines of notes cut to `width` where that is known.
pub fn human_in(
    diagnostics: &[Diagnostic],
    sources: &SourceMap,
    colour: bool,
    width: Option<usize>,
) -> String {
    let mut renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    if let Some(width) = width {
        renderer = renderer.term_width(width.max(NARROWEST));
    }
    let mut places = Places::of(sources);
    let mut output = String::new();
    for fault in diagnostics {
        let mut rendered = renderer.render(&[group(fault, &mut places)]);
        if fault.place.is_none() {
            // Without a place there is nothing for the gutter to lead to.
            rendered = rendered.replacen("\n |\n", "\n", 1);
        }
        let related = fault.related.iter().map(|related| related.place);
        for place in fault.place.into_iter().chain(related) {
            rendered = with_true_column(rendered, place, &mut places);
        }
        output += &rendered;
        output += "\n\n";
    }
    output
}

fn group<'a>(fault: &'a Diagnostic, places: &mut Places<'a>) -> Group<'a> {
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(fault.message.as_str());
    let mut group = Group::with_title(title.id(fault.code.name()));
    let hidden = fault.code.hides_its_line();
    if let Some(place) = fault.place {
        group = match excerpt(place, places) {
            Some(excerpt) => {
                let caret = AnnotationKind::Primary.span(excerpt.span());
                group.element(excerpt.snippet(places, hidden).annotation(caret))
            }
            None => group.element(origin(place, places)),
        };
    }
    for related in &fault.related {
        if let Some(excerpt) = excerpt(related.place, places) {
            let label = related.message.as_str();
            let caret = AnnotationKind::Context.span(excerpt.span()).label(label);
            group = group.element(excerpt.snippet(places, false).annotation(caret));
        }
    }
    // Of what was let stand, the reason matters and not the remedy.
    if let Some(reason) = &fault.accepted {
        let level = Level::NOTE.with_name("accepted");
        return group.element(level.message(reason.as_str()));
    }
    if let Some(hint) = &fault.hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    if fault.fix.is_some() {
        let level = Level::HELP.with_name("fix");
        group = group.element(level.message("`catena check --fix` can mend this"));
    }
    group
}

/// The place of a file without text, such as a folder or link.
fn origin<'a>(place: Place, places: &mut Places<'a>) -> Origin<'a> {
    let at = places.start(place);
    Origin::path(places.sources.path(place.file))
        .line(at.line)
        .char_column(at.column)
}

/// The first line of a place. A very long line is cut around the place, so that a fault in one never floods the
/// terminal. All offsets are bytes of the file.
pub(super) struct Excerpt {
    place: Place,
    line: usize,
    from: usize,
    to: usize,
    start: usize,
    end: usize,
}

pub(super) fn excerpt(place: Place, places: &mut Places<'_>) -> Option<Excerpt> {
    let text = places.sources.text(place.file);
    if text.is_empty() {
        return None;
    }
    let start = floor(text, place.span.start as usize);
    let line_start = places.line_start(place);
    let far = floor(text, start + 2 * EXCERPT);
    let line_end = text[start..far].find(['\n', '\r']);
    let line_end = line_end.map_or(far, |at| start + at);
    let from = floor(text, line_start.max(start.saturating_sub(EXCERPT)));
    let end = (place.span.end as usize).clamp(start, line_end);
    let end = floor(text, end.min(start + EXCERPT));
    Some(Excerpt {
        place,
        line: places.start(place).line,
        from,
        to: floor(text, line_end.min(end + EXCERPT)),
        start,
        end,
    })
}

impl Excerpt {
    fn snippet<'a>(
        &self,
        places: &Places<'a>,
        hidden: bool,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        Snippet::source(self.shown(places, hidden))
            .path(places.sources.path(self.place.file))
            .line_start(self.line)
            .fold(false)
    }

    /// The text of the excerpt. Build logs are often public, so of a row of participants, and of words that are not public,
    /// only the faulty part is shown. The header of a table names nobody.
    fn shown<'a>(&self, places: &Places<'a>, hidden: bool) -> Cow<'a, str> {
        let written = &places.sources.text(self.place.file)[self.from..self.to];
        let path = places.sources.path(self.place.file);
        let of_people = self.line > 1 && path.ends_with("participants.csv");
        if !hidden && !of_people {
            return Cow::Borrowed(written);
        }
        let span = self.span();
        let hidden = |(at, character): (usize, char)| match span.contains(&at) {
            false if character.is_alphanumeric() => "*".repeat(character.len_utf8()),
            _ => character.to_string(),
        };
        Cow::Owned(written.char_indices().map(hidden).collect())
    }

    /// What stands before the words, the words, and what stands after them.
    pub(super) fn parts(&self, places: &Places<'_>, hidden: bool) -> [String; 3] {
        let shown = self.shown(places, hidden);
        let span = self.span();
        [
            &shown[..span.start],
            &shown[span.clone()],
            &shown[span.end..],
        ]
        .map(str::to_owned)
    }

    /// The place inside the excerpt.
    fn span(&self) -> Range<usize> {
        self.start - self.from..self.end - self.from
    }
}

/// The library counts columns from the start of the excerpt, which may not be the start of the line.
fn with_true_column(rendered: String, place: Place, places: &mut Places<'_>) -> String {
    let Some(excerpt) = excerpt(place, places) else {
        return rendered;
    };
    let path = places.sources.path(place.file);
    let text = places.sources.text(place.file);
    let (line, column) = (excerpt.line, places.start(place).column);
    let counted = text[excerpt.from..excerpt.start].chars().count() + 1;
    if counted == column {
        return rendered;
    }
    rendered.replacen(
        &format!("{path}:{line}:{counted}"),
        &format!("{path}:{line}:{column}"),
        1,
    )
}
