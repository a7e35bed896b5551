//! Who is heard in some quotes, by one published attribute.

use super::Evidence;
use super::entities::{AttributeKey, ParticipantKey, QuoteKey, Speaker};
use std::collections::HashMap;

/// One group of participants and how much of it is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heard {
    /// The index of the attribute's value.
    pub value: usize,
    pub quotes: usize,
    /// Words in those quotes, without insertions.
    pub words: usize,
    /// People of the group who are quoted.
    pub quoted: usize,
    /// People of the group.
    pub participants: usize,
}

impl Evidence {
    /// What each group among `everybody` says in some quotes; groups of nobody are left out.
    pub fn heard(
        &self,
        attribute: AttributeKey,
        quotes: &[QuoteKey],
        everybody: impl IntoIterator<Item = ParticipantKey>,
    ) -> Vec<Heard> {
        let mut spoken: HashMap<ParticipantKey, (usize, usize)> = HashMap::new();
        for quote in quotes {
            let quote = &self.quotes[*quote];
            if let Speaker::Participant(key) = quote.speaker {
                let heard = spoken.entry(key).or_default();
                heard.0 += 1;
                heard.1 += quote.words;
            }
        }
        let values = 0..self.attributes[attribute].values.len();
        let mut groups: Vec<Heard> = values
            .map(|value| Heard {
                value,
                ..Heard::default()
            })
            .collect();
        for person in everybody {
            let Some(value) = self.value_of(person, attribute) else {
                continue;
            };
            let group = &mut groups[value];
            group.participants += 1;
            if let Some((quotes, words)) = spoken.get(&person) {
                group.quoted += 1;
                group.quotes += quotes;
                group.words += words;
            }
        }
        groups.retain(|group| group.participants > 0);
        groups
    }

    /// The people of the studies from which some quotes come.
    pub fn people_behind(&self, quotes: &[QuoteKey]) -> Vec<ParticipantKey> {
        let studies = self.studies_of(quotes);
        let people = studies
            .iter()
            .flat_map(|study| &self.studies[*study].participants);
        people.copied().collect()
    }
}
