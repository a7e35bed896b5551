//! Citations in running text, and the references that a page lists.

use super::{PageSetter, Previewed, Typesetter};
use crate::cite::{CitationForm, Cite};
use crate::evidence::{Evidence, LinkedNote, NoteKey, ReferenceKey};
use crate::model::{
    CitationItem, Html, Locator, Position, Reference, RichText, Words, attribute, escape_into,
};
use crate::plan::reference_anchor;
use foldhash::HashMap;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The references of one page in the order of first citation.
#[derive(Debug, Default)]
pub struct Citations {
    order: Vec<ReferenceKey>,
    numbers: HashMap<ReferenceKey, usize>,
    /// For each reference the anchors of its citations.
    places: HashMap<ReferenceKey, Vec<String>>,
    made: usize,
}

/// One entry of a page's list of references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedReference {
    pub reference: ReferenceKey,
    pub anchor: String,
    /// Absent in an author-date style.
    pub number: Option<usize>,
    /// Anchors of the citations on this page.
    pub cited_at: Vec<String>,
}

impl Citations {
    /// Puts a reference on the list, and gives its number.
    pub fn list(&mut self, reference: ReferenceKey) -> usize {
        let next = self.order.len() + 1;
        let number = *self.numbers.entry(reference).or_insert(next);
        if number == next {
            self.order.push(reference);
        }
        number
    }

    /// A new anchor for a citation of a reference.
    fn anchor(&mut self, reference: ReferenceKey) -> String {
        self.made += 1;
        let anchor = format!("cite-{}", self.made);
        self.places
            .entry(reference)
            .or_default()
            .push(anchor.clone());
        anchor
    }

    pub fn references(&self, evidence: &Evidence) -> Vec<ListedReference> {
        let numeric = evidence.citation_form.numeric;
        let mut order = self.order.clone();
        if !numeric {
            order.sort_by_key(|key| evidence.references[*key].rank);
        }
        let listed = order
            .into_iter()
            .enumerate()
            .map(|(index, reference)| ListedReference {
                reference,
                anchor: reference_anchor(&evidence.references[reference].reference.key),
                number: numeric.then_some(index + 1),
                cited_at: self.places.get(&reference).cloned().unwrap_or_default(),
            });
        listed.collect()
    }
}

/// The labels of author-date citations: each distinct one is made once.
#[derive(Debug, Default)]
pub struct Labels(HashMap<LabelKey, RichText>);

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct LabelKey {
    reference: ReferenceKey,
    locator: Option<(&'static str, String)>,
    suppress_author: bool,
    textual: bool,
}

impl LabelKey {
    fn of(reference: ReferenceKey, item: &CitationItem, textual: bool) -> Self {
        let locator = item.locator.as_ref();
        Self {
            reference,
            locator: locator.map(|locator| (locator.label, locator.value.clone())),
            suppress_author: item.suppress_author,
            textual,
        }
    }
}

impl Labels {
    /// Makes the label of every distinct citation, on all threads. A numeric style needs none.
    pub fn of(evidence: &Evidence, label: impl Fn(&Cite<'_>) -> RichText + Sync) -> Self {
        if evidence.citation_form.numeric {
            return Self::default();
        }
        let distinct: BTreeSet<LabelKey> = evidence.notes.values().flat_map(keys).collect();
        let labels = distinct.into_par_iter().map(|key| {
            let cite = Cite {
                reference: key.reference.index(),
                locator: key
                    .locator
                    .as_ref()
                    .map(|(label, value)| (*label, value.as_str())),
                suppress_author: key.suppress_author,
                textual: key.textual,
            };
            let label = label(&cite);
            (key, label)
        });
        Self(labels.collect())
    }

    /// True where there is a label for every citation of a note.
    pub fn cover(&self, evidence: &Evidence, note: NoteKey) -> bool {
        let keys = keys(&evidence.notes[note]);
        evidence.citation_form.numeric || keys.iter().all(|key| self.0.contains_key(key))
    }
}

fn keys(note: &LinkedNote) -> Vec<LabelKey> {
    let citations = note.note.body.citations.iter().zip(&note.citations);
    let items = citations.flat_map(|(citation, found)| {
        let items = citation.items.iter().zip(found);
        items.filter_map(|(item, found)| Some(LabelKey::of((*found)?, item, citation.textual)))
    });
    items.collect()
}

impl PageSetter<'_> {
    /// A citation, each reference of it a link to the page's list.
    pub(super) fn citation(&mut self, note: NoteKey, citation: usize, html: &mut String) {
        let evidence = self.setter.evidence;
        let linked = &evidence.notes[note];
        let written = &linked.note.body.citations[citation];
        let form = &evidence.citation_form;
        // A citation of words in a sentence has its own brackets, if any.
        let bare = written.textual && !form.numeric;
        let first = written
            .items
            .first()
            .zip(linked.citations[citation].first().copied().flatten());
        if let Some((item, reference)) =
            first.filter(|(item, _)| written.textual && form.numeric && !item.suppress_author)
        {
            debug_assert!(item.locator.is_none());
            let named = &evidence.references[reference].reference;
            escape_into(&short_name(named, self.setter.words), html);
            html.push(' ');
        }
        html.push_str(match (form.superscript, form.numeric) {
            (true, _) => "<sup class=\"cites number\">",
            (false, true) => "<span class=\"cites number\">",
            (false, false) => "<span class=\"cites\">",
        });
        escape_into(if bare { "" } else { &form.prefix }, html);
        let mut parted = false;
        for (item, reference) in written.items.iter().zip(&linked.citations[citation]) {
            let Some(reference) = *reference else {
                continue;
            };
            if parted {
                escape_into(&form.delimiter, html);
            }
            parted = true;
            self.cite(form, item, reference, written.textual, html);
        }
        escape_into(if bare { "" } else { &form.suffix }, html);
        html.push_str(if form.superscript {
            "</sup>"
        } else {
            "</span>"
        });
    }

    fn cite(
        &mut self,
        form: &CitationForm,
        item: &CitationItem,
        reference: ReferenceKey,
        textual: bool,
        html: &mut String,
    ) {
        if !item.prefix.is_empty() {
            escape_into(&item.prefix, html);
            html.push(' ');
        }
        let number = self.citations.list(reference);
        let anchor = self.citations.anchor(reference);
        let target = reference_anchor(&self.setter.evidence.references[reference].reference.key);
        html.push_str("<span class=\"cited-at\"");
        attribute("id", &anchor, html);
        html.push('>');
        if form.numeric {
            self.peek_number(reference, number, html);
        }
        html.push_str("<a class=\"cite\"");
        attribute("href", &format!("#{target}"), html);
        html.push('>');
        if form.numeric {
            let _ = write!(html, "{number}</a>");
        } else {
            let label = LabelKey::of(reference, item, textual);
            let label = self.setter.labels.0.get(&label);
            html.push_str(&label.map(rich).unwrap_or_default().0);
            html.push_str("</a>");
            let name = self.setter.short_name(reference);
            let label = self.word("previews.reference").replace("{name}", &name);
            self.peek(Previewed::Reference(reference), &label, html);
        }
        html.push_str("</span>");
        if let Some(locator) = item.locator.as_ref().filter(|_| form.numeric) {
            escape_into(self.word("lists.separator"), html);
            escape_into(&self.setter.locator(locator), html);
        }
        if !item.suffix.is_empty() {
            let tight = item.suffix.starts_with(|c: char| c.is_ascii_punctuation());
            if !tight {
                escape_into(self.word("lists.separator"), html);
            }
            escape_into(&item.suffix, html);
        }
    }
}

impl Typesetter<'_> {
    /// The authors of a reference as a sentence names them.
    pub fn short_name(&self, reference: ReferenceKey) -> String {
        short_name(&self.evidence.references[reference].reference, self.words)
    }

    /// `p. 3`, with the look's word for the part.
    pub(super) fn locator(&self, locator: &Locator) -> String {
        let several = locator.value.contains(['-', '–', ',', '&']);
        let form = if several { "other" } else { "one" };
        let key = format!("locators.{}.{form}", locator.label);
        let word = self.words.get(&key).to_owned();
        format!("{word} {}", locator.value.replace('-', "–"))
    }
}

/// The authors of a reference as a sentence names them: `Hughes`, `Drinkwater and Wildman`, `Barnett et al.`.
fn short_name(reference: &Reference, words: &Words) -> String {
    let authors = reference
        .item
        .get("author")
        .or_else(|| reference.item.get("editor"));
    let names: Vec<&str> = authors
        .and_then(serde_json::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|name| {
            ["family", "literal", "given"]
                .iter()
                .find_map(|part| name.get(part)?.as_str())
        })
        .collect();
    match names.as_slice() {
        [] => {
            let title = reference
                .item
                .get("title")
                .and_then(serde_json::Value::as_str);
            title.unwrap_or(&reference.key).to_owned()
        }
        [only] => (*only).to_owned(),
        [first, second] if *second != "others" => words.filled(
            "lists.two_authors",
            &[
                ("first", (*first).to_owned()),
                ("second", (*second).to_owned()),
            ],
        ),
        [first, ..] => words.filled("lists.more_authors", &[("first", (*first).to_owned())]),
    }
}

/// Formatted text to HTML.
pub fn rich(text: &RichText) -> Html {
    let mut html = String::new();
    for piece in &text.pieces {
        let mut closing = Vec::new();
        if let Some(address) = &piece.link {
            html.push_str("<a");
            attribute("href", address.as_str(), &mut html);
            html.push('>');
            closing.push("</a>");
        }
        let tags = [
            (piece.italic, "<i>", "</i>"),
            (piece.bold, "<b>", "</b>"),
            (piece.small_caps, "<span class=\"small-caps\">", "</span>"),
            (piece.position == Position::Superscript, "<sup>", "</sup>"),
            (piece.position == Position::Subscript, "<sub>", "</sub>"),
        ];
        for (_, open, close) in tags.iter().filter(|(on, ..)| *on) {
            html.push_str(open);
            closing.push(close);
        }
        escape_into(&piece.text, &mut html);
        closing.iter().rev().for_each(|close| html.push_str(close));
    }
    Html(html)
}
