//! A page as linked data: JSON-LD in the words of schema.org. It says what the page says, and nothing more.

use super::Views;
use super::common::{Head, Link};
use super::metadata::{address, date, people, without_tags};
use crate::evidence::{NoteKey, QuoteKey, Speaker, StudyKey, ThemeKey};
use crate::model::{Html, Relation, plain_json};
use crate::plan::{Page, PageKind, root_of};
use serde_json::{Map, Value, json};

/// This file: its words stand in pages.
pub const LINKED_DATA: &str = include_str!("linked_data.rs");
/// The most quotes of one page, as many as a page of a list.
const MOST_QUOTES: usize = 100;
/// The most terms, and the most themes, of one set.
const MOST_TERMS: usize = 500;

impl Views<'_> {
    /// What a page is about, as a graph.
    pub(super) fn linked_data(&self, page: &Page, head: &Head) -> Option<Html> {
        let mut graph = vec![self.page_node(page, head)];
        if !head.breadcrumbs.is_empty() {
            graph.push(self.breadcrumbs(head));
        }
        if page.kind == PageKind::Data {
            graph.push(self.data_set(head));
        }
        let data = json!({"@context": "https://schema.org", "@graph": graph});
        Some(Html(plain_json(&data)))
    }

    /// The address of a path as a page may write it: in full, or from the page to the file.
    fn url(&self, head: &Head, path: &str) -> String {
        let base = self.evidence().config.base_url.as_ref();
        let short = path.strip_suffix("index.html").unwrap_or(path);
        base.map_or_else(
            || format!("{}{path}", root_of(&head.path)),
            |base| base.join(short),
        )
    }

    fn web_site(&self, head: &Head) -> Value {
        let config = &self.evidence().config;
        object([
            ("@type", Some(json!("WebSite"))),
            ("name", Some(json!(config.title))),
            (
                "description",
                config.description.as_ref().map(|text| json!(text)),
            ),
            ("inLanguage", Some(json!(config.language))),
            ("url", Some(json!(self.url(head, "index.html")))),
        ])
    }

    /// The page itself.
    fn page_node(&self, page: &Page, head: &Head) -> Value {
        let config = &self.evidence().config;
        let authors = self.authors(page).iter().map(|author| {
            let orcid = author.orcid.as_ref();
            object([
                ("@type", Some(json!("Person"))),
                ("name", Some(json!(author.name))),
                (
                    "@id",
                    orcid.map(|orcid| json!(format!("https://orcid.org/{orcid}"))),
                ),
            ])
        });
        let home = page.kind == PageKind::Home;
        let licence = config.licence.as_ref();
        let licence = licence.map(|licence| {
            json!(
                licence
                    .url
                    .as_ref()
                    .map_or(licence.name.as_str(), |url| url.as_str())
            )
        });
        let own = match page.kind {
            PageKind::Themes
            | PageKind::Findings
            | PageKind::Recommendations
            | PageKind::Studies => "CollectionPage",
            _ => "WebPage",
        };
        let mut node = object([
            ("@type", Some(json!(if home { "WebSite" } else { own }))),
            ("name", Some(json!(head.title))),
            (
                "description",
                head.description.as_ref().map(|text| json!(text)),
            ),
            ("url", Some(json!(self.url(head, &head.path)))),
            ("inLanguage", Some(json!(config.language))),
            (
                "dateModified",
                head.updated.as_ref().map(|date| json!(date)),
            ),
            ("author", list(authors.collect())),
            ("license", licence),
            ("isPartOf", (!home).then(|| self.web_site(head))),
        ]);
        if let Some(fields) = node.as_object_mut() {
            fields.extend(self.about(page, head));
        }
        node
    }

    /// What the page is about, by its kind.
    fn about(&self, page: &Page, head: &Head) -> Map<String, Value> {
        let evidence = self.evidence();
        let mut fields = Map::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                fields.insert(name.to_owned(), value);
            }
        };
        match page.kind {
            PageKind::Theme(key) => {
                put("mainEntity", Some(self.theme_term(key, head)));
                put("hasPart", self.quotations(evidence.themes[key].note, head));
            }
            PageKind::Finding(key) => {
                let finding = &evidence.findings[key];
                let note = &evidence.notes[finding.note];
                let claim = object([
                    ("@type", Some(json!("Claim"))),
                    ("name", Some(json!(note.title))),
                    ("text", note.summary().map(Value::from)),
                ]);
                put("mainEntity", Some(claim));
                put("hasPart", self.quotations(finding.note, head));
            }
            PageKind::Study(key) => {
                let publications = |record: bool| self.works(key, record);
                put("about", list(publications(true)));
                put("citation", list(publications(false)));
                put("hasPart", self.quotations(evidence.studies[key].note, head));
            }
            PageKind::Note(key) => put("hasPart", self.quotations(key, head)),
            PageKind::Recommendation(key) => {
                put(
                    "hasPart",
                    self.quotations(evidence.recommendations[key].note, head),
                );
            }
            PageKind::Themes => put("mainEntity", Some(self.codebook(head))),
            PageKind::Glossary => put("mainEntity", Some(self.term_set(head))),
            _ => {}
        }
        fields
    }

    /// The quotes that live on a note's page, each with how its speaker is named there.
    fn quotations(&self, note: NoteKey, head: &Head) -> Option<Value> {
        let quotes = self.evidence().notes[note].quotes.iter().flatten();
        list(
            quotes
                .take(MOST_QUOTES)
                .map(|key| self.quotation(*key, head))
                .collect(),
        )
    }

    fn quotation(&self, key: QuoteKey, head: &Head) -> Value {
        let evidence = self.evidence();
        let quote = &evidence.quotes[key];
        let speaker = self.setter.speaker(key);
        let detail = Some(speaker.detail).filter(|detail| !detail.is_empty());
        let (said_by, from) = match quote.speaker {
            Speaker::Participant(_) => {
                let person = object([
                    ("@type", Some(json!("Person"))),
                    ("name", Some(json!(speaker.name))),
                    ("description", detail.map(Value::from)),
                ]);
                (Some(person), None)
            }
            Speaker::Document(reference) => {
                let item = &evidence.references[reference].reference.item;
                (None, Some(work(item, None)))
            }
        };
        let themes = quote
            .themes
            .iter()
            .map(|theme| json!(evidence.theme_note(*theme).title));
        object([
            ("@type", Some(json!("Quotation"))),
            (
                "@id",
                Some(json!(self.url(head, &self.plan().quote(evidence, key)))),
            ),
            ("text", Some(json!(evidence.written(key).text()))),
            ("spokenByCharacter", said_by),
            ("isBasedOn", from),
            ("keywords", list(themes.collect())),
        ])
    }

    /// A study's publications: its versions of record, or the others.
    fn works(&self, study: StudyKey, record: bool) -> Vec<Value> {
        let evidence = self.evidence();
        let publications = evidence.studies[study].publications.iter();
        let wanted =
            publications.filter(|(_, relation)| (*relation == Relation::VersionOfRecord) == record);
        wanted
            .map(|(key, relation)| work(&evidence.references[*key].reference.item, Some(*relation)))
            .collect()
    }

    /// A theme as a term of the codebook.
    fn theme_term(&self, key: ThemeKey, head: &Head) -> Value {
        let evidence = self.evidence();
        let note = evidence.theme_note(key);
        let plain = note
            .theme_matter()
            .and_then(|matter| matter.plain_title.clone());
        object([
            ("@type", Some(json!("DefinedTerm"))),
            ("name", Some(json!(note.title))),
            ("alternateName", plain.map(Value::from)),
            ("description", note.summary().map(Value::from)),
            ("termCode", Some(json!(note.note.id.as_str()))),
            (
                "url",
                Some(json!(
                    self.url(head, self.plan().note(evidence.themes[key].note))
                )),
            ),
            (
                "inDefinedTermSet",
                Some(json!(self.url(head, "themes/index.html"))),
            ),
        ])
    }

    fn codebook(&self, head: &Head) -> Value {
        let themes = self.evidence().themes.keys().take(MOST_TERMS);
        let terms = themes.map(|key| self.theme_term(key, head));
        self.defined(head, list(terms.collect()))
    }

    fn term_set(&self, head: &Head) -> Value {
        let evidence = self.evidence();
        let terms = evidence.terms.keys().take(MOST_TERMS).map(|key| {
            let term = &evidence.terms[key];
            object([
                ("@type", Some(json!("DefinedTerm"))),
                ("name", Some(json!(term.written.term.value))),
                (
                    "alternateName",
                    term.written.abbreviation.as_ref().map(|text| json!(text)),
                ),
                ("description", Some(json!(term.written.definition))),
                (
                    "url",
                    Some(json!(self.url(head, &self.plan().term(evidence, key)))),
                ),
            ])
        });
        self.defined(head, list(terms.collect()))
    }

    fn defined(&self, head: &Head, terms: Option<Value>) -> Value {
        object([
            ("@type", Some(json!("DefinedTermSet"))),
            (
                "name",
                Some(json!(format!(
                    "{}: {}",
                    self.evidence().config.title,
                    head.title
                ))),
            ),
            ("url", Some(json!(self.url(head, &head.path)))),
            ("hasDefinedTerm", terms),
        ])
    }

    /// All downloads as one data set.
    fn data_set(&self, head: &Head) -> Value {
        let evidence = self.evidence();
        let config = &evidence.config;
        let files = (self.files)().into_iter().map(|file| {
            json!({
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": self.url(head, &file.path),
                "encodingFormat": file.media,
                "contentSize": format!("{} kB", file.kilobytes),
            })
        });
        let facets = config.facets.iter().map(|facet| json!(facet.label));
        let attributes = evidence
            .attributes
            .values()
            .map(|attribute| json!(attribute.label));
        let licence = config.licence.as_ref();
        let holder = licence.and_then(|licence| licence.holder.as_ref());
        object([
            ("@type", Some(json!("Dataset"))),
            ("name", Some(json!(config.title))),
            (
                "description",
                Some(json!(config.description.as_ref().unwrap_or(&config.title))),
            ),
            ("url", Some(json!(self.url(head, &head.path)))),
            ("inLanguage", Some(json!(config.language))),
            ("isAccessibleForFree", Some(json!(true))),
            (
                "license",
                licence.map(|licence| {
                    json!(
                        licence
                            .url
                            .as_ref()
                            .map_or(licence.name.as_str(), |url| url.as_str())
                    )
                }),
            ),
            ("copyrightNotice", holder.map(|holder| json!(holder))),
            ("variableMeasured", list(facets.chain(attributes).collect())),
            ("distribution", list(files.collect())),
        ])
    }

    /// The way from the home page to a page.
    fn breadcrumbs(&self, head: &Head) -> Value {
        let here = Link {
            label: head.title.clone(),
            path: head.path.clone(),
        };
        let steps = head.breadcrumbs.iter().chain([&here]).enumerate();
        let steps = steps.map(|(at, step)| {
            json!({
                "@type": "ListItem",
                "position": at + 1,
                "name": step.label,
                "item": self.url(head, &step.path),
            })
        });
        json!({"@type": "BreadcrumbList", "itemListElement": steps.collect::<Vec<_>>()})
    }
}

/// A publication.
fn work(item: &Map<String, Value>, relation: Option<Relation>) -> Value {
    let text = |field: &str| item.get(field).and_then(Value::as_str);
    let kind = match text("type").unwrap_or_default() {
        _ if relation == Some(Relation::Preprint) => "ScholarlyArticle",
        "article-journal" | "paper-conference" | "article" | "manuscript" => "ScholarlyArticle",
        "book" => "Book",
        "chapter" => "Chapter",
        "report" => "Report",
        "thesis" => "Thesis",
        "dataset" => "Dataset",
        "article-newspaper" | "article-magazine" => "Article",
        "webpage" => "WebPage",
        _ => "CreativeWork",
    };
    let authors = people(item).into_iter().map(|(name, body)| {
        let kind = if body { "Organization" } else { "Person" };
        json!({"@type": kind, "name": name})
    });
    let address = Some(address(item)).filter(|address| !address.is_empty());
    let issued = Some(date(item)).filter(|date| !date.is_empty());
    let journal = text("container-title").map(|name| {
        object([
            ("@type", Some(json!("Periodical"))),
            ("name", Some(json!(name))),
            ("issn", text("ISSN").map(Value::from)),
        ])
    });
    object([
        ("@type", Some(json!(kind))),
        (
            "name",
            text("title").map(|title| json!(without_tags(title))),
        ),
        (
            "headline",
            text("title").map(|title| json!(without_tags(title))),
        ),
        ("author", list(authors.collect())),
        ("datePublished", issued.map(Value::from)),
        ("isPartOf", journal.filter(|_| kind == "ScholarlyArticle")),
        ("pagination", text("page").map(Value::from)),
        (
            "identifier",
            text("DOI")
                .map(|doi| json!({"@type": "PropertyValue", "propertyID": "doi", "value": doi})),
        ),
        ("sameAs", address.map(Value::from)),
        (
            "creativeWorkStatus",
            relation.map(|relation| json!(relation.name())),
        ),
    ])
}

/// An object without what is absent.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let there = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(there.collect())
}

/// Absent where there is nothing.
fn list(items: Vec<Value>) -> Option<Value> {
    (!items.is_empty()).then_some(Value::Array(items))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publication_says_what_its_reference_says() {
        let item = json!({
            "type": "article-journal", "title": "On <i>care</i>", "DOI": "10.1/x", "page": "1-9", "container-title": "J",
            "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, {"literal": "others"}],
            "issued": {"date-parts": [[2021, 9]]},
        });
        let work = work(
            item.as_object().expect("an object"),
            Some(Relation::VersionOfRecord),
        );
        assert_eq!(work["@type"], "ScholarlyArticle");
        assert_eq!(work["name"], "On care");
        assert_eq!(
            work["author"],
            json!([{"@type": "Person", "name": "van der Berg, Jan"}])
        );
        assert_eq!(
            (&work["datePublished"], &work["sameAs"]),
            (&json!("2021-09"), &json!("https://doi.org/10.1/x"))
        );
        assert!(work.get("identifier").is_some() && work.get("volume").is_none());
    }
}
