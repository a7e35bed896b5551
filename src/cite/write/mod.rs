//! References out: BibTeX, RIS and CSL-JSON, as other programs read them and as our own readers read them back.
//!
//! What is written is what makes a citation. Abstracts, keywords and fields of somebody's own stay at home: no page
//! shows them, and they may hold what editors note for themselves.

mod bibtex;
pub(super) mod latex;
mod ris;

use super::csl_json::{DATES, NAMES};
use crate::model::{Reference, plain_json};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// A form in which references are handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exchange {
    BibTex,
    Ris,
    CslJson,
}

/// Text fields of CSL that are part of a citation.
const TEXTS: &[&str] = &[
    "type",
    "title",
    "title-short",
    "container-title",
    "container-title-short",
    "collection-title",
    "collection-number",
    "volume",
    "number-of-volumes",
    "issue",
    "number",
    "page",
    "number-of-pages",
    "chapter-number",
    "edition",
    "version",
    "genre",
    "medium",
    "section",
    "event-title",
    "event-place",
    "publisher",
    "publisher-place",
    "archive",
    "archive_location",
    "authority",
    "jurisdiction",
    "status",
    "language",
    "DOI",
    "URL",
    "ISBN",
    "ISSN",
    "PMID",
    "PMCID",
];

/// What may be handed on of a reference. A note is, where the style prints it: `printed` is the formatted entry.
pub fn citable(reference: &Reference, printed: &str) -> Map<String, Value> {
    let public = |name: &str, value: &Value| {
        TEXTS.contains(&name)
            || NAMES.contains(&name)
            || DATES.contains(&name)
            || name == "note" && value.as_str().is_some_and(|note| printed.contains(note))
    };
    let fields = reference.item.iter();
    let kept = fields.filter(|(name, value)| public(name, value));
    kept.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Writes references, each a key and its fields, in the order given.
pub fn write(form: Exchange, references: &[(&str, Map<String, Value>)]) -> String {
    match form {
        Exchange::BibTex => {
            let mut keys = HashSet::new();
            let entry = |(key, item): &(&str, Map<String, Value>)| {
                bibtex::entry(&free_key(key, &mut keys), item)
            };
            references.iter().map(entry).collect()
        }
        Exchange::Ris => references
            .iter()
            .map(|(key, item)| ris::record(key, item))
            .collect(),
        Exchange::CslJson => csl_json(references),
    }
}

/// One item a line, so that a comparison of two versions shows what changed.
fn csl_json(references: &[(&str, Map<String, Value>)]) -> String {
    let item = |(key, item): &(&str, Map<String, Value>)| {
        let mut item = item.clone();
        item.insert("id".to_owned(), Value::String((*key).to_owned()));
        plain_json(&Value::Object(item))
    };
    let items: Vec<String> = references.iter().map(item).collect();
    match items.as_slice() {
        [] => "[]\n".to_owned(),
        items => format!("[\n{}\n]\n", items.join(",\n")),
    }
}

/// A key that BibTeX can read, and that no entry before it has.
fn free_key(key: &str, taken: &mut HashSet<String>) -> String {
    let safe = |c: char| {
        if c.is_whitespace() || c.is_control() || "{}(),\"#%~\\='@".contains(c) {
            '-'
        } else {
            c
        }
    };
    let base: String = key.chars().map(safe).collect();
    let mut free = base.clone();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{base}-{number}");
        number += 1;
    }
    free
}

/// The text of a field; empty where there is none.
fn text<'a>(item: &'a Map<String, Value>, name: &str) -> &'a str {
    item.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A name of a list of names.
enum Written<'a> {
    Body(&'a str),
    Person {
        /// With the particle before it.
        family: String,
        given: &'a str,
        suffix: &'a str,
    },
}

/// The names of a field.
fn names<'a>(item: &'a Map<String, Value>, field: &str) -> Vec<Written<'a>> {
    let list = item.get(field).and_then(Value::as_array);
    let name = |value: &'a Value| {
        let part = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
        match part("literal") {
            "" => Written::Person {
                family: [part("non-dropping-particle"), part("family")]
                    .join(" ")
                    .trim()
                    .to_owned(),
                given: part("given"),
                suffix: part("suffix"),
            },
            literal => Written::Body(literal),
        }
    };
    list.into_iter().flatten().map(name).collect()
}

/// Year, month and day of a date, as far as they are known.
fn date(item: &Map<String, Value>, field: &str) -> Vec<i64> {
    let parts = item
        .get(field)
        .and_then(|date| date.get("date-parts")?.get(0)?.as_array());
    parts
        .into_iter()
        .flatten()
        .filter_map(Value::as_i64)
        .collect()
}

/// A date with a sign between its parts: `2021-09-07`.
fn joined_date(parts: &[i64], sign: char) -> String {
    let mut written = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            written.push(sign);
        }
        written += &format!("{part:0width$}", width = if at == 0 { 4 } else { 2 });
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::read::testing::{faults, read};
    use proptest::prelude::*;
    use serde_json::json;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().expect("an object")
    }

    /// References of many kinds, with what breaks careless writers.
    fn shelf() -> Vec<(&'static str, Map<String, Value>)> {
        let items = [
            (
                "barnett2012",
                json!({
                    "type": "article-journal", "title": "Health & care: 50% of <i>E. coli</i> {braces} in H<sub>2</sub>O, #1 $5 a_b ~ ^ \\ end",
                    "author": [{"family": "Barnett", "given": "K."}, {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
                        {"family": "King", "given": "Martin", "suffix": "Jr."}, {"literal": "others"}],
                    "container-title": "The Lancet", "container-title-short": "Lancet", "volume": "380", "issue": "9836", "page": "37-43",
                    "issued": {"date-parts": [[2012, 5, 10]]}, "DOI": "10.1016/S0140-6736(12)60240-2", "ISSN": "0140-6736", "language": "en",
                }),
            ),
            (
                "who_2015",
                json!({
                    "type": "report", "title": "World report -- on “ageing” & 'health' ''x`y", "author": [{"literal": "World Health Organization and Partners"}],
                    "publisher": "WHO Press", "publisher-place": "Geneva", "number": "7", "issued": {"date-parts": [[2015]]},
                    "URL": "https://who.int/a_b?c=1&d=%7Bx%7D~e", "accessed": {"date-parts": [[2021, 8, 27]]}, "note": "Preprint",
                }),
            ),
            (
                "lee",
                json!({
                    "type": "chapter", "title": "A chapter", "author": [{"family": "Lee", "given": "B."}],
                    "editor": [{"family": "Ed", "given": "C."}, {"family": "Two Words", "given": "D."}], "container-title": "The Book",
                    "publisher": "Press", "issued": {"date-parts": [[2019, 3]]}, "page": "9", "edition": "3", "ISBN": "978-1-2345",
                }),
            ),
            (
                "thesis",
                json!({
                    "type": "thesis", "title": "T", "author": [{"family": "Ó Sé", "given": "Máire"}], "genre": "PhD thesis",
                    "publisher": "University of X", "issued": {"date-parts": [[2020]]},
                }),
            ),
            (
                "book",
                json!({
                    "type": "book", "title": "Бы — 书", "author": [{"literal": "UNICEF"}], "publisher": "P",
                    "issued": {"date-parts": [[1999]]}, "collection-title": "Series", "volume": "2",
                }),
            ),
            (
                "page",
                json!({
                    "type": "webpage", "title": "A page", "author": [{"literal": "NHS England"}], "URL": "https://www.england.nhs.uk/x/",
                    "issued": {"date-parts": [[2022, 11, 2]]},
                }),
            ),
        ];
        items.map(|(key, item)| (key, object(item))).into()
    }

    /// What a reader makes of what was written, each with its key.
    fn back(
        name: &str,
        form: Exchange,
        shelf: &[(&str, Map<String, Value>)],
    ) -> Vec<(String, Map<String, Value>)> {
        let text = write(form, shelf);
        let read = read(name, &text);
        assert!(
            read.diagnostics.is_empty(),
            "{:?}\n{text}",
            faults(&text, &read)
        );
        let pair = |reference: crate::model::Reference| {
            let mut item = reference.item;
            item.remove("id");
            (reference.key, item)
        };
        read.value.into_iter().map(pair).collect()
    }

    #[test]
    fn our_readers_read_back_what_we_write() {
        for (name, form) in [
            ("a.bib", Exchange::BibTex),
            ("a.json", Exchange::CslJson),
            ("a.ris", Exchange::Ris),
        ] {
            let shelf = shelf();
            let back = back(name, form, &shelf);
            assert_eq!(back.len(), shelf.len(), "{name}");
            for ((key, item), (read_key, read_item)) in shelf.iter().zip(&back) {
                assert_eq!((*key, item), (read_key.as_str(), read_item), "{name}");
            }
        }
    }

    #[test]
    fn a_key_that_bibtex_cannot_read_is_mended() {
        let item =
            object(json!({"type": "book", "title": "T", "issued": {"date-parts": [[2000]]}}));
        let shelf = vec![
            ("a b,c", item.clone()),
            ("a-b-c", item.clone()),
            ("http://x/#{1}", item),
        ];
        let keys: Vec<String> = back("a.bib", Exchange::BibTex, &shelf)
            .into_iter()
            .map(|(key, _)| key)
            .collect();
        assert_eq!(keys, ["a-b-c", "a-b-c-2", "http://x/--1-"]);
    }

    #[test]
    fn what_no_page_shows_stays_at_home() {
        let fields = json!({
            "type": "book", "title": "T", "note": "ask Jane for the file", "abstract": "long", "keyword": "x", "annote": "private",
            "author": [{"literal": "A"}], "issued": {"date-parts": [[2000]]},
        });
        let file = crate::source::SourceMap::default().add("a.json".to_owned(), String::new());
        let reference = Reference {
            key: "a".to_owned(),
            place: crate::source::Span::default().within(file),
            item: object(fields),
            written_doi: None,
            whole: true,
        };
        let kept: Vec<String> = citable(&reference, "A. T. 2000.")
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(kept, ["author", "issued", "title", "type"]);
        assert!(citable(&reference, "A. T; ask Jane for the file.").contains_key("note"));
    }

    #[test]
    fn nothing_is_an_empty_list() {
        assert_eq!(write(Exchange::CslJson, &[]), "[]\n");
        assert_eq!(
            write(Exchange::BibTex, &[]) + &write(Exchange::Ris, &[]),
            ""
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        /// Whatever a title and a name hold, an entry after it is read, and BibTeX keeps the text.
        #[test]
        fn no_text_spoils_the_file(title in "\\PC{1,60}", family in "[\\PC]{1,20}") {
            let [title, family] = [title, family].map(|text| crate::cite::normalise::tidy(&text));
            prop_assume!(!title.is_empty() && !family.is_empty() && family != "others");
            let item = json!({"type": "book", "title": title, "author": [{"literal": family}], "issued": {"date-parts": [[2000]]}});
            let last = json!({"type": "book", "title": "Last", "issued": {"date-parts": [[2001]]}});
            let shelf = vec![("a", object(item)), ("b", object(last))];
            for (name, form) in [("a.bib", Exchange::BibTex), ("a.json", Exchange::CslJson), ("a.ris", Exchange::Ris)] {
                let back = back(name, form, &shelf);
                prop_assert_eq!(back.len(), 2, "{}", name);
                prop_assert_eq!(&back[1], &("b".to_owned(), shelf[1].1.clone()), "{}", name);
                prop_assert_eq!(&back[0].1["title"], &shelf[0].1["title"], "{}", name);
                if form != Exchange::Ris {
                    prop_assert_eq!(&back[0].1["author"], &shelf[0].1["author"], "{}", name);
                }
            }
        }
    }
}
