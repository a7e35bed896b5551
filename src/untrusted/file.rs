//! Files that a note shows or links to: which kinds are published, and whether the bytes are what the name says.

/// A kind of file that may be published. A browser shows none of them as a page of the site's own.
#[derive(Debug, PartialEq, Eq)]
pub struct FileType {
    /// The ending of the name in lower case, without its dot.
    pub ending: &'static str,
    content: Content,
}

/// How the bytes of a kind of file begin.
#[derive(Debug, PartialEq, Eq)]
enum Content {
    /// Cleaned before it is published.
    Svg,
    /// Plain text. Text that begins like a page may be shown as one by hosts and browsers that guess.
    Text,
    /// One of these, at this byte.
    Begins(usize, &'static [&'static [u8]]),
}

use Content::{Begins, Svg, Text};

const ZIP: Content = Begins(0, &[b"PK\x03\x04"]);
const OLD_OFFICE: Content = Begins(0, &[b"\xD0\xCF\x11\xE0"]);
const MPEG4: Content = Begins(4, &[b"ftyp", b"moov", b"mdat", b"wide", b"free"]);
const OGG: Content = Begins(0, &[b"OggS"]);
const RIFF: Content = Begins(0, &[b"RIFF"]);
const TIFF: Content = Begins(0, &[b"II*\0", b"MM\0*"]);
const JPEG: Content = Begins(0, &[b"\xFF\xD8\xFF"]);

const fn of(ending: &'static str, content: Content) -> FileType {
    FileType { ending, content }
}

/// Every kind there is: pictures, sound, films, documents and data.
const TYPES: &[FileType] = &[
    of("png", Begins(0, &[b"\x89PNG\r\n\x1A\n"])),
    of("jpg", JPEG),
    of("jpeg", JPEG),
    of("gif", Begins(0, &[b"GIF87a", b"GIF89a"])),
    of("webp", RIFF),
    of("avif", Begins(4, &[b"ftyp"])),
    of("svg", Svg),
    of("tif", TIFF),
    of("tiff", TIFF),
    of(
        "mp3",
        Begins(
            0,
            &[b"ID3", b"\xFF\xFB", b"\xFF\xF3", b"\xFF\xF2", b"\xFF\xFA"],
        ),
    ),
    of("m4a", MPEG4),
    of("ogg", OGG),
    of("oga", OGG),
    of("opus", OGG),
    of("wav", RIFF),
    of("flac", Begins(0, &[b"fLaC", b"ID3"])),
    of("mp4", MPEG4),
    of("m4v", MPEG4),
    of("mov", MPEG4),
    of("webm", Begins(0, &[b"\x1A\x45\xDF\xA3"])),
    of("ogv", OGG),
    of("vtt", Text),
    of("srt", Text),
    of("pdf", Begins(0, &[b"%PDF-"])),
    of("docx", ZIP),
    of("xlsx", ZIP),
    of("pptx", ZIP),
    of("odt", ZIP),
    of("ods", ZIP),
    of("odp", ZIP),
    of("epub", ZIP),
    of("doc", OLD_OFFICE),
    of("xls", OLD_OFFICE),
    of("ppt", OLD_OFFICE),
    of("rtf", Begins(0, &[b"{\\rtf"])),
    of("csv", Text),
    of("tsv", Text),
    of("txt", Text),
    of("json", Text),
    of("yaml", Text),
    of("yml", Text),
    of("bib", Text),
    of("ris", Text),
    of("nbib", Text),
];

/// The endings of all kinds, for a hint.
pub const ENDINGS: &str =
    "pictures, sound, films, PDF, office documents, and text such as `.csv` or `.txt`";

impl FileType {
    /// How many bytes from the start tell whether a file is what its name says.
    pub const HEAD: usize = 512;

    /// The kind of file that a name tells; `None` where such files are not published.
    pub fn of(name: &str) -> Option<&'static Self> {
        let (stem, ending) = name.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        let found = TYPES.iter().find(|kind| kind.ending == ending)?;
        (!stem.is_empty()).then_some(found)
    }

    pub fn is_svg(&self) -> bool {
        self.content == Svg
    }

    /// Whether a file that begins with these bytes can be of this kind. An empty file harms nobody.
    pub fn holds(&self, head: &[u8]) -> bool {
        match self.content {
            _ if head.is_empty() => true,
            Svg => true,
            Text => !begins_as_page(head),
            Begins(at, starts) => starts
                .iter()
                .any(|start| head.get(at..).is_some_and(|rest| rest.starts_with(start))),
        }
    }
}

/// Whether the first sign is that of a tag, as in a page, a picture in SVG or any XML.
fn begins_as_page(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let utf16 = text.starts_with(b"\xFF\xFE") || text.starts_with(b"\xFE\xFF");
    let first = text
        .iter()
        .copied()
        .find(|byte| !byte.is_ascii_whitespace() && *byte != 0);
    utf16 || first == Some(b'<')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_is_no_kind_of_file() {
        for name in [
            "a.html",
            "a.HTM",
            "a.xhtml",
            "a.js",
            "a.mjs",
            "a.wasm",
            "a.xml",
            "a.hta",
            "a.exe",
            "a.swf",
            "a.php",
            "a.css",
            "a.svgz",
            "a.png.html",
            "html",
            ".png",
            "a.png.",
            "a",
        ] {
            assert!(FileType::of(name).is_none(), "{name}");
        }
        for name in ["a.png", "a.PNG", "a.html.png", "ä.csv"] {
            assert!(FileType::of(name).is_some(), "{name}");
        }
    }

    #[test]
    fn bytes_must_fit_the_name() {
        let kind = |name| FileType::of(name).expect("a kind");
        assert!(kind("a.png").holds(b"\x89PNG\r\n\x1A\n..."));
        assert!(kind("a.mp4").holds(b"\0\0\0\x20ftypisom"));
        assert!(kind("a.txt").holds(b"a < b"));
        assert!(kind("a.txt").holds(b""));
        for (name, head) in [
            ("a.png", &b"<html><script>"[..]),
            ("a.jpg", b"<svg onload=x>"),
            ("a.gif", b"GIF"),
            ("a.txt", b"\xEF\xBB\xBF \n<!doctype html>"),
            ("a.csv", b"<script>"),
            ("a.ris", b"\xFF\xFE<\0s\0"),
            ("a.pdf", b"MZ"),
        ] {
            assert!(!kind(name).holds(head), "{name}");
        }
    }
}
