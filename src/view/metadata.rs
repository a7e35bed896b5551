//! What other programs read of a page: Dublin Core, `citation_*`, Open Graph, and linked data.
//!
//! Zotero decides. It takes `citation_*` for a journal article and Dublin Core alone for a web page, so:
//!
//! - The page of a study that has one version of record describes that publication, as PubMed's page of an article does.
//!   Whoever saves it wants the article with its DOI, so all tags are the article's. The page itself is described by
//!   its linked data and by “cite this page”.
//! - Every other page is saved as itself: a web page of this site. A theme holds quotes of a publication and words of
//!   the editors. With the tags of the publication, the editors' words would be cited as the authors'.
//!
//! Open Graph's type follows: `website` makes Zotero save a web page, whatever else stands there.

use super::Views;
use super::common::Head;
use crate::evidence::StudyKey;
use crate::model::{Html, Relation, attribute};
use crate::plan::{Page, PageKind};
use serde::Serialize;
use serde_json::{Map, Value};

/// What a page tells other programs about itself.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Metadata {
    /// One `meta` element on each line: with `name`, and then with `property` for Open Graph.
    pub tags: Html,
    /// JSON-LD, safe inside a script element.
    pub linked: Option<Html>,
}

/// The path of the picture that stands for the site where somebody shares a link.
pub const CARD: &str = "card.png";
/// Its width and height, which every social site takes.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

impl Views<'_> {
    /// The metadata of a page.
    pub fn metadata(&self, page: &Page, head: &Head) -> Metadata {
        if matches!(page.kind, PageKind::NotFound | PageKind::Redirect { .. }) {
            return Metadata::default();
        }
        let record = match page.kind {
            PageKind::Study(study) => self.version_of_record(study),
            _ => None,
        };
        let names = match record {
            Some(item) => Self::publication_names(item),
            None => self.page_names(page, head),
        };
        let properties = self.open_graph(head, record.is_some());
        Metadata {
            tags: elements(&names, &properties),
            linked: self.linked_data(page, head),
        }
    }

    /// The publication that a study's page stands for: its version of record, where there is exactly one.
    fn version_of_record(&self, study: StudyKey) -> Option<&Map<String, Value>> {
        let evidence = self.evidence();
        let publications = evidence.studies[study].publications.iter();
        let mut records =
            publications.filter(|(_, relation)| *relation == Relation::VersionOfRecord);
        let (key, _) = records.next()?;
        let only = records.next().is_none();
        only.then(|| &evidence.references[*key].reference.item)
    }

    /// Dublin Core of the page itself. It has no `DC.type`: Zotero would take `Text` for a journal article.
    fn page_names(&self, page: &Page, head: &Head) -> Vec<Tag> {
        let config = &self.evidence().config;
        let mut tags = Tags::default();
        tags.add("DC.title", &head.title);
        for author in self.authors(page) {
            tags.add("DC.creator", &author.name);
        }
        tags.add("DC.date", head.updated.as_deref().unwrap_or_default());
        tags.add("DC.language", &config.language);
        if let Some(licence) = &config.licence {
            let address = licence.url.as_ref().map(|url| url.as_str());
            tags.add("DC.rights", address.unwrap_or(&licence.name));
        }
        tags.add(
            "DC.identifier",
            head.canonical.as_deref().unwrap_or_default(),
        );
        tags.add("DCTERMS.isPartOf", &config.title);
        tags.0
    }

    /// Who wrote a page's note.
    pub(super) fn authors(&self, page: &Page) -> &[crate::model::Author] {
        let evidence = self.evidence();
        let note = match page.kind {
            PageKind::Home => evidence.home,
            PageKind::Note(key) => Some(key),
            PageKind::Study(key) => Some(evidence.studies[key].note),
            PageKind::Theme(key) => Some(evidence.themes[key].note),
            PageKind::Finding(key) => Some(evidence.findings[key].note),
            PageKind::Recommendation(key) => Some(evidence.recommendations[key].note),
            _ => None,
        };
        note.map_or(&[], |key| &evidence.notes[key].note.common.authors)
    }

    /// The tags of Google Scholar and Dublin Core for a study's publication.
    fn publication_names(item: &Map<String, Value>) -> Vec<Tag> {
        let text = |field: &str| item.get(field).and_then(Value::as_str).unwrap_or_default();
        let kind = text("type");
        let title = without_tags(text("title"));
        let authors = people(item);
        let date = date(item);
        let mut tags = Tags::default();
        tags.add("citation_title", &title);
        for (author, _) in &authors {
            tags.add("citation_author", author);
        }
        tags.add("citation_publication_date", &date.replace('-', "/"));
        let container = match kind {
            "chapter" => "citation_book_title",
            "paper-conference" => "citation_conference_title",
            _ => "citation_journal_title",
        };
        tags.add(container, text("container-title"));
        tags.add("citation_volume", text("volume"));
        tags.add("citation_issue", text("issue"));
        let page = text("page");
        let (first, last) = page.split_once('-').unwrap_or((page, ""));
        tags.add("citation_firstpage", first);
        tags.add("citation_lastpage", last);
        tags.add("citation_doi", text("DOI"));
        tags.add("citation_issn", text("ISSN"));
        tags.add("citation_isbn", text("ISBN"));
        let publisher = match kind {
            "report" => "citation_technical_report_institution",
            "thesis" => "citation_dissertation_institution",
            _ => "citation_publisher",
        };
        tags.add(publisher, text("publisher"));
        tags.add("citation_language", text("language"));
        tags.add("citation_public_url", &address(item));
        tags.add("DC.title", &title);
        for (author, _) in &authors {
            tags.add("DC.creator", author);
        }
        tags.add("DC.date", &date);
        tags.add("DC.publisher", text("publisher"));
        tags.add("DC.source", text("container-title"));
        if !text("DOI").is_empty() {
            tags.add("DC.identifier", &format!("doi:{}", text("DOI")));
        }
        tags.0
    }

    fn open_graph(&self, head: &Head, publication: bool) -> Vec<Tag> {
        let config = &self.evidence().config;
        let mut tags = Tags::default();
        tags.add("og:title", &head.title);
        tags.add("og:type", if publication { "article" } else { "website" });
        tags.add("og:site_name", &config.title);
        let about = head.description.as_ref().or(config.description.as_ref());
        tags.add("og:description", about.map_or("", String::as_str));
        tags.add("og:locale", &config.language.replace('-', "_"));
        tags.add("og:url", head.canonical.as_deref().unwrap_or_default());
        if let Some(base) = &config.base_url {
            tags.add("og:image", &base.join(CARD));
            tags.add("og:image:width", &CARD_SIZE.0.to_string());
            tags.add("og:image:height", &CARD_SIZE.1.to_string());
            tags.add("og:image:alt", &config.title);
            tags.add("twitter:card", "summary_large_image");
        }
        tags.0
    }
}

/// Tags as elements.
fn elements(names: &[Tag], properties: &[Tag]) -> Html {
    let mut html = String::with_capacity(64 * (names.len() + properties.len()));
    let named = names.iter().map(|tag| ("name", tag));
    let all = named.chain(properties.iter().map(|tag| ("property", tag)));
    for (kind, (name, content)) in all {
        html.push_str(if html.is_empty() { "<meta" } else { "\n<meta" });
        attribute(kind, name, &mut html);
        attribute("content", content, &mut html);
        html.push('>');
    }
    Html(html)
}

/// A tag's name and what it says.
type Tag = (&'static str, String);

/// Tags without those that would be empty.
#[derive(Default)]
struct Tags(Vec<Tag>);

impl Tags {
    fn add(&mut self, name: &'static str, content: &str) {
        if !content.trim().is_empty() {
            self.0.push((name, content.to_owned()));
        }
    }
}

/// Authors as `Family, Given`, and whether each is a body. Those whom the entry leaves out have no name to give.
pub(super) fn people(item: &Map<String, Value>) -> Vec<(String, bool)> {
    let names = item.get("author").and_then(Value::as_array);
    let name = |name: &Value| {
        let part = |part: &str| name.get(part).and_then(Value::as_str).unwrap_or_default();
        let family = [part("non-dropping-particle"), part("family")].join(" ");
        match (part("literal"), family.trim(), part("given")) {
            ("others", ..) => None,
            ("", family, "") => Some((family.to_owned(), false)),
            ("", family, given) => Some((format!("{family}, {given}"), false)),
            (literal, ..) => Some((literal.to_owned(), true)),
        }
    };
    names.into_iter().flatten().filter_map(name).collect()
}

/// The date of publication as far as it is known: `2021-09-07`, `2021`.
pub(super) fn date(item: &Map<String, Value>) -> String {
    let parts = item
        .get("issued")
        .and_then(|date| date.get("date-parts")?.get(0)?.as_array());
    let numbers = parts.into_iter().flatten().filter_map(Value::as_i64);
    let written: Vec<String> = numbers
        .enumerate()
        .map(|(at, number)| {
            if at == 0 {
                format!("{number:04}")
            } else {
                format!("{number:02}")
            }
        })
        .collect();
    written.join("-")
}

/// Where a publication is: its DOI's address, or else its own.
pub(super) fn address(item: &Map<String, Value>) -> String {
    let text = |field: &str| item.get(field).and_then(Value::as_str);
    match text("DOI") {
        Some(doi) => format!("https://doi.org/{doi}"),
        None => text("URL").unwrap_or_default().to_owned(),
    }
}

/// A title without the tags that CSL-JSON has for styled text.
pub(super) fn without_tags(title: &str) -> String {
    let mut plain = title.to_owned();
    for tag in ["i", "b", "sup", "sub"] {
        plain = plain
            .replace(&format!("<{tag}>"), "")
            .replace(&format!("</{tag}>"), "");
    }
    plain
}
