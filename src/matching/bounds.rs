//! Where a passage begins and ends in its source: with a sentence, a turn or a quotation, or in the middle of one.
//!
//! An article quotes its participants between quotation marks, and names the speaker in brackets behind them. There the
//! whole quotation is what was said. A transcript has no such marks: there a sentence is the least that stands alone.

use crate::source::floor;
use std::ops::Range;

/// The farthest that a quotation mark is looked for, in bytes: several paragraphs.
const FARTHEST: usize = 8000;
/// The longest label of a speaker behind a quotation, in bytes.
const LONGEST_LABEL: usize = 80;

/// A kind of quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Single,
    Double,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
}

/// How the quotation around a passage ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// At this byte, with a mark or with the speaker's name.
    At(usize),
    /// Nothing ends it before the next one begins: text is missing.
    Missing,
}

/// The quotation that is open at a byte: its kind, and the byte behind its opening mark.
pub fn opening(text: &str, at: usize) -> Option<(Kind, usize)> {
    let from = floor(text, at.saturating_sub(FARTHEST));
    let mut closed = (0usize, 0usize);
    for (offset, character) in text[from..at].char_indices().rev() {
        let place = from + offset;
        let Some((kind, role)) = mark(text, place, character) else {
            continue;
        };
        let depth = match kind {
            Kind::Single => &mut closed.0,
            Kind::Double => &mut closed.1,
        };
        match role {
            Role::Closes => *depth += 1,
            Role::Opens if *depth > 0 => *depth -= 1,
            Role::Opens => return Some((kind, place + character.len_utf8())),
        }
    }
    None
}

/// Where the quotation of a kind that is open at a byte ends. `named` tells whether a label names a person: where one
/// stands in brackets, the quotation is over even if its mark was lost.
pub fn closing(text: &str, at: usize, kind: Kind, named: &dyn Fn(&str) -> bool) -> End {
    let until = floor(text, at + FARTHEST);
    for (offset, character) in text[at..until].char_indices() {
        let place = at + offset;
        if character == '(' && label_in_brackets(text, place).is_some_and(named) {
            return End::At(place);
        }
        match mark(text, place, character) {
            Some((other, Role::Closes)) if other == kind => return End::At(place),
            Some((other, Role::Opens)) if other == kind => return End::Missing,
            _ => {}
        }
    }
    End::Missing
}

/// The label of the speaker that stands right behind a byte: `(P18, carer)` or `— P18`.
pub fn attribution(text: &str, at: usize) -> Option<&str> {
    let skipped = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '\'' | '"' | '’' | '”' | '.' | ',' | ';' | ':' | '*' | '_' | '…'
            )
    };
    let near = text.get(at..floor(text, at + 2 * LONGEST_LABEL))?;
    let rest = near.trim_start_matches(skipped);
    if let Some(inner) = rest.strip_prefix('(') {
        return label(inner);
    }
    let dashed = rest.strip_prefix(['—', '–', '―', '-'])?;
    let dashed = dashed.trim_start_matches(['-', ' ']);
    let end = dashed
        .find([',', ';', '\n', '.', '('])
        .unwrap_or(dashed.len());
    Some(dashed[..end].trim())
}

fn label_in_brackets(text: &str, bracket: usize) -> Option<&str> {
    label(&text[bracket + 1..floor(text, bracket + 1 + LONGEST_LABEL)])
}

fn label(inner: &str) -> Option<&str> {
    let end = inner.find([',', ';', ')', ':', '\n'])?;
    Some(inner[..end].trim())
}

/// What a character is as a quotation mark. An apostrophe is none.
fn mark(text: &str, at: usize, character: char) -> Option<(Kind, Role)> {
    let kind = match character {
        '\'' | '‘' | '’' => Kind::Single,
        '"' | '“' | '”' => Kind::Double,
        _ => return None,
    };
    match character {
        '“' => return Some((kind, Role::Opens)),
        '”' => return Some((kind, Role::Closes)),
        _ => {}
    }
    let before = text[..at].chars().next_back();
    let mut following = text[at + character.len_utf8()..].chars();
    let (after, later) = (following.next(), following.next());
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if letter(before) && letter(after) {
        return None;
    }
    let edge = |c: Option<char>| {
        c.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '"' | '“' | '\'' | '‘')
        })
    };
    let solid = after.is_some_and(|c| !c.is_whitespace());
    if edge(before) && solid && !(before.is_some() && matches!(after, Some('(' | ',' | '.' | ';')))
    {
        return (!elided(&text[at + character.len_utf8()..])).then_some((kind, Role::Opens));
    }
    // The plural's apostrophe: others' records.
    let plural = kind == Kind::Single && before == Some('s') && after == Some(' ');
    if plural && later.is_some_and(char::is_lowercase) {
        return None;
    }
    Some((kind, Role::Closes))
}

/// Words that begin with an apostrophe.
fn elided(after: &str) -> bool {
    let word: String = after.chars().take_while(|c| c.is_alphanumeric()).collect();
    let words = ["cause", "cos", "til", "tis", "twas", "em", "bout", "n"];
    words.contains(&word.to_lowercase().as_str())
        || word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('s')
}

/// True where nothing of a sentence stands between the words before and the word at a byte.
pub fn starts_sentence(between: &str) -> bool {
    ends_sentence(between) || between.contains(['“', '‘', '"']) || between.ends_with('\'')
}

/// True where what stands behind a word ends its sentence.
pub fn ends_sentence(between: &str) -> bool {
    between.contains(['.', '?', '!', '…']) || paragraph_ends(between)
}

fn paragraph_ends(between: &str) -> bool {
    between.bytes().filter(|byte| *byte == b'\n').count() > 1
}

/// The bytes of the sentence before `at`, from no farther back than `from`.
pub fn before_in_sentence(text: &str, from: usize, at: usize) -> Range<usize> {
    let start = floor(text, at.saturating_sub(FARTHEST)).max(from);
    let before = &text[start..at];
    let full_stop = before
        .rfind(['.', '?', '!', '…'])
        .map(|place| place + before[place..].chars().next().map_or(1, char::len_utf8));
    let paragraph = before.rfind("\n\n").map(|place| place + 2);
    start + full_stop.max(paragraph).unwrap_or(0)..at
}

/// The bytes of the sentence behind `at`, up to `until` at most.
pub fn after_in_sentence(text: &str, at: usize, until: usize) -> Range<usize> {
    let end = floor(text, at + FARTHEST).min(until);
    let after = &text[at..end];
    let full_stop = after.find(['.', '?', '!', '…']);
    let paragraph = after.find("\n\n");
    let length = [full_stop, paragraph].into_iter().flatten().min();
    at..at + length.unwrap_or(after.len())
}

/// True where a text has a sign that words were left out.
pub fn has_omission(between: &str) -> bool {
    between.contains('…') || between.contains("...")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "Some said; 'On the one hand, \"yes\" works. It's each other's, others' too.' (P3, carer) And ‘no’.";

    fn nobody(_: &str) -> bool {
        false
    }

    #[test]
    fn finds_the_quotation_around_a_passage() {
        let at = ARTICLE.find("works").expect("a word");
        let (kind, start) = opening(ARTICLE, at).expect("a quotation");
        assert_eq!((kind, &ARTICLE[start..start + 2]), (Kind::Single, "On"));
        let end = ARTICLE.find("' (P3").expect("its end");
        assert_eq!(closing(ARTICLE, at, kind, &nobody), End::At(end));
        assert_eq!(attribution(ARTICLE, end), Some("P3"));
        assert_eq!(opening(ARTICLE, ARTICLE.find("And").expect("a word")), None);
    }

    #[test]
    fn a_quotation_without_its_end_is_incomplete() {
        let text = "one; 'we had a plan. It Another spoke; 'yes' (P2)";
        assert_eq!(closing(text, 10, Kind::Single, &nobody), End::Missing);
        let text = "one; 'we had a plan. (P2, carer) Another said";
        let bracket = text.find('(').expect("a bracket");
        assert_eq!(
            closing(text, 10, Kind::Single, &|label| label == "P2"),
            End::At(bracket)
        );
    }

    #[test]
    fn reads_a_speaker_behind_a_quotation() {
        assert_eq!(
            attribution("end.' (Participant 18, Care)", 3),
            Some("Participant 18")
        );
        assert_eq!(attribution("end’ — P2\n", 3), Some("P2"));
        assert_eq!(attribution("end. Another (P2)", 3), None);
        assert_eq!(attribution("end", 3), None);
    }

    #[test]
    fn sentences_have_bounds() {
        let text = "We met. And then we, you know, left. Fine";
        let at = text.find("we,").expect("words");
        assert_eq!(&text[before_in_sentence(text, 0, at)], " And then ");
        let at = text.find(", you").expect("words");
        assert_eq!(
            &text[after_in_sentence(text, at, text.len())],
            ", you know, left"
        );
        assert!(starts_sentence(". ") && starts_sentence(" \"") && !starts_sentence(", "));
    }
}
