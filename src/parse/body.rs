//! Blocks: from the Markdown parser's events to a [`Body`].

use super::events::Events;
use super::fields::Reader;
use super::{directive, html, marked_counts, quote};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::DEEPEST_BLOCK;
use crate::model::{
    Alignment, Block, BlockKind, Body, Definition, Heading, Inline, LinkTarget, ListItem, slug,
};
use crate::source::Span;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Tag};
use std::collections::{HashMap, HashSet};

/// Reads the body of a note that begins at byte `from` of its text.
pub fn read(reader: &Reader, text: &str, from: usize) -> Body {
    let events = Events::of(text, from);
    let mut builder = Builder {
        reader,
        text,
        events: &events,
        body: Body::default(),
        depth: 0,
        anchors: HashMap::new(),
        footnotes: HashSet::new(),
    };
    let blocks = builder.blocks(0, events.len());
    builder.body.blocks = blocks;
    builder.part_headings_from_quotes();
    builder.body
}

/// Builds one body. Methods take a range of events and leave what they find in `body`.
pub struct Builder<'r, 't> {
    pub reader: &'r Reader,
    /// The whole file.
    pub text: &'t str,
    pub events: &'r Events<'t>,
    pub body: Body,
    depth: usize,
    /// Anchors of headings, each with the last number that was put behind it.
    anchors: HashMap<String, usize>,
    /// Names of footnotes whose mark was seen.
    pub footnotes: HashSet<String>,
}

impl Builder<'_, '_> {
    /// The blocks between two events.
    pub fn blocks(&mut self, mut at: usize, end: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        while at < end {
            let (block, next) = self.block(at, end);
            blocks.extend(block);
            at = next;
        }
        blocks
    }

    /// The block at an event, and the event after it.
    fn block(&mut self, at: usize, end: usize) -> (Option<Block>, usize) {
        match self.events.event(at) {
            Event::Start(tag) if is_block(tag) => {
                let next = self.events.end(at) + 1;
                let kind = self.deeper(at, |builder| builder.container(at));
                (kind.map(|kind| self.placed(at, kind)), next)
            }
            Event::Rule => (Some(self.placed(at, BlockKind::Rule)), at + 1),
            Event::End(_) => (None, at + 1),
            _ => {
                let next = self.end_of_running_text(at, end);
                let content = self.inlines(at, next);
                (Some(self.placed(at, BlockKind::Plain(content))), next)
            }
        }
    }

    /// Runs `build` one level deeper, or reports that the level is too deep.
    pub fn deeper<T>(
        &mut self,
        at: usize,
        build: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        // No reader could follow more, and every later pass may walk the tree by recursion.
        if self.depth == DEEPEST_BLOCK {
            self.fault(
                Diagnostic::new(
                    Code::NestingTooDeep,
                    self.reader.place(self.span(at)),
                    format!("Blocks are nested more than {DEEPEST_BLOCK} levels deep"),
                )
                .hint("Write this part of the note with fewer levels."),
            );
            return None;
        }
        self.depth += 1;
        let built = build(self);
        self.depth -= 1;
        built
    }

    fn container(&mut self, at: usize) -> Option<BlockKind> {
        let (first, end) = (at + 1, self.events.end(at));
        let Event::Start(tag) = self.events.event(at) else {
            return None;
        };
        Some(match tag {
            Tag::Paragraph => return self.paragraph(first, end),
            Tag::Heading {
                level, id, attrs, ..
            } => {
                if attrs.iter().any(|(name, _)| name.as_ref() == "count") {
                    marked_counts::refuse_in_heading(self.reader, self.span(at));
                }
                self.heading(*level, id.as_deref().map(str::to_owned), at)
            }
            Tag::BlockQuote(Some(kind)) => BlockKind::Alert {
                kind: alert_name(*kind),
                blocks: self.blocks(first, end),
            },
            Tag::BlockQuote(None) => match quote::read(self, at) {
                quote::Reading::Quote(quote) => {
                    self.body.quotes.push(*quote);
                    BlockKind::Quote(self.body.quotes.len() - 1)
                }
                quote::Reading::Unreadable => return None,
                quote::Reading::Ordinary => BlockKind::Blockquote(self.blocks(first, end)),
            },
            Tag::CodeBlock(kind) => self.code(kind, at),
            Tag::List(start) => self.list(*start, first, end),
            Tag::Table(alignments) => self.table(alignments, first, end),
            Tag::DefinitionList => self.definitions(first, end),
            Tag::FootnoteDefinition(name) => BlockKind::Footnote {
                name: name.to_string(),
                blocks: self.blocks(first, end),
            },
            Tag::HtmlBlock => return self.html_block(at),
            _ => return None,
        })
    }

    fn paragraph(&mut self, first: usize, end: usize) -> Option<BlockKind> {
        let mut content = self.inlines(first, end);
        if let [only] = content.as_slice() {
            match only {
                Inline::Image(image) => return Some(BlockKind::Picture(*image)),
                Inline::Link { link, .. } if self.is_embed(*link) => {
                    return Some(BlockKind::Embed(*link));
                }
                _ => {}
            }
        }
        self.refuse_embeds(&mut content);
        (!content.is_empty()).then_some(BlockKind::Paragraph(content))
    }

    fn is_embed(&self, link: usize) -> bool {
        matches!(self.body.links[link].target, LinkTarget::Embed(_))
    }

    /// An embed shows a whole quote: it cannot stand inside a sentence.
    fn refuse_embeds(&mut self, content: &mut Vec<Inline>) {
        content.retain(|inline| {
            let Inline::Link { link, .. } = inline else {
                return true;
            };
            let embed = self.is_embed(*link);
            if embed {
                let span = self.body.links[*link].span;
                self.fault(
                    Diagnostic::new(
                        Code::EmbedInText,
                        self.reader.place(span),
                        "A quote cannot be shown inside a paragraph",
                    )
                    .hint("Put empty lines before and after it, or link to it without the `!`."),
                );
            }
            !embed
        });
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<String>, at: usize) -> BlockKind {
        let content = self.inlines(at + 1, self.events.end(at));
        let text = plain_text(&content, &self.body);
        let wanted = id.map_or_else(|| slug(&text), |id| slug(&id));
        let anchor = self.unused_anchor(wanted);
        self.body.headings.push(Heading {
            span: self.span(at),
            level: (level as u8).max(2),
            anchor,
            text,
        });
        BlockKind::Heading {
            heading: self.body.headings.len() - 1,
            content,
        }
    }

    fn unused_anchor(&mut self, wanted: String) -> String {
        let wanted = if wanted.is_empty() {
            "section".to_owned()
        } else {
            wanted
        };
        let mut anchor = wanted.clone();
        let mut number = self.anchors.get(&wanted).copied().unwrap_or(1);
        while self.anchors.contains_key(&anchor) {
            number += 1;
            anchor = format!("{wanted}-{number}");
        }
        self.anchors.insert(wanted, number);
        self.anchors.entry(anchor.clone()).or_insert(1);
        anchor
    }

    /// A heading must not take the anchor of a quote: the quote's is its permalink.
    fn part_headings_from_quotes(&mut self) {
        let quotes: HashSet<&str> = self
            .body
            .quotes
            .iter()
            .filter_map(|quote| Some(quote.id.as_ref()?.value.as_str()))
            .collect();
        for heading in &mut self.body.headings {
            if quotes.contains(heading.anchor.as_str()) {
                heading.anchor.push_str("-section");
            }
        }
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>, at: usize) -> BlockKind {
        let text: String = (at + 1..self.events.end(at))
            .filter_map(|inner| match self.events.event(inner) {
                Event::Text(text) => Some(text.as_ref()),
                _ => None,
            })
            .collect();
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.trim(),
            CodeBlockKind::Indented => "",
        };
        if let Some(name) = info
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
        {
            let (yaml, start) = self.in_place(at);
            let block = directive::read(self.reader, name.trim(), &yaml, start, self.span(at));
            return match block {
                Some(directive::Block::Generated(directive)) => {
                    self.body.directives.push(directive);
                    BlockKind::Directive(self.body.directives.len() - 1)
                }
                Some(directive::Block::Figure(image)) => {
                    self.body.images.push(image);
                    BlockKind::Picture(self.body.images.len() - 1)
                }
                None => BlockKind::Plain(Vec::new()),
            };
        }
        let language = info
            .split([' ', ','])
            .next()
            .filter(|word| !word.is_empty());
        BlockKind::Code {
            language: language.map(str::to_owned),
            text,
        }
    }

    /// The text of a fenced block, each character as far from its start as in the file, and the byte at which it begins:
    /// what it says then has its place. Carriage returns and the marks of quotes and lists around it become spaces at the
    /// end of a line.
    fn in_place(&self, at: usize) -> (String, usize) {
        let start = self.events.range(at + 1).start;
        let mut text = String::new();
        for inner in at + 1..self.events.end(at) {
            let (Event::Text(part), range) = (self.events.event(inner), self.events.range(inner))
            else {
                continue;
            };
            // Only white space that stands for the rest of a tab is longer than what was written.
            let part = if part.len() <= range.len() { part } else { "" };
            let gap = (range.end - part.len()).saturating_sub(start + text.len());
            let ends_line = text.ends_with('\n');
            if gap > 0 && ends_line {
                text.pop();
            }
            text.extend(std::iter::repeat_n(' ', gap));
            if gap > 0 && ends_line {
                text.push('\n');
            }
            text.push_str(part);
        }
        (text, start)
    }

    fn list(&mut self, start: Option<u64>, first: usize, end: usize) -> BlockKind {
        let mut items = Vec::new();
        let mut at = first;
        while at < end {
            let last = self.events.end(at);
            let task = self.task_marker(at + 1, last);
            items.push(ListItem {
                task,
                blocks: self.blocks(at + 1, last),
            });
            at = last + 1;
        }
        BlockKind::List { start, items }
    }

    /// Whether an item's task is done. The marker is its first event, or its first paragraph's.
    fn task_marker(&self, first: usize, end: usize) -> Option<bool> {
        let at = match self.events.event(first) {
            Event::Start(Tag::Paragraph) => first + 1,
            _ => first,
        };
        match (at < end).then(|| self.events.event(at)) {
            Some(Event::TaskListMarker(done)) => Some(*done),
            _ => None,
        }
    }

    fn table(
        &mut self,
        alignments: &[pulldown_cmark::Alignment],
        first: usize,
        end: usize,
    ) -> BlockKind {
        let mut rows = Vec::new();
        let mut at = first;
        while at < end {
            rows.push(self.cells(at + 1, self.events.end(at)));
            at = self.events.end(at) + 1;
        }
        let head = if rows.is_empty() {
            Vec::new()
        } else {
            rows.remove(0)
        };
        BlockKind::Table {
            alignments: alignments.iter().copied().map(alignment).collect(),
            head,
            rows,
        }
    }

    fn cells(&mut self, mut at: usize, end: usize) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while at < end {
            let last = self.events.end(at);
            cells.push(self.inlines(at + 1, last));
            at = last + 1;
        }
        cells
    }

    fn definitions(&mut self, mut at: usize, end: usize) -> BlockKind {
        let mut list: Vec<Definition> = Vec::new();
        while at < end {
            let last = self.events.end(at);
            match self.events.event(at) {
                Event::Start(Tag::DefinitionListTitle) => list.push(Definition {
                    term: self.inlines(at + 1, last),
                    definitions: Vec::new(),
                }),
                _ => {
                    let blocks = self.blocks(at + 1, last);
                    if let Some(definition) = list.last_mut() {
                        definition.definitions.push(blocks);
                    }
                }
            }
            at = last + 1;
        }
        BlockKind::Definitions(list)
    }

    fn html_block(&mut self, at: usize) -> Option<BlockKind> {
        let raw = &self.text[self.events.range(at)];
        let kept = html::check_block(self.reader, raw, self.events.range(at).start);
        kept.then(|| BlockKind::Html(raw.to_owned()))
    }

    fn end_of_running_text(&self, mut at: usize, end: usize) -> usize {
        while at < end {
            match self.events.event(at) {
                Event::Start(tag) if is_block(tag) => break,
                Event::End(_) | Event::Rule => break,
                Event::Start(_) => at = self.events.end(at) + 1,
                _ => at += 1,
            }
        }
        at
    }

    fn placed(&self, at: usize, kind: BlockKind) -> Block {
        let span = self.span(at);
        Block { span, kind }
    }

    pub fn span(&self, at: usize) -> Span {
        self.events.range(at).into()
    }

    pub fn fault(&self, diagnostic: Diagnostic) {
        self.reader.fault(diagnostic);
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn alert_name(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

/// The words of running text, without marks. A link without words of its own gives what was written.
pub fn plain_text(content: &[Inline], body: &Body) -> String {
    let mut text = String::new();
    collect_text(content, body, &mut text);
    text.trim().to_owned()
}

fn collect_text(content: &[Inline], body: &Body, text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text: words, .. } | Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                collect_text(inner, body, text);
            }
            Inline::Element { content, .. } => collect_text(content, body, text),
            Inline::Link { link, content } if content.is_empty() => {
                if let LinkTarget::Wiki { target, .. } = &body.links[*link].target {
                    text.push_str(target);
                }
            }
            Inline::Link { content, .. } => collect_text(content, body, text),
            Inline::SoftBreak | Inline::HardBreak => text.push(' '),
            Inline::Citation(_)
            | Inline::Image(_)
            | Inline::Footnote { .. }
            | Inline::EmptyElement(_) => {}
        }
    }
}
