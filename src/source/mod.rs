//! Files as they were read: their text, their names, and how a byte span becomes a line and a column.

mod lines;

use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

pub use lines::{LineColumn, Lines, floor};

/// Names one file of a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileId(u32);

/// A range of bytes in one file: `start` is the first byte, `end` the one after the last.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets. Files are limited to less than 4 GiB when they are read.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forwards");
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The bytes as a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same span, `by` bytes further on.
    pub fn shifted(self, by: usize) -> Self {
        Self {
            start: self.start + by as u32,
            end: self.end + by as u32,
        }
    }

    /// The place of this span in a file.
    pub fn within(self, file: FileId) -> Place {
        Place { file, span: self }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A value with the bytes it was written in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Another value in the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned::new(change(self.value), self.span)
    }
}

/// A span in a named file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub file: FileId,
    pub span: Span,
}

/// One file of the programme.
#[derive(Debug)]
pub struct SourceFile {
    /// The path from the programme's root, with `/` between its parts.
    pub path: String,
    /// The text without a byte order mark. Bytes that are not UTF-8 stand as U+FFFD; such a file has a fault.
    pub text: String,
}

/// Every text file that a build reads. A copy shares the texts.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    files: Vec<Arc<SourceFile>>,
}

impl SourceMap {
    /// Adds a file and names it.
    pub fn add(&mut self, path: String, text: String) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 4 billion files"));
        self.files.push(Arc::new(SourceFile { path, text }));
        id
    }

    /// Puts another text in the place of a file's. Spans into the old text mean nothing afterwards.
    pub fn replace(&mut self, id: FileId, text: String) {
        let path = self.path(id).to_owned();
        self.files[id.0 as usize] = Arc::new(SourceFile { path, text });
    }

    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    pub fn text(&self, id: FileId) -> &str {
        &self.files[id.0 as usize].text
    }

    pub fn path(&self, id: FileId) -> &str {
        &self.files[id.0 as usize].path
    }

    /// True where a place lies in one of the files.
    pub fn holds(&self, place: Place) -> bool {
        let file = self.files.get(place.file.0 as usize);
        file.is_some_and(|file| file.text.get(place.span.range()).is_some())
    }

    /// Every file with its name, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, file)| (FileId(index as u32), file.as_ref()))
    }
}
