//! `catena init`: a new programme.

use super::new_files::{self, NewFile};
use super::schema::file_name;
use super::{counted, fail, print};
use crate::cli::InitArguments;
use catena::schema::{self, Subject};
use rust_embed::RustEmbed;
use std::path::Path;
use std::process::ExitCode;

/// What every programme begins with, in `shared/`; the example, in `example/`; or the least, in `empty/`.
#[derive(RustEmbed)]
#[folder = "templates/programme/"]
struct Programmes;

pub fn run(arguments: &InitArguments) -> ExitCode {
    let files = files(arguments.empty);
    match new_files::write(&arguments.folder, &files) {
        Ok(()) => {
            print(&next_steps(&arguments.folder, files.len()));
            ExitCode::SUCCESS
        }
        Err(refusal) => fail(&refusal),
    }
}

/// Every file of a new programme.
fn files(empty: bool) -> Vec<NewFile> {
    let own = if empty { "empty/" } else { "example/" };
    let mut files = Vec::new();
    for path in Programmes::iter() {
        let below = path
            .strip_prefix("shared/")
            .or_else(|| path.strip_prefix(own));
        if let (Some(below), Some(file)) = (below, Programmes::get(&path)) {
            files.push(NewFile {
                path: below.to_owned(),
                bytes: file.data.into_owned(),
            });
        }
    }
    let schema = |subject: Subject| NewFile {
        path: format!(".vscode/{}", file_name(subject.name())),
        bytes: schema::schema(subject).into_bytes(),
    };
    files.extend([Subject::Configuration, Subject::Glossary].map(schema));
    files.push(NewFile {
        path: ".vscode/catena.code-snippets".to_owned(),
        bytes: schema::snippets().into_bytes(),
    });
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn next_steps(folder: &Path, count: usize) -> String {
    let here = folder == Path::new(".");
    let name = folder.display().to_string();
    let quoted = format!("'{}'", name.replace('\'', "'\\''"));
    let plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || "-_./".contains(c));
    let enter = match (here, plain) {
        (true, _) => String::new(),
        (false, true) => format!("  cd {name}\n"),
        (false, false) => format!("  cd {quoted}\n"),
    };
    let count = counted(count, "file");
    format!(
        "Wrote {count} to {name}. Now:\n\n{enter}  catena serve --open\n\n\
         It shows the site in your browser, and each save at once. `catena build` makes it to publish.\n\
         README.md says how to go on.\n"
    )
}
