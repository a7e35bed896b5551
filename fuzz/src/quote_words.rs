//! The words of a quote: whatever somebody said comes back character for character.

use super::{pipeline, text};
use catena::model::QuotePiece;
use catena::parse;

const PATH: &str = "content/themes/quote.md";

pub fn holds(data: &[u8]) {
    let Some(input) = text(data) else { return };
    let words = said(input);
    let text = format!(
        "---\ntitle: Quote\n---\n> {}\n>\n> — [[P1]]\n",
        written(&words)
    );
    let (sources, inputs) = pipeline::files(PATH, &text);
    let parsed = parse::parse(&sources, &inputs).value;
    let own = parsed
        .notes
        .iter()
        .find(|note| sources.path(note.file) == PATH);
    let quotes = &own.expect("every file gives a note").body.quotes;
    let [quote] = quotes.as_slice() else {
        panic!("{} quotes in {text:?}", quotes.len());
    };
    assert_eq!(quote.text(), words, "{text:?}");
    let whole = |piece: &QuotePiece| !piece.text.is_empty();
    assert!(quote.paragraphs.iter().flatten().all(whole));
    assert!(
        quote.words <= words.split_whitespace().count() + words.matches(['[', '…', '.']).count()
    );
}

/// Words in one line, with a letter at each end: white space there is the Markdown's own.
fn said(input: &str) -> String {
    let line = input.chars().filter(|c| !c.is_control());
    format!("a{}z", line.collect::<String>())
}

/// The words in Markdown: what means something to it has a backslash before it. Quotation marks, dots and hyphens stay
/// plain, since a Markdown parser makes other characters of them.
fn written(words: &str) -> String {
    let mut written = String::with_capacity(words.len() * 2);
    for c in words.chars() {
        if c.is_ascii_punctuation() && !matches!(c, '\'' | '"' | '-' | '.' | ',' | ';' | '?') {
            written.push('\\');
        }
        written.push(c);
    }
    written
}
