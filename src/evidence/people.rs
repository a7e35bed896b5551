//! Participants by the publishing rules: what is not named there never enters the evidence.

use super::entities::{Attribute, LinkedNote, Participant, ParticipantKey, Study, StudyKey};
use super::names::{Named, Names};
use super::table::{Key, Table};
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::model::{Config, Derivation, Id, ParticipantRow, ParticipantTable};
use crate::source::{FileId, Span, Spanned};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What may be published of participants.
pub struct People {
    pub attributes: Table<Attribute>,
    pub participants: Table<Participant>,
    /// Ids of those who withdrew, by study.
    pub withdrawn: HashSet<(StudyKey, String)>,
    /// Columns held back, by study.
    pub held_back: Vec<usize>,
}

/// Applies the publishing rules to every table.
pub fn people(
    tables: Vec<ParticipantTable>,
    config: &Config,
    notes: &Table<LinkedNote>,
    studies: &mut Table<Study>,
    names: &mut Names,
    faults: &mut Vec<Diagnostic>,
) -> People {
    let rules = Rules::read(config, &tables, faults);
    let mut reader = TableReader {
        people: People {
            attributes: rules.attributes(),
            participants: Table::default(),
            withdrawn: HashSet::new(),
            held_back: vec![0; studies.len()],
        },
        rules,
        names,
        faults,
    };
    for (study, table) in reader.by_study(tables, notes, studies) {
        let added = reader.table(study, &table);
        studies[study].participants.extend(added);
    }
    reader.people
}

/// Reads the tables one by one.
struct TableReader<'a, 'c> {
    people: People,
    rules: Rules<'c>,
    names: &'a mut Names,
    faults: &'a mut Vec<Diagnostic>,
}

impl TableReader<'_, '_> {
    /// The tables in the order of their studies. One without a study is a fault.
    fn by_study(
        &mut self,
        tables: Vec<ParticipantTable>,
        notes: &Table<LinkedNote>,
        studies: &Table<Study>,
    ) -> Vec<(StudyKey, ParticipantTable)> {
        let id = |study: &Study| {
            let note = &notes[study.note].note;
            note.study.as_ref().unwrap_or(&note.id).clone()
        };
        let by_id: HashMap<Id, StudyKey> = studies
            .iter()
            .map(|(key, study)| (id(study), key))
            .collect();
        let mut sorted = Vec::new();
        for table in tables {
            match by_id.get(&table.study) {
                Some(study) => sorted.push((*study, table)),
                None => self.faults.extend(table_without_study(&table, self.names)),
            }
        }
        sorted.sort_by_key(|(study, _)| *study);
        sorted
    }

    /// The participants of one table, those who withdrew left out.
    fn table(&mut self, study: StudyKey, table: &ParticipantTable) -> Vec<ParticipantKey> {
        self.people.held_back[study.index()] = self.rules.held_back(table);
        let mut seen: HashMap<String, Span> = HashMap::new();
        let mut added = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let id = row.id.value.to_lowercase();
            if let Some(first) = seen.insert(id.clone(), row.id.span) {
                self.faults.push(duplicate(table, row, first));
            } else if row.withdrawn.is_some() {
                self.people.withdrawn.insert((study, id));
                self.names
                    .add_participant(table.study.as_str(), &row.id.value, Named::Withheld);
            } else {
                added.push(self.row(study, table, row));
            }
        }
        added
    }

    fn row(
        &mut self,
        study: StudyKey,
        table: &ParticipantTable,
        row: &ParticipantRow,
    ) -> ParticipantKey {
        let values = self
            .rules
            .values(table, row, &mut self.people.attributes, self.faults);
        let key = self.people.participants.push(Participant {
            study,
            id: row.id.value.clone(),
            place: row.id.span.within(table.file),
            detail: self.rules.detail(&values, &self.people.attributes),
            values,
            quotes: Vec::new(),
        });
        let named = Named::Participant(key);
        self.names
            .add_participant(table.study.as_str(), &row.id.value, named);
        key
    }
}

/// A table whose study has no note. One whose study is not published has nothing to say.
fn table_without_study(table: &ParticipantTable, names: &Names) -> Option<Diagnostic> {
    if names.id(table.study.as_str()).is_some() {
        return None;
    }
    let message = format!("There is no study `{}` for this table", table.study);
    let place = Span::default().within(table.file);
    Some(
        Diagnostic::new(Code::UnknownStudy, place, message)
            .hint("Write an `index.md` with the study's title in this folder."),
    )
}

fn duplicate(table: &ParticipantTable, row: &ParticipantRow, first: Span) -> Diagnostic {
    let message = format!(
        "The participant `{}` stands in this table twice",
        row.id.value
    );
    Diagnostic::new(Code::DuplicateId, row.id.span.within(table.file), message)
        .related(first.within(table.file), "The first row is here")
        .hint("Keep one of the two rows, or give one of them its right id.")
}

/// The publishing rules, checked against the tables there are.
struct Rules<'c> {
    config: &'c Config,
    /// Published attributes that exist.
    published: Vec<&'c crate::model::AttributeRule>,
    attribution: Vec<Piece>,
}

/// A part of the attribution's pattern.
enum Piece {
    Text(String),
    Id,
    Attribute(usize),
}

impl<'c> Rules<'c> {
    fn read(config: &'c Config, tables: &[ParticipantTable], faults: &mut Vec<Diagnostic>) -> Self {
        let rules = &config.participants;
        let columns: BTreeSet<&str> = tables
            .iter()
            .flat_map(|table| table.attributes.iter().map(String::as_str))
            .collect();
        let mut known = columns.clone();
        known.extend(rules.derive.iter().map(|derived| derived.name.as_str()));
        let mut check = |name: &Spanned<String>, known: &BTreeSet<&str>| {
            let exists = known.contains(name.value.as_str());
            if let (false, Some(file)) = (exists, config.file) {
                faults.push(unknown_attribute(file, name, known));
            }
            exists
        };
        for derived in &rules.derive {
            check(&derived.from, &columns);
        }
        let published: Vec<_> = rules
            .publish
            .iter()
            .filter(|rule| check(&rule.name, &known))
            .collect();
        let attribution = attribution(config, &published, faults);
        Self {
            config,
            published,
            attribution,
        }
    }

    fn attributes(&self) -> Table<Attribute> {
        let attribute = |rule: &&crate::model::AttributeRule| Attribute {
            name: rule.name.value.clone(),
            label: rule.label.clone(),
            values: Vec::new(),
        };
        self.published.iter().map(attribute).collect()
    }

    fn derivation(&self, name: &str) -> Option<&'c Derivation> {
        self.config
            .participants
            .derive
            .iter()
            .find(|derived| derived.name == name)
    }

    /// Columns that no rule publishes as they are.
    fn held_back(&self, table: &ParticipantTable) -> usize {
        let published = |column: &&String| {
            let shown = |rule: &&crate::model::AttributeRule| rule.name.value == **column;
            self.published.iter().any(shown) && self.derivation(column).is_none()
        };
        table.attributes.len() - table.attributes.iter().filter(published).count()
    }

    fn values(
        &self,
        table: &ParticipantTable,
        row: &ParticipantRow,
        attributes: &mut Table<Attribute>,
        faults: &mut Vec<Diagnostic>,
    ) -> Vec<Option<usize>> {
        let cell = |name: &str| {
            let column = table
                .attributes
                .iter()
                .position(|attribute| attribute == name)?;
            row.values
                .get(column)
                .map(String::as_str)
                .filter(|value| !value.is_empty())
        };
        let mut values = Vec::with_capacity(self.published.len());
        for (index, rule) in self.published.iter().enumerate() {
            let value = match self.derivation(&rule.name.value) {
                None => cell(&rule.name.value),
                Some(derived) => cell(&derived.from.value).and_then(|from| {
                    let mapped = mapped(derived, from);
                    if mapped.is_none() {
                        faults.push(unmapped(table, row, derived));
                    }
                    mapped
                }),
            };
            values.push(value.map(|value| attributes[Key::new(index)].index_of(value)));
        }
        values
    }

    /// The attribution without the id, and without the punctuation that tied it on.
    fn detail(&self, values: &[Option<usize>], attributes: &Table<Attribute>) -> String {
        let mut detail = String::new();
        for piece in &self.attribution {
            match piece {
                Piece::Text(text) => detail.push_str(text),
                Piece::Id => {}
                Piece::Attribute(index) => {
                    let value =
                        values[*index].map(|value| &attributes[Key::new(*index)].values[value]);
                    detail.push_str(value.map_or("", String::as_str));
                }
            }
        }
        let detail = detail.trim_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    ',' | ';' | ':' | '–' | '—' | '-' | '،' | '؛' | '、' | '，'
                )
        });
        detail.to_owned()
    }
}

impl Attribute {
    /// The index of a value, which is added where it is new.
    fn index_of(&mut self, value: &str) -> usize {
        let known = self.values.iter().position(|other| other == value);
        known.unwrap_or_else(|| {
            self.values.push(value.to_owned());
            self.values.len() - 1
        })
    }
}

fn mapped<'d>(derived: &'d Derivation, from: &str) -> Option<&'d str> {
    let find = |wanted: &str| derived.map.iter().find(|(key, _)| key == wanted);
    find(from)
        .or_else(|| find("*"))
        .map(|(_, value)| value.as_str())
}

/// The fault names the row, never the value: it may identify somebody in a log that others see.
fn unmapped(table: &ParticipantTable, row: &ParticipantRow, derived: &Derivation) -> Diagnostic {
    let message = format!(
        "`{}` has no place in `derive: {}`",
        derived.from.value, derived.name
    );
    Diagnostic::new(Code::UnmappedValue, row.id.span.within(table.file), message)
        .hint("Add this row's value to its `map`, or a line `\"*\": …` for all others.")
}

fn unknown_attribute(file: FileId, name: &Spanned<String>, known: &BTreeSet<&str>) -> Diagnostic {
    let message = format!("No participants table has a column `{}`", name.value);
    Diagnostic::new(Code::UnknownAttribute, name.span.within(file), message)
        .maybe_hint(suggestion(&name.value, known.iter().copied()))
}

fn attribution(
    config: &Config,
    published: &[&crate::model::AttributeRule],
    faults: &mut Vec<Diagnostic>,
) -> Vec<Piece> {
    let Some(pattern) = &config.participants.attribution else {
        return vec![Piece::Id];
    };
    let mut pieces = Vec::new();
    let mut rest = pattern.value.as_str();
    while let Some((text, after)) = rest.split_once('{') {
        pieces.push(Piece::Text(text.to_owned()));
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        rest = after;
        if name == "id" {
            pieces.push(Piece::Id);
            continue;
        }
        match published.iter().position(|rule| rule.name.value == name) {
            Some(index) => pieces.push(Piece::Attribute(index)),
            None => faults.extend(config.file.map(|file| {
                let message = format!("The attribution uses `{name}`, which is not published");
                Diagnostic::new(Code::UnknownAttribute, pattern.span.within(file), message)
                    .hint("Add it under `publish:`, or take it out of the attribution.")
            })),
        }
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces
}
