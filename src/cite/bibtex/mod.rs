//! Reads BibTeX and BibLaTeX (`.bib`).
//!
//! 1. [`scan`] splits the text into entries and fields and recovers after each fault,
//! 2. [`strings`] puts `@string` abbreviations and `crossref` parents in their places,
//! 3. [`latex`] turns LaTeX into plain text,
//! 4. [`fields`] names the fields as CSL-JSON does.

mod accents;
mod fields;
mod latex;
mod people;
mod scan;
mod strings;

use super::shelf::Shelf;
use crate::source::Span;
use std::collections::HashMap;
use std::collections::hash_map::Entry::{Occupied, Vacant};

/// Puts every entry of a `.bib` file on the shelf.
pub(super) fn read(text: &str, shelf: &mut Shelf) {
    let file = scan::scan(text);
    for fault in &file.faults {
        shelf.fault(fault.span, fault.message.clone(), fault.hint);
    }
    let entries = strings::resolve(&file, shelf);
    let mut first: HashMap<&str, &scan::Entry<'_>> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let item = fields::item(entry, entries.parent(index));
        if entry.broken {
            shelf.add_partial(entry.key, entry.key_span, entry.span, item);
        } else {
            shelf.add(entry.key, entry.key_span, entry.span, item);
        }
        let written = &file.entries[index];
        match first.entry(entry.key) {
            Vacant(place) => drop(place.insert(written)),
            Occupied(other) if is_same(text, other.get(), written) => {
                shelf.remove_duplicate(entry.key, lines(text, written.span), text);
            }
            Occupied(_) => {}
        }
    }
}

/// Whether two entries hold the same, letter for letter, but for white space at the ends of lines.
fn is_same(text: &str, one: &scan::Entry<'_>, other: &scan::Entry<'_>) -> bool {
    let lines = |entry: &scan::Entry<'_>| text[entry.span.range()].lines().map(str::trim_end);
    !one.broken && !other.broken && lines(one).eq(lines(other))
}

/// An entry with the rest of its lines, where those hold nothing else, and one empty line behind it.
fn lines(text: &str, span: Span) -> Span {
    let range = span.range();
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = |from: usize| {
        text[from..]
            .find('\n')
            .map_or(text.len(), |at| from + at + 1)
    };
    let end = line_end(range.end);
    let alone = |part: &str| part.trim().is_empty();
    if !alone(&text[start..range.start]) || !alone(&text[range.end..end]) {
        return span;
    }
    let next = line_end(end);
    let next = if alone(&text[end..next]) { next } else { end };
    Span::new(start, next)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::cite::read::testing::{faults, keys, read};

    fn one(text: &str) -> Value {
        let read = read("a.bib", text);
        assert_eq!(read.value.len(), 1, "{:?}", faults(text, &read));
        Value::Object(read.value[0].item.clone())
    }

    #[test]
    fn an_article() {
        let item = one(
            r#"@Article{barnett2012, author = "Barnett, K. and others", title = {Epidemiology of {NHS} care},
              journal = lancet, year = 2012, month = may, volume = 380, number = {9836}, pages = {37--43},
              doi = {https://doi.org/https://doi.org/10.1016/S0140-6736(12)60240-2}}
            @string{lancet = "The " # {Lancet}}"#,
        );
        let expected = json!({
            "id": "barnett2012", "type": "article-journal", "title": "Epidemiology of NHS care",
            "author": [{"family": "Barnett", "given": "K."}, {"literal": "others"}], "container-title": "The Lancet",
            "issued": {"date-parts": [[2012, 5]]}, "volume": "380", "issue": "9836", "page": "37-43",
            "DOI": "10.1016/S0140-6736(12)60240-2",
        });
        assert_eq!(item, expected);
    }

    #[test]
    fn theses_reports_and_pages() {
        let thesis =
            one("@phdthesis{a, author={A, B}, title={T}, school={University}, year={2015}}");
        assert_eq!(
            (&thesis["publisher"], &thesis["genre"]),
            (&json!("University"), &json!("PhD thesis"))
        );
        let report = one("@techreport{a, title={T}, institution={{WHO}}, number={7}, year={2016}}");
        assert_eq!(
            (&report["publisher"], &report["number"]),
            (&json!("WHO"), &json!("7"))
        );
        let page = one(
            "@misc{a, title={T}, howpublished={\\url{https://a.org/x\\_y}}, year={2020}, note={Accessed 3 March 2021}}",
        );
        assert_eq!(page["type"], "webpage");
        assert_eq!(page["URL"], "https://a.org/x_y");
        assert_eq!(page["accessed"], json!({"date-parts": [[2021, 3, 3]]}));
        let online = one(
            "@online{a, title={T}, organization={Age UK}, date={2020-01-02}, urldate={2021-06-01}, eprint={12}, eprinttype={pubmed}}",
        );
        assert_eq!(
            (&online["publisher"], &online["PMID"]),
            (&json!("Age UK"), &json!("12"))
        );
    }

    #[test]
    fn a_chapter_takes_what_it_lacks_from_its_book() {
        let text = "@inproceedings{a, title={Paper}, author={A, B}, crossref={b}}\n@proceedings{b, title={Book}, year={2010}, publisher={P}}";
        let read = read("a.bib", text);
        let item = &read.value[0].item;
        assert_eq!(
            (&item["container-title"], &item["publisher"]),
            (&json!("Book"), &json!("P"))
        );
        assert_eq!(item["issued"], json!({"date-parts": [[2010]]}));
        assert!(read.diagnostics.is_empty());
    }

    const GOOD: &str = "\n@book{good, title={Good}, year={2001}}\n";

    /// The faults of a text that stands between two good entries, which must both survive it.
    fn faults_of(text: &str) -> (Vec<String>, usize) {
        let text = format!("@book{{first, title={{F}}, year={{2000}}}}\n{text}{GOOD}");
        let read = read("a.bib", &text);
        let keys = keys(&read);
        assert!(
            keys.contains(&"first") && keys.contains(&"good"),
            "{keys:?} {:?}",
            faults(&text, &read)
        );
        (faults(&text, &read), keys.len())
    }

    /// Text, its fault, and how many entries are kept.
    const BROKEN: &[(&str, &str, usize)] = &[
        (
            "@book{a, title={Open, year={2001}",
            "bibliography-syntax [title] The value of `title` is missing or not closed",
            3,
        ),
        (
            "@book{a, title={T}, year={2001}",
            "bibliography-syntax [a] The entry `a` is not closed",
            3,
        ),
        (
            "@book{a, title={T}}, year={2001}}",
            "bibliography-syntax [}] The entry `a` ends before this closing brace",
            3,
        ),
        (
            "@book{a, title {T}, year={2001}}",
            "bibliography-syntax [title] A field of `a` cannot be read: `=` is missing",
            3,
        ),
        (
            "@book{a, title=, year={2001}}",
            "bibliography-syntax [title] The value of `title` is missing or not closed",
            3,
        ),
        (
            "@book{first, title={Again}, year={2001}}",
            "duplicate-key [first] Two references have the key `first`",
            2,
        ),
        (
            "@book{a b, title={T}, year={2001}}",
            "bibliography-syntax [a b] The key `a b` contains a space or a control character",
            2,
        ),
        (
            "@book{title={T}, year={2001}}",
            "bibliography-syntax [] An entry has no key, so no note can cite it",
            2,
        ),
        (
            "@book{a, title={T}, journal=nosuch, year={2001}}",
            "bibliography-syntax [nosuch] The abbreviation `nosuch` is not defined",
            3,
        ),
        (
            "@book a, title={T}",
            "bibliography-syntax [@book] `@book` is not followed by an opening brace",
            2,
        ),
        (
            "@book{a, title={T}}",
            "incomplete-reference [a] The reference `a` has no date",
            3,
        ),
    ];

    #[test]
    fn a_broken_entry_is_one_fault_and_loses_no_other() {
        for (text, expected, count) in BROKEN {
            assert_eq!(
                faults_of(text),
                (vec![(*expected).to_owned()], *count),
                "{text}"
            );
        }
    }

    #[test]
    fn comments_are_no_entries() {
        for text in [
            "% @book{a, title={T}}",
            "@comment{ @book{a} }",
            "Mail a@b.org {now}.",
            "@preamble{\"x\"}",
            "%\n% x",
        ] {
            assert_eq!(faults_of(text), (vec![], 2), "{text}");
        }
    }

    #[test]
    fn abbreviations_that_double_each_other_fill_no_memory() {
        let mut text = "@string{a = {0123456789}}\n".to_owned();
        for _ in 0..40 {
            text.push_str("@string{a = a # a}\n");
        }
        text.push_str("@book{k, title = a, year = 2000}");
        assert!(!read("a.bib", &text).diagnostics.is_empty());
    }

    #[test]
    fn deep_nesting_is_only_text() {
        let deep = "{".repeat(100_000);
        let text = format!(
            "@book{{k, title={{{deep}x{}}}, year=2000}}",
            "}".repeat(100_000)
        );
        assert_eq!(one(&text)["title"], "x");
    }
}
