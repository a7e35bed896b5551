//! Raw HTML: one allow-list, the cleaner that keeps to it, and what it takes out.

use ammonia::Builder;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Elements that do no harm inside running text when they have no attributes.
pub const INLINE: &[&str] = &[
    "abbr", "b", "cite", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "strong", "sub", "sup", "u", "var",
];

/// Elements that only a block of raw HTML may hold, besides those above.
const BLOCK: &[&str] = &[
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "wbr",
];

/// The attributes that elements may have. No links, pictures, classes, ids or styles: those are for Markdown, where they
/// are checked.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("td", &["colspan", "rowspan", "scope"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("details", &["open"]),
    ("ol", &["start"]),
];

/// Elements that go with all that is in them: nobody wrote it to be read.
const WITH_CONTENT: &[&str] = &["script", "style"];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes = |(name, attributes): &(&'static str, &[&'static str])| {
        (*name, attributes.iter().copied().collect::<HashSet<_>>())
    };
    let mut builder = Builder::empty();
    builder
        .tags(INLINE.iter().chain(BLOCK).copied().collect())
        .tag_attributes(ATTRIBUTES.iter().map(attributes).collect::<HashMap<_, _>>())
        .clean_content_tags(WITH_CONTENT.iter().copied().collect());
    builder
});

/// What of a block of raw HTML may be published.
pub fn cleaned(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

/// One thing that cleaning takes out, and the tag in which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    pub at: Range<usize>,
    pub what: Removed,
}

/// What cleaning takes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removed {
    /// An element; `whole` where all that is in it goes too.
    Element {
        name: String,
        whole: bool,
    },
    Attribute {
        element: String,
        name: String,
    },
}

/// What [`cleaned`] will take out of a block, in the order of the text. The tags are read by the cleaner's own parser, so
/// both see the same ones.
pub fn removals(html: &str) -> Vec<Removal> {
    let sink = Sink {
        html,
        until: Cell::new(0),
        from: Cell::new(0),
        found: RefCell::default(),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut from = 0;
    // A tag is told when its `>` is read. So with one `>` at a time, the end of what was read is the end of the tag.
    for part in html.split_inclusive('>') {
        from += part.len();
        tokenizer.sink.until.set(from);
        input.push_back(StrTendril::from_slice(part));
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.found.into_inner()
}

/// Is told each tag.
struct Sink<'h> {
    html: &'h str,
    /// How much of the text was read.
    until: Cell<usize>,
    /// The end of the last tag.
    from: Cell<usize>,
    found: RefCell<Vec<Removal>>,
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        let at = self.place(&tag);
        self.from.set(self.until.get());
        if tag.kind == TagKind::EndTag {
            return TokenSinkResult::Continue;
        }
        self.found
            .borrow_mut()
            .extend(removed(&tag).into_iter().map(|what| Removal {
                at: at.clone(),
                what,
            }));
        // What follows is no HTML for the parser either.
        match &*tag.name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }
}

impl Sink<'_> {
    /// Where a tag stands that was just read: from the first `<` with its name to here.
    fn place(&self, tag: &Tag) -> Range<usize> {
        let (from, until) = (self.from.get(), self.until.get().min(self.html.len()));
        let read = &self.html[from..until];
        let begins = |at: &usize| {
            let name = read[at + 1..].trim_start_matches('/');
            name.get(..tag.name.len())
                .is_some_and(|name| name.eq_ignore_ascii_case(&tag.name))
        };
        let start = read
            .match_indices('<')
            .map(|(at, _)| at)
            .find(begins)
            .unwrap_or(0);
        from + start..until
    }
}

fn removed(tag: &Tag) -> Vec<Removed> {
    let name = tag.name.to_string();
    if !INLINE.contains(&name.as_str()) && !BLOCK.contains(&name.as_str()) {
        let whole = WITH_CONTENT.contains(&name.as_str());
        return vec![Removed::Element { name, whole }];
    }
    let allowed = ATTRIBUTES
        .iter()
        .find(|(element, _)| *element == name)
        .map_or(&[][..], |(_, allowed)| allowed);
    let attributes = tag
        .attrs
        .iter()
        .map(|attribute| attribute.name.local.to_string());
    attributes
        .filter(|attribute| !allowed.contains(&attribute.as_str()))
        .map(|attribute| Removed::Attribute {
            element: name.clone(),
            name: attribute,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_that_runs_or_loads_gets_through() {
        let harm = "<p onclick=x>a<script>alert(1)</script><img src=x onerror=y><a href='javascript:x'>b</a>\
                    <iframe src=x></iframe><svg><style>*{}</style></svg><p style='x'>c";
        assert_eq!(cleaned(harm), "<p>ab</p><p>c</p>");
    }

    #[test]
    fn plain_elements_stay() {
        let html = "<details open=\"\"><summary>More</summary>Text</details>";
        assert_eq!(cleaned(html), html);
        assert_eq!(removals(html), []);
    }

    #[test]
    fn says_what_goes_and_where() {
        let html =
            "<p title='<b a>' onclick=x>é<IFRAME src=x><b></iframe><script>'<i x>'</script></p>";
        let found: Vec<(&str, String)> = removals(html)
            .into_iter()
            .map(|removal| {
                let name = match removal.what {
                    Removed::Element { name, whole } => format!("{name} {whole}"),
                    Removed::Attribute { element, name } => format!("{element}@{name}"),
                };
                (&html[removal.at], name)
            })
            .collect();
        let p = "<p title='<b a>' onclick=x>";
        let wanted = [
            (p, "p@title".to_owned()),
            (p, "p@onclick".to_owned()),
            ("<IFRAME src=x>", "iframe false".to_owned()),
            ("<script>", "script true".to_owned()),
        ];
        assert_eq!(found, wanted);
    }

    proptest! {
        #[test]
        fn nothing_is_left_to_remove(parts in proptest::collection::vec(
            prop_oneof![
                "</?(script|style|svg|math|p|div|table|td|select|title|textarea|noscript|mtext|mglyph|b|a|img|form)",
                " (onclick|style|href|src|open|colspan|id)=[\"']?(x|javascript:y|<b>|-->)[\"']?",
                "[<>\"'/ é-]|<!--|-->|<!\\[CDATA\\[|\\]\\]>|&lt;|&#x3c;",
            ], 0..24)) {
            let html: String = parts.concat();
            let clean = cleaned(&html);
            prop_assert_eq!(removals(&clean), vec![], "{}", clean);
            for removal in removals(&html) {
                prop_assert!(html.get(removal.at).is_some());
            }
        }
    }
}
