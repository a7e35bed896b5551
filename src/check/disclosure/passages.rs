//! What readers see of a note, passage by passage.

use super::text::Passage;
use crate::check::place::Finder;
use crate::evidence::{Evidence, LinkedNote, ParticipantKey, Speaker};
use crate::model::{Block, BlockKind, Body, Inline, Link, LinkTarget, Mark, Quote};
use crate::source::{FileId, SourceMap, Span};
use std::collections::BTreeSet;

/// A passage and where it comes from.
pub struct Source<'s> {
    pub passage: Passage,
    pub file: FileId,
    /// Who says it; absent in prose, and in quotes from documents.
    pub speaker: Option<ParticipantKey>,
    written: Written<'s>,
}

/// How the passage stands in its file.
enum Written<'s> {
    /// With marks between its words.
    Marked { text: &'s str, start: usize },
    /// As it is.
    Same { start: usize },
}

impl Source<'_> {
    pub fn finder(&self) -> Finder {
        match &self.written {
            Written::Marked { text, start } => Finder::new(&self.passage.text, text, *start),
            Written::Same { start } => Finder::same(self.passage.text.len(), *start),
        }
    }
}

/// Every passage of a published note.
pub fn of_note<'s>(evidence: &Evidence, note: &LinkedNote, text: &'s str) -> Vec<Source<'s>> {
    let body = &note.note.body;
    let mut sources = Vec::with_capacity(body.blocks.len() + body.quotes.len() + 1);
    let prose = |passage: String, span: Span| Source {
        passage: Passage::plain(passage),
        file: note.note.file,
        speaker: None,
        written: Written::Marked {
            text: &text[span.range()],
            start: span.start as usize,
        },
    };
    if let Some(span) = note.note.front_matter {
        let hidden = note.note.common.accept.iter().map(|entry| entry.place.span);
        let shown = shown_yaml(&text[span.range()], span.start as usize, hidden);
        sources.push(Source {
            passage: Passage::plain(shown),
            file: note.note.file,
            speaker: None,
            written: Written::Same {
                start: span.start as usize,
            },
        });
    }
    for block in &body.blocks {
        let mut shown = Shown {
            body,
            text: String::new(),
        };
        shown.block(block);
        if !shown.text.trim().is_empty() {
            sources.push(prose(shown.text, block.span));
        }
    }
    sources.extend(
        body.links
            .iter()
            .filter_map(|link| address_of(note, link, text)),
    );
    for (quote, key) in body.quotes.iter().zip(&note.quotes) {
        // A quote that is not published is nobody's to read.
        let Some(key) = *key else { continue };
        let speaker = match evidence.quotes[key].speaker {
            Speaker::Participant(participant) => Some(participant),
            Speaker::Document(_) => None,
        };
        sources.push(Source {
            passage: words_of(quote),
            file: note.note.file,
            speaker,
            written: Written::Marked {
                text: &text[quote.span.range()],
                start: quote.span.start as usize,
            },
        });
    }
    sources
}

/// The address of a link that writes or rings to somebody.
fn address_of<'s>(note: &LinkedNote, link: &Link, text: &'s str) -> Option<Source<'s>> {
    let LinkTarget::External(address) = &link.target else {
        return None;
    };
    let address = address.as_str();
    let address = address
        .strip_prefix("mailto:")
        .or_else(|| address.strip_prefix("tel:"))?;
    let written = &text[link.span.range()];
    let start = link.span.start as usize;
    Some(Source {
        passage: Passage::plain(address.to_owned()),
        file: note.note.file,
        speaker: None,
        written: match written.rfind(address) {
            Some(at) => Written::Same { start: start + at },
            None => Written::Marked {
                text: written,
                start,
            },
        },
    })
}

/// The glossaries: their definitions are published.
pub fn glossaries<'s>(evidence: &Evidence, sources: &'s SourceMap) -> Vec<Source<'s>> {
    let files: BTreeSet<FileId> = evidence
        .terms
        .values()
        .map(|term| term.written.place.file)
        .collect();
    let source = |file: FileId| Source {
        passage: Passage::plain(shown_yaml(sources.text(file), 0, std::iter::empty())),
        file,
        speaker: None,
        written: Written::Same { start: 0 },
    };
    files.into_iter().map(source).collect()
}

/// YAML with blanks in place of comments and of spans of the file, so that every byte keeps its place.
fn shown_yaml(yaml: &str, start: usize, hidden: impl Iterator<Item = Span>) -> String {
    let mut bytes = yaml.as_bytes().to_vec();
    for span in hidden {
        let range =
            (span.start as usize).saturating_sub(start)..(span.end as usize).saturating_sub(start);
        let end = range.end.min(bytes.len());
        bytes[range.start.min(end)..end].fill(b' ');
    }
    let mut line_start = 0;
    for line in yaml.split_inclusive('\n') {
        if line.trim_start().starts_with('#') {
            let end = line_start + line.trim_end_matches(['\n', '\r']).len();
            bytes[line_start..end].fill(b' ');
        }
        line_start += line.len();
    }
    // Whole characters were blanked, so this is still text.
    String::from_utf8(bytes).unwrap_or_else(|_| yaml.to_owned())
}

/// A quote's words, with what an editor put in.
fn words_of(quote: &Quote) -> Passage {
    let mut text = String::new();
    let mut insertions = Vec::new();
    for (number, pieces) in quote.paragraphs.iter().enumerate() {
        if number > 0 {
            text.push_str("\n\n");
        }
        for piece in pieces {
            let start = text.len();
            text.push_str(&piece.text);
            if piece.mark == Mark::Insertion {
                insertions.push(start..text.len());
            }
        }
    }
    Passage::new(text, &insertions)
}

/// Gathers the text that readers see of blocks, quotes left out.
struct Shown<'b> {
    body: &'b Body,
    text: String,
}

impl Shown<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content)
            | BlockKind::Plain(content)
            | BlockKind::Heading { content, .. } => {
                self.inlines(content);
            }
            BlockKind::Blockquote(blocks)
            | BlockKind::Alert { blocks, .. }
            | BlockKind::Footnote { blocks, .. } => {
                self.blocks(blocks);
            }
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| self.blocks(&item.blocks))
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
            BlockKind::Html(text) => self.html(text),
            BlockKind::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    self.inlines(cell);
                    self.part();
                }
            }
            BlockKind::Picture(image) => self.image(*image),
            BlockKind::Quote(_)
            | BlockKind::Embed(_)
            | BlockKind::Directive(_)
            | BlockKind::Rule => {}
        }
        self.part();
    }

    /// Raw HTML without its comments, which are not published.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some((shown, comment)) = rest.split_once("<!--") {
            self.text.push_str(shown);
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        }
        self.text.push_str(rest);
    }

    /// No flag reaches across the end of a block.
    fn part(&mut self) {
        self.text.push_str("\n\n");
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } | Inline::Code(text) => self.text.push_str(text),
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strikethrough(content)
                | Inline::Link { content, .. }
                | Inline::Element { content, .. } => self.inlines(content),
                Inline::Image(image) => self.image(*image),
                Inline::SoftBreak | Inline::HardBreak | Inline::EmptyElement(_) => {
                    self.text.push('\n')
                }
                // The words on both sides do not belong together.
                Inline::Citation(_) => self.text.push('|'),
                Inline::Footnote { .. } => {}
            }
        }
    }

    fn image(&mut self, image: usize) {
        let image = &self.body.images[image];
        self.text.push_str(&image.alternative);
        self.part();
        self.text
            .push_str(image.title.as_deref().unwrap_or_default());
    }
}
