//! Blocks to HTML.

use super::PageSetter;
use super::code;
use crate::evidence::{NoteKey, Target};
use crate::model::{
    Alignment, Block, BlockKind, Definition, Inline, ListItem, attribute, escape_into,
};
use crate::untrusted::cleaned_html;
use std::collections::HashMap;
use std::fmt::Write;

impl PageSetter<'_> {
    pub(super) fn blocks(&mut self, note: NoteKey, blocks: &[Block], html: &mut String) {
        for block in blocks {
            self.block(note, &block.kind, html);
        }
    }

    fn block(&mut self, note: NoteKey, block: &BlockKind, html: &mut String) {
        match block {
            BlockKind::Paragraph(content) => self.element("p", note, content, html),
            BlockKind::Plain(content) => self.inlines(note, content, html),
            BlockKind::Heading { heading, content } => self.heading(note, *heading, content, html),
            BlockKind::Quote(quote) => self.own_quote(note, *quote, html),
            BlockKind::Embed(link) => {
                if let Target::Quote(quote) = self.setter.evidence.notes[note].links[*link] {
                    self.embedded_quote(note, quote, html);
                }
            }
            BlockKind::Blockquote(blocks) => self.wrapped("blockquote", note, blocks, html),
            BlockKind::Alert { kind, blocks } => self.alert(note, kind, blocks, html),
            BlockKind::List { start, items } => self.list_block(note, *start, items, html),
            BlockKind::Definitions(definitions) => self.definitions(note, definitions, html),
            BlockKind::Code { language, text } => {
                code::highlighted(language.as_deref(), text, html)
            }
            BlockKind::Table {
                alignments,
                head,
                rows,
            } => self.table(note, alignments, head, rows, html),
            // Footnotes stand at the end of the body.
            BlockKind::Footnote { .. } => {}
            BlockKind::Picture(image) => self.picture(note, *image, html),
            BlockKind::Directive(block) => self.generated(note, *block, html),
            BlockKind::Rule => html.push_str("<hr>\n"),
            BlockKind::Html(text) => html.push_str(&cleaned_html(text)),
        }
    }

    fn element(&mut self, name: &str, note: NoteKey, content: &[Inline], html: &mut String) {
        let _ = write!(html, "<{name}>");
        self.inlines(note, content, html);
        let _ = writeln!(html, "</{name}>");
    }

    fn wrapped(&mut self, name: &str, note: NoteKey, blocks: &[Block], html: &mut String) {
        let _ = writeln!(html, "<{name}>");
        self.blocks(note, blocks, html);
        let _ = writeln!(html, "</{name}>");
    }

    fn heading(&mut self, note: NoteKey, heading: usize, content: &[Inline], html: &mut String) {
        let heading = &self.setter.evidence.notes[note].note.body.headings[heading];
        let _ = write!(html, "<h{}", heading.level);
        attribute("id", &heading.anchor, html);
        html.push('>');
        self.without_terms(|page| page.inlines(note, content, html));
        let _ = writeln!(html, "</h{}>", heading.level);
    }

    fn alert(&mut self, note: NoteKey, kind: &'static str, blocks: &[Block], html: &mut String) {
        let title = match kind {
            "tip" => "body.alerts.tip",
            "important" => "body.alerts.important",
            "warning" => "body.alerts.warning",
            "caution" => "body.alerts.caution",
            _ => "body.alerts.note",
        };
        // No landmark: a page may hold many, and a reader who jumps between landmarks wants few.
        html.push_str("<div role=\"note\"");
        attribute("class", &format!("alert {kind}"), html);
        html.push_str("><p class=\"alert-title\">");
        escape_into(self.word(title), html);
        html.push_str("</p>\n");
        self.blocks(note, blocks, html);
        html.push_str("</div>\n");
    }

    fn list_block(
        &mut self,
        note: NoteKey,
        start: Option<u64>,
        items: &[ListItem],
        html: &mut String,
    ) {
        let name = if start.is_some() { "ol" } else { "ul" };
        let tasks = items.iter().any(|item| item.task.is_some());
        let class = if tasks { " class=\"tasks\"" } else { "" };
        let _ = write!(html, "<{name}{class}");
        if let Some(start) = start.filter(|start| *start != 1) {
            attribute("start", &start.to_string(), html);
        }
        html.push_str(">\n");
        for item in items {
            self.list_item(note, item, html);
        }
        let _ = writeln!(html, "</{name}>");
    }

    fn list_item(&mut self, note: NoteKey, item: &ListItem, html: &mut String) {
        let Some(done) = item.task else {
            html.push_str("<li>");
            self.blocks(note, &item.blocks, html);
            html.push_str("</li>\n");
            return;
        };
        let (checked, word) = if done {
            (" checked", "body.task_done")
        } else {
            ("", "body.task_open")
        };
        let _ = write!(
            html,
            "<li class=\"task\"><input type=\"checkbox\" disabled{checked}"
        );
        attribute("aria-label", self.word(word), html);
        html.push_str("> ");
        self.blocks(note, &item.blocks, html);
        html.push_str("</li>\n");
    }

    fn definitions(&mut self, note: NoteKey, definitions: &[Definition], html: &mut String) {
        html.push_str("<dl>\n");
        for definition in definitions {
            self.element("dt", note, &definition.term, html);
            for blocks in &definition.definitions {
                self.wrapped("dd", note, blocks, html);
            }
        }
        html.push_str("</dl>\n");
    }

    fn table(
        &mut self,
        note: NoteKey,
        alignments: &[Alignment],
        head: &[Vec<Inline>],
        rows: &[Vec<Vec<Inline>>],
        html: &mut String,
    ) {
        self.open_table(html);
        html.push_str("<thead><tr>");
        for (column, cell) in head.iter().enumerate() {
            // An empty corner is no header of anything.
            let name = if cell.is_empty() {
                "td"
            } else {
                "th scope=\"col\""
            };
            self.cell(name, alignments.get(column), note, cell, html);
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            html.push_str("<tr>");
            for (column, cell) in row.iter().enumerate() {
                self.cell("td", alignments.get(column), note, cell, html);
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody></table></div>\n");
    }

    /// A wide table scrolls in a region of its own, which the keyboard reaches.
    pub(super) fn open_table(&self, html: &mut String) {
        html.push_str("<div class=\"table-scroll\" role=\"group\" tabindex=\"0\"");
        attribute("aria-label", self.word("body.table"), html);
        html.push_str("><table>\n");
    }

    fn cell(
        &mut self,
        name: &str,
        alignment: Option<&Alignment>,
        note: NoteKey,
        content: &[Inline],
        html: &mut String,
    ) {
        let class = match alignment {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Centre) => " class=\"centre\"",
            _ => "",
        };
        let _ = write!(html, "<{name}{class}>");
        self.inlines(note, content, html);
        let _ = write!(html, "</{}>", &name[..2]);
    }

    fn picture(&mut self, note: NoteKey, image: usize, html: &mut String) {
        let title = self.setter.evidence.notes[note].note.body.images[image]
            .title
            .clone();
        html.push_str("<figure class=\"picture\">");
        self.image(note, image, html);
        if let Some(title) = title {
            html.push_str("<figcaption>");
            escape_into(&title, html);
            html.push_str("</figcaption>");
        }
        html.push_str("</figure>\n");
    }

    pub(super) fn footnote_section(&mut self, note: NoteKey, html: &mut String) {
        let body = &self.setter.evidence.notes[note].note.body;
        if body.footnotes.is_empty() {
            return;
        }
        html.push_str("<section class=\"footnotes\"");
        attribute("aria-label", self.word("body.footnotes"), html);
        html.push_str("><ol>\n");
        let mut written = HashMap::new();
        footnotes(&body.blocks, &mut written);
        for (index, name) in body.footnotes.iter().enumerate() {
            let number = index + 1;
            html.push_str("<li");
            attribute("id", &format!("fn-{number}"), html);
            html.push('>');
            if let Some(blocks) = written.get(name.as_str()) {
                self.blocks(note, blocks, html);
            }
            html.push_str("<a class=\"back\"");
            attribute("href", &format!("#fnref-{number}"), html);
            html.push_str(">↩<span class=\"quiet\"> ");
            escape_into(self.word("body.footnote_back"), html);
            html.push_str("</span></a></li>\n");
        }
        html.push_str("</ol></section>\n");
    }
}

/// The blocks of each footnote, wherever in the note it is written; the first of a name counts.
fn footnotes<'b>(blocks: &'b [Block], found: &mut HashMap<&'b str, &'b [Block]>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Footnote { name, blocks } => {
                found.entry(name).or_insert(blocks);
            }
            BlockKind::Blockquote(blocks) | BlockKind::Alert { blocks, .. } => {
                footnotes(blocks, found);
            }
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| footnotes(&item.blocks, found));
            }
            _ => {}
        }
    }
}
