//! A glossary term.

use crate::source::{Place, Spanned};

/// One term in plain English.
#[derive(Debug, Clone)]
pub struct Term {
    /// Where the entry begins.
    pub place: Place,
    pub term: Spanned<String>,
    pub definition: String,
    pub abbreviation: Option<String>,
    /// Other spellings that link to the term.
    pub aliases: Vec<String>,
    /// A citation key.
    pub source: Option<Spanned<String>>,
    /// Other terms to look at.
    pub see: Vec<Spanned<String>>,
}
