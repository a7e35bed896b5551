//! Every reference once.

use super::Views;
use super::common::{Head, Link};
use super::parts::Parts;
use crate::evidence::{Entity, NoteKey};
use crate::model::Html;
use crate::plan::reference_anchor;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct ReferencesPage {
    pub head: Head,
    /// How many there are on all pages.
    pub total: usize,
    /// Those of this page, in the order of authors, then year, then title.
    pub references: Vec<ReferenceEntry>,
    pub parts: Parts,
    /// The name of the citation style.
    pub style: String,
}

/// One reference.
#[derive(Debug, Clone, Serialize)]
pub struct ReferenceEntry {
    /// `ref-barnett2012`.
    pub anchor: String,
    /// The citation key: `barnett2012`.
    pub key: String,
    pub entry: Html,
    /// Pages that cite it, by their step of the chain: recommendations first.
    pub cited_on: Vec<CitedOn>,
}

/// Pages of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct CitedOn {
    /// `recommendations`, `findings`, `themes`, `studies` or `pages`; words in `sitemap.groups`.
    pub section: &'static str,
    pub pages: Vec<Link>,
}

impl Views<'_> {
    /// A page of the references, by its number from 0.
    pub(super) fn references(&self, number: usize, path: &str) -> ReferencesPage {
        let evidence = self.evidence();
        let order = self.shared.references.get_or_init(|| {
            let mut order: Vec<_> = evidence.references.keys().collect();
            order.sort_by_key(|key| evidence.references[*key].rank);
            order
        });
        let split = &self.plan().references;
        let here = &order[split.range(number)];
        ReferencesPage {
            head: self.made_head("references", Some("references"), path),
            total: order.len(),
            references: here.iter().map(|key| self.reference_entry(*key)).collect(),
            parts: Parts::of(split, number, |index| self.setter.short_name(order[index])),
            style: evidence.style_title.clone(),
        }
    }

    fn reference_entry(&self, key: crate::evidence::ReferenceKey) -> ReferenceEntry {
        let entry = &self.evidence().references[key];
        ReferenceEntry {
            anchor: reference_anchor(&entry.reference.key),
            key: entry.reference.key.clone(),
            entry: self.setter.rich(&entry.formatted.entry),
            cited_on: self.cited_on(&entry.cited_on),
        }
    }

    fn cited_on(&self, notes: &[NoteKey]) -> Vec<CitedOn> {
        let sections = ["recommendations", "findings", "themes", "studies", "pages"];
        let groups = sections.iter().map(|section| {
            let of_it = notes
                .iter()
                .filter(|note| self.section_of(**note) == *section);
            CitedOn {
                section,
                pages: of_it.map(|note| self.note_link(*note)).collect(),
            }
        });
        groups.filter(|group| !group.pages.is_empty()).collect()
    }

    fn section_of(&self, note: NoteKey) -> &'static str {
        match self.evidence().notes[note].entity {
            Entity::Recommendation(_) => "recommendations",
            Entity::Finding(_) => "findings",
            Entity::Theme(_) => "themes",
            Entity::Study(_) => "studies",
            Entity::Home | Entity::Page => "pages",
        }
    }
}
