//! Ids: what ties the parts of a programme together.

use crate::limits::LONGEST_ID;
use crate::untrusted::is_device;
use std::fmt;

/// Lower-case ASCII words and digits joined by single hyphens: `co-location`. Safe as a file name, in an
/// address and as an anchor.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(String);

impl Id {
    /// The id that `text` is, or `None` where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let letters = text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        let shaped = !text.is_empty()
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        let allowed = letters && shaped && text.len() <= LONGEST_ID && !is_device(text);
        allowed.then(|| Self(text.to_owned()))
    }

    /// The nearest id to any text; `None` where nothing is left.
    pub fn nearest(text: &str) -> Option<Self> {
        let mut id = slug(text);
        if !id.is_ascii() {
            return None;
        }
        id.truncate(LONGEST_ID);
        Self::parse(id.trim_end_matches('-'))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Lower-case words joined by hyphens. Accents fall away (`Café` is `cafe`); letters of other scripts stay,
/// so that headings in any language have anchors that differ.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        let plain = fold(character);
        match plain {
            Some(folded) => slug.push_str(folded),
            None if character.is_alphanumeric() => slug.push(character),
            None if matches!(character, '\'' | '’') => {}
            None => {
                if !slug.is_empty() && !slug.ends_with('-') {
                    slug.push('-');
                }
            }
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The plain letters of the accented ones that English and Welsh texts use.
fn fold(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a",
        'æ' => "ae",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => "o",
        'œ' => "oe",
        'ß' => "ss",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_safe_in_a_path() {
        assert!(Id::parse("p18-same-offices").is_some());
        for text in [
            "",
            "-a",
            "a-",
            "a--b",
            "A",
            "a b",
            "../a",
            "a/b",
            "é",
            "a.b",
            "con",
            "lpt1",
            &"a".repeat(101),
        ] {
            assert_eq!(Id::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_slug_keeps_words_apart() {
        assert_eq!(
            slug("What helps: “Café” & co-location!"),
            "what-helps-cafe-co-location"
        );
        assert_eq!(slug("It's Dr K"), "its-dr-k");
        assert_eq!(slug("綜合 照護"), "綜合-照護");
        assert_eq!(slug("?!"), "");
        assert_eq!(Id::nearest(&"綜".repeat(40)), None);
    }
}
