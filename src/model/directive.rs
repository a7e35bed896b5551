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
    /// Two dimensions of the evidence against each other.
    Matrix(MatrixBlock),
    /// Who is heard in the quotes that pass every filter, by an attribute of participants.
    Voices {
        quotes: QuoteFilter,
        by: Option<Spanned<String>>,
    },
}

/// What a matrix sets against each other.
#[derive(Debug, Clone, Default)]
pub struct MatrixBlock {
    /// `themes`, `studies`, `findings`, an attribute or a facet.
    pub rows: Option<Spanned<String>>,
    pub columns: Option<Spanned<String>>,
    pub cells: MatrixCells,
    /// Only these themes and those below them; all where none is written.
    pub themes: Vec<Spanned<String>>,
}

/// What the cells of a matrix show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MatrixCells {
    /// How many quotes.
    #[default]
    Count,
    /// What each strand says.
    Convergence,
}

impl MatrixCells {
    pub const ALL: &[MatrixCells] = &[MatrixCells::Count, MatrixCells::Convergence];

    pub fn name(self) -> &'static str {
        match self {
            MatrixCells::Count => "count",
            MatrixCells::Convergence => "convergence",
        }
    }
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
