//! Rounds of fixes, each checked as a whole.

use super::lines::LineNumbers;
use super::trial::{Trial, Verdict, apart, edits};
use super::{Mend, Mended, MendedFile};
use crate::diagnostic::{Code, Diagnostic, Edit};
use crate::load::{LoadError, Unsaved};
use crate::site::{Compiled, Options, Read};
use crate::source::FileId;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// How often a round may leave out fixes and try the others again.
const MOST_TRIALS: usize = 24;

/// What tells one fix from the others, whatever moved meanwhile: path, code, message and line.
type Name = (String, Code, String, String);

/// The state between two rounds.
pub struct Rounds<'o> {
    options: &'o Options,
    compiled: Compiled,
    /// Texts that changed.
    texts: Unsaved,
    /// The same files as they are on disk.
    before: BTreeMap<String, String>,
    mends: Vec<Mend>,
    refused: HashSet<Name>,
    taken_back: Vec<Mend>,
}

impl<'o> Rounds<'o> {
    pub fn of(options: &'o Options, compiled: Compiled) -> Self {
        Self {
            options,
            compiled,
            texts: Unsaved::new(),
            before: BTreeMap::new(),
            mends: Vec::new(),
            refused: HashSet::new(),
            taken_back: Vec::new(),
        }
    }

    /// Makes the fixes there are. False where none are left.
    ///
    /// # Errors
    /// Where the programme can no longer be read.
    pub fn round(&mut self) -> Result<bool, LoadError> {
        let mut chosen = self.chosen();
        if chosen.is_empty() {
            return Ok(false);
        }
        for _ in 0..MOST_TRIALS {
            if chosen.is_empty() {
                return Ok(true);
            }
            let trial = Trial::of(&self.compiled, &chosen);
            let changed = trial.texts();
            let mut texts = self.texts.clone();
            texts.extend(changed.clone());
            let after = Read::with(self.options, &texts)?.tied();
            let verdicts = trial.verdicts(&after);
            if verdicts.iter().all(|verdict| *verdict == Verdict::Fine) {
                self.accept(&chosen, changed, texts, after);
                return Ok(true);
            }
            chosen = self.fine(chosen, &verdicts);
        }
        Ok(false)
    }

    /// Faults whose fixes can be made together.
    fn chosen(&self) -> Vec<Diagnostic> {
        let names = Names::of(&self.compiled);
        let faults = self.compiled.diagnostics.iter();
        let fixable = faults.filter(|fault| !edits(fault).is_empty());
        let mut wanted: Vec<Diagnostic> = Vec::new();
        for fault in fixable {
            if self.refused.is_empty() || !self.refused.contains(&names.name(fault)) {
                wanted.push(fault.clone());
            }
        }
        apart(wanted)
    }

    fn accept(&mut self, chosen: &[Diagnostic], changed: Unsaved, texts: Unsaved, after: Compiled) {
        let names = Names::of(&self.compiled);
        self.mends
            .extend(chosen.iter().flat_map(|fault| names.mends(fault)));
        for (file, source) in self.compiled.sources.iter() {
            if changed.contains_key(&source.path) {
                let text = self.compiled.sources.text(file).to_owned();
                self.before.entry(source.path.clone()).or_insert(text);
            }
        }
        self.texts = texts;
        self.compiled = after;
    }

    /// Refuses fixes that made something worse, and gives those that may be tried again.
    fn fine(&mut self, chosen: Vec<Diagnostic>, verdicts: &[Verdict]) -> Vec<Diagnostic> {
        let names = Names::of(&self.compiled);
        let mut fine = Vec::new();
        for (fault, verdict) in chosen.into_iter().zip(verdicts) {
            match verdict {
                Verdict::Fine => fine.push(fault),
                Verdict::Later => {}
                Verdict::Worse => {
                    self.taken_back
                        .extend(names.mends(&fault).into_iter().take(1));
                    self.refused.insert(names.name(&fault));
                }
            }
        }
        fine
    }

    pub fn finish(mut self, had_errors: bool) -> Mended {
        // What cannot be mended after all is not offered again.
        let names = Names::of(&self.compiled);
        let faults = self.compiled.diagnostics.iter();
        let refused = faults.map(|fault| self.refused.contains(&names.name(fault)));
        let refused: Vec<bool> = refused.collect();
        for (fault, refused) in self.compiled.diagnostics.iter_mut().zip(refused) {
            fault.fix = fault.fix.take().filter(|_| !refused);
        }
        self.mends
            .sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
        self.taken_back.sort();
        self.taken_back.dedup();
        let mut files: Vec<MendedFile> = Vec::new();
        for (path, before) in self.before {
            let mends = self.mends.iter().filter(|mend| mend.path == path);
            files.push(MendedFile {
                after: self.texts.remove(&path).unwrap_or_default(),
                mends: mends.cloned().collect(),
                path,
                before,
            });
        }
        Mended {
            compiled: self.compiled,
            had_errors,
            files,
            taken_back: self.taken_back,
        }
    }
}

/// Names faults and fixes by the lines on which they stand.
struct Names<'c> {
    compiled: &'c Compiled,
    /// Of files in which something can be mended.
    lines: HashMap<FileId, LineNumbers>,
}

impl<'c> Names<'c> {
    fn of(compiled: &'c Compiled) -> Self {
        let edits = compiled.diagnostics.iter().flat_map(edits);
        let files: BTreeSet<FileId> = edits.map(|edit| edit.place.file).collect();
        let lines = |file| (file, LineNumbers::of(compiled.sources.text(file)));
        Self {
            compiled,
            lines: files.into_iter().map(lines).collect(),
        }
    }

    /// The path and line of an edit, and the text of that line.
    fn at(&self, edit: &Edit) -> (&str, usize, &str) {
        let (file, start) = (edit.place.file, edit.place.span.start as usize);
        let lines = &self.lines[&file];
        let line = lines.line(start);
        let text = &self.compiled.sources.text(file)[lines.start(line)..];
        let text = text.lines().next().unwrap_or_default();
        (self.compiled.sources.path(file), line, text)
    }

    fn name(&self, fault: &Diagnostic) -> Name {
        let first = edits(fault).first().map(|edit| self.at(edit));
        let (path, _, text) = first.unwrap_or_default();
        let message = fault.message.clone();
        (path.to_owned(), fault.code, message, text.to_owned())
    }

    /// What a fix does, once for each file.
    fn mends(&self, fault: &Diagnostic) -> Vec<Mend> {
        let mut mends: Vec<Mend> = Vec::new();
        for edit in edits(fault) {
            let (path, line, _) = self.at(edit);
            if mends.iter().all(|mend| mend.path != path) {
                mends.push(Mend {
                    path: path.to_owned(),
                    line,
                    title: fault
                        .fix
                        .as_ref()
                        .map(|fix| fix.title.clone())
                        .unwrap_or_default(),
                });
            }
        }
        mends
    }
}
