//! Every name by which a note can speak of something.

use super::entities::{NoteKey, ParticipantKey, QuoteKey, TermKey};
use crate::diagnostic::{Near, all_near};
use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    Note(NoteKey),
    Quote(QuoteKey),
    Participant(ParticipantKey),
    Term(TermKey),
    /// A note or quote that is a draft or internal.
    Unpublished,
    /// A quote of somebody who withdrew: it leaves no trace, and links to it lead nowhere without a fault.
    Withheld,
}

/// Names in the order in which they are tried: ids, participants, titles and aliases, terms.
#[derive(Debug, Default)]
pub struct Names {
    ids: HashMap<String, Named>,
    participants: HashMap<String, Vec<Named>>,
    titles: HashMap<String, Vec<Named>>,
    terms: HashMap<String, Vec<Named>>,
    /// Notes by their path.
    pub paths: HashMap<String, Named>,
    /// What [`Names::nearest`] has answered; no name is added after its first call.
    answers: Mutex<HashMap<String, Option<Nearest>>>,
}

/// The name that somebody may have meant by one that does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// Without regard to case.
    pub name: String,
    /// What nothing else can have been meant by, so that a program may write it.
    pub certain: Option<Named>,
}

/// What a name leads to.
#[derive(Debug, PartialEq, Eq)]
pub enum Lookup {
    Found(Named),
    Unknown,
    Ambiguous(Vec<Named>),
}

impl Names {
    /// Adds an id; gives what has it already, if anything does.
    pub fn add_id(&mut self, id: &str, named: Named) -> Option<Named> {
        match self.ids.entry(folded(id).into_owned()) {
            Entry::Occupied(known) => Some(*known.get()),
            Entry::Vacant(free) => {
                free.insert(named);
                None
            }
        }
    }

    /// Adds a title or alias of a note.
    pub fn add_title(&mut self, title: &str, named: Named) {
        add(&mut self.titles, folded(title), named);
    }

    pub fn add_term(&mut self, name: &str, named: Named) {
        add(&mut self.terms, folded(name), named);
    }

    /// Adds a participant by the id alone and with the study's.
    pub fn add_participant(&mut self, study: &str, id: &str, named: Named) {
        add(&mut self.participants, folded(id), named);
        add(
            &mut self.participants,
            folded(&format!("{study}/{id}")),
            named,
        );
    }

    /// What a wikilink's target leads to, for a note of the study `study`.
    pub fn look_up(&self, target: &str, study: Option<&str>) -> Lookup {
        let target = folded(target);
        let target = target.as_ref();
        if let Some(named) = self.ids.get(target) {
            return Lookup::Found(*named);
        }
        let own = study.map(|study| format!("{study}/{target}"));
        let own = own.and_then(|own| self.participants.get(&own));
        let groups = [
            own,
            self.participants.get(target),
            self.titles.get(target),
            self.terms.get(target),
        ];
        match groups.into_iter().flatten().next().map(Vec::as_slice) {
            None => Lookup::Unknown,
            Some([only]) => Lookup::Found(*only),
            Some(several) => Lookup::Ambiguous(several.to_vec()),
        }
    }

    /// What an id leads to.
    pub fn id(&self, id: &str) -> Option<Named> {
        self.ids.get(folded(id).as_ref()).copied()
    }

    /// The nearest name to one that does not exist. One changed name may break thousands of links, so answers are kept.
    pub fn nearest(&self, target: &str) -> Option<Nearest> {
        if let Some(known) = self.answers().get(target) {
            return known.clone();
        }
        let found = self.look_near(target);
        self.answers().insert(target.to_owned(), found.clone());
        found
    }

    fn look_near(&self, target: &str) -> Option<Nearest> {
        let ids = self.ids.keys();
        let names = ids.chain(self.titles.keys()).chain(self.terms.keys());
        let near = all_near(target, names.map(String::as_str));
        let (edits, name) = near.iter().copied().min()?;
        // An id and a title may both be near, and mean one note.
        let found = self.look_up(name, None);
        let alone = near
            .iter()
            .all(|(_, other)| self.look_up(other, None) == found);
        let certain = Near { name, edits, alone }.certain(target);
        Some(Nearest {
            name: name.to_owned(),
            certain: match found {
                Lookup::Found(named) => certain.map(|_| named),
                _ => None,
            },
        })
    }

    fn answers(&self) -> MutexGuard<'_, HashMap<String, Option<Nearest>>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn add(names: &mut HashMap<String, Vec<Named>>, name: Cow<'_, str>, named: Named) {
    let entries = names.entry(name.into_owned()).or_default();
    if !entries.contains(&named) {
        entries.push(named);
    }
}

/// A name without regard to case and to how its words are parted.
pub fn folded(name: &str) -> Cow<'_, str> {
    if name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    {
        return Cow::Borrowed(name);
    }
    let lower = name.to_lowercase().replace(['’', '‘'], "'");
    Cow::Owned(lower.split_whitespace().collect::<Vec<_>>().join(" "))
}
