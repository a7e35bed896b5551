//! `catena verify`: does each quote say what its source says?

use super::printing::Listing;
use super::progress::Bar;
use super::today::today;
use super::{CONTENT, counted, fail, print, print_error, tally};
use crate::cli::{Format, VerifyArguments};
use catena::diagnostic::{Checked, Diagnostic, Severity};
use catena::evidence::Verification;
use catena::load::{self, LOCK, Sources};
use catena::model::Outcome;
use catena::site::{self, Compiled, Options};
use catena::source::SourceMap;
use catena::verify::Compared;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

pub fn run(arguments: &VerifyArguments) -> ExitCode {
    let options = Options {
        root: arguments.programme.root.clone(),
        drafts: arguments.programme.drafts,
        ..Options::default()
    };
    let mut compiled = match site::compile(&options) {
        Ok(compiled) => compiled,
        Err(error) => return fail(&error),
    };
    let blocking = compiled
        .diagnostics
        .iter()
        .filter(|fault| fault.code.hides_quotes());
    let blocking: Vec<Diagnostic> = blocking.cloned().collect();
    if !blocking.is_empty() {
        show(&blocking, &compiled.sources, arguments);
        print_error(
            "Nothing was compared: first mend these faults, behind which quotes may be hidden.\n",
        );
        return ExitCode::from(CONTENT);
    }
    let Some(path) = &arguments.sources else {
        return offline(&compiled, arguments);
    };
    match load::sources(path, &mut compiled.sources) {
        Ok(read) => against(&compiled, read, arguments),
        Err(error) => fail(&error),
    }
}

/// Compares the quotes with the lock alone.
fn offline(compiled: &Compiled, arguments: &VerifyArguments) -> ExitCode {
    let known = compiled
        .diagnostics
        .iter()
        .filter(|fault| fault.code.is_of_verification());
    let known: Vec<Diagnostic> = known.cloned().collect();
    show(&known, &compiled.sources, arguments);
    let found = compiled
        .evidence
        .quotes
        .values()
        .filter_map(|quote| match &quote.verification {
            Verification::Found(verified) => Some(verified.outcome),
            _ => None,
        });
    if arguments.format == Format::Human {
        let quotes = counted(compiled.evidence.quotes.len(), "quote");
        print_error(&format!(
            "{quotes} compared with {LOCK}: {}.\n",
            outcomes(found)
        ));
    }
    exit_code(&known)
}

fn against(compiled: &Compiled, read: Checked<Sources>, arguments: &VerifyArguments) -> ExitCode {
    let started = Instant::now();
    let count = read.value.sources.len();
    let bar = Bar::new(compiled.evidence.quotes.len(), "quotes", started);
    let Checked {
        value: compared,
        diagnostics: found,
    } = compiled.verify(read.value, || bar.advance());
    drop(bar);
    let incomplete = !read.diagnostics.is_empty();
    let unread = compiled.weighed(read.diagnostics);
    let all: Vec<Diagnostic> = unread.into_iter().chain(found).collect();
    show(&all, &compiled.sources, arguments);
    if arguments.list {
        print(&list(compiled, &compared));
    }
    let written = match () {
        () if arguments.dry_run => format!("{LOCK} is as it was: this was a trial."),
        () if incomplete => format!("{LOCK} is as it was: not every source could be read."),
        () => match write(compiled, &compared, &arguments.programme.root) {
            Ok(words) => words,
            Err(error) => return fail(&format!("{LOCK} cannot be written: {error}")),
        },
    };
    if arguments.format == Format::Human {
        print_error(&format!(
            "Compared {} with {} in {:.2} seconds: {}.\n{written}\n",
            counted(compared.len(), "quote"),
            counted(count, "source"),
            started.elapsed().as_secs_f64(),
            outcomes(compared.iter().map(|compared| compared.verdict.outcome)),
        ));
    }
    exit_code(&all)
}

fn show(diagnostics: &[Diagnostic], sources: &SourceMap, arguments: &VerifyArguments) {
    let format = arguments.format;
    let listing = Listing::new(format, &arguments.programme.root, &std::io::stdout());
    print(&listing.text(diagnostics, &[], sources));
    if format == Format::Human && !diagnostics.is_empty() {
        print_error(&format!("{}.\n", tally(diagnostics)));
    }
}

/// How many quotes have each result, the best first.
fn outcomes(outcomes: impl Iterator<Item = Outcome>) -> String {
    let mut counts: BTreeMap<Outcome, usize> = BTreeMap::new();
    for outcome in outcomes {
        *counts.entry(outcome).or_default() += 1;
    }
    let part = |(outcome, count): (&Outcome, &usize)| {
        format!("{count} {}", outcome.name().replace('-', " "))
    };
    let parts: Vec<String> = counts.iter().map(part).collect();
    if parts.is_empty() {
        "no result".to_owned()
    } else {
        parts.join(", ")
    }
}

/// One line for each quote: its id, the result, the source and the place in it.
fn list(compiled: &Compiled, compared: &[Compared]) -> String {
    let line = |compared: &Compared| {
        let id = &compiled.evidence.quotes[compared.quote].id;
        let outcome = compared.verdict.outcome.name();
        let place = compared.source.as_ref().map_or(String::new(), |source| {
            format!(" {}:{}-{}", source.name, source.start, source.end)
        });
        format!("{id}: {outcome}{place}\n")
    };
    compared.iter().map(line).collect()
}

/// Writes the lock where it changes, whole or not at all.
fn write(compiled: &Compiled, compared: &[Compared], root: &Path) -> std::io::Result<String> {
    let path = root.join(LOCK);
    let text = compiled.lock_text(compared, today());
    let known = match std::fs::read_to_string(&path) {
        Ok(known) => known,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    if known == text {
        return Ok(format!("{LOCK} is as it was: nothing changed."));
    }
    super::replace(&path, text.as_bytes())?;
    Ok(format!("Wrote {LOCK}. Keep it in version control."))
}

fn exit_code(diagnostics: &[Diagnostic]) -> ExitCode {
    match diagnostics
        .iter()
        .any(|fault| fault.severity == Severity::Error)
    {
        true => ExitCode::from(CONTENT),
        false => ExitCode::SUCCESS,
    }
}
