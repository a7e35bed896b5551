//! Quotes to HTML: every character as it was written.

use super::{PageSetter, Typesetter};
use crate::evidence::{NoteKey, QuoteKey, Speaker, Verification};
use crate::model::{
    Emphasis, Html, Mark, Quote, QuotePiece, QuoteSource, Words, attribute, escape_into,
};

/// The words of a quote, one paragraph each, with omissions and insertions marked.
pub fn words(quote: &Quote, words: &Words) -> Html {
    let mut html = String::new();
    for paragraph in &quote.paragraphs {
        html.push_str("<p>");
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

impl PageSetter<'_> {
    /// A quote in the note where it lives.
    pub(super) fn own_quote(&mut self, note: NoteKey, index: usize, html: &mut String) {
        let Some(quote) = self.setter.evidence.notes[note].quotes[index] else {
            return;
        };
        let id = &self.setter.evidence.quotes[quote].id;
        html.push_str("<figure class=\"quote\"");
        attribute("id", id, html);
        html.push('>');
        self.quote_inside(quote, html);
        html.push_str(" <a class=\"anchor\"");
        attribute("href", &format!("#{id}"), html);
        html.push('>');
        escape_into(self.word("quotes.link"), html);
        html.push_str("<span class=\"quiet\"> ");
        escape_into(
            &self
                .word("quotes.link_of")
                .replace("{name}", &self.setter.speaker(quote).name),
            html,
        );
        html.push_str("</span></a> ");
        self.follow_button(quote, html);
        html.push_str("</figcaption></figure>\n");
    }

    /// A quote shown away from its home.
    pub(super) fn embedded_quote(&mut self, quote: QuoteKey, html: &mut String) {
        let (evidence, plan) = (self.setter.evidence, self.setter.plan);
        html.push_str("<figure class=\"quote embedded\">");
        self.quote_inside(quote, html);
        html.push(' ');
        let home = &evidence.notes[evidence.quotes[quote].home].title;
        self.link("anchor", &plan.quote(evidence, quote), home, html);
        html.push_str("</figcaption></figure>\n");
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
    }
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
