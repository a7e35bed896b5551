//! Reads PubMed's own format (`.nbib`). Its records have no key: each is cited as `pmid` and its PubMed number.

use super::name::Name;
use super::normalise::{Item, bare_doi};
use super::shelf::Shelf;
use super::tagged::{Record, lines, tag};
use crate::source::Span;

/// Puts every record on the shelf.
pub(super) fn read(text: &str, shelf: &mut Shelf) {
    let mut record = Record::default();
    let mut stray: Option<Span> = None;
    for (at, line) in lines(text) {
        let span = Span::new(at, at + line.trim_end().len());
        match tag(line) {
            Some(("PMID", value)) => {
                add(std::mem::take(&mut record), shelf);
                record.push("PMID", value, span);
            }
            Some((tag, value)) => record.push(tag, value, span),
            None if line.trim().is_empty() => {}
            None if line.starts_with(' ') && !record.lines.is_empty() => {
                record.push_continuation(line)
            }
            None => stray = stray.or(Some(span)),
        }
    }
    add(record, shelf);
    if let Some(span) = stray {
        shelf.fault(
            span,
            "This text belongs to no PubMed record",
            "A record begins with a line `PMID- 12345`.",
        );
    }
}

fn add(record: Record<'_>, shelf: &mut Shelf) {
    if record.lines.is_empty() {
        return;
    }
    let item = item(&record);
    let key = record
        .get(&["PMID"])
        .map_or_else(|| shelf.make_key(&item), |number| format!("pmid{number}"));
    shelf.add(&key, record.span(&["PMID"]), record.whole(), item);
}

fn item(record: &Record<'_>) -> Item {
    let mut item = Item::new(kind(record));
    let mut copy = |field: &str, tags: &[&str]| {
        if let Some(value) = record.get(tags) {
            item.text(field, value);
        }
    };
    copy("container-title", &["JT", "BTI", "TA"]);
    copy("container-title-short", &["TA"]);
    copy("volume", &["VI"]);
    copy("issue", &["IP"]);
    copy("abstract", &["AB"]);
    copy("publisher", &["PB"]);
    copy("publisher-place", &["CP"]);
    copy("PMID", &["PMID"]);
    copy("PMCID", &["PMC"]);
    let title = record.get(&["TI", "BTI"]).unwrap_or_default();
    item.text("title", title.strip_suffix('.').unwrap_or(title));
    item.pages(record.get(&["PG"]).unwrap_or_default());
    item.date("issued", record.get(&["DP"]).unwrap_or_default());
    item.names("author", authors(record));
    item.names(
        "editor",
        record.all(&["FED"]).filter_map(Name::read).collect(),
    );
    let mut ids = record
        .all(&["LID", "AID"])
        .filter_map(|id| id.strip_suffix("[doi]"));
    let first = ids.clone().next();
    if let Some(doi) = ids.find(|id| bare_doi(id).is_some()).or(first) {
        item.doi(doi);
    }
    item
}

fn authors(record: &Record<'_>) -> Vec<Name> {
    let full = if record.get(&["FAU"]).is_some() {
        "FAU"
    } else {
        "AU"
    };
    let lines = record
        .lines
        .iter()
        .filter(|line| line.tag == full || line.tag == "CN");
    let name = |tag: &str, value: &str| match tag {
        "CN" => Some(Name::Literal(super::normalise::tidy(value))),
        "AU" => short_name(value),
        _ => Name::read(value),
    };
    lines
        .filter_map(|line| name(line.tag, &line.value))
        .collect()
}

/// `Barnett K`: the initials are the last word.
fn short_name(value: &str) -> Option<Name> {
    let value = value.trim();
    match value.rsplit_once(' ') {
        Some((family, initials)) => Some(Name::person(initials, family)),
        None => Name::read(value),
    }
}

fn kind(record: &Record<'_>) -> &'static str {
    let types: Vec<&str> = record.all(&["PT"]).collect();
    match types.as_slice() {
        types if types.contains(&"Preprint") => "article",
        types
            if types.contains(&"Book Chapter")
                || record.get(&["CTI"]).is_some() && types.is_empty() =>
        {
            "chapter"
        }
        types if types.iter().any(|kind| kind.starts_with("Book")) => "book",
        _ => "article-journal",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::cite::read::testing::{faults, keys, read};

    #[test]
    fn records() {
        let text = "\nPMID- 22579043\nTI  - Epidemiology of multimorbidity and\n      implications for health care.\nPG  - 37-43\n\
            LID - 10.1016/S0140-6736(12)60240-2 [doi]\nFAU - Barnett, Karen\nAU  - Barnett K\nCN  - The Group\nDP  - 2012 Jul 7\nTA  - Lancet\n\
            JT  - Lancet (London, England)\nVI  - 380\nIP  - 9836\n\nPMID- 2\nTI  - Two\nAU  - van der Berg JP\nDP  - 2001\n";
        let read = read("a.nbib", text);
        assert!(read.diagnostics.is_empty(), "{:?}", faults(text, &read));
        assert_eq!(keys(&read), ["pmid22579043", "pmid2"]);
        let item = &read.value[0].item;
        assert_eq!(
            item["title"],
            "Epidemiology of multimorbidity and implications for health care"
        );
        assert_eq!(
            item["author"],
            json!([{"family": "Barnett", "given": "Karen"}, {"literal": "The Group"}])
        );
        assert_eq!(item["DOI"], "10.1016/S0140-6736(12)60240-2");
        assert_eq!(item["issued"], json!({"date-parts": [[2012, 7, 7]]}));
        assert_eq!(read.value[1].item["author"][0]["given"], "JP");
    }
}
