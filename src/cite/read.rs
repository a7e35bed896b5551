//! Chooses the reader for a file.

use super::shelf::Shelf;
use super::{bibtex, csl_json, hayagriva_yaml, nbib, ris};
use crate::diagnostic::Checked;
use crate::model::Reference;
use crate::source::{FileId, SourceFile, Span};

/// Reads a file in the format that its name ends with.
pub(super) fn read(file: FileId, source: &SourceFile) -> Checked<Vec<Reference>> {
    let mut shelf = Shelf::new(file);
    let text = source.text.as_str();
    let extension = source
        .path
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "bib" => bibtex::read(text, &mut shelf),
        "ris" => ris::read(text, &mut shelf),
        "nbib" => nbib::read(text, &mut shelf),
        "yaml" | "yml" => hayagriva_yaml::read(text, &mut shelf),
        "json" => csl_json::read(text, &mut shelf),
        _ => {
            let hint = "Use `.bib`, `.ris`, `.nbib`, `.yaml` or `.json`.";
            shelf.fault(
                Span::default(),
                "This is not a bibliography that can be read",
                hint,
            );
        }
    }
    shelf.finish(text)
}

#[cfg(test)]
pub(super) mod testing {
    use crate::diagnostic::{Checked, Diagnostic};
    use crate::model::Reference;
    use crate::source::SourceMap;

    /// Reads a text as a file of this name.
    pub(in crate::cite) fn read(path: &str, text: &str) -> Checked<Vec<Reference>> {
        let mut sources = SourceMap::default();
        let file = sources.add(path.to_owned(), text.to_owned());
        super::read(file, sources.file(file))
    }

    /// The keys of what was read.
    pub(in crate::cite) fn keys(read: &Checked<Vec<Reference>>) -> Vec<&str> {
        read.value
            .iter()
            .map(|reference| reference.key.as_str())
            .collect()
    }

    /// Each fault as its name, the words it points at and its message.
    pub(in crate::cite) fn faults(text: &str, read: &Checked<Vec<Reference>>) -> Vec<String> {
        let fault = |fault: &Diagnostic| {
            assert!(fault.hint.is_some(), "every fault says how to mend it");
            let words = fault
                .place
                .map(|place| &text[place.span.range()])
                .unwrap_or_default();
            format!("{} [{words}] {}", fault.code.name(), fault.message)
        };
        read.diagnostics.iter().map(fault).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::testing::{faults, read};
    use crate::cite::{Cite, Style};

    static STYLES: LazyLock<[Style; 2]> = LazyLock::new(|| {
        ["vancouver", "harvard"].map(|name| Style::named(name).expect("a style inside"))
    });

    const EXTENSIONS: [&str; 5] = ["bib", "ris", "nbib", "yaml", "json"];

    #[test]
    fn an_empty_file_is_an_empty_list() {
        for extension in EXTENSIONS {
            for text in ["", " \n\t\n"] {
                let read = read(&format!("a.{extension}"), text);
                assert!(
                    read.value.is_empty() && read.diagnostics.is_empty(),
                    "{extension}"
                );
            }
        }
    }

    #[test]
    fn garbage_is_a_fault() {
        for extension in EXTENSIONS {
            let text = "Lorem ipsum dolor sit amet, {consectetur} 12.";
            let read = read(&format!("a.{extension}"), text);
            assert!(read.value.is_empty(), "{extension}");
            assert_eq!(
                read.diagnostics.len(),
                1,
                "{extension}: {:?}",
                faults(text, &read)
            );
        }
    }

    #[test]
    fn another_format_is_a_fault() {
        let read = read("a.txt", "x");
        assert_eq!(
            faults("x", &read),
            ["bibliography-syntax [] This is not a bibliography that can be read"]
        );
    }

    /// Reads a text in every format and prints what was read.
    fn read_and_print(text: &str) {
        for extension in EXTENSIONS {
            let read = read(&format!("a.{extension}"), text);
            for fault in &read.diagnostics {
                let span = fault.place.expect("a fault of a file has a place").span;
                assert!(text.get(span.range()).is_some(), "{extension}: {fault:?}");
            }
            for style in STYLES.iter() {
                let catalogue = style.catalogue(&read.value, "en-GB");
                for reference in 0..read.value.len() {
                    catalogue.label(&Cite {
                        reference,
                        locator: Some(("page", text)),
                        suppress_author: false,
                        textual: true,
                    });
                }
            }
        }
    }

    /// What means something to a reader.
    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        "@article{", "@string{", "@comment{", "key,", "title", "author", "year", "date", " = ",
        "{", "}", "\"", "(", ")", ",", "#", "\n", "\n\n", " and ", "others", "\\'", "\\i", "\\\"",
        "\\emph{", "$", "%", "2019", "99999999999", "-0", "10.1/x", "https://doi.org/",
        "TY  - JOUR", "AU  - ", "ER  - ", " AU - Ann Lee", "ID  - k", "PY  - 2019", "PMID- 1",
        "TI  - ", "DP  - ", "[", "]", "\"id\":", "\"k\"", "\"issued\":", "{\"date-parts\":[[]]}",
        "{\"date-parts\":[[2019,0,99]]}", "\"author\":", "[{\"family\":\"\"}]", "null", "k:\n",
        "  type: article\n", "  title: x\n", "  date: 2019\n", "  parent:\n", "é", "\u{FEFF}",
        "\u{0}",
    ];

    /// Pieces in any order.
    fn pieces() -> impl Strategy<Value = String> {
        proptest::collection::vec(proptest::sample::select(PIECES), 0..30)
            .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_text_makes_a_reader_panic(text in "\\PC{0,200}") {
            read_and_print(&text);
        }

        #[test]
        fn no_mixture_of_pieces_makes_a_reader_panic(text in pieces()) {
            read_and_print(&text);
        }
    }
}
