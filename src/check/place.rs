//! Where words of a passage stand in their file.

use crate::source::Span;
use std::ops::Range;

/// How far ahead a character is looked for: past a link's address or the marks of a line.
const FURTHEST: usize = 300;

/// Finds places. A passage holds what readers see; its file holds marks between: those of emphasis, of links, of a
/// blockquote's lines. Letters and digits stand in both, in the same order.
pub struct Finder {
    /// Where the file's text begins.
    start: usize,
    /// For each byte of the passage the byte of the file's text.
    places: Vec<u32>,
}

impl Finder {
    /// For a passage that came from `written`, which begins at a byte of its file.
    pub fn new(passage: &str, written: &str, start: usize) -> Self {
        let mut places = Vec::with_capacity(passage.len() + 1);
        let mut at = 0;
        for character in passage.chars() {
            let ahead = &written[at..];
            let near = if character.is_alphanumeric() {
                ahead
                    .char_indices()
                    .take(FURTHEST)
                    .find(|(_, other)| *other == character)
            } else {
                // Other characters may be written in several ways, so they count only before the next letter.
                let marks = ahead.char_indices().take(FURTHEST);
                let mut marks = marks.take_while(|(_, other)| !other.is_alphanumeric());
                marks.find(|(_, other)| *other == character)
            };
            let place = at + near.map_or(0, |(skipped, _)| skipped);
            places.extend(std::iter::repeat_n(place as u32, character.len_utf8()));
            at = near.map_or(at, |_| place + character.len_utf8());
        }
        Self { start, places }
    }

    /// For a passage that is the file's text itself.
    pub fn same(length: usize, start: usize) -> Self {
        let places = (0..length as u32).collect();
        Self { start, places }
    }

    /// The bytes of the file from the first to the last of a range.
    pub fn span(&self, range: Range<usize>) -> Span {
        let place = |byte: usize| self.places.get(byte).map_or(0, |place| *place as usize);
        let first = place(range.start);
        let last = place(range.end.saturating_sub(1)).max(first);
        Span::new(self.start + first, self.start + last + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(passage: &str, written: &str, words: &str) -> String {
        let at = passage.find(words).expect("the words stand in the passage");
        let span = Finder::new(passage, written, 0).span(at..at + words.len());
        written[span.range()].to_owned()
    }

    #[test]
    fn finds_words_between_marks() {
        let quote =
            "> I said, \"Mrs\n> **Smith** is [home](https://example.org/mrs)\"\n> with Dr K.";
        let passage = "I said, \"Mrs Smith is home\" with Dr K.";
        assert_eq!(found(passage, quote, "Mrs Smith"), "Mrs\n> **Smith");
        assert_eq!(found(passage, quote, "Dr K"), "Dr K");
        assert_eq!(found("“ring” 123", "&ldquo;ring\" 123", "123"), "123");
    }

    proptest! {
        #[test]
        fn a_place_lies_in_the_file(passage in "[aé b1.]{0,20}", written in "[aé b1.>*]{0,20}", from in 0usize..20, length in 1usize..5) {
            let finder = Finder::new(&passage, &written, 7);
            let span = finder.span(from..from + length);
            prop_assert!(span.start >= 7 && span.start < span.end);
        }
    }
}
