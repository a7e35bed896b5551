//! Highlighted code. Syntax definitions load at the first block that needs them.

use crate::model::{attribute, escape_into};
use std::fmt::Write;
use std::sync::LazyLock;
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Longer code is not highlighted: the marks are up to forty times the source.
const LONGEST: usize = 64 << 10;

/// Sets a block of code; a language that is not known is no fault.
pub fn highlighted(language: Option<&str>, text: &str, html: &mut String) {
    html.push_str("<pre class=\"code\" tabindex=\"0\"><code");
    if let Some(language) = language {
        attribute("class", &format!("language-{language}"), html);
    }
    html.push('>');
    match language
        .filter(|_| text.len() <= LONGEST)
        .and_then(|language| marked(language, text))
    {
        Some(marked) => html.push_str(&marked),
        None => escape_into(text, html),
    }
    let _ = writeln!(html, "</code></pre>");
}

fn marked(language: &str, text: &str) -> Option<String> {
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let style = ClassStyle::SpacedPrefixed { prefix: "hl-" };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, style);
    for line in LinesWithEndings::from(text) {
        generator
            .parse_html_for_line_which_includes_newline(line)
            .ok()?;
    }
    Some(generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(language: Option<&str>, text: &str) -> String {
        let mut html = String::new();
        highlighted(language, text, &mut html);
        html
    }

    #[test]
    fn marks_known_languages_and_escapes_all() {
        assert!(set(Some("rust"), "let a = \"<b>\";\n").contains("hl-string"));
        assert!(set(Some("no-such"), "<b>").contains("&lt;b&gt;"));
        assert!(!set(Some("rust"), "\"<b>\"").contains("<b>"));
        assert!(set(Some("\"><script>"), "x").contains("language-&quot;&gt;&lt;script&gt;"));
    }
}
