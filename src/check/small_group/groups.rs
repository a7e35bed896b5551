//! People by what is published of them.

use crate::evidence::{Evidence, ParticipantKey};
use std::collections::BTreeMap;

/// For each published attribute the index of a value. A value that is missing tells somebody apart too.
pub type Values = Vec<Option<usize>>;

/// People who share all published values.
pub struct Group {
    pub values: Values,
    pub people: Vec<ParticipantKey>,
}

/// The groups of a study, in the order of their values.
pub fn groups(evidence: &Evidence, people: &[ParticipantKey]) -> Vec<Group> {
    let mut groups: BTreeMap<&Values, Vec<ParticipantKey>> = BTreeMap::new();
    for person in people {
        let values = &evidence.participants[*person].values;
        groups.entry(values).or_default().push(*person);
    }
    let group = |(values, people): (&Values, _)| Group {
        values: values.clone(),
        people,
    };
    groups.into_iter().map(group).collect()
}

/// Values without those of one attribute.
pub fn without(values: &Values, attribute: usize) -> Values {
    let mut rest = values.clone();
    rest.remove(attribute);
    rest
}
