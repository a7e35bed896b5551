//! The lists of quotes: all of them, and by theme, participant group, facet value and document.

use super::weight::{Cards, page_ends};
use crate::evidence::{
    AttributeKey, Evidence, FacetRef, Key, QuoteKey, ReferenceKey, Speaker, StudyKey, ThemeKey,
};
use crate::model::slug;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// The most quotes on one page of a list; fewer where they are long.
const QUOTES_PER_PAGE: usize = 100;

/// One list of quotes, on one page or several.
#[derive(Debug)]
pub struct QuoteList {
    pub kind: QuoteListKind,
    /// The path of the first page without `.html`.
    stem: String,
    pub quotes: Vec<QuoteKey>,
    /// Where each page ends among the quotes.
    ends: Vec<usize>,
}

/// What the quotes of a list have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuoteListKind {
    All,
    Theme(ThemeKey),
    /// An attribute and the index of its value.
    Attribute(AttributeKey, usize),
    Facet(FacetRef),
    Document(Document),
}

/// What quotes are taken from: the transcripts of a study, or a cited document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Document {
    Study(StudyKey),
    Reference(ReferenceKey),
}

impl QuoteList {
    /// How many pages the list takes; an empty list still has one.
    pub fn pages(&self) -> usize {
        self.ends.len().max(1)
    }

    /// The path of a page, by its number from 0.
    pub fn path(&self, number: usize) -> String {
        numbered(&self.stem, number)
    }

    /// Which quotes of the list stand on a page, by its number from 0.
    pub fn range(&self, number: usize) -> Range<usize> {
        part(&self.ends, number)
    }

    /// True where the pages end where they would with cards of these weights.
    pub(super) fn fits(&self, cards: &Cards) -> bool {
        ends(&self.quotes, cards) == self.ends
    }

    /// The quotes of a page, by its number from 0.
    pub fn page(&self, number: usize) -> &[QuoteKey] {
        &self.quotes[self.range(number)]
    }
}

/// The path of one page of several, by its number from 0.
pub(super) fn numbered(stem: &str, number: usize) -> String {
    match number {
        0 => format!("{stem}.html"),
        number => format!("{stem}-{}.html", number + 1),
    }
}

/// The items of one page of several, given where each page ends.
pub(super) fn part(ends: &[usize], number: usize) -> Range<usize> {
    let start = number
        .checked_sub(1)
        .and_then(|before| ends.get(before))
        .copied()
        .unwrap_or(0);
    start..ends.get(number).copied().unwrap_or(start)
}

/// Every list that holds a quote, and the list of all quotes.
pub fn all(
    evidence: &Evidence,
    theme_quotes: &[Vec<QuoteKey>],
    cards: &Cards,
    paths: &mut Paths,
) -> Vec<QuoteList> {
    let mut lists = Lists {
        lists: Vec::new(),
        cards,
        paths,
    };
    lists.add(
        QuoteListKind::All,
        "index",
        evidence.quotes.keys().collect(),
    );
    for (theme, quotes) in evidence.themes.keys().zip(theme_quotes) {
        let name = format!("theme-{}", evidence.theme_note(theme).note.id);
        lists.add(QuoteListKind::Theme(theme), &name, quotes.clone());
    }
    for (attribute, values) in by_attribute(evidence) {
        for (value, quotes) in values.into_iter().enumerate() {
            let attribute_entry = &evidence.attributes[attribute];
            let name = format!(
                "{}-{}",
                slug(&attribute_entry.name),
                slug(&attribute_entry.values[value])
            );
            lists.add(QuoteListKind::Attribute(attribute, value), &name, quotes);
        }
    }
    for (facet, quotes) in by_facet(evidence) {
        let declared = &evidence.config.facets[facet.facet];
        let name = format!(
            "{}-{}",
            slug(&declared.name),
            slug(&declared.values[facet.value].name)
        );
        lists.add(QuoteListKind::Facet(facet), &name, quotes);
    }
    for (study, entry) in evidence.studies.iter() {
        let name = format!("study-{}", evidence.notes[entry.note].note.id);
        lists.add(
            QuoteListKind::Document(Document::Study(study)),
            &name,
            entry.quotes.clone(),
        );
    }
    for (reference, quotes) in by_reference(evidence) {
        let name = format!(
            "source-{}",
            slug(&evidence.references[reference].reference.key)
        );
        lists.add(
            QuoteListKind::Document(Document::Reference(reference)),
            &name,
            quotes,
        );
    }
    lists.lists
}

/// The paths below `quotes/` that some page has already.
pub struct Paths(HashSet<String>);

impl Default for Paths {
    fn default() -> Self {
        Self(HashSet::from(["quotes/voices.html".to_owned()]))
    }
}

impl Paths {
    /// The first stem like `name` whose pages are all free, which they are no longer.
    pub(super) fn take(&mut self, name: &str, pages: usize) -> String {
        let mut stem = format!("quotes/{name}");
        let all = |stem: &str| {
            (0..pages.max(1))
                .map(|number| numbered(stem, number))
                .collect()
        };
        let mut wanted: Vec<String> = all(&stem);
        while wanted.iter().any(|path| self.0.contains(path)) {
            // `-list` cannot meet the number of a page.
            stem.push_str("-list");
            wanted = all(&stem);
        }
        self.0.extend(wanted);
        stem
    }
}

/// Where each page of a list ends.
fn ends(quotes: &[QuoteKey], cards: &Cards) -> Vec<usize> {
    let weights = quotes.iter().map(|quote| cards.of_quote(*quote));
    page_ends(weights, QUOTES_PER_PAGE)
}

struct Lists<'a> {
    lists: Vec<QuoteList>,
    cards: &'a Cards,
    paths: &'a mut Paths,
}

impl Lists<'_> {
    /// Adds a list under the first free name. Only the list of all quotes may be empty.
    fn add(&mut self, kind: QuoteListKind, name: &str, quotes: Vec<QuoteKey>) {
        if quotes.is_empty() && kind != QuoteListKind::All {
            return;
        }
        let ends = ends(&quotes, self.cards);
        let stem = self.paths.take(name, ends.len());
        self.lists.push(QuoteList {
            kind,
            stem,
            quotes,
            ends,
        });
    }
}

fn by_attribute(evidence: &Evidence) -> Vec<(AttributeKey, Vec<Vec<QuoteKey>>)> {
    let mut all: Vec<(AttributeKey, Vec<Vec<QuoteKey>>)> = evidence
        .attributes
        .iter()
        .map(|(key, attribute)| (key, vec![Vec::new(); attribute.values.len()]))
        .collect();
    for (key, quote) in evidence.quotes.iter() {
        if let Speaker::Participant(participant) = quote.speaker {
            for (attribute, values) in &mut all {
                if let Some(value) = evidence.value_of(participant, *attribute) {
                    values[value].push(key);
                }
            }
        }
    }
    all
}

fn by_facet(evidence: &Evidence) -> BTreeMap<FacetRef, Vec<QuoteKey>> {
    let mut facets: BTreeMap<FacetRef, Vec<QuoteKey>> = BTreeMap::new();
    for (key, quote) in evidence.quotes.iter() {
        for facet in &quote.facets {
            facets.entry(*facet).or_default().push(key);
        }
    }
    facets
}

fn by_reference(
    evidence: &Evidence,
) -> BTreeMap<Key<crate::evidence::ReferenceEntry>, Vec<QuoteKey>> {
    let mut references: BTreeMap<_, Vec<QuoteKey>> = BTreeMap::new();
    for (key, quote) in evidence.quotes.iter() {
        if let Speaker::Document(reference) = quote.speaker {
            references.entry(reference).or_default().push(key);
        }
    }
    references
}
