//! Running text: links, citations, emphasis.

use super::body::{Builder, plain_text};
use super::events::CITATION;
use super::{citation, html, link, marked_counts};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Citation, Image, Inline, Link};
use crate::source::Span;
use pulldown_cmark::{Event, LinkType, Tag};
use std::ops::Range;

impl Builder<'_, '_> {
    /// The running text between two events.
    pub fn inlines(&mut self, mut at: usize, end: usize) -> Vec<Inline> {
        let mut content = Vec::new();
        while at < end {
            at = self.inline(at, end, &mut content);
        }
        for inline in &mut content {
            if let Inline::Text { text, span } = inline {
                let found = marked_counts::take(self.reader, text, self.text, *span);
                self.body.counts.extend(found);
            }
        }
        content
    }

    /// Adds the inline at an event and gives the event after it.
    fn inline(&mut self, at: usize, end: usize, content: &mut Vec<Inline>) -> usize {
        match self.events.event(at) {
            Event::Start(_) => {
                let last = self.events.end(at);
                content.extend(self.deeper(at, |builder| builder.inline_container(at, last)));
                return last + 1;
            }
            Event::Text(_) => return self.text_run(at, end, content),
            Event::Code(code) => content.push(Inline::Code(code.to_string())),
            // The words on both sides may make one term of the glossary.
            Event::SoftBreak => match content.last_mut() {
                Some(Inline::Text { text, span }) => {
                    text.push('\n');
                    span.end = self.span(at).end;
                }
                _ => content.push(Inline::SoftBreak),
            },
            Event::HardBreak => content.push(Inline::HardBreak),
            Event::FootnoteReference(name) => {
                let name = name.to_string();
                if self.footnotes.insert(name.clone()) {
                    self.body.footnotes.push(name.clone());
                }
                let span = self.span(at);
                content.push(Inline::Footnote { name, span });
            }
            Event::InlineHtml(tag) | Event::Html(tag) => {
                let tag = tag.to_string();
                return self.inline_html(&tag, at, end, content);
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => content.push(Inline::Text {
                text: text.to_string(),
                span: self.span(at),
            }),
            Event::End(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
        at + 1
    }

    fn inline_container(&mut self, at: usize, last: usize) -> Option<Inline> {
        let Event::Start(tag) = self.events.event(at) else {
            return None;
        };
        Some(match tag {
            Tag::Emphasis => Inline::Emphasis(self.inlines(at + 1, last)),
            Tag::Strong => Inline::Strong(self.inlines(at + 1, last)),
            Tag::Strikethrough => Inline::Strikethrough(self.inlines(at + 1, last)),
            Tag::Link { dest_url, .. } if dest_url.as_ref() == CITATION => {
                return self.bracketed_citation(at);
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let target = link::target(*link_type, dest_url);
                let bare = matches!(link_type, LinkType::WikiLink { has_pothole: false });
                let content = if bare {
                    Vec::new()
                } else {
                    self.inlines(at + 1, last)
                };
                self.link(at, target, content)
            }
            Tag::Image {
                link_type: LinkType::WikiLink { .. },
                dest_url,
                ..
            } => {
                let target = link::embed(dest_url);
                self.link(at, target, Vec::new())
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                let target = link::target(LinkType::Inline, dest_url);
                let title = (!title.is_empty()).then(|| title.to_string());
                self.image(at, last, target, title)
            }
            _ => return None,
        })
    }

    fn link(
        &mut self,
        at: usize,
        target: crate::model::LinkTarget,
        content: Vec<Inline>,
    ) -> Inline {
        let span = self.span(at);
        self.body.links.push(Link { span, target });
        Inline::Link {
            link: self.body.links.len() - 1,
            content,
        }
    }

    fn image(
        &mut self,
        at: usize,
        last: usize,
        target: crate::model::LinkTarget,
        title: Option<String>,
    ) -> Inline {
        let content = self.inlines(at + 1, last);
        let alternative = plain_text(&content, &self.body);
        self.body.images.push(Image {
            span: self.span(at),
            target,
            alternative,
            title,
        });
        Inline::Image(self.body.images.len() - 1)
    }

    fn bracketed_citation(&mut self, at: usize) -> Option<Inline> {
        let range = self.events.range(at);
        let inner = range.start + 1..range.end - 1;
        let items = citation::read(&self.text[inner.clone()], inner.start)?;
        Some(self.citation(range.into(), items, false))
    }

    fn citation(
        &mut self,
        span: Span,
        items: Vec<crate::model::CitationItem>,
        textual: bool,
    ) -> Inline {
        self.body.citations.push(Citation {
            span,
            items,
            textual,
        });
        Inline::Citation(self.body.citations.len() - 1)
    }

    /// Text that the Markdown parser cut in pieces at special characters, joined again; keys in it become
    /// citations.
    fn text_run(&mut self, at: usize, end: usize, content: &mut Vec<Inline>) -> usize {
        let (run, next) = self.joined(at, end);
        if run.written && run.text.contains("[^") {
            self.refuse_undefined_footnotes(&run);
        }
        let escaped = run.range.start > 0 && self.text.as_bytes()[run.range.start - 1] == b'\\';
        let keys = if run.written && run.text.contains('@') {
            citation::keys_in_text(&run.text, run.range.start, escaped)
        } else {
            Vec::new()
        };
        let mut from = 0;
        for (place, item) in keys {
            push_text(&run, from..place.start, content);
            let span = Span::new(run.range.start + place.start, run.range.start + place.end);
            content.push(self.citation(span, vec![item], true));
            from = place.end;
        }
        push_text(&run, from..run.text.len(), content);
        next
    }

    /// Joins text events that follow each other without a gap and stand as they were written. Smart punctuation and
    /// entities do not: each of them is a run of its own, so that a key beside one is still found.
    fn joined(&self, at: usize, end: usize) -> (Run, usize) {
        let start = self.events.range(at).start;
        let mut run = Run {
            text: String::new(),
            range: start..start,
            written: true,
        };
        let mut next = at;
        while next < end {
            let Event::Text(text) = self.events.event(next) else {
                break;
            };
            let range = self.events.range(next);
            let written = self.text[range.clone()] == **text;
            if next > at && (!written || range.start != run.range.end) {
                break;
            }
            run.text.push_str(text);
            run.range.end = range.end;
            run.written = written;
            next += 1;
            if !written {
                break;
            }
        }
        (run, next)
    }

    /// The Markdown parser leaves the mark of a footnote that is not there as text.
    fn refuse_undefined_footnotes(&self, run: &Run) {
        let mut from = 0;
        while let Some(open) = run.text[from..].find("[^").map(|at| from + at) {
            let Some(close) = run.text[open..].find(']').map(|at| open + at + 1) else {
                return;
            };
            let mark = &run.text[open..close];
            if !mark.contains(char::is_whitespace) && mark.len() > 3 {
                let span = Span::new(run.range.start + open, run.range.start + close);
                let name = &mark[2..mark.len() - 1];
                self.fault(
                    Diagnostic::new(
                        Code::UndefinedFootnote,
                        self.reader.place(span),
                        format!("The footnote `{name}` is not written anywhere in this note"),
                    )
                    .hint(format!("Add a line `[^{name}]: …` at the end of the note.")),
                );
            }
            from = close;
        }
    }

    fn inline_html(
        &mut self,
        tag: &str,
        at: usize,
        end: usize,
        content: &mut Vec<Inline>,
    ) -> usize {
        match html::inline(tag) {
            html::InlineTag::Empty(name) => content.push(Inline::EmptyElement(name)),
            html::InlineTag::Open(name) => {
                let close = self.events.closing_tag(at);
                if let Some(close) = close.filter(|close| *close < end) {
                    let inner = self.deeper(at, |builder| Some(builder.inlines(at + 1, close)));
                    content.extend(inner.map(|content| Inline::Element { name, content }));
                    return close + 1;
                }
                self.html_as_text(tag, at, content);
            }
            html::InlineTag::Comment => {}
            html::InlineTag::Refused => self.html_as_text(tag, at, content),
        }
        at + 1
    }

    fn html_as_text(&self, tag: &str, at: usize, content: &mut Vec<Inline>) {
        let span = self.span(at);
        self.fault(
            Diagnostic::new(
                Code::UnsafeHtml,
                self.reader.place(span),
                format!("The HTML `{}` is shown as text", shortened(tag)),
            )
            .hint("Use Markdown, or an element without attributes that is closed in the same paragraph."),
        );
        content.push(Inline::Text {
            text: tag.to_owned(),
            span,
        });
    }
}

/// Text and where it was written.
struct Run {
    text: String,
    range: Range<usize>,
    /// False where the text stands for other characters, as smart punctuation does.
    written: bool,
}

/// Adds a part of a run; text that follows text becomes one with it, so that words and terms stay whole.
fn push_text(run: &Run, part: Range<usize>, content: &mut Vec<Inline>) {
    if part.is_empty() {
        return;
    }
    let start = run.range.start + part.start;
    let length = if run.written {
        part.len()
    } else {
        run.range.len()
    };
    add_text(&run.text[part], Span::new(start, start + length), content);
}

fn add_text(words: &str, place: Span, content: &mut Vec<Inline>) {
    match content.last_mut() {
        Some(Inline::Text { text, span }) if span.end == place.start || text.ends_with('\n') => {
            text.push_str(words);
            span.end = place.end;
        }
        _ => content.push(Inline::Text {
            text: words.to_owned(),
            span: place,
        }),
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
