//! Groups of which nobody is quoted: see `diagnostic/rules/voice-missing.md`.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Attribute, Evidence, Heard, ParticipantKey, Study};
use std::collections::HashSet;

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let studies = evidence.studies.values();
    let heard = studies.filter(|study| !study.quotes.is_empty());
    heard.flat_map(|study| of_study(evidence, study)).collect()
}

/// The silent groups of one study. The same people under two attributes are one group.
fn of_study(evidence: &Evidence, study: &Study) -> Vec<Diagnostic> {
    let mut told: HashSet<Vec<ParticipantKey>> = HashSet::new();
    let mut faults = Vec::new();
    for (key, attribute) in evidence.attributes.iter() {
        let everybody = study.participants.iter().copied();
        let groups = evidence.heard(key, &study.quotes, everybody.clone());
        for group in groups.iter().filter(|group| group.quoted == 0) {
            let is_in =
                |person: &ParticipantKey| evidence.value_of(*person, key) == Some(group.value);
            if told.insert(everybody.clone().filter(is_in).collect()) {
                faults.push(fault(evidence, study, attribute, group));
            }
        }
    }
    faults
}

fn fault(evidence: &Evidence, study: &Study, attribute: &Attribute, group: &Heard) -> Diagnostic {
    let named = format!("“{}: {}”", attribute.label, attribute.values[group.value]);
    let message = match group.participants {
        1 => format!("The one person in {named} is not quoted"),
        people => format!("None of the {people} people in {named} is quoted"),
    };
    Diagnostic::new(
        Code::VoiceMissing,
        super::top(evidence, study.note),
        message,
    )
    .hint("Quote one of them. If that cannot be, tell readers why, and accept this.")
}
