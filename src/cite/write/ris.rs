//! Writes RIS. A value is one line; lines end as the format's description wants.

use super::{Written, date, joined_date, names, text};
use serde_json::{Map, Value};

/// One record.
pub(super) fn record(key: &str, item: &Map<String, Value>) -> String {
    let kind = text(item, "type");
    let mut record = format!("TY  - {}\r\n", ty(kind));
    let mut put = |tag: &str, value: &str| {
        if !value.is_empty() {
            record += &format!("{tag}  - {value}\r\n");
        }
    };
    put("ID", key);
    put("TI", text(item, "title"));
    for (tag, field) in [("AU", "author"), ("ED", "editor"), ("A4", "translator")] {
        for name in names(item, field) {
            put(tag, &person(&name));
        }
    }
    match kind {
        "book" => put("T2", text(item, "collection-title")),
        _ => {
            put("T2", text(item, "container-title"));
            put("T3", text(item, "collection-title"));
        }
    }
    put("J2", text(item, "container-title-short"));
    put("VL", text(item, "volume"));
    let number = if kind.starts_with("article") {
        "issue"
    } else {
        "number"
    };
    put("IS", text(item, number));
    match text(item, "page").split_once('-') {
        Some((first, last)) => {
            put("SP", first);
            put("EP", last);
        }
        None => put("SP", text(item, "page")),
    }
    put("ET", text(item, "edition"));
    put("PB", text(item, "publisher"));
    put("CY", text(item, "publisher-place"));
    put("M3", text(item, "genre"));
    let issued = date(item, "issued");
    put("PY", &joined_date(&issued[..issued.len().min(1)], '/'));
    if issued.len() > 1 {
        put("DA", &joined_date(&issued, '/'));
    }
    if issued.is_empty() {
        put("PY", text(item, "status"));
    }
    put("Y2", &joined_date(&date(item, "accessed"), '/'));
    let isbn = text(item, "ISBN");
    put(
        "SN",
        if isbn.is_empty() {
            text(item, "ISSN")
        } else {
            isbn
        },
    );
    put("DO", text(item, "DOI"));
    put("UR", text(item, "URL"));
    put("C2", text(item, "PMCID"));
    put("LA", text(item, "language"));
    put("N1", text(item, "note"));
    record + "ER  - \r\n\r\n"
}

/// A body ends in a comma, as RIS has it, so that no program takes it for a person.
fn person(name: &Written<'_>) -> String {
    match name {
        Written::Body("others") => "et al".to_owned(),
        Written::Body(body) if body.contains(',') => (*body).to_owned(),
        Written::Body(body) => format!("{body},"),
        Written::Person {
            family,
            given,
            suffix,
        } => {
            let parts = [family.as_str(), given, suffix];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(", ")
        }
    }
}

/// The type of record for a type of CSL.
fn ty(kind: &str) -> &'static str {
    match kind {
        "article-journal" => "JOUR",
        "article-magazine" => "MGZN",
        "article-newspaper" => "NEWS",
        "book" => "BOOK",
        "chapter" => "CHAP",
        "paper-conference" => "CONF",
        "thesis" => "THES",
        "report" => "RPRT",
        "webpage" => "ELEC",
        "post-weblog" => "BLOG",
        "dataset" => "DATA",
        "software" => "COMP",
        "manuscript" | "article" => "UNPB",
        "patent" => "PAT",
        "standard" => "STAND",
        "legislation" => "STAT",
        "bill" => "BILL",
        "legal_case" => "CASE",
        "motion_picture" => "VIDEO",
        "song" => "SOUND",
        "map" => "MAP",
        "entry-encyclopedia" => "ENCYC",
        "entry-dictionary" => "DICT",
        "pamphlet" => "PAMP",
        "speech" => "SLIDE",
        "personal_communication" => "PCOMM",
        _ => "GEN",
    }
}
