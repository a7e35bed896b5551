//! A quote as pages other than its home show it: as a card in a list, or in one line.

use super::Views;
use super::common::{FacetValue, Link};
use crate::evidence::QuoteKey;
use crate::model::Html;
use serde::Serialize;

/// A quote as it stands in a list.
#[derive(Debug, Clone, Serialize)]
pub struct QuoteCard {
    /// The quote's id, which is also its anchor where it lives.
    pub id: String,
    /// The permalink: the page where the quote lives, with its anchor.
    pub path: String,
    /// The words with omissions and insertions marked up; one `<p>` for each paragraph. Absent where they are too many for
    /// a list.
    pub words: Option<Html>,
    /// How the words begin.
    pub opening: Opening,
    /// How many words are said.
    pub length: usize,
    /// The attribution as the publishing rules allow it.
    pub speaker: Speaker,
    /// What the comparison with the source found: a word of `quotes.checks`; absent where there was none.
    pub check: Option<&'static str>,
    /// The page on which the quote lives.
    pub home: Link,
    /// The study that the quote comes from; absent for a quote from a document.
    pub study: Option<Link>,
    /// The themes to which the quote is coded.
    pub themes: Vec<Link>,
    /// The facet values to which the quote is coded, for example the level `Micro`.
    pub facets: Vec<FacetValue>,
}

/// A quote in one line.
#[derive(Debug, Clone, Serialize)]
pub struct QuoteLine {
    pub path: String,
    pub speaker: Speaker,
    pub opening: Opening,
}

/// How a quote begins, for where there is one line for it.
#[derive(Debug, Clone, Serialize)]
pub struct Opening {
    pub words: String,
    /// True where the quote goes on.
    pub more: bool,
}

/// Who said a quote.
#[derive(Debug, Clone, Serialize)]
pub struct Speaker {
    /// The part that identifies within the study: `P18`. For a quote from a document: its short citation.
    pub name: String,
    /// The rest of the attribution: `Primary care`; may be empty.
    pub detail: String,
    /// The participant's row or the reference's entry.
    pub path: Option<String>,
}

impl Views<'_> {
    /// True where one of some quotes has a mark for words left out or put in.
    pub(super) fn any_marked(&self, quotes: &[QuoteKey]) -> bool {
        let marked = |quote: &QuoteKey| self.evidence().written(*quote).is_marked();
        quotes.iter().any(marked)
    }

    pub(super) fn quote_card(&self, key: QuoteKey) -> QuoteCard {
        let (evidence, plan) = (self.evidence(), self.plan());
        let quote = &evidence.quotes[key];
        let shown = !crate::plan::is_too_long(evidence, key);
        QuoteCard {
            id: quote.id.clone(),
            path: plan.quote(evidence, key),
            words: shown.then(|| self.setter.quote_words(key)),
            opening: self.opening(key),
            length: quote.words,
            speaker: self.speaker(key),
            check: self.setter.check(key),
            home: self.note_link(quote.home),
            study: quote
                .study
                .map(|study| self.note_link(evidence.studies[study].note)),
            themes: quote
                .themes
                .iter()
                .map(|theme| self.note_link(evidence.themes[*theme].note))
                .collect(),
            facets: quote
                .facets
                .iter()
                .map(|facet| self.facet_value(*facet, None))
                .collect(),
        }
    }

    pub(super) fn quote_lines<'q>(
        &self,
        quotes: impl IntoIterator<Item = &'q QuoteKey>,
    ) -> Vec<QuoteLine> {
        let line = |key: &QuoteKey| QuoteLine {
            path: self.plan().quote(self.evidence(), *key),
            speaker: self.speaker(*key),
            opening: self.opening(*key),
        };
        quotes.into_iter().map(line).collect()
    }

    fn speaker(&self, key: QuoteKey) -> Speaker {
        let speaker = self.setter.speaker(key);
        Speaker {
            name: speaker.name,
            detail: speaker.detail,
            path: Some(speaker.path),
        }
    }

    fn opening(&self, key: QuoteKey) -> Opening {
        let (words, more) = self.evidence().written(key).opening();
        Opening { words, more }
    }
}
