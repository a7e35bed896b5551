//! `catena check --fix`: mend what needs no person's judgement, or show what that would change.

use super::{CONTENT, ENVIRONMENT, check, colour, counted, fail, print, print_error};
use crate::cli::CheckArguments;
use catena::load;
use catena::mend::{self, Mend, Mended, MendedFile};
use catena::site::{self, Options};
use std::fmt::Write;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What marks a file as UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";
/// So many fixes of one file are told one by one.
const MOST_TOLD: usize = 20;

pub fn run(arguments: &CheckArguments, options: &Options) -> ExitCode {
    let mended = match mend::mend(options) {
        Ok(mended) => mended,
        Err(error) => return fail(&error),
    };
    let output = mended.compiled.output_folder(options);
    let changes: Vec<_> = mended
        .files
        .iter()
        .map(|file| Change::plan(&options.root, &output, file))
        .collect();
    if arguments.dry_run {
        show(&mended, changes)
    } else {
        write(&mended, changes, arguments, options)
    }
}

/// A file with the bytes that it has and those that it will have.
struct Change<'m> {
    file: &'m MendedFile,
    path: PathBuf,
    before: Vec<u8>,
    after: Vec<u8>,
}

/// Why a file is left alone.
struct LeftAlone<'m> {
    file: &'m MendedFile,
    reason: String,
    /// True where it could not be read or written.
    disk: bool,
}

impl<'m> Change<'m> {
    fn plan(root: &Path, output: &Path, file: &'m MendedFile) -> Result<Self, LeftAlone<'m>> {
        let leave = |reason: &str, disk| LeftAlone {
            file,
            reason: reason.to_owned(),
            disk,
        };
        let path = load::inside(root, &file.path)
            .ok_or_else(|| leave("a symbolic link leads to it", false))?;
        if path.starts_with(output) {
            return Err(leave("it belongs to a finished site", false));
        }
        let before = std::fs::read(&path).map_err(|error| leave(&error.to_string(), true))?;
        let bare = before.strip_prefix(MARK).unwrap_or(&before);
        if bare != file.before.as_bytes() {
            return Err(leave("it was changed meanwhile", false));
        }
        let mark = &before[..before.len() - bare.len()];
        let after = [mark, file.after.as_bytes()].concat();
        Ok(Self {
            file,
            path,
            before,
            after,
        })
    }

    /// Writes the new bytes in the place of the old, if the file is still as it was.
    fn write(&self) -> Result<(), LeftAlone<'m>> {
        let leave = |reason: String, disk| LeftAlone {
            file: self.file,
            reason,
            disk,
        };
        let disk = |error: std::io::Error| leave(error.to_string(), true);
        if std::fs::read(&self.path).map_err(disk)? != self.before {
            return Err(leave("it was changed meanwhile".to_owned(), false));
        }
        super::replace(&self.path, &self.after).map_err(disk)
    }

    fn diff(&self) -> String {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        mend::unified(&self.file.path, &text(&self.before), &text(&self.after))
    }
}

/// Prints what would change.
fn show(mended: &Mended, changes: Vec<Result<Change<'_>, LeftAlone<'_>>>) -> ExitCode {
    let stdout = std::io::stdout();
    let (mut fixes, mut files) = (0, 0);
    for change in changes {
        match change {
            Ok(change) => {
                (fixes, files) = (fixes + change.file.mends.len(), files + 1);
                let diff = change.diff();
                print(&if stdout.is_terminal() {
                    on_a_terminal(&diff, colour(&stdout))
                } else {
                    diff
                });
            }
            Err(left) => print_error(&left.told()),
        }
    }
    print_error(&taken_back(&mended.taken_back));
    print_error(&match files {
        0 => "There is nothing that `catena check --fix` can mend.\n".to_owned(),
        _ => format!(
            "`catena check --fix` can mend {} in {}. Nothing was written: this was a dry run.\n",
            counted(fixes, "fault"),
            counted(files, "file"),
        ),
    });
    if mended.had_errors {
        ExitCode::from(CONTENT)
    } else {
        ExitCode::SUCCESS
    }
}

/// Writes every file that changes, and reports what is left.
fn write(
    mended: &Mended,
    changes: Vec<Result<Change<'_>, LeftAlone<'_>>>,
    arguments: &CheckArguments,
    options: &Options,
) -> ExitCode {
    let (mut fixes, mut files, mut left) = (0, 0, Vec::new());
    for change in changes {
        match change.and_then(|change| change.write().map(|()| change)) {
            Ok(change) => {
                (fixes, files) = (fixes + change.file.mends.len(), files + 1);
                print_error(&told(change.file));
            }
            Err(reason) => left.push(reason),
        }
    }
    for left in &left {
        print_error(&left.told());
    }
    print_error(&taken_back(&mended.taken_back));
    print_error(&match files {
        0 => "Nothing was mended.\n".to_owned(),
        _ => format!(
            "Mended {} in {}.\n",
            counted(fixes, "fault"),
            counted(files, "file")
        ),
    });
    // A file that was left alone still has its faults.
    let ended = match left.is_empty() {
        true => check::report(&mended.compiled, arguments),
        false => match site::compile(options) {
            Ok(compiled) => check::report(&compiled, arguments),
            Err(error) => fail(&error),
        },
    };
    if left.iter().any(|left| left.disk) {
        return ExitCode::from(ENVIRONMENT);
    }
    ended
}

impl LeftAlone<'_> {
    fn told(&self) -> String {
        format!("{} was left alone: {}\n", self.file.path, self.reason)
    }
}

/// What was mended in a file.
fn told(file: &MendedFile) -> String {
    let mut told = format!("Mended {}:\n", file.path);
    for mend in file.mends.iter().take(MOST_TOLD) {
        let _ = writeln!(told, "  line {}: {}", mend.line, mend.title);
    }
    let more = file.mends.len().saturating_sub(MOST_TOLD);
    if more > 0 {
        let _ = writeln!(told, "  and {more} more");
    }
    told
}

/// What a person must look at, since mending it by itself made something worse.
fn taken_back(mends: &[Mend]) -> String {
    let mut told = String::new();
    for mend in mends.iter().take(MOST_TOLD) {
        let Mend { path, line, title } = mend;
        let _ = writeln!(
            told,
            "{path}:{line} was left alone, since another error would follow: {title}"
        );
    }
    let more = mends.len().saturating_sub(MOST_TOLD);
    if more > 0 {
        let _ = writeln!(told, "{more} more fixes were left out for the same reason");
    }
    told
}

/// A diff as a terminal can show it: no file sends it commands.
fn on_a_terminal(diff: &str, colour: bool) -> String {
    let mut shown = String::with_capacity(diff.len());
    for line in diff.split_inclusive('\n') {
        let style = match line.as_bytes().first() {
            _ if line.starts_with("---") || line.starts_with("+++") => "1",
            Some(b'+') => "32",
            Some(b'-') => "31",
            Some(b'@') => "36",
            _ => "",
        };
        let text = line.trim_end_matches(['\n', '\r']).replace(
            |c: char| {
                c != '\t'
                    && catena::untrusted::hidden_character(c.encode_utf8(&mut [0; 4])).is_some()
            },
            "\u{FFFD}",
        );
        if colour && !style.is_empty() {
            let _ = writeln!(shown, "\u{1b}[{style}m{text}\u{1b}[0m");
        } else {
            let _ = writeln!(shown, "{text}");
        }
    }
    shown
}
