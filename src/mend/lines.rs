//! Which lines hold errors.

use super::trial::{Kind, kind};
use crate::diagnostic::{Code, Severity};
use crate::site::Compiled;
use crate::source::FileId;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

/// The number of a byte's line, counted from 1.
pub struct LineNumbers(Vec<usize>);

impl LineNumbers {
    pub fn of(text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    pub fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }

    /// The byte at which a line begins.
    pub fn start(&self, line: usize) -> usize {
        self.0[line - 1]
    }
}

/// The lines of one file, and those on which an error begins.
struct FileErrors {
    lines: LineNumbers,
    /// In order; a line with two errors stands twice.
    errors: Vec<usize>,
}

/// The errors of a programme by the lines of its files.
pub struct Errors<'c> {
    compiled: &'c Compiled,
    by_path: HashMap<&'c str, FileErrors>,
}

impl<'c> Errors<'c> {
    /// The errors of a programme; of the files in `paths` line by line.
    pub fn of(compiled: &'c Compiled, files: impl Iterator<Item = FileId>) -> Self {
        let sources = &compiled.sources;
        let empty = |file: FileId| {
            let lines = LineNumbers::of(sources.text(file));
            let errors = Vec::new();
            (sources.path(file), FileErrors { lines, errors })
        };
        let mut by_path: HashMap<&str, FileErrors> = files.map(empty).collect();
        let faults = compiled.diagnostics.iter();
        for fault in faults.filter(|fault| fault.severity == Severity::Error) {
            let Some(place) = fault.place else { continue };
            if let Some(file) = by_path.get_mut(sources.path(place.file)) {
                file.errors.push(file.lines.line(place.span.start as usize));
            }
        }
        for file in by_path.values_mut() {
            file.errors.sort_unstable();
        }
        Self { compiled, by_path }
    }

    /// The same for another state of the programme.
    pub fn again<'d>(&self, compiled: &'d Compiled) -> Errors<'d> {
        let files = compiled.sources.iter();
        let files = files.filter(|(_, file)| self.by_path.contains_key(file.path.as_str()));
        Errors::of(compiled, files.map(|(file, _)| file))
    }

    pub fn lines(&self, path: &str) -> Option<&LineNumbers> {
        self.by_path.get(path).map(|file| &file.lines)
    }

    /// How many errors begin on some lines of a file.
    pub fn on(&self, path: &str, lines: &RangeInclusive<usize>) -> usize {
        let Some(file) = self.by_path.get(path) else {
            return 0;
        };
        let before = file.errors.partition_point(|line| line < lines.start());
        let until = file.errors.partition_point(|line| line <= lines.end());
        until - before
    }

    /// How many errors of each code every file has.
    pub fn codes(&self) -> HashMap<(&'c str, Code), usize> {
        let faults = self.compiled.diagnostics.iter();
        let mut codes = HashMap::new();
        for fault in faults.filter(|fault| fault.severity == Severity::Error) {
            let (path, code, _) = kind(fault, &self.compiled.sources);
            *codes.entry((path, code)).or_default() += 1;
        }
        codes
    }

    /// Every fault of the files, and where it begins.
    pub fn faults(&self) -> HashSet<(Kind<'c>, usize)> {
        let sources = &self.compiled.sources;
        let faults = self.compiled.diagnostics.iter();
        let found = faults.map(|fault| {
            let start = fault.place.map_or(0, |place| place.span.start as usize);
            (kind(fault, sources), start)
        });
        found.collect()
    }
}
