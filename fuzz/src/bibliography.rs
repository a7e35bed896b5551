//! Bibliographies: any text as each of the formats, read and printed.

use super::{spans, text};
use catena::cite::{self, Cite, Style};
use catena::diagnostic::Checked;
use catena::model::Reference;
use catena::source::SourceMap;
use std::collections::HashSet;
use std::sync::LazyLock;

/// By the first byte of an input.
const FORMATS: [&str; 5] = ["bib", "ris", "nbib", "yaml", "json"];

static STYLES: LazyLock<[Style; 2]> =
    LazyLock::new(|| ["vancouver", "apa"].map(|name| Style::named(name).expect("a style inside")));

pub fn holds(data: &[u8]) {
    // The citation library panics on some input. `cite` catches that, so a panic that is caught is no fault.
    static QUIET: std::sync::Once = std::sync::Once::new();
    QUIET.call_once(|| std::panic::set_hook(Box::new(|panic| eprintln!("{panic}"))));
    let Some((choice, rest)) = data.split_first() else {
        return;
    };
    let Some(text) = text(rest) else { return };
    let format = FORMATS[*choice as usize % FORMATS.len()];
    let mut sources = SourceMap::default();
    let file = sources.add(format!("content/a.{format}"), text.to_owned());
    let Checked { value, diagnostics } = cite::read_bibliography(file, sources.file(file));
    let again = cite::read_bibliography(file, sources.file(file));
    assert_eq!(
        format!("{value:?}"),
        format!("{:?}", again.value),
        "the same bytes give the same references"
    );
    spans::of_faults(&sources, &diagnostics);
    spans::lie_in(text, &value);
    let keys: HashSet<&str> = value
        .iter()
        .map(|reference| reference.key.as_str())
        .collect();
    assert_eq!(keys.len(), value.len(), "a key is its reference's own");
    for reference in &value {
        assert_eq!(reference.place.file, file);
        assert!(
            !reference.place.span.range().is_empty(),
            "a reference has a place: {reference:?}"
        );
        shape(reference);
    }
    // Printing is slow: a few references of some inputs, in one style each, show as much as many.
    let few = &value[..value.len().min(2)];
    if let Some(style) = STYLES.get(*choice as usize / FORMATS.len() % 4) {
        print(style, few);
    }
}

fn shape(reference: &Reference) {
    let item = &reference.item;
    assert!(
        !reference.key.is_empty() && !reference.key.contains(char::is_whitespace),
        "{reference:?}"
    );
    assert_eq!(item["id"].as_str(), Some(reference.key.as_str()));
    assert!(item["type"].is_string(), "{reference:?}");
    if let Some(date) = item.get("issued") {
        let year = &date["date-parts"][0][0];
        assert!(
            year.is_i64() || year.is_u64(),
            "a date begins with a year: {reference:?}"
        );
    }
    for names in ["author", "editor"]
        .iter()
        .filter_map(|field| item.get(*field))
    {
        let names = names.as_array().expect("names are a list");
        assert!(!names.is_empty(), "{reference:?}");
        for name in names {
            let part = |part: &str| {
                name.get(part)
                    .is_some_and(|part| part.as_str().is_some_and(|text| !text.is_empty()))
            };
            assert!(
                part("family") || part("literal") || part("given"),
                "{reference:?}"
            );
        }
    }
}

fn print(style: &Style, references: &[Reference]) {
    let catalogue = style.catalogue(references, "en-GB");
    assert_eq!(catalogue.entries().len(), references.len());
    for (at, entry) in catalogue.entries().iter().enumerate() {
        for link in entry
            .entry
            .pieces
            .iter()
            .filter_map(|piece| piece.link.as_ref().map(|link| link.as_str()))
        {
            let web = link.starts_with("https://") || link.starts_with("http://");
            assert!(
                web && !link.contains(['"', '<', '>', ' ', '\n']),
                "{link:?}"
            );
        }
        catalogue.label(&Cite {
            reference: at,
            locator: Some(("page", "12")),
            suppress_author: false,
            textual: true,
        });
        catalogue.label(&Cite {
            reference: at,
            locator: None,
            suppress_author: true,
            textual: false,
        });
    }
    let again = style.catalogue(references, "en-GB");
    assert_eq!(catalogue.entries(), again.entries());
}
