//! What a language tag tells of how text runs.

use icu_locale::{LanguageIdentifier, LocaleDirectionality};

/// True for a language that is written from right to left, by its BCP 47 tag.
pub fn is_right_to_left(language: &str) -> bool {
    LanguageIdentifier::try_from_str(language)
        .is_ok_and(|language| LocaleDirectionality::new_common().is_right_to_left(&language))
}

/// True where the first letter of a text, by which browsers tell its direction, is written from right to left. Nothing
/// for a text without letters.
pub fn runs_right_to_left(text: &str) -> Option<bool> {
    text.chars()
        .find(|c| c.is_alphabetic())
        .map(|c| RIGHT_TO_LEFT.iter().any(|block| block.contains(&c)))
}

/// Hebrew, Arabic and their neighbours; their forms for presentation; scripts of the supplementary plane.
const RIGHT_TO_LEFT: &[std::ops::RangeInclusive<char>] = &[
    '\u{590}'..='\u{8ff}',
    '\u{fb1d}'..='\u{fdff}',
    '\u{fe70}'..='\u{feff}',
    '\u{10800}'..='\u{10fff}',
    '\u{1e800}'..='\u{1efff}',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_decides() {
        for language in ["ar", "ar-EG", "he", "ur", "fa", "az-Arab"] {
            assert!(is_right_to_left(language), "{language}");
        }
        for language in ["en", "cy-GB", "az", "zh", "?", ""] {
            assert!(!is_right_to_left(language), "{language}");
        }
    }

    #[test]
    fn a_text_tells_its_direction() {
        assert_eq!(runs_right_to_left("1. كتاب book"), Some(true));
        assert_eq!(runs_right_to_left("“A كتاب”"), Some(false));
        assert_eq!(runs_right_to_left("语言"), Some(false));
        assert_eq!(runs_right_to_left("12 …"), None);
    }
}
