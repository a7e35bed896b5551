//! `quotes.lock`: any text; and what was read of one is written so that it can be read again.

use super::{spans, text};
use catena::diagnostic::Checked;
use catena::model::{Id, Lock, Outcome, SourcePlace, Verified};
use catena::parse;
use catena::source::SourceMap;
use catena::verify::{self, Record};

pub fn holds(data: &[u8]) {
    let Some(text) = text(data) else { return };
    if let Some(lock) = read(text) {
        // YAML takes no longer word for a key; an id has a hundred characters at most.
        let entries = lock
            .entries
            .into_iter()
            .filter(|entry| entry.quote.value.len() < 200);
        comes_back(
            &entries
                .map(|entry| (entry.quote.value, entry.verified))
                .collect(),
        );
    }
    comes_back(&made(text));
}

fn read(text: &str) -> Option<Lock> {
    let mut sources = SourceMap::default();
    let file = sources.add("quotes.lock".to_owned(), text.to_owned());
    let Checked { value, diagnostics } = parse::lock(file, text);
    spans::of_faults(&sources, &diagnostics);
    spans::lie_in(text, &value);
    assert!(
        value.is_some() || !diagnostics.is_empty(),
        "what cannot be used has a fault"
    );
    value
}

/// One entry, with any text in each place that can hold any.
fn made(text: &str) -> Record {
    let mut parts = text.split('\n').chain(std::iter::repeat(""));
    let mut part = || parts.next().unwrap_or_default().to_owned();
    let number = text.len();
    let quote = Id::nearest(&part()).map_or("q".to_owned(), |id| id.to_string());
    let verified = Verified {
        speaker: format!("s/{}", part()).trim().to_owned(),
        words: "0123abcd".to_owned(),
        outcome: Outcome::ALL[number % Outcome::ALL.len()],
        source: Some(SourcePlace {
            name: format!("{}a.txt", part()),
            hash: "00ff".to_owned(),
            start: number,
            end: number + 1,
        }),
        speaker_confirmed: number.is_multiple_of(2),
        date: catena::model::Date::parse("2026-11-22").expect("a date"),
    };
    Record::from([(quote, verified)])
}

fn comes_back(record: &Record) {
    let written = verify::lock_text(record);
    let again =
        read(&written).unwrap_or_else(|| panic!("what was written cannot be read: {written}"));
    let entries = again.entries.into_iter();
    let again: Record = entries
        .map(|entry| (entry.quote.value, entry.verified))
        .collect();
    assert_eq!(*record, again, "{written}");
    assert_eq!(written, verify::lock_text(&again));
}
