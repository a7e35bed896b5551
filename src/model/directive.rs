//! A generated block: a fenced block whose info string is in braces.

use crate::source::{Span, Spanned};

/// One generated block as written.
#[derive(Debug, Clone)]
pub struct Directive {
    /// The whole fenced block.
    pub span: Span,
    pub kind: DirectiveKind,
}

/// What a generated block shows.
#[derive(Debug, Clone)]
pub enum DirectiveKind {
    /// Quotes that pass every filter.
    Quotes(QuoteFilter),
    /// A chosen part of the bibliography; all of it where no keys are written.
    Bibliography { keys: Vec<Spanned<String>> },
    /// A study's PRISMA flow.
    Flow { study: Option<Spanned<String>> },
    /// A study's participants, by the publishing rules.
    Participants { study: Option<Spanned<String>> },
    /// Named gaps: of one note, or of the whole programme.
    Gaps { of: Option<Spanned<String>> },
}

/// Which quotes a block shows. An empty list lets everything through.
#[derive(Debug, Clone, Default)]
pub struct QuoteFilter {
    pub themes: Vec<Spanned<String>>,
    pub studies: Vec<Spanned<String>>,
    /// Facet and value.
    pub facets: Vec<(Spanned<String>, Spanned<String>)>,
    pub limit: Option<usize>,
}
