//! `catena schema`: JSON Schemas for editors and programs.

use super::{fail, print, print_error, replace};
use crate::cli::SchemaArguments;
use catena::diagnostic::FAULTS_SCHEMA;
use catena::exchange;
use catena::schema::{self, Subject};
use std::path::Path;
use std::process::ExitCode;

/// A schema by its name, with what it describes.
struct Listed {
    name: &'static str,
    about: String,
    text: fn(&Listed) -> String,
}

pub fn run(arguments: &SchemaArguments) -> ExitCode {
    let all = listed();
    if let Some(folder) = &arguments.write {
        return write(folder, &all);
    }
    let Some(name) = &arguments.kind else {
        print(&list(&all));
        return ExitCode::SUCCESS;
    };
    match all.iter().find(|listed| listed.name == name) {
        Some(found) => {
            print(&(found.text)(found));
            ExitCode::SUCCESS
        }
        None => fail(&format!(
            "there is no schema `{name}`; `catena schema` lists them"
        )),
    }
}

/// Every schema, in the order in which they are listed.
fn listed() -> Vec<Listed> {
    let of_subject = |subject: Subject| Listed {
        name: subject.name(),
        about: subject.about(),
        text: |listed| {
            let subject = Subject::all().find(|subject| subject.name() == listed.name);
            subject.map_or_else(String::new, schema::schema)
        },
    };
    let mut all: Vec<Listed> = Subject::all().map(of_subject).collect();
    all.push(Listed {
        name: "evidence",
        about: "`evidence.json`, which every site holds".to_owned(),
        text: |_| exchange::SCHEMA.to_owned(),
    });
    all.push(Listed {
        name: "faults",
        about: "what `catena check --format json` prints".to_owned(),
        text: |_| FAULTS_SCHEMA.to_owned(),
    });
    all
}

fn list(all: &[Listed]) -> String {
    let longest = all.iter().map(|listed| listed.name.len()).max();
    let width = longest.unwrap_or_default();
    let line = |listed: &Listed| format!("{:width$}  {}\n", listed.name, listed.about);
    all.iter().map(line).collect()
}

/// The name of a schema's file.
pub fn file_name(name: &str) -> String {
    format!("{name}.schema.json")
}

fn write(folder: &Path, all: &[Listed]) -> ExitCode {
    if let Err(error) = std::fs::create_dir_all(folder) {
        return fail(&format!("cannot make {}: {error}", folder.display()));
    }
    let snippets = ("catena.code-snippets".to_owned(), schema::snippets());
    let schemas = all
        .iter()
        .map(|listed| (file_name(listed.name), (listed.text)(listed)));
    let mut written = 0;
    for (name, text) in schemas.chain([snippets]) {
        let path = folder.join(name);
        if let Err(error) = replace(&path, text.as_bytes()) {
            return fail(&format!("cannot write {}: {error}", path.display()));
        }
        written += 1;
    }
    print_error(&format!("Wrote {written} files to {}.\n", folder.display()));
    ExitCode::SUCCESS
}
