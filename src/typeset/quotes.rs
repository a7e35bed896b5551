//! Quotes to HTML: every character as it was written.

use super::{PageSetter, Typesetter};
use crate::cite::Quotation;
use crate::evidence::{Entity, NoteKey, QuoteKey, ReferenceKey, Speaker, Verification};
use crate::model::{
    Emphasis, Html, Mark, Quote, QuotePiece, QuoteSource, Relation, Words, attribute, escape_into,
    runs_right_to_left,
};
use std::fmt::Write;

/// The words of a quote, one paragraph each, with omissions and insertions marked.
/// A quote runs in its own direction, and `page_rtl` tells that of the page.
pub fn words(quote: &Quote, words: &Words, page_rtl: bool) -> Html {
    let mut html = String::new();
    for paragraph in &quote.paragraphs {
        html.push_str("<p");
        let text: String = paragraph.iter().map(|piece| piece.text.as_str()).collect();
        let direction = runs_right_to_left(&text).filter(|rtl| *rtl != page_rtl);
        if let Some(rtl) = direction {
            attribute("dir", if rtl { "rtl" } else { "ltr" }, &mut html);
        }
        html.push('>');
        for piece in paragraph {
            set_piece(piece, words, &mut html);
        }
        html.push_str("</p>");
    }
    Html(html)
}

fn set_piece(piece: &QuotePiece, words: &Words, html: &mut String) {
    let (open, close) = match piece.emphasis {
        Emphasis::None => ("", ""),
        Emphasis::Emphasis => ("<em>", "</em>"),
        Emphasis::Strong => ("<strong>", "</strong>"),
    };
    html.push_str(open);
    match piece.mark {
        Mark::Said => escape_into(&piece.text, html),
        Mark::Break => html.push_str("<br>"),
        Mark::Omission => {
            html.push_str("<span class=\"gap\"");
            attribute("title", words.get("quotes.omission"), html);
            html.push('>');
            escape_into(&piece.text, html);
            html.push_str("</span>");
        }
        Mark::Insertion => {
            html.push_str("<ins");
            attribute("title", words.get("quotes.insertion"), html);
            html.push('>');
            escape_into(&piece.text, html);
            html.push_str("</ins>");
        }
    }
    html.push_str(close);
}

/// How loud a quote is set; `static/look.css` has the four sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Density {
    /// The first voice on a theme's page or the home page.
    Lead,
    Standard,
}

/// The most words of a lead: a long one would fill the screen in large letters.
const LONGEST_LEAD: usize = 60;

impl PageSetter<'_> {
    /// A quote in the note where it lives.
    pub(super) fn own_quote(&mut self, note: NoteKey, index: usize, html: &mut String) {
        let Some(quote) = self.setter.evidence.notes[note].quotes[index] else {
            return;
        };
        if self.numbers.is_some() {
            return self.embedded_quote(note, quote, html);
        }
        self.quotes.own = true;
        let density = self.density(note, quote);
        let id = &self.setter.evidence.quotes[quote].id;
        html.push_str("<figure");
        attribute("class", &class(density, ""), html);
        attribute("id", id, html);
        html.push('>');
        self.quote_inside(quote, html);
        html.push_str(" <a class=\"anchor\"");
        attribute("href", &format!("#{id}"), html);
        html.push('>');
        escape_into(self.word("quotes.link"), html);
        self.of_whom("quotes.link_of", quote, html);
        html.push_str("</a> ");
        self.follow_button(quote, html);
        self.how_to_cite(quote, html);
        html.push_str("</figcaption></figure>\n");
    }

    /// A quote shown away from its home, on the page of `note`.
    pub(super) fn embedded_quote(&mut self, note: NoteKey, quote: QuoteKey, html: &mut String) {
        let (evidence, plan) = (self.setter.evidence, self.setter.plan);
        html.push_str("<figure");
        let density = self.density(note, quote);
        attribute("class", &class(density, "embedded"), html);
        html.push('>');
        self.quote_number(quote, html);
        self.quote_inside(quote, html);
        html.push(' ');
        let home = &evidence.notes[evidence.quotes[quote].home].title;
        self.link("anchor", &plan.quote(evidence, quote), home, html);
        html.push_str("</figcaption></figure>\n");
    }

    /// The first quote of a theme or of the home page opens it.
    fn density(&mut self, note: NoteKey, quote: QuoteKey) -> Density {
        let opens = matches!(
            self.setter.evidence.notes[note].entity,
            Entity::Theme(_) | Entity::Home
        );
        let first = !std::mem::replace(&mut self.quotes.any, true);
        let short = self.setter.evidence.quotes[quote].words <= LONGEST_LEAD;
        if first && opens && short {
            Density::Lead
        } else {
            Density::Standard
        }
    }

    /// The number of a quote on a page made for paper.
    fn quote_number(&mut self, quote: QuoteKey, html: &mut String) {
        let Some(numbers) = &mut self.numbers else {
            return;
        };
        let number = numbers.number(quote).to_string();
        html.push_str("<p class=\"quote-number\">");
        escape_into(&self.word("pack.quote").replace("{n}", &number), html);
        html.push_str("</p>");
    }

    /// The words and the speaker, up to what stands last in the caption.
    fn quote_inside(&mut self, quote: QuoteKey, html: &mut String) {
        if let Speaker::Document(reference) = self.setter.evidence.quotes[quote].speaker {
            self.citations.list(reference);
        }
        html.push_str("<blockquote>");
        html.push_str(&self.setter.quote_words(quote).0);
        html.push_str("</blockquote><figcaption>");
        let SpeakerName { name, detail, path } = self.setter.speaker(quote);
        self.link("who", &path, &name, html);
        if !detail.is_empty() {
            html.push_str(" <span class=\"detail\">");
            escape_into(&detail, html);
            html.push_str("</span>");
        }
        if let Some(check) = self.setter.check(quote) {
            html.push_str(" <span class=\"check ");
            html.push_str(check);
            html.push_str("\">");
            let key = format!("quotes.checks.{check}");
            escape_into(self.setter.words.get(&key), html);
            html.push_str("</span>");
        }
        // A pack explains them at its front.
        if self.numbers.is_none() {
            self.explain_marks(quote, html);
        }
    }

    /// Where a page first shows a mark, a link leads to what the marks mean.
    fn explain_marks(&mut self, quote: QuoteKey, html: &mut String) {
        let marked = self.setter.evidence.written(quote).is_marked();
        if marked && !std::mem::replace(&mut self.quotes.marked, true) {
            html.push_str(" <a class=\"marks\" href=\"#_marks\">");
            escape_into(self.word("quotes.marks.link"), html);
            html.push_str("</a>");
        }
    }

    /// The quote's citation in three forms, folded.
    fn how_to_cite(&self, quote: QuoteKey, html: &mut String) {
        let citation = self.setter.quotation(quote);
        html.push_str("<details class=\"cite-quote\"><summary>");
        escape_into(self.word("quotes.cite.title"), html);
        self.of_whom("quotes.cite.of", quote, html);
        html.push_str("</summary>");
        let forms = [
            (self.word("quotes.cite.text"), "p", citation.text()),
            ("BibTeX", "pre", citation.bibtex()),
            ("RIS", "pre", citation.ris()),
        ];
        for (form, element, text) in forms {
            html.push_str("<p class=\"form\">");
            escape_into(form, html);
            let _ = write!(html, "</p><{element} class=\"copied\">");
            escape_into(&text, html);
            let _ = write!(html, "</{element}>");
        }
        html.push_str("</details>");
    }

    /// What only those need who do not see where a control stands: whose quote it is about.
    fn of_whom(&self, key: &'static str, quote: QuoteKey, html: &mut String) {
        html.push_str("<span class=\"quiet\"> ");
        let name = self.setter.speaker(quote).name;
        escape_into(&self.word(key).replace("{name}", &name), html);
        html.push_str("</span>");
    }
}

/// The classes of a quote, with `more` of them.
fn class(density: Density, more: &str) -> String {
    let names = [
        "quote",
        if density == Density::Lead { "lead" } else { "" },
        more,
    ];
    let names = names.into_iter().filter(|name| !name.is_empty());
    names.collect::<Vec<_>>().join(" ")
}

/// Who said a quote, as far as it may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerName {
    /// A participant's id, or the authors of a document.
    pub name: String,
    /// The rest of the attribution, or the part of the document; may be empty.
    pub detail: String,
    /// Where the participant or document is listed.
    pub path: String,
}

impl Typesetter<'_> {
    /// What readers are told of a quote's agreement with its source: a word of `quotes.checks`. Nothing where the
    /// programme never compared quotes with sources.
    pub fn check(&self, quote: QuoteKey) -> Option<&'static str> {
        self.evidence
            .verified
            .then(|| match &self.evidence.quotes[quote].verification {
                Verification::Never => "never",
                Verification::Outdated(_) => "outdated",
                Verification::Found(verified) => verified.outcome.name(),
            })
    }

    /// A quote's speaker and first words: `P18: “It is about those …”`.
    pub fn quote_name(&self, quote: QuoteKey) -> String {
        let speaker = match self.evidence.quotes[quote].speaker {
            Speaker::Participant(key) => self.evidence.participants[key].id.clone(),
            Speaker::Document(key) => self.evidence.references[key].reference.key.clone(),
        };
        let words = self.evidence.written(quote).text();
        format!("{speaker}: “{}”", super::first_words(&words))
    }

    /// The speaker of a quote.
    pub fn speaker(&self, quote: QuoteKey) -> SpeakerName {
        match self.evidence.quotes[quote].speaker {
            Speaker::Participant(key) => {
                let participant = &self.evidence.participants[key];
                SpeakerName {
                    name: participant.id.clone(),
                    detail: participant.detail.clone(),
                    path: self.plan.participant(self.evidence, key),
                }
            }
            Speaker::Document(key) => SpeakerName {
                name: self.short_name(key),
                detail: self.cited_part(quote),
                path: self.plan.reference(self.evidence, key),
            },
        }
    }

    /// How to cite a quote at its home.
    fn quotation(&self, key: QuoteKey) -> Quotation {
        let evidence = self.evidence;
        let quote = &evidence.quotes[key];
        let home = &evidence.notes[quote.home];
        let SpeakerName { name, detail, .. } = self.speaker(key);
        let base = evidence.config.base_url.as_ref();
        let parts = [name, detail.clone()]
            .into_iter()
            .filter(|part| !part.is_empty());
        let speaker = parts.collect::<Vec<_>>().join(", ");
        let (said, part) = match quote.speaker {
            Speaker::Participant(_) => (Some(speaker), String::new()),
            // The entry of the document names its authors.
            Speaker::Document(_) => (None, detail),
        };
        let quoted_in = self.publication_of(key).map(|reference| {
            let entry = evidence.references[reference].formatted.entry.text();
            let sentence = self
                .words
                .get("quotes.cite.quoted_in")
                .replace("{publication}", entry.trim());
            let end = if sentence.ends_with('.') || part.is_empty() {
                ""
            } else {
                "."
            };
            format!("{sentence}{end} {part}")
        });
        Quotation {
            key: quote.id.clone(),
            speaker: said,
            opening: evidence.written(key).opening(),
            page: home.title.clone(),
            site: evidence.config.title.clone(),
            date: home.note.common.date(),
            url: base.map(|base| base.join(&self.plan.quote(evidence, key))),
            quoted_in,
        }
    }

    /// The publication from which a quote comes: the document itself, or the version of record of the speaker's study, or
    /// what the study lists first where it has none.
    fn publication_of(&self, key: QuoteKey) -> Option<ReferenceKey> {
        let quote = &self.evidence.quotes[key];
        if let Speaker::Document(reference) = quote.speaker {
            return Some(reference);
        }
        let publications = &self.evidence.studies[quote.study?].publications;
        let of_record =
            |(_, relation): &&(ReferenceKey, Relation)| *relation == Relation::VersionOfRecord;
        let chosen = publications.iter().find(of_record).or(publications.first());
        chosen.map(|(reference, _)| *reference)
    }

    /// The part of a document from which a quote is taken: `p. 12`.
    fn cited_part(&self, quote: QuoteKey) -> String {
        let quote = &self.evidence.quotes[quote];
        let body = &self.evidence.notes[quote.home].note.body;
        let QuoteSource::Document { citation } = body.quotes[quote.index].source else {
            return String::new();
        };
        let item = body.citations[citation].items.first();
        let locator = item.and_then(|item| item.locator.as_ref());
        locator
            .map(|locator| self.locator(locator))
            .unwrap_or_default()
    }
}
