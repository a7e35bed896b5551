//! What a DOI may look like, and which slips of the keyboard or of a copy it may hold.
//!
//! The form is that of ISO 26324: `10.`, the registrant's number, a slash, and a suffix that the registrant chooses. Almost
//! any suffix is valid, so most slips can only be suspected.

use super::normalise::{without_angles, without_doi_prefix};
use crate::source::Span;

/// Why a DOI as it was written will not lead to the work, or may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DoiDoubt {
    /// It has not the form of a DOI, and nothing tells which was meant.
    NoDoi,
    /// It holds what is most likely a slip.
    Slip {
        /// What is wrong, to follow “has”: `a space`.
        what: &'static str,
        /// The form that was most likely meant.
        likely: String,
    },
}

/// What is doubtful about a DOI as somebody wrote it, with or without an address before it.
pub fn doubt(written: &str) -> Option<DoiDoubt> {
    let bare = bare(written);
    let mut likely = bare.to_owned();
    let mut what = None;
    for (name, mend) in SLIPS {
        if let Some(mended) = mend(&likely) {
            what = what.or(Some(*name));
            likely = mended;
        }
    }
    match what {
        _ if !is_doi(&likely) => Some(DoiDoubt::NoDoi),
        None => None,
        Some(what) => Some(DoiDoubt::Slip { what, likely }),
    }
}

/// The DOI alone: addresses and `doi:` before it go, once or more often.
fn bare(written: &str) -> &str {
    let mut rest = without_angles(written);
    while let Some(shorter) = without_doi_prefix(rest) {
        rest = without_angles(shorter);
    }
    rest
}

/// Where an entry's text gives a DOI: best behind the name of its field.
pub(super) fn place(text: &str, entry: Span, written: &str) -> Option<Span> {
    const FIELDS: [&str; 5] = ["doi", "do", "di", "lid", "aid"];
    let within = text.get(entry.range())?;
    let behind_field = |at: &usize| {
        let signs = |c: char| c.is_whitespace() || "\"'{[=:-<".contains(c);
        let before = within[..*at].trim_end_matches(signs).as_bytes();
        let ends = |field: &&str| {
            let from = before.len().checked_sub(field.len());
            from.is_some_and(|from| before[from..].eq_ignore_ascii_case(field.as_bytes()))
        };
        FIELDS.iter().any(ends)
    };
    let places = || within.match_indices(written).map(|(at, _)| at);
    let at = places().find(behind_field).or_else(|| places().next())?;
    Some(Span::new(at, at + written.len()).shifted(entry.start as usize))
}

fn is_doi(text: &str) -> bool {
    let Some((prefix, suffix)) = text.split_once('/') else {
        return false;
    };
    let mut parts = prefix.split('.');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let registrant = prefix.strip_prefix("10.").unwrap_or_default();
    let number = registrant.split('.').next().unwrap_or_default();
    parts.all(is_number)
        && (4..=9).contains(&number.len())
        && !suffix.is_empty()
        && !suffix.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// A text without one kind of slip; `None` where it has none.
type Mend = fn(&str) -> Option<String>;

/// Each kind of slip, in the order in which they are mended.
const SLIPS: &[(&str, Mend)] = &[
    ("`%2F` in place of a slash", without_percent),
    ("a space", without_space),
    ("a dash in place of a hyphen", without_dash),
    ("a mark at its end that is no part of it", without_end),
    ("a letter in place of a digit", with_digits),
    ("the digit 0 in place of the letter `o`", with_letter),
];

fn changed(before: &str, after: String) -> Option<String> {
    (after != before).then_some(after)
}

fn without_percent(text: &str) -> Option<String> {
    changed(text, text.replace("%2F", "/").replace("%2f", "/"))
}

/// A space within is what a broken line leaves. Behind a space that follows a whole word, something else begins.
fn without_space(text: &str) -> Option<String> {
    let (first, rest) = text.split_once(char::is_whitespace)?;
    let broken = first.ends_with(|c: char| !c.is_alphanumeric()) || rest.starts_with(is_digit);
    match broken || !first.contains('/') {
        true => Some(text.split_whitespace().collect()),
        false => Some(first.to_owned()),
    }
}

fn without_dash(text: &str) -> Option<String> {
    const DASHES: [char; 7] = [
        '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}',
    ];
    changed(text, text.replace(DASHES, "-"))
}

fn without_end(text: &str) -> Option<String> {
    let mut rest = text;
    loop {
        let count = |sign: char| rest.matches(sign).count();
        let unopened = |open, close| rest.ends_with(close) && count(close) > count(open);
        let cut = rest.ends_with(['.', ',', ';', ':', '"', '\'', '”', '’', '»'])
            || unopened('(', ')')
            || unopened('[', ']')
            || unopened('{', '}');
        match (cut, rest.chars().next_back()) {
            (true, Some(last)) => rest = &rest[..rest.len() - last.len_utf8()],
            _ => return changed(text, rest.to_owned()),
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The digit for which a letter may stand.
fn digit_for(c: char) -> char {
    match c {
        'O' | 'o' => '0',
        'l' | 'I' => '1',
        other => other,
    }
}

/// Digits where a DOI can have no letter: in its prefix, and where that gives its suffix the form that thousands have.
/// Elsewhere only between digits, four or more of them together.
fn with_digits(text: &str) -> Option<String> {
    let (prefix, suffix) = text.split_once('/')?;
    let prefix: String = prefix.chars().map(digit_for).collect();
    let suffix = SHAPES
        .iter()
        .find_map(|shape| in_shape(suffix, shape))
        .unwrap_or_else(|| among_digits(suffix));
    changed(text, format!("{prefix}/{suffix}"))
}

/// Forms that many suffixes have: `9` is a digit, `?` any letter or digit, `a` a letter, and the rest stands for itself.
const SHAPES: &[&str] = &[
    // Elsevier and others: the Publisher Item Identifier.
    "S9999-999?(99)99999-?",
    // BMC and Springer.
    "s99999-999-99999-?",
    // PLOS.
    "journal.paaa.9999999",
];

/// The suffix in a form, with digits where it has letters that look like them; `None` where it does not fit.
fn in_shape(suffix: &str, shape: &str) -> Option<String> {
    if suffix.chars().count() != shape.len() {
        return None;
    }
    let pairs = suffix.chars().zip(shape.chars());
    pairs
        .map(|(c, form)| match form {
            '9' => Some(digit_for(c)).filter(char::is_ascii_digit),
            '?' => Some(c).filter(char::is_ascii_alphanumeric),
            'a' => Some(c).filter(char::is_ascii_alphabetic),
            form => Some(c).filter(|c| c.eq_ignore_ascii_case(&form)),
        })
        .collect()
}

/// The suffix with digits for letters that look like them, where digits stand on both sides and in four places or more.
fn among_digits(suffix: &str) -> String {
    let looks = |c: char| is_digit(digit_for(c));
    let mut mended = String::with_capacity(suffix.len());
    for run in suffix.split_inclusive(|c| !looks(c)) {
        let end = run.trim_end_matches(|c| !looks(c)).len();
        let (run, other) = run.split_at(end);
        let inner = run.trim_matches(|c| !is_digit(c));
        let digits = inner.chars().filter(|c| is_digit(*c)).count();
        match run.split_once(inner).filter(|_| digits >= 4) {
            Some((before, after)) => {
                mended.push_str(before);
                mended.extend(inner.chars().map(digit_for));
                mended.push_str(after);
            }
            None => mended.push_str(run),
        }
        mended.push_str(other);
    }
    mended
}

/// Journals that were Arnold's have DOIs that end in two letters for the kind of article: `qp063oa`, an original article.
fn with_letter(text: &str) -> Option<String> {
    let suffix = text.strip_prefix("10.1191/")?;
    let last = suffix
        .chars()
        .next_back()
        .filter(char::is_ascii_lowercase)?;
    let before = suffix.strip_suffix(last)?.strip_suffix('0')?;
    let number = before.trim_end_matches(is_digit);
    let journal = number.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let known = number.len() < before.len() && journal.len() + 2 == number.len();
    let issn = !journal.is_empty() && journal.chars().all(is_digit);
    (known && issn).then(|| format!("10.1191/{before}o{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// DOIs that lead somewhere, of many registrants.
    const GOOD: &[&str] = &[
        "10.1136/bmj.n71",
        "10.1136/bmj.l1285",
        "https://doi.org/10.1016/S0140-6736(12)60240-2",
        "doi:10.1016/j.healthpol.2015.04.010",
        "10.1191/1478088706qp063oa",
        "10.3399/bjgp18X695465",
        "10.3399/BJGP.2020.1100",
        "10.1101/2021.01.30.21250563",
        "10.1186/s12877-021-02618-8",
        "10.1002/14651858.CD010123.pub2",
        "10.1093/intqhc/mzu071",
        "10.1046/j.1365-2524.2003.00409.x",
        "10.1371/journal.pmed.1000097",
        "10.1002/(SICI)1097-4636(199823)43:4<338::AID-JBM3>3.0.CO;2-#",
        "10.1016/0140-6736(93)90001-A",
        "10.1039/b002416l",
        "10.1021/acs.jpclett.0c01234",
        "10.5061/dryad.3o1l2",
        "10.17605/OSF.IO/3K8YZ",
        "10.1000.10/123456",
        "<https://doi.org/https://doi.org/10.1038/nature12373>",
    ];

    #[test]
    fn good_ones_are_left_alone() {
        for doi in GOOD {
            assert_eq!(doubt(doi), None, "{doi}");
        }
    }

    #[test]
    fn slips_are_told_with_what_was_meant() {
        for (written, what, likely) in [
            ("10.1136/bmj.n71.", "a mark", "10.1136/bmj.n71"),
            ("doi:10.1136/bmj.n71).", "a mark", "10.1136/bmj.n71"),
            (
                "10.1016/S0140-6736(12)60240-2]",
                "a mark",
                "10.1016/S0140-6736(12)60240-2",
            ),
            (
                "10.1016/S0140- 6736(12)60240-2",
                "a space",
                "10.1016/S0140-6736(12)60240-2",
            ),
            (
                "10.1136/bmj.n71 [Epub ahead of print]",
                "a space",
                "10.1136/bmj.n71",
            ),
            ("10. 1136/bmj.n71", "a space", "10.1136/bmj.n71"),
            (
                "10.1016/S0140–6736(12)60240–2",
                "a dash",
                "10.1016/S0140-6736(12)60240-2",
            ),
            (
                "10.1016/S0140-6736(12)6O240-2",
                "a letter",
                "10.1016/S0140-6736(12)60240-2",
            ),
            (
                "10.1016/SO14O-6736(12)60240-2",
                "a letter",
                "10.1016/S0140-6736(12)60240-2",
            ),
            ("1O.1136/bmj.n71", "a letter", "10.1136/bmj.n71"),
            ("lO.ll36/bmj.n71", "a letter", "10.1136/bmj.n71"),
            (
                "10.1186/sl2877-O21-02618-8",
                "a letter",
                "10.1186/s12877-021-02618-8",
            ),
            (
                "10.1371/journal.pmed.1OOOO97",
                "a letter",
                "10.1371/journal.pmed.1000097",
            ),
            (
                "10.1002/1465l858.CD010123",
                "a letter",
                "10.1002/14651858.CD010123",
            ),
            ("10.1136%2Fbmj.n71", "`%2F`", "10.1136/bmj.n71"),
            (
                "10.1191/1478088706qp0630a",
                "the digit 0",
                "10.1191/1478088706qp063oa",
            ),
        ] {
            let Some(DoiDoubt::Slip {
                what: found,
                likely: meant,
            }) = doubt(written)
            else {
                panic!("{written}: {:?}", doubt(written));
            };
            assert!(found.starts_with(what), "{written}: {found}");
            assert_eq!(meant, likely, "{written}");
        }
    }

    #[test]
    fn what_is_no_doi_is_told() {
        for text in [
            "",
            "10.",
            "10.1136",
            "10.1136/",
            "11.1136/bmj.n71",
            "10.12/x",
            "10.1136x/a",
            "10.1136./a",
            "https://example.org/a",
            "bmj.n71",
            "doi:",
            "PMC123",
            "/",
            "10.1234567890/a",
        ] {
            assert_eq!(doubt(text), Some(DoiDoubt::NoDoi), "{text}");
        }
    }

    #[test]
    fn a_doi_stands_behind_its_field() {
        for text in [
            "a, url = {https://doi.org/10.1136/x}, doi = {10.1136/x}",
            "{\"URL\": \"https://doi.org/10.1136/x\", \"DOI\": \"10.1136/x\"}",
            "UR  - https://doi.org/10.1136/x\nDO  - 10.1136/x\n",
            "LID - 10.1136/x [doi]",
            "  serial-number:\n    doi: 10.1136/x\n",
        ] {
            let found = place(text, Span::new(0, text.len()), "10.1136/x");
            let at = text.rfind("10.1136/x").expect("it is there");
            assert_eq!(found, Some(Span::new(at, at + 9)), "{text}");
        }
        assert_eq!(
            place("a = {10.1136/x}", Span::new(0, 15), "10.1136/y"),
            None
        );
    }

    proptest! {
        #[test]
        fn what_is_likely_is_beyond_doubt(text in "(10\\.|1O\\.|doi:)?[0-9Ool.%2F/ ()–a-z-]{0,24}") {
            if let Some(DoiDoubt::Slip { likely, .. }) = doubt(&text) {
                prop_assert!(is_doi(&likely));
                prop_assert_eq!(doubt(&likely), None, "{}", likely);
            }
        }
    }
}
