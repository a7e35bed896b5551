//! A published group of too few people: `src/diagnostic/rules/small-group.md` says what this looks for and why.

mod advice;
mod groups;

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, Study};
use advice::Advice;
use groups::{Group, Values};

/// More people than these are not named one by one.
const NAMED: usize = 12;

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let Some(smallest) = &evidence.config.participants.smallest_group else {
        return Vec::new();
    };
    if evidence.attributes.is_empty() {
        return Vec::new();
    }
    let place = evidence.config.file.map(|file| smallest.span.within(file));
    let studies: Vec<(&Study, Vec<Group>)> = evidence
        .studies
        .values()
        .map(|study| (study, groups::groups(evidence, &study.participants)))
        .collect();
    let too_small = |group: &&Group| group.people.len() < smallest.value;
    if !studies
        .iter()
        .any(|(_, groups)| groups.iter().any(|group| too_small(&group)))
    {
        return Vec::new();
    }
    let advice = Advice::of(evidence, smallest.value);
    let mut faults = Vec::new();
    for (study, groups) in &studies {
        let merges = advice.merges(groups);
        for group in groups.iter().filter(too_small) {
            let message = message(evidence, study, group);
            let hint = advice.hint(group, &merges);
            faults.push(Diagnostic::new(Code::SmallGroup, place, message).hint(hint));
        }
    }
    faults
}

fn message(evidence: &Evidence, study: &Study, group: &Group) -> String {
    let title = &evidence.notes[study.note].title;
    let who = match group.people.len() {
        1 => "Only one person".to_owned(),
        people => format!("Only {people} people"),
    };
    let ids = group.people.iter().take(NAMED);
    let mut ids: Vec<String> = ids
        .map(|person| format!("`{}`", evidence.participants[*person].id))
        .collect();
    let more = group.people.len().saturating_sub(NAMED);
    if more > 0 {
        ids.push(format!("{more} more"));
    }
    let named = named(evidence, &group.values);
    format!(
        "{who} in “{title}” can be told by {named}: {}",
        ids.join(", ")
    )
}

/// A group by its published values: `Sector: Care homes`.
fn named(evidence: &Evidence, values: &Values) -> String {
    let attributes = evidence.attributes.values().zip(values);
    let parts = attributes.map(|(attribute, value)| {
        let value = value.map_or("nothing", |value| attribute.values[value].as_str());
        format!("“{}: {value}”", attribute.label)
    });
    parts.collect::<Vec<_>>().join(" and ")
}
