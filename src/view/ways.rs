//! The ways into the quotes, on the index and on pages of their own.

use super::Views;
use super::common::{Head, Link};
use super::quotes::Pages;
use crate::plan::{self, Document, QuoteListKind, WayKind};
use serde::Serialize;

/// A page of a way that has too many values for the index.
#[derive(Debug, Clone, Serialize)]
pub struct WaysPage {
    pub head: Head,
    pub way: Way,
    /// Values on all pages.
    pub total: usize,
    pub pages: Pages,
}

/// One way of dividing the quotes.
#[derive(Debug, Clone, Serialize)]
pub struct Way {
    /// `theme`, `attribute`, `facet`, `study`, `source`; words in `quotes.way`.
    pub by: &'static str,
    /// The name by which the filter's address knows it: `theme`, `group`, `level`.
    pub name: String,
    /// The attribute's or facet's label.
    pub label: Option<String>,
    /// Empty where they are too many for the index.
    pub values: Vec<WayValue>,
    /// The page that lists the values, where the index does not.
    pub page: Option<Link>,
}

/// One value of a way.
#[derive(Debug, Clone, Serialize)]
pub struct WayValue {
    pub label: String,
    /// The list of its quotes; absent where it has none, which is a gap.
    pub path: Option<String>,
    pub count: usize,
    /// The value by which the filter's address knows it.
    pub is: String,
}

/// Names of an address that no attribute and no facet may take.
const TAKEN: &[&str] = &["q", "kind", "theme", "study", "source", "sort", "page"];

impl Views<'_> {
    /// Every way, as the index shows it.
    pub(super) fn ways(&self) -> Vec<Way> {
        let ways = self.plan().ways.iter();
        ways.map(|way| match way.path(0) {
            None => self.way(way, &way.values),
            Some(path) => {
                let label = self.way_title(way.kind);
                let shown = self.way(way, &[]);
                Way {
                    page: Some(Link { label, path }),
                    ..shown
                }
            }
        })
        .collect()
    }

    /// A page of a way, by the way's index and the page's number from 0.
    pub(super) fn ways_page(&self, way: usize, number: usize, path: &str) -> WaysPage {
        let way = &self.plan().ways[way];
        let title = self.way_title(way.kind);
        let mut head = self.titled_head("ways", title, Some("quotes"), path);
        head.breadcrumbs.push(self.section_crumb("quotes"));
        WaysPage {
            head,
            way: self.way(way, &way.values[way.range(number)]),
            total: way.values.len(),
            pages: Pages {
                number: number + 1,
                of: way.pages(),
                previous: number.checked_sub(1).and_then(|number| way.path(number)),
                next: way.path(number + 1),
            },
        }
    }

    /// The name of a way for people: `Quotes by theme`.
    pub(super) fn way_title(&self, kind: WayKind) -> String {
        let key = format!("quotes.ways_by.{}", by(kind));
        self.words()
            .get(&key)
            .replace("{label}", &self.way_label(kind).unwrap_or_default())
    }

    fn way(&self, way: &plan::Way, values: &[QuoteListKind]) -> Way {
        Way {
            by: by(way.kind),
            name: self.way_name(way.kind),
            label: self.way_label(way.kind),
            values: values.iter().map(|kind| self.way_value(*kind)).collect(),
            page: None,
        }
    }

    fn way_value(&self, kind: QuoteListKind) -> WayValue {
        let list = self.plan().list(kind);
        WayValue {
            label: self.subject(kind).0,
            path: list.map(|list| list.path(0)),
            count: list.map_or(0, |list| list.quotes.len()),
            is: self.value_name(kind),
        }
    }

    fn way_label(&self, kind: WayKind) -> Option<String> {
        let evidence = self.evidence();
        match kind {
            WayKind::Attribute(key) => Some(evidence.attributes[key].label.clone()),
            WayKind::Facet(index) => Some(evidence.config.facets[index].label.clone()),
            WayKind::Theme | WayKind::Study | WayKind::Source => None,
        }
    }

    fn way_name(&self, kind: WayKind) -> String {
        let evidence = self.evidence();
        match kind {
            WayKind::Theme => "theme".to_owned(),
            WayKind::Study => "study".to_owned(),
            WayKind::Source => "source".to_owned(),
            WayKind::Attribute(key) => free(&evidence.attributes[key].name),
            WayKind::Facet(index) => free(&evidence.config.facets[index].name),
        }
    }

    fn value_name(&self, kind: QuoteListKind) -> String {
        let evidence = self.evidence();
        let id = |note| evidence.notes[note].note.id.to_string();
        match kind {
            QuoteListKind::All => String::new(),
            QuoteListKind::Theme(key) => id(evidence.themes[key].note),
            QuoteListKind::Attribute(key, value) => evidence.attributes[key].values[value].clone(),
            QuoteListKind::Facet(facet) => {
                let declared = &evidence.config.facets[facet.facet];
                declared.values[facet.value].name.clone()
            }
            QuoteListKind::Document(Document::Study(key)) => id(evidence.studies[key].note),
            QuoteListKind::Document(Document::Reference(key)) => {
                evidence.references[key].reference.key.clone()
            }
        }
    }

    /// What names a list in the filter's address: `theme=co-location`.
    pub(super) fn parameter(&self, kind: QuoteListKind) -> String {
        let way = match kind {
            QuoteListKind::All => return String::new(),
            QuoteListKind::Theme(_) => WayKind::Theme,
            QuoteListKind::Attribute(key, _) => WayKind::Attribute(key),
            QuoteListKind::Facet(facet) => WayKind::Facet(facet.facet),
            QuoteListKind::Document(Document::Study(_)) => WayKind::Study,
            QuoteListKind::Document(Document::Reference(_)) => WayKind::Source,
        };
        let (name, value) = (self.way_name(way), self.value_name(kind));
        format!("{}={}", encoded(&name), encoded(&value))
    }
}

/// A name of the programme's own that meets none of ours.
fn free(name: &str) -> String {
    if TAKEN.contains(&name) {
        format!("x-{name}")
    } else {
        name.to_owned()
    }
}

/// A part of an address as a form writes it.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

pub(super) fn by(kind: WayKind) -> &'static str {
    match kind {
        WayKind::Theme => "theme",
        WayKind::Attribute(_) => "attribute",
        WayKind::Facet(_) => "facet",
        WayKind::Study => "study",
        WayKind::Source => "source",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_as_a_form_writes_them() {
        assert_eq!(encoded("Patients & carers"), "Patients+%26+carers");
        assert_eq!(encoded("é"), "%C3%A9");
        assert_eq!(
            (free("group"), free("sort")),
            ("group".to_owned(), "x-sort".to_owned())
        );
    }
}
