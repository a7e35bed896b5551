//! Quotes to HTML: every character as it was written.

use super::PageSetter;
use crate::evidence::{NoteKey, QuoteKey, Speaker};
use crate::model::{Emphasis, Html, Mark, Quote, QuotePiece, Words, escape_into};

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
            html.push_str("<span class=\"gap\" title=\"");
            escape_into(words.get("quotes.omission"), html);
            html.push_str("\">");
            escape_into(&piece.text, html);
            html.push_str("</span>");
        }
        Mark::Insertion => {
            html.push_str("<ins title=\"");
            escape_into(words.get("quotes.insertion"), html);
            html.push_str("\">");
            escape_into(&piece.text, html);
            html.push_str("</ins>");
        }
    }
    html.push_str(close);
}

impl PageSetter<'_> {
    /// A quote in the note where it lives.
    pub(super) fn own_quote(&self, note: NoteKey, index: usize, html: &mut String) {
        let Some(quote) = self.setter.evidence.notes[note].quotes[index] else {
            return;
        };
        let id = &self.setter.evidence.quotes[quote].id;
        html.push_str("<figure class=\"quote\" id=\"");
        escape_into(id, html);
        html.push_str("\">");
        self.quote_inside(quote, html);
        html.push_str(" <a class=\"anchor\" href=\"#");
        escape_into(id, html);
        html.push_str("\">");
        escape_into(self.word("quotes.link"), html);
        html.push_str("<span class=\"quiet\"> ");
        escape_into(
            &self
                .word("quotes.link_of")
                .replace("{name}", &self.speaker(quote).0),
            html,
        );
        html.push_str("</span></a></figcaption></figure>\n");
    }

    /// A quote shown away from its home.
    pub(super) fn embedded_quote(&self, quote: QuoteKey, html: &mut String) {
        let (evidence, plan) = (self.setter.evidence, self.setter.plan);
        html.push_str("<figure class=\"quote embedded\">");
        self.quote_inside(quote, html);
        html.push(' ');
        let home = &evidence.notes[evidence.quotes[quote].home].title;
        self.link("anchor", &plan.quote(evidence, quote), home, html);
        html.push_str("</figcaption></figure>\n");
    }

    /// The words and the speaker, up to what stands last in the caption.
    fn quote_inside(&self, quote: QuoteKey, html: &mut String) {
        html.push_str("<blockquote>");
        html.push_str(&self.setter.quote_words(quote).0);
        html.push_str("</blockquote><figcaption>");
        let (name, detail, path) = self.speaker(quote);
        self.link("who", &path, &name, html);
        if !detail.is_empty() {
            html.push_str(" <span class=\"detail\">");
            escape_into(&detail, html);
            html.push_str("</span>");
        }
    }

    /// A speaker's name, what else may be said of them, and where they are listed.
    fn speaker(&self, quote: QuoteKey) -> (String, String, String) {
        let (evidence, plan) = (self.setter.evidence, self.setter.plan);
        match evidence.quotes[quote].speaker {
            Speaker::Participant(key) => {
                let participant = &evidence.participants[key];
                (
                    participant.id.clone(),
                    participant.detail.clone(),
                    plan.participant(evidence, key),
                )
            }
            Speaker::Document(key) => {
                let name = super::citations::short_name(&evidence.references[key].reference);
                (name, String::new(), plan.reference(evidence, key))
            }
        }
    }
}
