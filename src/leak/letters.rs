//! The letters of a file, in whatever way its bytes hide them.
//!
//! Withheld words are looked for letter by letter: case, accents, punctuation and white space do not count. So no tag,
//! soft hyphen or line break between letters can hide them, and neither can entities or escapes, which are read.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// How bytes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// Tags and entities, as in HTML and XML.
    pub markup: bool,
}

/// One step through the bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A character that may be a letter.
    Character(char),
    /// A tag begins.
    Open,
    /// A tag ends, if one is open.
    Close,
    /// Anything else.
    Gap,
}

/// The longest entity that is looked for, in bytes.
const LONGEST_ENTITY: usize = 12;

/// What stands at a byte, and where the next step begins. `at` lies inside `bytes`.
pub fn step(bytes: &[u8], at: usize, reading: Reading) -> (Step, usize) {
    let byte = bytes[at];
    let rest = &bytes[at + 1..];
    match byte {
        b'<' if reading.markup && opens(rest) => (Step::Open, at + 1),
        b'>' if reading.markup => (Step::Close, at + 1),
        b'&' if reading.markup => {
            let (character, length) = entity(rest);
            (step_of(character), at + 1 + length)
        }
        0..0x80 if byte.is_ascii_alphanumeric() => (Step::Character(byte as char), at + 1),
        0..0x80 => (Step::Gap, at + 1),
        _ => {
            let (character, length) = wide(&bytes[at..]);
            (Step::Character(character), at + length)
        }
    }
}

fn step_of(character: Option<char>) -> Step {
    character.map_or(Step::Gap, Step::Character)
}

/// Whether a `<` begins a tag, a comment or a declaration.
fn opens(rest: &[u8]) -> bool {
    let first = rest.first();
    first.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?'))
}

/// The character of an entity and how many bytes it takes after the `&`.
fn entity(rest: &[u8]) -> (Option<char>, usize) {
    let near = &rest[..rest.len().min(LONGEST_ENTITY)];
    let Some(end) = near.iter().position(|byte| *byte == b';') else {
        return (None, 0);
    };
    let name = std::str::from_utf8(&near[..end]).unwrap_or_default();
    let plain = name
        .bytes()
        .all(|byte| byte == b'#' || byte.is_ascii_alphanumeric());
    if name.is_empty() || !plain {
        return (None, 0);
    }
    let number = name.strip_prefix('#').map(|number| {
        match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        }
        .ok()
        .and_then(char::from_u32)
    });
    (number.unwrap_or_else(|| named(name)), end + 1)
}

/// The letter of an entity such as `&eacute;`, or a sign of markup; none for other marks.
fn named(name: &str) -> Option<char> {
    const ACCENTS: [&str; 13] = [
        "acute", "grave", "circ", "uml", "tilde", "ring", "cedil", "slash", "caron", "ogon",
        "macr", "breve", "strok",
    ];
    match name {
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "amp" => return Some('&'),
        "szlig" => return Some('ß'),
        "AElig" | "aelig" => return Some('æ'),
        "OElig" | "oelig" => return Some('œ'),
        _ => {}
    }
    let mut letters = name.chars();
    let letter = letters.next().filter(char::is_ascii_alphabetic)?;
    ACCENTS.contains(&letters.as_str()).then_some(letter)
}

/// The character of an escape and how many bytes it takes after the `\`.
fn escape(rest: &[u8]) -> (Option<char>, usize) {
    let hexadecimal = |digits: usize| {
        let text = rest.get(1..1 + digits)?;
        let code = u32::from_str_radix(std::str::from_utf8(text).ok()?, 16).ok()?;
        Some((char::from_u32(code), 1 + digits))
    };
    match rest.first() {
        Some(b'u') => hexadecimal(4).unwrap_or((None, 0)),
        Some(b'x') => hexadecimal(2).unwrap_or((None, 0)),
        Some(b'n' | b'r' | b't' | b'b' | b'f') => (None, 1),
        Some(b'/') => (Some('/'), 1),
        _ => (None, 0),
    }
}

/// The character that `%C3%A9` stands for, and how many bytes it takes. A lone `%` is one.
fn percent(bytes: &[u8]) -> (Option<char>, usize) {
    let digit = |byte: &u8| (*byte as char).to_digit(16);
    let coded = bytes.chunks_exact(3).map_while(|three| match three {
        [b'%', high, low] => Some((digit(high)? * 16 + digit(low)?) as u8),
        _ => None,
    });
    let coded: Vec<u8> = coded.take(4).collect();
    match coded.first() {
        None => (None, 1),
        Some(byte) if byte.is_ascii() => (Some(*byte as char), 3),
        Some(_) => {
            let (character, length) = wide(&coded);
            (Some(character), length * 3)
        }
    }
}

/// A character that is not ASCII, and its bytes. What is not UTF-8 is taken for Latin-1.
fn wide(bytes: &[u8]) -> (char, usize) {
    let near = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(near) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&near[..error.valid_up_to()]).unwrap_or_default(),
    };
    match valid.chars().next() {
        Some(character) => (character, character.len_utf8()),
        None => (char::from(near[0]), 1),
    }
}

/// The bytes with one layer of escapes read: `\n`, `\u003c`, `%20` and `&lt;`, as in JSON, in addresses, and in HTML that
/// stands in XML. `None` where there is none. No line is added.
pub fn decoded(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    let (mut at, mut from) = (0, 0);
    while at < bytes.len() {
        let (character, length) = match bytes[at] {
            b'\\' => escape(&bytes[at + 1..]),
            b'%' => percent(&bytes[at..]),
            b'&' => entity(&bytes[at + 1..]),
            _ => (None, 0),
        };
        // What is left out parts nothing: a space does, and is no letter.
        let length = if bytes[at] == b'%' {
            length.saturating_sub(1)
        } else {
            length
        };
        if length == 0 {
            at += 1;
            continue;
        }
        plain.extend_from_slice(&bytes[from..at]);
        let character = character.filter(|character| !character.is_control());
        let mut buffer = [0; 4];
        plain.extend_from_slice(character.unwrap_or(' ').encode_utf8(&mut buffer).as_bytes());
        at += 1 + length;
        from = at;
    }
    (from > 0).then(|| {
        plain.extend_from_slice(&bytes[from..]);
        plain
    })
}

/// Gives the plain lower-case letters and digits of a character; none for anything else.
pub fn letters(character: char, mut give: impl FnMut(char)) {
    if character.is_ascii_alphanumeric() {
        return give(character.to_ascii_lowercase());
    }
    if !character.is_alphanumeric() {
        return;
    }
    let plain = DecomposingNormalizerBorrowed::new_nfkd();
    for lower in character.to_lowercase() {
        for letter in plain.normalize_iter(std::iter::once(lower)) {
            match letter {
                'ß' => "ss".chars().for_each(&mut give),
                'æ' => "ae".chars().for_each(&mut give),
                'œ' => "oe".chars().for_each(&mut give),
                'ø' => give('o'),
                'ł' => give('l'),
                'đ' => give('d'),
                letter if letter.is_alphanumeric() => give(letter),
                _ => {}
            }
        }
    }
}

/// A number from 0 to 15 for a letter. Letters share one, so what it finds is compared again.
pub const fn code(letter: char) -> u8 {
    (letter as u32 % 16) as u8
}

/// A letter of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter {
    pub letter: char,
    /// The byte at which it stands.
    pub at: usize,
    /// True for the first of a word.
    pub first: bool,
}

/// The letters of a file: those of its text, then those of each tag.
pub fn streams(bytes: &[u8], reading: Reading) -> Vec<Vec<Letter>> {
    let mut streams: Vec<Vec<Letter>> = vec![Vec::new()];
    let (mut at, mut tag, mut first) = (0, None, true);
    while at < bytes.len() {
        let (step, next) = step(bytes, at, reading);
        match step {
            Step::Character(character) => {
                let stream = tag.unwrap_or(0);
                let before = streams[stream].len();
                letters(character, |letter| {
                    streams[stream].push(Letter { letter, at, first });
                    first = false;
                });
                first |= streams[stream].len() == before;
            }
            Step::Open if tag.is_none() => {
                tag = Some(streams.len());
                streams.push(Vec::new());
                first = true;
            }
            Step::Close => {
                tag = None;
                first = true;
            }
            Step::Open | Step::Gap => first = true,
        }
        at = next;
    }
    streams
}

/// The letters of plain text.
pub fn plain(text: &str) -> Vec<Letter> {
    streams(text.as_bytes(), Reading::default()).swap_remove(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8], markup: bool) -> String {
        let streams = streams(text, Reading { markup });
        streams[0].iter().map(|letter| letter.letter).collect()
    }

    #[test]
    fn nothing_hides_letters() {
        for (text, markup) in [
            ("The café’s door", false),
            ("THE CAFE'S\r\n\tDOOR", false),
            ("t\u{ad}he ca\u{200b}fe\u{301}s—door", false),
            ("the caf&eacute;&#8217;s&nbsp;door", true),
            ("the ca<b title=\"words\">f</b>&#xe9;s<br>door", true),
            ("ｔｈｅ ｃａｆｅｓ ｄｏｏｒ", false),
        ] {
            assert_eq!(read(text.as_bytes(), markup), "thecafesdoor", "{text}");
        }
        assert_eq!(read(b"caf\xe9s", false), "cafes");
        assert_eq!(read(b"a < b & c > d; e", true), "abcde");
    }

    #[test]
    fn escapes_are_read_layer_by_layer() {
        for text in [
            r"the\ncaf\u00e9\u2019s\tdoor",
            "the%20caf%C3%A9%27s%20door",
            r"the\u003cb class=x>caf\u00e9s<\/b>door",
            "the&lt;b class=x&gt;caf&#233;s&lt;/b&gt;door",
        ] {
            let plain = decoded(text.as_bytes()).expect("escapes");
            assert_eq!(read(&plain, true), "thecafesdoor", "{text}");
        }
        let twice = decoded(b"the&amp;lt;b&amp;gt;cafes door").and_then(|once| decoded(&once));
        assert_eq!(read(&twice.expect("two layers"), true), "thecafesdoor");
        assert_eq!(decoded(br"50% of a \ b & c"), None);
    }

    #[test]
    fn words_begin_after_anything_else() {
        let first = |text: &str| -> String {
            let letters = plain(text).into_iter();
            letters
                .filter(|letter| letter.first)
                .map(|letter| letter.letter)
                .collect()
        };
        assert_eq!(first("One two-three, “four”"), "ottf");
    }
}
