//! An NHS number: `src/diagnostic/rules/nhs-number.md` says what this looks for and why.
//!
//! The last of ten digits is the check digit of the others, modulo 11. They may be parted as 3-3-4.

use super::text::Passage;
use super::{Hit, hit};

pub fn find(passage: &Passage, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < passage.len() {
        let last = last_word(passage, at);
        if let Some(last) = last.filter(|last| stands_alone(passage, at, *last)) {
            let range = passage.range(at, last);
            hits.push(hit(range, "An NHS number stands for one patient"));
            at = last;
        }
        at += 1;
    }
}

fn last_word(passage: &Passage, at: usize) -> Option<usize> {
    let digits = |index: usize, length: usize| {
        let word = passage.words.get(index).filter(|word| word.digits)?;
        let text = passage.word(index);
        (word.digits && text.len() == length).then_some(text)
    };
    if let Some(whole) = digits(at, 10) {
        return is_number(whole).then_some(at);
    }
    let parted = |index| matches!(passage.before(index), " " | "-" | "\u{a0}" | "‑" | "–");
    let parts = [digits(at, 3)?, digits(at + 1, 3)?, digits(at + 2, 4)?];
    (parted(at + 1) && parted(at + 2) && is_number(&parts.concat())).then_some(at + 2)
}

/// Whether the last digit is the check digit: the sum of all, weighted from 10 down to 1, divides by 11.
fn is_number(digits: &str) -> bool {
    let values: Vec<u32> = digits.bytes().map(|byte| u32::from(byte - b'0')).collect();
    let sum: u32 = values
        .iter()
        .zip((1..=10).rev())
        .map(|(value, weight)| value * weight)
        .sum();
    let varied = values.iter().any(|value| *value != values[0]);
    values.len() == 10 && varied && sum.is_multiple_of(11)
}

fn stands_alone(passage: &Passage, first: usize, last: usize) -> bool {
    let before = passage.before(first);
    let after = passage.after(last);
    let joins = ['-', '/', '_', '=', '#', '+', '£', '$', '€', '@'];
    let joined = before.ends_with(joins) || before.ends_with('.') && !before.starts_with('.');
    let decimal =
        passage.before(first) == "." || after.starts_with('.') && passage.follows_closely(last + 1);
    let book = (1..=3)
        .any(|back| first >= back && passage.is_one_of(first - back, &["isbn", "isbn10", "ISBNs"]));
    !joined && !decimal && !after.starts_with(joins) && !book
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finds, misses};
    use super::is_number;
    use proptest::prelude::*;

    #[test]
    fn finds_nhs_numbers() {
        finds(
            super::find,
            &[
                ("my number is 943 476 5919.", "943 476 5919"),
                ("NHS 943-476-5919", "943-476-5919"),
                ("NHS number: 9434765919", "9434765919"),
                ("(4010232137)", "4010232137"),
            ],
        );
    }

    #[test]
    fn leaves_other_numbers_alone() {
        misses(
            super::find,
            &[
                "943 476 5918",
                "9434765918",
                "0000000000",
                "1111111111",
                "ISBN 0198526636",
                "ISBN: 9434765919",
                "doi 10.1/9434765919",
                "94 3476 5919",
                "943 476 59190",
                "PMID 33753349",
                "9434765919.5",
            ],
        );
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_no_number(first in 100_000_000u64..999_999_999, at in 0usize..9, by in 1u8..10) {
            let nine = first.to_string();
            let check = (0..10).find(|check| is_number(&format!("{nine}{check}")));
            if let Some(check) = check {
                let mut wrong = format!("{nine}{check}").into_bytes();
                wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
                prop_assert!(!is_number(&String::from_utf8(wrong).expect("digits")));
            }
        }
    }
}
