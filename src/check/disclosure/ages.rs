//! An age over 89: `src/diagnostic/rules/age-over-89.md` says what this looks for and why.

use super::text::Passage;
use super::{Hit, hit};

const OLDEST: u32 = 122;
const ONES: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
];
const WHO: &[&str] = &[
    "i",
    "he",
    "she",
    "they",
    "you",
    "who",
    "mum",
    "mam",
    "mom",
    "dad",
    "mother",
    "father",
    "husband",
    "wife",
    "gran",
    "nan",
    "grandad",
    "granny",
    "grandmother",
    "grandfather",
    "aunt",
    "auntie",
    "uncle",
    "sister",
    "brother",
    "nana",
];
const IS: &[&str] = &[
    "is", "was", "am", "are", "were", "turned", "turns", "turning", "be", "been",
];
const SHORT: &[&str] = &[
    "i'm", "he's", "she's", "they're", "who's", "mum's", "dad's", "mother's", "father's",
];
const SOFTENED: &[&str] = &[
    "now", "nearly", "almost", "about", "just", "only", "already", "around",
];
/// Words behind a bare number that leave it an age: "she is 91 and still drives".
const GOES_ON: &[&str] = &[
    "and", "but", "so", "now", "when", "with", "who", "in", "or", "this", "next", "last", "then",
    "because", "she", "he", "they", "years", "already",
];

pub fn find(passage: &Passage, hits: &mut Vec<Hit>) {
    for at in 0..passage.len() {
        let Some((value, last)) = number(passage, at) else {
            continue;
        };
        let old = (90..=OLDEST).contains(&value);
        if old && !is_part(passage, at, last) {
            let end = behind(passage, last).or_else(|| before(passage, at, last).then_some(last));
            hits.extend(end.map(|end| {
                hit(
                    passage.range(at, end),
                    "Few people are this old, so the age can tell who is meant",
                )
            }));
        }
    }
}

/// The number that begins with a word, and its last word.
fn number(passage: &Passage, at: usize) -> Option<(u32, usize)> {
    if passage.words[at].digits {
        return Some((passage.number(at)?, at));
    }
    if passage.is(at, "nineties") {
        return Some((90, at));
    }
    let ones = |index: usize| {
        ONES.iter()
            .position(|one| passage.is(index, one))
            .map(|one| one as u32 + 1)
    };
    let joined = |index: usize| matches!(passage.before(index), " " | "-" | "\n" | "‑");
    if passage.is(at, "ninety") {
        let one = ones(at + 1).filter(|_| joined(at + 1));
        return Some(one.map_or((90, at), |one| (90 + one, at + 1)));
    }
    let hundred =
        passage.is_one_of(at, &["a", "one"]) && passage.is(at + 1, "hundred") && joined(at + 1);
    hundred.then(|| {
        let and = passage.is(at + 2, "and") && passage.follows(at + 2);
        let one = ones(at + 3).filter(|_| and);
        one.map_or((100, at + 1), |one| (100 + one, at + 3))
    })
}

/// Whether the number is part of a longer one or of a range, or an open end: `90+`, "90 or over".
fn is_part(passage: &Passage, at: usize, last: usize) -> bool {
    let before = passage.before(at);
    let after = passage.after(last);
    let numbered = at > 0 && passage.words[at - 1].digits && before != " ";
    let signs = before.ends_with(['.', '£', '$', '€', '#', '/']) && !before.starts_with('.');
    let range = after.starts_with(['–', '+', '%', '/'])
        || after == "-" && passage.number(last + 1).is_some();
    let decimal = after == "." && passage.words.get(last + 1).is_some_and(|word| word.digits);
    let open = passage.is_one_of(last + 1, &["or", "and"])
        && passage.is_one_of(last + 2, &["over", "older", "above", "more", "up", "plus"]);
    let over = at > 0 && passage.is_one_of(at - 1, &["over", "above"]);
    numbered || signs || range || decimal || open || over || passage.is(last + 1, "plus")
}

/// The last word of what makes a number an age behind it: "92 years old", "92-year-old", "92 years of age".
fn behind(passage: &Passage, last: usize) -> Option<usize> {
    let years = passage.is_one_of(last + 1, &["year", "years", "yr", "yrs"]);
    let old = passage.is(last + 2, "old").then_some(last + 2);
    let of_age = (passage.is(last + 2, "of") && passage.is(last + 3, "age")).then_some(last + 3);
    years.then(|| old.or(of_age)).flatten()
}

/// Whether the words before make a number an age: "aged 93", "she is 91", "in her nineties".
fn before(passage: &Passage, at: usize, last: usize) -> bool {
    let mut back = at;
    while back > 0 && passage.follows(back) && passage.is_one_of(back - 1, SOFTENED) {
        back -= 1;
    }
    if back == 0 || !passage.follows(back) {
        return false;
    }
    let word = |index: usize, words: &[&str]| {
        let plain = passage.word(index).replace('’', "'");
        words.iter().any(|word| word.eq_ignore_ascii_case(&plain))
    };
    if passage.is(last, "nineties") {
        return word(back - 1, &["her", "his", "their", "my", "your"]);
    }
    let aged = word(back - 1, &["aged", "age"]);
    let of_age = back > 1 && word(back - 1, &["of"]) && word(back - 2, &["age"]);
    let is = word(back - 1, SHORT) || back > 1 && word(back - 1, IS) && word(back - 2, WHO);
    aged || of_age || is && ends(passage, last)
}

/// Whether nothing is counted by the number: a sentence or part of it ends, or goes on with another.
fn ends(passage: &Passage, last: usize) -> bool {
    let after = passage.after(last);
    !after.trim().is_empty() || last + 1 == passage.len() || passage.is_one_of(last + 1, GOES_ON)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finds, misses};

    #[test]
    fn finds_great_ages() {
        finds(
            super::find,
            &[
                ("he is 92 years old", "92 years old"),
                ("a 92-year-old lady", "92-year-old"),
                ("aged 93, alone", "93"),
                ("at the age of 95", "95"),
                ("she is 91", "91"),
                ("She's now 91 and drives", "91"),
                ("I’m ninety-two.", "ninety-two"),
                ("my mum is ninety next year", "ninety"),
                (
                    "at a hundred and two years old",
                    "a hundred and two years old",
                ),
                ("she is in her nineties", "nineties"),
                ("99 years of age", "99 years of age"),
            ],
        );
    }

    #[test]
    fn leaves_other_numbers_alone() {
        misses(
            super::find,
            &[
                "he is 89 years old",
                "92 per cent of them",
                "she is 91 per cent sure",
                "aged 90 or over",
                "aged 90+",
                "people aged over 90",
                "aged 65–95",
                "ninety-two patients",
                "in the nineties",
                "1992 years",
                "it takes 90 minutes",
                "it was 95",
                "a hundred times",
                "page 93",
                "£95 years",
                "it is 90.5",
            ],
        );
    }
}
