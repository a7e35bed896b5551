//! The participants of one study, as the publishing rules allow.

use super::Views;
use super::chain::Chain;
use super::common::{Head, Link};
use crate::evidence::{ParticipantKey, StudyKey};
use crate::plan::participant_anchor;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct ParticipantsPage {
    pub head: Head,
    pub study: Link,
    /// The labels of the published attributes, in the order of the rules.
    pub attributes: Vec<String>,
    pub rows: Vec<ParticipantRow>,
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
    pub(super) fn participants(&self, study: StudyKey, path: &str) -> ParticipantsPage {
        let evidence = self.evidence();
        let entry = &evidence.studies[study];
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
            rows: entry
                .participants
                .iter()
                .map(|key| self.participant_row(*key))
                .collect(),
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
