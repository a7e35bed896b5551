//! English stems by the Porter2 algorithm (Snowball's `english`, <https://snowballstem.org/algorithms/english/stemmer.html>).
//!
//! Words come folded: small letters a to z, no apostrophes. Inside, a `y` that is a consonant is written `Y`.

const WHOLE: &[(&str, &str)] = &[
    ("skis", "ski"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("idly", "idl"),
    ("gently", "gentl"),
    ("ugly", "ugli"),
    ("early", "earli"),
    ("only", "onli"),
    ("singly", "singl"),
    ("sky", "sky"),
    ("news", "news"),
    ("howe", "howe"),
    ("atlas", "atlas"),
    ("cosmos", "cosmos"),
    ("bias", "bias"),
    ("andes", "andes"),
];
const WHOLE_WITHOUT_S: &[&str] = &[
    "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed",
];
/// Behind these no ending goes that is not whole.
const PREFIXES: [&str; 9] = [
    "arsen", "commun", "emerg", "gener", "inter", "later", "organ", "past", "univers",
];
/// Longest first, so that the first that fits is the longest.
const SECOND: &[(&str, &str)] = &[
    ("ational", "ate"),
    ("fulness", "ful"),
    ("iveness", "ive"),
    ("ization", "ize"),
    ("ousness", "ous"),
    ("biliti", "ble"),
    ("lessli", "less"),
    ("tional", "tion"),
    ("alism", "al"),
    ("aliti", "al"),
    ("ation", "ate"),
    ("entli", "ent"),
    ("fulli", "ful"),
    ("iviti", "ive"),
    ("ousli", "ous"),
    ("abli", "able"),
    ("alli", "al"),
    ("anci", "ance"),
    ("ator", "ate"),
    ("enci", "ence"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("ogi", "og"),
    ("li", ""),
];
const THIRD: &[(&str, &str)] = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("ative", ""),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
];
const FOURTH: &[&str] = &[
    "ement", "able", "ance", "ence", "ible", "ment", "ant", "ate", "ent", "ion", "ism", "iti",
    "ive", "ize", "ous", "al", "er", "ic",
];
const DOUBLES: &[&str] = &["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"];

pub fn stem(word: &str) -> String {
    if word.len() <= 2 {
        return word.to_owned();
    }
    if let Some((_, stem)) = WHOLE.iter().find(|(whole, _)| *whole == word) {
        return (*stem).to_owned();
    }
    let mut word = Stemmer::new(word);
    word.plural();
    if !WHOLE_WITHOUT_S.contains(&word.text.as_str()) {
        word.past_and_present();
        word.final_y();
        word.replace_in_r1(SECOND);
        word.replace_in_r1(THIRD);
        word.fourth();
        word.fifth();
    }
    word.text.replace('Y', "y")
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

struct Stemmer {
    text: String,
    /// Where the two regions begin in which endings may go.
    r1: usize,
    r2: usize,
}

impl Stemmer {
    fn new(word: &str) -> Self {
        let mut bytes = word.as_bytes().to_vec();
        for at in 0..bytes.len() {
            if bytes[at] == b'y' && (at == 0 || is_vowel(bytes[at - 1])) {
                bytes[at] = b'Y';
            }
        }
        let text: String = bytes.into_iter().map(char::from).collect();
        let prefix = PREFIXES.into_iter().find(|prefix| text.starts_with(prefix));
        let r1 = prefix.map_or_else(|| region(text.as_bytes(), 0), str::len);
        let r2 = region(text.as_bytes(), r1);
        Self { text, r1, r2 }
    }

    /// Where an ending begins, if the word has it.
    fn ending(&self, ending: &str) -> Option<usize> {
        self.text
            .ends_with(ending)
            .then(|| self.text.len() - ending.len())
    }

    fn has_vowel_before(&self, end: usize) -> bool {
        self.text.as_bytes()[..end]
            .iter()
            .any(|byte| is_vowel(*byte))
    }

    fn put(&mut self, at: usize, ending: &str) {
        self.text.truncate(at);
        self.text.push_str(ending);
    }

    /// Step 1a.
    fn plural(&mut self) {
        if let Some(at) = self.ending("sses") {
            self.put(at, "ss");
        } else if let Some(at) = self.ending("ied").or_else(|| self.ending("ies")) {
            self.put(at, if at > 1 { "i" } else { "ie" });
        } else if let Some(at) = self.ending("s")
            && self.ending("us").is_none()
            && self.ending("ss").is_none()
            && self.has_vowel_before(at.saturating_sub(1))
        {
            self.put(at, "");
        }
    }

    /// Step 1b.
    fn past_and_present(&mut self) {
        if let Some(at) = self.ending("eedly").or_else(|| self.ending("eed")) {
            if at >= self.r1 {
                self.put(at, "ee");
            }
            return;
        }
        let found = ["ingly", "edly", "ing", "ed"]
            .into_iter()
            .find_map(|ending| self.ending(ending));
        let Some(at) = found.filter(|at| self.has_vowel_before(*at)) else {
            return;
        };
        self.put(at, "");
        if ["at", "bl", "iz"]
            .into_iter()
            .any(|ending| self.ending(ending).is_some())
        {
            self.text.push('e');
        } else if DOUBLES.iter().any(|ending| self.ending(ending).is_some()) {
            // `add`, `egg` and `off` end so by themselves.
            if !matches!(self.text.as_bytes(), [b'a' | b'e' | b'o', _, _]) {
                self.text.pop();
            }
        } else if self.r1 >= self.text.len() && self.short_syllable(self.text.len()) {
            self.text.push('e');
        }
    }

    /// Step 1c.
    fn final_y(&mut self) {
        let bytes = self.text.as_bytes();
        if let [.., before, b'y' | b'Y'] = bytes
            && !is_vowel(*before)
            && bytes.len() > 2
        {
            self.put(self.text.len() - 1, "i");
        }
    }

    /// Steps 2 and 3.
    fn replace_in_r1(&mut self, table: &[(&str, &str)]) {
        let found = table
            .iter()
            .find_map(|(ending, new)| Some((self.ending(ending)?, *ending, *new)));
        let Some((at, ending, new)) = found.filter(|(at, ..)| *at >= self.r1) else {
            return;
        };
        let before = at.checked_sub(1).map(|at| self.text.as_bytes()[at]);
        let fits = match ending {
            "ogi" => before == Some(b'l'),
            "li" => before.is_some_and(|byte| b"cdeghkmnrt".contains(&byte)),
            "ative" => at >= self.r2,
            _ => true,
        };
        if fits {
            self.put(at, new);
        }
    }

    fn fourth(&mut self) {
        let found = FOURTH
            .iter()
            .find_map(|ending| Some((self.ending(ending)?, *ending)));
        let Some((at, ending)) = found.filter(|(at, _)| *at >= self.r2) else {
            return;
        };
        let before = at.checked_sub(1).map(|at| self.text.as_bytes()[at]);
        if ending != "ion" || matches!(before, Some(b's' | b't')) {
            self.put(at, "");
        }
    }

    fn fifth(&mut self) {
        if let Some(at) = self.ending("e") {
            if at >= self.r2 || at >= self.r1 && !self.short_syllable(at) {
                self.put(at, "");
            }
        } else if let Some(at) = self.ending("l")
            && at >= self.r2
            && self.text[..at].ends_with('l')
        {
            self.put(at, "");
        }
    }

    /// Whether the text up to `end` ends in a short syllable.
    fn short_syllable(&self, end: usize) -> bool {
        match &self.text.as_bytes()[..end] {
            [vowel, last] => is_vowel(*vowel) && !is_vowel(*last),
            [.., before, vowel, last] => {
                !is_vowel(*before)
                    && is_vowel(*vowel)
                    && !is_vowel(*last)
                    && !matches!(last, b'w' | b'x' | b'Y')
            }
            _ => false,
        }
    }
}

/// Behind the first consonant that follows a vowel.
fn region(bytes: &[u8], from: usize) -> usize {
    let pair = (from + 1..bytes.len()).find(|at| is_vowel(bytes[at - 1]) && !is_vowel(bytes[*at]));
    pair.map_or(bytes.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::stem;

    /// The list was made with Snowball's own program (snowballstemmer 3, for Python).
    #[test]
    fn stems_are_snowballs() {
        let list = include_str!("../../tests/search/english.txt");
        let wrong: Vec<String> = list
            .lines()
            .filter_map(|line| line.split_once(' '))
            .filter(|(word, expected)| stem(word) != *expected)
            .map(|(word, expected)| format!("{word}: {}, not {expected}", stem(word)))
            .collect();
        assert!(list.lines().count() > 1000);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
