//! What the popovers of a page show.

use super::Views;
use super::quote::QuoteCard;
use crate::evidence::{ReferenceKey, TermKey, ThemeKey};
use crate::model::{Html, escape};
use crate::plan::reference_anchor;
use crate::typeset::{PageSetter, Previewed};
use serde::Serialize;
use std::sync::Arc;

/// One popover.
#[derive(Debug, Clone, Serialize)]
pub struct Preview {
    pub id: String,
    #[serde(flatten)]
    pub shows: Shown,
}

/// What it shows.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Shown {
    Reference(PreviewedReference),
    Term(PreviewedTerm),
    Quote {
        quote: Box<QuoteCard>,
    },
    Theme(PreviewedTheme),
    Chain {
        /// Finished HTML, from recommendation to publication.
        steps: Vec<Arc<str>>,
    },
}

#[derive(Debug, Clone, Serialize)]
pub struct PreviewedReference {
    /// The authors, as a sentence names them.
    pub name: String,
    pub entry: Html,
    /// The entry in the page's own list.
    pub anchor: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct PreviewedTerm {
    pub term: String,
    pub abbreviation: Option<String>,
    pub definition: Html,
    pub path: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct PreviewedTheme {
    pub title: String,
    pub plain_title: Option<String>,
    pub summary: Option<String>,
    pub path: String,
    /// Quotes coded to it or to a theme below it.
    pub quotes: usize,
    pub findings: usize,
}

impl Views<'_> {
    /// The popovers that a page's links open.
    pub(super) fn previews(&self, page: &PageSetter<'_>) -> Vec<Arc<str>> {
        page.previews()
            .map(|(id, what)| self.preview(id, what, page.root()))
            .collect()
    }

    pub(super) fn new_preview(&self, id: String, what: Previewed, root: &str) -> Preview {
        Preview {
            id,
            shows: self.shown(what, root),
        }
    }

    fn shown(&self, what: Previewed, root: &str) -> Shown {
        match what {
            Previewed::Reference(key) => Shown::Reference(self.previewed_reference(key)),
            Previewed::Term(key) => Shown::Term(self.previewed_term(key)),
            Previewed::Quote(key) => Shown::Quote {
                quote: Box::new(self.quote_card(key)),
            },
            Previewed::Theme(key) => Shown::Theme(self.previewed_theme(key)),
            Previewed::ChainOf(key) => Shown::Chain {
                steps: self.quote_steps(key, root),
            },
        }
    }

    fn previewed_reference(&self, key: ReferenceKey) -> PreviewedReference {
        let entry = &self.evidence().references[key];
        PreviewedReference {
            name: self.setter.short_name(key),
            entry: self.setter.rich(&entry.formatted.entry),
            anchor: reference_anchor(&entry.reference.key),
        }
    }

    fn previewed_term(&self, key: TermKey) -> PreviewedTerm {
        let term = &self.evidence().terms[key];
        PreviewedTerm {
            term: term.written.term.value.clone(),
            abbreviation: term.written.abbreviation.clone(),
            definition: Html(escape(&term.written.definition)),
            path: self.plan().term(self.evidence(), key),
        }
    }

    fn previewed_theme(&self, key: ThemeKey) -> PreviewedTheme {
        let theme = &self.evidence().themes[key];
        let note = &self.evidence().notes[theme.note];
        PreviewedTheme {
            title: note.title.clone(),
            plain_title: note
                .theme_matter()
                .and_then(|matter| matter.plain_title.clone()),
            summary: note.summary(),
            path: self.plan().note(theme.note).to_owned(),
            quotes: self.plan().theme_quotes(key).len(),
            findings: self.evidence().findings_below(key).len(),
        }
    }
}
