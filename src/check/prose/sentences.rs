//! Sentences of a text, and their words.

use super::passages::THING;
use std::ops::Range;

/// Words behind which a dot ends no sentence.
const SHORTENED: &[&str] = &[
    "al", "approx", "cf", "Dr", "e.g", "ed", "eds", "Fig", "i.e", "Mr", "Mrs", "Ms", "Mx", "Nos",
    "pp", "Prof", "Rev", "St", "Vol", "vol", "vs",
];

/// Words behind which a dot ends no sentence where a number follows.
const BEFORE_NUMBERS: &[&str] = &["no", "No", "p", "para", "ch", "sec"];

/// The bytes of each sentence, without white space around it.
pub fn of(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut from = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if !matches!(character, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = at + character.len_utf8();
        while let Some((next, closing)) = characters.next_if(|(_, next)| closes(*next)) {
            end = next + closing.len_utf8();
        }
        if ends(&text[from..at], character, &text[end..]) {
            push(text, from..end, &mut sentences);
            from = end;
        }
    }
    push(text, from..text.len(), &mut sentences);
    sentences
}

/// What may stand between the mark that ends a sentence and the blank behind it.
fn closes(character: char) -> bool {
    matches!(
        character,
        '.' | '!' | '?' | '…' | ')' | ']' | '"' | '”' | '\'' | '’'
    )
}

/// Whether a mark ends a sentence, by what stands before and behind it.
fn ends(before: &str, mark: char, after: &str) -> bool {
    let mut rest = after.chars();
    match rest.next() {
        None => return true,
        Some(blank) if !blank.is_whitespace() => return false,
        Some(_) => {}
    }
    let next = rest.find(|c| !c.is_whitespace() && !matches!(c, '"' | '“' | '‘' | '(' | '['));
    let begins =
        next.is_none_or(|next| next.is_uppercase() || next.is_ascii_digit() || next == THING);
    if !begins || mark != '.' {
        return begins;
    }
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"'))
        .next();
    let word = word.unwrap_or_default();
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I";
    let numbered = next.is_some_and(|next| next.is_ascii_digit()) && BEFORE_NUMBERS.contains(&word);
    !initial && !numbered && !SHORTENED.contains(&word)
}

fn push(text: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    let end = range.start + part.trim_end().len();
    if part.contains(char::is_alphanumeric) {
        sentences.push(start..end);
    }
}

/// How many words a sentence has, as a person counts them: what stands between blanks and holds a letter or digit.
pub fn words(sentence: &str) -> usize {
    let parts = sentence.split_whitespace();
    parts
        .filter(|part| part.contains(|c: char| c.is_alphanumeric() || c == THING))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        of(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn cuts_where_people_pause() {
        assert_eq!(
            cut("We asked. They said (a lot!) Yes? 37 of them."),
            ["We asked.", "They said (a lot!)", "Yes?", "37 of them."]
        );
        assert_eq!(
            cut("He said \"go.\" She went …\nThen no more"),
            ["He said \"go.\"", "She went …", "Then no more"]
        );
        assert_eq!(cut("  "), [""; 0]);
    }

    #[test]
    fn leaves_dots_that_end_nothing() {
        for text in [
            "Dr. Smith and A. Jones et al. Wrote it",
            "It rose by 2.5 per cent (e.g. Wales), see p. 7 and no. 12.",
            "Look at example.org for more.",
            "It said ... and went on",
        ] {
            assert_eq!(cut(text), [text]);
        }
    }

    #[test]
    fn counts_words_as_a_person_does() {
        assert_eq!(words("Mr Smith’s well-known plan – of 2019 – failed."), 7);
    }

    proptest::proptest! {
        #[test]
        fn sentences_lie_in_order_and_lose_no_word(text in "[A-Ca-cé.!? ()\"”…0-9\n]{0,60}") {
            let mut end = 0;
            let mut kept = 0;
            for range in of(&text) {
                proptest::prop_assert!(range.start >= end && range.start < range.end);
                kept += text[range.clone()].chars().filter(|c| c.is_alphanumeric()).count();
                end = range.end;
            }
            proptest::prop_assert_eq!(kept, text.chars().filter(|c| c.is_alphanumeric()).count());
        }
    }
}
