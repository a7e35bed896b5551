//! What editors wrote themselves: running text without quotes, code, tables and headings.

use crate::model::{Block, BlockKind, Body, Inline};
use crate::source::Span;

/// Stands for what is no word of the text: code, a work that is named, a link that shows its target's name.
pub const THING: char = '\u{fffc}';

/// A paragraph, or an item of a list.
pub struct Passage {
    pub text: String,
    /// Where it stands in its file, with marks between its words.
    pub span: Span,
}

pub fn of_body(body: &Body) -> Vec<Passage> {
    let mut gathered = Gathered {
        body,
        passages: Vec::with_capacity(body.blocks.len()),
    };
    gathered.blocks(&body.blocks);
    gathered.passages
}

struct Gathered<'b> {
    body: &'b Body,
    passages: Vec<Passage>,
}

impl Gathered<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Plain(content) => {
                let mut text = String::new();
                self.inlines(content, &mut text);
                if !text.trim().is_empty() {
                    let span = block.span;
                    self.passages.push(Passage { text, span });
                }
            }
            BlockKind::Alert { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                self.blocks(blocks);
            }
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| self.blocks(&item.blocks));
            }
            BlockKind::Definitions(definitions) => {
                let bodies = definitions
                    .iter()
                    .flat_map(|definition| &definition.definitions);
                bodies.for_each(|blocks| self.blocks(blocks));
            }
            // Somebody else's words, or none that make sentences.
            BlockKind::Quote(_)
            | BlockKind::Embed(_)
            | BlockKind::Blockquote(_)
            | BlockKind::Heading { .. }
            | BlockKind::Code { .. }
            | BlockKind::Table { .. }
            | BlockKind::Picture(_)
            | BlockKind::Directive(_)
            | BlockKind::Rule
            | BlockKind::Html(_) => {}
        }
    }

    fn inlines(&self, content: &[Inline], text: &mut String) {
        for inline in content {
            match inline {
                Inline::Text { text: words, .. } => text.push_str(words),
                Inline::Link { content, .. } if content.is_empty() => text.push(THING),
                Inline::Emphasis(inner) | Inline::Strong(inner) => self.inlines(inner, text),
                Inline::Link { content, .. } | Inline::Element { content, .. } => {
                    self.inlines(content, text);
                }
                Inline::SoftBreak | Inline::HardBreak | Inline::EmptyElement(_) => text.push('\n'),
                Inline::Code(_) | Inline::Image(_) => text.push(THING),
                Inline::Citation(index) => {
                    if self.body.citations[*index].textual {
                        text.push(THING);
                    }
                }
                Inline::Footnote { .. } | Inline::Strikethrough(_) => {}
            }
        }
    }
}
