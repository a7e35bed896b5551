//! Formatted text that is not HTML yet: what a citation style makes of a reference.

use crate::untrusted::Address;

/// Text in pieces, each with its own style.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RichText {
    pub pieces: Vec<Piece>,
}

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece {
    pub text: String,
    pub italic: bool,
    pub bold: bool,
    pub small_caps: bool,
    pub position: Position,
    /// The full address the run leads to (`https://…`), if it is a link.
    pub link: Option<Address>,
}

/// Where a run stands to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Position {
    #[default]
    Normal,
    Superscript,
    Subscript,
}

impl RichText {
    /// Unstyled text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            pieces: vec![Piece {
                text: text.into(),
                ..Piece::default()
            }],
        }
    }

    /// The words alone.
    pub fn text(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }
}
