//! Marked counts that differ from the data. Words for editors: `src/diagnostic/rules/count-differs.md`.

mod roles;

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, LinkedNote};
use crate::model::MarkedCount;

/// Whether a note says how many words some quotes have, so that other notes' quotes matter to it.
pub fn counts_words(note: &LinkedNote) -> bool {
    let mut counts = note.note.common.counts.iter().chain(&note.note.body.counts);
    counts.any(|count| count.role.value == "words")
}

pub fn check(note: &LinkedNote, context: &Context<'_>) -> Vec<Diagnostic> {
    let counts = note.note.common.counts.iter().chain(&note.note.body.counts);
    counts
        .filter_map(|count| fault(note, count, context.evidence))
        .collect()
}

fn fault(note: &LinkedNote, written: &MarkedCount, evidence: &Evidence) -> Option<Diagnostic> {
    let counted = match roles::count(evidence, note, written) {
        Ok(counted) if counted.number == written.number => return None,
        Ok(counted) => counted,
        Err(unknown) => {
            let place = note.place(unknown.span);
            let fault = Diagnostic::new(Code::CountNotRead, place, unknown.message);
            return Some(fault.maybe_hint(unknown.hint));
        }
    };
    let narrowed = written.narrowed.iter();
    let narrowed: String = narrowed
        .map(|(key, value)| format!(" {}={}", key.value, value.value))
        .collect();
    let message = format!(
        "The text says {}, and the data says {}: `{}{narrowed}`",
        written.number, counted.number, written.role.value
    );
    let hint = format!("Write {}, or mend {}.", counted.number, counted.from);
    let fault = Diagnostic::new(Code::CountDiffers, note.place(written.span), message).hint(hint);
    Some(match counted.place {
        Some((place, words)) => fault.related(place, words),
        None => fault,
    })
}
