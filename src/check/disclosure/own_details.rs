//! What somebody's quotes give away together: `src/diagnostic/rules/small-group-in-quotes.md` and `own-detail.md` say
//! what this looks for and why.
//!
//! Insertions count too. It counts who else of the study fits all that the words and the published attributes say.

use super::crowd::Crowd;
use super::details::{Detail, details, find};
use super::passages::Source;
use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, ParticipantKey};
use crate::private::Private;
use crate::source::Place;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Words of a quote that give something away.
#[derive(Debug)]
pub struct Reveal {
    pub person: ParticipantKey,
    pub detail: Detail,
    pub place: Place,
}

/// For each participant with quotes, the words that would give away something of theirs.
pub struct Own {
    by_person: Vec<Vec<Detail>>,
}

impl Own {
    pub fn of(evidence: &Evidence, private: &Private) -> Self {
        let people: Vec<_> = evidence.participants.values().collect();
        let own = people.par_iter().map(|person| {
            if person.quotes.is_empty() {
                return Vec::new();
            }
            let values = evidence.attributes.values().zip(&person.values);
            let published: Vec<&str> = values
                .filter_map(|(attribute, value)| Some(attribute.values[(*value)?].as_str()))
                .collect();
            details(private.cells(person.place), &published)
        });
        Self {
            by_person: own.collect(),
        }
    }

    /// What a passage gives away of its speaker.
    pub fn reveals(&self, source: &Source<'_>) -> Vec<Reveal> {
        let Some(person) = source.speaker else {
            return Vec::new();
        };
        let details = &self.by_person[person.index()];
        let found = if details.is_empty() {
            Vec::new()
        } else {
            find(&source.passage, details)
        };
        if found.is_empty() {
            return Vec::new();
        }
        let finder = source.finder();
        let reveal = |(range, index): (std::ops::Range<usize>, usize)| Reveal {
            person,
            detail: details[index].clone(),
            place: finder.span(range).within(source.file),
        };
        found.into_iter().map(reveal).collect()
    }
}

/// The faults of all that was given away.
pub fn faults(evidence: &Evidence, private: &Private, reveals: &[&Reveal]) -> Vec<Diagnostic> {
    if reveals.is_empty() {
        return Vec::new();
    }
    let crowd = Crowd::of(
        evidence,
        private,
        reveals.iter().map(|reveal| (reveal.person, &reveal.detail)),
    );
    let mut by_person: BTreeMap<ParticipantKey, Vec<&Reveal>> = BTreeMap::new();
    for reveal in reveals {
        by_person.entry(reveal.person).or_default().push(reveal);
    }
    let mut faults = Vec::new();
    for (person, reveals) in by_person {
        faults.extend(of_person(evidence, &crowd, person, &reveals));
    }
    faults
}

fn of_person(
    evidence: &Evidence,
    crowd: &Crowd<'_>,
    person: ParticipantKey,
    reveals: &[&Reveal],
) -> Vec<Diagnostic> {
    let mut said: Vec<&Detail> = Vec::new();
    for reveal in reveals {
        if !said.contains(&&reveal.detail) {
            said.push(&reveal.detail);
        }
    }
    // What everybody of the group has tells nobody apart.
    said.retain(|detail| crowd.fitting(person, &[detail]) < crowd.group(person));
    let people = crowd.fitting(person, &said);
    let fewest = evidence.config.participants.smallest_group.as_ref();
    if fewest.is_some_and(|fewest| people >= fewest.value) {
        return Vec::new();
    }
    let telling = reveals
        .iter()
        .filter(|reveal| said.contains(&&reveal.detail));
    let telling: Vec<&Reveal> = telling.copied().collect();
    let columns = first_of_each_column(&telling);
    let fault = |reveal: &&Reveal| match fewest {
        Some(_) => few(evidence, person, reveal, people, &columns),
        None => own(evidence, person, reveal),
    };
    telling.iter().map(fault).collect()
}

/// The columns of what was given away, each with its first place.
fn first_of_each_column<'r>(reveals: &[&'r Reveal]) -> BTreeMap<&'r str, Place> {
    let mut columns = BTreeMap::new();
    for reveal in reveals {
        columns
            .entry(reveal.detail.column.as_str())
            .or_insert(reveal.place);
    }
    columns
}

/// Fewer people than the programme allows fit.
fn few(
    evidence: &Evidence,
    person: ParticipantKey,
    reveal: &Reveal,
    people: usize,
    columns: &BTreeMap<&str, Place>,
) -> Diagnostic {
    let participant = &evidence.participants[person];
    let study = &evidence.study_note(participant.study).title;
    let who = match people {
        1 => "Only one person".to_owned(),
        people => format!("Only {people} people"),
    };
    let names: Vec<String> = columns.keys().map(|column| format!("`{column}`")).collect();
    let message = format!(
        "{who} in “{study}” can be told by what quotes of `{}` say of their {}",
        participant.id,
        names.join(" and ")
    );
    let mut fault = Diagnostic::new(Code::SmallGroupInQuotes, reveal.place, message)
        .hint("Say less in square brackets, or leave these words out with `...`.");
    for (column, place) in columns
        .iter()
        .filter(|(column, _)| **column != reveal.detail.column)
    {
        fault = fault.related(*place, format!("and these words on their `{column}`"));
    }
    fault
}

/// The programme says no number, so a person must judge.
fn own(evidence: &Evidence, person: ParticipantKey, reveal: &Reveal) -> Diagnostic {
    let participant = &evidence.participants[person];
    let message = format!(
        "These words give away the `{}` of `{}`, which is not published",
        reveal.detail.column, participant.id
    );
    Diagnostic::new(Code::OwnDetail, reveal.place, message).hint(
        "Say less, or set `smallest_group` under `participants:`: then only what points at too few people is reported.",
    )
}
