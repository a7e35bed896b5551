//! What people wrote for the public.

use super::letters::Reading;
use super::search::{Finder, Needle};
use super::secrets::Value;
use crate::evidence::Evidence;
use crate::load::Look;
use crate::model::Config;
use crate::source::SourceMap;
use rayon::prelude::*;
use std::collections::HashSet;

/// What finds values in a text.
pub fn finder(values: &[Value]) -> Finder {
    let needles = values.iter().enumerate().map(|(owner, value)| Needle {
        letters: value.letters.clone(),
        whole_words: true,
        owner,
    });
    Finder::new(needles.collect())
}

/// The values that stand in a text.
pub fn found(finder: &Finder, text: &str) -> HashSet<usize> {
    let found = finder.find(text.as_bytes(), Reading::default()).found;
    found
        .into_iter()
        .map(|found| finder.owner(found.needle))
        .collect()
}

/// The values that do *not* stand in anything that people wrote for the public.
pub fn stand_in_public(
    values: Vec<Value>,
    finder: &Finder,
    evidence: &Evidence,
    sources: &SourceMap,
    look: &Look,
    own: &[&str],
) -> Vec<Value> {
    if values.is_empty() {
        return values;
    }
    let mut texts = notes(evidence, sources);
    texts.extend(others(evidence, sources));
    texts.extend(of_config(&evidence.config));
    texts.extend(of_look(look));
    texts.extend(own.iter().map(|text| (*text).to_owned()));
    let public: HashSet<usize> = texts
        .par_iter()
        .flat_map_iter(|text| found(finder, text))
        .collect();
    let values = values.into_iter().enumerate();
    values
        .filter(|(index, _)| !public.contains(index))
        .map(|(_, value)| value)
        .collect()
}

/// Published notes, their quotes that are not published cut out.
fn notes(evidence: &Evidence, sources: &SourceMap) -> Vec<String> {
    let text = |note: &crate::evidence::LinkedNote| {
        let mut text = sources.text(note.note.file).to_owned();
        let quotes = note.note.body.quotes.iter().zip(&note.quotes).rev();
        for (quote, _) in quotes.filter(|(_, key)| key.is_none()) {
            text.replace_range(quote.span.range(), " ");
        }
        text
    };
    let notes: Vec<_> = evidence.notes.values().collect();
    notes.into_par_iter().map(text).collect()
}

/// Bibliographies, glossaries and the like.
fn others(evidence: &Evidence, sources: &SourceMap) -> Vec<String> {
    let private = |path: &str| {
        path.ends_with(".md") || path.ends_with("participants.csv") || path == "catena.yaml"
    };
    let files = sources.iter().filter(|(_, file)| !private(&file.path));
    let mut texts: Vec<String> = files.map(|(_, file)| file.text.clone()).collect();
    texts.extend(
        evidence
            .references
            .values()
            .map(|entry| entry.formatted.entry.text()),
    );
    texts
}

/// The parts of the configuration that readers see. What values are derived from is not among them.
fn of_config(config: &Config) -> Vec<String> {
    let rules = &config.participants;
    let mut texts = vec![config.title.clone()];
    texts.extend(config.description.clone());
    texts.extend(
        config
            .licence
            .iter()
            .flat_map(|licence| [Some(licence.name.clone()), licence.holder.clone()])
            .flatten(),
    );
    texts.extend(
        config
            .contact
            .iter()
            .flat_map(|contact| [Some(contact.name.clone()), contact.email.clone()])
            .flatten(),
    );
    for facet in &config.facets {
        texts.push(facet.label.clone());
        for value in &facet.values {
            texts.push(value.label.clone());
            texts.extend(value.description.clone());
        }
    }
    texts.extend(rules.publish.iter().map(|rule| rule.label.clone()));
    texts.extend(
        rules
            .attribution
            .iter()
            .map(|attribution| attribution.value.clone()),
    );
    texts
}

fn of_look(look: &Look) -> Vec<String> {
    let mut texts: Vec<String> = look.templates.values().cloned().collect();
    texts.push(look.words.value().to_string());
    texts.extend(
        look.statics
            .values()
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned()),
    );
    texts
}

/// The words of the pages' own code, in lower case.
pub fn words_of_the_look(look: &Look) -> HashSet<String> {
    let headings = (1..=6).map(|level| format!("h{level}"));
    let mut words: HashSet<String> = headings.collect();
    for text in of_look(look) {
        let lower = text.to_lowercase();
        let parts = lower.split(|c: char| !c.is_ascii_alphanumeric());
        words.extend(parts.map(str::to_owned));
    }
    words
}
