//! Tables of participants: any text that calls itself CSV.

use super::{pipeline, spans, text};
use catena::diagnostic::{Checked, Severity};
use catena::parse;
use std::collections::HashSet;

const PATH: &str = "content/studies/s/participants.csv";

pub fn holds(data: &[u8]) {
    let Some(text) = text(data) else { return };
    any_table_is_read(text);
    a_withdrawal_counts(text);
}

fn any_table_is_read(text: &str) {
    let (sources, inputs) = pipeline::files(PATH, text);
    let Checked { value, diagnostics } = parse::parse(&sources, &inputs);
    let again = parse::parse(&sources, &inputs);
    assert_eq!(
        format!("{value:?}"),
        format!("{:?}", again.value),
        "the same bytes give the same table"
    );
    spans::of_faults(&sources, &diagnostics);
    let table = &value.data.tables[0];
    spans::lie_in(text, table);
    let mut withdrawn = HashSet::new();
    for row in &table.rows {
        assert_eq!(row.values.len(), table.attributes.len(), "{row:?}");
        assert!(
            !row.id.value.is_empty() && row.id.value.len() <= 40,
            "{row:?}"
        );
        // Where a cell was written with quotation marks, its place is the line.
        let there = &text[row.id.span.range()];
        assert!(there == row.id.value || there.contains('"'), "{row:?}");
        if row.withdrawn.is_some() {
            withdrawn.insert(row.id.value.clone());
        }
    }
    let tied = pipeline::tie(sources, value);
    let mut seen = HashSet::new();
    for (_, participant) in tied.evidence.participants.iter() {
        assert!(
            seen.insert(participant.id.to_lowercase()),
            "two participants are {}",
            participant.id
        );
    }
    let errors = tied
        .faults
        .iter()
        .any(|fault| fault.severity == Severity::Error);
    for id in withdrawn {
        let gone = !tied
            .evidence
            .participants
            .iter()
            .any(|(_, other)| other.id == id);
        assert!(gone || errors, "{id} withdrew and is published");
    }
}

/// Whatever stands above it, a row that withdraws P77 is read, or a fault keeps the whole site from being published.
fn a_withdrawal_counts(above: &str) {
    let text = format!("id,sector,withdrawn\n{above}\nP77,Care,2026-11-01\n");
    let (sources, inputs) = pipeline::files(PATH, &text);
    let Checked { value, diagnostics } = parse::parse(&sources, &inputs);
    let read = value.data.tables[0]
        .rows
        .iter()
        .any(|row| row.id.value == "P77" && row.withdrawn.is_some());
    let mut refused = diagnostics
        .iter()
        .any(|fault| fault.severity == Severity::Error);
    let tied = pipeline::tie(sources, value);
    refused |= tied
        .faults
        .iter()
        .any(|fault| fault.severity == Severity::Error);
    assert!(read || refused, "{text:?}");
    let published = tied
        .evidence
        .participants
        .iter()
        .any(|(_, person)| person.id == "P77");
    assert!(!published || refused, "{text:?}");
}
