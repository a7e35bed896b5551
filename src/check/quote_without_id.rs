//! The rule `quote-without-id`: see `src/diagnostic/rules/quote-without-id.md`.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::evidence::LinkedNote;
use crate::model::{Id, Quote};
use crate::source::{Place, Span};
use std::collections::HashSet;

/// `flagged` are faults of words that could tell who somebody is.
pub fn check(note: &LinkedNote, context: &Context<'_>, flagged: &[Diagnostic]) -> Vec<Diagnostic> {
    let flagged = flagged_quotes(note, flagged);
    let written = note.note.body.quotes.iter().zip(&note.quotes).enumerate();
    let mut faults = Vec::new();
    for (index, (quote, key)) in written.filter(|(_, (quote, _))| quote.id.is_none()) {
        let Some(key) = key else { continue };
        let id = &context.evidence.quotes[*key].id;
        let place = note.place(quote.attribution);
        let message = "This quote has no id of its own";
        let fault = Diagnostic::new(Code::QuoteWithoutId, place, message);
        faults.push(match Id::parse(id) {
            _ if flagged.contains(&index) => {
                fault.hint("Mend its words first: an id made from them would keep them.")
            }
            Some(id) => fault
                .hint(format!(
                    "Write `{{#{id}}}` behind the attribution, so that links stay."
                ))
                .fix(writing(note, quote, &id)),
            // An id of other letters can be made, but not written.
            None => fault.hint("Write one behind the attribution: `{#p1-some-words}`."),
        });
    }
    faults
}

/// The quotes in which a fault stands.
fn flagged_quotes(note: &LinkedNote, faults: &[Diagnostic]) -> HashSet<usize> {
    let quotes = &note.note.body.quotes;
    let places = faults.iter().filter_map(|fault| fault.place);
    let quote = |place: Place| {
        let before = quotes.partition_point(|quote| quote.span.start <= place.span.start);
        let index = before.checked_sub(1)?;
        (place.span.start < quotes[index].span.end).then_some(index)
    };
    let here = places.filter(|place| place.file == note.note.file);
    here.filter_map(quote).collect()
}

/// Writes an id behind an attribution, or into its braces.
fn writing(note: &LinkedNote, quote: &Quote, id: &Id) -> Fix {
    let bare = quote.themes.is_none() && quote.facets.is_empty();
    let (at, new) = match quote.braces {
        None => (quote.attribution.end, format!(" {{#{id}}}")),
        Some(braces) if bare => (braces.start + 1, format!("#{id}")),
        Some(braces) => (braces.start + 1, format!("#{id} ")),
    };
    let edit = Edit {
        place: note.place(Span::new(at as usize, at as usize)),
        old: String::new(),
        new,
    };
    Fix {
        title: format!("Write the id `{id}` behind the attribution"),
        edits: vec![edit],
    }
}
