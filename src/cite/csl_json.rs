//! Reads CSL-JSON (`.json`): one item or a list of them, each checked field by field.

use serde_json::{Map, Value};

use super::date::Date;
use super::name::Name;
use super::normalise::{Item, tidy};
use super::shelf::Shelf;
use crate::source::Span;

/// Fields that hold names.
pub(super) const NAMES: &[&str] = &[
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "reviewed-author",
    "script-writer",
    "series-creator",
    "translator",
];

/// Fields that hold dates.
pub(super) const DATES: &[&str] = &[
    "accessed",
    "available-date",
    "event-date",
    "issued",
    "original-date",
    "submitted",
];

/// Puts every item on the shelf.
pub(super) fn read(text: &str, shelf: &mut Shelf) {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return;
    }
    if !trimmed.starts_with(['[', '{']) {
        let hint = "begin with `[` and put each item in `{ … }`";
        return shelf.fault(
            Span::new(0, 0),
            "This file is not a list of CSL-JSON items",
            hint,
        );
    }
    for span in elements(text) {
        let element = &text[span.range()];
        match serde_json::from_str::<Value>(element) {
            Ok(Value::Object(fields)) => add(&fields, element, span, shelf),
            Ok(_) => shelf.fault(
                span,
                "An item of this list is not an object",
                "Put each item in `{ … }`.",
            ),
            Err(error) => syntax_fault(element, span, &error, shelf),
        }
    }
}

/// The spans of the items: each element of the list, or the whole text where it is one item.
fn elements(text: &str) -> Vec<Span> {
    let start = text.len() - text.trim_start().len();
    let list = text[start..].starts_with('[');
    let mut spans = Vec::new();
    let mut from = start + usize::from(list);
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut escaped = false;
    let mut end = text.trim_end().len();
    for (at, byte) in text.bytes().enumerate().skip(from) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 0 => depth -= 1,
            b']' if list => {
                end = at;
                break;
            }
            b',' if depth == 0 && list => {
                spans.push(trimmed_span(text, from, at));
                from = at + 1;
            }
            _ => {}
        }
    }
    let last = trimmed_span(text, from, end.max(from));
    if last.start < last.end {
        spans.push(last);
    }
    spans
}

fn trimmed_span(text: &str, start: usize, end: usize) -> Span {
    let inner = text[start..end].trim();
    let start =
        start + (text[start..end].len() - text[start..end].trim_start().len()).min(end - start);
    Span::new(start, start + inner.len())
}

fn syntax_fault(element: &str, span: Span, error: &serde_json::Error, shelf: &mut Shelf) {
    let before: usize = element
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let at = (before + error.column().saturating_sub(1)).min(element.len());
    let at = (0..=at)
        .rev()
        .find(|at| element.is_char_boundary(*at))
        .unwrap_or(0);
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let message = format!("This item cannot be read as JSON: {reason}");
    let hint = "Look for a missing comma, quote or bracket just before this place.";
    shelf.fault(
        Span::new(at, at).shifted(span.start as usize),
        message,
        hint,
    );
}

fn add(fields: &Map<String, Value>, element: &str, span: Span, shelf: &mut Shelf) {
    let key = match fields.get("citation-key").or_else(|| fields.get("id")) {
        Some(Value::String(key)) => key.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let place = key_span(element, &key).map_or(
        Span::new(span.start as usize, span.start as usize + 1),
        |key| key.shifted(span.start as usize),
    );
    let (item, wrong) = checked(fields);
    for name in wrong {
        let name = tidy(&name);
        let message = format!("The field `{name}` of `{}` has the wrong shape", tidy(&key));
        shelf.fault(
            place,
            message,
            "Names are a list of objects, dates have `date-parts`, the rest is text.",
        );
    }
    shelf.add(&key, place, span, item);
}

fn key_span(element: &str, key: &str) -> Option<Span> {
    let quoted = serde_json::to_string(key).ok()?;
    let at = element
        .find(&quoted)
        .map(|at| Span::new(at + 1, at + quoted.len() - 1));
    at.or_else(|| element.find(key).map(|at| Span::new(at, at + key.len())))
        .filter(|_| !key.is_empty())
}

/// The fields with valid shapes, and the names of those that have others.
fn checked(fields: &Map<String, Value>) -> (Item, Vec<String>) {
    let mut item = Item::default();
    let mut wrong = Vec::new();
    for (name, value) in fields {
        let done = match name.as_str() {
            "id" | "citation-key" | "custom" | "categories" => true,
            field if NAMES.contains(&field) => set_names(field, value, &mut item),
            field if DATES.contains(&field) => set_date(field, value, &mut item),
            field => set_text(field, value, &mut item),
        };
        if !done {
            wrong.push(name.clone());
        }
    }
    (item, wrong)
}

fn set_text(field: &str, value: &Value, item: &mut Item) -> bool {
    let text = match value {
        Value::Null => return true,
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => match list.first() {
            Some(Value::String(text)) => text.clone(),
            Some(_) => return false,
            None => return true,
        },
        _ => return false,
    };
    match field {
        "DOI" => item.doi(&text),
        "URL" => item.url(&text),
        "page" => item.pages(&text),
        _ => item.text(field, &text),
    }
    true
}

fn set_names(field: &str, value: &Value, item: &mut Item) -> bool {
    let list = match value {
        Value::Null => return true,
        Value::Array(list) => list.as_slice(),
        single @ (Value::Object(_) | Value::String(_)) => std::slice::from_ref(single),
        _ => return false,
    };
    let names: Vec<Option<Name>> = list.iter().map(name).collect();
    let whole = names.iter().all(Option::is_some);
    item.names(field, names.into_iter().flatten().collect());
    whole
}

fn name(value: &Value) -> Option<Name> {
    if let Value::String(text) = value {
        return Name::read(text);
    }
    let object = value.as_object()?;
    let part = |name: &str| {
        object
            .get(name)
            .and_then(Value::as_str)
            .map(tidy)
            .unwrap_or_default()
    };
    let literal = part("literal");
    if !literal.is_empty() {
        return Some(Name::Literal(literal));
    }
    let particles = [part("dropping-particle"), part("non-dropping-particle")];
    let particle = tidy(&particles.join(" "));
    let (given, family, suffix) = (part("given"), part("family"), part("suffix"));
    match (given.is_empty(), family.is_empty()) {
        (true, true) => None,
        (false, true) => Some(Name::Literal(given)),
        _ => Some(Name::Person {
            given,
            particle,
            family,
            suffix,
        }),
    }
}

fn set_date(field: &str, value: &Value, item: &mut Item) -> bool {
    match value {
        Value::Null => return true,
        Value::String(text) => item.date(field, text),
        Value::Number(year) => item.date(field, &year.to_string()),
        Value::Object(date) => return set_date_object(field, date, item),
        _ => return false,
    }
    item.has(field) || item.has("status")
}

fn set_date_object(field: &str, object: &Map<String, Value>, item: &mut Item) -> bool {
    let dates = object.get("date-parts").and_then(Value::as_array);
    if let Some(date) = dates.and_then(|dates| dates.first()).and_then(date_parts) {
        item.set_date(field, date);
        return true;
    }
    for name in ["raw", "literal", "date-time"] {
        if let Some(text) = object.get(name).and_then(Value::as_str) {
            item.date(field, text);
            return true;
        }
    }
    false
}

fn date_parts(parts: &Value) -> Option<Date> {
    let number = |value: &Value| match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let parts: Vec<Option<i64>> = parts.as_array()?.iter().take(3).map(number).collect();
    let part = |at: usize| parts.get(at).copied().flatten();
    let year = part(0)
        .and_then(|year| i16::try_from(year).ok())
        .filter(|year| *year != 0)?;
    Some(Date::new(year, part(1), part(2)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::cite::read::testing::{faults, keys, read};

    #[test]
    fn a_list_of_items() {
        let text = r#"[{"id": "a", "type": "article-journal", "title": "T", "volume": 7, "page": "1–9", "issued": {"date-parts": [["2019", 5]]},
            "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}, {"literal": "WHO"}], "DOI": "https://doi.org/10.1/x"}]"#;
        let read = read("a.json", text);
        assert!(read.diagnostics.is_empty(), "{:?}", faults(text, &read));
        let item = &read.value[0].item;
        assert_eq!(
            (&item["volume"], &item["page"], &item["DOI"]),
            (&json!("7"), &json!("1-9"), &json!("10.1/x"))
        );
        assert_eq!(item["issued"], json!({"date-parts": [[2019, 5]]}));
        assert_eq!(&text[read.value[0].place.span.range()], "a");
    }

    #[test]
    fn hostile_shapes_are_faults() {
        let text = r#"[{"id": "a", "title": "T", "issued": {"date-parts": [[]]}, "author": "Ann Lee", "editor": 7},
            {"title": "no id", "issued": 2000}, 5, {"id": "b", "title": {"x": 1}, "issued": "2001"},
            {"id": "c" "title": "T"}, {"id": "d", "title": "Last", "issued": {"raw": "May 2003"}}]"#;
        let read = read("a.json", text);
        assert_eq!(keys(&read), ["a", "b", "d"]);
        assert_eq!(
            faults(text, &read),
            [
                "bibliography-syntax [a] The field `editor` of `a` has the wrong shape",
                "bibliography-syntax [a] The field `issued` of `a` has the wrong shape",
                "incomplete-reference [a] The reference `a` has no date",
                "bibliography-syntax [{] An entry has no key, so no note can cite it",
                "bibliography-syntax [5] An item of this list is not an object",
                "bibliography-syntax [b] The field `title` of `b` has the wrong shape",
                "incomplete-reference [b] The reference `b` has no title",
                "bibliography-syntax [] This item cannot be read as JSON: expected `,` or `}`",
            ]
        );
    }

    #[test]
    fn deep_and_huge_texts_are_read_in_time() {
        for text in [
            "[".repeat(200_000),
            "{\"a\":".repeat(200_000),
            format!("[{}", "{},".repeat(100_000)),
            "[\"".to_owned(),
        ] {
            assert!(read("a.json", &text).value.is_empty());
        }
    }
}
