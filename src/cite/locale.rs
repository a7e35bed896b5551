//! The words of a language that styles use: month names, “et al.”, “accessed”.

use std::sync::OnceLock;

use hayagriva::archive;
use hayagriva::citationberg::{Locale, LocaleCode};
use serde_json::Value;

use super::sheet::delimit_dates;

/// The language to print in, and its words.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) code: LocaleCode,
    pub(super) files: Vec<Locale>,
}

/// The words of a language such as `en-GB`; of its main country where the region is unknown, and British English
/// where the language is.
pub(super) fn words(language: &str) -> Words {
    let files = all();
    let known = |code: &str| {
        files.iter().find_map(|locale| {
            locale
                .lang
                .clone()
                .filter(|lang| lang.0.eq_ignore_ascii_case(code))
        })
    };
    let region = LocaleCode(language.to_owned())
        .fallback()
        .and_then(|code| known(&code.0));
    let region = region.filter(|code| !code.0.starts_with("en"));
    let code = known(language).or(region).or_else(|| known("en-GB"));
    let code = code.unwrap_or_else(LocaleCode::en_us);
    let needed = [&code, &LocaleCode::en_us()];
    let files = files.iter().filter(|locale| {
        locale
            .lang
            .as_ref()
            .is_some_and(|lang| needed.contains(&lang))
    });
    Words {
        files: files.cloned().collect(),
        code,
    }
}

fn all() -> &'static [Locale] {
    static LOCALES: OnceLock<Vec<Locale>> = OnceLock::new();
    LOCALES.get_or_init(|| archive::locales().into_iter().map(mended).collect())
}

fn mended(locale: Locale) -> Locale {
    let dates = serde_json::to_value(&locale.date).map(|mut dates: Value| {
        delimit_dates(&mut dates);
        dates
    });
    let date = dates
        .and_then(serde_json::from_value)
        .unwrap_or_else(|_| locale.date.clone());
    Locale { date, ..locale }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_language_is_british_english() {
        for (language, code) in [
            ("en-GB", "en-GB"),
            ("en-US", "en-US"),
            ("en", "en-GB"),
            ("en-IE", "en-GB"),
            ("de", "de-DE"),
            ("de-LU", "de-DE"),
            ("tlh", "en-GB"),
            ("", "en-GB"),
            ("é", "en-GB"),
        ] {
            assert_eq!(words(language).code.0, code, "{language}");
        }
    }
}
