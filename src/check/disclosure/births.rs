//! A date of birth: `src/diagnostic/rules/date-of-birth.md` says what this looks for and why.

use super::text::Passage;
use super::{Hit, hit};

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];
/// Words that may stand between the cue and the date.
const BETWEEN: &[&str] = &[
    "on",
    "the",
    "is",
    "was",
    "of",
    "in",
    "a",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const FURTHEST: usize = 4;

pub fn find(passage: &Passage, hits: &mut Vec<Hit>) {
    for at in 0..passage.len() {
        let Some(mut date) = behind_cue(passage, at) else {
            continue;
        };
        let furthest = date + FURTHEST;
        while date < furthest && passage.is_one_of(date, BETWEEN) {
            date += 1;
        }
        if let Some(last) = date_end(passage, date) {
            let range = passage.range(at, last);
            hits.push(hit(range, "A date of birth helps to tell who somebody is"));
        }
    }
}

/// The word behind a cue that begins at a word.
fn behind_cue(passage: &Passage, at: usize) -> Option<usize> {
    // Every cue begins with one of two letters, and most words do not.
    if !passage.word(at).starts_with(['b', 'B', 'd', 'D']) {
        return None;
    }
    let dotted = passage.is(at, "d") && passage.is(at + 1, "o") && passage.is(at + 2, "b");
    let spelled = passage.is(at, "date") && passage.is(at + 1, "of") && passage.is(at + 2, "birth");
    if dotted || spelled {
        return Some(at + 3);
    }
    passage
        .is_one_of(at, &["born", "dob", "birthday", "birthdate"])
        .then_some(at + 1)
}

/// The last word of the date that begins with a word.
fn date_end(passage: &Passage, at: usize) -> Option<usize> {
    let close = |index: usize| {
        let gap = passage.before(index);
        matches!(gap, "/" | "-" | "." | "–" | "‑") || gap == " " || gap == "\n"
    };
    let numeric = || {
        let parts = [
            passage.number(at)?,
            passage.number(at + 1)?,
            passage.number(at + 2)?,
        ];
        let [first, second, third] = parts;
        let year_last = (1..=31).contains(&first)
            && (1..=31).contains(&second)
            && (first <= 12 || second <= 12);
        let year_first = first >= 1850 && (1..=12).contains(&second) && (1..=31).contains(&third);
        (close(at + 1) && close(at + 2) && (year_first || year_last)).then_some(at + 2)
    };
    let is_month = |index| passage.is_one_of(index, MONTHS);
    let year = |index| {
        passage
            .number(index)
            .is_some_and(|year| (1850..2200).contains(&year))
    };
    let day_first = || {
        let day = day(passage.word(at))?;
        let of = usize::from(passage.is(at + 1, "of"));
        (day <= 31 && is_month(at + 1 + of) && year(at + 2 + of)).then_some(at + 2 + of)
    };
    let month_first = || {
        let day = day(passage.word(at + 1))?;
        (is_month(at) && day <= 31 && year(at + 2)).then_some(at + 2)
    };
    numeric().or_else(day_first).or_else(month_first)
}

/// A day with or without its ending: `3`, `3rd`.
fn day(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word[digits.len()..].to_ascii_lowercase();
    let known = matches!(ending.as_str(), "" | "st" | "nd" | "rd" | "th");
    (known && digits.len() <= 2)
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|day| *day > 0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finds, misses};

    #[test]
    fn finds_dates_of_birth() {
        finds(
            super::find,
            &[
                ("I was born on 3 May 1941 in", "born on 3 May 1941"),
                ("DOB 03/05/1941", "DOB 03/05/1941"),
                ("D.O.B. 3.5.41", "D.O.B. 3.5.41"),
                ("date of birth: 1941-05-03", "date of birth: 1941-05-03"),
                ("born May 3rd, 1941", "born May 3rd, 1941"),
                ("born on the 3rd of May 1941", "born on the 3rd of May 1941"),
                ("My birthday is 3 May 1941", "birthday is 3 May 1941"),
            ],
        );
    }

    #[test]
    fn leaves_other_dates_alone() {
        misses(
            super::find,
            &[
                "on 3 May 2020 we met",
                "born in 1941",
                "We ask for your date of birth. 12 people",
                "the plan was born in May 2020",
                "a baby was born 3 weeks ago",
                "born 45/45/1941",
                "updated: 2026-11-22",
            ],
        );
    }
}
