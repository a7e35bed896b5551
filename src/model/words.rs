//! The words of the look, in one language: sentences with names filled in, counts, numbers and dates.

use super::Plurals;
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// The words by their dotted key. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Words(Arc<Spoken>);

#[derive(Debug)]
struct Spoken {
    words: Value,
    /// The same by dotted key: pages ask millions of times.
    texts: HashMap<String, String>,
    /// A BCP 47 tag.
    language: String,
    plurals: Plurals,
}

/// What the words lack to say something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordsError(String);

impl fmt::Display for WordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WordsError {}

/// Adds the texts of an object by their dotted keys.
fn flatten(before: &str, words: &Value, texts: &mut HashMap<String, String>) {
    match words {
        Value::String(text) => {
            texts.insert(before.to_owned(), text.clone());
        }
        Value::Object(fields) => fields.iter().for_each(|(name, value)| match before {
            "" => flatten(name, value, texts),
            before => flatten(&format!("{before}.{name}"), value, texts),
        }),
        _ => {}
    }
}

impl Words {
    /// The words of a language, by its tag.
    pub fn new(words: Value, language: &str) -> Self {
        let mut texts = HashMap::new();
        flatten("", &words, &mut texts);
        Self(Arc::new(Spoken {
            words,
            texts,
            language: language.to_owned(),
            plurals: Plurals::of(language),
        }))
    }

    /// The language of the words, which need not be that of the programme.
    pub fn language(&self) -> &str {
        &self.0.language
    }

    /// The words at a dotted key such as `quotes.omission`; the key itself where the look has none, so that a
    /// gap shows on the page and stops nothing.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.texts.get(key).map_or(key, String::as_str)
    }

    fn at(&self, key: &str) -> Option<&Value> {
        key.split('.')
            .try_fold(&self.0.words, |value, part| value.get(part))
    }

    /// All words, for templates.
    pub fn value(&self) -> &Value {
        &self.0.words
    }

    /// `1234567` as `1,234,567`, with the separator that the words name.
    pub fn number(&self, number: i64) -> String {
        let separator = self.at("numbers.thousands").and_then(Value::as_str);
        let digits = number.unsigned_abs().to_string();
        let mut shown = String::with_capacity(digits.len() + digits.len() / 3 + 1);
        if number < 0 {
            shown.push('−');
        }
        for (position, digit) in digits.chars().enumerate() {
            if position > 0 && (digits.len() - position).is_multiple_of(3) {
                shown.push_str(separator.unwrap_or(","));
            }
            shown.push(digit);
        }
        shown
    }

    /// `6` of `quotes` as `6 quotes`: the form under `counts.quotes` that the language uses for six.
    ///
    /// # Errors
    /// Where the words have no such count.
    pub fn count(&self, number: i64, of: &str) -> Result<String, WordsError> {
        let forms = self.at("counts").and_then(|counts| counts.get(of));
        let form = self.0.plurals.form(number.unsigned_abs());
        let sentence = forms
            .and_then(|forms| forms.get(form).or_else(|| forms.get("other")))
            .and_then(Value::as_str)
            .ok_or_else(|| WordsError(format!("the words have no `counts.{of}.other`")))?;
        fill(sentence, &[("n", self.number(number))])
    }

    /// How many of what, for words of the look that a test holds complete; the bare number where they are not.
    pub fn counted(&self, number: usize, of: &str) -> String {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.count(number, of)
            .unwrap_or_else(|_| self.number(number))
    }

    /// `2026-11-22` as `22 November 2026`, `2026-11` as `November 2026`; anything else as it is.
    pub fn date(&self, date: &str) -> String {
        self.known_date(date).unwrap_or_else(|| date.to_owned())
    }

    fn known_date(&self, date: &str) -> Option<String> {
        let parts: Vec<&str> = date.split('-').collect();
        let digits = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        if !parts.iter().all(digits) || !matches!(lengths[..], [4, 2] | [4, 2, 2]) {
            return None;
        }
        let month = parts[1].parse::<usize>().ok()?.checked_sub(1)?;
        let month = self.at("dates.months")?.get(month)?.as_str()?.to_owned();
        let mut values = vec![("year", parts[0].to_owned()), ("month", month)];
        let day = parts
            .get(2)
            .map(|day| ("day", day.trim_start_matches('0').to_owned()));
        let pattern = day.as_ref().map_or("dates.month", |_| "dates.day");
        values.extend(day);
        fill(self.at(pattern)?.as_str()?, &values).ok()
    }

    /// The sentence at a key, with each `{name}` in it filled in. A sentence that asks for another name stays as it is.
    pub fn filled(&self, key: &str, values: &[(&str, String)]) -> String {
        let sentence = self.get(key);
        fill(sentence, values).unwrap_or_else(|_| sentence.to_owned())
    }
}

/// Replaces each `{name}` once; what is filled in is never searched for names again.
///
/// # Errors
/// Where the sentence asks for a name that has no value.
pub fn fill<N: AsRef<str>>(sentence: &str, values: &[(N, String)]) -> Result<String, WordsError> {
    let mut filled = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else {
            break;
        };
        let name = &rest[open + 1..open + length];
        let value = values.iter().find(|(known, _)| known.as_ref() == name);
        let (_, value) = value.ok_or_else(|| {
            WordsError(format!("`{{{name}}}` in \"{sentence}\" is given no value"))
        })?;
        filled.push_str(&rest[..open]);
        filled.push_str(value);
        rest = &rest[open + length + 1..];
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn welsh() -> Words {
        let words = json!({
            "numbers": {"thousands": ","},
            "counts": {"people": {"one": "{n} person", "two": "{n} berson", "few": "{n} pherson", "other": "{n} o bobl"}},
            "dates": {"day": "{day} {month} {year}", "month": "{month} {year}", "months": ["Ionawr", "Chwefror"]},
            "lists": {"labelled": "{label}: {value}"},
        });
        Words::new(words, "cy")
    }

    #[test]
    fn counts_follow_the_language() {
        let count = |number| welsh().count(number, "people").unwrap();
        assert_eq!(count(1), "1 person");
        assert_eq!(count(2), "2 berson");
        assert_eq!(count(3), "3 pherson");
        assert_eq!(count(1200), "1,200 o bobl");
    }

    #[test]
    fn a_form_that_is_missing_is_the_usual_one() {
        assert_eq!(welsh().count(6, "people").unwrap(), "6 o bobl");
        assert!(welsh().count(6, "cats").is_err());
    }

    #[test]
    fn months_that_the_words_lack_stay_numbers() {
        assert_eq!(welsh().date("2026-02-03"), "3 Chwefror 2026");
        assert_eq!(welsh().date("2026-03-03"), "2026-03-03");
    }

    #[test]
    fn a_sentence_is_filled_or_left_alone() {
        let values = [
            ("label", "Lefel".to_owned()),
            ("value", "{label}".to_owned()),
        ];
        assert_eq!(welsh().filled("lists.labelled", &values), "Lefel: {label}");
        assert_eq!(
            welsh().filled("lists.labelled", &[("x", String::new())]),
            "{label}: {value}"
        );
    }
}
