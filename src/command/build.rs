//! `catena build`: check the programme and write its site.

use super::printing::Listing;
use super::progress::Bar;
use super::timings::{timings, took};
use super::today::today;
use super::{CONTENT, counted, fail, fails, print, print_error, tally};
use crate::cli::{BuildArguments, Format};
use catena::diagnostic::{Diagnostic, Severity};
use catena::site::{BuildError, Compiled, Opened, Options, Report, Said};
use catena::source::SourceMap;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

pub fn run(arguments: &BuildArguments) -> ExitCode {
    let asked = Asked {
        arguments,
        options: Options {
            root: arguments.programme.root.clone(),
            output: arguments.output_dir.clone(),
            base_url: arguments.base_url.clone(),
            drafts: arguments.programme.drafts,
            today: Some(today()),
            timings: timings(arguments.timings),
        },
        started: Instant::now(),
    };
    let opened = match Opened::of(&asked.options) {
        Ok(opened) => opened,
        Err(error) => return fail(&error),
    };
    let key = opened.key(&asked.options, arguments.strict);
    let wanted = key.as_ref().filter(|_| !arguments.fresh);
    match wanted.and_then(|key| opened.made_before(&asked.options, key)) {
        Some(said) => asked.say_again(&opened, said),
        // The program ends soon, and the system takes memory back faster than it can be given back piece by piece.
        None => asked.make(&ManuallyDrop::new(opened.compile(&asked.options)), key),
    }
}

/// What a person asked for, and when.
struct Asked<'a> {
    arguments: &'a BuildArguments,
    options: Options,
    started: Instant,
}

impl Asked<'_> {
    /// What the last build made and said is still true.
    fn say_again(&self, opened: &Opened, mut said: Said) -> ExitCode {
        said.report.unchanged = said.report.files;
        let all = [said.diagnostics.as_slice(), &said.report.faults].concat();
        let printer = self.printer(opened.sources());
        printer.at_once(&all);
        printer.at_the_end(&all, &said.accepted);
        self.done(&said.report, &all, &opened.output_folder(&self.options));
        ExitCode::SUCCESS
    }

    /// Makes the site. `key` names what was read, for the next build.
    fn make(&self, compiled: &Compiled, key: Option<String>) -> ExitCode {
        let strict = self.arguments.strict;
        let printer = self.printer(&compiled.sources);
        printer.at_once(&compiled.diagnostics);
        if fails(&compiled.diagnostics, strict) {
            printer.at_the_end(&compiled.diagnostics, &compiled.accepted);
            return self.refused(&compiled.diagnostics);
        }
        let folder = compiled.output_folder(&self.options);
        let bar = Bar::new(compiled.plan.pages.len(), "pages", self.started);
        let worst = match strict {
            true => Severity::Warning,
            false => Severity::Error,
        };
        let built = compiled.publish_unless(worst, &self.options.root, &folder, || bar.advance());
        drop(bar);
        let found = match &built {
            Ok(report) => report.faults.as_slice(),
            Err(BuildError::Leaks(faults)) => faults,
            Err(_) => &[],
        };
        let all = [compiled.diagnostics.as_slice(), found].concat();
        printer.at_once(found);
        printer.at_the_end(&all, &compiled.accepted);
        match built {
            Err(BuildError::Leaks(faults)) => self.refused(&faults),
            Err(error) => {
                print_error(&took(&self.options.timings));
                fail(&error)
            }
            Ok(report) => {
                if let Some(key) = key {
                    let said = Said::of(compiled, report.clone());
                    said.keep(&self.options, &folder, &key);
                }
                self.done(&report, &all, &folder);
                ExitCode::SUCCESS
            }
        }
    }

    fn printer<'p>(&'p self, sources: &'p SourceMap) -> Printer<'p> {
        Printer {
            sources,
            arguments: self.arguments,
        }
    }

    fn refused(&self, faults: &[Diagnostic]) -> ExitCode {
        print_error(&took(&self.options.timings));
        print_error(&format!("Nothing was published: {}.\n", tally(faults)));
        ExitCode::from(CONTENT)
    }

    fn done(&self, report: &Report, faults: &[Diagnostic], folder: &Path) {
        print_error(&took(&self.options.timings));
        print_error(&summary(report, faults, self.started.elapsed(), folder));
    }
}

/// What a build says of faults. A person is told on standard error, while pages are made; a program gets one list on
/// standard output.
struct Printer<'a> {
    sources: &'a SourceMap,
    arguments: &'a BuildArguments,
}

impl Printer<'_> {
    fn at_once(&self, faults: &[Diagnostic]) {
        if self.arguments.format == Format::Human {
            let root = &self.arguments.programme.root;
            let listing = Listing::new(Format::Human, root, &std::io::stderr());
            print_error(&listing.text(&to_mend(faults), &[], self.sources));
        }
    }

    fn at_the_end(&self, faults: &[Diagnostic], accepted: &[Diagnostic]) {
        let (format, root) = (self.arguments.format, &self.arguments.programme.root);
        if format != Format::Human {
            let listing = Listing::new(format, root, &std::io::stdout());
            print(&listing.text(&to_mend(faults), &to_mend(accepted), self.sources));
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

fn summary(report: &Report, diagnostics: &[Diagnostic], took: Duration, folder: &Path) -> String {
    let (folder, seconds) = (folder.display(), took.as_secs_f64());
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
