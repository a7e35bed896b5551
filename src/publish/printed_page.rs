//! The style sheet that puts the programme's title and the page's number on each printed page.
//!
//! A style sheet can print only text of its own, and pages may hold no style. So it is made for each site.

use crate::model::Words;

/// The style sheet of one site, in its own words.
pub fn printed_page(title: &str, words: &Words) -> String {
    let number = words.get("pack.page");
    format!(
        "@page {{\n  @bottom-left {{ content: {} }}\n  @bottom-right {{ content: {} }}\n}}\n",
        string(title),
        counted(number),
    )
}

/// `Page {page} of {pages}` as text and counters.
fn counted(sentence: &str) -> String {
    let mut parts = Vec::new();
    let mut rest = sentence;
    while let Some((text, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        parts.push(string(text));
        if matches!(name, "page" | "pages") {
            parts.push(format!("counter({name})"));
        }
        rest = after;
    }
    parts.push(string(rest));
    parts.retain(|part| part != "\"\"");
    parts.join(" ")
}

/// A string of CSS. Nothing in it can end it.
fn string(text: &str) -> String {
    let mut string = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' | '<' | '>' | '\0'..='\u{1F}' | '\u{7F}' => {
                string += &format!("\\{:X} ", u32::from(c));
            }
            c => string.push(c),
        }
    }
    string.push('"');
    string
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_title_cannot_leave_its_string() {
        let words = Words::new(json!({"pack": {"page": "Page {page} of {pages}"}}), "en");
        let sheet = printed_page("a\" } body { display: none }\n</style>\\", &words);
        assert!(
            sheet.contains("content: \"a\\22  } body { display: none }\\A \\3C /style\\3E \\5C \"")
        );
        assert!(sheet.contains("\"Page \" counter(page) \" of \" counter(pages)"));
    }
}
