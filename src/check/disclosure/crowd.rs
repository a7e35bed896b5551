//! How many people fit what readers know of somebody, and what a quote adds to it.

use super::details::{Detail, holds, lower_words};
use crate::evidence::{Evidence, ParticipantKey, StudyKey};
use crate::private::Private;
use std::collections::{HashMap, HashSet};

/// The people of each study by what is published of them.
pub struct Crowd<'e> {
    evidence: &'e Evidence,
    private: &'e Private,
    /// For each participant the group of those with the same published values.
    group_of: Vec<usize>,
    sizes: Vec<usize>,
    /// Who of a group has a word in a cell of a column. Only words that somebody gave away are kept.
    having: HashMap<(usize, String, String), Vec<ParticipantKey>>,
}

impl<'e> Crowd<'e> {
    /// For the details that some people gave away.
    pub fn of<'d>(
        evidence: &'e Evidence,
        private: &'e Private,
        given: impl Iterator<Item = (ParticipantKey, &'d Detail)>,
    ) -> Self {
        let mut groups: HashMap<(StudyKey, &[Option<usize>]), usize> = HashMap::new();
        let mut sizes: Vec<usize> = Vec::new();
        let mut group_of = Vec::with_capacity(evidence.participants.len());
        for person in evidence.participants.values() {
            let next = groups.len();
            let group = *groups.entry((person.study, &person.values)).or_insert(next);
            if group == sizes.len() {
                sizes.push(0);
            }
            sizes[group] += 1;
            group_of.push(group);
        }
        let keys: HashSet<(usize, String, String)> = given
            .map(|(person, detail)| {
                (
                    group_of[person.index()],
                    detail.column.clone(),
                    rarest(detail),
                )
            })
            .collect();
        let mut crowd = Self {
            evidence,
            private,
            group_of,
            sizes,
            having: keys.into_iter().map(|key| (key, Vec::new())).collect(),
        };
        crowd.fill();
        crowd
    }

    fn fill(&mut self) {
        let wanted: HashSet<usize> = self.having.keys().map(|(group, ..)| *group).collect();
        for (key, person) in self.evidence.participants.iter() {
            let group = self.group_of[key.index()];
            if !wanted.contains(&group) {
                continue;
            }
            for cell in self.private.cells(person.place) {
                let mut words = lower_words(&cell.value);
                words.sort();
                words.dedup();
                for word in words {
                    let people = self.having.get_mut(&(group, cell.column.clone(), word));
                    people.into_iter().for_each(|people| people.push(key));
                }
            }
        }
    }

    /// How many people share all published values with somebody.
    pub fn group(&self, person: ParticipantKey) -> usize {
        self.sizes[self.group_of[person.index()]]
    }

    /// How many of those fit some details too.
    pub fn fitting(&self, person: ParticipantKey, details: &[&Detail]) -> usize {
        let group = self.group_of[person.index()];
        let having = |detail: &&Detail| {
            let key = (group, detail.column.clone(), rarest(detail));
            self.having.get(&key).map_or(&[][..], Vec::as_slice)
        };
        let Some(fewest) = details.iter().map(having).min_by_key(|people| people.len()) else {
            return self.group(person);
        };
        let fits =
            |other: &&ParticipantKey| details.iter().all(|detail| self.fits(**other, detail));
        fewest.iter().filter(fits).count()
    }

    /// Whether a cell of somebody is what a detail says. Words for the whole cell mean that value; a part may mean others
    /// that hold it too.
    fn fits(&self, person: ParticipantKey, detail: &Detail) -> bool {
        let cells = self.private.cells(self.evidence.participants[person].place);
        let mut cells = cells.iter().filter(|cell| cell.column == detail.column);
        cells.any(|cell| {
            let words = lower_words(&cell.value);
            if detail.whole {
                words == detail.words
            } else {
                holds(&words, &detail.words)
            }
        })
    }
}

/// The word of a detail that fewest others are likely to have: the longest.
fn rarest(detail: &Detail) -> String {
    let longest = detail.words.iter().max_by_key(|word| word.len());
    longest.cloned().unwrap_or_default()
}
