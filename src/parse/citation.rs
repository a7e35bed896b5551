//! Pandoc's citations: `[see @a, p. 3; -@b]` and `@key` in running text.

use crate::model::{CitationItem, Locator};
use crate::source::{Span, Spanned};
use std::ops::Range;

/// Reads what stands between the brackets of a citation; `None` where it is not one: every part between
/// semicolons must have a key. `at` is the byte at which the text begins in its file.
pub fn read(text: &str, at: usize) -> Option<Vec<CitationItem>> {
    let mut items = Vec::new();
    let mut from = 0;
    for part in text.split(';') {
        items.push(item(part, at + from)?);
        from += part.len() + 1;
    }
    Some(items)
}

fn item(part: &str, at: usize) -> Option<CitationItem> {
    let sign = find_key(part, 0)?;
    let key = key_after(part, sign);
    let before = &part[..sign];
    let suppress_author = before.ends_with('-');
    let prefix = before.strip_suffix('-').unwrap_or(before);
    let (locator, suffix) = locator(unquoted_lines(&part[key.end..]).trim());
    Some(CitationItem {
        key: Spanned::new(
            part[key.clone()].to_owned(),
            Span::new(at + sign, at + key.end),
        ),
        prefix: unquoted_lines(prefix).trim().to_owned(),
        locator,
        suffix,
        suppress_author,
    })
}

/// The bare keys of a text with their places in it. `escaped` says that a backslash stands before the text.
/// `at` is the byte at which the text begins in its file.
pub fn keys_in_text(text: &str, at: usize, escaped: bool) -> Vec<(Range<usize>, CitationItem)> {
    let mut found = Vec::new();
    let mut from = usize::from(escaped);
    while let Some(sign) = find_key(text, from) {
        let key = key_after(text, sign);
        let start = sign - usize::from(text[..sign].ends_with('-'));
        let item = CitationItem {
            key: Spanned::new(
                text[key.clone()].to_owned(),
                Span::new(at + sign, at + key.end),
            ),
            prefix: String::new(),
            locator: None,
            suffix: String::new(),
            suppress_author: start < sign,
        };
        from = key.end;
        found.push((start..key.end, item));
    }
    found
}

/// The next `@` that begins a key: not inside a word, as in an e-mail address.
fn find_key(text: &str, from: usize) -> Option<usize> {
    let mut from = from;
    while let Some(sign) = text.get(from..)?.find('@').map(|at| from + at) {
        let before = text[..sign].chars().next_back();
        let opens = before.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '[' | '-' | ';' | '—' | '–' | '‘' | '“')
        });
        if opens && !key_after(text, sign).is_empty() {
            return Some(sign);
        }
        from = sign + 1;
    }
    None
}

/// The key after an `@`: letters, digits and `_`, with single punctuation marks inside.
fn key_after(text: &str, sign: usize) -> Range<usize> {
    let start = sign + 1;
    let mut end = start;
    let mut characters = text[start..].char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next_is_word = characters.peek().is_some_and(|(_, next)| is_word(*next));
        let inside = end > start
            && matches!(
                character,
                ':' | '.' | '-' | '/' | '+' | '#' | '$' | '%' | '&'
            )
            && next_is_word;
        if !is_word(character) && !inside {
            break;
        }
        end = start + at + character.len_utf8();
    }
    start..end
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// A citation may run over several lines of a blockquote; their marks are not part of it.
fn unquoted_lines(text: &str) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    let lines = text.lines().enumerate().map(|(number, line)| match number {
        0 => line.trim(),
        _ => line.trim_start_matches([' ', '>', '\t']).trim(),
    });
    lines.collect::<Vec<_>>().join(" ")
}

/// Words for a part of a work, and the CSL term for it.
const LABELS: &[(&str, &str)] = &[
    ("pp.", "page"),
    ("pages", "page"),
    ("page", "page"),
    ("p.", "page"),
    ("chapters", "chapter"),
    ("chapter", "chapter"),
    ("chap.", "chapter"),
    ("ch.", "chapter"),
    ("sections", "section"),
    ("section", "section"),
    ("sec.", "section"),
    ("§§", "section"),
    ("§", "section"),
    ("paragraphs", "paragraph"),
    ("paragraph", "paragraph"),
    ("para.", "paragraph"),
    ("¶", "paragraph"),
    ("figures", "figure"),
    ("figure", "figure"),
    ("fig.", "figure"),
    ("lines", "line"),
    ("line", "line"),
    ("l.", "line"),
    ("volumes", "volume"),
    ("volume", "volume"),
    ("vol.", "volume"),
    ("parts", "part"),
    ("part", "part"),
    ("pt.", "part"),
    ("notes", "note"),
    ("note", "note"),
    ("n.", "note"),
    ("numbers", "issue"),
    ("number", "issue"),
    ("no.", "issue"),
    ("columns", "column"),
    ("column", "column"),
    ("col.", "column"),
    ("books", "book"),
    ("book", "book"),
    ("bk.", "book"),
];

/// Parts what follows a key into its locator and the rest.
fn locator(after: &str) -> (Option<Locator>, String) {
    let Some(rest) = after.strip_prefix(',').map(str::trim_start) else {
        return (None, after.to_owned());
    };
    let lower = rest.to_lowercase();
    let labelled = LABELS.iter().find_map(|(word, label)| {
        // Lower case must not move bytes, or the rest would be cut in the wrong place.
        let value = rest.get(word.len()..).filter(|_| lower.starts_with(word))?;
        let parted =
            word.ends_with('.') || !word.is_ascii() || value.starts_with(char::is_whitespace);
        parted.then_some((*label, value.trim_start()))
    });
    let (label, value) = labelled.unwrap_or(("page", rest));
    let length = value_length(value);
    if length == 0 {
        return (None, rest.to_owned());
    }
    let suffix = value[length..].trim_start_matches(',').trim().to_owned();
    let value = value[..length].trim().to_owned();
    (Some(Locator { label, value }), suffix)
}

/// How much of a text is a locator's value: words with a digit or in Roman numerals, parted by commas,
/// hyphens and `and`.
fn value_length(text: &str) -> usize {
    let mut length = 0;
    let mut at = 0;
    for word in text.split_inclusive([' ', ',']) {
        at += word.len();
        let bare = word.trim_matches([' ', ',', '.', '(', ')']);
        let roman = !bare.is_empty()
            && bare
                .chars()
                .all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c' | '-' | '–'));
        let numbered = bare.chars().any(|c| c.is_ascii_digit()) && bare.chars().count() <= 20;
        if !bare.is_empty() && !roman && !numbered {
            break;
        }
        if !bare.is_empty() {
            length = at;
        }
    }
    text[..length].trim_end_matches([' ', ',']).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(text: &str) -> CitationItem {
        read(text, 0).expect("a citation").pop().expect("an item")
    }

    #[test]
    fn reads_keys_prefixes_locators_and_suffixes() {
        let item = one("see @nao2017, pp. 3-4, for the figures");
        assert_eq!(
            (item.key.value.as_str(), item.prefix.as_str()),
            ("nao2017", "see")
        );
        let locator = item.locator.expect("a locator");
        assert_eq!((locator.label, locator.value.as_str()), ("page", "3-4"));
        assert_eq!(item.suffix, "for the figures");
        assert_eq!(item.key.span, Span::new(4, 12));
    }

    #[test]
    fn a_bare_number_is_a_page_and_a_word_is_a_suffix() {
        assert_eq!(
            one("@a, 33").locator.map(|l| (l.label, l.value)),
            Some(("page", "33".into()))
        );
        let item = one("@a, ch. 2");
        assert_eq!(item.locator.map(|l| l.label), Some("chapter"));
        let item = one("@a, among others");
        assert_eq!((item.locator, item.suffix.as_str()), (None, "among others"));
    }

    #[test]
    fn several_keys_and_a_suppressed_author() {
        let items = read("@a; -@b:c.d", 10).expect("a citation");
        assert_eq!(items[1].key.value, "b:c.d");
        assert!(items[1].suppress_author);
        assert_eq!(items[1].key.span, Span::new(15, 21));
    }

    #[test]
    fn other_brackets_are_no_citations() {
        for text in ["", "care", "me@example.org", "@", "@a; and care", "@ a"] {
            assert_eq!(read(text, 0), None, "{text}");
        }
    }

    #[test]
    fn finds_keys_in_text_but_not_addresses() {
        let keys = |text: &str, escaped| -> Vec<String> {
            keys_in_text(text, 0, escaped)
                .into_iter()
                .map(|(_, item)| item.key.value)
                .collect()
        };
        assert_eq!(
            keys("As @hughes2019 and (@ling2012) say.", false),
            ["hughes2019", "ling2012"]
        );
        assert_eq!(keys("me@example.org", false), Vec::<String>::new());
        assert_eq!(keys("@NHS", true), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn never_panics_and_keeps_places_inside(text in "[@a-z;:,. é—§pİ0-9>\n\\-]{0,40}") {
            for item in read(&text, 0).unwrap_or_default() {
                let span = item.key.span.range();
                prop_assert_eq!(&text[span.start + 1..span.end], item.key.value.as_str());
            }
            for (place, item) in keys_in_text(&text, 0, false) {
                prop_assert!(text[place].ends_with(&item.key.value));
            }
        }
    }
}
