//! A note's parts to HTML: prose, quotes, citations, glossary links, highlighted code, generated blocks.
//!
//! Everything that templates do not do. A [`PageSetter`] sets one page: it numbers the page's citations, links each
//! term at its first use, and remembers what the page's list of references must hold.

mod blocks;
mod citations;
mod code;
mod drawing;
mod flow;
mod flow_picture;
mod inlines;
mod matrix;
mod picture;
mod plain;
mod previews;
mod prose;
mod quotes;
mod terms;

pub use citations::{Labels, ListedReference};
pub use inlines::{file_path, first_words, first_words_of};
pub use picture::map_picture;
pub use previews::Previewed;

use crate::evidence::{Evidence, FindingKey, NoteKey, QuoteKey, ReferenceKey, TermFinder, TermKey};
use crate::model::{Html, RichText, Words, attribute, escape_into, is_right_to_left};
use crate::plan::SitePlan;
use citations::Citations;
use previews::Previews;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What sets every page of one site.
#[derive(Debug)]
pub struct Typesetter<'a> {
    pub evidence: &'a Evidence,
    pub plan: &'a SitePlan,
    pub words: &'a Words,
    /// The direction of the site's language.
    right_to_left: bool,
    labels: &'a Labels,
    prepared: Arc<Prepared>,
}

/// What is looked up for every page: it follows from findings and the glossary alone.
#[derive(Debug)]
pub struct Prepared {
    terms: TermFinder,
    /// For each quote the findings that rest on it.
    findings_on: Vec<Vec<FindingKey>>,
}

impl Prepared {
    pub fn of(evidence: &Evidence) -> Self {
        Self {
            terms: TermFinder::of(evidence),
            findings_on: previews::findings_on(evidence),
        }
    }
}

impl<'a> Typesetter<'a> {
    pub fn new(
        evidence: &'a Evidence,
        plan: &'a SitePlan,
        words: &'a Words,
        labels: &'a Labels,
        prepared: Arc<Prepared>,
    ) -> Self {
        Self {
            evidence,
            plan,
            words,
            right_to_left: is_right_to_left(&evidence.config.language),
            labels,
            prepared,
        }
    }

    /// The findings that rest on a quote.
    pub fn findings_on(&self, quote: QuoteKey) -> &[FindingKey] {
        &self.prepared.findings_on[quote.index()]
    }

    /// Sets a page at `path`.
    pub fn page(&self, path: &str) -> PageSetter<'_> {
        PageSetter {
            setter: self,
            root: crate::plan::root_of(path),
            citations: Citations::default(),
            terms: HashSet::new(),
            inside_link: false,
            footnotes: Footnotes::default(),
            previews: Previews::default(),
            quotes: QuotesSet::default(),
            numbers: None,
        }
    }

    /// The terms of the glossary in a text that is not set by a page.
    pub fn terms_in(&self, text: &str) -> Vec<TermKey> {
        self.prepared.terms.in_text(text)
    }

    /// The words of a quote, one paragraph each.
    pub fn quote_words(&self, quote: QuoteKey) -> Html {
        quotes::words(self.evidence.written(quote), self.words, self.right_to_left)
    }

    /// Formatted text such as a reference.
    pub fn rich(&self, text: &RichText) -> Html {
        citations::rich(text)
    }
}

/// Sets one page.
#[derive(Debug)]
pub struct PageSetter<'s> {
    setter: &'s Typesetter<'s>,
    /// What leads to the site's root.
    root: String,
    citations: Citations,
    /// Terms that the page has linked already.
    terms: HashSet<TermKey>,
    /// True inside a heading or link, where no term is linked.
    inside_link: bool,
    footnotes: Footnotes,
    previews: Previews,
    quotes: QuotesSet,
    /// On paper, quotes have numbers; elsewhere none.
    numbers: Option<QuoteNumbers>,
}

/// What a page's text holds of quotes.
#[derive(Debug, Clone, Copy, Default)]
pub struct QuotesSet {
    /// True where there is one.
    pub any: bool,
    /// True where one lives here.
    pub own: bool,
    /// True where one has a mark for words left out or put in.
    pub marked: bool,
}

/// The numbers of quotes on one page, in the order in which they stand there.
#[derive(Debug, Default)]
pub struct QuoteNumbers {
    order: Vec<QuoteKey>,
    numbers: HashMap<QuoteKey, usize>,
}

impl QuoteNumbers {
    /// The number of a quote, from 1; a new one gets the next.
    pub fn number(&mut self, quote: QuoteKey) -> usize {
        let next = self.order.len() + 1;
        let number = *self.numbers.entry(quote).or_insert(next);
        if number == next {
            self.order.push(quote);
        }
        number
    }

    /// The number of a quote that stands on the page already.
    pub fn known(&self, quote: QuoteKey) -> Option<usize> {
        self.numbers.get(&quote).copied()
    }

    /// The quotes by their numbers.
    pub fn quotes(&self) -> &[QuoteKey] {
        &self.order
    }
}

/// The numbers of a note's footnotes.
#[derive(Debug, Default)]
struct Footnotes {
    numbers: HashMap<String, usize>,
    /// Those whose first mark is set.
    marked: HashSet<usize>,
}

impl Footnotes {
    fn of(names: &[String]) -> Self {
        let numbers = names.iter().enumerate();
        Self {
            numbers: numbers.map(|(at, name)| (name.clone(), at + 1)).collect(),
            marked: HashSet::new(),
        }
    }
}

impl<'s> PageSetter<'s> {
    /// The body of a note, its footnotes at the end.
    pub fn body(&mut self, note: NoteKey) -> Html {
        let body = &self.setter.evidence.notes[note].note.body;
        let mut html = String::new();
        self.footnotes = Footnotes::of(&body.footnotes);
        self.blocks(note, &body.blocks, &mut html);
        self.footnote_section(note, &mut html);
        for reference in &self.setter.evidence.notes[note].nocite {
            self.citations.list(*reference);
        }
        Html(html)
    }

    /// Gives the quotes of the body numbers, for paper. There they have no anchors: their home is elsewhere.
    pub fn numbered(mut self) -> Self {
        self.numbers = Some(QuoteNumbers::default());
        self
    }

    /// The numbers that the quotes have got so far.
    pub fn into_numbers(self) -> QuoteNumbers {
        self.numbers.unwrap_or_default()
    }

    /// The terms that the page has linked so far.
    pub fn terms(&self) -> impl Iterator<Item = TermKey> {
        self.terms.iter().copied()
    }

    /// Puts a reference on the page's list though nothing in the text cites it.
    pub fn list(&mut self, reference: ReferenceKey) {
        self.citations.list(reference);
    }

    /// What the text set so far holds of quotes.
    pub fn quotes(&self) -> QuotesSet {
        self.quotes
    }

    /// The page's list of references: in a numeric style in the order of first citation, else by author.
    pub fn references(&self) -> Vec<ListedReference> {
        self.citations.references(self.setter.evidence)
    }

    fn word(&self, key: &'static str) -> &'s str {
        self.setter.words.get(key)
    }

    /// Opens a link to a path from the site's root.
    fn open_link(&self, class: &str, path: &str, html: &mut String) {
        html.push_str("<a");
        if !class.is_empty() {
            attribute("class", class, html);
        }
        attribute("href", &format!("{}{path}", self.root), html);
        html.push('>');
    }

    /// A whole link to a path from the site's root.
    fn link(&self, class: &str, path: &str, label: &str, html: &mut String) {
        self.open_link(class, path, html);
        escape_into(label, html);
        html.push_str("</a>");
    }
}
