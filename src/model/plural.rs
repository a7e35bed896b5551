//! Which form a language uses for a number of things: `1 quote`, `2 quotes`; six forms in Welsh and Arabic (Unicode CLDR).

use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences};

/// Numbers below this have their form looked up: pages count few things, many times.
const USUAL: u64 = 200;

/// The plural rules of one language.
#[derive(Debug)]
pub struct Plurals {
    /// The library's rules cannot be shared between threads; what they are made from can.
    language: PluralRulesPreferences,
    /// The forms for the numbers below [`USUAL`].
    usual: Vec<&'static str>,
}

impl Plurals {
    /// The rules of a BCP 47 tag. A language without rules of its own has one form for everything.
    pub fn of(language: &str) -> Self {
        let locale = Locale::try_from_str(language).unwrap_or(Locale::UNKNOWN);
        let language = PluralRulesPreferences::from(locale);
        let rules = PluralRules::try_new_cardinal(language).ok();
        let form = |number| name_of(rules.as_ref(), number);
        Self {
            language,
            usual: (0..USUAL).map(form).collect(),
        }
    }

    /// The name of the form for a number: `zero`, `one`, `two`, `few`, `many` or `other`.
    pub fn form(&self, number: u64) -> &'static str {
        let usual = usize::try_from(number)
            .ok()
            .and_then(|number| self.usual.get(number));
        usual.copied().unwrap_or_else(|| {
            let rules = PluralRules::try_new_cardinal(self.language).ok();
            name_of(rules.as_ref(), number)
        })
    }

    /// The names of all forms that the language has.
    pub fn forms(&self) -> Vec<&'static str> {
        let rules = PluralRules::try_new_cardinal(self.language).ok();
        let forms = rules.iter().flat_map(PluralRules::categories);
        forms.map(name).collect()
    }
}

fn name_of(rules: Option<&PluralRules>, number: u64) -> &'static str {
    name(rules.map_or(PluralCategory::Other, |rules| rules.category_for(number)))
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_forms() {
        let forms = |language: &str, numbers: &[u64]| -> Vec<&'static str> {
            let plurals = Plurals::of(language);
            numbers.iter().map(|number| plurals.form(*number)).collect()
        };
        assert_eq!(forms("en-GB", &[0, 1, 2]), ["other", "one", "other"]);
        let welsh = [
            "zero", "one", "two", "few", "other", "many", "other", "other",
        ];
        assert_eq!(forms("cy", &[0, 1, 2, 3, 4, 6, 7, 33]), welsh);
        let arabic = ["zero", "one", "two", "few", "few", "many", "many", "other"];
        assert_eq!(forms("ar", &[0, 1, 2, 3, 10, 11, 99, 100]), arabic);
        assert_eq!(forms("zh", &[0, 1, 2]), ["other", "other", "other"]);
        assert_eq!(forms("?", &[1]), ["other"]);
    }
}
