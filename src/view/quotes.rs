//! The quote index and its plain pages by theme, group, facet value and document.

use super::Views;
use super::chain::{Around, Chain};
use super::common::{Head, Link};
use crate::evidence::{QuoteKey, Speaker, ThemeKey};
use crate::plan::{Document, QuoteList, QuoteListKind};
use serde::Serialize;
use std::sync::Arc;

/// One page of a list of quotes: the index itself, or a part of it.
#[derive(Debug, Clone, Serialize)]
pub struct QuotesPage {
    pub head: Head,
    /// What the list holds: `all`, `theme`, `attribute`, `facet`, `document`; words in `quotes.by`.
    pub by: &'static str,
    /// The page about the theme, group or document that the quotes share, if there is one.
    pub about: Option<Link>,
    /// What the quotes share, as the programme describes it.
    pub description: Option<String>,
    /// The attribute's or facet's label where `by` is `attribute` or `facet`.
    pub of: Option<String>,
    /// Quotes in the whole list.
    pub total: usize,
    /// The number of the first quote on this page, from 1.
    pub first: usize,
    /// The cards of the quotes, as finished HTML.
    pub quotes: Vec<Arc<str>>,
    /// True where the page holds every quote. Then each card says what it is filed under, as the filter's address has it
    /// (`theme=co-location&level=micro`), so that the page's own script can find it.
    pub filed: bool,
    /// True where a quote here leaves words out, or has words put in.
    pub marked: bool,
    /// The other ways into the index: one for each way of dividing it. Full on the index's first page.
    pub ways: Vec<super::ways::Way>,
    /// What filters the index down to this list, where the index can filter: `theme=co-location`.
    pub narrow: Option<String>,
    pub pages: Pages,
    /// The chain of the quotes, where they share a theme or study.
    pub chain: Option<Chain>,
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
        let quotes = list.page(number);
        let whole = list.kind == QuoteListKind::All;
        let (title, about) = self.subject(list.kind);
        let mut head = self.titled_head("quotes", title.clone(), Some("quotes"), path);
        if let QuoteListKind::Theme(theme) = list.kind {
            head.breadcrumbs.push(self.section_crumb("themes"));
            head.breadcrumbs.extend(self.parents(theme));
            let note = self.evidence().themes[theme].note;
            head.breadcrumbs.push(self.note_link(note));
        }
        if !whole {
            head.breadcrumbs.push(self.section_crumb("quotes"));
        }
        let ways = || self.shared.ways.get_or_init(|| self.ways()).clone();
        let one_page = self.plan().lists[0].pages() == 1;
        let filed = whole && one_page && !quotes.is_empty();
        QuotesPage {
            head,
            by: by(list.kind),
            of: self.list_group(list.kind),
            about: about.map(|path| Link { label: title, path }),
            description: self.list_description(list.kind),
            total: list.quotes.len(),
            chain: self.list_chain(list),
            first: list.range(number).start + 1,
            filed,
            marked: self.any_marked(quotes),
            quotes: if filed {
                self.own_cards(quotes, path, "", |quote| self.filed(quote))
            } else {
                self.cards(quotes, path)
            },
            ways: if whole && number == 0 {
                ways()
            } else {
                Vec::new()
            },
            narrow: (!whole && one_page && number == 0).then(|| self.parameter(list.kind)),
            pages: Pages {
                number: number + 1,
                of: list.pages(),
                previous: number.checked_sub(1).map(|number| list.path(number)),
                next: (number + 1 < list.pages()).then(|| list.path(number + 1)),
            },
        }
    }

    /// Everything that a quote is filed under: its themes with those above them, its own first, then the speaker's
    /// published attributes, the facets, the strand and the document.
    fn filed(&self, key: QuoteKey) -> String {
        let evidence = self.evidence();
        let quote = &evidence.quotes[key];
        let mut kinds: Vec<QuoteListKind> = Vec::new();
        let mut themes: Vec<ThemeKey> = quote.themes.clone();
        for theme in &quote.themes {
            let mut above = evidence.themes[*theme].parent;
            while let Some(theme) = above.filter(|theme| !themes.contains(theme)) {
                themes.push(theme);
                above = evidence.themes[theme].parent;
            }
        }
        kinds.extend(themes.into_iter().map(QuoteListKind::Theme));
        match quote.speaker {
            Speaker::Participant(person) => {
                let value = |attribute| Some((attribute, evidence.value_of(person, attribute)?));
                let values = evidence.attributes.keys().filter_map(value);
                kinds.extend(values.map(|(key, value)| QuoteListKind::Attribute(key, value)));
            }
            Speaker::Document(reference) => {
                kinds.push(QuoteListKind::Document(Document::Reference(reference)));
            }
        }
        kinds.extend(quote.facets.iter().copied().map(QuoteListKind::Facet));
        let study = quote.study.map(Document::Study);
        kinds.extend(study.map(QuoteListKind::Document));
        let parameters: Vec<String> = kinds.into_iter().map(|kind| self.parameter(kind)).collect();
        parameters.join("&")
    }

    /// What the quotes of a list have in common, and the path of the page about it.
    pub(super) fn subject(&self, kind: QuoteListKind) -> (String, Option<String>) {
        let (evidence, plan) = (self.evidence(), self.plan());
        let note = |key| {
            let link = self.note_link(key);
            (link.label, Some(link.path))
        };
        match kind {
            QuoteListKind::All => (self.words().get("titles.quotes").to_owned(), None),
            QuoteListKind::Theme(key) => note(evidence.themes[key].note),
            QuoteListKind::Attribute(key, value) => (
                evidence.attributes[key].values[value].clone(),
                Some("quotes/voices.html".to_owned()),
            ),
            QuoteListKind::Facet(facet) => (
                evidence.config.facets[facet.facet].values[facet.value]
                    .label
                    .clone(),
                None,
            ),
            QuoteListKind::Document(Document::Study(key)) => note(evidence.studies[key].note),
            QuoteListKind::Document(Document::Reference(key)) => {
                let name = self.setter.short_name(key);
                (name, Some(plan.reference(evidence, key)))
            }
        }
    }

    fn list_chain(&self, list: &QuoteList) -> Option<Chain> {
        match list.kind {
            QuoteListKind::Theme(theme) => {
                let findings = self.evidence().findings_below(theme);
                let around = Around {
                    here: "quote",
                    recommendations: self.recommendations_on(&findings),
                    findings,
                    themes: vec![theme],
                    quotes: list.quotes.clone(),
                    ..Around::default()
                };
                Some(self.chain(&around, None))
            }
            QuoteListKind::Document(Document::Study(study)) => {
                Some(self.study_chain("quote", study))
            }
            _ => None,
        }
    }

    fn list_description(&self, kind: QuoteListKind) -> Option<String> {
        match kind {
            QuoteListKind::Facet(facet) => self.evidence().config.facets[facet.facet].values
                [facet.value]
                .description
                .clone(),
            _ => None,
        }
    }

    /// A list's name: `Sector: Primary care`.
    pub(super) fn list_label(&self, list: usize) -> String {
        let list = &self.plan().lists[list];
        let (value, _) = self.subject(list.kind);
        match self.list_group(list.kind) {
            Some(group) => self.labelled(group, value),
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
