//! Our formatted references against those of citeproc-js, reference by reference.
//!
//! `citations/expected/` holds what citeproc-js prints; `citations/citeproc.mjs` says how it is made. Differences
//! are listed with their reasons in `citations/known-differences.yaml`: an unlisted one fails, and so does a listed
//! one that is gone.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use catena::cite::{Catalogue, Cite, Style, read_bibliography};
use catena::model::{Piece, Position, Reference, RichText};
use catena::source::SourceMap;

const STYLES: [&str; 3] = ["vancouver", "apa", "harvard-cite-them-right"];
const BIBLIOGRAPHIES: [&str; 2] = ["content/references.bib", "tests/citations/cases.bib"];

#[test]
fn prints_as_citeproc_js_does() {
    let references = references();
    let known = known_differences();
    let mut report = String::new();
    for style in STYLES {
        let expected = expected(style);
        let ours = printed(style, &references);
        assert_eq!(
            ours.keys().collect::<Vec<_>>(),
            expected.keys().collect::<Vec<_>>(),
            "run citeproc.mjs again"
        );
        for (line, text) in &ours {
            let same = *text == expected[line];
            let listed = known.contains(&format!("{style} {line}"));
            match (same, listed) {
                (true, false) | (false, true) => {}
                (false, false) => {
                    let _ = writeln!(
                        report,
                        "{style} {line}\n  citeproc-js: {}\n  ours:        {text}",
                        expected[line]
                    );
                }
                (true, true) => {
                    let _ = writeln!(
                        report,
                        "{style} {line}: no longer differs; remove it from the list"
                    );
                }
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// Writes what citeproc.mjs reads: `cargo test --test citations -- --ignored`.
#[test]
#[ignore = "writes the input of citeproc.mjs to target/citations"]
fn export_for_citeproc_js() {
    use hayagriva::archive::{ArchivedStyle, locales};
    use hayagriva::citationberg::LocaleFile;
    let folder = root().join("target/citations");
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: String, text: String| std::fs::write(folder.join(name), text).unwrap();
    let items: Vec<_> = references()
        .into_iter()
        .map(|reference| reference.item)
        .collect();
    write(
        "items.json".to_owned(),
        serde_json::to_string_pretty(&items).unwrap(),
    );
    for style in STYLES {
        write(
            format!("{style}.csl"),
            ArchivedStyle::by_name(style)
                .unwrap()
                .get()
                .to_xml()
                .unwrap(),
        );
    }
    for locale in locales().into_iter().filter(|locale| {
        locale
            .lang
            .as_ref()
            .is_some_and(|lang| lang.0.starts_with("en"))
    }) {
        let lang = locale.lang.unwrap();
        let name = format!("locale-{}.xml", lang.0);
        let (terms, date, style_options) = (locale.terms, locale.date, locale.style_options);
        let file = LocaleFile {
            version: "1.0".to_owned(),
            lang,
            info: None,
            terms,
            date,
            style_options,
        };
        write(name, file.to_xml().unwrap());
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn references() -> Vec<Reference> {
    let mut sources = SourceMap::default();
    let mut references = Vec::new();
    for path in BIBLIOGRAPHIES {
        let text = std::fs::read_to_string(root().join(path)).unwrap();
        let file = sources.add(path.to_owned(), text);
        references.extend(read_bibliography(file, sources.file(file)).value);
    }
    references
}

/// Every entry and label of a style, by `key entry`, `key label`, `key located`, `key suppressed`, `key textual`.
fn printed(style: &str, references: &[Reference]) -> BTreeMap<String, String> {
    let style = Style::named(style).unwrap();
    let catalogue = style.catalogue(references, "en-GB");
    let mut lines = BTreeMap::new();
    for (at, reference) in references.iter().enumerate() {
        let mut add = |kind: &str, text: &RichText| {
            lines.insert(format!("{} {kind}", reference.key), tagged(text))
        };
        add("entry", &catalogue.entries()[at].entry);
        if style.form().numeric {
            continue;
        }
        for (kind, label) in labels(&catalogue, at) {
            add(kind, &label);
        }
    }
    lines
}

fn labels(catalogue: &Catalogue, reference: usize) -> [(&'static str, RichText); 4] {
    let print = |locator, suppress_author, textual| {
        catalogue.label(&Cite {
            reference,
            locator,
            suppress_author,
            textual,
        })
    };
    // Citeproc-js takes the styles off the author in the sentence, as if italics were a mistake.
    let textual = RichText::plain(print(None, false, true).text());
    [
        ("label", print(None, false, false)),
        ("located", print(Some(("page", "3-5")), false, false)),
        ("suppressed", print(None, true, false)),
        ("textual", textual),
    ]
}

/// The text with its styles as citeproc-js writes them.
fn tagged(text: &RichText) -> String {
    text.pieces.iter().map(tagged_piece).collect()
}

fn tagged_piece(piece: &Piece) -> String {
    let mut text = piece.text.clone();
    let styles = [
        (piece.italic, "i"),
        (piece.bold, "b"),
        (piece.position == Position::Superscript, "sup"),
        (piece.position == Position::Subscript, "sub"),
    ];
    for (_, tag) in styles.iter().filter(|(on, _)| *on) {
        text = format!("<{tag}>{text}</{tag}>");
    }
    text
}

fn expected(style: &str) -> BTreeMap<String, String> {
    let path = root().join(format!("tests/citations/expected/{style}.txt"));
    lines(&path, ": ").into_iter().collect()
}

fn known_differences() -> Vec<String> {
    lines(&root().join("tests/citations/known-differences.yaml"), ": ")
        .into_iter()
        .map(|(line, _)| line)
        .collect()
}

/// The `name: text` lines of a file without comments.
fn lines(path: &Path, separator: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|line| {
            let (name, text) = line.split_once(separator).unwrap_or((line, ""));
            (name.to_owned(), text.to_owned())
        })
        .collect()
}
