//! Source documents: any bytes as each of the formats.

use catena::transcript::{self, Transcript};
use std::io::{Cursor, Write};

/// By the first byte of an input.
const NAMES: [&str; 4] = ["a.txt", "a.html", "a.docx", "a.md"];

pub fn holds(data: &[u8]) {
    let Some((choice, bytes)) = data.split_first() else {
        return;
    };
    let name = NAMES[*choice as usize % NAMES.len()];
    any_bytes_are_read(name, bytes);
    // The bytes of an archive hardly survive a change, so what changes is what is packed.
    if name == "a.docx" {
        any_bytes_are_read(name, &packed(bytes));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        encodings_agree(text);
        what_is_said_is_kept(text);
    }
}

fn any_bytes_are_read(name: &str, bytes: &[u8]) {
    assert!(transcript::is_transcript(name));
    let read = transcript::read(name, bytes);
    assert_eq!(
        read,
        transcript::read(name, bytes),
        "the same bytes give the same text"
    );
    match read {
        Ok(Transcript { text }) => {
            assert!(!text.trim().is_empty());
            assert!(!text.contains(['\r', '\0']), "{text:?}");
            // An entity of five characters may stand for two, none for more than was written.
            let most = if name == "a.docx" {
                usize::MAX
            } else {
                2 * bytes.len() + 16
            };
            assert!(text.len() <= most, "{} bytes of text", text.len());
        }
        Err(fault) => {
            assert!(!fault.reason.is_empty() && !fault.hint.is_empty());
            let lines = 1 + bytes.iter().filter(|byte| **byte == b'\n').count();
            assert!(
                fault.line.is_none_or(|line| (1..=lines).contains(&line)),
                "{fault:?}"
            );
        }
    }
}

/// A Word document whose main part holds these bytes.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer
        .start_file("word/document.xml", stored)
        .expect("a part");
    writer.write_all(bytes).expect("in memory");
    writer.finish().expect("an archive").into_inner()
}

/// A text is the same in every encoding that is read, with any line ending.
fn encodings_agree(text: &str) {
    if text.contains(['\r', '\0']) || text.starts_with('\u{FEFF}') {
        return;
    }
    let plain = transcript::read("a.txt", text.as_bytes());
    if let Ok(read) = &plain {
        assert_eq!(
            read.text, text,
            "plain text is kept character for character"
        );
    }
    let marked = format!("\u{FEFF}{text}");
    let units = || marked.encode_utf16();
    for bytes in [
        marked.as_bytes().to_vec(),
        units().flat_map(u16::to_le_bytes).collect(),
        units().flat_map(u16::to_be_bytes).collect(),
        text.replace('\n', "\r\n").into_bytes(),
    ] {
        assert_eq!(plain, transcript::read("a.txt", &bytes));
    }
}

/// Words that are escaped and put into a page or a document come back.
fn what_is_said_is_kept(text: &str) {
    let words: Vec<&str> = text
        .split_ascii_whitespace()
        .filter(|word| !word.contains(char::is_control))
        .collect();
    let said = words.join(" ");
    if !said.contains(char::is_alphanumeric) {
        return;
    }
    let escaped = said
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let page = format!("<!DOCTYPE html><title>t</title><div><p>{escaped}</p></div>");
    let read = transcript::read("a.html", page.as_bytes()).expect("a page");
    assert_eq!(read.text.trim_end_matches('\n'), said);
    let document = format!("<w:document><w:p><w:r><w:t>{escaped}</w:t></w:r></w:p></w:document>");
    let read = transcript::read("a.docx", &packed(document.as_bytes())).expect("a document");
    assert_eq!(read.text.trim_end_matches('\n'), said);
}
