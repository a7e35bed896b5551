//! Numbers as people write them in running text: in digits, and in words of English and Welsh.

/// The one whole number of a text.
///
/// # Errors
/// What to write instead, where the text has no number, more than one, or one that is not whole.
pub fn only(text: &str) -> Result<u64, &'static str> {
    let words = words(text)?;
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (number, length) = number_at(&words[at..])?;
        numbers.extend(number);
        at += length;
    }
    match numbers.as_slice() {
        [number] => Ok(*number),
        [] => Err("Put a number between the square brackets."),
        _ => Err("Put one number between the square brackets, and the rest outside."),
    }
}

/// A word in lower case, or digits without what parts thousands.
#[derive(Debug, PartialEq, Eq)]
enum Word {
    Digits(u64),
    Letters(String),
}

const WHOLE: &str = "Mark whole numbers only.";
const IN_DIGITS: &str = "Write this number in digits.";

fn words(text: &str) -> Result<Vec<Word>, &'static str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(char::is_alphanumeric) {
        rest = &rest[at..];
        let length = if rest.starts_with(|c: char| c.is_ascii_digit()) {
            let length = digits(rest);
            let after = &rest[length..];
            let decimal = after.strip_prefix(['.', ',', '/']).unwrap_or(after);
            let goes_on = decimal.len() < after.len() && decimal.starts_with(is_digit);
            if goes_on || after.starts_with(|c: char| c == '%' || c.is_alphanumeric()) {
                return Err(WHOLE);
            }
            let figures: String = rest[..length]
                .chars()
                .filter(char::is_ascii_digit)
                .collect();
            words.push(Word::Digits(figures.parse().map_err(|_| IN_DIGITS)?));
            length
        } else {
            let length = rest
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len());
            words.push(Word::Letters(rest[..length].to_lowercase()));
            length
        };
        rest = &rest[length..];
    }
    Ok(words)
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

/// The length of a run of digits. A comma or a space that breaks no line may stand before each three of them.
fn digits(text: &str) -> usize {
    let mut length = text.find(|c| !is_digit(c)).unwrap_or(text.len());
    while length > 0 {
        let Some(rest) = text[length..].strip_prefix([',', '\u{a0}', '\u{202f}', '\u{2009}'])
        else {
            break;
        };
        let group = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        if group != 3 {
            break;
        }
        length = text.len() - rest.len() + group;
    }
    length
}

/// The number that begins with the first of some words, and how many words it takes.
fn number_at(words: &[Word]) -> Result<(Option<u64>, usize), &'static str> {
    let letters = |at: usize| match words.get(at) {
        Some(Word::Letters(word)) => word.as_str(),
        _ => "",
    };
    if let Word::Digits(number) = words[0] {
        return Ok((Some(number), 1));
    }
    if MORE.contains(&letters(0)) {
        return Err(IN_DIGITS);
    }
    let found = |list: &[&[&str]], word: &str| {
        let index = list.iter().position(|names| names.contains(&word))?;
        Some(index as u64)
    };
    if let Some(tens) = found(TENS, letters(0)) {
        let one = found(ENGLISH, letters(1)).filter(|one| (1..10).contains(one));
        return Ok((
            Some((tens + 2) * 10 + one.unwrap_or(0)),
            1 + usize::from(one.is_some()),
        ));
    }
    if let Some(number) = found(ENGLISH, letters(0)) {
        return Ok((Some(number), 1));
    }
    let Some(number) = found(WELSH, letters(0)) else {
        return Ok((None, 1));
    };
    let welsh = |at: usize| found(WELSH, letters(at));
    // `un deg dau`, `dau ddeg`.
    if number < 10 && welsh(1) == Some(10) {
        let one = welsh(2).filter(|one| (1..10).contains(one));
        return Ok((
            Some(number * 10 + one.unwrap_or(0)),
            2 + usize::from(one.is_some()),
        ));
    }
    // `tri ar ddeg`, and `tri pherson ar ddeg`.
    if let Some(at) = [1, 2].into_iter().find(|at| letters(*at) == "ar")
        && let Some(base @ (10 | 15)) = welsh(at + 1)
    {
        return Ok((Some(number + base), at + 2));
    }
    Ok((Some(number), 1))
}

/// Each number from 0, by its words.
const ENGLISH: &[&[&str]] = &[
    &["zero"],
    &["one"],
    &["two"],
    &["three"],
    &["four"],
    &["five"],
    &["six"],
    &["seven"],
    &["eight"],
    &["nine"],
    &["ten"],
    &["eleven"],
    &["twelve"],
    &["thirteen"],
    &["fourteen"],
    &["fifteen"],
    &["sixteen"],
    &["seventeen"],
    &["eighteen"],
    &["nineteen"],
];

/// From 20 on.
const TENS: &[&[&str]] = &[
    &["twenty"],
    &["thirty"],
    &["forty"],
    &["fifty"],
    &["sixty"],
    &["seventy"],
    &["eighty"],
    &["ninety"],
];

/// With the forms that stand with feminine nouns, before nouns and after mutation.
const WELSH: &[&[&str]] = &[
    &["sero"],
    &["un"],
    &["dau", "dwy", "ddau", "ddwy"],
    &["tri", "tair", "dri", "dair", "thri", "thair"],
    &["pedwar", "pedair", "bedwar", "bedair", "phedwar", "phedair"],
    &["pump", "pum", "bump", "bum", "phump", "phum"],
    &["chwech", "chwe"],
    &["saith"],
    &["wyth"],
    &["naw"],
    &["deg", "ddeg", "deng", "ddeng"],
    &[],
    &["deuddeg", "ddeuddeg"],
    &[],
    &[],
    &["pymtheg", "bymtheg", "phymtheg"],
    &[],
    &[],
    &["deunaw", "ddeunaw"],
    &[],
    &["ugain", "hugain"],
];

/// Numbers that are made of more words than are read.
const MORE: &[&str] = &[
    "dozen", "hundred", "thousand", "million", "billion", "half", "cant", "gant", "mil", "fil",
    "miliwn", "filiwn", "hanner",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_digits_and_words() {
        let cases = [
            ("37 interviews", 37),
            ("37", 37),
            ("the 1,347 words", 1347),
            ("7\u{a0}656 records", 7656),
            ("Thirty-seven people", 37),
            ("twenty one", 21),
            ("zero quotes", 0),
            ("Nineteen.", 19),
            ("forty", 40),
            ("pum cyfweliad", 5),
            ("un deg tri", 13),
            ("dau ddeg", 20),
            ("tri ar ddeg", 13),
            ("un person ar bymtheg", 16),
            ("ugain", 20),
        ];
        for (text, number) in cases {
            assert_eq!(only(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_single_whole_number() {
        for text in [
            "",
            "people",
            "3 of 7",
            "one of them and two",
            "20%",
            "2.5",
            "1/2",
            "6,4269",
            "a hundred",
            "one hundred",
            "99999999999999999999999",
            "2nd",
            "two dozen",
        ] {
            assert!(only(text).is_err(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn digits_with_commas_are_read_back(number in 0u64..10_000_000) {
            let plain = number.to_string();
            let mut parted = String::new();
            for (index, digit) in plain.chars().enumerate() {
                if index > 0 && (plain.len() - index).is_multiple_of(3) {
                    parted.push(',');
                }
                parted.push(digit);
            }
            proptest::prop_assert_eq!(only(&plain), Ok(number));
            proptest::prop_assert_eq!(only(&parted), Ok(number));
        }

        #[test]
        fn no_text_breaks_it(text in "[a-z0-9 ,.é%\u{a0}-]{0,30}") {
            let _ = only(&text);
        }
    }
}
