//! The text of a Word document (`.docx`): the paragraphs of its main part, in order.
//!
//! What a reader of the document sees: inserted words, but not deleted or moved ones; the results of fields, but not their
//! codes; no hidden text. Footnotes, comments, headers and formulas are left out.

use super::xml::{self, Part};
use super::{Unreadable, plain};
use quick_xml::events::BytesStart;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most that one part may hold when it is unpacked: a hundred hours of talk are some 50 MB.
const LARGEST: u64 = 256 << 20;
/// Word's XML packs to a tenth or a twentieth. A part that grows more than this, beyond a size that cannot harm, is a
/// bomb.
const DENSEST: u64 = 200;
const HARMLESS: u64 = 16 << 20;

/// The text of a Word document.
///
/// # Errors
/// Where the file is not a Word document, is locked or damaged, or is too large when it is unpacked.
pub fn read(bytes: &[u8]) -> Result<String, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_word(bytes))?;
    let main = match part(&mut archive, "_rels/.rels")? {
        Some(relations) => main_part(&relations)?,
        None => None,
    };
    let main = main.as_deref().unwrap_or("word/document.xml");
    let document = part(&mut archive, main)?.ok_or_else(no_document)?;
    text(&plain::decode(&document)?)
}

/// The bytes of one part, or `None` where the archive has none of this name.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
) -> Result<Option<Vec<u8>>, Unreadable> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(locked()),
        Err(_) => return Err(damaged()),
    };
    let most = LARGEST.min(HARMLESS.max(file.compressed_size().saturating_mul(DENSEST)));
    let mut bytes = Vec::new();
    // What the archive says of its sizes may be wrong, so the reading itself is bounded.
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| damaged())?;
    if bytes.len() as u64 > most {
        return Err(Unreadable::new(
            format!("This Word document unpacks to more than {} MB", most >> 20),
            "Split it into several documents, or save its text as `.txt`.",
        ));
    }
    Ok(Some(bytes))
}

/// The path of the main part: some editors do not call it `word/document.xml`.
fn main_part(relations: &[u8]) -> Result<Option<String>, Unreadable> {
    let mut path = None;
    xml::read(&plain::decode(relations)?, |part| {
        if let Part::Start(start) = part {
            let kind = xml::attribute(&start, "Type").unwrap_or_default();
            if kind.ends_with("/relationships/officeDocument") && path.is_none() {
                path = xml::attribute(&start, "Target");
            }
        }
    })?;
    Ok(path.map(|path| path.trim_start_matches('/').to_owned()))
}

fn not_word(bytes: &[u8]) -> Unreadable {
    // A document with a password, or in Word's format until 2003, is in another kind of container.
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return locked();
    }
    if bytes.starts_with(b"PK") {
        return damaged();
    }
    Unreadable::new(
        "This file is not a Word document, though its name says so",
        "Open it in a word processor and save it as `.docx`.",
    )
}

fn no_document() -> Unreadable {
    Unreadable::new(
        "This file holds no Word document",
        "Open it in a word processor and save it as `.docx`.",
    )
}

fn locked() -> Unreadable {
    Unreadable::new(
        "This Word document has a password, or is in Word's old format",
        "Open it in a word processor and save it as `.docx` without a password.",
    )
}

fn damaged() -> Unreadable {
    Unreadable::new(
        "This Word document is damaged: it cannot be unpacked",
        "Open it in a word processor and save it again.",
    )
}

/// The text of a document's main part.
fn text(document: &str) -> Result<String, Unreadable> {
    let mut story = Story::default();
    xml::read(document, |part| story.part(part))?;
    story.finish()
}

/// An element that matters, while it is open.
#[derive(Clone, Copy, PartialEq)]
enum Element {
    /// `w:p`
    Paragraph,
    /// `w:pPr`: what is said of the paragraph and of its mark.
    ParagraphProperties,
    /// `w:r`
    Run,
    /// `w:t`: the only element whose characters are text.
    Text,
    /// Content that is not in the document as it reads now.
    Left,
    Other,
}

/// Text gathered part by part.
#[derive(Default)]
struct Story {
    /// The prefix of Word's own elements: that of the first one. `None` before it.
    prefix: Option<String>,
    is_word: bool,
    open: Vec<Element>,
    /// How many of the open elements are [`Element::Left`].
    left: usize,
    /// How many of them are [`Element::ParagraphProperties`].
    properties: usize,
    /// For each open run whether it is hidden.
    hidden: Vec<bool>,
    /// Paragraphs that are open: one, or more where a text box stands in a paragraph.
    paragraphs: Vec<Paragraph>,
    text: String,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    /// The text boxes that stand in it; they are read after it.
    boxes: String,
    /// True where the mark at its end was deleted, so that the next paragraph goes on.
    goes_on: bool,
}

impl Story {
    fn part(&mut self, part: Part<'_>) {
        match part {
            Part::Start(start) => self.start(&start),
            Part::End => self.end(),
            Part::Text(text) => text.chars().for_each(|c| self.character(c)),
            Part::Character(c) => self.character(c),
        }
    }

    /// A character between two tags. Line breaks there are the XML's own: those of the text are elements.
    fn character(&mut self, c: char) {
        if self.open.last() == Some(&Element::Text) {
            self.push(if c.is_control() { ' ' } else { c });
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.name();
        let prefix = name.prefix().map(|prefix| prefix.into_inner().to_owned());
        let prefix = prefix.unwrap_or_default();
        let local = start.local_name().into_inner();
        if self.prefix.is_none() {
            self.is_word = local == "document";
            self.prefix = Some(prefix.clone());
        }
        let is_word = self.prefix.as_ref() == Some(&prefix);
        let element = match local {
            // The same content again, for programs that cannot show the first form.
            "Fallback" => Element::Left,
            local if is_word => self.word(local, start),
            _ => Element::Other,
        };
        match element {
            Element::Paragraph => self.paragraphs.push(Paragraph::default()),
            Element::ParagraphProperties => self.properties += 1,
            Element::Run => self.hidden.push(false),
            Element::Left => self.left += 1,
            Element::Text | Element::Other => {}
        }
        self.open.push(element);
    }

    /// What one of Word's own elements is, and the characters that it stands for.
    fn word(&mut self, local: &str, start: &BytesStart<'_>) -> Element {
        if self.properties > 0 {
            let paragraph = self.paragraphs.last_mut();
            if let Some(paragraph) = paragraph.filter(|_| matches!(local, "del" | "moveFrom")) {
                paragraph.goes_on = true;
            }
            return Element::Other;
        }
        let in_run = self.open.last() == Some(&Element::Run);
        match local {
            "p" => return Element::Paragraph,
            "pPr" => return Element::ParagraphProperties,
            "r" => return Element::Run,
            "t" => return Element::Text,
            "del" | "moveFrom" | "rt" => return Element::Left,
            "vanish" => {
                let value = xml::attribute(start, "val");
                let shown = matches!(value.as_deref(), Some("0" | "false" | "off"));
                self.hidden
                    .last_mut()
                    .into_iter()
                    .for_each(|hidden| *hidden = !shown);
            }
            "tab" | "ptab" if in_run => self.push('\t'),
            "br" | "cr" if in_run => self.push('\n'),
            "noBreakHyphen" if in_run => self.push('\u{2011}'),
            "softHyphen" if in_run => self.push('\u{AD}'),
            _ => {}
        }
        Element::Other
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Element::Paragraph) => self.end_paragraph(),
            Some(Element::ParagraphProperties) => self.properties -= 1,
            Some(Element::Run) => drop(self.hidden.pop()),
            Some(Element::Left) => self.left -= 1,
            Some(Element::Text | Element::Other) | None => {}
        }
    }

    fn push(&mut self, c: char) {
        if self.left == 0
            && self.hidden.last() != Some(&true)
            && let Some(paragraph) = self.paragraphs.last_mut()
        {
            paragraph.text.push(c);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else {
            return;
        };
        if self.left > 0 {
            return;
        }
        if !paragraph.goes_on {
            paragraph.text.push_str("\n\n");
        }
        paragraph.text.push_str(&paragraph.boxes);
        let outer = self.paragraphs.last_mut().map(|outer| &mut outer.boxes);
        outer.unwrap_or(&mut self.text).push_str(&paragraph.text);
    }

    fn finish(self) -> Result<String, Unreadable> {
        if self.is_word {
            Ok(self.text)
        } else {
            Err(no_document())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::time::{Duration, Instant};
    use zip::write::{SimpleFileOptions, ZipWriter};

    /// What costs the square of its size takes far longer, also where the machine is idle. Here it may be slow and busy.
    const PATIENCE: Duration = Duration::from_secs(240);

    const XMLNS: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

    fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .expect("a part");
            writer.write_all(text.as_bytes()).expect("in memory");
        }
        writer.finish().expect("an archive").into_inner()
    }

    fn document(body: &str) -> Vec<u8> {
        let xml = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {XMLNS}><w:body>{body}</w:body></w:document>"#
        );
        zipped(&[("word/document.xml", &xml)])
    }

    fn text_of(body: &str) -> String {
        read(&document(body)).expect("a document")
    }

    fn reason(bytes: &[u8]) -> String {
        read(bytes).expect_err("a fault").reason
    }

    #[test]
    fn paragraphs_runs_and_marks_are_read_in_order() {
        let body = r#"
            <w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>
              <w:r><w:rPr><w:b/></w:rPr><w:t>P18:</w:t><w:tab/><w:t xml:space="preserve">it&#8217;s </w:t></w:r>
              <w:hyperlink><w:r><w:t>R&amp;D</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>so</w:t></w:r>
              <w:smartTag><w:r><w:t> well</w:t><w:noBreakHyphen/><w:t>be</w:t><w:softHyphen/><w:t>ing</w:t></w:r></w:smartTag>
            </w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:sdt><w:sdtContent><w:p><w:r><w:t><![CDATA[c < d]]></w:t></w:r></w:p></w:sdtContent></w:sdt>"#;
        assert_eq!(
            text_of(body),
            "P18:\tit’s R&D\nso well\u{2011}be\u{AD}ing\n\na\n\nb\n\nc < d\n\n"
        );
    }

    #[test]
    fn a_document_of_another_program_is_read() {
        let text = read(include_bytes!("testdata/interview.docx")).expect("a document");
        assert_eq!(
            text,
            "Interview with P1\n\nP1: We share one office, so it’s easy…\n\nInterviewer: And before?\n(pause)\n\n\
             00:10\n\nP1: It was hard.\n\nA list item\n\n"
        );
    }

    #[test]
    fn deleted_moved_and_hidden_words_are_not_text() {
        let body = r#"
            <w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>
              <w:ins><w:r><w:t>b</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>gone</w:t><w:tab/></w:r></w:moveFrom>
              <w:moveTo><w:r><w:t>c</w:t></w:r></w:moveTo><w:r><w:rPr><w:vanish/></w:rPr><w:t>gone</w:t></w:r>
              <w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>d</w:t></w:r></w:p>
            <w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>one </w:t></w:r></w:p>
            <w:p><w:r><w:t>line</w:t></w:r></w:p>"#;
        assert_eq!(text_of(body), "abcd\n\none line\n\n");
    }

    #[test]
    fn field_codes_and_notes_are_not_text() {
        let body = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
            <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
            <w:r><w:footnoteReference w:id="1"/></w:r><w:commentRangeStart w:id="0"/><w:r><w:t>.</w:t></w:r></w:p>"#;
        assert_eq!(text_of(body), "7.\n\n");
    }

    #[test]
    fn a_text_box_is_read_once_and_after_its_paragraph() {
        let text_box = "<w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent>";
        let body = format!(
            "<w:p><w:r><w:t>be</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{text_box}</mc:Choice>\
             <mc:Fallback><w:pict>{text_box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>\
             <w:r><w:t>fore</w:t></w:r></w:p><w:p><w:r><w:t>after</w:t></w:r></w:p>"
        );
        assert_eq!(text_of(&body), "before\n\nbox\n\nafter\n\n");
    }

    #[test]
    fn the_main_part_is_where_the_relations_say() {
        let relations = r#"<Relationships xmlns="x"><Relationship Id="1" Type="http://x/relationships/styles" Target="s.xml"/>
            <Relationship Id="2" Type="http://x/relationships/officeDocument" Target="/word/document2.xml"/></Relationships>"#;
        let xml = "<ns0:document xmlns:ns0='x'><ns0:p><ns0:r><ns0:t>a</ns0:t><w:t>b</w:t></ns0:r></ns0:p></ns0:document>";
        let bytes = zipped(&[("_rels/.rels", relations), ("word/document2.xml", xml)]);
        assert_eq!(read(&bytes).as_deref(), Ok("a\n\n"));
    }

    #[test]
    fn what_is_no_word_document_is_a_fault() {
        let whole = document("<w:p><w:r><w:t>a</w:t></w:r></w:p>");
        assert_eq!(
            reason(b""),
            "This file is not a Word document, though its name says so"
        );
        assert_eq!(
            reason(b"P1: well"),
            "This file is not a Word document, though its name says so"
        );
        assert_eq!(
            reason(&whole[..whole.len() - 30]),
            "This Word document is damaged: it cannot be unpacked"
        );
        assert_eq!(
            reason(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]),
            "This Word document has a password, or is in Word's old format"
        );
        assert_eq!(
            reason(&zipped(&[("content.xml", "<a/>")])),
            "This file holds no Word document"
        );
        assert_eq!(
            reason(&zipped(&[("word/document.xml", "<html/>")])),
            "This file holds no Word document"
        );
    }

    #[test]
    fn an_archive_with_a_password_is_a_fault() {
        let mut bytes = document("<w:p/>");
        // The first bit of the flags says so, in the part's own head and in the list at the end.
        for (signature, at) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
            let head = bytes
                .windows(4)
                .position(|four| four == signature)
                .expect("a head");
            bytes[head + at] |= 1;
        }
        assert_eq!(
            reason(&bytes),
            "This Word document has a password, or is in Word's old format"
        );
    }

    #[test]
    fn damaged_xml_is_a_fault() {
        for xml in [
            "",
            "text",
            "<w:document>",
            "<w:document><w:p></w:document>",
            "<w:document>&bogus;</w:document>",
            "<!DOCTYPE d [<!ENTITY a 'aaaa'>]><w:document>&a;</w:document>",
            "<w:document>&#x110000;</w:document>",
            "<w:document>\0</w:document>",
            "<w:document>&#0;</w:document>",
        ] {
            assert!(
                read(&zipped(&[("word/document.xml", xml)])).is_err(),
                "{xml}"
            );
        }
        let mut broken = document(&"<w:p><w:r><w:t>words and words</w:t></w:r></w:p>".repeat(50));
        let middle = broken.len() / 3;
        broken[middle] ^= 0xFF;
        assert!(read(&broken).is_err());
    }

    #[test]
    fn a_bomb_is_a_fault_and_takes_no_memory() {
        let bomb = document(&" ".repeat(40 << 20));
        assert!(bomb.len() < 1 << 20);
        assert_eq!(
            reason(&bomb),
            "This Word document unpacks to more than 16 MB"
        );
    }

    #[test]
    fn hostile_documents_cost_no_more_than_their_size() {
        let began = Instant::now();
        for (open, close) in [
            ("<w:p>", "</w:p>"),
            ("<w:r>", "</w:r>"),
            ("<w:pPr>", "</w:pPr>"),
            ("<w:del>", "</w:del>"),
        ] {
            text_of(&(open.repeat(100_000) + &close.repeat(100_000)));
        }
        assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    }
}
