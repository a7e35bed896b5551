//! Some fixes, made in memory, and what came of each.

use super::lines::{Errors, LineNumbers};
use crate::diagnostic::{Code, Diagnostic, Edit, Severity};
use crate::load::Unsaved;
use crate::model::{Note, QuoteSource};
use crate::parse;
use crate::site::Compiled;
use crate::source::{FileId, SourceMap};
use std::collections::{BTreeMap, HashSet};
use std::ops::RangeInclusive;

/// What a fault is, but for its place: path, code and message.
pub type Kind<'c> = (&'c str, Code, &'c str);

pub fn kind<'c>(fault: &'c Diagnostic, sources: &'c SourceMap) -> Kind<'c> {
    let path = fault.place.map_or("", |place| sources.path(place.file));
    (path, fault.code, &fault.message)
}

/// The edits of a fault's fix.
pub fn edits(fault: &Diagnostic) -> &[Edit] {
    fault.fix.as_ref().map_or(&[], |fix| &fix.edits)
}

/// Faults whose fixes do not touch each other, in their order. One that touches another waits for the next round.
pub fn apart(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<(FileId, u32), u32> = BTreeMap::new();
    let mut chosen = Vec::new();
    for fault in faults {
        let free = |edit: &Edit| {
            let (file, span) = (edit.place.file, edit.place.span);
            let before = taken.range(..=(file, span.end)).next_back();
            !before.is_some_and(|((other, _), end)| *other == file && *end >= span.start)
        };
        if edits(&fault).iter().all(free) {
            for edit in edits(&fault) {
                let span = edit.place.span;
                taken.insert((edit.place.file, span.start), span.end);
            }
            chosen.push(fault);
        }
    }
    chosen
}

/// The new text of a file, and where what stood in the old one stands in it.
struct Patched {
    text: String,
    /// Old and new range of each edit, in order.
    moved: Vec<[(usize, usize); 2]>,
}

impl Patched {
    /// Makes edits that are in order and apart.
    fn of(old: &str, edits: &[&Edit]) -> Self {
        let mut text = String::with_capacity(old.len() + 64 * edits.len());
        let mut moved = Vec::with_capacity(edits.len());
        let mut from = 0;
        for edit in edits {
            let range = edit.place.span.range();
            text.push_str(&old[from..range.start]);
            let start = text.len();
            text.push_str(&edit.new);
            moved.push([(range.start, range.end), (start, text.len())]);
            from = range.end;
        }
        text.push_str(&old[from..]);
        Self { text, moved }
    }

    /// Where a byte of the old text stands in the new one.
    fn offset(&self, old: usize) -> usize {
        let next = self.moved.partition_point(|[(_, end), _]| *end <= old);
        match self.moved.get(next) {
            Some([(start, _), (new, _)]) if *start <= old => *new,
            _ => match next.checked_sub(1).map(|last| self.moved[last]) {
                Some([(_, end), (_, new)]) => new + (old - end),
                None => old,
            },
        }
    }

    /// Where an edit at a byte of the old text begins and ends in the new one.
    fn edited(&self, old: usize) -> (usize, usize) {
        let at = self.moved.partition_point(|[(start, _), _]| *start < old);
        self.moved[at][1]
    }
}

/// What came of a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Fine,
    /// It made something worse, or nothing better.
    Worse,
    /// It was made together with one that made something worse.
    Later,
}

/// Fixes that were made in memory.
pub struct Trial<'c> {
    before: &'c Compiled,
    chosen: &'c [Diagnostic],
    patched: BTreeMap<FileId, Patched>,
}

impl<'c> Trial<'c> {
    pub fn of(before: &'c Compiled, chosen: &'c [Diagnostic]) -> Self {
        let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
        for edit in chosen.iter().flat_map(edits) {
            by_file.entry(edit.place.file).or_default().push(edit);
        }
        let patched = by_file.into_iter().map(|(file, mut edits)| {
            edits.sort_by_key(|edit| edit.place.span);
            (file, Patched::of(before.sources.text(file), &edits))
        });
        Self {
            before,
            chosen,
            patched: patched.collect(),
        }
    }

    /// The new texts, by their paths.
    pub fn texts(&self) -> Unsaved {
        let text = |(file, patched): (&FileId, &Patched)| {
            let path = self.before.sources.path(*file).to_owned();
            (path, patched.text.clone())
        };
        self.patched.iter().map(text).collect()
    }

    /// What came of each fix.
    pub fn verdicts(&self, after: &Compiled) -> Vec<Verdict> {
        let old = Errors::of(self.before, self.patched.keys().copied());
        let new = old.again(after);
        let left = new.faults();
        let verdicts = self.chosen.iter().map(|fault| {
            let (was, is) = self.errors_around(fault, &old, &new);
            let worse = is > was || fault.severity == Severity::Error && is == was;
            match worse || left.contains(&(kind(fault, &self.before.sources), self.moved(fault))) {
                true => Verdict::Worse,
                false => Verdict::Fine,
            }
        });
        let mut verdicts: Vec<Verdict> = verdicts.collect();
        if verdicts.contains(&Verdict::Worse) {
            return verdicts;
        }
        let (spoiled, elsewhere) = self.spoiled(&old, &new);
        if elsewhere {
            halve(&mut verdicts, |_| true);
        }
        for file in spoiled {
            halve(&mut verdicts, |index| {
                let mut edits = edits(&self.chosen[index]).iter();
                edits.any(|edit| edit.place.file == file)
            });
        }
        verdicts
    }

    /// Where a fault would begin now, if it were still there.
    fn moved(&self, fault: &Diagnostic) -> usize {
        fault.place.map_or(0, |place| {
            let start = place.span.start as usize;
            let patched = self.patched.get(&place.file);
            patched.map_or(start, |patched| patched.offset(start))
        })
    }

    /// How many errors begin on the lines of a fix and of its fault, before and after.
    fn errors_around(
        &self,
        fault: &Diagnostic,
        old: &Errors<'_>,
        new: &Errors<'_>,
    ) -> (usize, usize) {
        let mut sum = (0, 0);
        for (file, patched) in &self.patched {
            let mut edits = edits(fault).iter().peekable();
            if edits.peek().is_none_or(|edit| edit.place.file != *file) {
                continue;
            }
            let path = self.before.sources.path(*file);
            let mut spans = Vec::new();
            for span in edits.map(|edit| edit.place.span) {
                let old = (span.start as usize, span.end as usize);
                spans.push([old, patched.edited(old.0)]);
            }
            if let Some(place) = fault.place.filter(|place| place.file == *file) {
                let at = place.span.start as usize;
                let moved = patched.offset(at);
                spans.push([(at, at), (moved, moved)]);
            }
            let (Some(were), Some(are)) = (old.lines(path), new.lines(path)) else {
                continue;
            };
            sum.0 += old.on(path, &hull(were, spans.iter().map(|[old, _]| *old)));
            sum.1 += new.on(path, &hull(are, spans.iter().map(|[_, new]| *new)));
        }
        sum
    }

    /// Files that have errors of a kind which they had not, or in which somebody's words changed. The second value is true
    /// where that happened to a file in which nothing was mended.
    fn spoiled(&self, old: &Errors<'_>, new: &Errors<'_>) -> (Vec<FileId>, bool) {
        let (old, new) = (old.codes(), new.codes());
        let grown = new
            .iter()
            .filter(|(kind, count)| old.get(*kind).unwrap_or(&0) < count);
        let grown: HashSet<&str> = grown.map(|((path, _), _)| *path).collect();
        let mut elsewhere = grown.len();
        let mut spoiled = Vec::new();
        for (id, patched) in &self.patched {
            let file = self.before.sources.file(*id);
            let worse = grown.contains(file.path.as_str());
            elsewhere -= usize::from(worse);
            let is_note = file.path.ends_with(".md");
            if worse || is_note && !keeps_quotes(&file.path, &file.text, &patched.text) {
                spoiled.push(*id);
            }
        }
        (spoiled, elsewhere > 0)
    }
}

/// Something is wrong with some fixes together: the first half is tried again, the others later. One alone is refused.
fn halve(verdicts: &mut [Verdict], meant: impl Fn(usize) -> bool) {
    let all: Vec<usize> = (0..verdicts.len()).filter(|index| meant(*index)).collect();
    match all.as_slice() {
        [only] => verdicts[*only] = Verdict::Worse,
        _ => {
            for index in &all[all.len() / 2..] {
                verdicts[*index] = Verdict::Later;
            }
        }
    }
}

/// The lines from the first to the last of some ranges.
fn hull(lines: &LineNumbers, spans: impl Iterator<Item = (usize, usize)>) -> RangeInclusive<usize> {
    let (mut first, mut last) = (usize::MAX, 0);
    for (start, end) in spans {
        first = first.min(lines.line(start));
        last = last.max(lines.line(end));
    }
    first..=last
}

/// Whether a note still holds every quote that it held, word for word, said by the same person or document, in the same
/// order. It may hold more.
pub fn keeps_quotes(path: &str, before: &str, after: &str) -> bool {
    let mut after = quotes(path, after).into_iter();
    let mut before = quotes(path, before).into_iter();
    before.all(|quote| after.any(|other| other == quote))
}

/// Who says what in a note.
fn quotes(path: &str, text: &str) -> Vec<(String, String)> {
    let mut sources = SourceMap::default();
    let file = sources.add(path.to_owned(), text.to_owned());
    let note = parse::note(file, sources.file(file)).value;
    let quotes = note.body.quotes.iter();
    quotes
        .map(|quote| (speaker(&note, &quote.source), quote.text()))
        .collect()
}

fn speaker(note: &Note, source: &QuoteSource) -> String {
    match source {
        QuoteSource::Participant { study, id, .. } => {
            format!("{}/{id}", study.as_deref().unwrap_or_default())
        }
        QuoteSource::Document { citation } => {
            let items = note.body.citations[*citation].items.iter();
            let keys: Vec<String> = items.map(|item| format!("@{}", item.key.value)).collect();
            keys.join(";")
        }
    }
}
