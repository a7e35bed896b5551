//! The faults as workflow commands, which GitHub shows beside the lines of a change.
//!
//! One line each: `::error file=…,line=…,title=unknown-link::message`. Signs that mean something in a command are written
//! as percent codes, so no text of a note can begin a command of its own.

use super::places::Places;
use super::{Diagnostic, Severity};
use crate::source::SourceMap;
use std::fmt::Write;

/// The faults, one command each. `folder` leads from the repository to the programme: empty, or with a slash at its end.
pub fn github(diagnostics: &[Diagnostic], sources: &SourceMap, folder: &str) -> String {
    let mut places = Places::of(sources);
    let mut output = String::new();
    for fault in diagnostics {
        let command = match fault.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let _ = write!(output, "::{command} ");
        if let Some(place) = fault.place {
            let path = format!("{folder}{}", sources.path(place.file));
            let (start, end) = (places.start(place), places.end(place));
            let _ = write!(
                output,
                "file={},line={},endLine={},",
                property(&path),
                start.line,
                end.line
            );
            // The runner refuses columns of a place that spans several lines.
            if start.line == end.line {
                let _ = write!(output, "col={},endColumn={},", start.column, end.column);
            }
        }
        let _ = writeln!(
            output,
            "title={}::{}",
            property(fault.code.name()),
            message(fault)
        );
    }
    output
}

/// What is wrong, and below it how to mend it, or why somebody let it stand.
fn message(fault: &Diagnostic) -> String {
    let below = match (&fault.accepted, &fault.hint) {
        (Some(reason), _) => format!("\nAccepted: {reason}"),
        (None, Some(hint)) => format!("\n{hint}"),
        (None, None) => String::new(),
    };
    data(&format!("{}{below}", fault.message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    #[test]
    fn signs_of_commands_are_written_as_codes() {
        let mut sources = SourceMap::default();
        let file = sources.add("content/50%, a:b.md".into(), "one\r\ntwo\n".into());
        let place = Span::new(1, 3).within(file);
        let fault = Diagnostic::new(
            Code::UnknownLink,
            place,
            "`a\r\n::error::b`, 100%: names nothing",
        );
        let said = github(&[fault.hint("Mend it.")], &sources, "my, review/");
        assert_eq!(
            said,
            "::error file=my%2C review/content/50%25%2C a%3Ab.md,line=1,endLine=1,col=2,endColumn=4,title=unknown-link\
             ::`a%0D%0A::error::b`, 100%25: names nothing%0AMend it.\n"
        );
    }

    #[test]
    fn several_lines_have_no_columns_and_a_programme_no_file() {
        let mut sources = SourceMap::default();
        let file = sources.add("a.md".into(), "one\ntwo\n".into());
        let place = Span::new(1, 6).within(file);
        let faults = [
            Diagnostic::new(Code::UnusedReference, place, "Nothing cites it"),
            Diagnostic::new(Code::ParticipantNeverQuoted, None, "Nobody"),
        ];
        assert_eq!(
            github(&faults, &sources, ""),
            "::warning file=a.md,line=1,endLine=2,title=unused-reference::Nothing cites it\n\
             ::notice title=participant-never-quoted::Nobody\n"
        );
    }
}
