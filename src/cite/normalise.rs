//! The fields of one entry on their way to CSL-JSON: valid shapes only, whatever the file had.

use serde_json::{Map, Value, json};

use super::date::Date;
use super::name::Name;
use crate::untrusted::Address;

/// The item that a reader fills.
#[derive(Debug, Default)]
pub(super) struct Item {
    fields: Map<String, Value>,
    /// What the entry gives as its DOI, whatever it is.
    written_doi: Option<String>,
}

impl Item {
    pub(super) fn new(kind: &str) -> Self {
        let mut item = Self::default();
        item.text("type", kind);
        item
    }

    /// Sets a text field; white space is tidied and an empty text sets nothing.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        let tidy = tidy(value);
        if !tidy.is_empty() {
            self.fields.insert(name.to_owned(), Value::String(tidy));
        }
    }

    /// Sets a text field unless it has a value already.
    pub(super) fn text_if_new(&mut self, name: &str, value: &str) {
        if !self.has(name) {
            self.text(name, value);
        }
    }

    /// Sets a name field; no names set nothing.
    pub(super) fn names(&mut self, field: &str, names: Vec<Name>) {
        if !names.is_empty() {
            let values = names.into_iter().map(Name::into_value).collect();
            self.fields.insert(field.to_owned(), values);
        }
    }

    /// Sets a date. Words that are no date (`in press`) are the publication's status.
    pub(super) fn date(&mut self, name: &str, text: &str) {
        if let Some(date) = Date::read(text) {
            self.set_date(name, date);
        } else if name == "issued" {
            self.text_if_new("status", text);
        }
    }

    pub(super) fn set_date(&mut self, name: &str, date: Date) {
        let parts = json!({ "date-parts": [date.parts()] });
        self.fields.insert(name.to_owned(), parts);
    }

    /// Sets the DOI without any address or `doi:` before it; what is no DOI is read as an address.
    pub(super) fn doi(&mut self, text: &str) {
        let written = text.trim();
        if !written.is_empty() {
            self.written_doi = Some(written.to_owned());
        }
        match bare_doi(text) {
            Some(doi) => self.text_if_new("DOI", &doi),
            None => self.url(text),
        }
    }

    /// Sets the address if it is one of the web. The address of a DOI becomes the DOI.
    pub(super) fn url(&mut self, text: &str) {
        let text = without_angles(text);
        if is_doi_address(text) && self.written_doi.is_none() {
            self.written_doi = Some(text.to_owned());
        }
        if is_doi_address(text)
            && let Some(doi) = bare_doi(text)
        {
            self.text_if_new("DOI", &doi);
        } else if is_web(text) && !text.contains(char::is_whitespace) {
            self.text_if_new("URL", text);
        } else if text.starts_with("www.") && !text.contains(char::is_whitespace) {
            self.text_if_new("URL", &format!("https://{text}"));
        }
    }

    /// Sets the pages, with one plain hyphen between first and last.
    pub(super) fn pages(&mut self, text: &str) {
        let plain = text.replace(['–', '—', '‐', '‑'], "-");
        self.text("page", &squeeze_hyphens(&plain));
    }

    /// Sets the edition; `3rd` and `3rd edn` are the number 3, so that each style words it.
    pub(super) fn edition(&mut self, text: &str) {
        self.text("edition", &edition_number(text).unwrap_or(text.to_owned()));
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    pub(super) fn fields(&self) -> &Map<String, Value> {
        &self.fields
    }

    /// The fields, and what was written as the DOI.
    pub(super) fn finish(self) -> (Map<String, Value>, Option<String>) {
        (self.fields, self.written_doi)
    }
}

/// One space for each run of white space, none at the ends, and no characters that cannot be shown.
pub(super) fn tidy(text: &str) -> String {
    let shown = |c: &char| !c.is_control() && !matches!(c, '\u{202A}'..='\u{202E}');
    let words = text
        .split_whitespace()
        .map(|word| word.chars().filter(shown).collect::<String>());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The DOI in a text that may have an address or `doi:` before it, more than once.
pub(super) fn bare_doi(text: &str) -> Option<String> {
    let bare = |text| without_angles(without_angles(text).trim_end_matches(['.', ',', ';']));
    let mut rest = bare(text);
    while let Some(shorter) = without_doi_prefix(rest) {
        rest = bare(shorter);
    }
    let valid =
        rest.starts_with("10.") && rest.contains('/') && !rest.contains(char::is_whitespace);
    valid.then(|| rest.to_owned())
}

/// `<https://…>` as e-mails and old lists write addresses.
pub(super) fn without_angles(text: &str) -> &str {
    let text = text.trim();
    let inner = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'));
    inner.unwrap_or(text).trim()
}

pub(super) fn without_doi_prefix(text: &str) -> Option<&str> {
    const PREFIXES: [&str; 9] = [
        "https://",
        "http://",
        "dx.doi.org/",
        "www.doi.org/",
        "doi.org/",
        "dx.doi.org:",
        "doi:",
        "doi ",
        "urn:doi:",
    ];
    let starts = |prefix: &&&str| {
        text.get(..prefix.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    };
    PREFIXES
        .iter()
        .find(starts)
        .map(|prefix| &text[prefix.len()..])
}

fn is_doi_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let host = lower.split_once("://").map_or("", |(_, rest)| rest);
    ["doi.org/", "dx.doi.org/", "www.doi.org/"]
        .iter()
        .any(|start| host.starts_with(start))
}

/// True for an address that a reader's browser opens as a page.
pub(super) fn is_web(text: &str) -> bool {
    text.contains("://") && Address::of_page(text).is_some()
}

fn squeeze_hyphens(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for part in text
        .split('-')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        if !squeezed.is_empty() {
            squeezed.push('-');
        }
        squeezed.push_str(part);
    }
    squeezed
}

fn edition_number(text: &str) -> Option<String> {
    const WORDS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let lower = text.trim().to_lowercase();
    let first = lower.split([' ', '.']).next()?;
    let rest = lower[first.len()..].trim_matches([' ', '.']);
    if !["", "ed", "edn", "edition"].contains(&rest) {
        return None;
    }
    if let Some(at) = WORDS.iter().position(|word| *word == first) {
        return Some((at + 1).to_string());
    }
    let digits = first.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &first[digits.len()..];
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (number && ["", "st", "nd", "rd", "th"].contains(&suffix)).then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_loses_every_prefix() {
        for text in [
            "10.1016/S0140-6736(12)60240-2",
            "doi:10.1016/S0140-6736(12)60240-2",
            "https://doi.org/10.1016/S0140-6736(12)60240-2",
            "https://doi.org/https://doi.org/10.1016/S0140-6736(12)60240-2",
            "DOI: https://dx.doi.org/doi:10.1016/S0140-6736(12)60240-2.",
            " <https://doi.org/10.1016/S0140-6736(12)60240-2> ",
            "DOI: <https://doi.org/10.1016/S0140-6736(12)60240-2>.",
        ] {
            assert_eq!(
                bare_doi(text).as_deref(),
                Some("10.1016/S0140-6736(12)60240-2"),
                "{text}"
            );
        }
        assert_eq!(bare_doi("https://example.org/10.1"), None);
        assert_eq!(bare_doi("10.1/ with space"), None);
    }

    #[test]
    fn the_address_of_a_doi_is_the_doi() {
        let mut item = Item::new("webpage");
        item.url("https://doi.org/10.1/x");
        item.url("javascript:alert(1)");
        item.url("www.example.org/a");
        let (fields, written) = item.finish();
        assert_eq!(written.as_deref(), Some("https://doi.org/10.1/x"));
        assert_eq!(fields["DOI"], "10.1/x");
        assert_eq!(fields["URL"], "https://www.example.org/a");
    }

    #[test]
    fn pages_have_one_hyphen() {
        for text in ["37--43", "37–43", "37 - 43", "37-43"] {
            let mut item = Item::default();
            item.pages(text);
            assert_eq!(item.fields()["page"], "37-43");
        }
    }

    #[test]
    fn an_edition_is_a_number_where_it_can_be() {
        for text in ["3", "3rd", "3rd edn", "Third edition", "3rd ed."] {
            assert_eq!(edition_number(text).as_deref(), Some("3"), "{text}");
        }
        assert_eq!(edition_number("revised"), None);
    }

    #[test]
    fn words_for_a_date_are_the_status() {
        let mut item = Item::default();
        item.date("issued", "in press");
        let fields = item.fields();
        assert_eq!(fields["status"], "in press");
        assert!(!fields.contains_key("issued"));
    }
}
