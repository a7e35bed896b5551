//! What the citation library prints, as rich text.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatting};

use crate::model::{Piece, Position, RichText};
use crate::untrusted::Address;

/// The text of an element tree, without numbers, with the tags of CSL-JSON as styles.
pub(super) fn rich_text(elements: &ElemChildren) -> RichText {
    let mut pieces = Vec::new();
    walk(elements, &mut pieces);
    tidy(pieces)
}

fn walk(elements: &ElemChildren, pieces: &mut Vec<Piece>) {
    for child in &elements.0 {
        match child {
            ElemChild::Text(text) => push_tagged(&text.text, &style(text.formatting), pieces),
            ElemChild::Elem(element) if element.meta == Some(ElemMeta::CitationNumber) => {}
            ElemChild::Elem(element) => walk(&element.children, pieces),
            ElemChild::Markup(text) => push_tagged(text, &Piece::default(), pieces),
            ElemChild::Link { text, url } => {
                let link = Address::of_page(url);
                pieces.push(Piece {
                    text: text.text.clone(),
                    link,
                    ..style(text.formatting)
                });
            }
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn style(formatting: Formatting) -> Piece {
    Piece {
        italic: formatting.font_style == FontStyle::Italic,
        bold: formatting.font_weight == FontWeight::Bold,
        small_caps: formatting.font_variant == FontVariant::SmallCaps,
        position: match formatting.vertical_align {
            VerticalAlign::Sup => Position::Superscript,
            VerticalAlign::Sub => Position::Subscript,
            _ => Position::Normal,
        },
        ..Piece::default()
    }
}

/// Splits a text at the tags that CSL-JSON has for styles. Any other `<` is text.
fn push_tagged(text: &str, base: &Piece, pieces: &mut Vec<Piece>) {
    let mut open: Vec<&'static str> = Vec::new();
    let mut rest = text;
    let mut start = 0;
    while let Some(found) = rest[start..].find('<') {
        let at = start + found;
        match tag(&rest[at..]) {
            Some((name, closes, length))
                if closes == open.last().is_some_and(|last| *last == name) =>
            {
                push(&rest[..at], &styled(base, &open), pieces);
                if closes {
                    open.pop();
                } else {
                    open.push(name);
                }
                rest = &rest[at + length..];
                start = 0;
            }
            _ => start = at + 1,
        }
    }
    push(rest, &styled(base, &open), pieces);
}

/// The tag at the start of a text: its name, whether it closes, and its length.
fn tag(text: &str) -> Option<(&'static str, bool, usize)> {
    let end = text.find('>').filter(|end| *end < 60)?;
    let inner = text[1..end].to_ascii_lowercase();
    let (closes, name) = match inner.strip_prefix('/') {
        Some(name) => (true, name),
        None => (false, inner.as_str()),
    };
    let name = match name.split_whitespace().next()? {
        "i" => "i",
        "b" => "b",
        "sup" => "sup",
        "sub" => "sub",
        "sc" => "sc",
        "span" => "span",
        _ => return None,
    };
    Some((name, closes, end + 1))
}

fn styled(base: &Piece, open: &[&str]) -> Piece {
    let mut piece = base.clone();
    for tag in open {
        match *tag {
            "i" => piece.italic = !piece.italic,
            "b" => piece.bold = true,
            "sc" => piece.small_caps = true,
            "sup" => piece.position = Position::Superscript,
            "sub" => piece.position = Position::Subscript,
            _ => {}
        }
    }
    piece
}

fn push(text: &str, style: &Piece, pieces: &mut Vec<Piece>) {
    if !text.is_empty() {
        pieces.push(Piece {
            text: text.to_owned(),
            ..style.clone()
        });
    }
}

/// Joins neighbours of one style, and leaves no space twice or at an end.
fn tidy(pieces: Vec<Piece>) -> RichText {
    let mut tidy: Vec<Piece> = Vec::new();
    let mut last = Last::default();
    for piece in pieces {
        let text: String = match piece.link {
            Some(_) => piece.text.chars().inspect(|c| last.push(*c)).collect(),
            None => last.keep(&piece.text),
        };
        match tidy.last_mut() {
            Some(before) if same_style(before, &piece) && before.link == piece.link => {
                before.text.push_str(&text)
            }
            _ if text.is_empty() => {}
            _ => tidy.push(Piece { text, ..piece }),
        }
    }
    if let Some(piece) = tidy.last_mut() {
        piece.text.truncate(piece.text.trim_end().len());
    }
    tidy.retain(|piece| !piece.text.is_empty());
    RichText { pieces: tidy }
}

/// The last two characters that were printed, which decide whether a space or full stop follows.
struct Last([char; 2]);

impl Default for Last {
    fn default() -> Self {
        Self([' ', ' '])
    }
}

impl Last {
    fn push(&mut self, c: char) {
        self.0 = [self.0[1], c];
    }

    /// The text without doubled spaces, and without full stops after another end of a sentence. Three full stops in
    /// a row are an ellipsis.
    fn keep(&mut self, text: &str) -> String {
        let mut kept = String::with_capacity(text.len());
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            let c = if c.is_whitespace() && c != '\u{A0}' {
                ' '
            } else {
                c
            };
            let dots = c == '.' && (rest.as_str().starts_with('.') || kept.ends_with(".."));
            let surplus = match (self.0, c) {
                ([_, ' '], ' ') => true,
                ([_, '.' | '?' | '!'], '.') => !dots,
                (['?' | '!' | '.', '’' | '”'], '.') => true,
                _ => false,
            };
            if !surplus {
                kept.push(c);
                self.push(c);
            }
        }
        kept
    }
}

fn same_style(a: &Piece, b: &Piece) -> bool {
    (a.italic, a.bold, a.small_caps, a.position) == (b.italic, b.bold, b.small_caps, b.position)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(pieces: &[&str]) -> String {
        let pieces = pieces.iter().enumerate();
        let pieces = pieces.map(|(at, text)| Piece {
            text: (*text).to_owned(),
            italic: at % 2 == 1,
            ..Piece::default()
        });
        tidy(pieces.collect()).text()
    }

    #[test]
    fn no_full_stop_follows_the_end_of_a_sentence() {
        for (pieces, text) in [
            (vec!["Why?", ". J."], "Why? J."),
            (vec!["‘Why?’. J"], "‘Why?’ J"),
            (vec!["37–43.. doi"], "37–43. doi"),
            (vec!["et al.", ". T"], "et al. T"),
            (vec!["Wait... what", "."], "Wait... what."),
            (vec![" a ", " b ", " "], "a b"),
        ] {
            assert_eq!(tidied(&pieces), text);
        }
    }

    #[test]
    fn only_known_tags_are_styles() {
        let mut pieces = Vec::new();
        push_tagged(
            "a <i>b</i> c<sub>2</sub> <u>d</u> x < y </i> <i>open",
            &Piece::default(),
            &mut pieces,
        );
        let rich = tidy(pieces);
        assert_eq!(rich.text(), "a b c2 <u>d</u> x < y </i> open");
        assert!(
            rich.pieces
                .iter()
                .any(|piece| piece.italic && piece.text == "b")
        );
    }
}
