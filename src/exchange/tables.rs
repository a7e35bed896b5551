//! Tables for spreadsheets: every quote, and the codebook.

use super::address;
use super::cells::Sheet;
use crate::evidence::{Evidence, FacetRef, QuoteKey, Speaker, ThemeKey};
use crate::typeset::Typesetter;
use std::collections::HashMap;

/// Every quote in reading order.
pub fn quotes(setter: &Typesetter<'_>) -> String {
    let evidence = setter.evidence;
    let mut columns = names(&[
        "id",
        "words",
        "speaker",
        "speaker_detail",
        "study",
        "document",
    ]);
    let attributes = evidence.attributes.values();
    columns.extend(attributes.map(|attribute| format!("participant_{}", attribute.name)));
    columns.extend(names(&["themes", "theme_titles"]));
    let facets = evidence.config.facets.iter();
    columns.extend(facets.map(|facet| format!("facet_{}", facet.name)));
    columns.extend(names(&["words_said", "check", "address"]));
    let mut sheet = Sheet::new(columns);
    for key in evidence.quotes.keys() {
        sheet.row(&quote(setter, key));
    }
    sheet.finish()
}

fn quote(setter: &Typesetter<'_>, key: QuoteKey) -> Vec<String> {
    let evidence = setter.evidence;
    let quote = &evidence.quotes[key];
    let speaker = setter.speaker(key);
    let study = quote.study.map(|study| evidence.study_id(study).to_owned());
    let document = match quote.speaker {
        Speaker::Document(reference) => evidence.references[reference].reference.key.clone(),
        Speaker::Participant(_) => String::new(),
    };
    let mut cells = vec![
        quote.id.clone(),
        evidence.written(key).text(),
        speaker.name,
        speaker.detail,
        study.unwrap_or_default(),
        document,
    ];
    for (attribute, entry) in evidence.attributes.iter() {
        let value = match quote.speaker {
            Speaker::Participant(person) => evidence.value_of(person, attribute),
            Speaker::Document(_) => None,
        };
        cells.push(value.map_or_else(String::new, |value| entry.values[value].clone()));
    }
    let themes = |name: &dyn Fn(ThemeKey) -> String| {
        let themes = quote.themes.iter().map(|theme| name(*theme));
        themes.collect::<Vec<_>>().join("; ")
    };
    cells.push(themes(&|theme| {
        evidence.theme_note(theme).note.id.to_string()
    }));
    cells.push(themes(&|theme| evidence.theme_note(theme).title.clone()));
    for (index, facet) in evidence.config.facets.iter().enumerate() {
        let values = quote.facets.iter().filter(|coded| coded.facet == index);
        let values = values.map(|coded| facet.values[coded.value].name.as_str());
        cells.push(values.collect::<Vec<_>>().join("; "));
    }
    cells.push(quote.words.to_string());
    cells.push(setter.check(key).unwrap_or_default().to_owned());
    cells.push(address(evidence, &setter.plan.quote(evidence, key)));
    cells
}

/// What every code means and how often it is used: themes in the order of the tree, then the values of facets.
pub fn codebook(setter: &Typesetter<'_>) -> String {
    let evidence = setter.evidence;
    let columns = [
        "kind",
        "id",
        "title",
        "plain_title",
        "description",
        "parent",
        "depth",
        "quotes",
        "quotes_with_below",
        "people_with_below",
        "findings",
        "address",
    ];
    let mut sheet = Sheet::new(names(&columns));
    for key in evidence.themes.keys() {
        sheet.row(&theme(setter, key));
    }
    let used = facet_uses(evidence);
    for (index, facet) in evidence.config.facets.iter().enumerate() {
        for (at, value) in facet.values.iter().enumerate() {
            let place = FacetRef {
                facet: index,
                value: at,
            };
            let quotes = used.get(&place).copied().unwrap_or_default();
            let mut cells = vec![String::new(); columns.len()];
            let texts = [
                facet.name.clone(),
                value.name.clone(),
                value.label.clone(),
                String::new(),
                value.description.clone().unwrap_or_default(),
            ];
            cells[..texts.len()].clone_from_slice(&texts);
            cells[7] = quotes.to_string();
            sheet.row(&cells);
        }
    }
    sheet.finish()
}

fn theme(setter: &Typesetter<'_>, key: ThemeKey) -> Vec<String> {
    let evidence = setter.evidence;
    let theme = &evidence.themes[key];
    let note = evidence.theme_note(key);
    let below = setter.plan.theme_quotes(key);
    let parent = theme
        .parent
        .map(|parent| evidence.theme_note(parent).note.id.to_string());
    let plain = note
        .theme_matter()
        .and_then(|matter| matter.plain_title.clone());
    let mut depth = 0;
    let mut above = theme.parent;
    while let Some(parent) = above {
        depth += 1;
        above = evidence.themes[parent].parent;
    }
    vec![
        "theme".to_owned(),
        note.note.id.to_string(),
        note.title.clone(),
        plain.unwrap_or_default(),
        note.summary().unwrap_or_default(),
        parent.unwrap_or_default(),
        depth.to_string(),
        theme.quotes.len().to_string(),
        below.len().to_string(),
        evidence.people(below).len().to_string(),
        theme.findings.len().to_string(),
        address(evidence, setter.plan.note(theme.note)),
    ]
}

/// How many quotes are coded to each value of a facet.
fn facet_uses(evidence: &Evidence) -> HashMap<FacetRef, usize> {
    let mut used = HashMap::new();
    for coded in evidence.quotes.values().flat_map(|quote| &quote.facets) {
        *used.entry(*coded).or_default() += 1;
    }
    used
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
