//! The ways into the quotes: by theme, by each published attribute, by each facet, by strand and by document.

use super::lists::{Document, Paths, QuoteListKind, numbered, part};
use super::weight;
use crate::evidence::{AttributeKey, Evidence, FacetRef, Speaker, in_order};
use crate::model::slug;
use std::ops::Range;

/// The bytes that one way may take on the index of quotes, and all of them together.
const MOST_OF_ONE: usize = 12_000;
const MOST_OF_ALL: usize = 40_000;

/// One way of dividing the quotes.
#[derive(Debug)]
pub struct Way {
    pub kind: WayKind,
    /// Every value, those without a quote too.
    pub values: Vec<QuoteListKind>,
    /// The pages of its own, where the values are too many for the index.
    parted: Option<Parted>,
}

/// What quotes are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayKind {
    Theme,
    Attribute(AttributeKey),
    /// A facet by its index in the configuration.
    Facet(usize),
    Study,
    Source,
}

#[derive(Debug)]
struct Parted {
    stem: String,
    ends: Vec<usize>,
}

impl Way {
    /// How many pages of its own it takes; none where the index holds it.
    pub fn pages(&self) -> usize {
        self.parted.as_ref().map_or(0, |parted| parted.ends.len())
    }

    /// The path of one of its own pages, by the number from 0.
    pub fn path(&self, number: usize) -> Option<String> {
        let parted = self
            .parted
            .as_ref()
            .filter(|parted| number < parted.ends.len())?;
        Some(numbered(&parted.stem, number))
    }

    /// Which values stand on one of its own pages.
    pub fn range(&self, number: usize) -> Range<usize> {
        self.parted
            .as_ref()
            .map_or(0..0, |parted| part(&parted.ends, number))
    }
}

/// Every way that has a value.
pub fn all(evidence: &Evidence, paths: &mut Paths) -> Vec<Way> {
    let mut left = MOST_OF_ALL;
    let mut ways = Vec::new();
    for (kind, name, values) in written(evidence) {
        if values.is_empty() {
            continue;
        }
        let weights = || {
            values
                .iter()
                .map(|value| weight::of_value(evidence, *value))
        };
        let bytes: usize = weights().sum();
        let stays = bytes <= MOST_OF_ONE.min(left);
        if stays {
            left -= bytes;
        }
        let parted = (!stays).then(|| {
            let ends = weight::page_ends(weights(), usize::MAX);
            let stem = paths.take(&format!("by-{name}"), ends.len());
            Parted { stem, ends }
        });
        ways.push(Way {
            kind,
            values,
            parted,
        });
    }
    ways
}

/// The ways with their names and values, in their order.
fn written(evidence: &Evidence) -> Vec<(WayKind, String, Vec<QuoteListKind>)> {
    let mut ways = Vec::new();
    let themes = evidence.themes.keys().map(QuoteListKind::Theme);
    ways.push((WayKind::Theme, "theme".to_owned(), themes.collect()));
    for (key, attribute) in evidence.attributes.iter() {
        let values = (0..attribute.values.len()).map(|value| QuoteListKind::Attribute(key, value));
        ways.push((
            WayKind::Attribute(key),
            slug(&attribute.name),
            values.collect(),
        ));
    }
    for (index, facet) in evidence.config.facets.iter().enumerate() {
        let at = |value| {
            QuoteListKind::Facet(FacetRef {
                facet: index,
                value,
            })
        };
        let values = (0..facet.values.len()).map(at);
        ways.push((WayKind::Facet(index), slug(&facet.name), values.collect()));
    }
    let document = QuoteListKind::Document;
    let studies = evidence.studies.keys().map(Document::Study).map(document);
    ways.push((WayKind::Study, "study".to_owned(), studies.collect()));
    let cited = evidence
        .quotes
        .values()
        .filter_map(|quote| match quote.speaker {
            Speaker::Document(reference) => Some(reference),
            Speaker::Participant(_) => None,
        });
    let sources = in_order(cited)
        .into_iter()
        .map(Document::Reference)
        .map(document);
    ways.push((WayKind::Source, "source".to_owned(), sources.collect()));
    ways
}
