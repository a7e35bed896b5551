//! What would help small groups, tried out on the people there are.

use super::groups::{Group, Values, without};
use crate::evidence::Evidence;
use std::collections::HashMap;

/// What was tried for the whole programme.
pub struct Advice<'e> {
    evidence: &'e Evidence,
    wanted: usize,
    /// The attribute without which the smallest group is largest, and how many that group then holds.
    dropped: Option<(usize, usize)>,
}

/// For each attribute, and for all values but its own: the groups that differ in it alone.
pub type Merges<'g> = HashMap<(usize, Values), Vec<&'g Group>>;

impl<'e> Advice<'e> {
    pub fn of(evidence: &'e Evidence, wanted: usize) -> Self {
        let attributes = 0..evidence.attributes.len();
        let tried = attributes.map(|attribute| (attribute, smallest_without(evidence, attribute)));
        // Of several that help as much, the last adds most detail as a rule.
        let dropped = tried.max_by_key(|(_, smallest)| (*smallest).min(wanted));
        Self {
            evidence,
            wanted,
            dropped,
        }
    }

    /// Finds, in one pass over the groups of a study, which of them could be merged.
    pub fn merges<'g>(&self, groups: &'g [Group]) -> Merges<'g> {
        let mut merges: Merges<'g> = HashMap::new();
        if groups.iter().all(|group| group.people.len() >= self.wanted) {
            return merges;
        }
        for group in groups {
            for attribute in 0..group.values.len() {
                let rest = without(&group.values, attribute);
                merges.entry((attribute, rest)).or_default().push(group);
            }
        }
        for groups in merges.values_mut() {
            groups.sort_by(|a, b| (a.people.len(), &a.values).cmp(&(b.people.len(), &b.values)));
        }
        merges
    }

    /// At most one attribute to leave out, and one merge.
    pub fn hint(&self, group: &Group, merges: &Merges<'_>) -> String {
        let dropped = self
            .dropped
            .and_then(|(attribute, smallest)| self.without(attribute, smallest));
        let merged = self.merge(group, merges);
        match (dropped, merged) {
            (Some(dropped), Some(merged)) => format!("{dropped}. Or {merged}."),
            (Some(dropped), None) => format!("{dropped}."),
            (None, Some(merged)) => format!("You could {merged}."),
            (None, None) => "Publish fewer attributes, or fill in empty cells.".to_owned(),
        }
    }

    /// What leaving out one attribute does to the whole programme.
    fn without(&self, attribute: usize, smallest: usize) -> Option<String> {
        let name = &self.evidence.attributes.values().nth(attribute)?.name;
        if smallest >= self.wanted {
            return Some(format!(
                "Without `{name}` the smallest group holds {}",
                people(smallest)
            ));
        }
        (smallest > 1).then(|| {
            format!(
                "Without `{name}` the smallest group holds {} only",
                people(smallest)
            )
        })
    }

    /// The merge that makes the group large enough with fewest others; or that gets farthest.
    fn merge(&self, group: &Group, merges: &Merges<'_>) -> Option<String> {
        let own = group.people.len();
        let mut best: Option<(bool, usize, usize, &Group)> = None;
        for (attribute, value) in group.values.iter().enumerate() {
            // An empty cell has nothing that a rule could map.
            if value.is_none() {
                continue;
            }
            let rest = without(&group.values, attribute);
            let others = merges
                .get(&(attribute, rest))
                .map_or(&[][..], Vec::as_slice);
            let candidate = self.partner(group, attribute, others);
            let Some(other) = candidate else { continue };
            let size = own + other.people.len();
            let enough = size >= self.wanted;
            let better = best.is_none_or(|(was_enough, was, ..)| match (enough, was_enough) {
                (true, true) => size < was,
                (false, false) => size > was,
                (enough, _) => enough,
            });
            if better {
                best = Some((enough, size, attribute, other));
            }
        }
        let (enough, size, attribute, other) = best?;
        self.merged(group, attribute, other, size, enough)
    }

    /// Of groups that differ in one attribute, sorted by size, the smallest that is enough; or else the largest.
    fn partner<'g>(
        &self,
        group: &Group,
        attribute: usize,
        others: &[&'g Group],
    ) -> Option<&'g Group> {
        let usable =
            |other: &&&Group| other.values != group.values && other.values[attribute].is_some();
        let missing = self.wanted - group.people.len();
        let from = others.partition_point(|other| other.people.len() < missing);
        let enough = others[from..].iter().find(usable);
        let largest = || others[..from].iter().rev().find(usable);
        enough.or_else(largest).copied()
    }

    fn merged(
        &self,
        group: &Group,
        attribute: usize,
        other: &Group,
        size: usize,
        enough: bool,
    ) -> Option<String> {
        let of = self.evidence.attributes.values().nth(attribute)?;
        let value = |group: &Group| Some(of.values[group.values[attribute]?].clone());
        let only = if enough { "" } else { " only" };
        Some(format!(
            "merge `{}` with `{}` of `{}` under `derive:`: the group then holds {}{only}",
            value(group)?,
            value(other)?,
            of.name,
            people(size),
        ))
    }
}

fn people(count: usize) -> String {
    match count {
        1 => "one person".to_owned(),
        count => format!("{count} people"),
    }
}

/// How many the smallest group of any study holds if one attribute is not published.
fn smallest_without(evidence: &Evidence, attribute: usize) -> usize {
    let mut sizes: HashMap<_, usize> = HashMap::new();
    for person in evidence.participants.values() {
        let rest = without(&person.values, attribute);
        *sizes.entry((person.study, rest)).or_default() += 1;
    }
    sizes.into_values().min().unwrap_or(0)
}
