//! `catena build`: check the programme and write its site.

use super::{CONTENT, colour, counted, fail, faults, print_error, tally};
use crate::cli::{BuildArguments, Format};
use catena::diagnostic::{Diagnostic, Severity};
use catena::site::{self, Compiled, Options, Report};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// A bar that comes and goes at once would only flicker.
const QUIET: Duration = Duration::from_secs(1);

pub fn run(arguments: &BuildArguments) -> ExitCode {
    let started = Instant::now();
    let options = Options {
        root: arguments.programme.root.clone(),
        output: arguments.output_dir.clone(),
        base_url: arguments.base_url.clone(),
        drafts: arguments.programme.drafts,
    };
    let compiled = match site::compile(&options) {
        Ok(compiled) => compiled,
        Err(error) => return fail(&error),
    };
    print_faults(&compiled, arguments.format);
    if compiled.has_errors() {
        print_error(&format!(
            "Nothing was published: {}.\n",
            tally(&compiled.diagnostics)
        ));
        return ExitCode::from(CONTENT);
    }
    let folder = compiled.output_folder(&options);
    let bar = Bar::new(compiled.plan.pages.len(), started);
    match compiled.publish(&options.root, &folder, || bar.advance()) {
        Err(error) => fail(&error),
        Ok(report) => {
            drop(bar);
            let seconds = started.elapsed().as_secs_f64();
            print_error(&summary(
                &report,
                &compiled.diagnostics,
                seconds,
                &folder.display().to_string(),
            ));
            ExitCode::SUCCESS
        }
    }
}

/// A build shows what somebody should mend; notes are for `catena check`.
fn print_faults(compiled: &Compiled, format: Format) {
    let shown: Vec<Diagnostic> = compiled
        .diagnostics
        .iter()
        .filter(|fault| fault.severity != Severity::Note)
        .cloned()
        .collect();
    if !shown.is_empty() {
        let stderr = std::io::stderr();
        print_error(&faults(&shown, &compiled.sources, format, colour(&stderr)));
    }
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

/// A progress bar for long builds on a terminal.
struct Bar {
    bar: ProgressBar,
    started: Instant,
}

impl Bar {
    fn new(pages: usize, started: Instant) -> Self {
        let bar = ProgressBar::with_draw_target(Some(pages as u64), ProgressDrawTarget::hidden());
        let pattern = "{wide_bar} {pos} of {len} pages";
        bar.set_style(
            ProgressStyle::with_template(pattern).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        Self { bar, started }
    }

    fn advance(&self) {
        self.bar.inc(1);
        let shown = !self.bar.is_hidden();
        if !shown && self.started.elapsed() > QUIET && std::io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
