//! Reads hayagriva's YAML (`.yaml`, `.yml`). Each entry is parsed on its own, so that one fault loses one entry.

use hayagriva::Entry;
use hayagriva::types::{Date as EntryDate, EntryType, FormatString, Person, PersonRole};

use super::date::Date;
use super::name::Name;
use super::normalise::Item;
use super::shelf::Shelf;
use super::tagged::lines;
use crate::limits::{DEEPEST_ENTRY, LONGEST_ENTRY};
use crate::source::Span;

/// Puts every entry on the shelf.
pub(super) fn read(text: &str, shelf: &mut Shelf) {
    let mut blocks: Vec<Span> = Vec::new();
    for (at, line) in lines(text) {
        let starts = line.starts_with(|c: char| !c.is_whitespace() && c != '#');
        let marker = matches!(line.trim_end(), "---" | "...") || line.starts_with('%');
        match (starts && !marker, blocks.last_mut()) {
            (true, _) => blocks.push(Span::new(at, at + line.len())),
            (false, Some(block)) if !marker => block.end = (at + line.len()) as u32,
            _ => {}
        }
    }
    for block in blocks {
        entry(text, block, shelf);
    }
}

fn entry(text: &str, block: Span, shelf: &mut Shelf) {
    let source = &text[block.range()];
    let first = source.lines().next().unwrap_or_default();
    let place = Span::new(
        block.start as usize,
        block.start as usize + first.split(':').next().unwrap_or(first).trim_end().len(),
    );
    let hint = "an entry is a key with a colon, then indented lines such as `title: …`";
    // The YAML parser takes seconds for more.
    if source.len() > LONGEST_ENTRY || nests_deep(source) {
        return shelf.fault(place, "This entry is too long or nests too deep", hint);
    }
    match hayagriva::io::from_yaml_str(source) {
        Ok(library) => {
            for entry in library.iter() {
                shelf.add(entry.key(), place, block, item(entry));
            }
        }
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default();
            shelf.fault(
                place,
                format!(
                    "This entry cannot be read: {}",
                    super::normalise::tidy(reason)
                ),
                hint,
            );
        }
    }
}

/// True where brackets or lists nest deeper than any entry needs, or an alias could grow without end.
fn nests_deep(source: &str) -> bool {
    let brackets = source
        .bytes()
        .filter(|byte| matches!(byte, b'{' | b'['))
        .count();
    let dashes = source
        .lines()
        .map(|line| line.matches("- ").count())
        .max()
        .unwrap_or(0);
    let indent = source
        .lines()
        .map(|line| line.len() - line.trim_start().len())
        .max()
        .unwrap_or(0);
    brackets > 20 * DEEPEST_ENTRY
        || dashes > DEEPEST_ENTRY
        || indent > 20 * DEEPEST_ENTRY
        || deepest_bracket(source) > DEEPEST_ENTRY
}

fn deepest_bracket(source: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for byte in source.bytes() {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn item(entry: &Entry) -> Item {
    let mut item = Item::new(kind(entry));
    own_fields(entry, &mut item);
    let mut parents: Vec<&Entry> = entry.parents().iter().collect();
    while let Some(parent) = parents.pop() {
        parent_fields(parent, &mut item);
        parents.extend(parent.parents());
    }
    item
}

fn own_fields(entry: &Entry, item: &mut Item) {
    text(item, "title", entry.title());
    text(item, "genre", entry.genre());
    text(item, "abstract", entry.abstract_());
    text(item, "note", entry.note());
    names(item, "author", entry.authors());
    for group in entry.affiliated().unwrap_or_default() {
        if let Some(field) = role(&group.role) {
            names(item, field, Some(&group.names));
        }
    }
    common(entry, item);
    if let Some(pages) = entry.page_range() {
        item.pages(&pages.to_string());
    }
    if let Some(url) = entry.url() {
        item.url(url.value.as_str());
        if let Some(date) = &url.visit_date {
            item.set_date("accessed", date_of(date));
        }
    }
    let serial = |name: &str| entry.keyed_serial_number(name);
    item.doi(serial("doi").unwrap_or_default());
    for (name, field) in [
        ("pmid", "PMID"),
        ("pmcid", "PMCID"),
        ("isbn", "ISBN"),
        ("issn", "ISSN"),
        ("serial", "number"),
    ] {
        item.text_if_new(field, serial(name).unwrap_or_default());
    }
    if let Some(arxiv) = serial("arxiv") {
        item.url(&format!("https://arxiv.org/abs/{arxiv}"));
    }
}

fn parent_fields(parent: &Entry, item: &mut Item) {
    let field = if item.has("container-title") {
        "collection-title"
    } else {
        "container-title"
    };
    text(item, field, parent.title());
    common(parent, item);
}

/// Fields that an entry has of its own or from the work it is part of.
fn common(entry: &Entry, item: &mut Item) {
    if !item.has("issued")
        && let Some(date) = entry.date()
    {
        item.set_date("issued", date_of(date));
    }
    if !item.has("editor") {
        names(item, "editor", entry.editors());
    }
    let mut set =
        |field: &str, value: Option<String>| item.text_if_new(field, &value.unwrap_or_default());
    set("volume", entry.volume().map(ToString::to_string));
    set("issue", entry.issue().map(ToString::to_string));
    set("chapter-number", entry.chapter().map(ToString::to_string));
    set(
        "number-of-pages",
        entry.page_total().map(ToString::to_string),
    );
    let publisher = entry.publisher();
    set(
        "publisher",
        publisher
            .and_then(|publisher| publisher.name())
            .or(entry.organization())
            .map(ToString::to_string),
    );
    set(
        "publisher-place",
        publisher
            .and_then(|publisher| publisher.location())
            .or(entry.location())
            .map(ToString::to_string),
    );
    set("language", entry.language().map(ToString::to_string));
    if let Some(edition) = entry.edition().filter(|_| !item.has("edition")) {
        item.edition(&edition.to_string());
    }
}

fn text(item: &mut Item, field: &str, value: Option<&FormatString>) {
    if let Some(value) = value {
        item.text_if_new(field, &value.to_string());
    }
}

fn names(item: &mut Item, field: &str, people: Option<&[Person]>) {
    if let Some(people) = people {
        item.names(field, people.iter().map(name).collect());
    }
}

fn name(person: &Person) -> Name {
    match &person.given_name {
        None if person.name == super::name::OTHERS => Name::others(),
        None if person.prefix.is_none() => Name::Literal(person.name.clone()),
        given => Name::Person {
            given: given.clone().unwrap_or_default(),
            particle: person.prefix.clone().unwrap_or_default(),
            family: person.name.clone(),
            suffix: person.suffix.clone().unwrap_or_default(),
        },
    }
}

fn role(role: &PersonRole) -> Option<&'static str> {
    match role {
        PersonRole::Translator => Some("translator"),
        PersonRole::Director => Some("director"),
        PersonRole::Illustrator => Some("illustrator"),
        PersonRole::Compiler => Some("compiler"),
        PersonRole::Composer => Some("composer"),
        PersonRole::Narrator => Some("narrator"),
        PersonRole::Organizer => Some("organizer"),
        _ => None,
    }
}

fn date_of(date: &EntryDate) -> Date {
    let number = |value: Option<u8>| value.map(|value| i64::from(value) + 1);
    Date::new(
        i16::try_from(date.year).unwrap_or_default(),
        number(date.month),
        number(date.day),
    )
}

fn kind(entry: &Entry) -> &'static str {
    let within = |wanted: EntryType| {
        entry
            .parents()
            .iter()
            .any(|parent| *parent.entry_type() == wanted)
    };
    match entry.entry_type() {
        EntryType::Article if within(EntryType::Newspaper) => "article-newspaper",
        EntryType::Article if within(EntryType::Proceedings) || within(EntryType::Conference) => {
            "paper-conference"
        }
        EntryType::Article if within(EntryType::Blog) => "post-weblog",
        EntryType::Article => "article-journal",
        EntryType::Chapter | EntryType::Anthos => "chapter",
        EntryType::Book | EntryType::Anthology | EntryType::Proceedings | EntryType::Reference => {
            "book"
        }
        EntryType::Report => "report",
        EntryType::Thesis => "thesis",
        EntryType::Web => "webpage",
        EntryType::Blog => "post-weblog",
        EntryType::Misc if entry.url().is_some() => "webpage",
        EntryType::Patent => "patent",
        EntryType::Case => "legal_case",
        EntryType::Newspaper | EntryType::Periodical => "periodical",
        EntryType::Legislation => "legislation",
        EntryType::Manuscript => "manuscript",
        EntryType::Artwork => "graphic",
        EntryType::Video => "motion_picture",
        EntryType::Audio => "song",
        EntryType::Repository => "software",
        EntryType::Post | EntryType::Thread => "post",
        EntryType::Entry => "entry-encyclopedia",
        _ => "document",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::cite::read::testing::{faults, keys, read};

    #[test]
    fn entries() {
        let text = "# Comment\nbarnett:\n  type: Article\n  title: Epidemiology\n  author: [\"Barnett, Karen\", \"Mercer, S. W.\"]\n  date: 2012-07-07\n\
            \x20 page-range: 37-43\n  serial-number:\n    doi: 10.1/x\n  parent:\n    type: Periodical\n    title: Lancet\n    volume: 380\n    issue: 9836\n\
            \nweb:\n  type: Web\n  title: Page\n  author: Age UK\n  date: 2020\n  url: { value: https://a.org, date: 2021-06-01 }\n";
        let read = read("a.yaml", text);
        assert!(read.diagnostics.is_empty(), "{:?}", faults(text, &read));
        assert_eq!(keys(&read), ["barnett", "web"]);
        let item = &read.value[0].item;
        assert_eq!(
            (&item["type"], &item["container-title"]),
            (&json!("article-journal"), &json!("Lancet"))
        );
        assert_eq!(
            (&item["volume"], &item["issue"], &item["page"]),
            (&json!("380"), &json!("9836"), &json!("37-43"))
        );
        assert_eq!(item["issued"], json!({"date-parts": [[2012, 7, 7]]}));
        assert_eq!(
            read.value[1].item["accessed"],
            json!({"date-parts": [[2021, 6, 1]]})
        );
        assert_eq!(&text[read.value[1].place.span.range()], "web");
    }

    #[test]
    fn a_bad_entry_loses_no_other() {
        let text = "a:\n  type: Book\n  title: A\n  date: 2000\nb:\n  type: Nonsense\nc:\n  type: Book\n  title: C\n  date: 2001\na:\n  type: Book\n  title: D\n  date: 2002\n";
        let read = read("a.yml", text);
        assert_eq!(keys(&read), ["a", "c"]);
        let faults = faults(text, &read);
        assert!(
            faults[0].starts_with("bibliography-syntax [b] This entry cannot be read: "),
            "{faults:?}"
        );
        assert_eq!(
            faults[1],
            "duplicate-key [a] Two references have the key `a`"
        );
    }

    #[test]
    fn bombs_are_refused_at_once() {
        for text in [
            "a: ".to_owned() + &"{a: ".repeat(50_000),
            "a:\n".to_owned() + &"  - ".repeat(20_000),
            format!("a: {}", "[".repeat(30)),
        ] {
            let read = read("a.yaml", &text);
            assert_eq!(read.diagnostics.len(), 1);
        }
    }
}
