//! One line for each fault: `path:line:column: severity[code]: message`.

use super::Diagnostic;
use super::places::Places;
use crate::source::SourceMap;
use std::fmt::Write;

/// The faults, one line each, for editors and scripts.
pub fn short(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let mut places = Places::of(sources);
    let mut output = String::new();
    for fault in diagnostics {
        if let Some(place) = fault.place {
            let at = places.start(place);
            let _ = write!(
                output,
                "{}:{}:{}: ",
                sources.path(place.file),
                at.line,
                at.column
            );
        }
        let (severity, code) = (fault.severity.name(), fault.code.name());
        let _ = write!(output, "{severity}[{code}]: {}", fault.message);
        if let Some(reason) = &fault.accepted {
            let _ = write!(output, " (accepted: {reason})");
        }
        output.push('\n');
    }
    output
}
