//! `catena check`: every fault of every file.

use super::{CONTENT, colour, counted, fail, faults, print, print_error, tally};
use crate::cli::{CheckArguments, Format};
use catena::site::{self, Options};
use std::process::ExitCode;

pub fn run(arguments: &CheckArguments) -> ExitCode {
    let options = Options {
        root: arguments.programme.root.clone(),
        drafts: arguments.programme.drafts,
        ..Options::default()
    };
    let compiled = match site::compile(&options) {
        Ok(compiled) => compiled,
        Err(error) => return fail(&error),
    };
    let stdout = std::io::stdout();
    let listed = if arguments.accepted {
        &compiled.accepted
    } else {
        &compiled.diagnostics
    };
    print(&faults(
        listed,
        &compiled.sources,
        arguments.format,
        colour(&stdout),
    ));
    if arguments.format == Format::Human {
        let evidence = &compiled.evidence;
        print_error(&format!(
            "Checked {}, {}, {}: {}{}.\n",
            counted(evidence.notes.len(), "note"),
            counted(evidence.quotes.len(), "quote"),
            counted(evidence.references.len(), "reference"),
            tally(&compiled.diagnostics),
            accepted(compiled.accepted.len()),
        ));
    }
    if compiled.has_errors() {
        ExitCode::from(CONTENT)
    } else {
        ExitCode::SUCCESS
    }
}

/// How many faults somebody let stand, for the end of a list.
fn accepted(count: usize) -> String {
    match count {
        0 => String::new(),
        count => format!(", {count} accepted"),
    }
}
