//! The faults for a page: the same line and words that [`super::human`] shows, as data.

use super::human::excerpt;
use super::places::Places;
use super::{Diagnostic, Severity};
use crate::source::{Place, SourceMap};
use serde::Serialize;

/// A fault as a page shows it. Every field is text, none is HTML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    pub severity: &'static str,
    pub code: &'static str,
    pub message: String,
    pub place: Option<ShownPlace>,
    /// Other places that explain the fault, each with what stands there.
    pub related: Vec<(String, ShownPlace)>,
    pub hint: Option<String>,
}

/// A place and its line, parted around the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownPlace {
    pub path: String,
    pub line: usize,
    pub column: usize,
    pub before: String,
    pub words: String,
    pub after: String,
}

/// The faults as a page shows them: errors first, and else in their order.
pub fn shown(diagnostics: &[&Diagnostic], sources: &SourceMap) -> Vec<Shown> {
    let mut places = Places::of(sources);
    let mut shown: Vec<(Severity, Shown)> = diagnostics
        .iter()
        .map(|fault| (fault.severity, of(fault, &mut places)))
        .collect();
    shown.sort_by_key(|(severity, _)| *severity);
    shown.into_iter().map(|(_, fault)| fault).collect()
}

fn of(fault: &Diagnostic, places: &mut Places<'_>) -> Shown {
    let hidden = fault.code.hides_its_line();
    let place = fault.place.map(|place| place_of(place, places, hidden));
    let related = fault.related.iter();
    let related = related.map(|related| {
        let place = place_of(related.place, places, false);
        (related.message.clone(), place)
    });
    Shown {
        severity: fault.severity.name(),
        code: fault.code.name(),
        message: fault.message.clone(),
        related: related.collect(),
        place,
        hint: fault.hint.clone(),
    }
}

fn place_of(place: Place, places: &mut Places<'_>, hidden: bool) -> ShownPlace {
    let at = places.start(place);
    let [before, words, after] = match excerpt(place, places) {
        Some(excerpt) => excerpt.parts(places, hidden),
        None => Default::default(),
    };
    ShownPlace {
        path: places.sources.path(place.file).to_owned(),
        line: at.line,
        column: at.column,
        before,
        words,
        after,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    fn one(path: &str, text: &str, words: &str) -> ShownPlace {
        let mut sources = SourceMap::default();
        let file = sources.add(path.to_owned(), text.to_owned());
        let at = text.find(words).expect("the words are there");
        let place = Span::new(at, at + words.len()).within(file);
        let fault = Diagnostic::new(Code::UnknownLink, place, "No");
        let shown = shown(&[&fault], &sources).pop().expect("one fault");
        shown.place.expect("it has a place")
    }

    #[test]
    fn a_line_is_parted_around_the_words() {
        let place = one(
            "content/a.md",
            "one\ntwo [[three]] <four>\nfive",
            "[[three]]",
        );
        assert_eq!((place.line, place.column), (2, 5));
        assert_eq!(place.before, "two ");
        assert_eq!(place.words, "[[three]]");
        assert_eq!(place.after, " <four>");
    }

    #[test]
    fn nothing_else_of_a_row_of_participants_is_shown() {
        let path = "content/studies/a/participants.csv";
        let place = one(path, "id,role\nP1,nurse,Ann\n", "nurse");
        assert_eq!(place.before, "**,");
        assert_eq!(place.words, "nurse");
        assert_eq!(place.after, ",***");
    }
}
