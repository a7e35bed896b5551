//! A passage of published text, cut into words once for every flag that looks at it.

use std::ops::Range;

/// A text and its words.
pub struct Passage {
    pub text: String,
    pub words: Vec<Word>,
}

/// A run of letters and digits. An apostrophe inside belongs to it, a hyphen does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    start: u32,
    end: u32,
    /// True where nothing but digits stands in it.
    pub digits: bool,
    /// True where it begins with a capital letter.
    pub capital: bool,
    /// True in words that an editor put in.
    pub inserted: bool,
}

impl Passage {
    /// A text without insertions.
    pub fn plain(text: String) -> Self {
        Self::new(text, &[])
    }

    /// A text with the ranges that an editor put in, in order.
    pub fn new(text: String, insertions: &[Range<usize>]) -> Self {
        let words = words(&text, insertions);
        Self { text, words }
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at an index; empty past the end.
    pub fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| {
            &self.text[word.start as usize..word.end as usize]
        })
    }

    /// Whether the word at an index is this one, whatever its case.
    pub fn is(&self, index: usize, word: &str) -> bool {
        self.word(index).eq_ignore_ascii_case(word)
    }

    /// Whether the word at an index is one of some, whatever its case.
    pub fn is_one_of(&self, index: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(index, word))
    }

    /// What stands before a word: the text from the end of the last.
    pub fn before(&self, index: usize) -> &str {
        let end = self
            .words
            .get(index)
            .map_or(self.text.len(), |word| word.start as usize);
        let start = match index {
            0 => 0,
            index => self
                .words
                .get(index - 1)
                .map_or(end, |word| word.end as usize),
        };
        &self.text[start..end]
    }

    /// What stands behind a word.
    pub fn after(&self, index: usize) -> &str {
        self.before(index + 1)
    }

    /// Whether only white space stands before a word, and no end of a paragraph.
    pub fn follows(&self, index: usize) -> bool {
        index > 0 && index < self.len() && is_space(self.before(index))
    }

    /// Whether one character alone parts a word from the last: a dot inside a number, for example.
    pub fn follows_closely(&self, index: usize) -> bool {
        index > 0 && index < self.len() && self.before(index).chars().count() == 1
    }

    /// Whether a word begins a sentence: nothing stands before it, or a mark that ends one.
    pub fn begins_sentence(&self, index: usize) -> bool {
        let before = self.before(index);
        index == 0
            || before.contains(['.', '!', '?', ':', '"', '“', '”', '…', '|', ';', '(', '['])
            || before.contains("\n\n")
    }

    /// The bytes from one word to another, both included.
    pub fn range(&self, first: usize, last: usize) -> Range<usize> {
        self.words[first].start as usize..self.words[last].end as usize
    }

    /// The number that a word of a few digits writes.
    pub fn number(&self, index: usize) -> Option<u32> {
        let word = self.words.get(index)?;
        let few = word.digits && word.end - word.start <= 4;
        few.then(|| self.word(index).parse().ok()).flatten()
    }
}

fn is_space(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_whitespace) && text.matches('\n').count() < 2
}

fn words(text: &str, insertions: &[Range<usize>]) -> Vec<Word> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut insertions = insertions.iter().peekable();
    let mut characters = text.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        let mut digits = first.is_ascii_digit();
        while let Some((at, character)) = characters.peek().copied() {
            let inside = matches!(character, '\'' | '’')
                && text[at + character.len_utf8()..].starts_with(char::is_alphabetic);
            if !character.is_alphanumeric() && !inside {
                break;
            }
            digits &= character.is_ascii_digit();
            end = at + character.len_utf8();
            characters.next();
        }
        while insertions.next_if(|range| range.end <= start).is_some() {}
        found.push(Word {
            start: start as u32,
            end: end as u32,
            digits,
            capital: first.is_uppercase(),
            inserted: insertions.peek().is_some_and(|range| range.start <= start),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts_words_as_people_do() {
        let passage = Passage::new(
            "I'm 92-year [Dr K] at St Mary’s.".into(),
            std::slice::from_ref(&(12..18)),
        );
        let words: Vec<&str> = (0..passage.len())
            .map(|index| passage.word(index))
            .collect();
        assert_eq!(
            words,
            ["I'm", "92", "year", "Dr", "K", "at", "St", "Mary’s"]
        );
        assert!(passage.words[3].inserted && !passage.words[5].inserted);
        assert!(passage.follows(4) && !passage.follows(2));
        assert_eq!(passage.after(7), ".");
    }

    proptest! {
        #[test]
        fn words_lie_inside_the_text_in_order(text in "[a-zé’' 0-9\\[\\].\n]{0,60}") {
            let passage = Passage::plain(text.clone());
            let mut end = 0;
            for index in 0..passage.len() {
                let range = passage.range(index, index);
                prop_assert!(range.start >= end && range.start < range.end);
                prop_assert_eq!(&text[range.clone()], passage.word(index));
                end = range.end;
            }
        }
    }
}
