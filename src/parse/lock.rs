//! `quotes.lock`: what `catena verify` found.

use super::fields::{Fields, Reader};
use super::{keys, yaml};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::model::{Data, Entry, Lock, LockEntry, Node, Outcome, SourcePlace, Verified};
use crate::source::{FileId, Span};

/// The version of the format that this program reads and writes.
pub const LOCK_VERSION: u64 = 1;

/// Reads the file. `None` where it cannot be used as a whole: what it says of some quotes would then be lost.
pub fn read(file: FileId, text: &str) -> Checked<Option<Lock>> {
    let unusable = |span: Span, message: String, hint: &str| {
        let fault = Diagnostic::new(Code::UnreadableLock, span.within(file), message).hint(hint);
        Checked::new(None, vec![fault])
    };
    if let Some(span) = conflict(text) {
        let message = "This file holds both sides of a merge".to_owned();
        return unusable(
            span,
            message,
            "Keep one side of each conflict, then run `catena verify`.",
        );
    }
    let node = match yaml::read(text, file, 0) {
        Ok(node) => node,
        Err(fault) => {
            let span = fault.place.map_or(Span::default(), |place| place.span);
            return unusable(
                span,
                format!("{}: the file is damaged", fault.message),
                RESTORE,
            );
        }
    };
    let reader = Reader::new(file);
    let fields = Fields::open(&reader, &node, &keys::LOCK);
    match fields.count("version") {
        Some(LOCK_VERSION) => {}
        Some(other) if other > LOCK_VERSION => {
            let span = fields.key_span("version").unwrap_or_default();
            let message =
                format!("A newer Catena wrote this file, in version {other} of its format");
            return unusable(span, message, "Update Catena, and run it again.");
        }
        _ => {
            return unusable(
                Span::default(),
                "This file does not say its version".to_owned(),
                RESTORE,
            );
        }
    }
    let entries = fields.entries("quotes").iter();
    let entries: Option<Vec<LockEntry>> = entries.map(|entry| lock_entry(&reader, entry)).collect();
    let faults = reader.into_faults();
    match entries.filter(|_| faults.is_empty()) {
        Some(entries) => Checked::new(Some(Lock { file, entries }), Vec::new()),
        None if faults.is_empty() => {
            let message = "An entry of this file is not complete".to_owned();
            unusable(node.span, message, RESTORE)
        }
        None => Checked::new(None, faults.into_iter().map(as_damage).collect()),
    }
}

const RESTORE: &str =
    "Restore the file from version control, or delete it and run `catena verify`.";

/// No person wrote this file, so none should mend it key by key.
fn as_damage(fault: Diagnostic) -> Diagnostic {
    Diagnostic::new(Code::UnreadableLock, fault.place, fault.message).hint(RESTORE)
}

/// The first line that a merge left behind.
fn conflict(text: &str) -> Option<Span> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if ["<<<<<<<", "=======", ">>>>>>>"]
            .iter()
            .any(|mark| line.starts_with(mark))
        {
            return Some(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

fn lock_entry(reader: &Reader, entry: &Entry) -> Option<LockEntry> {
    let fields = Fields::open(reader, &entry.value, &keys::LOCK_ENTRY);
    let at = entry.key.span;
    let required = |key| fields.required_text(key, "An entry of `quotes.lock`", at);
    let (speaker, words) = (required("speaker"), required("words"));
    let (_, _) = (required("result"), required("verified"));
    let verified = Verified {
        speaker: speaker?.value,
        words: words?.value,
        outcome: fields.choice("result", Outcome::ALL, Outcome::name)?,
        source: match fields.get("source") {
            Some(node) => Some(source(reader, node)?),
            None => None,
        },
        speaker_confirmed: fields
            .get("speaker_confirmed")
            .is_some_and(|node| node.data == Data::Bool(true)),
        date: fields
            .date("verified")
            .map(|date| date.value)
            .filter(|date| date.day.is_some())?,
    };
    let quote = entry.key.clone();
    Some(LockEntry { quote, verified })
}

fn source(reader: &Reader, node: &Node) -> Option<SourcePlace> {
    let fields = Fields::open(reader, node, &keys::LOCK_SOURCE);
    fields.required_text("name", "A source", node.span)?;
    Some(SourcePlace {
        // As it was written: a file's name may begin with a space.
        name: fields.get("name")?.as_text()?,
        hash: fields.required_text("hash", "A source", node.span)?.value,
        start: fields.count("start")? as usize,
        end: fields.count("end")? as usize,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    const GOOD: &str = "version: 1\nquotes:\n  p1-yes:\n    speaker: s/P1\n    words: \"00ff\"\n    result: verbatim\n    \
        speaker_confirmed: true\n    source:\n      name: a.txt\n      hash: \"01\"\n      start: 3\n      end: 9\n    \
        verified: 2026-11-22\n";

    fn read_text(text: &str) -> Checked<Option<Lock>> {
        let file = SourceMap::default().add("quotes.lock".to_owned(), text.to_owned());
        read(file, text)
    }

    #[test]
    fn reads_what_verify_writes() {
        let read = read_text(GOOD);
        assert_eq!(read.diagnostics, []);
        let lock = read.value.expect("a lock");
        let verified = &lock.entries[0].verified;
        assert_eq!(lock.entries[0].quote.value, "p1-yes");
        assert_eq!(
            (verified.outcome, verified.speaker_confirmed),
            (Outcome::Verbatim, true)
        );
        assert_eq!(
            verified
                .source
                .as_ref()
                .map(|source| (source.start, source.end)),
            Some((3, 9))
        );
    }

    #[test]
    fn what_is_damaged_is_refused_whole() {
        let conflicted = GOOD.replace(
            "quotes:",
            "<<<<<<< ours\nquotes:\n=======\nquotes:\n>>>>>>> theirs",
        );
        for text in [
            String::new(),
            "quotes: {}\n".to_owned(),
            GOOD.replace("version: 1", "version: 2"),
            GOOD.replace("result: verbatim", "result: fine"),
            GOOD.replace("    speaker: s/P1\n", ""),
            GOOD[..GOOD.len() - 25].to_owned(),
            GOOD[..GOOD.len() - 60].to_owned(),
            GOOD.replace("start: 3", "start: -3"),
            "\u{0}".to_owned(),
            "- a\n".to_owned(),
            conflicted,
        ] {
            let read = read_text(&text);
            assert!(read.value.is_none(), "{text}");
            assert!(!read.diagnostics.is_empty(), "{text}");
        }
    }
}
