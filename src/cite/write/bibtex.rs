//! Writes BibTeX, with BibLaTeX's fields where BibTeX has none.

use super::latex::{latex, verbatim};
use super::{Written, date, joined_date, names, text};
use serde_json::{Map, Value};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// One entry.
pub(super) fn entry(key: &str, item: &Map<String, Value>) -> String {
    let kind = kind(item);
    let mut fields: Vec<(&str, String)> = Vec::new();
    people(item, &mut fields);
    titles(item, kind, &mut fields);
    numbers(item, &mut fields);
    publisher(item, kind, &mut fields);
    dates(item, &mut fields);
    identifiers(item, &mut fields);
    let mut entry = format!("@{kind}{{{key},\n");
    for (name, value) in fields {
        entry += &format!("  {name} = {value},\n");
    }
    entry + "}\n\n"
}

/// The type of entry for a type of CSL.
fn kind(item: &Map<String, Value>) -> &'static str {
    match text(item, "type") {
        "article-journal" | "article-magazine" | "article-newspaper" => "article",
        "book" => "book",
        "pamphlet" => "booklet",
        "chapter" => "incollection",
        "paper-conference" => "inproceedings",
        "thesis" => match text(item, "genre") {
            "PhD thesis" => "phdthesis",
            "Master’s thesis" => "mastersthesis",
            _ => "thesis",
        },
        "report" => "techreport",
        "manuscript" => "unpublished",
        "webpage" | "post-weblog" | "post" => "online",
        "patent" => "patent",
        "dataset" => "dataset",
        "software" => "software",
        "periodical" => "periodical",
        "standard" => "standard",
        "legislation" | "bill" => "legislation",
        "legal_case" => "jurisdiction",
        "motion_picture" => "video",
        "song" => "audio",
        "graphic" => "image",
        "review" => "review",
        _ => "misc",
    }
}

type Fields = Vec<(&'static str, String)>;

fn put(name: &'static str, value: &str, fields: &mut Fields) {
    if !value.is_empty() {
        fields.push((name, format!("{{{}}}", latex(value))));
    }
}

fn people(item: &Map<String, Value>, fields: &mut Fields) {
    for (name, field) in [
        ("author", "author"),
        ("editor", "editor"),
        ("translator", "translator"),
        ("director", "director"),
        ("bookauthor", "container-author"),
    ] {
        let list: Vec<String> = names(item, field).iter().map(person).collect();
        if !list.is_empty() {
            fields.push((name, format!("{{{}}}", list.join(" and "))));
        }
    }
}

fn person(name: &Written<'_>) -> String {
    match name {
        Written::Body("others") => "others".to_owned(),
        Written::Body(body) => format!("{{{}}}", latex(body)),
        Written::Person {
            family,
            given,
            suffix,
        } => {
            let parts = [family.as_str(), suffix, given];
            let parts = parts.iter().enumerate();
            let parts = parts.filter(|(at, part)| *at != 1 || !part.is_empty());
            let parts: Vec<String> = parts.map(|(_, part)| whole(part)).collect();
            parts.join(", ")
        }
    }
}

/// A part of a name, in braces where it would fall apart.
fn whole(part: &str) -> String {
    let apart = part.contains(',') || format!(" {} ", part.to_lowercase()).contains(" and ");
    match apart {
        true => format!("{{{}}}", latex(part)),
        false => latex(part),
    }
}

fn titles(item: &Map<String, Value>, kind: &str, fields: &mut Fields) {
    // The second pair of braces keeps capital letters, which BibTeX's styles would lower.
    let title = text(item, "title");
    if !title.is_empty() {
        fields.push(("title", format!("{{{{{}}}}}", latex(title))));
    }
    put("shorttitle", text(item, "title-short"), fields);
    let container = match kind {
        "article" | "periodical" | "review" => "journal",
        _ => "booktitle",
    };
    put(container, text(item, "container-title"), fields);
    put("shortjournal", text(item, "container-title-short"), fields);
    put("series", text(item, "collection-title"), fields);
    put("eventtitle", text(item, "event-title"), fields);
    let subtype = match text(item, "type") {
        "article-magazine" => "magazine",
        "article-newspaper" => "newspaper",
        _ => "",
    };
    put("entrysubtype", subtype, fields);
}

fn numbers(item: &Map<String, Value>, fields: &mut Fields) {
    let periodical =
        text(item, "type").starts_with("article") || text(item, "type") == "periodical";
    put("volume", text(item, "volume"), fields);
    put("volumes", text(item, "number-of-volumes"), fields);
    let (number, issue) = match periodical {
        true => (text(item, "issue"), ""),
        false if text(item, "collection-title").is_empty() => {
            (text(item, "number"), text(item, "issue"))
        }
        false => (text(item, "collection-number"), text(item, "issue")),
    };
    put("number", number, fields);
    put("issue", issue, fields);
    put("pages", &text(item, "page").replace('-', "–"), fields);
    put("pagetotal", text(item, "number-of-pages"), fields);
    put("chapter", text(item, "chapter-number"), fields);
    put("edition", text(item, "edition"), fields);
    put("version", text(item, "version"), fields);
}

fn publisher(item: &Map<String, Value>, kind: &str, fields: &mut Fields) {
    let name = match kind {
        "techreport" => "institution",
        "phdthesis" | "mastersthesis" | "thesis" => "school",
        "online" => "organization",
        _ => "publisher",
    };
    put(name, text(item, "publisher"), fields);
    put("address", text(item, "publisher-place"), fields);
    put("venue", text(item, "event-place"), fields);
    if !matches!(kind, "phdthesis" | "mastersthesis") {
        put("type", text(item, "genre"), fields);
    }
    put("pubstate", text(item, "status"), fields);
}

fn dates(item: &Map<String, Value>, fields: &mut Fields) {
    let issued = date(item, "issued");
    if let Some(year) = issued.first() {
        fields.push(("year", format!("{{{year}}}")));
    }
    let month = issued.get(1).and_then(|month| usize::try_from(*month).ok());
    if let Some(month) = month.and_then(|month| MONTHS.get(month.checked_sub(1)?)) {
        fields.push(("month", (*month).to_owned()));
    }
    if let Some(day) = issued.get(2) {
        fields.push(("day", format!("{{{day}}}")));
    }
    for (name, field) in [
        ("urldate", "accessed"),
        ("eventdate", "event-date"),
        ("origdate", "original-date"),
    ] {
        put(name, &joined_date(&date(item, field), '-'), fields);
    }
}

fn identifiers(item: &Map<String, Value>, fields: &mut Fields) {
    for (name, field) in [
        ("doi", "DOI"),
        ("url", "URL"),
        ("pmid", "PMID"),
        ("pmcid", "PMCID"),
        ("isbn", "ISBN"),
        ("issn", "ISSN"),
    ] {
        let value = text(item, field);
        if !value.is_empty() {
            fields.push((name, format!("{{{}}}", verbatim(value))));
        }
    }
    put("language", text(item, "language"), fields);
    put("note", text(item, "note"), fields);
}
