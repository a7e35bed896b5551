//! BibTeX types and fields by their CSL-JSON names.

use super::latex::{command_argument, plain, verbatim};
use super::people::names;
use super::strings::Entry;
use crate::cite::date::Date;
use crate::cite::normalise::{Item, is_web};

/// The CSL-JSON item of one entry; `parent` is the entry it names in `crossref`.
pub(super) fn item(entry: &Entry<'_>, parent: Option<&Entry<'_>>) -> Item {
    let source = Source { entry, parent };
    let kind = kind(&source);
    let mut item = Item::new(kind);
    titles(&source, kind, &mut item);
    people(&source, kind, &mut item);
    numbers(&source, kind, &mut item);
    publisher(&source, &mut item);
    dates(&source, &mut item);
    identifiers(&source, &mut item);
    rest(&source, &mut item);
    item
}

struct Source<'a> {
    entry: &'a Entry<'a>,
    parent: Option<&'a Entry<'a>>,
}

impl Source<'_> {
    /// The first of these fields that the entry, or else its parent, has.
    fn get(&self, names: &[&str]) -> Option<&str> {
        self.entry.get(names).or_else(|| self.parent?.get(names))
    }

    fn own(&self, names: &[&str]) -> Option<&str> {
        self.entry.get(names)
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        self.get(names).map(plain)
    }

    fn copy(&self, names: &[&str], item: &mut Item, field: &str) {
        if let Some(text) = self.text(names) {
            item.text_if_new(field, &text);
        }
    }
}

fn kind(source: &Source<'_>) -> &'static str {
    match source.entry.kind.as_str() {
        "article" | "suppperiodical" => match source.own(&["entrysubtype"]).unwrap_or_default() {
            "magazine" => "article-magazine",
            "newspaper" => "article-newspaper",
            _ => "article-journal",
        },
        "book" | "mvbook" | "collection" | "mvcollection" | "proceedings" | "mvproceedings"
        | "reference" | "manual" => "book",
        "booklet" => "pamphlet",
        "inbook" | "incollection" | "inreference" | "bookinbook" | "suppbook"
        | "suppcollection" => "chapter",
        "inproceedings" | "conference" => "paper-conference",
        "thesis" | "phdthesis" | "mastersthesis" => "thesis",
        "techreport" | "report" => "report",
        "unpublished" => "manuscript",
        "online" | "electronic" | "www" | "webpage" => "webpage",
        "patent" => "patent",
        "dataset" => "dataset",
        "software" => "software",
        "periodical" => "periodical",
        "standard" => "standard",
        "legislation" => "legislation",
        "jurisdiction" => "legal_case",
        "video" | "movie" => "motion_picture",
        "audio" | "music" => "song",
        "artwork" | "image" => "graphic",
        "review" => "review",
        _ if is_online(source) => "webpage",
        _ => "document",
    }
}

fn is_online(source: &Source<'_>) -> bool {
    let has_address = source.get(&["url"]).is_some();
    has_address
        || source
            .get(&["howpublished"])
            .is_some_and(|how| how.contains("\\url") || is_web(how.trim()))
}

fn titles(source: &Source<'_>, kind: &str, item: &mut Item) {
    let title = source
        .own(&["title"])
        .map(plain)
        .map(|title| with_subtitle(title, source.own(&["subtitle"])));
    item.text("title", &title.unwrap_or_default());
    source.copy(&["shorttitle"], item, "title-short");
    let container = source.text(&[
        "journal",
        "journaltitle",
        "journalname",
        "booktitle",
        "maintitle",
        "eventtitle",
    ]);
    let parent_title = || {
        source
            .parent
            .and_then(|parent| parent.get(&["booktitle", "title"]))
            .map(plain)
    };
    if let Some(container) = container.or_else(parent_title) {
        let subtitle = source.get(&["journalsubtitle", "booksubtitle"]);
        item.text("container-title", &with_subtitle(container, subtitle));
    }
    source.copy(&["shortjournal", "fjournal"], item, "container-title-short");
    source.copy(&["series"], item, "collection-title");
    source.copy(&["eventtitle"], item, "event-title");
    if kind == "webpage" {
        source.copy(&["website", "maintitle"], item, "container-title");
    }
}

fn with_subtitle(title: String, subtitle: Option<&str>) -> String {
    match subtitle {
        Some(subtitle) if title.ends_with(['?', '!', ':', '.']) => {
            format!("{title} {}", plain(subtitle))
        }
        Some(subtitle) => format!("{title}: {}", plain(subtitle)),
        None => title,
    }
}

fn people(source: &Source<'_>, kind: &str, item: &mut Item) {
    let list = |fields: &[&str]| source.own(fields).map(names).unwrap_or_default();
    item.names("author", list(&["author"]));
    let editors = source.get(&["editor"]).map(names).unwrap_or_default();
    item.names("editor", editors);
    item.names("translator", list(&["translator"]));
    item.names("director", list(&["director"]));
    if kind == "chapter" {
        item.names("container-author", list(&["bookauthor"]));
    }
}

fn numbers(source: &Source<'_>, kind: &str, item: &mut Item) {
    source.copy(&["volume"], item, "volume");
    let number = if kind.starts_with("article") || kind == "periodical" {
        "issue"
    } else {
        "number"
    };
    match (
        source.text(&["number"]),
        item.has("collection-title") && number == "number",
    ) {
        (Some(text), true) => item.text("collection-number", &text),
        (Some(text), false) => item.text(number, &text),
        (None, _) => {}
    }
    source.copy(&["issue"], item, "issue");
    source.copy(&["chapter"], item, "chapter-number");
    source.copy(&["pagetotal", "numpages"], item, "number-of-pages");
    source.copy(&["version"], item, "version");
    source.copy(&["volumes"], item, "number-of-volumes");
    if let Some(edition) = source.text(&["edition"]) {
        item.edition(&edition);
    }
    if let Some(pages) = source.own(&["pages", "page", "eid", "articleno", "article-number"]) {
        item.pages(&plain(pages));
    }
}

fn publisher(source: &Source<'_>, item: &mut Item) {
    source.copy(
        &["publisher", "institution", "school", "organization"],
        item,
        "publisher",
    );
    source.copy(&["address", "location"], item, "publisher-place");
    source.copy(&["venue"], item, "event-place");
    source.copy(&["type"], item, "genre");
    match source.entry.kind.as_str() {
        "phdthesis" => item.text_if_new("genre", "PhD thesis"),
        "mastersthesis" => item.text_if_new("genre", "Master’s thesis"),
        _ => {}
    }
    let genre = source.get(&["type"]).unwrap_or_default();
    match genre.trim() {
        "phdthesis" => item.text("genre", "PhD thesis"),
        "mathesis" => item.text("genre", "Master’s thesis"),
        "techreport" => item.text("genre", "technical report"),
        _ => {}
    }
    if let Some(how) = source.get(&["howpublished"]) {
        let address = verbatim(command_argument(how, "\\url").unwrap_or(how));
        match is_web(address.trim()) {
            true => item.url(&address),
            false => item.text_if_new("publisher", &plain(how)),
        }
    }
}

fn dates(source: &Source<'_>, item: &mut Item) {
    let year = source.get(&["date", "year"]).map(plain);
    if let Some(text) = year {
        match (Date::read(&text), source.get(&["month"])) {
            (Some(date), Some(month)) if date.month.is_none() => {
                let day = source.get(&["day"]).unwrap_or_default();
                item.date("issued", &month_text(date.year, &plain(month), day));
            }
            _ => item.date("issued", &text),
        }
    }
    source.copy(&["pubstate"], item, "status");
    for (fields, name) in [
        (["urldate", "accessed"], "accessed"),
        (["eventdate", "conferencedate"], "event-date"),
        (["origdate", "origyear"], "original-date"),
    ] {
        if let Some(text) = source.get(&fields) {
            item.date(name, &plain(text));
        }
    }
}

fn month_text(year: i16, month: &str, day: &str) -> String {
    match month.trim().parse::<u8>() {
        Ok(number) if day.is_empty() => format!("{year}-{number:02}"),
        Ok(number) => format!("{year}-{number:02}-{}", day.trim()),
        Err(_) => format!("{day} {month} {year}"),
    }
}

fn identifiers(source: &Source<'_>, item: &mut Item) {
    if let Some(doi) = source.own(&["doi"]) {
        item.doi(&verbatim(doi));
    }
    if let Some(url) = source.own(&["url", "ee"]) {
        item.url(&verbatim(url));
    }
    let copy = |fields: &[&str], name: &str, item: &mut Item| {
        if let Some(text) = source.own(fields) {
            item.text_if_new(name, &verbatim(text));
        }
    };
    if let Some(eprint) = source.own(&["eprint"]).map(verbatim) {
        let archive = source
            .own(&["eprinttype", "archiveprefix"])
            .unwrap_or_default()
            .to_ascii_lowercase();
        match archive.as_str() {
            "arxiv" => item.url(&format!("https://arxiv.org/abs/{eprint}")),
            "pubmed" | "pmid" => item.text("PMID", &eprint),
            "pmcid" | "pmc" => item.text("PMCID", &eprint),
            _ => item.url(&eprint),
        }
    }
    copy(&["pmid"], "PMID", item);
    copy(&["pmcid"], "PMCID", item);
    copy(&["isbn"], "ISBN", item);
    copy(&["issn"], "ISSN", item);
}

fn rest(source: &Source<'_>, item: &mut Item) {
    source.copy(&["abstract"], item, "abstract");
    source.copy(&["keywords", "keyword"], item, "keyword");
    source.copy(&["langid", "language"], item, "language");
    let note = source.text(&["note", "addendum"]).unwrap_or_default();
    match accessed(&note) {
        Some(date) if !item.has("accessed") => item.set_date("accessed", date),
        _ => item.text("note", &note),
    }
}

/// The date of a note such as `Accessed 27 August 2021`, which is where old BibTeX keeps it.
fn accessed(note: &str) -> Option<Date> {
    let lower = note.trim().trim_start_matches(['(', '[']).to_lowercase();
    let starts = ["accessed", "last accessed", "retrieved", "cited"]
        .iter()
        .any(|word| lower.starts_with(word));
    (starts && lower.len() < 50)
        .then(|| Date::read(note))
        .flatten()
}
