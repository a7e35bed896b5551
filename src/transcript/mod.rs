//! A source document's bytes to its text, so that quotes can be looked for in it.
//!
//! The text is what a person reads: markup, deleted words and field codes are not in it. Lines are parted by `\n` and
//! paragraphs by two, whatever the file's own line endings, so that a place in the text is the same after somebody's editor
//! changed them. Places count the Unicode characters of this text.
//!
//! 1. [`plain`] turns bytes into characters, for every format that is text.
//! 2. [`html`] and [`docx`] take the text out of what is around it. Markdown keeps its marks.

mod docx;
mod html;
mod plain;
mod xml;

/// The text of a source document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    /// Lines parted by `\n`, and paragraphs by two. There is at least one character that is not white space.
    pub text: String,
}

/// Why a source document cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong, as one sentence without a full stop.
    pub reason: String,
    /// How to mend it.
    pub hint: String,
    /// The line from which on the file cannot be read, where it has lines.
    pub line: Option<usize>,
}

impl Unreadable {
    fn new(reason: impl Into<String>, hint: &str) -> Self {
        Self {
            reason: reason.into(),
            hint: hint.to_owned(),
            line: None,
        }
    }

    fn at_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }
}

/// A reader: bytes of one format to text.
type Reader = fn(&[u8]) -> Result<String, Unreadable>;

/// Each format by the ending of its files' names.
const FORMATS: &[(&str, Reader)] = &[
    ("txt", plain::read),
    ("md", plain::read),
    ("markdown", plain::read),
    ("docx", docx::read),
    ("html", html::read),
    ("htm", html::read),
];

/// Whether a file of this name is a source document, by its ending.
pub fn is_transcript(name: &str) -> bool {
    reader(name).is_some()
}

/// Reads the text of the source document `name`, whose ending tells its format.
///
/// # Errors
/// Where the bytes are not what the name says, or hold no text.
pub fn read(name: &str, bytes: &[u8]) -> Result<Transcript, Unreadable> {
    let Some(reader) = reader(name) else {
        return Err(Unreadable::new(
            "This is not a source document that can be read",
            "Save it as `.txt`, `.md`, `.docx` or `.html`.",
        ));
    };
    let text = reader(bytes)?;
    if !text.contains(is_visible) {
        return Err(Unreadable::new(
            "This source document holds no text",
            "Check that it is the right file, and that it was saved with its text.",
        ));
    }
    Ok(Transcript { text })
}

fn reader(name: &str) -> Option<Reader> {
    let (_, ending) = name.rsplit_once('.')?;
    let known = |(format, _): &&(&str, Reader)| ending.eq_ignore_ascii_case(format);
    FORMATS.iter().find(known).map(|(_, reader)| *reader)
}

/// A character that leaves ink: neither white space nor one that only joins or parts others.
fn is_visible(c: char) -> bool {
    let joins = matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
    );
    !c.is_whitespace() && !c.is_control() && !joins
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_tells_the_format() {
        for name in [
            "a.txt",
            "P 1.MD",
            "a.b.markdown",
            "x/y.DocX",
            "a.html",
            "a.htm",
        ] {
            assert!(is_transcript(name), "{name}");
        }
        for name in ["", "txt", "a.doc", "a.pdf", "a.txt.bak", ".", "docx/a"] {
            assert!(!is_transcript(name), "{name}");
            assert!(read(name, b"text").is_err(), "{name}");
        }
    }

    #[test]
    fn a_document_without_text_is_a_fault() {
        let empty: &[&[u8]] = &[b"", b" \n\t\r\n", "\u{FEFF}\u{AD}\u{200B}\u{A0}".as_bytes()];
        for bytes in empty {
            for name in ["a.txt", "a.md", "a.html"] {
                let fault = read(name, bytes).expect_err("no text");
                assert_eq!(fault.reason, "This source document holds no text", "{name}");
            }
        }
    }

    /// What means something to a reader.
    #[rustfmt::skip]
    const PIECES: &[&[u8]] = &[
        b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF", b"\0", b"a", b"\xE9",
        b"\r\n", b"\r", b"\xD8\x00", b"<", b">", b"</", b"/>", b"<p>", b"</p>", b"<script>", b"<!--", b"-->", b"<![CDATA[",
        b"&amp;", b"&#x110000;", b"&", b"<pre>", b"<del>", b"</del>", b"<svg><style/>", b"<template>", b"<plaintext>",
    ];

    fn pieces() -> impl Strategy<Value = Vec<u8>> {
        proptest::collection::vec(proptest::sample::select(PIECES), 0..30)
            .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), mixed in pieces()) {
            for (ending, _) in FORMATS {
                for bytes in [&bytes, &mixed] {
                    let name = format!("a.{ending}");
                    let first = read(&name, bytes);
                    prop_assert!(first.as_ref().map_or(true, |read| !read.text.contains(['\r', '\0'])));
                    prop_assert_eq!(&first, &read(&name, bytes));
                }
            }
        }
    }
}
