//! The participants of a study, as their table holds them.

use super::{Date, Id};
use crate::source::{FileId, Spanned};

/// The table of one study.
#[derive(Debug, Clone)]
pub struct ParticipantTable {
    pub file: FileId,
    /// The study in whose folder the table lies.
    pub study: Id,
    /// The names of the attribute columns, in order.
    pub attributes: Vec<String>,
    pub rows: Vec<ParticipantRow>,
}

/// One participant.
#[derive(Debug, Clone)]
pub struct ParticipantRow {
    pub id: Spanned<String>,
    /// One value for each attribute of the table; empty where the cell is.
    pub values: Vec<String>,
    /// The day from which nothing of theirs may be published.
    pub withdrawn: Option<Spanned<Date>>,
    /// The document that holds their words; never published.
    pub source: Option<Spanned<String>>,
}
