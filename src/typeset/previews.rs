//! Previews: what a link leads to, shown where the link stands.
//!
//! A link stays a link. Behind it stands a button that opens a popover, so that no preview needs a script. Where a
//! browser knows no popovers, the look keeps the buttons hidden, and the link is all there is. The text never holds the
//! words of a link twice: a button beside words has a label and no text.

use super::PageSetter;
use crate::evidence::{Evidence, FindingKey, QuoteKey, ReferenceKey, Speaker, TermKey, ThemeKey};
use crate::model::{attribute, escape_into};
use crate::plan::reference_anchor;
use foldhash::HashMap;

/// What a preview shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Previewed {
    Reference(ReferenceKey),
    Term(TermKey),
    Quote(QuoteKey),
    Theme(ThemeKey),
    /// The chain of evidence above and below a quote, and below and above all that share it.
    ChainOf(QuoteKey),
}

/// How many chains a page shows where quotes stand: each costs two kilobytes, and a theme may have 200 quotes. Further
/// quotes have the link to their page alone.
const MOST_CHAINS: usize = 40;

/// What the chain of a quote depends on. Most quotes of a page share theirs with others of the same speaker.
type Shared = (Speaker, Vec<ThemeKey>, Vec<FindingKey>);

/// The previews of one page, each once, in the order of first use.
#[derive(Debug, Default)]
pub struct Previews {
    order: Vec<(String, Previewed)>,
    places: HashMap<Previewed, usize>,
    /// For each chain the first quote that has it.
    chains: HashMap<Shared, QuoteKey>,
}

impl Previews {
    /// The id of a preview's popover on this page.
    pub fn id(&mut self, what: Previewed, evidence: &Evidence) -> &str {
        let next = self.order.len();
        let place = *self.places.entry(what).or_insert(next);
        if place == next {
            let id = preview_id(what, next + 1, evidence);
            self.order.push((id, what));
        }
        &self.order[place].0
    }

    /// Every preview with the id of its popover.
    pub fn all(&self) -> impl Iterator<Item = (String, Previewed)> {
        self.order.iter().cloned()
    }
}

/// For each quote the findings that rest on it.
pub fn findings_on(evidence: &Evidence) -> Vec<Vec<FindingKey>> {
    let mut all = vec![Vec::new(); evidence.quotes.len()];
    for (key, finding) in evidence.findings.iter() {
        for quote in &finding.quotes {
            all[quote.index()].push(key);
        }
    }
    all
}

/// What is the same on every page has the same id there, so that pages can share it; the rest has the page's number.
fn preview_id(what: Previewed, number: usize, evidence: &Evidence) -> String {
    match what {
        Previewed::Reference(key) => {
            let key = &evidence.references[key].reference.key;
            format!("_preview-{}", reference_anchor(key))
        }
        Previewed::Term(key) => format!("_preview-term-{}", evidence.terms[key].id),
        Previewed::Theme(key) => {
            let note = &evidence.notes[evidence.themes[key].note];
            format!("_preview-theme-{}", note.note.id)
        }
        Previewed::Quote(_) | Previewed::ChainOf(_) => format!("_preview-{number}"),
    }
}

impl PageSetter<'_> {
    /// The id of the popover that shows something; the page's template makes it.
    pub fn preview(&mut self, what: Previewed) -> String {
        self.previews.id(what, self.setter.evidence).to_owned()
    }

    /// What leads from the page to the site's root.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// What the page's popovers must show.
    pub fn previews(&self) -> impl Iterator<Item = (String, Previewed)> {
        self.previews.all()
    }

    /// The button behind a link. There is none on paper, and none inside a heading or another link: it would be read
    /// as part of their words.
    pub(super) fn peek(&mut self, what: Previewed, label: &str, html: &mut String) {
        if !self.inside_link && self.numbers.is_none() {
            self.open_button("peek", what, html);
            attribute("aria-label", label, html);
            html.push_str("></button>");
        }
    }

    /// The number of a citation as a button. A number is no word of the text, so where the browser knows popovers the
    /// look shows the button instead of the link.
    pub(super) fn peek_number(
        &mut self,
        reference: ReferenceKey,
        number: usize,
        html: &mut String,
    ) {
        if !self.inside_link && self.numbers.is_none() {
            let number = number.to_string();
            let label = self.word("previews.number").replace("{n}", &number);
            self.open_button("cite", Previewed::Reference(reference), html);
            attribute("aria-label", &label, html);
            html.push('>');
            html.push_str(&number);
            html.push_str("</button>");
        }
    }

    /// The button that shows the chain of a quote.
    pub(super) fn follow_button(&mut self, quote: QuoteKey, html: &mut String) {
        let entry = &self.setter.evidence.quotes[quote];
        let findings = self.setter.findings_on(quote).to_vec();
        let shared = (entry.speaker, entry.themes.clone(), findings);
        let chains = &mut self.previews.chains;
        if chains.len() >= MOST_CHAINS && !chains.contains_key(&shared) {
            return;
        }
        let first = *chains.entry(shared).or_insert(quote);
        self.open_button("follow", Previewed::ChainOf(first), html);
        html.push('>');
        escape_into(self.word("previews.follow"), html);
        let speaker = self.setter.speaker(quote).name;
        html.push_str("<span class=\"quiet\"> ");
        escape_into(
            &self.word("previews.follow_of").replace("{name}", &speaker),
            html,
        );
        html.push_str("</span></button>");
    }

    /// The look shows it where the browser knows popovers.
    fn open_button(&mut self, class: &str, what: Previewed, html: &mut String) {
        html.push_str("<button type=\"button\"");
        attribute("class", class, html);
        let id = self.previews.id(what, self.setter.evidence);
        attribute("popovertarget", id, html);
        html.push_str(" hidden");
    }
}
