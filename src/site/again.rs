//! Some notes read again and tied again, while everything else stays.

use super::{Compiled, Read};
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::evidence::{Again, NoteKey};
use crate::leak::Inspector;
use crate::load;
use crate::model::Note;
use crate::parse;
use crate::plan;
use crate::source::{FileId, Place, SourceMap};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// A note that was read again because its text changed.
#[derive(Debug, Clone, Copy)]
pub struct Rewritten {
    /// Its place among the notes that were read.
    index: usize,
    file: FileId,
    matter: Matter,
}

/// What changed of a note's front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matter {
    /// Nothing; it ends here.
    Same(u32),
    /// Something that no other note can tell. The text is the same up to here.
    Own(u32),
    /// Something that other notes may tell.
    Other,
}

impl Read {
    /// Reads notes again, by their paths from the root. What is given back are those whose text changed. `None` where one of
    /// the paths is no note that could be read before and now; then nothing is changed here.
    pub fn again(&mut self, root: &Path, paths: &BTreeSet<String>) -> Option<Vec<Rewritten>> {
        let texts = paths.iter().map(|path| {
            let index = self.index(path)?;
            Some((index, load::note_again(root, path)?))
        });
        let texts: Vec<(usize, String)> = texts.collect::<Option<_>>()?;
        let sources = &self.programme.sources;
        let changed = |(index, text): &(usize, String)| {
            sources.text(self.programme.inputs.notes[*index]) != text
        };
        let changed: Vec<(usize, String)> = texts.into_iter().filter(changed).collect();
        let rewritten = changed
            .into_iter()
            .map(|(index, text)| self.rewrite(index, text));
        Some(rewritten.collect())
    }

    /// The place of a note among those that were read.
    fn index(&self, path: &str) -> Option<usize> {
        let sources = &self.programme.sources;
        let mut notes = self.programme.inputs.notes.iter();
        notes.position(|file| sources.path(*file) == path)
    }

    fn rewrite(&mut self, index: usize, text: String) -> Rewritten {
        let file = self.programme.inputs.notes[index];
        let sources = &mut self.programme.sources;
        let old = sources.text(file).to_owned();
        sources.replace(file, text);
        let note = parse::note(file, sources.file(file));
        let matter = Matter::of(
            &self.notes[index].value,
            &old,
            &note.value,
            sources.text(file),
        );
        self.notes[index] = note;
        Rewritten {
            index,
            file,
            matter,
        }
    }
}

impl Matter {
    fn of(old: &Note, old_text: &str, new: &Note, new_text: &str) -> Self {
        let end = |note: &Note| note.front_matter.map_or(0, |yaml| yaml.end);
        let (one, other) = (end(old), end(new));
        let same = old.front_matter == new.front_matter
            && old_text.get(..one as usize) == new_text.get(..other as usize);
        if same {
            return Self::Same(one);
        }
        if !parse::tells_the_same(old.file, old_text, new_text) {
            return Self::Other;
        }
        let both = old_text.bytes().zip(new_text.bytes());
        let until = both.take_while(|(one, other)| one == other).count();
        Self::Own(one.min(other).min(until as u32))
    }

    /// Up to where the text is as before.
    fn until(self) -> Option<u32> {
        match self {
            Self::Same(until) | Self::Own(until) => Some(until),
            Self::Other => None,
        }
    }
}

impl Compiled {
    /// The programme with some notes tied again, the same as if everything were. `None` where other notes could tell the
    /// difference, or where faults of the tying point at text that moved.
    pub fn again(&self, read: &Read, rewritten: &[Rewritten]) -> Option<Self> {
        let mut compiled = self.clone();
        for rewritten in rewritten {
            compiled.tie_again(read, *rewritten)?;
        }
        compiled.judge(read);
        Some(compiled)
    }

    /// The programme with everything tied again after some notes were read again.
    pub fn tied_again(&self, read: &Read, rewritten: &[Rewritten]) -> Self {
        let files = rewritten.iter().map(|rewritten| rewritten.file).collect();
        read.tied_after(Some(check::Before {
            evidence: &self.evidence,
            results: &self.results,
            rewritten: &files,
        }))
    }

    fn tie_again(&mut self, read: &Read, rewritten: Rewritten) -> Option<()> {
        let Rewritten {
            index,
            file,
            matter,
        } = rewritten;
        let until = matter.until()?;
        let moved = |place: Place| place.file == file && place.span.end > until;
        let notes = self.evidence.notes.iter();
        let key = { notes }.find(|(_, note)| note.note.file == file)?.0;
        let found = self.results.of_others(key);
        if self
            .tying
            .iter()
            .chain(found)
            .any(|fault| points(fault, moved))
        {
            return None;
        }
        let sources = &read.programme.sources;
        let text = sources.text(file).to_owned();
        self.sources.replace(file, text);
        let note = read.notes[index].value.clone();
        let again = self.evidence.link_again(key, note, sources)?;
        if matches!(matter, Matter::Own(_)) {
            self.dates = read.future_dates(&self.evidence);
        }
        self.plan_again(key, again);
        let moved = |fault: &Diagnostic| points(fault, moved);
        self.results
            .look_again_at_the_chain(&self.evidence, key, again, moved);
        if !self.labels.cover(&self.evidence, key) {
            self.labels = Arc::new(read.labels(&self.evidence));
        }
        self.look_again(read, key, again.quotes);
        Some(())
    }

    /// Plans again what a note may have changed. Most words that somebody writes move no page.
    fn plan_again(&mut self, key: NoteKey, again: Again) {
        if again.quotes {
            let quotes = self.evidence.notes[key].quotes.iter().flatten();
            let mut cards = (*self.cards).clone();
            cards.weigh_again(&self.evidence, quotes.copied());
            self.cards = Arc::new(cards);
        }
        let fits = (!again.quotes || self.plan.fits_cards(&self.cards))
            && (!again.targets || self.plan.fits_citations(&self.evidence));
        if !fits {
            let plan = plan::plan(&self.evidence, &self.cards);
            self.plan = Arc::new(plan.value);
            self.planning = plan.diagnostics;
        }
    }

    /// Checks a note again, and those that lead to it or count words where its quotes changed.
    fn look_again(&mut self, read: &Read, key: NoteKey, quotes: bool) {
        let context = check::Context::of(&self.evidence, &read.private, &self.sources);
        self.results.look_again(key, &context);
        let notes = self.evidence.notes.iter();
        let counting = notes.filter(|(_, note)| check::counts_words(note));
        let mut others: BTreeSet<NoteKey> = counting.map(|(other, _)| other).collect();
        others.extend(&self.evidence.notes[key].backlinks);
        for other in others.into_iter().filter(|_| quotes) {
            self.results.look_again(other, &context);
        }
    }

    /// True where `other` is this programme with some notes tied again.
    pub fn has_ties_of(&self, other: &Compiled) -> bool {
        self.evidence.has_names_of(&other.evidence)
    }

    /// What looks for leaks in this site, if it looks for the same as in another state of it.
    pub fn inspector_after(&self, other: &Compiled, inspector: &Inspector) -> Option<Inspector> {
        let secret = other.withholds_quotes();
        let same = self.has_ties_of(other)
            && changed(&other.sources, &self.sources).all(|(file, old, new)| {
                inspector.knows_the_same(old, new) && (!secret || self.says_the_same(other, file))
            });
        same.then(|| inspector.afresh())
    }

    /// True where any quote is not published.
    fn withholds_quotes(&self) -> bool {
        let mut notes = self.evidence.notes.values();
        self.withheld.has_quotes() || notes.any(|note| note.quotes.contains(&None))
    }

    /// True where a note's quotes stand where they stood, word for word.
    fn says_the_same(&self, other: &Compiled, file: FileId) -> bool {
        let quotes = |compiled: &Compiled| {
            let mut notes = compiled.evidence.notes.values();
            let note = notes.find(|note| note.note.file == file);
            note.map(|note| note.note.clone())
        };
        let Some((one, two)) = quotes(self).zip(quotes(other)) else {
            return false;
        };
        let same = |(one, two): (&crate::model::Quote, &crate::model::Quote)| {
            one.span == two.span && one.paragraphs == two.paragraphs
        };
        one.body.quotes.len() == two.body.quotes.len()
            && one.body.quotes.iter().zip(&two.body.quotes).all(same)
    }
}

/// The files whose text differs, with both texts.
fn changed<'s>(
    old: &'s SourceMap,
    new: &'s SourceMap,
) -> impl Iterator<Item = (FileId, &'s str, &'s str)> {
    let files = old.iter().zip(new.iter());
    let files = files.filter(|((_, old), (_, new))| !std::ptr::eq(*old, *new));
    files.map(|((file, old), (_, new))| (file, old.text.as_str(), new.text.as_str()))
}

/// True where a fault has one of its places where `is_there` says.
fn points(fault: &Diagnostic, is_there: impl Fn(Place) -> bool) -> bool {
    let related = fault.related.iter().map(|related| related.place);
    fault.place.into_iter().chain(related).any(is_there)
}
