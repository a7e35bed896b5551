//! What a language tag tells of how text runs.

use icu_locale::{LanguageIdentifier, LocaleDirectionality};

/// True for a language that is written from right to left, by its BCP 47 tag.
pub fn is_right_to_left(language: &str) -> bool {
    LanguageIdentifier::try_from_str(language)
        .is_ok_and(|language| LocaleDirectionality::new_common().is_right_to_left(&language))
}

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
}
