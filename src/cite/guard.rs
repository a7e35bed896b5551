//! References as the citation library takes them. It panics on some valid CSL-JSON, so only safe shapes pass.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{
    DateValue, Item, LiteralName, NameItem, NameValue, Value as CslValue, VecDate, VecDateRange,
};
use serde_json::{Map, Value};

use super::csl_json::{DATES, NAMES};
use super::name::OTHERS;
use super::style::Variant;

/// Fields that no style prints and that only cost time.
const UNPRINTED: &[&str] = &["abstract", "keyword", "id", "citation-key"];

/// The library's item; `number` tells items apart that say the same.
pub(super) fn item(fields: &Map<String, Value>, number: usize) -> Item {
    let lead = lead(fields);
    let mut item = BTreeMap::new();
    for (name, value) in fields {
        let value = match name.as_str() {
            name if UNPRINTED.contains(&name) => None,
            name if NAMES.contains(&name) => names(value, lead == Some(name)),
            name if DATES.contains(&name) => date(value),
            "DOI" | "URL" | "PMID" | "PMCID" | "ISBN" | "ISSN" | "type" => text(value),
            _ => text(value).map(curled),
        };
        item.extend(value.map(|value| (name.clone(), value)));
    }
    item.insert("id".to_owned(), CslValue::String(number.to_string()));
    Item(item)
}

/// What the entry needs changed in a style.
pub(super) fn variant(fields: &Map<String, Value>) -> Variant {
    Variant {
        abridged: abridged(fields),
        year_only: is_year_only(fields),
    }
}

fn abridged(fields: &Map<String, Value>) -> Option<(&'static str, usize)> {
    let field = lead(fields)?;
    let names = fields.get(field)?.as_array()?;
    let (last, known) = names.split_last()?;
    (is_others(last) && !known.is_empty()).then_some((field, known.len()))
}

fn is_year_only(fields: &Map<String, Value>) -> bool {
    let parts = fields
        .get("issued")
        .and_then(|date| date.get("date-parts")?.get(0)?.as_array());
    parts.is_some_and(|parts| parts.len() == 1)
}

fn lead(fields: &Map<String, Value>) -> Option<&'static str> {
    ["author", "editor"]
        .into_iter()
        .find(|field| fields.contains_key(*field))
}

fn is_others(name: &Value) -> bool {
    name.get("literal").and_then(Value::as_str) == Some(OTHERS)
}

fn text(value: &Value) -> Option<CslValue> {
    match value {
        Value::String(text) if !text.is_empty() => Some(CslValue::String(text.clone())),
        Value::Number(number) => Some(CslValue::String(number.to_string())),
        _ => None,
    }
}

/// Straight quotation marks and apostrophes as a typesetter sets them.
fn curled(value: CslValue) -> CslValue {
    let CslValue::String(text) = value else {
        return value;
    };
    if !text.contains(['\'', '"']) {
        return CslValue::String(text);
    }
    let mut before = ' ';
    let mut curled = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        let opens = before.is_whitespace() || "([{‘“—–-/".contains(before);
        before = match (c, opens) {
            ('\'', true) => '‘',
            ('\'', false) => '’',
            ('"', true) => '“',
            ('"', false) => '”',
            _ => c,
        };
        curled.push(before);
    }
    CslValue::String(curled)
}

/// The others who are left out stand as a name only in the field that leads the entry, where the style hides it.
fn names(value: &Value, lead: bool) -> Option<CslValue> {
    let list = value.as_array()?;
    let kept = list
        .iter()
        .filter(|name| lead && list.len() > 1 || !is_others(name));
    let names: Vec<NameValue> = kept.filter_map(name).collect();
    (!names.is_empty()).then_some(CslValue::Names(names))
}

fn name(value: &Value) -> Option<NameValue> {
    let part = |name: &str| {
        value
            .get(name)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    if let Some(literal) = part("literal") {
        return Some(NameValue::Literal(LiteralName { literal }));
    }
    let family = part("family")?;
    let particle = part("non-dropping-particle");
    // Without a particle the library reads a family name's small words as one; a literal part stops that.
    let Some(given) = part("given") else {
        let whole = [particle, Some(family), part("suffix")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        return Some(NameValue::Literal(LiteralName { literal: whole }));
    };
    Some(NameValue::Item(NameItem {
        family,
        given: Some(given),
        non_dropping_particle: particle,
        dropping_particle: part("dropping-particle"),
        suffix: part("suffix"),
        comma_suffix: None,
    }))
}

/// The first date: the library panics on ranges and on empty parts.
fn date(value: &Value) -> Option<CslValue> {
    let parts = value.get("date-parts")?.get(0)?.as_array()?;
    let number = |at: usize| parts.get(at).and_then(Value::as_i64);
    let year = i16::try_from(number(0)?).ok()?;
    let month = number(1).filter(|month| (1..=12).contains(month));
    let day = number(2).filter(|day| month.is_some() && (1..=31).contains(day));
    let date = std::iter::once(year)
        .chain(month.map(|month| month as i16))
        .chain(day.map(|day| day as i16));
    Some(CslValue::Date(DateValue::DateParts {
        date_parts: VecDateRange(vec![VecDate(date.collect())]),
        literal: None,
        season: None,
        circa: false,
    }))
}
