//! Glossary terms: a link at the first use on each page.

use super::{PageSetter, Previewed};
use crate::evidence::TermKey;
use crate::model::escape_into;

impl PageSetter<'_> {
    /// Sets text; each term of the glossary is linked at its first use.
    pub(super) fn text(&mut self, text: &str, html: &mut String) {
        let mut from = 0;
        if !self.inside_link {
            // A term may be broken over two lines of the note.
            let one_line = text.replace('\n', " ");
            for (term, start, end) in self.setter.prepared.terms.find(&one_line) {
                if self.terms.insert(term) {
                    escape_into(&text[from..start], html);
                    let path = self.setter.plan.term(self.setter.evidence, term);
                    self.link("term", &path, &text[start..end], html);
                    self.peek_term(term, html);
                    from = end;
                }
            }
        }
        escape_into(&text[from..], html);
    }

    /// The button that explains a term where it stands.
    pub(super) fn peek_term(&mut self, term: TermKey, html: &mut String) {
        let name = &self.setter.evidence.terms[term].written.term.value;
        let label = self.word("previews.term").replace("{name}", name);
        self.peek(Previewed::Term(term), &label, html);
    }

    /// Sets a part in which no term is linked: headings, and the words of other links.
    pub(super) fn without_terms(&mut self, set: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.inside_link, true);
        set(self);
        self.inside_link = before;
    }
}
