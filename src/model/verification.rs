//! What a comparison of quotes with their sources found, as `quotes.lock` keeps it.

use super::{Date, Quote};
use crate::source::{FileId, Spanned};

/// The result of comparing one quote with its sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Every word stands in the source, in order and without a break.
    Verbatim,
    /// So it is apart from omissions and insertions, and each of them is marked.
    MarkedEdits,
    /// At most one word in twenty differs.
    Near,
    /// Words are left out at the start, in the middle or at the end, without a mark.
    UnmarkedCut,
    /// The words are in the source, but somebody else says them.
    WrongSpeaker,
    /// The words stand in several places, and nothing tells which is meant.
    Ambiguous,
    /// The sources do not have these words.
    NotFound,
    /// There is no source, or none that is complete, with which to compare the quote.
    NoSource,
}

impl Outcome {
    pub const ALL: &[Outcome] = &[
        Outcome::Verbatim,
        Outcome::MarkedEdits,
        Outcome::Near,
        Outcome::UnmarkedCut,
        Outcome::WrongSpeaker,
        Outcome::Ambiguous,
        Outcome::NotFound,
        Outcome::NoSource,
    ];

    /// The name in `quotes.lock`.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Verbatim => "verbatim",
            Outcome::MarkedEdits => "verbatim-with-marked-edits",
            Outcome::Near => "near",
            Outcome::UnmarkedCut => "unmarked-cut",
            Outcome::WrongSpeaker => "wrong-speaker",
            Outcome::Ambiguous => "ambiguous",
            Outcome::NotFound => "not-found",
            Outcome::NoSource => "no-source",
        }
    }

    /// True where the quote says what the source says.
    pub fn is_verbatim(self) -> bool {
        matches!(self, Outcome::Verbatim | Outcome::MarkedEdits)
    }
}

/// `quotes.lock`, as it was read.
#[derive(Debug, Clone)]
pub struct Lock {
    pub file: FileId,
    /// In the order of the file.
    pub entries: Vec<LockEntry>,
}

/// What was found for one quote.
#[derive(Debug, Clone)]
pub struct LockEntry {
    pub quote: Spanned<String>,
    pub verified: Verified,
}

/// The verification of one quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Whose words they were said to be: `interview-study/P18`, or a citation key.
    pub speaker: String,
    /// The hash of the quote's words and marks: BLAKE3, in hexadecimal digits.
    pub words: String,
    pub outcome: Outcome,
    /// Where the words stand; absent where they were not found.
    pub source: Option<SourcePlace>,
    /// True where the source itself names the speaker.
    pub speaker_confirmed: bool,
    pub date: Date,
}

/// A passage of a source, as a text position selector of the W3C Web Annotation Data Model has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcePlace {
    /// The path below the folder of sources, with `/` between its parts.
    pub name: String,
    /// The hash of the source's bytes: BLAKE3, in hexadecimal digits.
    pub hash: String,
    /// The first character of the passage in the source's text, counted in Unicode code points from 0.
    pub start: usize,
    /// The character behind the last.
    pub end: usize,
}

/// The hash of a quote's words and marks, character for character. Emphasis does not count.
pub fn words_hash(quote: &Quote) -> String {
    blake3::hash(quote.text().as_bytes()).to_hex().to_string()
}
