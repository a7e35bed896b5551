//! The body of a note: blocks and running text, with targets still as they were written.
//!
//! Quotes, links, citations, images, headings and generated blocks stand in lists of their own, in the order
//! of the text; blocks and inlines name them by index. So each can be resolved once, and found again by its
//! place.

use super::{Directive, MarkedCount, Quote};
use crate::source::{Span, Spanned};
use crate::untrusted::Address;

/// A note's body.
#[derive(Debug, Clone, Default)]
pub struct Body {
    pub blocks: Vec<Block>,
    pub quotes: Vec<Quote>,
    pub links: Vec<Link>,
    pub citations: Vec<Citation>,
    pub images: Vec<Image>,
    pub headings: Vec<Heading>,
    pub directives: Vec<Directive>,
    /// The names of footnotes in the order of their first marks.
    pub footnotes: Vec<String>,
    /// Numbers that say what they count.
    pub counts: Vec<MarkedCount>,
}

impl Body {
    /// Shows every part of the running text, in the order of the text.
    pub fn each_inline<'b>(&'b self, look: &mut dyn FnMut(&'b Inline)) {
        self.blocks.iter().for_each(|block| block.each_inline(look));
    }
}

/// A block and its place.
#[derive(Debug, Clone)]
pub struct Block {
    pub span: Span,
    pub kind: BlockKind,
}

impl Block {
    fn each_inline<'b>(&'b self, look: &mut dyn FnMut(&'b Inline)) {
        let mut blocks =
            |blocks: &'b [Block]| blocks.iter().for_each(|block| block.each_inline(look));
        match &self.kind {
            BlockKind::Blockquote(inner)
            | BlockKind::Alert { blocks: inner, .. }
            | BlockKind::Footnote { blocks: inner, .. } => blocks(inner),
            BlockKind::List { items, .. } => items.iter().for_each(|item| blocks(&item.blocks)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    Inline::each(&definition.term, look);
                    let bodies = definition.definitions.iter().flatten();
                    bodies.for_each(|block| block.each_inline(look));
                }
            }
            BlockKind::Paragraph(content)
            | BlockKind::Plain(content)
            | BlockKind::Heading { content, .. } => Inline::each(content, look),
            BlockKind::Table { head, rows, .. } => {
                let cells = head.iter().chain(rows.iter().flatten());
                cells.for_each(|cell| Inline::each(cell, look));
            }
            BlockKind::Quote(_)
            | BlockKind::Embed(_)
            | BlockKind::Code { .. }
            | BlockKind::Picture(_)
            | BlockKind::Directive(_)
            | BlockKind::Rule
            | BlockKind::Html(_) => {}
        }
    }
}

/// What a block is. A `usize` is an index into the list of the same name in [`Body`].
#[derive(Debug, Clone)]
pub enum BlockKind {
    Paragraph(Vec<Inline>),
    /// Running text without a paragraph of its own, as in a tight list.
    Plain(Vec<Inline>),
    Heading {
        heading: usize,
        content: Vec<Inline>,
    },
    Quote(usize),
    /// A quote of another note, shown here: index of its link.
    Embed(usize),
    /// A blockquote without attribution.
    Blockquote(Vec<Block>),
    /// `note`, `tip`, `important`, `warning` or `caution`.
    Alert {
        kind: &'static str,
        blocks: Vec<Block>,
    },
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        items: Vec<ListItem>,
    },
    Definitions(Vec<Definition>),
    Code {
        language: Option<String>,
        text: String,
    },
    Table {
        alignments: Vec<Alignment>,
        head: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Footnote {
        name: String,
        blocks: Vec<Block>,
    },
    /// An image in a paragraph of its own.
    Picture(usize),
    Directive(usize),
    Rule,
    /// Raw HTML as written; it is cleaned when it is typeset.
    Html(String),
}

/// One item of a list.
#[derive(Debug, Clone)]
pub struct ListItem {
    /// Whether a task is done; absent on an ordinary item.
    pub task: Option<bool>,
    pub blocks: Vec<Block>,
}

/// One term of a definition list with its definitions.
#[derive(Debug, Clone, Default)]
pub struct Definition {
    pub term: Vec<Inline>,
    pub definitions: Vec<Vec<Block>>,
}

/// How a table's column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    None,
    Left,
    Centre,
    Right,
}

/// A part of running text.
#[derive(Debug, Clone)]
pub enum Inline {
    Text {
        text: String,
        span: Span,
    },
    Code(String),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Strikethrough(Vec<Inline>),
    /// A link by index; without content it shows its target's name.
    Link {
        link: usize,
        content: Vec<Inline>,
    },
    Citation(usize),
    Image(usize),
    Footnote {
        name: String,
        span: Span,
    },
    SoftBreak,
    HardBreak,
    /// A harmless HTML element without attributes, such as `kbd`; only properly nested ones are kept.
    Element {
        name: &'static str,
        content: Vec<Inline>,
    },
    /// An empty HTML element: `br` or `wbr`.
    EmptyElement(&'static str),
}

impl Inline {
    /// Shows each part of some running text, and what stands inside it.
    fn each<'b>(content: &'b [Inline], look: &mut dyn FnMut(&'b Inline)) {
        for inline in content {
            look(inline);
            match inline {
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                    Inline::each(inner, look);
                }
                Inline::Link { content, .. } | Inline::Element { content, .. } => {
                    Inline::each(content, look);
                }
                _ => {}
            }
        }
    }
}

/// A link or an embed as written.
#[derive(Debug, Clone)]
pub struct Link {
    /// The whole link.
    pub span: Span,
    pub target: LinkTarget,
}

/// What a link points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// `[[target#heading]]`.
    Wiki {
        target: String,
        heading: Option<String>,
    },
    /// `![[target]]`.
    Embed(String),
    /// A path relative to the note: `../themes/a.md#heading`.
    Path {
        path: String,
        heading: Option<String>,
    },
    /// A heading of the same note.
    Here(String),
    /// An address of a known scheme.
    External(Address),
    /// An address that is not published.
    Unsafe(String),
}

/// A citation: one bracket, or a key in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    pub span: Span,
    pub items: Vec<CitationItem>,
    /// True for a bare `@key`: the author is part of the sentence.
    pub textual: bool,
}

/// One key of a citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationItem {
    pub key: Spanned<String>,
    /// Words before: `see`.
    pub prefix: String,
    pub locator: Option<Locator>,
    /// Words after the locator.
    pub suffix: String,
    /// True for `-@key`.
    pub suppress_author: bool,
}

/// The part of a work that is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locator {
    /// A CSL locator term: `page`, `chapter`, ….
    pub label: &'static str,
    pub value: String,
}

/// An image as written.
#[derive(Debug, Clone)]
pub struct Image {
    pub span: Span,
    pub target: LinkTarget,
    pub alternative: String,
    pub title: Option<String>,
}

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading {
    pub span: Span,
    /// From 2 to 6: the page's title is the only first-level heading.
    pub level: u8,
    /// The anchor, unique in its note.
    pub anchor: String,
    /// The words alone.
    pub text: String,
}
