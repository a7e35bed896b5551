//! Which notes are published, and the names they bring.

use super::entities::{Entity, LinkedNote, NoteKey};
use super::names::{Named, Names};
use super::order::title;
use super::table::Table;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Config, Kind, Note};
use crate::source::{Place, SourceMap, Span};
use std::sync::Arc;

/// The published notes and every name of a note; unpublished ones keep their names, so that links to them can be
/// told from mistakes.
pub fn published(
    notes: Vec<Arc<Note>>,
    sources: &SourceMap,
    drafts: bool,
    faults: &mut Vec<Diagnostic>,
) -> (Table<LinkedNote>, Names) {
    let mut names = Names::default();
    let mut table = Table::default();
    let public = |note: &Arc<Note>| note.common.status.is_published(drafts);
    let (shown, hidden): (Vec<Arc<Note>>, Vec<Arc<Note>>) = notes.into_iter().partition(public);
    for note in shown {
        let key = NoteKey::new(table.len());
        if let Some(other) = names.add_id(note.id.as_str(), Named::Note(key)) {
            faults.push(duplicate(&note, other, &table, sources));
        }
        add_titles(&mut names, &note, Named::Note(key));
        names
            .paths
            .insert(sources.path(note.file).to_owned(), Named::Note(key));
        table.push(unlinked(note));
    }
    for note in &hidden {
        names.add_id(note.id.as_str(), Named::Unpublished);
        for quote in &note.body.quotes {
            quote
                .id
                .as_ref()
                .map(|id| names.add_id(&id.value, Named::Unpublished));
        }
        add_titles(&mut names, note, Named::Unpublished);
        names
            .paths
            .insert(sources.path(note.file).to_owned(), Named::Unpublished);
    }
    (table, names)
}

fn add_titles(names: &mut Names, note: &Note, named: Named) {
    names.add_title(title(note), named);
    for alias in &note.common.aliases {
        names.add_title(&alias.value, named);
    }
}

fn unlinked(note: Arc<Note>) -> LinkedNote {
    LinkedNote {
        title: title(&note).to_owned(),
        entity: match note.matter.kind() {
            Kind::Home => Entity::Home,
            _ => Entity::Page,
        },
        study: None,
        links: Vec::new(),
        images: Vec::new(),
        citations: Vec::new(),
        quotes: Vec::new(),
        blocks: Vec::new(),
        nocite: Vec::new(),
        flow_links: Vec::new(),
        backlinks: Vec::new(),
        faults: Vec::new(),
        note,
    }
}

/// The top of a note, where a fault of the whole note is shown.
pub fn top(note: &Note) -> Place {
    let title = note
        .common
        .title
        .as_ref()
        .map_or(Span::default(), |title| title.span);
    title.within(note.file)
}

fn duplicate(
    note: &Note,
    other: Named,
    table: &Table<LinkedNote>,
    sources: &SourceMap,
) -> Diagnostic {
    let message = format!("The id `{}` is taken", note.id);
    let fault = Diagnostic::new(Code::DuplicateId, top(note), message)
        .hint("Rename one of the two files: each id is used once in a programme.");
    match other {
        Named::Note(key) => {
            let other = &table[key].note;
            fault.related(
                top(other),
                format!("{} has it already", sources.path(other.file)),
            )
        }
        _ => fault,
    }
}

/// A home page without a title has the programme's.
pub fn name_home(notes: &mut Table<LinkedNote>, home: Option<NoteKey>, config: &Config) {
    if let Some(home) = home.filter(|home| notes[*home].note.common.title.is_none()) {
        notes[home].title = config.title.clone();
    }
}

/// The first note that is a home page.
pub fn home(notes: &Table<LinkedNote>) -> Option<NoteKey> {
    let home = |(_, note): &(NoteKey, &LinkedNote)| note.entity == Entity::Home;
    notes.iter().find(home).map(|(key, _)| key)
}
