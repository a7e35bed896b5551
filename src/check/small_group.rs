//! # Group too small
//!
//! **What it does.** Counts, in each study, the people who share all published attributes, and finds groups smaller than
//! `smallest_group` (k-anonymity; Sweeney 2002, doi:10.1142/S0218488502001648).
//!
//! **Why it matters.** Whoever knows a little of somebody can pick them out of a small group, and read all their quotes.
//!
//! **How to mend it.** Publish one attribute less, or merge values with `derive:`.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, ParticipantKey, Study};
use std::collections::BTreeMap;

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let Some(smallest) = &evidence.config.participants.smallest_group else {
        return Vec::new();
    };
    if evidence.attributes.is_empty() {
        return Vec::new();
    }
    let place = evidence.config.file.map(|file| smallest.span.within(file));
    let fault = |study: &Study, values: &[Option<usize>], people: usize| {
        let title = &evidence.notes[study.note].title;
        let group = named(evidence, values);
        let who = match people {
            1 => "Only one person".to_owned(),
            people => format!("Only {people} people"),
        };
        let message = format!("{who} in “{title}” can be told by {group}");
        Diagnostic::new(Code::SmallGroup, place, message)
            .hint("Publish one attribute less, or merge values with `derive:`.")
    };
    let mut faults = Vec::new();
    for study in evidence.studies.values() {
        for (values, people) in groups(evidence, &study.participants) {
            if people < smallest.value {
                faults.push(fault(study, &values, people));
            }
        }
    }
    faults
}

/// How many people share all published values. A value that is missing tells somebody apart too.
fn groups(evidence: &Evidence, people: &[ParticipantKey]) -> BTreeMap<Vec<Option<usize>>, usize> {
    let mut groups = BTreeMap::new();
    for person in people {
        let values = evidence.participants[*person].values.clone();
        *groups.entry(values).or_insert(0) += 1;
    }
    groups
}

/// A group by its published values: `Sector: Care homes`.
fn named(evidence: &Evidence, values: &[Option<usize>]) -> String {
    let attributes = evidence.attributes.values().zip(values);
    let parts = attributes.map(|(attribute, value)| {
        let value = value.map_or("nothing", |value| attribute.values[value].as_str());
        format!("“{}: {value}”", attribute.label)
    });
    parts.collect::<Vec<_>>().join(" and ")
}
