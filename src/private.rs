//! What is known of participants and is not published, for checks alone.
//!
//! The evidence holds only what the publishing rules name. To see whether a quote gives away more, a check must know what
//! there is to give away. So that is gathered here, from the tables as they were parsed, and handed to checks and to
//! nobody else: `tests/architecture.rs` keeps this module out of all that makes pages.

use crate::model::{Config, Date, ParticipantTable};
use crate::source::Place;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// Private knowledge. It has no `Debug` output, so that none slips into a message.
#[derive(Default)]
pub struct Private {
    /// Each participant's unpublished cells, by the place of the row's id.
    people: HashMap<Place, Person>,
    names: Names,
    /// The days on which people withdrew, with their places.
    withdrawals: Vec<(Place, Date)>,
}

/// One participant's unpublished cells.
pub struct Person {
    pub cells: Vec<Cell>,
}

/// One unpublished cell that is not empty.
pub struct Cell {
    /// The name of its column.
    pub column: String,
    pub value: String,
}

/// The names of the private list.
#[derive(Default)]
pub enum Names {
    /// The programme has no such list.
    #[default]
    Unused,
    /// The list is not on this machine.
    Missing,
    Listed(Vec<String>),
}

impl fmt::Debug for Names {
    /// Says that there are names, and none of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Names::Unused => "no list",
            Names::Missing => "a list that is not here",
            Names::Listed(_) => "a list",
        })
    }
}

impl Private {
    /// Everything in the tables that no rule publishes as it is written.
    pub fn of(tables: &[ParticipantTable], config: &Config, names: Names) -> Self {
        let rules = &config.participants;
        let derived: HashSet<&str> = rules.derive.iter().map(|rule| rule.name.as_str()).collect();
        let published: HashSet<&str> = rules
            .publish
            .iter()
            .map(|rule| rule.name.value.as_str())
            .filter(|name| !derived.contains(name))
            .collect();
        let mut people = HashMap::new();
        let mut withdrawals = Vec::new();
        for table in tables {
            for row in &table.rows {
                let cells = table.attributes.iter().zip(&row.values);
                let private = cells.filter(|(column, value)| {
                    !value.is_empty() && !published.contains(column.as_str())
                });
                let cells = private.map(|(column, value)| Cell {
                    column: column.clone(),
                    value: value.clone(),
                });
                let person = Person {
                    cells: cells.collect(),
                };
                people.insert(row.id.span.within(table.file), person);
                let day = row.withdrawn.as_ref();
                withdrawals.extend(day.map(|day| (day.span.within(table.file), day.value)));
            }
        }
        Self {
            people,
            names,
            withdrawals,
        }
    }

    /// The unpublished cells of the participant whose id stands at a place.
    pub fn cells(&self, participant: Place) -> &[Cell] {
        self.people
            .get(&participant)
            .map_or(&[], |person| person.cells.as_slice())
    }

    /// The days on which people withdrew, with their places, in the order of the tables.
    pub fn withdrawals(&self) -> &[(Place, Date)] {
        &self.withdrawals
    }

    /// The names that may stand nowhere.
    pub fn names(&self) -> &Names {
        &self.names
    }
}
