//! Every published quote: who says it, to what it is coded.

use super::entities::{
    Entity, FacetRef, LinkedNote, NoteKey, Participant, Quote, QuoteKey, Speaker, Study, StudyKey,
    Theme, ThemeKey, Verification,
};
use super::facets::Codes;
use super::names::{Lookup, Named, Names};
use super::table::Table;
use super::uses::ReferenceKeys;
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::model::{Id, Quote as WrittenQuote, QuoteSource, slug};
use crate::source::{FileId, Place, Span, Spanned};
use std::collections::HashSet;

/// What quotes are tied to.
pub struct Context<'a, 'k> {
    pub notes: &'a mut Table<LinkedNote>,
    pub studies: &'a mut Table<Study>,
    pub participants: &'a mut Table<Participant>,
    pub withdrawn: &'a HashSet<(StudyKey, String)>,
    pub themes: &'a mut Table<Theme>,
    pub codes: &'a Codes<'k>,
    pub keys: &'a ReferenceKeys,
    pub names: &'a mut Names,
    pub faults: &'a mut Vec<Diagnostic>,
}

/// How many words of a quote make its id where the editor wrote none.
const WORDS_IN_ID: usize = 4;

/// Gathers the quotes in reading order, and tells studies, participants and themes of them.
pub fn quotes(mut context: Context<'_, '_>) -> Table<Quote> {
    let mut quotes: Table<Quote> = Table::default();
    for home in reading_order(&context) {
        let mut keys = Vec::with_capacity(context.notes[home].note.body.quotes.len());
        for index in 0..context.notes[home].note.body.quotes.len() {
            let quote = context.quote(home, index);
            keys.push(quote.and_then(|(quote, place)| context.keep(quote, place, &mut quotes)));
        }
        context.notes[home].quotes = keys;
    }
    quotes
}

/// Themes in the order of their tree, then all other notes by path.
fn reading_order(context: &Context<'_, '_>) -> Vec<NoteKey> {
    let is_theme = |note: &LinkedNote| matches!(note.entity, Entity::Theme(_));
    let themes = context.themes.values().map(|theme| theme.note);
    let others = context
        .notes
        .iter()
        .filter(|(_, note)| !is_theme(note))
        .map(|(key, _)| key);
    themes.chain(others).collect()
}

impl Context<'_, '_> {
    /// The quote at an index of a note with its place; `None` where it must not be published or cannot be tied.
    fn quote(&mut self, home: NoteKey, index: usize) -> Option<(Quote, Place)> {
        let note = &self.notes[home];
        let (file, entity) = (note.note.file, note.entity);
        let written = &note.note.body.quotes[index];
        let speaker = self.speaker(note, written);
        let (speaker, study) = match speaker {
            Ok(found) => found,
            Err(None) => {
                withhold(written, self.names);
                return None;
            }
            Err(Some(fault)) => {
                self.faults.push(*fault);
                return None;
            }
        };
        let themes = match &written.themes {
            Some(themes) => themes
                .iter()
                .filter_map(|theme| theme_key(theme, file, self.notes, self.names, self.faults))
                .collect(),
            None => match entity {
                Entity::Theme(theme) => vec![theme],
                _ => Vec::new(),
            },
        };
        let mut facets: Vec<FacetRef> = Vec::new();
        for (facet, value) in &written.facets {
            facets.extend(self.codes.resolve(file, facet, value, self.faults));
        }
        let (id, place) = id(written, file, self.faults)?;
        let quote = Quote {
            id,
            home,
            index,
            speaker,
            study,
            themes: unique(themes),
            facets: unique(facets),
            words: written.words,
            verification: Verification::Never,
        };
        Some((quote, place))
    }

    /// Who says a quote. `Err(None)` where the speaker withdrew, or where the fault is reported elsewhere.
    fn speaker(
        &self,
        note: &LinkedNote,
        written: &WrittenQuote,
    ) -> Result<(Speaker, Option<StudyKey>), Option<Box<Diagnostic>>> {
        let file = note.note.file;
        let (study, id, span) = match &written.source {
            QuoteSource::Participant { study, id, span } => (study.as_deref(), id.as_str(), *span),
            QuoteSource::Document { citation } => {
                let item = &note.note.body.citations[*citation].items[0];
                // A key that does not exist is reported where citations are resolved.
                let reference = self.keys.get(&item.key.value).ok_or(None)?;
                return Ok((Speaker::Document(reference), None));
            }
        };
        if self.withdrew(study, id, note.study) {
            return Err(None);
        }
        let own = note.study.map(|study| self.study_id(study));
        let target = study.map_or_else(|| id.to_owned(), |study| format!("{study}/{id}"));
        match self.names.look_up(&target, own.as_deref()) {
            Lookup::Found(Named::Participant(key)) => Ok((
                Speaker::Participant(key),
                Some(self.participants[key].study),
            )),
            Lookup::Ambiguous(several) => {
                let fault = self.ambiguous(id, span.within(file), &several);
                Err(Some(Box::new(fault)))
            }
            Lookup::Found(Named::Withheld) => Err(None),
            _ => {
                let fault = self.unknown(id, study, span.within(file));
                Err(Some(Box::new(fault)))
            }
        }
    }

    fn study_id(&self, study: StudyKey) -> String {
        let note = &self.notes[self.studies[study].note].note;
        note.study.as_ref().unwrap_or(&note.id).to_string()
    }

    fn withdrew(&self, study: Option<&str>, id: &str, own: Option<StudyKey>) -> bool {
        let id = id.to_lowercase();
        self.withdrawn.iter().any(|(key, withdrawn)| {
            let named = study.is_some_and(|study| study == self.study_id(*key));
            let meant = study.is_none() && own.is_none_or(|own| own == *key);
            *withdrawn == id && (named || meant)
        })
    }

    fn ambiguous(&self, id: &str, place: Place, several: &[Named]) -> Diagnostic {
        let studies = several.iter().filter_map(|named| match named {
            Named::Participant(key) => Some(self.study_id(self.participants[*key].study)),
            _ => None,
        });
        let choices: Vec<String> = studies.map(|study| format!("`[[{study}/{id}]]`")).collect();
        Diagnostic::new(
            Code::AmbiguousParticipant,
            place,
            format!("Several studies have a participant `{id}`"),
        )
        .hint(format!("Write one of {}.", choices.join(", ")))
    }

    fn unknown(&self, id: &str, study: Option<&str>, place: Place) -> Diagnostic {
        if let Some((study, Some(Named::Unpublished))) =
            study.map(|study| (study, self.names.id(study)))
        {
            let message = format!("The study `{study}` of this speaker is not published");
            return Diagnostic::new(Code::LinkToUnpublished, place, message)
                .hint("Give this note the same `status` as the study, or remove the quote.");
        }
        let message = match study {
            Some(study) => format!("The study `{study}` has no participant `{id}`"),
            None => format!("There is no participant `{id}`"),
        };
        let hint = if self.participants.is_empty() {
            "Put a `participants.csv` with a column `id` into the study's folder.".to_owned()
        } else {
            let ids = self
                .participants
                .values()
                .map(|participant| participant.id.as_str());
            crate::diagnostic::nearest(id, ids).map_or_else(
                || "Add a row for this person to the study's `participants.csv`.".to_owned(),
                |near| format!("Did you mean `{near}`?"),
            )
        };
        Diagnostic::new(Code::UnknownParticipant, place, message).hint(hint)
    }

    /// Adds a quote, unless its id is taken.
    fn keep(&mut self, quote: Quote, place: Place, quotes: &mut Table<Quote>) -> Option<QuoteKey> {
        let key = QuoteKey::new(quotes.len());
        if let Some(other) = self.names.add_id(&quote.id, Named::Quote(key)) {
            let fault = self.duplicate(&quote, place, other, quotes);
            self.faults.push(fault);
            return None;
        }
        if let Speaker::Participant(participant) = quote.speaker {
            self.participants[participant].quotes.push(key);
        }
        if let Some(study) = quote.study {
            self.studies[study].quotes.push(key);
        }
        for theme in &quote.themes {
            self.themes[*theme].quotes.push(key);
        }
        Some(quotes.push(quote))
    }

    fn duplicate(
        &self,
        quote: &Quote,
        place: Place,
        other: Named,
        quotes: &Table<Quote>,
    ) -> Diagnostic {
        let fault = Diagnostic::new(
            Code::DuplicateId,
            place,
            format!("The id `{}` is taken", quote.id),
        )
        .hint("Give this quote an id of its own: `{#speaker-some-words}` after the attribution.");
        match other {
            Named::Quote(key) => {
                let other = &quotes[key];
                let note = &self.notes[other.home];
                let span = note.note.body.quotes[other.index].span;
                let at = Span::new(span.start as usize, span.start as usize + 1);
                fault.related(note.place(at), "This quote has it already")
            }
            Named::Note(key) => fault.related(
                super::notes::top(&self.notes[key].note),
                "This note has it already",
            ),
            _ => fault,
        }
    }
}

/// The id that the editor wrote, or one made from the speaker and the first words.
fn id(
    written: &WrittenQuote,
    file: FileId,
    faults: &mut Vec<Diagnostic>,
) -> Option<(String, Place)> {
    let Some(id) = &written.id else {
        let start = written.span.start as usize;
        return Some((made_id(written), Span::new(start, start + 1).within(file)));
    };
    let place = id.span.within(file);
    if Id::parse(&id.value).is_none() {
        let message = format!("`{}` cannot be a quote's id", id.value);
        let mut fault = Diagnostic::new(Code::InvalidId, place, message);
        if let Some(near) = Id::nearest(&id.value) {
            fault = fault
                .hint(format!("Write `#{near}`."))
                .fix(Fix::replacement(place, &id.value, near.as_str()));
        }
        faults.push(fault);
        return None;
    }
    Some((id.value.clone(), place))
}

/// A withheld quote keeps its name, so that a link to it is no mistake and leads nowhere.
fn withhold(written: &WrittenQuote, names: &mut Names) {
    names.add_id(&quote_id(written), Named::Withheld);
}

/// The id that a quote has where it can be tied: the one written, or one made from its words.
pub fn quote_id(written: &WrittenQuote) -> String {
    let id = written.id.as_ref();
    id.map_or_else(|| made_id(written), |id| id.value.clone())
}

fn made_id(written: &WrittenQuote) -> String {
    let speaker = match &written.source {
        QuoteSource::Participant { id, .. } => id.as_str(),
        QuoteSource::Document { .. } => "document",
    };
    let text = written.text();
    let words: Vec<&str> = text.split_whitespace().take(WORDS_IN_ID).collect();
    let id = slug(&format!("{speaker} {}", words.join(" ")));
    Id::nearest(&id).map_or(id, |id| id.to_string())
}

/// The theme that an id names; a fault where there is none.
pub fn theme_key(
    theme: &Spanned<String>,
    file: FileId,
    notes: &Table<LinkedNote>,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<ThemeKey> {
    let place = theme.span.within(file);
    let found = match names.look_up(&theme.value, None) {
        Lookup::Found(Named::Note(note)) => match notes[note].entity {
            Entity::Theme(key) => Ok(key),
            _ => Err(format!("`{}` is not a theme", theme.value)),
        },
        Lookup::Found(Named::Unpublished) => {
            faults.push(Diagnostic::new(
                Code::LinkToUnpublished,
                place,
                format!("The theme `{}` is not published", theme.value),
            ));
            return None;
        }
        _ => Err(format!("There is no theme `{}`", theme.value)),
    };
    found
        .map_err(|message| {
            let themes = notes
                .values()
                .filter(|note| matches!(note.entity, Entity::Theme(_)));
            let ids = themes.map(|note| note.note.id.as_str());
            let ids: Vec<&str> = ids.filter(|id| *id != theme.value).collect();
            faults.push(
                Diagnostic::new(Code::UnknownTheme, place, message).suggest(&theme.value, ids),
            );
        })
        .ok()
}

fn unique<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::with_capacity(items.len());
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}
