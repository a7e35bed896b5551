//! HTML that is safe to print, and the one place where text becomes it.

use serde::Serialize;

/// Finished HTML. Whoever makes one answers for its safety: every text in it went through [`escape`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Html(pub String);

/// Escapes text for an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape_into(text, &mut html);
    html
}

/// Escapes text onto the end of `html`.
pub fn escape_into(text: &str, html: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(escaped);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_could_end_text_or_an_attribute() {
        assert_eq!(
            escape(r#"<a b="c"> & d's —"#),
            "&lt;a b=&quot;c&quot;&gt; &amp; d's —"
        );
        assert_eq!(escape(""), "");
    }
}
