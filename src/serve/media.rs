//! What each file of a site is, for browsers.

/// The type of bytes that nobody knows. Browsers save such a file.
const UNKNOWN: &str = "application/octet-stream";
const PAGE: &str = "text/html; charset=utf-8";

/// Endings of names, and the types of such files.
const TYPES: &[(&[&str], &str)] = &[
    (&["html"], PAGE),
    (&["css"], "text/css; charset=utf-8"),
    (&["js"], "text/javascript; charset=utf-8"),
    (&["json", "map"], "application/json"),
    (&["xml"], "application/xml"),
    (
        &["txt", "bib", "ris", "nbib", "yaml", "yml", "srt"],
        "text/plain; charset=utf-8",
    ),
    (&["csv"], "text/csv; charset=utf-8"),
    (&["tsv"], "text/tab-separated-values; charset=utf-8"),
    (&["vtt"], "text/vtt; charset=utf-8"),
    (&["svg"], "image/svg+xml"),
    (&["png"], "image/png"),
    (&["jpg", "jpeg"], "image/jpeg"),
    (&["gif"], "image/gif"),
    (&["webp"], "image/webp"),
    (&["avif"], "image/avif"),
    (&["tif", "tiff"], "image/tiff"),
    (&["ico"], "image/x-icon"),
    (&["mp3"], "audio/mpeg"),
    (&["m4a"], "audio/mp4"),
    (&["ogg", "oga", "opus"], "audio/ogg"),
    (&["wav"], "audio/wav"),
    (&["flac"], "audio/flac"),
    (&["mp4", "m4v"], "video/mp4"),
    (&["mov"], "video/quicktime"),
    (&["webm"], "video/webm"),
    (&["ogv"], "video/ogg"),
    (&["woff"], "font/woff"),
    (&["woff2"], "font/woff2"),
    (&["ttf"], "font/ttf"),
    (&["otf"], "font/otf"),
    (&["pdf"], "application/pdf"),
    (&["epub"], "application/epub+zip"),
];

/// The type of a file by its name.
pub fn of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((_, ending)) = name.rsplit_once('.') else {
        return UNKNOWN;
    };
    let ending = ending.to_ascii_lowercase();
    let known = TYPES
        .iter()
        .find(|(endings, _)| endings.contains(&ending.as_str()));
    known.map_or(UNKNOWN, |(_, media)| media)
}

pub fn is_page(media: &str) -> bool {
    media == PAGE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_tells() {
        assert_eq!(of("themes/a.html"), PAGE);
        assert_eq!(of("files/A.PNG"), "image/png");
        assert_eq!(of("files/report.docx"), UNKNOWN);
        assert_eq!(of("a.b/LICENSE"), UNKNOWN);
    }
}
