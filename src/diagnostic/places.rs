//! Lines and columns of the places of many faults.

use crate::source::{FileId, LineColumn, Place, SourceMap, floor};

/// Finds lines and columns. What was found last is kept: faults come in the order of their places, and counting from the
/// start of a file or of a long line for each of them would take the square of its size.
pub struct Places<'a> {
    pub sources: &'a SourceMap,
    last: Option<Last>,
}

/// The last place that was looked at.
struct Last {
    file: FileId,
    /// Where the lines of the file begin.
    starts: Vec<usize>,
    /// A byte offset and its place.
    offset: usize,
    at: LineColumn,
}

impl<'a> Places<'a> {
    pub fn of(sources: &'a SourceMap) -> Self {
        Self {
            sources,
            last: None,
        }
    }

    /// Where a place begins.
    pub fn start(&mut self, place: Place) -> LineColumn {
        self.locate(place.file, place.span.start as usize)
    }

    /// Where a place ends.
    pub fn end(&mut self, place: Place) -> LineColumn {
        self.locate(place.file, place.span.end as usize)
    }

    /// The byte at which the line of a place begins.
    pub fn line_start(&mut self, place: Place) -> usize {
        let line = self.start(place).line;
        self.last.as_ref().map_or(0, |last| last.starts[line - 1])
    }

    fn locate(&mut self, file: FileId, offset: usize) -> LineColumn {
        let text = self.sources.text(file);
        let offset = floor(text, offset);
        let last = match self.last.take() {
            Some(last) if last.file == file => last,
            _ => Last::top(file, text),
        };
        let last = last.moved(text, offset);
        let at = last.at;
        self.last = Some(last);
        at
    }
}

impl Last {
    fn top(file: FileId, text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            file,
            starts: std::iter::once(0).chain(breaks).collect(),
            offset: 0,
            at: LineColumn { line: 1, column: 1 },
        }
    }

    fn moved(self, text: &str, offset: usize) -> Self {
        let line = self.starts.partition_point(|start| *start <= offset);
        let on_this_line = line == self.at.line && offset >= self.offset;
        let (from, counted) = if on_this_line {
            (self.offset, self.at.column)
        } else {
            (self.starts[line - 1], 1)
        };
        let column = counted + text[from..offset].chars().count();
        let at = LineColumn { line, column };
        Self { offset, at, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Lines, Span};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting_from_the_start(text in "[aé\n]{0,30}", offsets in proptest::collection::vec(0usize..40, 1..10)) {
            let mut sources = SourceMap::default();
            let file = sources.add("a.md".into(), text.clone());
            let mut places = Places::of(&sources);
            for offset in offsets {
                let place = Span::new(offset, offset).within(file);
                prop_assert_eq!(places.start(place), Lines::of(&text).locate(offset));
            }
        }
    }
}
