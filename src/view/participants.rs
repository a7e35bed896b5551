//! The participants of one study, as the publishing rules allow.

use super::Views;
use super::chain::Chain;
use super::common::{Head, Link};
use super::parts::Parts;
use crate::evidence::{ParticipantKey, StudyKey};
use crate::plan::participant_anchor;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct ParticipantsPage {
    pub head: Head,
    pub study: Link,
    /// The labels of the published attributes, in the order of the rules.
    pub attributes: Vec<String>,
    /// How many people there are on all pages.
    pub total: usize,
    pub rows: Vec<ParticipantRow>,
    pub parts: Option<Parts>,
    /// Columns that are held back, by count only.
    pub held_back: usize,
    pub chain: Chain,
}

/// One participant.
#[derive(Debug, Clone, Serialize)]
pub struct ParticipantRow {
    pub id: String,
    pub anchor: String,
    /// One value for each published attribute; empty where the table holds none.
    pub values: Vec<String>,
    /// Permalinks of this participant's quotes, labelled with the first words.
    pub quotes: Vec<Link>,
}

impl Views<'_> {
    /// A page of a study's participants, by its number from 0.
    pub(super) fn participants(
        &self,
        study: StudyKey,
        number: usize,
        path: &str,
    ) -> ParticipantsPage {
        let evidence = self.evidence();
        let entry = &evidence.studies[study];
        let people = self.plan().people(study);
        let range = people.map_or(0..0, |people| people.range(number));
        let here = entry.participants[range].iter();
        let id = |index: usize| evidence.participants[entry.participants[index]].id.clone();
        let mut head = self.made_head("participants", Some("studies"), path);
        head.breadcrumbs.push(self.section_crumb("studies"));
        head.breadcrumbs.push(self.note_link(entry.note));
        ParticipantsPage {
            head,
            study: self.note_link(entry.note),
            attributes: evidence
                .attributes
                .values()
                .map(|attribute| attribute.label.clone())
                .collect(),
            total: entry.participants.len(),
            rows: here.map(|key| self.participant_row(*key)).collect(),
            parts: people.map(|people| Parts::of(people, number, id)),
            held_back: evidence.held_back[study.index()],
            chain: self.study_chain("participant", study),
        }
    }

    fn participant_row(&self, key: ParticipantKey) -> ParticipantRow {
        let evidence = self.evidence();
        let participant = &evidence.participants[key];
        let value =
            |(attribute, entry): (crate::evidence::AttributeKey, &crate::evidence::Attribute)| {
                let value = evidence
                    .value_of(key, attribute)
                    .map(|value| entry.values[value].clone());
                value.unwrap_or_default()
            };
        let quote = |quote: &crate::evidence::QuoteKey| Link {
            label: crate::typeset::first_words(&evidence.written(*quote).text()),
            path: self.plan().quote(evidence, *quote),
        };
        ParticipantRow {
            id: participant.id.clone(),
            anchor: participant_anchor(&participant.id),
            values: evidence.attributes.iter().map(value).collect(),
            quotes: participant.quotes.iter().map(quote).collect(),
        }
    }
}
