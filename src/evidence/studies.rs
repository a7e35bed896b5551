//! Studies and the notes in their folders.

use super::entities::{Entity, LinkedNote, NoteKey, Study, StudyKey};
use super::order::Alphabet;
use super::table::Table;
use crate::model::Kind;
use std::collections::HashMap;

/// Every study, by `order`, then title; notes in a study's folder learn which study it is.
pub fn studies(notes: &mut Table<LinkedNote>, alphabet: &Alphabet) -> Table<Study> {
    let mut keys = of_kind(notes, Kind::Study);
    keys.sort_by(|a, b| alphabet.notes(&notes[*a].note, &notes[*b].note));
    let mut studies: Table<Study> = keys.into_iter().map(study).collect();
    let mut by_id = HashMap::new();
    for (key, study) in studies.iter() {
        let note = &mut notes[study.note];
        note.entity = Entity::Study(key);
        note.study = Some(key);
        by_id.insert(
            note.note
                .study
                .clone()
                .unwrap_or_else(|| note.note.id.clone()),
            key,
        );
    }
    let mut further: Vec<(NoteKey, StudyKey)> = Vec::new();
    for (key, note) in notes.iter().filter(|(_, note)| note.study.is_none()) {
        let study = note.note.study.as_ref().and_then(|id| by_id.get(id));
        further.extend(study.map(|study| (key, *study)));
    }
    further.sort_by(|(a, _), (b, _)| alphabet.notes(&notes[*a].note, &notes[*b].note));
    for (key, study) in further {
        notes[key].study = Some(study);
        studies[study].notes.push(key);
    }
    studies
}

fn study(note: NoteKey) -> Study {
    Study {
        note,
        publications: Vec::new(),
        participants: Vec::new(),
        notes: Vec::new(),
        quotes: Vec::new(),
        themes: Vec::new(),
        findings: Vec::new(),
    }
}

/// The notes of one kind, in the order of their paths.
pub fn of_kind(notes: &Table<LinkedNote>, kind: Kind) -> Vec<NoteKey> {
    let of_kind = |(_, note): &(NoteKey, &LinkedNote)| note.note.matter.kind() == kind;
    notes.iter().filter(of_kind).map(|(key, _)| key).collect()
}
