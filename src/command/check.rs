//! `catena check`: every fault of every file.

use super::printing::Listing;
use super::serve::{say_refusal, watched};
use super::timings::{timings, took};
use super::today::today;
use super::{CONTENT, counted, fail, fails, fix, print, print_error, tally};
use crate::cli::{CheckArguments, Format, ProgrammeArguments};
use catena::diagnostic::Diagnostic;
use catena::preview::{Changed, Preview, State};
use catena::serve;
use catena::site::{self, Compiled, Options};
use std::io::IsTerminal;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::process::ExitCode;

pub fn run(arguments: &CheckArguments) -> ExitCode {
    if arguments.watch {
        return watch(arguments);
    }
    let options = Options {
        root: arguments.programme.root.clone(),
        drafts: arguments.programme.drafts,
        today: Some(today()),
        timings: timings(arguments.timings),
        ..Options::default()
    };
    if arguments.fix {
        return fix::run(arguments, &options);
    }
    match site::compile(&options) {
        // The program ends soon, and the system takes memory back faster than it can be given back piece by piece.
        Ok(compiled) => {
            let code = report(&ManuallyDrop::new(compiled), arguments);
            print_error(&took(&options.timings));
            code
        }
        Err(error) => fail(&error),
    }
}

/// Prints what was found, and tells whether it holds errors.
pub fn report(compiled: &Compiled, arguments: &CheckArguments) -> ExitCode {
    let root = &arguments.programme.root;
    let listing = Listing::new(arguments.format, root, &std::io::stdout());
    let (open, accepted) = (&compiled.diagnostics, &compiled.accepted);
    print(&match arguments.accepted {
        true => listing.text(accepted, &[], &compiled.sources),
        false => listing.text(open, accepted, &compiled.sources),
    });
    if arguments.format == Format::Human {
        let evidence = &compiled.evidence;
        print_error(&format!(
            "Checked {}, {}, {}: {}{}.\n",
            counted(evidence.notes.len(), "note"),
            counted(evidence.quotes.len(), "quote"),
            counted(evidence.references.len(), "reference"),
            tally(&compiled.diagnostics),
            more_accepted(accepted.len()),
        ));
        print_error(&explanation(open));
    }
    if fails(open, arguments.strict) {
        ExitCode::from(CONTENT)
    } else {
        ExitCode::SUCCESS
    }
}

/// Checks at each save, until somebody ends the program.
fn watch(arguments: &CheckArguments) -> ExitCode {
    let ProgrammeArguments { root, drafts } = &arguments.programme;
    let (mut watch, options) = match watched(root, *drafts, false) {
        Ok(watched) => watched,
        Err(error) => return fail(&error),
    };
    let root = options.root.clone();
    let mut preview = Preview::open(&options);
    print_state(arguments, &preview.state());
    loop {
        say_refusal(&mut watch);
        let Some(changed) = watch.wait() else {
            return ExitCode::SUCCESS;
        };
        let configured = changed.iter().any(|path| path == Path::new("catena.yaml"));
        if preview.refresh(&Changed::Paths(changed)).state {
            print_state(arguments, &preview.state());
        }
        if configured {
            watch.turn_to(serve::places(&root));
        }
    }
}

fn print_state(arguments: &CheckArguments, state: &State) {
    let stdout = std::io::stdout();
    let clear = if stdout.is_terminal() {
        "\x1b[2J\x1b[H"
    } else {
        ""
    };
    let listing = Listing::new(arguments.format, &arguments.programme.root, &stdout);
    let listed = match arguments.accepted {
        true => listing.text(&state.accepted, &[], &state.sources),
        false => listing.text(&state.faults, &state.accepted, &state.sources),
    };
    print(&format!("{clear}{listed}"));
    if let Some(environment) = &state.environment {
        print_error(&format!("error: {environment}\n"));
    } else if arguments.format == Format::Human {
        print_error(&format!(
            "Checked: {}{}. Waiting for changes; Ctrl-C ends it.\n",
            tally(&state.faults),
            more_accepted(state.accepted.len()),
        ));
    }
}

/// Where to read on, with the first of the worst faults as an example.
fn explanation(faults: &[Diagnostic]) -> String {
    let worst = faults.iter().min_by_key(|fault| fault.severity);
    worst.map_or(String::new(), |fault| {
        let code = fault.code.name();
        format!("For more on a fault: catena explain {code}\n")
    })
}

/// How many faults somebody let stand, for the end of a list.
fn more_accepted(count: usize) -> String {
    match count {
        0 => String::new(),
        count => format!(", {count} accepted"),
    }
}
