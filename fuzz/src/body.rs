//! The body of a note: any Markdown.

use super::{pipeline, spans, text};
use catena::diagnostic::Checked;
use catena::model::{Body, Mark};
use catena::parse;
use std::collections::HashSet;

const PATH: &str = "content/themes/body.md";

pub fn holds(data: &[u8]) {
    let Some(body) = text(data) else { return };
    let text = format!("---\ntitle: Body\n---\n{body}");
    let (sources, inputs) = pipeline::files(PATH, &text);
    let Checked { value, diagnostics } = parse::parse(&sources, &inputs);
    let again = parse::parse(&sources, &inputs);
    assert_eq!(
        format!("{value:?}"),
        format!("{:?}", again.value),
        "the same bytes give the same notes"
    );
    assert_eq!(diagnostics, again.diagnostics, "and the same faults");
    spans::of_faults(&sources, &diagnostics);
    let own = value
        .notes
        .iter()
        .find(|note| sources.path(note.file) == PATH);
    let body = &own.expect("every file gives a note").body;
    spans::lie_in(&text, body);
    parts_are_sound(body);
    let tied = pipeline::tie(sources, value);
    let quotes: HashSet<&str> = tied
        .evidence
        .quotes
        .iter()
        .map(|(_, quote)| quote.id.as_str())
        .collect();
    assert_eq!(
        quotes.len(),
        tied.evidence.quotes.len(),
        "a quote's id is its own"
    );
}

fn parts_are_sound(body: &Body) {
    let anchors: HashSet<&str> = body
        .headings
        .iter()
        .map(|heading| heading.anchor.as_str())
        .collect();
    assert_eq!(anchors.len(), body.headings.len(), "anchors are unique");
    assert!(anchors.iter().all(|anchor| !anchor.is_empty()));
    for quote in &body.quotes {
        assert!(!quote.text().trim().is_empty(), "a quote has words");
        for piece in quote.paragraphs.iter().flatten() {
            assert!(!piece.text.is_empty(), "no piece is empty: {quote:?}");
            if piece.mark == Mark::Insertion {
                assert!(piece.text.len() <= quote.text().len());
            }
        }
    }
    for citation in &body.citations {
        assert!(!citation.items.is_empty(), "{citation:?}");
    }
}
