//! How to cite one quote of the site: as text, as BibTeX and as RIS.

use super::write::latex::{latex, verbatim};
use crate::model::Date;
use std::borrow::Cow;
use std::fmt::Write;

/// What a citation of a quote tells. All of it is public: it stands beside the quote.
#[derive(Debug, Clone, Default)]
pub struct Quotation {
    /// The quote's id, which is unique on the site.
    pub key: String,
    /// The speaker as published: `P18, Primary care`. Absent where `quoted_in` names the authors.
    pub speaker: Option<String>,
    /// How the words begin, and whether they go on.
    pub opening: (String, bool),
    /// The page on which the quote lives.
    pub page: String,
    pub site: String,
    /// The day of the page.
    pub date: Option<Date>,
    /// The permalink, where the site has an address.
    pub url: Option<String>,
    /// A sentence with the publication from which the words come: `Quoted in: …`.
    pub quoted_in: Option<String>,
}

impl Quotation {
    /// One paragraph for people.
    pub fn text(&self) -> String {
        let date = self.date.map(|date| date.to_string());
        let place = format!("{}, {}", self.page, self.site);
        let parts = [
            self.speaker.as_deref(),
            Some(&self.title()),
            Some(&place),
            date.as_deref(),
            self.quoted_in.as_deref(),
        ];
        let mut text = String::new();
        for part in parts.into_iter().flatten() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&line(part));
            if ![".", "…", ".”", "?”", "!”"]
                .iter()
                .any(|end| text.ends_with(end))
            {
                text.push('.');
            }
        }
        if let Some(url) = &self.url {
            let _ = write!(text, " {url}");
        }
        text
    }

    /// An entry for BibTeX and BibLaTeX.
    pub fn bibtex(&self) -> String {
        let mut fields: Vec<(&str, String)> = Vec::new();
        // A second pair of braces: this is no family name with given names, and no word loses its capital.
        let whole = |text: &str| format!("{{{}}}", tex(text));
        fields.extend(
            self.speaker
                .as_deref()
                .map(|speaker| ("author", whole(speaker))),
        );
        fields.push(("title", whole(&self.title())));
        fields.push((
            "howpublished",
            tex(&format!("{}, {}", self.page, self.site)),
        ));
        if let Some(date) = self.date {
            fields.push(("year", format!("{:04}", date.year)));
            fields.extend(date.month.map(|month| ("month", month.to_string())));
        }
        fields.extend(self.url.as_deref().map(|url| ("url", verbatim(url))));
        fields.extend(
            self.quoted_in
                .as_deref()
                .map(|source| ("note", tex(source))),
        );
        let mut entry = format!("@misc{{{}", self.key);
        for (name, value) in fields {
            let _ = write!(entry, ",\n  {name} = {{{value}}}");
        }
        entry + "\n}\n"
    }

    /// A record for reference managers.
    pub fn ris(&self) -> String {
        let mut record = String::from("TY  - ELEC\n");
        let mut add = |tag: &str, value: &str| {
            let _ = writeln!(record, "{tag}  - {}", line(value));
        };
        add("ID", &self.key);
        if let Some(speaker) = &self.speaker {
            // A comma at the end says that this is no family name; one before it would say the opposite.
            let (name, rest) = speaker.split_once(", ").unwrap_or((speaker, ""));
            let rest = if rest.is_empty() {
                String::new()
            } else {
                format!(" ({rest})")
            };
            let author: String = format!("{name}{rest}").replace([',', '*'], " ");
            add("AU", &format!("{},", line(&author)));
        }
        add("TI", &self.title());
        add("T2", &format!("{}, {}", self.page, self.site));
        if let Some(date) = self.date {
            add("PY", &format!("{:04}", date.year));
            add("DA", &date.to_string().replace('-', "/"));
        }
        if let Some(url) = &self.url {
            add("UR", url);
        }
        if let Some(source) = &self.quoted_in {
            add("N1", source);
        }
        record + "ER  - \n"
    }

    /// How the words begin, between quotation marks; dots that say “it goes on” stand outside them.
    fn title(&self) -> String {
        let (words, more) = &self.opening;
        format!("“{words}”{}", if *more { " …" } else { "" })
    }
}

/// A text as TeX reads it.
fn tex(text: &str) -> String {
    latex(&line(text))
}

/// A text on one line: in RIS a new line is a new field, and a control character is nothing.
fn line(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let plain = bytes.iter().all(|byte| matches!(byte, b' '..=b'~'));
    let apart = |pair: &[u8]| pair == b"  ";
    let ends = [bytes.first(), bytes.last()].contains(&Some(&b' '));
    if plain && !ends && !bytes.windows(2).any(apart) {
        return text.into();
    }
    let spaced = text.replace(char::is_control, " ");
    let words: Vec<_> = spaced.split_whitespace().collect();
    words.join(" ").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::read::testing::{faults, read};
    use serde_json::json;

    fn quotation() -> Quotation {
        Quotation {
            key: "p18-same-offices".to_owned(),
            speaker: Some("P18, Primary care".to_owned()),
            opening: ("It is about those, literally, working".to_owned(), true),
            page: "Co-location".to_owned(),
            site: "Integrating care".to_owned(),
            date: Date::parse("2026-11-22"),
            url: Some("https://example.org/themes/co-location.html#p18-same-offices".to_owned()),
            quoted_in: Some(
                "Quoted in: Dambha-Miller H. Integrating care. 2021. doi:10.1/x_y".to_owned(),
            ),
        }
    }

    /// Letters that mean something to TeX, to RIS or to nobody.
    const HOSTILE: &str = "50% of {us} & #1 _not_ $5 ~ ^ \\end{x} \"said\" @misc{a, b} ER  - TY  - BOOK\nER  - \r\u{7}—é中🙂 a--b `c''";

    fn hostile() -> Quotation {
        Quotation {
            speaker: Some(format!("{HOSTILE}, {HOSTILE}")),
            opening: (HOSTILE.to_owned(), false),
            page: HOSTILE.to_owned(),
            site: HOSTILE.to_owned(),
            quoted_in: Some(HOSTILE.to_owned()),
            ..quotation()
        }
    }

    #[test]
    fn people_read_one_paragraph() {
        assert_eq!(
            quotation().text(),
            "P18, Primary care. “It is about those, literally, working” … Co-location, Integrating care. 2026-11-22. \
             Quoted in: Dambha-Miller H. Integrating care. 2021. doi:10.1/x_y. \
             https://example.org/themes/co-location.html#p18-same-offices"
        );
    }

    #[test]
    fn the_readers_of_bibliographies_read_what_is_written() {
        for (file, text) in [
            ("q.bib", quotation().bibtex()),
            ("q.ris", quotation().ris()),
        ] {
            let read = read(file, &text);
            assert!(
                read.diagnostics.is_empty(),
                "{text}\n{:?}",
                faults(&text, &read)
            );
            let item = &read.value[0].item;
            assert_eq!(read.value[0].key, "p18-same-offices");
            assert_eq!(item["type"], "webpage");
            assert_eq!(item["title"], "“It is about those, literally, working” …");
            assert_eq!(
                item["URL"],
                "https://example.org/themes/co-location.html#p18-same-offices"
            );
            let note = "Quoted in: Dambha-Miller H. Integrating care. 2021. doi:10.1/x_y";
            assert_eq!(item["note"], note, "{text}");
            assert_eq!(item["issued"]["date-parts"][0][0], 2026);
        }
        let bib = read("q.bib", &quotation().bibtex());
        assert_eq!(
            bib.value[0].item["author"],
            json!([{"literal": "P18, Primary care"}])
        );
        let ris = read("q.ris", &quotation().ris());
        assert_eq!(
            ris.value[0].item["author"],
            json!([{"literal": "P18 (Primary care)"}])
        );
    }

    #[test]
    fn no_letter_ends_an_entry_or_is_lost() {
        let want = format!("“{}”", line(HOSTILE));
        for (file, text) in [("q.bib", hostile().bibtex()), ("q.ris", hostile().ris())] {
            let read = read(file, &text);
            assert_eq!(read.value.len(), 1, "{text}");
            assert!(
                read.diagnostics.is_empty(),
                "{text}\n{:?}",
                faults(&text, &read)
            );
            let item = &read.value[0].item;
            assert_eq!(item["title"], want.as_str(), "{text}");
            assert_eq!(item["note"], line(HOSTILE).as_ref(), "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let bare = Quotation {
            key: "a".to_owned(),
            opening: ("Yes".to_owned(), false),
            page: "Page".to_owned(),
            site: "Site".to_owned(),
            ..Quotation::default()
        };
        assert_eq!(bare.text(), "“Yes”. Page, Site.");
        assert_eq!(
            bare.bibtex(),
            "@misc{a,\n  title = {{“Yes”}},\n  howpublished = {Page, Site}\n}\n"
        );
        assert_eq!(
            bare.ris(),
            "TY  - ELEC\nID  - a\nTI  - “Yes”\nT2  - Page, Site\nER  - \n"
        );
    }
}
