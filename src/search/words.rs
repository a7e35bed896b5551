//! Text to words, so that spelling, case, accents and endings do not count: the one rule for the index and for what a
//! reader types. `search-words.js` does the same; `tests/search_words.rs` compares the two.

use super::{english, welsh};
use icu_normalizer::DecomposingNormalizerBorrowed;

/// The longest word that is told apart, in characters.
const LONGEST: usize = 40;

/// How the words of one language are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    Welsh,
    /// Words are compared as they are.
    Other,
}

impl Language {
    /// By a BCP 47 tag such as `en-GB`.
    pub fn of(tag: &str) -> Self {
        match tag.split(['-', '_']).next().unwrap_or_default() {
            "en" => Self::English,
            "cy" => Self::Welsh,
            _ => Self::Other,
        }
    }

    /// The name that the script knows.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Welsh => "cy",
            Self::Other => "",
        }
    }

    /// Words that say nothing of what a text is about.
    pub fn stop_words(self) -> &'static str {
        match self {
            Self::English => {
                "a an and are as at be been but by did do for from had has have he her his i if in is it its me my no \
                 not of on or our she so than that the their them then there these they this to was we were what when \
                 which who will with would you your"
            }
            Self::Welsh => {
                "a ac ag ai am ar at bod bu bydd byddai chi dan dros ei eich ein ellir er eu fe fel fod fy gan gyda \
                 hi hon hwn hyn i iddo maen mae mewn mi na nad nag neu ni nid o oddi oedd oes roedd rydym rydyn sy \
                 sydd trwy un wedi wrth wrthyn y ychydig ym yn yr yw"
            }
            Self::Other => "",
        }
    }

    /// A folded word without what grammar puts at its ends.
    pub fn stem(self, word: &str) -> String {
        let plain = word.bytes().all(|byte| byte.is_ascii_lowercase());
        match self {
            Self::English if plain => english::stem(word),
            Self::Welsh if plain => welsh::stem(word),
            _ => word.to_owned(),
        }
    }

    /// Where a folded word stands in the list of words. Forms that differ in a Welsh initial mutation stand together.
    pub fn place(self, word: &str) -> String {
        match self {
            Self::Welsh => welsh::radical(word),
            _ => word.to_owned(),
        }
    }
}

/// Tells every word of a text, folded, in order.
pub fn words(text: &str, mut tell: impl FnMut(&str)) {
    let normalizer = DecomposingNormalizerBorrowed::new_nfkd();
    let mut rest = text;
    let mut folded = String::new();
    while let Some(start) = rest.find(is_of_word) {
        let after_word = rest.len() < text.len();
        let after_apostrophe = after_word && matches!(&rest[..start], "'" | "’");
        let run = &rest[start..];
        let end = run.find(|c| !is_of_word(c)).unwrap_or(run.len());
        fold(&run[..end], &normalizer, &mut folded);
        // What an apostrophe cuts off, such as the `s` of `carer's`, is no word of its own.
        if !(after_apostrophe && folded.chars().count() <= 2) {
            tell_parts(&folded, &mut tell);
        }
        rest = &run[end..];
    }
}

/// Letters, digits, accents that stand alone, and what is invisible inside words.
fn is_of_word(character: char) -> bool {
    match character.is_ascii() {
        true => character.is_ascii_alphanumeric(),
        false => character.is_alphanumeric() || is_dropped(character),
    }
}

/// Accents and vowel points, and characters that only say how a word may break.
fn is_dropped(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe0f}')
}

fn fold(word: &str, normalizer: &DecomposingNormalizerBorrowed<'_>, folded: &mut String) {
    folded.clear();
    if word.is_ascii() {
        folded.push_str(word);
        folded.make_ascii_lowercase();
        return;
    }
    let lower = normalizer.normalize(word).to_lowercase();
    for character in lower.chars() {
        match character {
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            'þ' => folded.push_str("th"),
            'ς' => folded.push('σ'),
            _ if is_dropped(character) => {}
            _ => folded.push(character),
        }
    }
}

/// Scripts without spaces between words are told in pairs of characters, so that any two neighbours can be found.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

fn tell_parts(folded: &str, tell: &mut impl FnMut(&str)) {
    if !folded.is_empty() && folded.len() <= LONGEST && folded.is_ascii() {
        return tell(folded);
    }
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let unspaced = is_unspaced(first);
        let end = rest
            .find(|c| is_unspaced(c) != unspaced)
            .unwrap_or(rest.len());
        let part = &rest[..end];
        if unspaced {
            tell_pairs(part, tell);
        } else {
            tell(
                part.char_indices()
                    .nth(LONGEST)
                    .map_or(part, |(at, _)| &part[..at]),
            );
        }
        rest = &rest[end..];
    }
}

/// The last character is told alone too: so each one begins something that is told, and is found as a prefix.
fn tell_pairs(part: &str, tell: &mut impl FnMut(&str)) {
    for (at, first) in part.char_indices() {
        let second = part[at + first.len_utf8()..].chars().next();
        let end = at + first.len_utf8() + second.map_or(0, char::len_utf8);
        tell(&part[at..end]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let mut told = Vec::new();
        words(text, |word| told.push(word.to_owned()));
        told
    }

    #[test]
    fn case_accents_and_apostrophes_do_not_count() {
        assert_eq!(told("Côté DÔL naïve ﬁnd"), ["cote", "dol", "naive", "find"]);
        assert_eq!(told("the carer's; don’t"), ["the", "carer", "don"]);
        assert_eq!(told("i'r plant o’r"), ["i", "plant", "o"]);
        assert_eq!(told("'s"), ["s"]);
    }

    #[test]
    fn long_words_are_cut_and_invisible_characters_are_dropped() {
        assert_eq!(told(&"a".repeat(200)), ["a".repeat(LONGEST)]);
        assert_eq!(told("inte\u{ad}gration"), ["integration"]);
    }

    #[test]
    fn scripts_without_spaces_are_told_in_pairs() {
        assert_eq!(
            told("社会服务 care"),
            ["社会", "会服", "服务", "务", "care"]
        );
        assert_eq!(told("心"), ["心"]);
        assert_eq!(told("الرِّعاية 😀"), ["الرعاية"]);
    }
}
