//! A number in a note's text that says what it counts.

use crate::source::{Span, Spanned};

/// `[37 people]{count=participants study=interviews}`: readers see `37 people`, and a check compares it with the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedCount {
    /// The whole mark.
    pub span: Span,
    pub number: u64,
    /// What is counted: `participants`.
    pub role: Spanned<String>,
    /// By what it is narrowed: key and value, in the order written.
    pub narrowed: Vec<(Spanned<String>, Spanned<String>)>,
}
