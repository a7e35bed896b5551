//! The words of a quote: kept character for character, with omissions and insertions marked.

use super::body::Builder;
use crate::model::{Emphasis, Mark, QuotePiece};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::HashMap;

/// The paragraphs of words between two events of a blockquote.
pub fn read(builder: &Builder<'_, '_>, first: usize, end: usize) -> Vec<Vec<QuotePiece>> {
    let mut words = Words::default();
    for at in first..end {
        words.event(builder, at);
    }
    words.finish_paragraph();
    words.paragraphs.into_iter().map(marked).collect()
}

/// True where there is a word besides omissions and insertions.
pub fn is_anything_said(paragraphs: &[Vec<QuotePiece>]) -> bool {
    let mut said = paragraphs
        .iter()
        .flatten()
        .filter(|piece| piece.mark == Mark::Said);
    said.any(|piece| piece.text.chars().any(char::is_alphanumeric))
}

/// Gathers words event by event.
#[derive(Default)]
struct Words {
    paragraphs: Vec<Vec<QuotePiece>>,
    current: Vec<QuotePiece>,
    emphasis: usize,
    strong: usize,
}

impl Words {
    fn event(&mut self, builder: &Builder<'_, '_>, at: usize) {
        let raw = &builder.text[builder.events.range(at)];
        match builder.events.event(at) {
            Event::Start(Tag::Emphasis) => self.emphasis += 1,
            Event::End(TagEnd::Emphasis) => self.emphasis -= 1,
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong -= 1,
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Strikethrough)
            | Event::End(TagEnd::Link | TagEnd::Image | TagEnd::Strikethrough) => {}
            Event::Start(_) | Event::End(_) => self.finish_paragraph(),
            // Smart punctuation is for our own prose: here what was written stays.
            Event::Text(_) if is_plain_punctuation(raw) => self.push(raw),
            Event::Text(text) | Event::Code(text) => self.push(text),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push_break(),
            Event::Rule | Event::TaskListMarker(_) => {}
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => self.push(raw),
        }
    }

    fn push(&mut self, text: &str) {
        let emphasis = match (self.strong, self.emphasis) {
            (0, 0) => Emphasis::None,
            (0, _) => Emphasis::Emphasis,
            _ => Emphasis::Strong,
        };
        match self.current.last_mut() {
            Some(last) if last.emphasis == emphasis && last.mark == Mark::Said => {
                last.text.push_str(text)
            }
            _ => self.current.push(QuotePiece {
                text: text.to_owned(),
                mark: Mark::Said,
                emphasis,
            }),
        }
    }

    fn push_break(&mut self) {
        self.current.push(QuotePiece {
            text: "\n".to_owned(),
            mark: Mark::Break,
            emphasis: Emphasis::None,
        });
    }

    fn finish_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.current);
        if paragraph.iter().any(|piece| !piece.text.trim().is_empty()) {
            self.paragraphs.push(paragraph);
        }
    }
}

/// What smart punctuation would change.
fn is_plain_punctuation(raw: &str) -> bool {
    !raw.is_empty()
        && raw
            .bytes()
            .all(|byte| matches!(byte, b'\'' | b'"' | b'-' | b'.'))
}

/// Cuts a paragraph where omissions and insertions begin and end. The text stays the same.
pub fn marked(pieces: Vec<QuotePiece>) -> Vec<QuotePiece> {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let marks = marks(&text);
    if marks.is_empty() {
        return pieces;
    }
    let mut cut = Vec::new();
    let mut at = 0;
    for piece in pieces {
        let end = at + piece.text.len();
        let mut from = at;
        for (start, stop, mark) in &marks {
            let (start, stop) = ((*start).clamp(from, end), (*stop).clamp(from, end));
            if start < stop && piece.mark == Mark::Said {
                push_part(&mut cut, &piece, from - at..start - at, Mark::Said);
                push_part(&mut cut, &piece, start - at..stop - at, *mark);
                from = stop;
            }
        }
        let rest = piece.mark;
        push_part(&mut cut, &piece, from - at..end - at, rest);
        at = end;
    }
    cut
}

fn push_part(
    cut: &mut Vec<QuotePiece>,
    piece: &QuotePiece,
    part: std::ops::Range<usize>,
    mark: Mark,
) {
    if !part.is_empty() {
        cut.push(QuotePiece {
            text: piece.text[part].to_owned(),
            mark,
            emphasis: piece.emphasis,
        });
    }
}

/// Where omissions and insertions stand: start, end and kind, in order and apart.
fn marks(text: &str) -> Vec<(usize, usize, Mark)> {
    let insertions = insertions(text);
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let (end, mark) = match character {
            '[' => (insertions.get(&at).copied(), Mark::Insertion),
            '…' => (Some(at + character.len_utf8()), Mark::Omission),
            '.' => (omission_end(text, at), Mark::Omission),
            _ => (None, Mark::Said),
        };
        if let Some(end) = end {
            marks.push((at, end, mark));
        }
        at = end.unwrap_or(at + character.len_utf8());
    }
    marks
}

/// For each opening bracket that is closed, the end of what it holds, brackets inside it included.
fn insertions(text: &str) -> HashMap<usize, usize> {
    let mut open = Vec::new();
    let mut ends = HashMap::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open.push(at),
            b']' => ends.extend(open.pop().map(|start| (start, at + 1))),
            _ => {}
        }
    }
    ends
}

/// The end of three dots that stand alone. Dots on the end of a word are how somebody trails off, and stay the
/// speaker's.
fn omission_end(text: &str, at: usize) -> Option<usize> {
    let dots = text[at..].bytes().take_while(|byte| *byte == b'.').count();
    let parted_before = text[..at]
        .chars()
        .next_back()
        .is_none_or(char::is_whitespace);
    let after = text[at + dots..].chars().next();
    let parted_after = after.is_none_or(|c| !c.is_alphanumeric());
    (dots == 3 && parted_before && parted_after).then_some(at + dots)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str) -> Vec<QuotePiece> {
        vec![QuotePiece {
            text: text.to_owned(),
            mark: Mark::Said,
            emphasis: Emphasis::None,
        }]
    }

    fn found(text: &str) -> Vec<(String, Mark)> {
        marked(said(text))
            .into_iter()
            .filter(|piece| piece.mark != Mark::Said)
            .map(|piece| (piece.text, piece.mark))
            .collect()
    }

    #[test]
    fn marks_omissions_and_insertions() {
        assert_eq!(
            found("primary [care] with ... the … end ..."),
            [
                ("[care]".into(), Mark::Insertion),
                ("...".into(), Mark::Omission),
                ("…".into(), Mark::Omission),
                ("...".into(), Mark::Omission),
            ]
        );
        assert_eq!(
            found("us to ... [become a team]. What"),
            [
                ("...".into(), Mark::Omission),
                ("[become a team]".into(), Mark::Insertion),
            ]
        );
    }

    #[test]
    fn trailing_off_and_open_brackets_are_the_speakers() {
        for text in ["well...", "a .... b", "a [b", "a ...b", "]", "e.g. x.y"] {
            assert_eq!(found(text), Vec::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn words_stay_the_same(parts in proptest::collection::vec("[a .…\\[\\]é'\"]{0,12}", 0..4)) {
            let pieces: Vec<QuotePiece> = parts.iter().enumerate().map(|(number, text)| QuotePiece {
                text: text.clone(),
                mark: Mark::Said,
                emphasis: if number % 2 == 0 { Emphasis::None } else { Emphasis::Strong },
            }).collect();
            let joined: String = marked(pieces).iter().map(|piece| piece.text.as_str()).collect();
            prop_assert_eq!(joined, parts.concat());
        }
    }
}
