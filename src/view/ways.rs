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

impl Views<'_> {
    /// Every way, as the index shows it.
    pub(super) fn ways(&self) -> Vec<Way> {
        let ways = self.plan().ways.iter();
        ways.map(|way| match way.path(0) {
            None => self.way(way, 0..way.values.len()),
            Some(path) => {
                let label = self.way_title(way.kind);
                let shown = self.way(way, 0..0);
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
            way: self.way(way, way.range(number)),
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

    fn way(&self, way: &plan::Way, range: std::ops::Range<usize>) -> Way {
        Way {
            by: by(way.kind),
            name: way.name.clone(),
            label: self.way_label(way.kind),
            values: range
                .map(|at| self.way_value(way.values[at], &way.names[at]))
                .collect(),
            page: None,
        }
    }

    fn way_value(&self, kind: QuoteListKind, name: &str) -> WayValue {
        let list = self.plan().list(kind);
        WayValue {
            label: self.subject(kind).0,
            path: list.map(|list| list.path(0)),
            count: list.map_or(0, |list| list.quotes.len()),
            is: name.to_owned(),
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
        let ways = &self.plan().ways;
        let found = ways.iter().find(|other| other.kind == way);
        let name = found.and_then(|way| Some((&way.name, &way.names[way.position(kind)?])));
        name.map(|(way, value)| format!("{}={}", encoded(way), encoded(value)))
            .unwrap_or_default()
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
    }
}
