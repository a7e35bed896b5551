//! Headings that skip a level. Words for editors: `src/diagnostic/rules/skipped-heading.md`.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::LinkedNote;
use crate::model::Heading;

pub fn check(note: &LinkedNote, _: &Context<'_>) -> Vec<Diagnostic> {
    let headings = &note.note.body.headings;
    let before = std::iter::once(None).chain(headings.iter().map(Some));
    let pairs = headings.iter().zip(before);
    pairs
        .filter_map(|(heading, before)| fault(note, heading, before))
        .collect()
}

fn fault(note: &LinkedNote, heading: &Heading, before: Option<&Heading>) -> Option<Diagnostic> {
    let last = before.map_or(1, |before| before.level);
    if heading.level <= last + 1 {
        return None;
    }
    let above = match before {
        Some(_) => "the heading before it",
        None => "the title",
    };
    let message = format!(
        "This heading has level {}, and {above} has level {last}",
        heading.level
    );
    let hint = format!(
        "Write `{}`, or add the heading that is missing.",
        "#".repeat(usize::from(last) + 1)
    );
    let fault = Diagnostic::new(Code::SkippedHeading, note.place(heading.span), message).hint(hint);
    Some(match before {
        Some(before) => fault.related(note.place(before.span), "The heading before it is here"),
        None => fault,
    })
}
