//! Glossary terms in alphabetical order, with the names that link to them.

use super::entities::Term;
use super::names::{Lookup, Named, Names};
use super::order::Alphabet;
use super::table::{Key, Table};
use super::uses::ReferenceKeys;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::{Term as WrittenTerm, slug};
use std::collections::HashMap;

/// Every term of every glossary.
pub fn terms(
    mut written: Vec<WrittenTerm>,
    alphabet: &Alphabet,
    keys: &ReferenceKeys,
    names: &mut Names,
    faults: &mut Vec<Diagnostic>,
) -> Table<Term> {
    written.sort_by(|a, b| alphabet.compare(&a.term.value, &b.term.value));
    let mut by_id: HashMap<String, usize> = HashMap::new();
    let mut terms: Table<Term> = Table::default();
    for written in written {
        let id = slug(&written.term.value);
        if let Some(other) = by_id.get(&id) {
            faults.push(duplicate(&written, &terms[Key::new(*other)]));
            continue;
        }
        by_id.insert(id.clone(), terms.len());
        add_names(&written, Named::Term(Key::new(terms.len())), names);
        let cited = written
            .source
            .iter()
            .filter_map(|key| keys.find(key, written.place.file, faults));
        terms.push(Term {
            source: cited.last(),
            id,
            see: Vec::new(),
            written,
        });
    }
    for term in terms.values_mut() {
        term.see = see(term, names, &by_id, faults);
    }
    terms
}

fn add_names(term: &WrittenTerm, named: Named, names: &mut Names) {
    names.add_term(&term.term.value, named);
    names.add_term(&slug(&term.term.value), named);
    for name in term.aliases.iter().chain(&term.abbreviation) {
        names.add_term(name, named);
    }
}

fn duplicate(written: &WrittenTerm, other: &Term) -> Diagnostic {
    let message = format!(
        "The term `{}` stands in the glossary twice",
        written.term.value
    );
    Diagnostic::new(Code::DuplicateId, written.place, message)
        .related(other.written.place, "It is explained here too")
        .hint("Keep one of the two entries.")
}

fn see(
    term: &Term,
    names: &Names,
    by_id: &HashMap<String, usize>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Key<Term>> {
    let mut found = Vec::new();
    for other in &term.written.see {
        let by_slug = by_id.get(&slug(&other.value)).map(|index| Key::new(*index));
        let by_name = || match names.look_up(&other.value, None) {
            Lookup::Found(Named::Term(key)) => Some(key),
            _ => None,
        };
        match by_slug.or_else(by_name) {
            Some(key) => found.push(key),
            None => {
                let place = other.span.within(term.written.place.file);
                let message = format!("The glossary has no term `{}`", other.value);
                let hint = nearest(&other.value, by_id.keys().map(String::as_str));
                faults.push(
                    Diagnostic::new(Code::UnknownLink, place, message)
                        .maybe_hint(hint.map(|name| format!("Did you mean `{name}`?"))),
                );
            }
        }
    }
    found
}
