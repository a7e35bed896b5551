//! Running text to HTML.

use super::{PageSetter, Previewed};
use crate::evidence::{Entity, NoteKey, Target};
use crate::model::{Inline, attribute, escape_into};
use std::fmt::Write;

impl PageSetter<'_> {
    pub(super) fn inlines(&mut self, note: NoteKey, content: &[Inline], html: &mut String) {
        for inline in content {
            self.inline(note, inline, html);
        }
    }

    fn inline(&mut self, note: NoteKey, inline: &Inline, html: &mut String) {
        match inline {
            Inline::Text { text, .. } => self.text(text, html),
            Inline::Code(code) => {
                html.push_str("<code>");
                escape_into(code, html);
                html.push_str("</code>");
            }
            Inline::Emphasis(content) => self.span("em", note, content, html),
            Inline::Strong(content) => self.span("strong", note, content, html),
            Inline::Strikethrough(content) => self.span("del", note, content, html),
            Inline::Element { name, content } => self.span(name, note, content, html),
            Inline::EmptyElement(name) => {
                let _ = write!(html, "<{name}>");
            }
            Inline::Link { link, content } => self.inline_link(note, *link, content, html),
            Inline::Citation(citation) => self.citation(note, *citation, html),
            Inline::Image(image) => self.image(note, *image, html),
            Inline::Footnote { name, .. } => self.footnote_mark(name, html),
            Inline::SoftBreak => html.push('\n'),
            Inline::HardBreak => html.push_str("<br>\n"),
        }
    }

    fn span(&mut self, name: &str, note: NoteKey, content: &[Inline], html: &mut String) {
        let _ = write!(html, "<{name}>");
        self.inlines(note, content, html);
        let _ = write!(html, "</{name}>");
    }

    fn inline_link(&mut self, note: NoteKey, link: usize, content: &[Inline], html: &mut String) {
        let target = &self.setter.evidence.notes[note].links[link];
        let opened = self.open_target(target, html);
        if content.is_empty() {
            escape_into(&self.setter.name(target), html);
        } else {
            self.without_terms(|page| page.inlines(note, content, html));
        }
        if opened {
            html.push_str("</a>");
            self.peek_target(target, html);
        }
    }

    /// The button that shows a quote, a theme or a term behind a link to it.
    fn peek_target(&mut self, target: &Target, html: &mut String) {
        let evidence = self.setter.evidence;
        match target {
            Target::Term(term) => self.peek_term(*term, html),
            Target::Quote(quote) => {
                let name = self.setter.speaker(*quote).name;
                let label = self.word("previews.quote").replace("{name}", &name);
                self.peek(Previewed::Quote(*quote), &label, html);
            }
            Target::Note(note) => {
                if let Entity::Theme(theme) = evidence.notes[*note].entity {
                    let name = &evidence.notes[*note].title;
                    let label = self.word("previews.theme").replace("{name}", name);
                    self.peek(Previewed::Theme(theme), &label, html);
                }
            }
            _ => {}
        }
    }

    /// Opens a link to a target; false where it leads nowhere.
    fn open_target(&self, target: &Target, html: &mut String) -> bool {
        let Some(address) = self.address(target) else {
            return false;
        };
        html.push_str("<a");
        if matches!(target, Target::Term(_)) {
            attribute("class", "term", html);
        }
        attribute("href", &address, html);
        html.push('>');
        true
    }

    /// The address of a target from this page; `None` where it leads nowhere.
    pub(super) fn address(&self, target: &Target) -> Option<String> {
        let (evidence, plan) = (self.setter.evidence, self.setter.plan);
        let path = match target {
            Target::Note(key) => plan.note(*key).to_owned(),
            Target::Heading(key, heading) => {
                let anchor = &evidence.notes[*key].note.body.headings[*heading].anchor;
                format!("{}#{anchor}", plan.note(*key))
            }
            Target::Quote(key) => plan.quote(evidence, *key),
            Target::Participant(key) => plan.participant(evidence, *key),
            Target::Term(key) => plan.term(evidence, *key),
            Target::Asset(key) => file_address(&evidence.assets[*key].asset.path),
            Target::External(address) => return Some(address.as_str().to_owned()),
            Target::Nothing => return None,
        };
        Some(format!("{}{path}", self.root))
    }

    pub(super) fn image(&self, note: NoteKey, image: usize, html: &mut String) {
        let linked = &self.setter.evidence.notes[note];
        let Target::Asset(asset) = linked.images[image] else {
            return;
        };
        let path = file_address(&self.setter.evidence.assets[asset].asset.path);
        html.push_str("<img");
        attribute("src", &format!("{}{path}", self.root), html);
        attribute("alt", &linked.note.body.images[image].alternative, html);
        html.push_str(" loading=\"lazy\">");
    }

    fn footnote_mark(&mut self, name: &str, html: &mut String) {
        let number = self.footnotes.numbers.get(name).copied().unwrap_or(0);
        // Only the first mark can be what the note leads back to.
        html.push_str("<sup class=\"footnote\"><a");
        if self.footnotes.marked.insert(number) {
            attribute("id", &format!("fnref-{number}"), html);
        }
        attribute("href", &format!("#fn-{number}"), html);
        let _ = write!(html, ">{number}</a></sup>");
    }
}

/// The first few words of a text, with a sign where more follow.
pub fn first_words(text: &str) -> String {
    first_words_of(text, 6)
}

/// The first words of a text, at most `most`, with a sign where more follow.
pub fn first_words_of(text: &str, most: usize) -> String {
    let mut words = text.split_whitespace();
    let mut start = words.by_ref().take(most).collect::<Vec<_>>().join(" ");
    if words.next().is_some() {
        start.push_str(" …");
    }
    start
}

/// Where a file of the content stands in the site: below `files/`, with its own folders.
pub fn file_path(path: &str) -> String {
    format!("files/{}", path.strip_prefix("content/").unwrap_or(path))
}

/// The address of a file of the content from the site's root.
fn file_address(path: &str) -> String {
    let path = file_path(path);
    let escaped: Vec<String> = path.split('/').map(percent_encoded).collect();
    escaped.join("/")
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(byte as char);
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_safe_address() {
        assert_eq!(file_path("content/a b/c\"d.png"), "files/a b/c\"d.png");
        assert_eq!(
            file_address("content/a b/c\"d.png"),
            "files/a%20b/c%22d.png"
        );
    }

    #[test]
    fn first_words_say_that_more_follows() {
        assert_eq!(first_words("a b c d e f g"), "a b c d e f …");
        assert_eq!(first_words("a  b"), "a b");
    }
}
