//! The filters of the look: counts, numbers, dates, and sentences with names filled in.
//!
//! Every word comes from the look's own file, `i18n/<language>.yaml`; this file only chooses and fills.
//! Results are plain text, so that the template engine escapes them like any other text.
//!
//! | filter | example | gives |
//! |---|---|---|
//! | `number` | `{{ 7656 \| number }}` | `7,656` |
//! | `count` | `{{ 1 \| count(of="quotes") }}` | `1 quote` |
//! | `fill` | `{{ words.cite.updated \| fill(date="May") }}` | `Updated May.` |
//! | `date` | `{{ "2026-11-22" \| date }}` | `22 November 2026` |

use serde_json::Value as Words;
use std::sync::Arc;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Teaches `tera` the look's filters; `words` is the look's file of words.
pub fn register(tera: &mut Tera, words: Words) {
    let words = Arc::new(words);

    let own = Arc::clone(&words);
    tera.register_filter("number", move |number: i64, _: Kwargs, _: &State| {
        with_separators(&own, number)
    });

    let own = Arc::clone(&words);
    tera.register_filter(
        "count",
        move |number: i64, arguments: Kwargs, _: &State| -> TeraResult<String> {
            count(&own, number, arguments.must_get::<&str>("of")?)
        },
    );

    let own = Arc::clone(&words);
    tera.register_filter(
        "fill",
        move |sentence: &str, arguments: Kwargs, _: &State| -> TeraResult<String> {
            let mut values = Vec::new();
            for (name, value) in arguments.iter() {
                values.push((name.to_string(), shown(&own, value)));
            }
            fill(sentence, &values)
        },
    );

    tera.register_filter("date", move |date: &str, _: Kwargs, _: &State| {
        in_words(&words, date)
    });
}

/// `1234567` as `1,234,567`, with the separator that the words name.
fn with_separators(words: &Words, number: i64) -> String {
    let separator = words
        .pointer("/numbers/thousands")
        .and_then(Words::as_str)
        .unwrap_or(",");
    let digits = number.unsigned_abs().to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        shown.push('−');
    }
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            shown.push_str(separator);
        }
        shown.push(digit);
    }
    shown
}

/// `6` of `quotes` as `6 quotes`: the sentence under `counts.quotes.one` or `.other`.
fn count(words: &Words, number: i64, of: &str) -> TeraResult<String> {
    let form = if number == 1 { "one" } else { "other" };
    let sentence = words
        .get("counts")
        .and_then(|counts| counts.get(of))
        .and_then(|forms| forms.get(form))
        .and_then(Words::as_str)
        .ok_or_else(|| Error::message(format!("the words have no `counts.{of}.{form}`")))?;
    fill(
        sentence,
        &[("n".to_owned(), with_separators(words, number))],
    )
}

/// A value as a reader sees it: whole numbers with separators, nothing for what is absent.
fn shown(words: &Words, value: &Value) -> String {
    if value.is_none() || value.is_undefined() {
        String::new()
    } else if let Some(number) = value.as_i64() {
        with_separators(words, number)
    } else {
        value.to_string()
    }
}

/// Replaces each `{name}` once; what is filled in is never searched for names again.
fn fill(sentence: &str, values: &[(String, String)]) -> TeraResult<String> {
    let mut filled = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else {
            break;
        };
        let name = &rest[open + 1..open + length];
        let (_, value) = values
            .iter()
            .find(|(known, _)| known == name)
            .ok_or_else(|| {
                Error::message(format!("`{{{name}}}` in \"{sentence}\" is given no value"))
            })?;
        filled.push_str(&rest[..open]);
        filled.push_str(value);
        rest = &rest[open + length + 1..];
    }
    filled.push_str(rest);
    Ok(filled)
}

/// `2026-11-22` as `22 November 2026`, `2026-11` as `November 2026`; anything else as it is.
fn in_words(words: &Words, date: &str) -> String {
    parse_date(words, date).unwrap_or_else(|| date.to_owned())
}

fn parse_date(words: &Words, date: &str) -> Option<String> {
    let mut parts = date.split('-');
    let year = parts
        .next()
        .filter(|year| year.len() == 4 && is_digits(year))?;
    let month = parts
        .next()
        .filter(|month| month.len() == 2 && is_digits(month))?;
    let day = parts.next();
    if parts.next().is_some() || day.is_some_and(|day| day.len() != 2 || !is_digits(day)) {
        return None;
    }
    let index = month.parse::<usize>().ok()?.checked_sub(1)?;
    let month = words
        .pointer("/dates/months")?
        .get(index)?
        .as_str()?
        .to_owned();
    let mut values = vec![
        ("year".to_owned(), year.to_owned()),
        ("month".to_owned(), month),
    ];
    let pattern = match day {
        Some(day) => {
            values.push(("day".to_owned(), day.trim_start_matches('0').to_owned()));
            "/dates/day"
        }
        None => "/dates/month",
    };
    fill(words.pointer(pattern)?.as_str()?, &values).ok()
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn render(template: &str) -> TeraResult<String> {
        let words = json!({
            "numbers": {"thousands": ","},
            "counts": {"quotes": {"one": "{n} quote", "other": "{n} quotes"}},
            "dates": {
                "day": "{day} {month} {year}",
                "month": "{month} {year}",
                "months": ["January", "February", "March", "April", "May", "June", "July", "August",
                    "September", "October", "November", "December"],
            },
        });
        let mut tera = Tera::default();
        register(&mut tera, words);
        tera.add_raw_template("t.html", template)?;
        tera.render("t.html", &tera::Context::new())
    }

    #[test]
    fn numbers_have_separators() {
        assert_eq!(render("{{ 7656 | number }}").unwrap(), "7,656");
        assert_eq!(
            render("{{ 100 | number }} {{ 1000000 | number }}").unwrap(),
            "100 1,000,000"
        );
        assert_eq!(render("{{ 0 | number }}").unwrap(), "0");
    }

    #[test]
    fn counts_agree_with_their_number() {
        assert_eq!(
            render("{{ 0 | count(of=\"quotes\") }}").unwrap(),
            "0 quotes"
        );
        assert_eq!(render("{{ 1 | count(of=\"quotes\") }}").unwrap(), "1 quote");
        assert_eq!(
            render("{{ 2900 | count(of='quotes') }}").unwrap(),
            "2,900 quotes"
        );
    }

    #[test]
    fn a_count_of_something_unknown_is_an_error() {
        assert!(render("{{ 1 | count(of=\"quotations\") }}").is_err());
    }

    #[test]
    fn fill_puts_values_in_place() {
        let page = "{{ '{quotes} from {people}' | fill(quotes=1200, people='six people') }}";
        assert_eq!(render(page).unwrap(), "1,200 from six people");
    }

    #[test]
    fn what_fill_puts_in_is_escaped_and_not_filled_again() {
        assert_eq!(
            render("{{ 'In {a}' | fill(a='<b>{a}</b>') }}").unwrap(),
            "In &lt;b&gt;{a}&lt;/b&gt;"
        );
    }

    #[test]
    fn a_name_without_a_value_is_an_error() {
        assert!(render("{{ 'In {page}' | fill(pages='x') }}").is_err());
    }

    #[test]
    fn dates_are_in_words() {
        assert_eq!(
            render("{{ '2026-11-02' | date }}").unwrap(),
            "2 November 2026"
        );
        assert_eq!(render("{{ '2021-09' | date }}").unwrap(), "September 2021");
    }

    #[test]
    fn what_is_no_date_stays_as_it_is() {
        for text in [
            "2021",
            "2026-13-01",
            "2026-00-01",
            "soon",
            "2026-11-02T10:00",
            "2026-1-2",
        ] {
            assert_eq!(render(&format!("{{{{ '{text}' | date }}}}")).unwrap(), text);
        }
    }
}
