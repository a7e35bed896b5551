//! Faults that somebody let stand: each `accept:` entry is held against the faults there are.
//!
//! It is one mechanism for every code that may be accepted. A fault counts as accepted where an entry names its code and
//! all that the entry narrows it by holds: the note, the quote, the words. An entry that matches nothing is a fault, so
//! that none lingers and later hides what nobody looked at.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::evidence::Evidence;
use crate::model::Acceptance;
use crate::source::{FileId, Place, SourceMap, Span};
use std::collections::HashMap;

/// Faults by whether somebody let them stand.
#[derive(Debug, Default)]
pub struct Judged {
    pub open: Vec<Diagnostic>,
    /// Each with its reason.
    pub accepted: Vec<Diagnostic>,
}

/// Holds every acceptance against the faults. `unasked` are codes that were not looked for this time: an acceptance of
/// one of them may match nothing.
pub fn judge(
    faults: Vec<Diagnostic>,
    evidence: &Evidence,
    sources: &SourceMap,
    unasked: &[Code],
) -> Judged {
    let rules = Rules::of(evidence);
    let mut used = vec![false; rules.rules.len()];
    let mut judged = Judged::default();
    for mut fault in faults {
        match rules.find(&fault, sources) {
            Some(index) => {
                used[index] = true;
                fault.accepted = Some(rules.rules[index].written.because.clone());
                judged.accepted.push(fault);
            }
            None => judged.open.push(fault),
        }
    }
    for (rule, _) in rules.rules.iter().zip(used).filter(|(_, used)| !used) {
        if !unasked.contains(&rule.written.check) {
            judged.open.push(unused(rule, evidence));
        }
    }
    judged
}

/// Every acceptance with what it names resolved.
struct Rules<'e> {
    rules: Vec<Rule<'e>>,
    /// Rules by code and file; those without a file hold everywhere. So a fault meets few of them.
    by_place: HashMap<(Code, Option<FileId>), Vec<usize>>,
}

struct Rule<'e> {
    written: &'e Acceptance,
    scope: Scope,
    words: Option<Vec<String>>,
}

/// Where a rule holds.
#[derive(Clone, Copy)]
enum Scope {
    Everywhere,
    File(FileId),
    Quote(Place),
    /// What it names does not exist.
    Nowhere,
}

impl<'e> Rules<'e> {
    fn of(evidence: &'e Evidence) -> Self {
        let notes = evidence.notes.values();
        let in_notes = notes.flat_map(|note| {
            let file = note.note.file;
            let own = note.note.common.accept.iter();
            own.map(move |written| (written, Some(file)))
        });
        let in_config = evidence.config.accept.iter().map(|written| (written, None));
        let all: Vec<_> = in_config.chain(in_notes).collect();
        let names = Names::of(evidence, all.is_empty());
        let rules: Vec<Rule<'_>> = all
            .into_iter()
            .map(|(written, file)| Rule {
                written,
                scope: names.scope(written, file),
                words: written.words.as_ref().map(|text| words(&text.value)),
            })
            .collect();
        let mut by_place: HashMap<_, Vec<usize>> = HashMap::new();
        for (index, rule) in rules.iter().enumerate() {
            let file = match rule.scope {
                Scope::Everywhere => None,
                Scope::File(file) | Scope::Quote(Place { file, .. }) => Some(file),
                Scope::Nowhere => continue,
            };
            by_place
                .entry((rule.written.check, file))
                .or_default()
                .push(index);
        }
        Self { rules, by_place }
    }

    /// The first rule that lets a fault stand.
    fn find(&self, fault: &Diagnostic, sources: &SourceMap) -> Option<usize> {
        if self.rules.is_empty() || !fault.code.may_be_accepted() {
            return None;
        }
        let file = fault.place.map(|place| place.file);
        let near = file.and_then(|file| self.by_place.get(&(fault.code, Some(file))));
        let far = self.by_place.get(&(fault.code, None));
        let mut candidates = near.into_iter().chain(far).flatten().copied();
        candidates.find(|index| self.rules[*index].holds(fault, sources))
    }
}

impl Rule<'_> {
    fn holds(&self, fault: &Diagnostic, sources: &SourceMap) -> bool {
        let here = match (self.scope, fault.place) {
            (Scope::Everywhere, _) => true,
            (Scope::File(file), Some(place)) => place.file == file,
            (Scope::Quote(quote), Some(place)) => {
                place.file == quote.file && within(place.span, quote.span)
            }
            (Scope::Nowhere, _) | (_, None) => false,
        };
        let said = |wanted: &Vec<String>| {
            let text = fault
                .place
                .map(|place| &sources.text(place.file)[place.span.range()]);
            let found = words(text.unwrap_or_default());
            holds(&found, wanted) || holds(wanted, &found)
        };
        here && self.words.as_ref().is_none_or(said)
    }
}

fn within(inner: Span, outer: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The words of a text. Marks between them, such as those of a blockquote's lines, do not count.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let some = parts.filter(|part| !part.is_empty());
    some.map(str::to_lowercase).collect()
}

/// Whether a run of words stands among others.
fn holds(text: &[String], run: &[String]) -> bool {
    !run.is_empty() && text.windows(run.len()).any(|window| window == run)
}

/// What acceptances may name.
#[derive(Default)]
struct Names<'e> {
    notes: HashMap<&'e str, FileId>,
    quotes: HashMap<&'e str, Place>,
}

impl<'e> Names<'e> {
    /// Most programmes accept nothing; then there is nothing to look up.
    fn of(evidence: &'e Evidence, nothing: bool) -> Self {
        if nothing {
            return Self::default();
        }
        let notes = evidence.notes.values();
        let quotes = evidence.quotes.iter().map(|(key, quote)| {
            let note = &evidence.notes[quote.home];
            (quote.id.as_str(), note.place(evidence.written(key).span))
        });
        Self {
            notes: notes
                .map(|note| (note.note.id.as_str(), note.note.file))
                .collect(),
            quotes: quotes.collect(),
        }
    }

    fn scope(&self, written: &Acceptance, own: Option<FileId>) -> Scope {
        let note = match &written.note {
            None => own,
            Some(id) => match self.notes.get(id.value.as_str()) {
                Some(file) => Some(*file),
                None => return Scope::Nowhere,
            },
        };
        let Some(id) = &written.quote else {
            return note.map_or(Scope::Everywhere, Scope::File);
        };
        let place = self.quotes.get(id.value.as_str());
        let place = place.filter(|place| note.is_none_or(|file| file == place.file));
        place.map_or(Scope::Nowhere, |place| Scope::Quote(*place))
    }
}

fn unused(rule: &Rule<'_>, evidence: &Evidence) -> Diagnostic {
    let written = rule.written;
    let message = format!("This acceptance matches no `{}`", written.check.name());
    let hint = misnamed(written, evidence)
        .unwrap_or_else(|| "Remove it, or mend what it names.".to_owned());
    Diagnostic::new(Code::UnusedAcceptance, written.place, message).hint(hint)
}

/// Advice where a note or quote that is named does not exist.
fn misnamed(written: &Acceptance, evidence: &Evidence) -> Option<String> {
    let near = |id: &str, ids: &mut dyn Iterator<Item = &str>| {
        let ids: Vec<&str> = ids.collect();
        let near = nearest(id, ids.iter().copied()).filter(|near| *near != id)?;
        (!ids.contains(&id)).then(|| format!("Did you mean `{near}`?"))
    };
    let notes = &mut evidence.notes.values().map(|note| note.note.id.as_str());
    let note = written.note.as_ref();
    let quotes = &mut evidence.quotes.values().map(|quote| quote.id.as_str());
    let quote = written.quote.as_ref();
    note.and_then(|id| near(&id.value, notes))
        .or_else(|| quote.and_then(|id| near(&id.value, quotes)))
}
