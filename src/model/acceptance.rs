//! An acceptance: a fault that somebody looked at and lets stand, with the reason.

use crate::diagnostic::Code;
use crate::source::{Place, Spanned};

/// One entry of `accept:`, as a note or the configuration has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The whole entry.
    pub place: Place,
    pub check: Code,
    /// Only faults in the note with this id. A note's own entries mean that note.
    pub note: Option<Spanned<String>>,
    /// Only faults in the quote with this id.
    pub quote: Option<Spanned<String>>,
    /// Only faults at these words.
    pub words: Option<Spanned<String>>,
    pub because: String,
}
