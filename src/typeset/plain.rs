//! A note's prose as plain text, for what is not HTML: quotes and generated blocks are left out.

use super::Typesetter;
use crate::evidence::{NoteKey, Target};
use crate::model::{Block, BlockKind, Inline};
use crate::untrusted::cleaned_html;

impl Typesetter<'_> {
    /// What a reader sees of a note's own prose, block by block.
    pub fn plain(&self, note: NoteKey) -> String {
        let mut plain = Plain {
            setter: self,
            note,
            text: String::new(),
        };
        plain.blocks(&self.evidence.notes[note].note.body.blocks);
        plain.text
    }

    /// What a link without words of its own shows.
    pub(super) fn name(&self, target: &Target) -> String {
        let evidence = self.evidence;
        match target {
            Target::Note(key) => evidence.notes[*key].title.clone(),
            Target::Heading(key, heading) => evidence.notes[*key].note.body.headings[*heading]
                .text
                .clone(),
            Target::Quote(key) => self.quote_name(*key),
            Target::Participant(key) => evidence.participants[*key].id.clone(),
            Target::Term(key) => evidence.terms[*key].written.term.value.clone(),
            Target::Asset(key) => evidence.assets[*key].asset.path.clone(),
            Target::External(address) => address.to_string(),
            Target::Nothing => String::new(),
        }
    }
}

/// Gathers the text of one note.
struct Plain<'s> {
    setter: &'s Typesetter<'s>,
    note: NoteKey,
    text: String,
}

impl Plain<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(&block.kind);
        }
    }

    fn block(&mut self, block: &BlockKind) {
        match block {
            BlockKind::Paragraph(content)
            | BlockKind::Plain(content)
            | BlockKind::Heading { content, .. } => self.inlines(content),
            BlockKind::Blockquote(blocks)
            | BlockKind::Alert { blocks, .. }
            | BlockKind::Footnote { blocks, .. } => self.blocks(blocks),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| self.blocks(&item.blocks));
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.inlines(&definition.term);
                    self.part();
                    definition
                        .definitions
                        .iter()
                        .for_each(|blocks| self.blocks(blocks));
                }
            }
            BlockKind::Code { text, .. } => self.text.push_str(text),
            BlockKind::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    self.inlines(cell);
                    self.part();
                }
            }
            BlockKind::Picture(image) => self.image(*image),
            BlockKind::Html(text) => self.html(text),
            BlockKind::Quote(_)
            | BlockKind::Embed(_)
            | BlockKind::Directive(_)
            | BlockKind::Rule => {}
        }
        self.part();
    }

    /// Words of two blocks do not run together.
    fn part(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                // A paragraph may be written on several lines.
                Inline::Text { text, .. } | Inline::Code(text) => {
                    self.text.push_str(&text.replace('\n', " "));
                }
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strikethrough(content)
                | Inline::Element { content, .. } => self.inlines(content),
                Inline::Link { link, content } if content.is_empty() => {
                    let target = &self.setter.evidence.notes[self.note].links[*link];
                    let name = self.setter.name(target);
                    self.text.push_str(&name);
                }
                Inline::Link { content, .. } => self.inlines(content),
                Inline::Image(image) => self.image(*image),
                Inline::SoftBreak | Inline::HardBreak | Inline::EmptyElement(_) => {
                    self.text.push(' ');
                }
                // A full stop behind them should not stand alone.
                Inline::Citation(_) | Inline::Footnote { .. } => {
                    self.text.truncate(self.text.trim_end_matches(' ').len());
                }
            }
        }
    }

    fn image(&mut self, image: usize) {
        let image = &self.setter.evidence.notes[self.note].note.body.images[image];
        self.text.push_str(&image.alternative);
    }

    /// What the cleaner lets through, without its tags and with the few entities that it writes.
    fn html(&mut self, html: &str) {
        let cleaned = cleaned_html(html);
        let mut text = String::with_capacity(cleaned.len());
        let mut inside = false;
        for character in cleaned.chars() {
            match character {
                '<' => inside = true,
                '>' if inside => {
                    inside = false;
                    text.push(' ');
                }
                _ if inside => {}
                _ => text.push(character),
            }
        }
        for (entity, character) in [
            ("&nbsp;", " "),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&amp;", "&"),
        ] {
            text = text.replace(entity, character);
        }
        self.text.push_str(text.trim());
    }
}
