//! Reads RIS (`.ris`). A record that stands on one line, as some sites give it, is split at its tags.

use super::date::Date;
use super::name::Name;
use super::normalise::Item;
use super::shelf::Shelf;
use super::tagged::{Record, lines, tag};
use crate::source::Span;

/// Puts every record on the shelf.
pub(super) fn read(text: &str, shelf: &mut Shelf) {
    let mut record: Option<Record<'_>> = None;
    let mut stray: Option<Span> = None;
    for (at, line) in lines(text).flat_map(|(at, line)| split_tags(at, line)) {
        let span = Span::new(at, at + line.trim_end().len());
        match (tag(line).filter(|(tag, _)| tag.len() == 2), &mut record) {
            (Some(("TY", value)), record) => {
                add(record.take(), shelf);
                record.insert(Record::default()).push("TY", value, span);
            }
            (Some(("ER", _)), record) => add(record.take(), shelf),
            (Some((tag, value)), Some(record)) => record.push(tag, value, span),
            (None, Some(record)) => record.push_continuation(line),
            (_, None) if line.trim().is_empty() => {}
            (_, None) => stray = stray.or(Some(span)),
        }
    }
    add(record, shelf);
    if let Some(span) = stray {
        shelf.fault(
            span,
            "This text belongs to no RIS record",
            "A record begins with a line `TY  - JOUR` and ends with `ER  -`.",
        );
    }
}

/// The parts of a line that holds a whole record, or the line itself.
fn split_tags(at: usize, line: &str) -> Vec<(usize, &str)> {
    if !matches!(tag(line), Some(("TY", value)) if value.contains(" - ") || value.contains("  -")) {
        return vec![(at, line)];
    }
    let mut starts = vec![0];
    for (space, _) in line.match_indices(' ') {
        let rest = &line[space + 1..];
        if let Some((name, _)) = tag(rest)
            && TAGS.contains(&name)
        {
            starts.push(space + 1);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| (at + start, line[start..end].trim_end()))
        .collect()
}

/// Tags at which a record on one line is split.
const TAGS: &[&str] = &[
    "TY", "ID", "T1", "TI", "T2", "T3", "BT", "CT", "JF", "JO", "JA", "J1", "J2", "AU", "A1", "A2",
    "A3", "A4", "ED", "PY", "Y1", "Y2", "DA", "VL", "IS", "SP", "EP", "SN", "UR", "L1", "L2", "LK",
    "DO", "PB", "CY", "PP", "AB", "N2", "N1", "KW", "ET", "M1", "M3", "C1", "C2", "C7", "LA", "AN",
    "DB", "DP", "ER",
];

fn add(record: Option<Record<'_>>, shelf: &mut Shelf) {
    let Some(record) = record else { return };
    let item = item(&record);
    let key = record.get(&["ID"]).map_or_else(
        || shelf.make_key(&item),
        |key| key.replace(char::is_whitespace, "-"),
    );
    shelf.add(&key, record.span(&["ID", "TY"]), record.whole(), item);
}

fn item(record: &Record<'_>) -> Item {
    let kind = kind(record.get(&["TY"]).unwrap_or_default());
    let mut item = Item::new(kind);
    let mut copy = |field: &str, tags: &[&str]| {
        if let Some(value) = record.get(tags) {
            item.text(field, value);
        }
    };
    copy("title", &["TI", "T1", "CT"]);
    if kind == "book" {
        copy("title", &["TI", "T1", "CT", "BT"]);
        copy("collection-title", &["T2", "T3"]);
    } else {
        copy(
            "container-title",
            &["JF", "T2", "JO", "BT", "JA", "J2", "J1"],
        );
        copy("collection-title", &["T3"]);
    }
    copy("container-title-short", &["JA", "J2"]);
    copy("volume", &["VL"]);
    copy(
        if kind.starts_with("article") {
            "issue"
        } else {
            "number"
        },
        &["IS", "CP"],
    );
    copy("publisher", &["PB"]);
    copy("publisher-place", &["CY", "PP"]);
    copy("abstract", &["AB", "N2"]);
    copy("note", &["N1"]);
    copy("genre", &["M3"]);
    copy("language", &["LA"]);
    serials(record, kind, &mut item);
    people(record, kind, &mut item);
    dates(record, &mut item);
    addresses(record, &mut item);
    item
}

fn serials(record: &Record<'_>, kind: &str, item: &mut Item) {
    match (record.get(&["SP"]), record.get(&["EP"])) {
        (Some(first), Some(last)) if first != last && !first.contains('-') => {
            item.pages(&format!("{first}-{last}"))
        }
        (Some(pages), _) | (None, Some(pages)) => item.pages(pages),
        (None, None) => item.pages(record.get(&["C7"]).unwrap_or_default()),
    }
    if let Some(edition) = record.get(&["ET"]) {
        item.edition(edition);
    }
    let isbn = matches!(kind, "book" | "chapter" | "report" | "thesis");
    item.text(
        if isbn { "ISBN" } else { "ISSN" },
        record.get(&["SN"]).unwrap_or_default(),
    );
    let keywords: Vec<&str> = record.all(&["KW"]).collect();
    item.text("keyword", &keywords.join(", "));
}

fn people(record: &Record<'_>, kind: &str, item: &mut Item) {
    let list = |tags: &[&str]| record.all(tags).filter_map(name).collect::<Vec<_>>();
    item.names("author", list(&["AU", "A1"]));
    let editors = if matches!(kind, "chapter" | "paper-conference" | "entry-encyclopedia") {
        "A2"
    } else {
        "A3"
    };
    item.names("editor", list(&["ED", editors]));
    item.names("translator", list(&["A4"]));
}

/// A person, the rest of the authors (`et al`), or a body that ends in a comma.
fn name(text: &str) -> Option<Name> {
    match text.trim_end_matches(['.', ',', ' ']) {
        "" => None,
        "et al" | "others" => Some(Name::others()),
        body if text.ends_with(',') && !body.contains(',') => Some(Name::Literal(body.to_owned())),
        _ => Name::read(text),
    }
}

fn dates(record: &Record<'_>, item: &mut Item) {
    let year = record.get(&["PY", "Y1"]);
    let full = record.get(&["DA", "Y1", "PY"]);
    let read = |text: Option<&str>| text.and_then(Date::read);
    match (read(year), read(full)) {
        (Some(year), Some(full)) if full.year == year.year && full.month.is_some() => {
            item.set_date("issued", full)
        }
        (Some(date), _) | (None, Some(date)) => item.set_date("issued", date),
        (None, None) => item.date("issued", year.or(full).unwrap_or_default()),
    }
    if let Some(accessed) = record.get(&["Y2"]) {
        item.date("accessed", accessed);
    }
}

fn addresses(record: &Record<'_>, item: &mut Item) {
    if let Some(doi) = record.get(&["DO", "DI"]) {
        item.doi(doi);
    }
    for address in record.all(&["UR", "LK", "L1", "L2"]) {
        item.url(address);
    }
    if let Some(id) = record.get(&["C2"]).filter(|id| id.starts_with("PMC")) {
        item.text("PMCID", id);
    }
}

fn kind(kind: &str) -> &'static str {
    match kind.to_ascii_uppercase().as_str() {
        "JOUR" | "JFULL" | "EJOUR" | "ABST" | "INPR" => "article-journal",
        "MGZN" => "article-magazine",
        "NEWS" => "article-newspaper",
        "BOOK" | "WHOLE" | "EBOOK" | "EDBOOK" => "book",
        "CHAP" | "ECHAP" => "chapter",
        "CONF" | "CPAPER" => "paper-conference",
        "THES" => "thesis",
        "RPRT" | "GOVDOC" => "report",
        "ELEC" | "WEB" | "ICOMM" => "webpage",
        "BLOG" => "post-weblog",
        "DATA" | "AGGR" => "dataset",
        "COMP" => "software",
        "UNPB" | "MANSCPT" => "manuscript",
        "PAT" => "patent",
        "STAND" => "standard",
        "STAT" | "LEGAL" => "legislation",
        "BILL" => "bill",
        "CASE" => "legal_case",
        "VIDEO" | "MPCT" => "motion_picture",
        "SOUND" => "song",
        "MAP" => "map",
        "ENCYC" => "entry-encyclopedia",
        "DICT" => "entry-dictionary",
        "PAMP" => "pamphlet",
        "SLIDE" => "speech",
        "PCOMM" => "personal_communication",
        _ => "document",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::cite::read::testing::{faults, keys, read};

    #[test]
    fn a_record_on_one_line() {
        let text = "TY - JOUR T1 - Integrating primary care: A qualitative study JF - medRxiv DO - 10.1101/2021.01.30.21250563 \
            AU - Hajira Dambha-Miller AU - Simon DS Fraser Y1 - 2021/01/01 UR - http://medrxiv.org/x N2 - Aim: to learn - and more. ER -";
        let read = read("a.ris", text);
        assert!(read.diagnostics.is_empty(), "{:?}", faults(text, &read));
        let item = &read.value[0].item;
        assert_eq!(read.value[0].key, "dambha-miller2021");
        assert_eq!(
            item["title"],
            "Integrating primary care: A qualitative study"
        );
        assert_eq!(
            item["author"],
            json!([{"family": "Dambha-Miller", "given": "Hajira"}, {"family": "Fraser", "given": "Simon DS"}])
        );
        assert_eq!(item["abstract"], "Aim: to learn - and more.");
        assert_eq!(item["issued"], json!({"date-parts": [[2021, 1, 1]]}));
    }

    #[test]
    fn records_on_lines() {
        let text = "TY  - JOUR\r\nAU  - Smith, Ann\r\nTI  - One that\r\n goes on\r\nPY  - 2019\r\nSP  - 1\r\nEP  - 9\r\nER  - \r\n\r\n\
            TY  - CHAP\nID  - lee\nAU  - Lee, B.\nT1  - Two\nA2  - Ed, C.\nT2  - Book\nPY  - 2019\nTY  - BOOK\nAU  - Smith, Ann\nTI  - Three\nPY  - 2019";
        let read = read("a.ris", text);
        assert_eq!(keys(&read), ["smith2019", "lee", "smith2019b"]);
        assert_eq!(read.value[0].item["title"], "One that goes on");
        assert_eq!(read.value[0].item["page"], "1-9");
        assert_eq!(
            read.value[1].item["editor"],
            json!([{"family": "Ed", "given": "C."}])
        );
        assert_eq!(&text[read.value[1].place.span.range()], "ID  - lee");
        assert!(read.diagnostics.is_empty());
    }

    #[test]
    fn faults_have_places() {
        let text = "stray words\nTY  - JOUR\nID  - a\nTI  - T\nER  - \nTY  - JOUR\nID  - a\nTI  - U\nPY  - 2000\nER  - \n";
        let read = read("a.ris", text);
        assert_eq!(
            faults(text, &read),
            [
                "incomplete-reference [ID  - a] The reference `a` has no date",
                "duplicate-key [ID  - a] Two references have the key `a`",
                "bibliography-syntax [stray words] This text belongs to no RIS record",
            ]
        );
    }
}
