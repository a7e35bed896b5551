//! The braces after an attribution: `{#id themes="a, b" level=meso}`.

use crate::source::{Span, Spanned};

/// What the braces say.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    pub id: Option<Spanned<String>>,
    /// Key and value, in the order written.
    pub pairs: Vec<(Spanned<String>, Spanned<String>)>,
}

/// Why braces cannot be read, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub span: Span,
    pub reason: &'static str,
}

/// Reads attributes with their braces. `at` is the byte at which the text begins in its file.
///
/// # Errors
/// The first part that is neither `#id` nor `key=value`.
pub fn read(text: &str, at: usize) -> Result<Attributes, Unreadable> {
    let inner = text
        .strip_prefix('{')
        .and_then(|rest| rest.trim_end().strip_suffix('}'))
        .ok_or(Unreadable {
            span: Span::new(at, at + text.len()),
            reason: "These braces are not closed",
        })?;
    let mut attributes = Attributes::default();
    let mut from = 1;
    let end = 1 + inner.len();
    while let Some(word) = next_word(text, from, end) {
        from = word.end;
        part(text, word, at, &mut attributes)?;
    }
    Ok(attributes)
}

/// The next run of characters without white space outside quotation marks. The marks of a blockquote's line
/// count as white space.
fn next_word(text: &str, from: usize, end: usize) -> Option<std::ops::Range<usize>> {
    let blank = |c: char| c.is_whitespace() || c == '>';
    let start = from + text[from..end].find(|c| !blank(c))?;
    let mut quoted = false;
    let length = text[start..end].find(|c: char| {
        quoted ^= c == '"';
        !quoted && c.is_whitespace()
    });
    Some(start..length.map_or(end, |length| start + length))
}

fn part(
    text: &str,
    word: std::ops::Range<usize>,
    at: usize,
    attributes: &mut Attributes,
) -> Result<(), Unreadable> {
    let written = &text[word.clone()];
    let span = Span::new(at + word.start, at + word.end);
    let refuse = |reason| Err(Unreadable { span, reason });
    if let Some(id) = written.strip_prefix('#') {
        if attributes.id.is_some() {
            return refuse("A quote has one id only");
        }
        attributes.id = Some(Spanned::new(
            id.to_owned(),
            Span::new(at + word.start + 1, at + word.end),
        ));
        return Ok(());
    }
    let Some((key, value)) = written.split_once('=') else {
        return refuse("Write `#id` or `key=value` here");
    };
    let value_at = at + word.start + key.len() + 1;
    let bare = value
        .strip_prefix('"')
        .map_or(Some(value), |rest| rest.strip_suffix('"'));
    let Some(bare) = bare.filter(|bare| !bare.contains('"')) else {
        return refuse("This quotation is not closed");
    };
    if key.is_empty() || bare.trim().is_empty() {
        return refuse("Write `key=value` with a key and a value");
    }
    let value_at = value_at + usize::from(bare.len() < value.len());
    attributes.pairs.push((
        Spanned::new(
            key.to_owned(),
            Span::new(at + word.start, at + word.start + key.len()),
        ),
        Spanned::new(bare.to_owned(), Span::new(value_at, value_at + bare.len())),
    ));
    Ok(())
}

/// The names of a list such as `co-location, interface-roles`, each in its place.
pub fn names(list: &Spanned<String>) -> Vec<Spanned<String>> {
    let mut names = Vec::new();
    let mut from = 0;
    for part in list.value.split(',') {
        let name = part.trim();
        if !name.is_empty() {
            let start = list.span.start as usize + from + (part.len() - part.trim_start().len());
            names.push(Spanned::new(
                name.to_owned(),
                Span::new(start, start + name.len()),
            ));
        }
        from += part.len() + 1;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_an_id_and_pairs() {
        let read = read("{#a-b themes=\"x, y\" level=meso}", 10).expect("attributes");
        assert_eq!(read.id, Some(Spanned::new("a-b".into(), Span::new(12, 15))));
        assert_eq!(
            read.pairs[0].1,
            Spanned::new("x, y".into(), Span::new(24, 28))
        );
        assert_eq!(read.pairs[1].1.value, "meso");
        let themes = names(&read.pairs[0].1);
        assert_eq!(themes[1], Spanned::new("y".into(), Span::new(27, 28)));
    }

    #[test]
    fn says_what_it_cannot_read() {
        assert_eq!(read("{#a", 0).expect_err("open").span, Span::new(0, 3));
        assert_eq!(read("{#a b}", 0).expect_err("a word").span, Span::new(4, 5));
        assert!(read("{a=\"b}", 0).is_err());
        assert!(read("{#a #b}", 0).is_err());
        assert!(read("{=b}", 0).is_err());
    }

    #[test]
    fn may_run_over_lines_of_a_blockquote() {
        let read = read("{#a\n> level=meso}", 0).expect("attributes");
        assert_eq!(read.pairs[0].0.value, "level");
    }

    proptest! {
        #[test]
        fn never_panics_and_keeps_places_inside(text in "[{]?[#a-z=\", é>\n}]{0,30}") {
            if let Ok(attributes) = read(&text, 0) {
                for (key, value) in attributes.pairs {
                    prop_assert_eq!(&text[key.span.range()], key.value.as_str());
                    prop_assert_eq!(&text[value.span.range()], value.value.as_str());
                }
            }
        }
    }
}
