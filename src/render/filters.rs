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
//! | `static` | `{{ "look.css" \| static }}` | `static/look.3f2a9c1b40.css` |
//! | `date` | `{{ "2026-11-22" \| date }}` | `22 November 2026` |

use crate::load::STATIC;
use crate::model::{Words, fill};
use std::collections::BTreeMap;
use std::fmt::Display;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Teaches `tera` the filters of a look: its words, and its files by the names that change with their bytes.
pub fn register(tera: &mut Tera, words: &Words, lasting: &BTreeMap<String, String>) {
    let lasting = lasting.clone();
    tera.register_filter(
        "static",
        move |path: &str, _: Kwargs, _: &State| -> TeraResult<String> {
            let named = lasting.get(path).map(|path| format!("{STATIC}{path}"));
            named.ok_or_else(|| failed(format!("the look has no file `static/{path}`")))
        },
    );

    let own = words.clone();
    tera.register_filter("number", move |number: i64, _: Kwargs, _: &State| {
        own.number(number)
    });

    let own = words.clone();
    tera.register_filter(
        "count",
        move |number: i64, arguments: Kwargs, _: &State| -> TeraResult<String> {
            let of = arguments.must_get::<&str>("of")?;
            own.count(number, of).map_err(failed)
        },
    );

    let own = words.clone();
    tera.register_filter(
        "fill",
        move |sentence: &str, arguments: Kwargs, _: &State| -> TeraResult<String> {
            let mut values = Vec::new();
            for (name, value) in arguments.iter() {
                values.push((name.to_string(), shown(&own, value)));
            }
            fill(sentence, &values).map_err(failed)
        },
    );

    let own = words.clone();
    tera.register_filter("date", move |date: &str, _: Kwargs, _: &State| {
        own.date(date)
    });
}

fn failed(error: impl Display) -> Error {
    Error::message(error.to_string())
}

/// A value as a reader sees it: whole numbers with separators, nothing for what is absent.
fn shown(words: &Words, value: &Value) -> String {
    if value.is_none() || value.is_undefined() {
        String::new()
    } else if let Some(number) = value.as_i64() {
        words.number(number)
    } else {
        value.to_string()
    }
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
        let lasting = [("look.css".to_owned(), "look.0123456789.css".to_owned())];
        register(&mut tera, &Words::new(words, "en"), &lasting.into());
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
    fn a_file_of_the_look_has_a_name_that_changes_with_it() {
        let named = render("{{ 'look.css' | static }}").unwrap();
        assert_eq!(named, "static/look.0123456789.css");
        assert!(render("{{ 'none.css' | static }}").is_err());
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
