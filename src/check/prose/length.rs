//! Long sentences and long summaries. Words for editors: `src/diagnostic/rules/long-sentence.md` and `long-paragraph.md`.

use super::sentences;
use crate::check::place::Finder;
use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::LinkedNote;
use std::ops::Range;

const LONGEST_SENTENCE: usize = 20;
const MOST_SENTENCES: usize = 3;

/// Looks at a note's summary; `text` is that of its file.
pub fn check(note: &LinkedNote, text: &str) -> Vec<Diagnostic> {
    let Some(summary) = &note.note.common.summary else {
        return Vec::new();
    };
    let found = sentences::of(&summary.value);
    let long: Vec<(Range<usize>, usize)> = found
        .iter()
        .map(|range| {
            (
                range.clone(),
                sentences::words(&summary.value[range.clone()]),
            )
        })
        .filter(|(_, words)| *words > LONGEST_SENTENCE)
        .collect();
    if long.is_empty() && found.len() <= MOST_SENTENCES {
        return Vec::new();
    }
    let written = &text[summary.span.range()];
    let finder = Finder::new(&summary.value, written, summary.span.start as usize);
    let fault = |code, range: Range<usize>, message: String| {
        Diagnostic::new(code, note.place(finder.span(range)), message)
    };
    let mut faults: Vec<Diagnostic> = long
        .into_iter()
        .map(|(range, words)| {
            let message = format!("This sentence has {words} words");
            let hint =
                format!("Cut it in two, so that each has {LONGEST_SENTENCE} words or fewer.");
            fault(Code::LongSentence, range, message).hint(hint)
        })
        .collect();
    if let (Some(first), Some(last)) = (found.get(MOST_SENTENCES), found.last()) {
        let message = format!("This summary has {} sentences", found.len());
        let hint = format!("Keep {MOST_SENTENCES}, and say the rest below.");
        faults.push(fault(Code::LongParagraph, first.start..last.end, message).hint(hint));
    }
    faults
}
