//! A phone number: `src/diagnostic/rules/phone-number.md` says what this looks for and why.

use super::text::Passage;
use super::{Hit, hit};

/// The beginnings of numbers that belong to services, without the first 0.
const SERVICES: &[&str] = &["800", "808", "3", "84", "87", "9"];

pub fn find(passage: &Passage, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < passage.len() {
        if let Some(last) = number(passage, at) {
            let mut range = passage.range(at, last);
            range.start -= usize::from(passage.before(at).ends_with('+'));
            hits.push(hit(range, "A phone number leads readers to somebody"));
            at = last;
        }
        at += 1;
    }
}

/// The last word of the number that begins with a word.
fn number(passage: &Passage, at: usize) -> Option<usize> {
    let before = passage.before(at);
    let plus = before.ends_with('+');
    let open = before.trim_end_matches(['+', '(']);
    let free = !open.ends_with([
        '/', '.', '-', '–', '=', '_', '#', '£', '$', '€', '@', '%', '+',
    ]);
    if !passage.words[at].digits || !free {
        return None;
    }
    let first = passage.word(at);
    if !plus && !first.starts_with('0') {
        return None;
    }
    let mut digits = first.to_owned();
    let mut last = at;
    while passage.words.get(last + 1).is_some_and(|word| word.digits) && joins(passage.after(last))
    {
        last += 1;
        digits += passage.word(last);
        if digits.len() > 18 {
            return None;
        }
    }
    let ends = !passage
        .after(last)
        .starts_with(['-', '/', '_', '=', '@', '%']);
    let groups = last - at + 1;
    (ends && is_number(&digits, plus, first, groups)).then_some(last)
}

/// What may part the groups of one number.
fn joins(gap: &str) -> bool {
    matches!(
        gap,
        " " | "-" | ") " | ")" | " (" | "(" | "  " | " - " | "." | "\u{a0}" | "‑" | "–" | ")-"
    )
}

fn is_number(digits: &str, plus: bool, first: &str, groups: usize) -> bool {
    if plus {
        let national = digits
            .strip_prefix("44")
            .map(|rest| rest.trim_start_matches('0'));
        let service = national.is_some_and(is_service);
        return (8..=16).contains(&digits.len()) && !digits.starts_with('0') && !service;
    }
    if let Some(national) = digits.strip_prefix("0044") {
        let national = national.trim_start_matches('0');
        return (9..=10).contains(&national.len()) && !is_service(national);
    }
    let national = &digits[1..];
    let area = national.starts_with(['1', '2', '5', '7']);
    // A number of ten digits in one run is more often that of a book or a record.
    let length = matches!((national.len(), groups), (10, _) | (9, 2..));
    let grouped = groups == 1 || (3..=6).contains(&first.len());
    area && length && grouped && !is_service(national)
}

fn is_service(national: &str) -> bool {
    SERVICES.iter().any(|service| national.starts_with(service))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finds, misses};

    #[test]
    fn finds_phone_numbers() {
        finds(
            super::find,
            &[
                ("ring 07700 900123.", "07700 900123"),
                ("on 023 8059 5000 or", "023 8059 5000"),
                ("(01865) 270000", "01865) 270000"),
                ("0121-496-0123", "0121-496-0123"),
                ("02380595000", "02380595000"),
                ("+44 7700 900123", "+44 7700 900123"),
                ("+44 (0)20 7946 0018", "+44 (0)20 7946 0018"),
                ("+1 555-123-4567", "+1 555-123-4567"),
                ("0044 20 7946 0018", "0044 20 7946 0018"),
                ("tel:+447700900123", "+447700900123"),
                ("01204 12345", "01204 12345"),
            ],
        );
    }

    #[test]
    fn leaves_other_numbers_alone() {
        misses(
            super::find,
            &[
                "May 2020",
                "2021;71(712):e753-e761",
                "10.3399/BJGP.2020.1100",
                "doi:10.1000/0123 456 7890",
                "ISBN 0-19-852663-6",
                "ISBN 0198526636",
                "ISSN 0140-6736",
                "S0140-6736(07)61492-2",
                "2026-11-22",
                "01-02-2020",
                "01/02/2020 10:30",
                "ring 999 or 111",
                "Samaritans on 116 123",
                "freephone 0800 123 4567",
                "0300 123 4567",
                "reference number 56311",
                "ORCID 0000-0003-0175-443X",
                "ISRCTN01234567890",
                "0.05 0.001",
                "p = 0.0123456789",
                "grew by +5 to +10",
                "0123 4567 8901 2345",
                "£01234567890",
            ],
        );
    }
}
