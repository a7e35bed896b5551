//! The ways into the quotes: by theme, by each published attribute, by each facet, by strand and by document.

use super::lists::{Document, Paths, QuoteListKind, numbered, part};
use super::weight;
use crate::evidence::{AttributeKey, Evidence, FacetRef, NoteKey, Speaker, in_order};
use crate::model::slug;
use std::collections::HashSet;
use std::ops::Range;

/// The bytes that one way may take on the index of quotes, and all of them together.
const MOST_OF_ONE: usize = 12_000;
const MOST_OF_ALL: usize = 40_000;

/// One way of dividing the quotes.
#[derive(Debug)]
pub struct Way {
    pub kind: WayKind,
    /// The name by which addresses know it: `theme`, `group`, `level`.
    pub name: String,
    /// Every value, those without a quote too.
    pub values: Vec<QuoteListKind>,
    /// The name by which addresses know each value: `co-location`, `Patients and carers`.
    pub names: Vec<String>,
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
    /// Where a value stands among the others.
    pub fn position(&self, value: QuoteListKind) -> Option<usize> {
        match value {
            QuoteListKind::Attribute(_, at) => Some(at),
            QuoteListKind::Facet(facet) => Some(facet.value),
            QuoteListKind::Theme(key) => Some(key.index()),
            QuoteListKind::Document(Document::Study(key)) => Some(key.index()),
            // These alone are not all of a kind.
            other => self.values.iter().position(|value| *value == other),
        }
    }

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
    let mut ways: Vec<Way> = Vec::new();
    let mut taken: HashSet<String> = TAKEN.iter().map(|name| (*name).to_owned()).collect();
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
        let of_ours = matches!(kind, WayKind::Theme | WayKind::Study | WayKind::Source);
        let mut in_use = HashSet::new();
        ways.push(Way {
            kind,
            name: if of_ours {
                name
            } else {
                free(name, &mut taken)
            },
            names: values
                .iter()
                .map(|value| free(value_name(evidence, *value), &mut in_use))
                .collect(),
            values,
            parted,
        });
    }
    ways
}

/// Names of an address that no attribute and no facet may take.
const TAKEN: &[&str] = &[
    "q", "kind", "theme", "study", "source", "sort", "show", "page",
];

/// The first name like this one that nothing else has.
fn free(mut name: String, taken: &mut HashSet<String>) -> String {
    while name.is_empty() || !taken.insert(name.clone()) {
        name.push_str("-x");
    }
    name
}

fn value_name(evidence: &Evidence, kind: QuoteListKind) -> String {
    let id = |note: NoteKey| evidence.notes[note].note.id.to_string();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_values_share_a_name() {
        let mut taken = HashSet::from(["sort".to_owned()]);
        let names = ["sort", "a", "a", ""].map(|name| free(name.to_owned(), &mut taken));
        assert_eq!(names, ["sort-x", "a", "a-x", "-x"]);
    }
}
