//! The order in which things stand: by `order`, then by title in the language's own alphabet.

use crate::model::Note;
use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale::Locale;
use std::cmp::Ordering;

/// Compares by the rules of one language.
#[derive(Debug)]
pub struct Alphabet {
    /// Tells any two texts apart that a reader can.
    texts: Option<CollatorBorrowed<'static>>,
    /// Tells letters apart, without accents.
    letters: Option<CollatorBorrowed<'static>>,
}

impl Alphabet {
    /// The alphabet of a BCP 47 tag; one without rules of its own uses the root rules.
    pub fn of(language: &str) -> Self {
        let locale = Locale::try_from_str(language).unwrap_or(Locale::UNKNOWN);
        let mut letters = CollatorOptions::default();
        letters.strength = Some(Strength::Primary);
        let collator = |options| Collator::try_new((&locale).into(), options).ok();
        Self {
            texts: collator(CollatorOptions::default()),
            letters: collator(letters),
        }
    }

    /// Compares two texts; texts that the language holds equal are told apart by their bytes.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        let by_language = self
            .texts
            .as_ref()
            .map_or(Ordering::Equal, |collator| collator.compare(a, b));
        by_language.then_with(|| a.cmp(b))
    }

    /// Compares two lists of texts: by their first texts, then by their second.
    pub fn parts(&self, a: &[&str], b: &[&str]) -> Ordering {
        let pairs = a.iter().zip(b).map(|(a, b)| self.compare(a, b));
        let differing = { pairs }.find(|order| order.is_ne());
        differing.unwrap_or_else(|| a.len().cmp(&b.len()))
    }

    /// True where one text differs from the other at most in accents and capital letters.
    pub fn same_letters(&self, a: &str, b: &str) -> bool {
        self.letters
            .as_ref()
            .map_or(a == b, |collator| collator.compare(a, b).is_eq())
    }

    /// Compares two notes among siblings.
    pub fn notes(&self, a: &Note, b: &Note) -> Ordering {
        let place = |note: &Note| (note.common.order.is_none(), note.common.order);
        place(a)
            .cmp(&place(b))
            .then_with(|| self.compare(title(a), title(b)))
            .then_with(|| a.id.cmp(&b.id))
    }
}

/// A note's title, or its id where it has none.
pub fn title(note: &Note) -> &str {
    note.common
        .title
        .as_ref()
        .map_or(note.id.as_str(), |title| &title.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_language() {
        let english = Alphabet::of("en-GB");
        assert_eq!(english.compare("éclair", "zebra"), Ordering::Less);
        assert_eq!(english.compare("a", "B"), Ordering::Less);
        let welsh = Alphabet::of("cy");
        assert_eq!(welsh.compare("chwaer", "cwm"), Ordering::Greater);
        assert_eq!(Alphabet::of("?").compare("a", "b"), Ordering::Less);
    }
}
