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
    let Ok(()) = escape_to(text, |part| -> Result<(), std::convert::Infallible> {
        html.push_str(part);
        Ok(())
    });
}

/// Escapes text part by part, for writers that can fail.
///
/// # Errors
/// The first that `put` gives.
pub fn escape_to<E>(text: &str, mut put: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        put(&text[from..at])?;
        put(escaped)?;
        from = at + 1;
    }
    put(&text[from..])
}

/// JSON that nothing in it can end, wherever it stands: a script element ends at `</script`, `<!--` opens what hides its
/// end, and a reader that takes the file for a page finds no tag in it.
pub fn plain_json(value: &serde_json::Value) -> String {
    let json = value.to_string();
    let harms = |c: char| matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
    let mut text = String::with_capacity(json.len());
    let mut from = 0;
    for (at, harm) in json.match_indices(harms) {
        text.push_str(&json[from..at]);
        let code = harm.chars().next().map_or(0, u32::from);
        text.push_str(&format!("\\u{code:04x}"));
        from = at + harm.len();
    }
    text.push_str(&json[from..]);
    text
}

/// Writes ` name="value"`: the one place where text becomes an attribute, always between double quotation marks.
pub fn attribute(name: &str, value: &str, html: &mut String) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape_into(value, html);
    html.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_json() {
        let hostile = serde_json::json!({
            "text": "</script><!-- <script> ]]> & \u{2028}\u{2029} \"quoted\" \\"
        });
        let text = plain_json(&hostile);
        let harm = ['<', '>', '&', '\u{2028}', '\u{2029}'];
        assert!(!text.contains(harm), "{text}");
        let back: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(back, hostile);
    }

    #[test]
    fn escapes_what_could_end_text_or_an_attribute() {
        assert_eq!(
            escape(r#"<a b="c"> & d's —"#),
            "&lt;a b=&quot;c&quot;&gt; &amp; d&#39;s —"
        );
        assert_eq!(escape(""), "");
    }
}
