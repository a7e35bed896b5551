//! Citations: any text between brackets, and keys in running text.

use super::{pipeline, spans, text};
use catena::parse;

const PATH: &str = "content/about.md";

pub fn holds(data: &[u8]) {
    let Some(input) = text(data) else { return };
    let text = format!(
        "---\ntitle: About\n---\nSee [{input}] and {input}\n\n> Words.\n>\n> — [{input}]\n"
    );
    let (sources, inputs) = pipeline::files(PATH, &text);
    let parsed = parse::parse(&sources, &inputs).value;
    let own = parsed
        .notes
        .iter()
        .find(|note| sources.path(note.file) == PATH);
    let note = own.expect("every file gives a note");
    spans::lie_in(&text, note);
    for citation in &note.body.citations {
        assert!(!citation.items.is_empty(), "{citation:?}");
        assert!(
            !citation.textual || citation.items.len() == 1,
            "{citation:?}"
        );
        for item in &citation.items {
            let (key, whole) = (item.key.span, citation.span);
            assert!(
                whole.start <= key.start && key.end <= whole.end,
                "{citation:?}"
            );
            assert_eq!(
                text[key.range()],
                format!("@{}", item.key.value),
                "{citation:?}"
            );
            let known = |c: char| c.is_alphanumeric() || "_:.-/+#$%&".contains(c);
            assert!(
                !item.key.value.is_empty() && item.key.value.chars().all(known),
                "{citation:?}"
            );
            let written = &text[whole.range()];
            for part in [&item.prefix, &item.suffix] {
                let words = || part.split_whitespace();
                assert!(
                    words().all(|word| written.contains(word)),
                    "{part:?} was not written: {citation:?}"
                );
            }
            if let Some(locator) = &item.locator {
                assert!(!locator.value.trim().is_empty(), "{citation:?}");
                let words = || locator.value.split_whitespace();
                assert!(words().all(|word| written.contains(word)), "{citation:?}");
            }
        }
    }
    pipeline::tie(sources, parsed);
}
