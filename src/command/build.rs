//! `catena build`: check the programme and write its site.

use super::printing::Listing;
use super::progress::Bar;
use super::timings::{timings, took};
use super::today::today;
use super::{CONTENT, counted, fail, fails, print, print_error, tally};
use crate::cli::{BuildArguments, Format};
use catena::diagnostic::{Diagnostic, Severity};
use catena::site::{self, BuildError, Compiled, Options, Report};
use std::mem::ManuallyDrop;
use std::process::ExitCode;
use std::time::Instant;

pub fn run(arguments: &BuildArguments) -> ExitCode {
    let started = Instant::now();
    let options = Options {
        root: arguments.programme.root.clone(),
        output: arguments.output_dir.clone(),
        base_url: arguments.base_url.clone(),
        drafts: arguments.programme.drafts,
        today: Some(today()),
        timings: timings(arguments.timings),
    };
    let compiled = match site::compile(&options) {
        // The program ends soon, and the system takes memory back faster than it can be given back piece by piece.
        Ok(compiled) => ManuallyDrop::new(compiled),
        Err(error) => return fail(&error),
    };
    let said = Said {
        compiled: &compiled,
        arguments,
    };
    said.at_once(&compiled.diagnostics);
    if fails(&compiled.diagnostics, arguments.strict) {
        said.at_the_end(&[]);
        print_error(&took(&options.timings));
        return refused(&compiled.diagnostics);
    }
    let folder = compiled.output_folder(&options);
    let bar = Bar::new(compiled.plan.pages.len(), "pages", started);
    let worst = match arguments.strict {
        true => Severity::Warning,
        false => Severity::Error,
    };
    let built = compiled.publish_unless(worst, &options.root, &folder, || bar.advance());
    drop(bar);
    let found = match &built {
        Ok(report) => report.faults.as_slice(),
        Err(BuildError::Leaks(faults)) => faults,
        Err(_) => &[],
    };
    said.at_once(found);
    said.at_the_end(found);
    print_error(&took(&options.timings));
    match &built {
        Err(BuildError::Leaks(faults)) => refused(faults),
        Err(error) => fail(error),
        Ok(report) => {
            let seconds = started.elapsed().as_secs_f64();
            let all = [compiled.diagnostics.as_slice(), found].concat();
            let folder = folder.display().to_string();
            print_error(&summary(report, &all, seconds, &folder));
            ExitCode::SUCCESS
        }
    }
}

fn refused(faults: &[Diagnostic]) -> ExitCode {
    print_error(&format!("Nothing was published: {}.\n", tally(faults)));
    ExitCode::from(CONTENT)
}

/// What a build says of faults. A person is told on standard error, while pages are made; a program gets one list on
/// standard output.
struct Said<'a> {
    compiled: &'a Compiled,
    arguments: &'a BuildArguments,
}

impl Said<'_> {
    fn at_once(&self, faults: &[Diagnostic]) {
        if self.arguments.format == Format::Human {
            let root = &self.arguments.programme.root;
            let listing = Listing::new(Format::Human, root, &std::io::stderr());
            print_error(&listing.text(&to_mend(faults), &[], &self.compiled.sources));
        }
    }

    /// `found` is what is wrong with the finished site.
    fn at_the_end(&self, found: &[Diagnostic]) {
        let (format, root) = (self.arguments.format, &self.arguments.programme.root);
        if format != Format::Human {
            let listing = Listing::new(format, root, &std::io::stdout());
            let open = to_mend(&[self.compiled.diagnostics.as_slice(), found].concat());
            let accepted = to_mend(&self.compiled.accepted);
            print(&listing.text(&open, &accepted, &self.compiled.sources));
        }
    }
}

/// What somebody should mend: notes are for `catena check`.
fn to_mend(faults: &[Diagnostic]) -> Vec<Diagnostic> {
    let worse = faults
        .iter()
        .filter(|fault| fault.severity != Severity::Note);
    worse.cloned().collect()
}

fn summary(report: &Report, diagnostics: &[Diagnostic], seconds: f64, folder: &str) -> String {
    format!(
        "Built {folder}: {}, {}, {}, {} ({} of {} files unchanged), {}, in {seconds:.2} seconds.\n",
        counted(report.notes, "note"),
        counted(report.quotes, "quote"),
        counted(report.references, "reference"),
        counted(report.pages, "page"),
        report.unchanged,
        report.files,
        tally(diagnostics),
    )
}
