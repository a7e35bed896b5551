//! Front matter: any YAML between the fences of a note of any kind.

use super::{pipeline, spans, text};
use catena::diagnostic::{Checked, Severity};
use catena::model::{Note, Status};
use catena::parse;

/// A note of each kind; the first byte chooses one.
const PATHS: &[&str] = &[
    "content/index.md",
    "content/about.md",
    "content/studies/s/index.md",
    "content/themes/a/b.md",
    "content/findings/f.md",
    "content/recommendations/r.md",
];

pub fn holds(data: &[u8]) {
    let Some((choice, yaml)) = data.split_first() else {
        return;
    };
    let Some(yaml) = text(yaml) else { return };
    let path = PATHS[*choice as usize % PATHS.len()];
    any_front_matter_is_read(path, &format!("---\n{yaml}\n---\nBody.\n"));
    what_is_internal_stays_so(path, yaml);
}

fn any_front_matter_is_read(path: &str, text: &str) {
    let (note, faults) = read(path, text);
    assert_eq!(
        note,
        read(path, text).0,
        "the same bytes give the same note"
    );
    let (sources, inputs) = pipeline::files(path, text);
    assert_eq!(
        faults.len(),
        faults
            .iter()
            .filter(|fault| !fault.message.is_empty())
            .count()
    );
    spans::of_faults(&sources, &faults);
    let parsed = parse::parse(&sources, &inputs).value;
    pipeline::tie(sources, parsed);
}

/// Whatever stands above it, `status: internal` is read, or a fault keeps the whole site from being published.
fn what_is_internal_stays_so(path: &str, yaml: &str) {
    let closes = |line: &str| matches!(line.trim_end(), "---" | "...");
    if yaml.split('\n').any(closes) {
        return;
    }
    let text = format!("---\n{yaml}\nstatus: internal\n---\n");
    let (sources, inputs) = pipeline::files(path, &text);
    let Checked { value, diagnostics } = parse::parse(&sources, &inputs);
    let note = value
        .notes
        .iter()
        .find(|note| sources.path(note.file) == path);
    let status = note.expect("every file gives a note").common.status;
    let refused = diagnostics
        .iter()
        .any(|fault| fault.severity == Severity::Error && fault.code.guards_publication());
    assert!(status == Status::Internal || refused, "{text}");
}

/// The note at `path` as it prints, and its faults.
fn read(path: &str, text: &str) -> (String, Vec<catena::diagnostic::Diagnostic>) {
    let (sources, inputs) = pipeline::files(path, text);
    let Checked { value, diagnostics } = parse::parse(&sources, &inputs);
    let mut notes = value.notes.iter().map(AsRef::<Note>::as_ref);
    let note = notes
        .find(|note| sources.path(note.file) == path)
        .expect("every file gives a note");
    spans::lie_in(text, note);
    (format!("{note:?}"), diagnostics)
}
