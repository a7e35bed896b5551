//! Bytes to characters: UTF-8, or UTF-16 with a byte order mark.

use super::Unreadable;
use std::borrow::Cow;

const SAVE: &str = "Open it in an editor and save it as UTF-8.";

/// The text of a plain file.
///
/// # Errors
/// Where the bytes are in another encoding, or no text.
pub fn read(bytes: &[u8]) -> Result<String, Unreadable> {
    Ok(lines(&decode(bytes)?))
}

/// The characters that the bytes stand for, line endings as they are.
///
/// # Errors
/// Where the bytes are in another encoding, or no text.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(utf8(rest)?),
        _ => Cow::Borrowed(utf8(bytes)?),
    };
    match text.find('\0') {
        None => Ok(text),
        Some(at) => {
            let line = line_at(&text.as_bytes()[..at]);
            Err(not_text(bytes).at_line(line))
        }
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, Unreadable> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let fault = match bytes.contains(&0) {
            true => not_text(bytes),
            false => Unreadable::new("This file is not UTF-8 text from here on", SAVE),
        };
        fault.at_line(line_at(before))
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let mut text = String::with_capacity(bytes.len() / 2);
    let broken = |text: &str| {
        let reason = "This file is not UTF-16 text from here on, though it begins like one";
        Unreadable::new(reason, SAVE).at_line(line_at(text.as_bytes()))
    };
    for character in char::decode_utf16(units) {
        match character {
            Ok(character) => text.push(character),
            Err(_) => return Err(broken(&text)),
        }
    }
    if rest.is_empty() {
        Ok(text)
    } else {
        Err(broken(&text))
    }
}

/// The fault of a file with NUL bytes: UTF-16 that does not say so has one in every second place, and no text has them
/// elsewhere.
fn not_text(bytes: &[u8]) -> Unreadable {
    let (pairs, _) = bytes[..bytes.len().min(4096)].as_chunks::<2>();
    let is_utf16 = |unit: fn([u8; 2]) -> u16| {
        let low = pairs.iter().filter(|pair| unit(**pair) < 0x100).count();
        let control = |unit: u16| unit < 0x20 && !matches!(unit, 0x09 | 0x0A | 0x0D);
        low * 2 > pairs.len() && !pairs.iter().any(|pair| control(unit(*pair)))
    };
    if is_utf16(u16::from_le_bytes) || is_utf16(u16::from_be_bytes) {
        return Unreadable::new(
            "This file looks like UTF-16 text without a byte order mark",
            SAVE,
        );
    }
    Unreadable::new(
        "This file is not text: it holds a NUL character",
        "Save the document as `.txt`, `.md`, `.docx` or `.html`.",
    )
}

/// The number of the line that begins or goes on after these bytes.
fn line_at(before: &[u8]) -> usize {
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

/// The same text with `\n` for every line ending.
fn lines(text: &str) -> String {
    if !text.contains('\r') {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16_bytes(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn reads_what_editors_write() {
        let text = "“Yes,” said P1 — 😀\nAnd P2\n";
        let marked = format!("\u{FEFF}{text}");
        for bytes in [
            text.as_bytes().to_vec(),
            marked.as_bytes().to_vec(),
            text.replace('\n', "\r\n").into_bytes(),
            text.replace('\n', "\r").into_bytes(),
            utf16_bytes(&marked, u16::to_le_bytes),
            utf16_bytes(&marked, u16::to_be_bytes),
        ] {
            assert_eq!(read(&bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn another_encoding_is_a_fault_with_its_line() {
        let latin = b"P1: yes\nP2: caf\xE9\n";
        let fault = read(latin).expect_err("Latin-1");
        assert_eq!(
            (fault.reason.as_str(), fault.line),
            ("This file is not UTF-8 text from here on", Some(2))
        );
        let windows = b"He said \x93no\x94";
        assert_eq!(read(windows).expect_err("Windows-1252").line, Some(1));
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            for text in ["P1: well, yes\nP2: no", "P1: “well…”\n— yes"] {
                let fault = read(&utf16_bytes(text, bytes)).expect_err("no mark");
                assert_eq!(
                    fault.reason,
                    "This file looks like UTF-16 text without a byte order mark"
                );
            }
        }
    }

    #[test]
    fn broken_utf16_is_a_fault_with_its_line() {
        let mut odd = utf16_bytes("\u{FEFF}a\nb", u16::to_le_bytes);
        odd.push(b'c');
        let alone = [0xFE, 0xFF, 0, b'a', 0xD8, 0, 0, b'b'];
        assert_eq!(read(&odd).expect_err("half a unit").line, Some(2));
        assert_eq!(read(&alone).expect_err("half a pair").line, Some(1));
    }

    #[test]
    fn what_is_not_text_is_a_fault() {
        for bytes in [
            &b"MZ\x90\0\x03\0\0\0\x04"[..],
            b"text\0text",
            b"\xFF\xFE\0\0a\0\0\0",
            b"\0",
        ] {
            let fault = read(bytes).expect_err("binary");
            assert_eq!(
                fault.reason,
                "This file is not text: it holds a NUL character"
            );
            assert_eq!(fault.line, Some(1));
        }
    }
}
