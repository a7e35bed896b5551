//! A quote: somebody's words, kept character for character.

use crate::source::{Span, Spanned};

/// A blockquote with an attribution.
#[derive(Debug, Clone)]
pub struct Quote {
    /// The whole blockquote.
    pub span: Span,
    /// The id in its attributes, if the editor wrote one.
    pub id: Option<Spanned<String>>,
    /// The paragraph that says who speaks.
    pub attribution: Span,
    /// Its attributes with their braces, where the editor wrote some.
    pub braces: Option<Span>,
    /// The words, paragraph by paragraph.
    pub paragraphs: Vec<Vec<QuotePiece>>,
    /// How many of them the speaker says: see [`words_said`].
    pub words: usize,
    pub source: QuoteSource,
    /// Ids of themes; absent where the attributes do not say.
    pub themes: Option<Vec<Spanned<String>>>,
    /// Facet and value, in the order written.
    pub facets: Vec<(Spanned<String>, Spanned<String>)>,
}

/// Where a quote comes from.
#[derive(Debug, Clone)]
pub enum QuoteSource {
    /// A participant, with the study's id where it is written (`interview-study/P18`).
    Participant {
        study: Option<String>,
        id: String,
        span: Span,
    },
    /// A document: index of the citation in [`super::Body::citations`].
    Document { citation: usize },
}

/// A run of a quote's words in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotePiece {
    pub text: String,
    pub mark: Mark,
    pub emphasis: Emphasis,
}

/// What a run of a quote is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The speaker's own words.
    Said,
    /// A sign that words were left out: ` ... ` or `…`.
    Omission,
    /// Words that an editor put in, with their square brackets.
    Insertion,
    /// A line break that the editor wrote.
    Break,
}

/// How a run is emphasised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Emphasis {
    #[default]
    None,
    Emphasis,
    Strong,
}

impl Quote {
    /// The words as one text, marks included: paragraphs parted by an empty line.
    pub fn text(&self) -> String {
        let paragraphs = self.paragraphs.iter().map(|pieces| {
            pieces
                .iter()
                .map(|piece| piece.text.as_str())
                .collect::<String>()
        });
        paragraphs.collect::<Vec<_>>().join("\n\n")
    }

    /// True where a sign says that words were left out or put in.
    pub fn is_marked(&self) -> bool {
        let marks = [Mark::Omission, Mark::Insertion];
        let mut pieces = self.paragraphs.iter().flatten();
        pieces.any(|piece| marks.contains(&piece.mark))
    }

    /// How the quote begins, in about one line, and whether it goes on. Between words there is one space.
    pub fn opening(&self) -> (String, bool) {
        const LONGEST: usize = 72;
        let mut opening = String::new();
        let (mut length, mut more) = (0, false);
        let pieces = self.paragraphs.iter().map(|pieces| {
            let text = pieces.iter().map(|piece| match piece.mark {
                Mark::Break => " ",
                _ => piece.text.as_str(),
            });
            text.collect::<String>()
        });
        'quote: for paragraph in pieces {
            for word in paragraph.split_whitespace() {
                let letters = word.chars().count();
                if length > 0 && length + 1 + letters > LONGEST {
                    more = true;
                    break 'quote;
                }
                if length > 0 {
                    opening.push(' ');
                }
                // A word without an end is cut too, so that one line stays one line.
                opening.extend(word.chars().take(LONGEST));
                more = letters > LONGEST;
                length += 1 + letters.min(LONGEST);
                if more {
                    break 'quote;
                }
            }
        }
        if more {
            // A mark for words left out says nothing where the quote is cut anyway.
            let kept = opening.trim_end_matches(['.', '…', ' ']);
            if !kept.is_empty() && opening[kept.len()..].contains(' ') {
                opening.truncate(kept.len());
            }
        }
        (opening, more)
    }
}

/// How many words a speaker says: omissions and insertions do not count.
pub fn words_said(paragraphs: &[Vec<QuotePiece>]) -> usize {
    let paragraph = |pieces: &Vec<QuotePiece>| {
        let said = pieces.iter().map(|piece| match piece.mark {
            Mark::Said => piece.text.as_str(),
            _ => " ",
        });
        let text: String = said.collect();
        let words = text.split_whitespace();
        words
            .filter(|word| word.contains(char::is_alphanumeric))
            .count()
    };
    paragraphs.iter().map(paragraph).sum()
}
