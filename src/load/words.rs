//! The words of the look in the programme's language, and which of them are missing.

use super::look::{Files, own_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Config, Words};
use crate::parse;
use crate::source::SourceMap;
use serde_json::Value;
use std::sync::LazyLock;

/// How many missing words a fault names.
const MOST_NAMED: usize = 3;
/// Each entry holds the forms that its language has, so an entry is whole or missing.
const WITH_FORMS: &[&str] = &["counts", "locators"];

/// The words of the program's own look in English. Every programme needs them, and nothing else takes as long at the start.
static ENGLISH: LazyLock<Value> = LazyLock::new(|| own_file("en").unwrap_or_default());

/// Begins to read what every programme needs, on another thread.
pub fn begin() {
    rayon::spawn(|| {
        LazyLock::force(&ENGLISH);
    });
}

/// The words of the program's own look.
fn own(tag: &str) -> Value {
    match tag {
        "en" => ENGLISH.clone(),
        _ => own_file(tag).unwrap_or_default(),
    }
}

fn own_file(tag: &str) -> Option<Value> {
    let text = own_text(&path(tag))?;
    let mut sources = SourceMap::default();
    let file = sources.add(path(tag), text);
    let read = parse::words(file, sources.text(file));
    Some(read.expect("the words of the program's own look can be read"))
}

fn path(tag: &str) -> String {
    format!("i18n/{tag}.yaml")
}

/// The words of a language; English stands in where no look has words for it or lacks some, with a fault. Words of the
/// `replacing` look replace the program's own, and those of a region replace those of its language.
pub fn words(
    replacing: &Files,
    config: &Config,
    sources: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Words {
    let language = config.language.as_str();
    let primary = language
        .split('-')
        .next()
        .unwrap_or(language)
        .to_lowercase();
    let mut read = |tag: &str| {
        let mut words = own(tag);
        if let Some(bytes) = replacing.get(&path(tag)) {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let file = sources.add(format!("themes/{}", path(tag)), text);
            match parse::words(file, sources.text(file)) {
                Ok(read) => merge(&mut words, read),
                Err(fault) => diagnostics.push(*fault),
            }
        }
        words
    };
    let mut english = read("en");
    let mut own = Value::Null;
    if primary != "en" {
        own = read(&primary);
    }
    if primary != language {
        merge(&mut own, read(language));
    }
    if primary == "en" {
        merge(&mut english, own);
        return Words::new(english, language);
    }
    let missing = missing(&english, &own);
    diagnostics.extend(fault(config, own.is_object(), &missing));
    let spoken = if own.is_object() { language } else { "en" };
    merge(&mut english, own);
    Words::new(english, spoken)
}

fn fault(config: &Config, some: bool, missing: &[String]) -> Option<Diagnostic> {
    let language = &config.language;
    let message = match missing {
        _ if !some => format!("The look has no words in `{language}`, so English stands in"),
        [] => return None,
        [only] => format!("The look lacks `{only}` in `{language}`, so English stands in"),
        several => {
            let named = several.iter().take(MOST_NAMED);
            let named: Vec<String> = named.map(|key| format!("`{key}`")).collect();
            let more = if several.len() > MOST_NAMED {
                " and others"
            } else {
                ""
            };
            let named = named.join(", ");
            format!("The look lacks words in `{language}`, so English stands in: {named}{more}")
        }
    };
    let place = config
        .file
        .zip(config.language_span)
        .map(|(file, span)| span.within(file));
    let tag = language.split('-').next().unwrap_or(language);
    Some(
        Diagnostic::new(Code::MissingWords, place, message).hint(format!(
            "Write them into `i18n/{tag}.yaml` of the look, or choose `en` or `cy`."
        )),
    )
}

/// The dotted keys of `whole` that `part` has no words for, in their order.
fn missing(whole: &Value, part: &Value) -> Vec<String> {
    let mut found = Vec::new();
    gather(whole, Some(part), "", &mut found);
    found
}

fn gather(whole: &Value, part: Option<&Value>, key: &str, found: &mut Vec<String>) {
    let with_forms = key
        .split_once('.')
        .is_some_and(|(group, _)| WITH_FORMS.contains(&group));
    match whole {
        Value::Object(entries) if !with_forms => {
            for (name, entry) in entries {
                let dot = if key.is_empty() { "" } else { "." };
                let part = part.and_then(|part| part.get(name));
                gather(entry, part, &format!("{key}{dot}{name}"), found);
            }
        }
        _ if part.is_none_or(Value::is_null) => found.push(key.to_owned()),
        _ => {}
    }
}

fn merge(words: &mut Value, over: Value) {
    match (words, over) {
        (_, Value::Null) => {}
        (Value::Object(words), Value::Object(over)) => {
            for (key, value) in over {
                merge(words.entry(key).or_insert(Value::Null), value);
            }
        }
        (words, over) => *words = over,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn missing_words_are_named_by_their_keys() {
        let english = json!({"counts": {"quotes": {"one": "1", "other": "2"}}, "a": {"b": "x", "c": ["y"]}, "d": "z"});
        let welsh = json!({"counts": {"quotes": {"two": "2", "other": "3"}}, "a": {"c": ["y"]}});
        assert_eq!(missing(&english, &welsh), ["a.b", "d"]);
        assert_eq!(missing(&english, &english), Vec::<String>::new());
    }

    #[test]
    fn words_replace_words_one_by_one() {
        let mut words = json!({"a": {"b": "x", "c": "y"}});
        merge(&mut words, json!({"a": {"b": "z"}}));
        merge(&mut words, Value::Null);
        assert_eq!(words, json!({"a": {"b": "z", "c": "y"}}));
    }
}
