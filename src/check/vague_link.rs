//! Links whose words do not say where they lead. Words for editors: `src/diagnostic/rules/vague-link.md`.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::LinkedNote;
use crate::model::Inline;

/// What says nothing by itself. Links are compared in lower case, without marks around their words.
const VAGUE: &[&str] = &[
    "click",
    "click here",
    "click this",
    "details",
    "find out more",
    "go here",
    "here",
    "learn more",
    "link",
    "look here",
    "more",
    "more details",
    "more here",
    "more info",
    "more information",
    "press here",
    "read here",
    "read more",
    "read more here",
    "read on",
    "see here",
    "see more",
    "tap here",
    "the link",
    "this",
    "this link",
    "this page",
    // Welsh
    "clicia yma",
    "cliciwch",
    "cliciwch yma",
    "darllen mwy",
    "darllenwch fwy",
    "darllenwch ragor",
    "dolen",
    "dysgu mwy",
    "ewch yma",
    "gweler yma",
    "gwelwch yma",
    "hon",
    "hwn",
    "manylion",
    "mwy",
    "mwy o fanylion",
    "mwy o wybodaeth",
    "rhagor",
    "rhagor o fanylion",
    "rhagor o wybodaeth",
    "y ddolen",
    "y ddolen hon",
    "y ddolen yma",
    "y dudalen hon",
    "yma",
];

pub fn check(note: &LinkedNote, _: &Context<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let body = &note.note.body;
    body.each_inline(&mut |inline| {
        let Inline::Link { link, content } = inline else {
            return;
        };
        let text = words(content);
        let message = if is_vague(&text) {
            let words: Vec<&str> = text.split_whitespace().collect();
            format!("The link `{}` does not say where it leads", words.join(" "))
        } else if is_address(&text) {
            "This link shows its address in place of words".to_owned()
        } else {
            return;
        };
        let place = note.place(body.links[*link].span);
        faults.push(
            Diagnostic::new(Code::VagueLink, place, message)
                .hint("Put the link on the name of what it leads to."),
        );
    });
    faults
}

/// The words of a link. What stands for no word of its own makes them longer than any vague ones.
fn words(content: &[Inline]) -> String {
    let parts = content.iter().map(|inline| match inline {
        Inline::Text { text, .. } => text.clone(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
            words(inner)
        }
        Inline::Element { content, .. } => words(content),
        Inline::SoftBreak | Inline::HardBreak => " ".to_owned(),
        _ => "\u{fffc}".to_owned(),
    });
    parts.collect()
}

fn is_vague(text: &str) -> bool {
    // No vague text is longer, so most links are told at once.
    if text.len() > 40 {
        return false;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '\u{fffc}');
    let bare: Vec<String> = bare.split_whitespace().map(str::to_lowercase).collect();
    VAGUE.contains(&bare.join(" ").as_str())
}

fn is_address(text: &str) -> bool {
    let text = text.trim();
    let web = ["https://", "http://", "www."]
        .iter()
        .any(|start| text.starts_with(start));
    web && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_vague_words_from_others() {
        for text in [
            "here",
            "Click  here",
            "(read more …)",
            "Yma",
            "darllen\nmwy",
            "This link.",
        ] {
            assert!(is_vague(text), "{text}");
        }
        for text in [
            "",
            "the way here",
            "More time for visits",
            "\u{fffc} here",
            "Details of the sample",
            "yma o hyd",
        ] {
            assert!(!is_vague(text), "{text}");
        }
        assert!(is_address("https://example.org/a") && is_address("www.example.org"));
        assert!(!is_address("example.org") && !is_address("https://example.org is down"));
    }
}
