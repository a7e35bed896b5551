//! The look speaks every language that it claims: no word stands outside `i18n/`, and each file there has them all.

use catena::diagnostic::{Code, Severity};
use catena::model::Plurals;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const LOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default");
const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
/// Attributes that readers see or hear.
const SPOKEN: &[&str] = &[
    "title",
    "alt",
    "placeholder",
    "aria-label",
    "aria-description",
    "label",
    "summary",
];

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("a readable folder").into_path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    found.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a readable file");
        (path, text)
    };
    found.into_iter().map(read).collect()
}

/// The words of each language, by its tag.
fn languages() -> BTreeMap<String, Value> {
    let words = |(path, text): (PathBuf, String)| {
        let tag = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let words = serde_yaml::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (tag, words)
    };
    files(&format!("{LOOK}/i18n"), "yaml")
        .into_iter()
        .map(words)
        .collect()
}

/// Every sentence by its dotted key; the forms of a count are one entry, and so are the letters of an alphabet.
fn sentences(value: &Value, key: &str, found: &mut BTreeMap<String, Vec<(String, String)>>) {
    let of_forms =
        key.split('.').count() == 2 && (key.starts_with("counts.") || key.starts_with("locators."));
    match value {
        Value::Object(forms) if of_forms => {
            let forms = forms
                .iter()
                .map(|(form, text)| (form.clone(), text.as_str().expect("a text").to_owned()));
            found.insert(key.to_owned(), forms.collect());
        }
        Value::Object(entries) => {
            for (name, entry) in entries {
                let dot = if key.is_empty() { "" } else { "." };
                sentences(entry, &format!("{key}{dot}{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                sentences(item, &format!("{key}[{index}]"), found);
            }
        }
        Value::String(text) => {
            found.insert(key.to_owned(), vec![(String::new(), text.clone())]);
        }
        other => panic!("`{key}` is {other}, which is no text: put it between quotation marks"),
    }
}

fn all_sentences(words: &Value) -> BTreeMap<String, Vec<(String, String)>> {
    let mut found = BTreeMap::new();
    sentences(words, "", &mut found);
    found.retain(|key, _| !key.starts_with("checks."));
    found
}

fn names_in(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn every_language_has_the_same_words() {
    let languages = languages();
    let english = all_sentences(&languages["en"]);
    assert!(languages.contains_key("cy") && english.len() > 200);
    let mut faults = Vec::new();
    for (tag, words) in &languages {
        let own = all_sentences(words);
        faults.extend(
            english
                .keys()
                .filter(|key| !own.contains_key(*key))
                .map(|key| format!("{tag}: `{key}` is missing")),
        );
        faults.extend(
            own.keys()
                .filter(|key| !english.contains_key(*key))
                .map(|key| format!("{tag}: `{key}` is not in en.yaml")),
        );
        for (key, forms) in &own {
            let Some(original) = english.get(key) else {
                continue;
            };
            let wanted: BTreeSet<&str> = original
                .iter()
                .flat_map(|(_, text)| names_in(text))
                .collect();
            for (form, text) in forms {
                let names = names_in(text);
                // A form for one number may say it in a word.
                let complete = names == wanted
                    || key.starts_with("counts.") && form != "other" && names.is_subset(&wanted);
                if !complete {
                    faults.push(format!(
                        "{tag}: `{key}` {form} names {names:?}, not {wanted:?}"
                    ));
                }
                if text.trim().is_empty()
                    && !original.iter().any(|(_, text)| text.trim().is_empty())
                {
                    faults.push(format!("{tag}: `{key}` says nothing"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn counts_have_the_forms_of_their_language() {
    let mut faults = Vec::new();
    for (tag, words) in languages() {
        let wanted: BTreeSet<&str> = Plurals::of(&tag).forms().into_iter().collect();
        for (key, forms) in all_sentences(&words) {
            let own: BTreeSet<&str> = forms.iter().map(|(form, _)| form.as_str()).collect();
            if key.starts_with("counts.") && own != wanted {
                faults.push(format!(
                    "{tag}: `{key}` has {own:?}, and the language has {wanted:?}"
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_open_check_is_told_in_every_language() {
    // English is the program's own; errors stop the site, so none shows there. Hints for editors do not either.
    let shown: BTreeSet<&str> = Code::ALL
        .iter()
        .filter(|code| code.severity() != Severity::Error && !code.is_for_editors())
        .map(|code| code.name())
        .collect();
    for (tag, words) in languages().iter().filter(|(tag, _)| *tag != "en") {
        let told = words["checks"].as_object().expect("a map of codes");
        let missing: Vec<_> = shown
            .iter()
            .filter(|code| !told.contains_key(**code))
            .collect();
        assert!(missing.is_empty(), "{tag}: `checks` lacks {missing:?}");
        let unknown: Vec<_> = told
            .keys()
            .filter(|code| Code::named(code).is_none())
            .collect();
        assert!(
            unknown.is_empty(),
            "{tag}: `checks` has unknown codes {unknown:?}"
        );
    }
}

/// A template without what the engine reads, and what the engine reads: `{{ … }}` and `{% … %}`.
fn parted(template: &str) -> (String, Vec<String>) {
    let (mut text, mut code, mut rest) = (String::new(), Vec::new(), template);
    while let Some(at) = rest.find('{') {
        let closing = match rest.as_bytes().get(at + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                text.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
                continue;
            }
        };
        text.push_str(&rest[..at]);
        let end = rest[at..].find(closing).expect("the engine read it") + at + 2;
        if closing != "#}" {
            code.push(rest[at..end].to_owned());
        }
        rest = &rest[end..];
    }
    (text + rest, code)
}

/// What is left of HTML for readers: text, and attributes that are spoken.
fn readable(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        found.push(rest[..open].to_owned());
        let close = rest[open..]
            .find('>')
            .map_or(rest.len(), |close| open + close + 1);
        let tag = &rest[open..close];
        for name in SPOKEN {
            let attribute = format!(" {name}=\"");
            if let Some(at) = tag.find(&attribute) {
                let value = &tag[at + attribute.len()..];
                found.push(value[..value.find('"').unwrap_or(value.len())].to_owned());
            }
        }
        rest = &rest[close..];
    }
    found.push(rest.to_owned());
    found
}

/// What has one name in every language.
const NAMES: &[&str] = &["BibTeX", "RIS", "CSL-JSON"];

fn has_letters(text: &str) -> bool {
    if NAMES.contains(&text.trim()) {
        return false;
    }
    // Entities such as `&nbsp;` are no words.
    let plain = text
        .split('&')
        .enumerate()
        .map(|(index, part)| match part.split_once(';') {
            Some((_, after)) if index > 0 => after,
            _ => part,
        });
    { plain }.any(|part| part.chars().any(char::is_alphabetic))
}

#[test]
fn templates_hold_no_words() {
    let mut faults = Vec::new();
    for (path, template) in files(&format!("{LOOK}/templates"), "html") {
        let name = path
            .strip_prefix(LOOK)
            .expect("it lies below")
            .display()
            .to_string();
        // The classes of a page's layout, which stand in an attribute of the page that it extends.
        let template = without(&template, "{% block layout %}", "{% endblock layout %}");
        let (text, code) = parted(&template);
        let texts = readable(&text).into_iter().filter(|text| has_letters(text));
        faults.extend(texts.map(|text| format!("{name}: {}", text.trim())));
        let literals = code
            .iter()
            .flat_map(|code| code.split('"').skip(1).step_by(2));
        let spoken = literals.filter(|text| {
            text.trim().contains(' ') && has_letters(text) && !text.contains(['=', '<', '/'])
        });
        faults.extend(
            spoken
                .filter(|text| !is_classes(text))
                .map(|text| format!("{name}: \"{text}\"")),
        );
    }
    assert!(
        faults.is_empty(),
        "Put these into i18n/en.yaml:\n{}",
        faults.join("\n")
    );
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        kept + part.split_once(close).map_or("", |(_, after)| after)
    })
}

/// Names of classes, such as `links inline`, and no sentence.
fn is_classes(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_lowercase() || matches!(c, ' ' | '-'))
        && text.split(' ').count() < 3
}

#[test]
fn templates_ask_only_for_words_that_exist() {
    let english = &languages()["en"];
    let mut faults = BTreeSet::new();
    let mut asked = 0;
    for (path, template) in files(&format!("{LOOK}/templates"), "html") {
        for code in parted(&template).1 {
            for (at, _) in code.match_indices("words.") {
                if code[..at]
                    .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@'))
                {
                    continue;
                }
                let key: String = code[at + 6..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))
                    .collect();
                asked += 1;
                let found = key
                    .split('.')
                    .try_fold(english, |value, part| value.get(part));
                if found.is_none() {
                    faults.insert(format!(
                        "{}: words.{key}",
                        path.file_name().expect("a name").display()
                    ));
                }
            }
        }
    }
    assert!(asked > 200, "only {asked} words were found");
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The literals of a file between one kind of quotation marks, line by line; comments are left out.
fn literals(text: &str, marks: &[char]) -> Vec<String> {
    let mut found = Vec::new();
    for line in text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//") && !line.trim_start().starts_with('*'))
    {
        for mark in marks {
            found.extend(line.split(*mark).skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

/// Two words of letters next to each other: the least that a sentence has.
fn is_spoken(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let word = |word: &str| {
        let word =
            word.trim_matches(|c: char| matches!(c, ',' | '.' | '?' | '!' | '’' | '“' | '”'));
        word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '’')
    };
    words.windows(2).any(|pair| word(pair[0]) && word(pair[1]))
}

#[test]
fn the_program_and_its_scripts_hold_no_words_for_readers() {
    let mut faults = Vec::new();
    for folder in ["view", "typeset", "plan"] {
        for (path, text) in files(&format!("{SOURCE}/{folder}"), "rs") {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines: Vec<&str> = code
                .lines()
                .filter(|line| !line.contains(".expect(") && !line.contains("assert"))
                .collect();
            let literals = literals(&lines.join("\n"), &['"']);
            let spoken = literals
                .into_iter()
                .filter(|text| readable(text).iter().any(|text| is_spoken(text)));
            faults.extend(spoken.map(|text| format!("{}: {text}", path.display())));
        }
    }
    // What holds no sentences, but endings of words.
    let endings = ["search-words.js"];
    let scripts = files(&format!("{LOOK}/static"), "js").into_iter();
    for (path, text) in scripts.filter(|(path, _)| !endings.iter().any(|name| path.ends_with(name)))
    {
        let spoken = literals(&text, &['"', '\'', '`'])
            .into_iter()
            .filter(|text| !text.contains(['#', '[', '>']) && is_spoken(text));
        faults.extend(spoken.map(|text| format!("{}: {text}", path.display())));
    }
    let faults: Vec<String> = faults
        .into_iter()
        .filter(|fault| !fault.contains("use strict"))
        .collect();
    assert!(
        faults.is_empty(),
        "Put these into i18n/en.yaml:\n{}",
        faults.join("\n")
    );
}

#[test]
fn the_tests_see_words_where_they_stand() {
    let (text, code) =
        parted("{# A note #}<p title=\"Say\">{{ words.x }} and</p>{% if a %}&nbsp;·{% endif %}");
    let found: Vec<String> = readable(&text)
        .into_iter()
        .filter(|text| has_letters(text))
        .collect();
    assert_eq!(found, ["Say", " and"]);
    assert_eq!(code.len(), 3);
    assert!(is_spoken("<p>no sentence") || is_spoken("Read more, please"));
    assert!(!is_spoken("quotes.checks") && !is_spoken("li a") && !has_letters("&nbsp; · ,"));
    assert!(Path::new(LOOK).join("i18n/cy.yaml").is_file());
}
