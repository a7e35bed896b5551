//! Initials for authors of one family name, in styles that tell authors apart wherever they are cited (APA:
//! `A. Smith, 2019` and `B. Smith, 2020`). The citation library tells apart only citations that read the same.

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::citationberg::DisambiguationRule;
use hayagriva::citationberg::json::{Item, LiteralName, NameItem, NameValue, Value};

/// How the authors of one family name are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Initials,
    Full,
}

/// The items whose names need initials in a citation, with them.
pub(super) fn with_initials(items: &[Item], rule: DisambiguationRule) -> BTreeMap<usize, Item> {
    let only_first = !rule.allows_multiple_names();
    let mut families: BTreeMap<String, [BTreeSet<String>; 2]> = BTreeMap::new();
    for name in items.iter().flat_map(|item| names(item, only_first)) {
        let [initials, full] = families.entry(family(name)).or_default();
        initials.insert(given(name, Form::Initials));
        full.insert(given(name, Form::Full));
    }
    let form = |[initials, full]: [BTreeSet<String>; 2]| match (initials.len(), full.len()) {
        (_, 0 | 1) => None,
        (some, all) if some < all && rule.allows_full_first_names() => Some(Form::Full),
        (1, _) => None,
        _ => Some(Form::Initials),
    };
    let forms: BTreeMap<String, Form> = families
        .into_iter()
        .filter_map(|(family, sets)| Some((family, form(sets)?)))
        .collect();
    let form_of = |name: &NameItem| forms.get(&family(name)).copied();
    let changed = |(at, item): (usize, &Item)| {
        let any = names(item, only_first).any(|name| form_of(name).is_some());
        any.then(|| (at, renamed(item, only_first, &form_of)))
    };
    items.iter().enumerate().filter_map(changed).collect()
}

fn lead(item: &Item) -> Option<(&'static str, &[NameValue])> {
    ["author", "editor"]
        .into_iter()
        .find_map(|field| match item.0.get(field) {
            Some(Value::Names(names)) => Some((field, names.as_slice())),
            _ => None,
        })
}

fn names(item: &Item, only_first: bool) -> impl Iterator<Item = &NameItem> {
    let names = lead(item).map(|(_, names)| names).unwrap_or_default();
    let names = if only_first {
        &names[..names.len().min(1)]
    } else {
        names
    };
    names.iter().filter_map(|name| match name {
        NameValue::Item(name) => Some(name),
        NameValue::Literal(_) => None,
    })
}

fn family(name: &NameItem) -> String {
    let particle = name.non_dropping_particle.as_deref().unwrap_or_default();
    format!("{particle} {}", name.family).trim().to_lowercase()
}

fn given(name: &NameItem, form: Form) -> String {
    let given = name.given.as_deref().unwrap_or_default();
    if form == Form::Full {
        return given.to_owned();
    }
    let words = given.split([' ', '.']).filter(|word| !word.is_empty());
    let initials = words.flat_map(|word| {
        if is_initials(word) {
            word.chars().collect()
        } else {
            first_letters(word)
        }
    });
    let mut short = String::new();
    for letter in initials {
        if letter == '-' {
            short.truncate(short.trim_end().len());
            short.push('-');
        } else {
            short.push(letter);
            short.push_str(". ");
        }
    }
    short.trim_end().to_owned()
}

/// Capitals that stand for several names: `SW`.
fn is_initials(word: &str) -> bool {
    word.chars().count() < 4 && word.chars().all(char::is_uppercase)
}

fn first_letters(word: &str) -> Vec<char> {
    let parts: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
    let mut letters = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            letters.push('-');
        }
        letters.extend(part.chars().next());
    }
    letters
}

fn renamed(item: &Item, only_first: bool, form_of: &impl Fn(&NameItem) -> Option<Form>) -> Item {
    let mut renamed = item.clone();
    let Some((field, names)) = lead(item) else {
        return renamed;
    };
    let name = |(at, name): (usize, &NameValue)| {
        let NameValue::Item(parts) = name else {
            return name.clone();
        };
        let Some(form) = form_of(parts).filter(|_| at == 0 || !only_first) else {
            return name.clone();
        };
        let particle = parts.non_dropping_particle.clone().unwrap_or_default();
        let parts = [given(parts, form), particle, parts.family.clone()];
        let parts: Vec<&str> = parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect();
        NameValue::Literal(LiteralName {
            literal: parts.join(" "),
        })
    };
    let names = names.iter().enumerate().map(name).collect();
    renamed.0.insert(field.to_owned(), Value::Names(names));
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn initials_of(words: &str) -> String {
        let name = NameItem {
            family: "Smith".to_owned(),
            given: Some(words.to_owned()),
            non_dropping_particle: None,
            dropping_particle: None,
            suffix: None,
            comma_suffix: None,
        };
        given(&name, Form::Initials)
    }

    #[test]
    fn initials_of_given_names() {
        for (given, initials) in [
            ("Anna", "A."),
            ("K.", "K."),
            ("S. W.", "S. W."),
            ("SW", "S. W."),
            ("Jean-Paul", "J.-P."),
            ("Élise M", "É. M."),
            ("", ""),
        ] {
            assert_eq!(initials_of(given), initials, "{given}");
        }
    }
}
