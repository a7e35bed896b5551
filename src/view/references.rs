//! Every reference once.

use super::Views;
use super::common::{Head, Link};
use crate::model::Html;
use crate::plan::reference_anchor;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct ReferencesPage {
    pub head: Head,
    /// In the order of authors, then year, then title.
    pub references: Vec<ReferenceEntry>,
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
    /// Pages that cite it.
    pub cited_on: Vec<Link>,
}

impl Views<'_> {
    pub(super) fn references(&self, path: &str) -> ReferencesPage {
        let evidence = self.evidence();
        let mut order: Vec<_> = evidence.references.keys().collect();
        order.sort_by(|a, b| {
            let key = |key| &evidence.references[key].formatted.sort_key;
            key(*a).cmp(key(*b)).then(a.cmp(b))
        });
        ReferencesPage {
            head: self.made_head("references", Some("references"), path),
            references: order
                .into_iter()
                .map(|key| self.reference_entry(key))
                .collect(),
            style: evidence.style_title.clone(),
        }
    }

    fn reference_entry(&self, key: crate::evidence::ReferenceKey) -> ReferenceEntry {
        let entry = &self.evidence().references[key];
        ReferenceEntry {
            anchor: reference_anchor(&entry.reference.key),
            key: entry.reference.key.clone(),
            entry: self.setter.rich(&entry.formatted.entry),
            cited_on: entry
                .cited_on
                .iter()
                .map(|note| self.note_link(*note))
                .collect(),
        }
    }
}
