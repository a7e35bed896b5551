//! The words of a language that styles use: month names, “et al.”, “accessed”.

use std::sync::{LazyLock, OnceLock};

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
    static CODES: LazyLock<Vec<Option<String>>> =
        LazyLock::new(|| archive::LOCALES.iter().map(|file| code(file)).collect());
    let codes = &*CODES;
    let known = |code: &str| {
        let mut codes = codes.iter().flatten();
        let found = codes.find(|other| other.eq_ignore_ascii_case(code));
        found.cloned().map(LocaleCode)
    };
    let region = LocaleCode(language.to_owned())
        .fallback()
        .and_then(|code| known(&code.0));
    let region = region.filter(|code| !code.0.starts_with("en"));
    let code = known(language).or(region).or_else(|| known("en-GB"));
    let code = code.unwrap_or_else(LocaleCode::en_us);
    let needed = [&code.0, &LocaleCode::en_us().0];
    let files = codes.iter().enumerate();
    let files = files.filter(|(_, code)| code.as_ref().is_some_and(|code| needed.contains(&code)));
    Words {
        files: files.filter_map(|(index, _)| once(index)).collect(),
        code,
    }
}

/// The language of a file of words. To read the words of all languages for those of one would take longer than a whole
/// check, so only the first entry is read, where the library writes it.
fn code(file: &[u8]) -> Option<String> {
    first(file).or_else(|| Some(read(file)?.lang?.0))
}

/// The language, where it is a file's first entry.
fn first(file: &[u8]) -> Option<String> {
    /// A text of nine bytes.
    const KEY: &[u8] = b"\x69@xml:lang";
    /// A short text begins with its length above this.
    const TEXT: u8 = 0x60;
    let (length, rest) = file.get(1..)?.strip_prefix(KEY)?.split_first()?;
    let text = rest.get(..length.checked_sub(TEXT)?.into())?;
    String::from_utf8(text.to_vec()).ok()
}

/// A file of words, read when a style asks for it first: a test may print in many styles, and a preview again and again.
fn once(index: usize) -> Option<Locale> {
    static READ: [OnceLock<Option<Locale>>; archive::LOCALES.len()] =
        [const { OnceLock::new() }; archive::LOCALES.len()];
    let file = || read(archive::LOCALES[index]).map(mended);
    READ[index].get_or_init(file).clone()
}

fn read(file: &[u8]) -> Option<Locale> {
    ciborium::from_reader(file).ok()
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
    fn every_file_tells_its_language_as_the_library_reads_it() {
        let all = archive::locales();
        assert_eq!(all.len(), archive::LOCALES.len());
        for (file, locale) in archive::LOCALES.iter().zip(all) {
            let lang = locale.lang.map(|lang| lang.0);
            assert_eq!(first(file), lang, "the short way");
            assert_eq!(code(file), lang);
        }
        assert_eq!(code(b"broken"), None);
        for language in ["en-US", "cy"] {
            let count = if language == "en-US" { 1 } else { 2 };
            assert_eq!(words(language).files.len(), count, "{language}");
        }
    }

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
