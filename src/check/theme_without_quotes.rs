//! # Theme without quotes
//!
//! **What it does.** Finds themes to which no quote is coded, neither here nor in a theme below.
//!
//! **Why it matters.** Readers expect to hear somebody. A theme of a review may rightly have none.
//!
//! **How to mend it.** Code quotes to the theme, or say under `not_held:` why there are none.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::Evidence;

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let silent = evidence.themes.iter().filter(|(key, theme)| {
        let named_gap = !evidence.notes[theme.note].note.common.not_held.is_empty();
        !named_gap && evidence.quotes_below(*key).is_empty()
    });
    silent
        .map(|(_, theme)| {
            let message = "No quote is coded to this theme";
            Diagnostic::new(
                Code::ThemeWithoutQuotes,
                super::top(evidence, theme.note),
                message,
            )
            .hint("Code a quote to it, or say under `not_held:` why there is none.")
        })
        .collect()
}
