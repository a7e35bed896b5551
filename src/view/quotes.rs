//! The quote index and its plain pages by theme, group, facet value and document.

use super::common::{CountedLink, Head, QuoteCard};
use super::Views;
use crate::plan::{Document, QUOTES_PER_PAGE, QuoteList, QuoteListKind};
use serde::Serialize;

/// One page of a list of quotes: the index itself, or a part of it.
#[derive(Debug, Clone, Serialize)]
pub struct QuotesPage {
    pub head: Head,
    /// What the list holds: `all`, `theme`, `attribute`, `facet`, `document`; words in `quotes.by`.
    pub by: &'static str,
    /// The theme, group, value or document; absent for all quotes.
    pub value: Option<CountedLink>,
    /// The attribute's or facet's label where `by` is `attribute` or `facet`.
    pub of: Option<String>,
    /// Quotes in the whole list.
    pub total: usize,
    /// The number of the first quote on this page, from 1.
    pub first: usize,
    pub quotes: Vec<std::sync::Arc<QuoteCard>>,
    /// The other ways into the index: one for each way of dividing it. Full on the index's first page.
    pub ways: Vec<Way>,
    pub pages: Pages,
}

/// One way of dividing the index.
#[derive(Debug, Clone, Serialize)]
pub struct Way {
    /// `theme`, `attribute`, `facet`, `document`.
    pub by: &'static str,
    /// The attribute's or facet's label.
    pub label: Option<String>,
    pub values: Vec<CountedLink>,
}

/// Where a page stands among the pages of one list.
#[derive(Debug, Clone, Serialize)]
pub struct Pages {
    /// From 1.
    pub number: usize,
    pub of: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
}

impl Views<'_> {
    /// A page of a list, by the list's index and the page's number from 0.
    pub(super) fn quotes(&self, list: usize, number: usize, path: &str) -> QuotesPage {
        let list = &self.plan().lists[list];
        let whole = list.kind == QuoteListKind::All;
        let value = self.list_value(list);
        let label = value.as_ref().map(|value| value.label.clone());
        let title = label.unwrap_or_else(|| self.words().get("titles.quotes").to_owned());
        let mut head = self.titled_head("quotes", title, Some("quotes"), path);
        if !whole {
            head.breadcrumbs.push(self.section_crumb("quotes"));
        }
        let ways = || self.shared.ways.get_or_init(|| self.ways()).clone();
        QuotesPage {
            head,
            by: by(list.kind),
            of: self.list_group(list.kind),
            value,
            total: list.quotes.len(),
            first: number * QUOTES_PER_PAGE + 1,
            quotes: self.quote_cards(list.page(number)),
            ways: if whole && number == 0 { ways() } else { Vec::new() },
            pages: Pages {
                number: number + 1,
                of: list.pages(),
                previous: number.checked_sub(1).map(|number| list.path(number)),
                next: (number + 1 < list.pages()).then(|| list.path(number + 1)),
            },
        }
    }

    /// What the quotes of a list have in common: its name, and the page about it.
    fn list_value(&self, list: &QuoteList) -> Option<CountedLink> {
        let (evidence, plan) = (self.evidence(), self.plan());
        let (label, path) = match list.kind {
            QuoteListKind::All => return None,
            QuoteListKind::Theme(key) => {
                let link = self.note_link(evidence.themes[key].note);
                (link.label, link.path)
            }
            QuoteListKind::Attribute(key, value) => {
                (evidence.attributes[key].values[value].clone(), "quotes/voices.html".to_owned())
            }
            QuoteListKind::Facet(facet) => {
                let label = evidence.config.facets[facet.facet].values[facet.value].label.clone();
                (label, "themes/index.html".to_owned())
            }
            QuoteListKind::Document(Document::Study(key)) => {
                let link = self.note_link(evidence.studies[key].note);
                (link.label, link.path)
            }
            QuoteListKind::Document(Document::Reference(key)) => {
                let label = crate::typeset::short_name(&evidence.references[key].reference);
                (label, plan.reference(evidence, key))
            }
        };
        let count = list.quotes.len();
        Some(CountedLink { label, path, count })
    }

    /// A list's name: `Sector: Primary care`.
    pub(super) fn list_label(&self, list: usize) -> String {
        let list = &self.plan().lists[list];
        let value = self.list_value(list).map(|value| value.label);
        let value = value.unwrap_or_else(|| self.words().get("titles.quotes").to_owned());
        match self.list_group(list.kind) {
            Some(group) => format!("{group}: {value}"),
            None => value,
        }
    }

    /// The label of the attribute or facet by which a list is made.
    fn list_group(&self, kind: QuoteListKind) -> Option<String> {
        let evidence = self.evidence();
        match kind {
            QuoteListKind::Attribute(key, _) => Some(evidence.attributes[key].label.clone()),
            QuoteListKind::Facet(facet) => Some(evidence.config.facets[facet.facet].label.clone()),
            _ => None,
        }
    }

    /// Every way of dividing the index, in the order of the lists.
    fn ways(&self) -> Vec<Way> {
        let mut ways: Vec<Way> = Vec::new();
        for list in self.plan().lists.iter().filter(|list| list.kind != QuoteListKind::All) {
            let (by, label) = (by(list.kind), self.list_group(list.kind));
            let value = self.list_value(list).map(|value| CountedLink {
                path: list.path(0),
                ..value
            });
            match ways.last_mut() {
                Some(way) if way.by == by && way.label == label => way.values.extend(value),
                _ => ways.push(Way {
                    by,
                    label,
                    values: value.into_iter().collect(),
                }),
            }
        }
        ways
    }
}

fn by(kind: QuoteListKind) -> &'static str {
    match kind {
        QuoteListKind::All => "all",
        QuoteListKind::Theme(_) => "theme",
        QuoteListKind::Attribute(..) => "attribute",
        QuoteListKind::Facet(_) => "facet",
        QuoteListKind::Document(_) => "document",
    }
}
