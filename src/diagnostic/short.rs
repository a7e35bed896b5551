//! One line for each fault: `path:line:column: severity[code]: message`.

use super::Diagnostic;
use crate::source::{Lines, SourceMap};

/// The faults, one line each, for editors and scripts.
pub fn short(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let mut output = String::new();
    let mut lines: Option<(crate::source::FileId, Lines<'_>)> = None;
    for fault in diagnostics {
        if let Some(place) = fault.place {
            if lines.as_ref().is_none_or(|(file, _)| *file != place.file) {
                lines = Some((place.file, Lines::of(sources.text(place.file))));
            }
            let at = lines
                .as_ref()
                .expect("just set")
                .1
                .locate(place.span.start as usize);
            output += &format!("{}:{}:{}: ", sources.path(place.file), at.line, at.column);
        }
        output += &format!(
            "{}[{}]: {}\n",
            fault.severity.name(),
            fault.code.name(),
            fault.message
        );
    }
    output
}
