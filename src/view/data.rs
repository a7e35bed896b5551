//! The data: every file to take along.

use super::Views;
use super::common::Head;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct DataPage {
    pub head: Head,
    pub files: Vec<DataFile>,
}

/// A file to take along.
#[derive(Debug, Clone, Serialize)]
pub struct DataFile {
    /// `quotes.csv`, …; words in `data.files`.
    pub name: &'static str,
    pub path: String,
    /// The media type.
    pub media: &'static str,
    /// A name under `counts`, where somebody would count what the file holds.
    pub of: Option<&'static str>,
    pub holds: usize,
    pub bytes: usize,
    /// The size in kilobytes, at least 1.
    pub kilobytes: usize,
}

impl Views<'_> {
    pub(super) fn data(&self, path: &str) -> DataPage {
        DataPage {
            head: self.made_head("data", None, path),
            files: (self.files)(),
        }
    }
}
