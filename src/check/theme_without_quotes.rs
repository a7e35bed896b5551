//! A theme to which no quote is coded: `src/diagnostic/rules/theme-without-quotes.md` says what this looks for and why.

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
