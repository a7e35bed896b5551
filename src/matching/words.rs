//! A text as the words that are compared: where each stands, and how it reads without regard to typography.
//!
//! Two texts have the same words if they differ only in punctuation, quotation marks, dashes, ellipses, soft hyphens,
//! zero-width characters, white space, case, Markdown's emphasis, or in how Unicode writes a character (NFKC).

use icu_normalizer::ComposingNormalizerBorrowed;
use std::borrow::Cow;
use std::ops::Range;

/// Gives each word of a text: its bytes and its form for comparison.
pub fn each<'t>(text: &'t str, mut found: impl FnMut(Range<usize>, Cow<'t, str>)) {
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        let end = end_of_word(text, start);
        found(start..end, form(&text[start..end]));
        at = end;
    }
}

/// Where some words stand in a text, behind those of `lead`; `None` where that is in no place or in several.
pub fn position(text: &str, lead: &str, wanted: &str) -> Option<Range<usize>> {
    let read = |text: &str| {
        let mut words: Vec<(Range<usize>, String)> = Vec::new();
        each(text, |range, form| words.push((range, form.into_owned())));
        words
    };
    let (lead, wanted, words) = (read(lead), read(wanted), read(text));
    let sequence: Vec<&String> = lead.iter().chain(&wanted).map(|(_, form)| form).collect();
    if wanted.is_empty() {
        return None;
    }
    let same = |window: &&[(Range<usize>, String)]| {
        window
            .iter()
            .map(|(_, form)| form)
            .eq(sequence.iter().copied())
    };
    let mut found = words.windows(sequence.len()).filter(same);
    let window = found.next().filter(|_| found.next().is_none())?;
    Some(window[lead.len()].0.start..window[window.len() - 1].0.end)
}

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// A letter, digit or mark on one.
    Part,
    /// A word of its own: a sign without which a number means something else.
    Sign,
    /// Belongs to the word if a letter stands on both sides.
    Joint,
    /// Not seen by a reader.
    Hidden,
    Gap,
}

fn role(character: char) -> Role {
    match character {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Role::Part,
        '%' | '£' | '$' | '€' => Role::Sign,
        '\'' | '’' | '‘' | 'ʼ' | '＇' | '´' | '`' | '*' => Role::Joint,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => Role::Hidden,
        '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => Role::Hidden,
        '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' => Role::Part,
        other if other.is_alphanumeric() => Role::Part,
        _ => Role::Gap,
    }
}

fn next_start(text: &str, at: usize) -> Option<usize> {
    let begins = |character| matches!(role(character), Role::Part | Role::Sign);
    text[at..].find(begins).map(|offset| at + offset)
}

fn end_of_word(text: &str, start: usize) -> usize {
    let mut end = start;
    // A joint or a hidden character counts only if the word goes on behind it.
    let mut open = true;
    for (offset, character) in text[start..].char_indices() {
        let after = start + offset + character.len_utf8();
        match role(character) {
            Role::Sign if offset == 0 => return after,
            Role::Part => (end, open) = (after, true),
            Role::Hidden => {}
            // Markdown doubles and trebles this mark.
            Role::Joint if character == '*' => {}
            Role::Joint if open => open = false,
            _ => break,
        }
    }
    end
}

/// How a word reads: composed, in lower case, with one kind of apostrophe and without what no reader sees.
fn form(word: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'\'';
    if word.bytes().all(plain) {
        return Cow::Borrowed(word);
    }
    let seen: String = word.chars().filter_map(seen).collect();
    if seen.is_ascii() {
        return Cow::Owned(seen.to_ascii_lowercase());
    }
    let composer = ComposingNormalizerBorrowed::new_nfkc();
    let lower = composer.normalize(&seen).to_lowercase();
    Cow::Owned(composer.normalize(&lower).into_owned())
}

fn seen(character: char) -> Option<char> {
    match (role(character), character) {
        (Role::Hidden, _) | (_, '*') => None,
        (Role::Joint, _) => Some('\''),
        _ => Some(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forms(text: &str) -> Vec<String> {
        let mut forms = Vec::new();
        each(text, |_, form| forms.push(form.into_owned()));
        forms
    }

    #[test]
    fn typography_makes_no_difference() {
        let plain = ["it's", "a", "two", "way", "café", "i", "think"];
        for text in [
            "It's a two-way café, I think.",
            "it’s ... a “two–way” cafe\u{301} — I *think*",
            "IT\u{2bc}S\ta\u{a0}two\u{2014}way ca\u{ad}fé…\r\nI th\u{200b}ink",
            "'It's a two way' café (I **thi**nk)",
            "\u{feff}it's a ｔｗｏ way café i think",
        ] {
            assert_eq!(forms(text), plain, "{text}");
        }
    }

    #[test]
    fn words_that_differ_stay_apart() {
        assert_ne!(forms("OK"), forms("Okay"));
        assert_ne!(forms("5%"), forms("5"));
        assert_ne!(forms("£5"), forms("$5"));
        assert_ne!(forms("its"), forms("it's"));
    }

    #[test]
    fn words_are_found_by_what_stands_before() {
        let text = "> she had *no* notes on\n> it, and so on.";
        assert_eq!(
            position(text, "no notes", "on").map(|range| &text[range]),
            Some("on")
        );
        assert_eq!(position(text, "", "on"), None);
        assert_eq!(position(text, "no notes", ""), None);
    }

    #[test]
    fn a_quotation_mark_is_no_apostrophe() {
        assert_eq!(forms("others' 'views'' said"), ["others", "views", "said"]);
    }

    proptest! {
        #[test]
        fn words_stand_where_they_are_said_to(text in "\\PC{0,40}|[a'’* \u{ad}\u{301}é%-]{0,20}") {
            let mut last = 0;
            each(&text, |range, form| {
                assert!(range.start >= last && range.start < range.end);
                assert_eq!(super::form(&text[range.clone()]), form);
                last = range.end;
            });
        }
    }
}
