//! `catena build`: check the programme and write its site.

use super::progress::Bar;
use super::{CONTENT, colour, counted, fail, faults, print_error, tally};
use crate::cli::{BuildArguments, Format};
use catena::diagnostic::{Diagnostic, Severity};
use catena::site::{self, BuildError, Compiled, Options, Report};
use std::process::ExitCode;
use std::time::Instant;

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
    print_faults(&compiled, &compiled.diagnostics, arguments.format);
    if compiled.has_errors() {
        return refused(&compiled.diagnostics);
    }
    let folder = compiled.output_folder(&options);
    let bar = Bar::new(compiled.plan.pages.len(), "pages", started);
    match compiled.publish(&options.root, &folder, || bar.advance()) {
        Err(BuildError::Leaks(faults)) => {
            drop(bar);
            print_faults(&compiled, &faults, arguments.format);
            refused(&faults)
        }
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

fn refused(faults: &[Diagnostic]) -> ExitCode {
    print_error(&format!("Nothing was published: {}.\n", tally(faults)));
    ExitCode::from(CONTENT)
}

/// A build shows what somebody should mend; notes are for `catena check`.
fn print_faults(compiled: &Compiled, faults_found: &[Diagnostic], format: Format) {
    let shown: Vec<Diagnostic> = faults_found
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
