//! The text of a web page, as a browser would show it without its style.
//!
//! Only the tags are read: no tree is built, so that deep nesting costs nothing.

use super::{Unreadable, plain};
use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;
use std::collections::HashMap;

/// The text of a web page.
///
/// # Errors
/// Where the bytes are in another encoding, or no text.
pub fn read(bytes: &[u8]) -> Result<String, Unreadable> {
    let page = plain::decode(bytes)?;
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let (mut silent, mut blanks) = (0, 0);
    for chunk in chunks(&page) {
        tokenizer.sink.0.borrow_mut().heard = false;
        queue.push_back(StrTendril::from_slice(chunk));
        // A script stops the tokenizer so that it can be run. It is not, and the tokenizer goes on behind it.
        while let TokenizerResult::Script(()) = tokenizer.feed(&queue) {}
        if tokenizer.sink.0.borrow().heard {
            (silent, blanks) = (0, 0);
            continue;
        }
        silent += chunk.len();
        blanks += chunk.bytes().filter(u8::is_ascii_whitespace).count();
        if silent >= LONGEST_TAG && blanks > MOST_ATTRIBUTES {
            return Err(Unreadable::new(
                format!(
                    "A tag or comment of this page is longer than {} KB",
                    LONGEST_TAG >> 10
                ),
                "Save the page's text as `.txt`.",
            ));
        }
    }
    tokenizer.end();
    Ok(tokenizer.sink.0.into_inner().text)
}

/// The tokenizer compares each attribute with all others of its tag, so a tag must not have very many. A picture inside
/// the page is one long attribute, without white space.
const LONGEST_TAG: usize = 256 << 10;
const MOST_ATTRIBUTES: usize = 10_000;

/// A page in parts of 64 KB or a little less.
fn chunks(page: &str) -> impl Iterator<Item = &str> {
    const LENGTH: usize = 64 << 10;
    let mut rest = page;
    std::iter::from_fn(move || {
        let most = rest.len().min(LENGTH);
        let end = (0..=most).rev().find(|at| rest.is_char_boundary(*at))?;
        let (chunk, after) = rest.split_at(end);
        rest = after;
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// The tokenizer hands over tokens through a shared reference.
#[derive(Default)]
struct Sink(RefCell<Page>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        page.heard |= !matches!(token, Token::ParseError(_));
        match token {
            Token::CharacterTokens(text) => page.words(&text),
            Token::TagToken(tag) => match tag.kind {
                TagKind::StartTag => return page.start(&tag),
                TagKind::EndTag => page.end(&tag.name),
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements whose content is not on the page.
#[rustfmt::skip]
const UNSEEN: &[&str] = &[
    "audio", "canvas", "del", "iframe", "noembed", "noframes", "noscript", "object", "rp", "rt", "script", "style",
    "template", "title", "video",
];

/// Elements that stand apart from the text around them.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "search",
    "section", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr", "ul",
];

/// Elements that never have content, and no closing tag.
#[rustfmt::skip]
const EMPTY: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
];

/// Elements with a language of their own, in which `<x/>` is closed.
const FOREIGN: &[&str] = &["math", "svg"];

/// How the tokenizer must read the content of an element.
fn raw(name: &str) -> Option<RawKind> {
    Some(match name {
        "script" => ScriptData,
        "style" | "iframe" | "noembed" | "noframes" | "noscript" | "xmp" => Rawtext,
        "title" | "textarea" => Rcdata,
        _ => return None,
    })
}

/// Text gathered tag by tag.
#[derive(Default)]
struct Page {
    text: String,
    /// The names of the open elements, with whether each is unseen.
    open: Vec<(String, bool)>,
    /// How often each name is open, so that a closing tag without its element costs nothing.
    counts: HashMap<String, usize>,
    /// How many of the open elements are unseen.
    unseen: usize,
    /// True where a token came since this was last set to false.
    heard: bool,
    /// White space that counts only if words follow on the same line.
    space: bool,
}

impl Page {
    fn is_open(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|count| *count > 0)
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let foreign = FOREIGN.iter().any(|name| self.is_open(name));
        if BLOCKS.contains(&name) {
            // A paragraph ends where a block begins, and with it what was left open in it.
            self.close("p");
            self.part();
        }
        if name == "br" {
            self.line();
        }
        if EMPTY.contains(&name) || foreign && tag.self_closing {
            return TokenSinkResult::Continue;
        }
        let hidden = tag
            .attrs
            .iter()
            .any(|attribute| &*attribute.name.local == "hidden");
        let unseen = hidden || UNSEEN.contains(&name);
        self.unseen += usize::from(unseen);
        self.open.push((name.to_owned(), unseen));
        *self.counts.entry(name.to_owned()).or_default() += 1;
        match raw(name) {
            Some(kind) if !foreign => TokenSinkResult::RawData(kind),
            _ if name == "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }

    fn end(&mut self, name: &str) {
        self.close(name);
        if BLOCKS.contains(&name) {
            self.part();
        }
    }

    /// Closes the innermost element of this name and all that are open in it; nothing where none is open.
    fn close(&mut self, name: &str) {
        if !self.is_open(name) {
            return;
        }
        while let Some((closed, unseen)) = self.open.pop() {
            self.unseen -= usize::from(unseen);
            self.counts
                .entry(closed.clone())
                .and_modify(|count| *count -= 1);
            if closed == name {
                return;
            }
        }
    }

    fn words(&mut self, words: &str) {
        if self.unseen > 0 {
            return;
        }
        let kept = ["pre", "textarea", "xmp", "plaintext"]
            .iter()
            .any(|name| self.is_open(name));
        for c in words.chars() {
            match c {
                '\n' | '\r' if kept => self.line(),
                ' ' | '\t' if kept => self.text.push(c),
                ' ' | '\t' | '\n' | '\r' | '\u{C}' => self.space = true,
                _ => {
                    if std::mem::take(&mut self.space) && !self.at_line_start() {
                        self.text.push(' ');
                    }
                    self.text.push(c);
                }
            }
        }
    }

    fn at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with('\n')
    }

    /// Ends the line.
    fn line(&mut self) {
        self.space = false;
        if self.unseen == 0 {
            self.text.push('\n');
        }
    }

    /// Ends the paragraph, where one has begun.
    fn part(&mut self) {
        if self.unseen == 0 && !self.at_line_start() {
            self.text.push_str("\n\n");
        }
        self.space = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn text(page: &str) -> String {
        read(page.as_bytes()).expect("a page").trim_end().to_owned()
    }

    #[test]
    fn paragraphs_and_lines_are_parted() {
        let page = "<!DOCTYPE html><html><head><title>Interview</title>\n<meta charset=utf-8></head><body>\n\
            <h1>P18</h1>\n<p>They are in\n  the <b>same</b> offices,<br>so <i>it's</i>&nbsp;easy.</p>\
            <p>Yes.<ul><li>One<li>Two</ul><table><tr><td>a</td><td>b</td></tr></table>\
            <pre>  kept\n  so\r\n</pre>end</body></html>";
        assert_eq!(
            text(page),
            "P18\n\nThey are in the same offices,\nso it's\u{A0}easy.\n\nYes.\n\nOne\n\nTwo\n\na\n\nb\n\n  kept\n  so\nend"
        );
    }

    #[test]
    fn what_is_not_on_the_page_is_not_text() {
        for (page, expected) in [
            (
                "a<script>if (1 < 2) document.write('<p>x</p>')</script>b",
                "ab",
            ),
            ("a<SCRIPT>x</ScRipt >b", "ab"),
            ("a<style>p { color: red }</style>b", "ab"),
            ("a<noscript><p>x</p></noscript>b", "ab"),
            ("a<template><p>x<template>y</template>z</template>b", "ab"),
            ("<p>a <del>x <b>y</b></del>b</p>", "a b"),
            ("<p>a <del>x<p>b", "a\n\nb"),
            ("<p hidden>x</p><p>b</p>", "b"),
            ("<svg><style/><title/><text>a</text></svg>b", "ab"),
            ("a<!-- x --><![CDATA[ x ]]><?x y?>b", "ab"),
            ("a<ruby>b<rp>(</rp><rt>x</rt><rp>)</rp></ruby>", "ab"),
            ("<textarea>a <b></textarea>", "a <b>"),
        ] {
            assert_eq!(text(page), expected, "{page}");
        }
    }

    #[test]
    fn entities_are_decoded() {
        assert_eq!(
            text("R&amp;D &lt;b&gt; caf&eacute; &#8217;&#x2014; AT&T &bogus;"),
            "R&D <b> café ’— AT&T &bogus;"
        );
    }

    #[test]
    fn broken_pages_give_their_text() {
        for (page, expected) in [
            ("a<", "a<"),
            ("a<p", "a"),
            ("a</p></div>b", "a\n\nb"),
            ("a<p x='", "a"),
            ("a<!--", "a"),
            ("a<b></i></b>c", "ac"),
            ("a<script>x", "a"),
            ("a<plaintext>b</plaintext>", "ab</plaintext>"),
        ] {
            assert_eq!(text(page), expected, "{page}");
        }
    }

    #[test]
    fn other_encodings_are_faults() {
        assert_eq!(read(b"<p>\ncaf\xE9").expect_err("Latin-1").line, Some(2));
        assert!(read("\u{FEFF}<p>café".as_bytes()).is_ok_and(|text| text == "café"));
    }

    #[test]
    fn a_tag_has_bounds_and_a_picture_does_not_break_them() {
        let attributes: String = (0..80_000).map(|number| format!(" a{number}")).collect();
        let fault = read(format!("<p{attributes}>text").as_bytes()).expect_err("too many");
        assert_eq!(
            fault.reason,
            "A tag or comment of this page is longer than 256 KB"
        );
        let picture = "A".repeat(2 << 20);
        assert_eq!(
            text(&format!(
                "é<img src='data:x,{picture}'>b{}",
                " c é".repeat(100_000)
            ))
            .len(),
            3 + 500_000
        );
    }

    #[test]
    fn hostile_pages_cost_no_more_than_their_size() {
        let many = 100_000;
        let began = Instant::now();
        for page in [
            "<div>".repeat(many),
            "<div>".repeat(many) + &"<p>a".repeat(many),
            "<div>".repeat(many) + &"</p>".repeat(many),
            "<b><p></b>".repeat(many),
            "&amp".repeat(many),
            "<del>".repeat(many) + &"</del>".repeat(many),
            "<!--".repeat(many),
            "<![CDATA[".repeat(many),
            "<a b='".repeat(many),
        ] {
            let read = read((page + "<p>end").as_bytes());
            let too_long = |fault: Unreadable| fault.reason.contains("longer than");
            assert!(read.map_or_else(too_long, |_| true));
        }
        assert!(
            began.elapsed() < Duration::from_secs(120),
            "{:?}",
            began.elapsed()
        );
    }
}
