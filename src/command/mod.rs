//! One file for each subcommand, and what they share.

pub mod build;
pub mod check;
pub mod completion;
pub mod explain;
mod fix;
pub mod init;
pub mod new;
mod new_files;
mod printing;
mod progress;
pub mod schema;
pub mod serve;
mod timings;
mod today;
pub mod verify;
pub mod withdraw;

use catena::diagnostic::{Diagnostic, Severity};
pub use printing::faults;
use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// The content has errors.
pub const CONTENT: u8 = 1;
/// The arguments or the environment are at fault.
pub const ENVIRONMENT: u8 = 2;

/// Reports a fault of the environment.
pub fn fail(error: &impl Display) -> ExitCode {
    print_error(&format!("error: {error}\n"));
    ExitCode::from(ENVIRONMENT)
}

/// Whether a stream shows colour: a terminal, unless `NO_COLOR` is set (no-color.org).
pub fn colour(stream: &impl IsTerminal) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    stream.is_terminal() && !refused
}

/// The characters of a line on a terminal; absent where a stream is none.
pub fn width(stream: &impl IsTerminal) -> Option<usize> {
    let (width, _) = terminal_size::terminal_size().filter(|_| stream.is_terminal())?;
    Some(width.0.into())
}

/// Whether faults make a command fail: errors do, and warnings where somebody is strict.
pub fn fails(diagnostics: &[Diagnostic], strict: bool) -> bool {
    let worst = if strict {
        Severity::Warning
    } else {
        Severity::Error
    };
    diagnostics.iter().any(|fault| fault.severity <= worst)
}

/// How many faults there are of each severity: `2 errors, 1 warning`.
pub fn tally(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|fault| fault.severity == severity)
            .count()
    };
    let parts = [
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
        counted(count(Severity::Note), "note"),
    ];
    let some: Vec<String> = parts
        .into_iter()
        .filter(|part| !part.starts_with("0 "))
        .collect();
    if some.is_empty() {
        "no faults".to_owned()
    } else {
        some.join(", ")
    }
}

/// A number and its noun: `1 page`, `2 pages`.
pub fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Puts new bytes in the place of a file's, whole or not at all. They are written to a hidden file beside it first.
///
/// # Errors
/// Where the folder cannot be written. The file is then as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.catena-{}", std::process::id()));
    let written = write_new(&beside, bytes, path).and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// Writes a new file that may be read by whoever may read the old one.
fn write_new(beside: &Path, bytes: &[u8], old: &Path) -> std::io::Result<()> {
    let mut file = std::fs::File::create_new(beside)?;
    file.write_all(bytes)?;
    if let Ok(old) = std::fs::metadata(old) {
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()
}

/// Prints to standard output. A reader that went away, such as `head`, is no fault.
pub fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Prints to standard error.
pub fn print_error(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
