//! Lines and columns of the places of many faults.

use crate::source::{FileId, LineColumn, Place, SourceMap, floor};
use std::collections::HashMap;

/// Finds lines and columns. What was found is kept for each file: faults come in the order of their places, and counting
/// from the start of a file or of a long line for each of them would take the square of its size.
pub struct Places<'a> {
    pub sources: &'a SourceMap,
    files: HashMap<FileId, Known>,
}

/// What is known of a file.
struct Known {
    /// Where its lines begin.
    lines: Vec<usize>,
    /// Ends of places run ahead of their starts, so each kind goes its own way through the file.
    start: Found,
    end: Found,
}

/// The byte that was looked for last, and its place.
#[derive(Clone, Copy)]
struct Found {
    offset: usize,
    at: LineColumn,
}

impl<'a> Places<'a> {
    pub fn of(sources: &'a SourceMap) -> Self {
        Self {
            sources,
            files: HashMap::new(),
        }
    }

    /// Where a place begins.
    pub fn start(&mut self, place: Place) -> LineColumn {
        let text = self.sources.text(place.file);
        let known = self.known(place.file);
        let found = known.start;
        known.start = found.moved(&known.lines, text, place.span.start as usize);
        known.start.at
    }

    /// Where a place ends.
    pub fn end(&mut self, place: Place) -> LineColumn {
        let text = self.sources.text(place.file);
        let known = self.known(place.file);
        let found = known.end;
        known.end = found.moved(&known.lines, text, place.span.end as usize);
        known.end.at
    }

    /// The byte at which the line of a place begins.
    pub fn line_start(&mut self, place: Place) -> usize {
        let line = self.start(place).line;
        self.known(place.file).lines[line - 1]
    }

    fn known(&mut self, file: FileId) -> &mut Known {
        let text = self.sources.text(file);
        self.files.entry(file).or_insert_with(|| Known::of(text))
    }
}

impl Known {
    fn of(text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let top = Found {
            offset: 0,
            at: LineColumn { line: 1, column: 1 },
        };
        Self {
            lines: std::iter::once(0).chain(breaks).collect(),
            start: top,
            end: top,
        }
    }
}

impl Found {
    fn moved(self, lines: &[usize], text: &str, offset: usize) -> Self {
        let offset = floor(text, offset);
        let line = lines.partition_point(|start| *start <= offset);
        let on_this_line = line == self.at.line && offset >= self.offset;
        let (from, counted) = if on_this_line {
            (self.offset, self.at.column)
        } else {
            (lines[line - 1], 1)
        };
        let column = counted + text[from..offset].chars().count();
        Self {
            offset,
            at: LineColumn { line, column },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Lines, Span};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting_from_the_start(
            texts in ["[aé\n]{0,30}", "[aé\n]{0,30}"],
            offsets in proptest::collection::vec((0usize..2, 0usize..40, 0usize..9), 1..10),
        ) {
            let mut sources = SourceMap::default();
            let files = [0, 1].map(|at| sources.add(format!("{at}.md"), texts[at].clone()));
            let mut places = Places::of(&sources);
            for (at, offset, length) in offsets {
                let place = Span::new(offset, offset + length).within(files[at]);
                let lines = Lines::of(&texts[at]);
                prop_assert_eq!(places.start(place), lines.locate(offset));
                prop_assert_eq!(places.end(place), lines.locate(offset + length));
            }
        }
    }
}
