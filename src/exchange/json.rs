//! The evidence as JSON, one thing on each line. `evidence.schema.json` describes it.

use super::address;
use crate::evidence::{CodedFacet, Evidence, FacetRef, QuoteKey, Speaker};
use crate::model::{Confidence, Mark, plain_json};
use crate::typeset::Typesetter;
use serde_json::{Map, Value, json};

/// The JSON Schema (draft 2020-12) of `evidence.json`.
pub const SCHEMA: &str = include_str!("evidence.schema.json");

/// The whole evidence.
pub fn evidence(setter: &Typesetter<'_>) -> String {
    let evidence = setter.evidence;
    let mut text = String::from("{\n");
    for (name, value) in about(evidence) {
        text += &format!("\"{name}\": {},\n", plain_json(&value));
    }
    let quotes = evidence.quotes.keys().map(|key| quote(setter, key));
    let lists = [
        list("studies", studies(setter)),
        list("participants", participants(setter)),
        list("facets", facets(evidence)),
        list("themes", themes(setter)),
        list("quotes", quotes),
        list("findings", findings(setter)),
        list("recommendations", recommendations(setter)),
        list("terms", terms(setter)),
    ];
    text + &lists.join(",\n") + "\n}\n"
}

/// A list, one thing on each line: a comparison of two versions shows what changed.
fn list(name: &str, items: impl IntoIterator<Item = Value>) -> String {
    let mut text = format!("\"{name}\": [");
    let mut before = "\n";
    for item in items {
        text.push_str(before);
        text.push_str(&plain_json(&item));
        before = ",\n";
    }
    text + if before == "\n" { "]" } else { "\n]" }
}

fn about(evidence: &Evidence) -> Vec<(&'static str, Value)> {
    let config = &evidence.config;
    let licence = config.licence.as_ref().map(|licence| {
        object([
            ("name", Some(json!(licence.name))),
            (
                "address",
                licence.url.as_ref().map(|url| json!(url.as_str())),
            ),
            (
                "holder",
                licence.holder.as_ref().map(|holder| json!(holder)),
            ),
        ])
    });
    let fields = [
        ("$schema", Some(json!("evidence.schema.json"))),
        ("title", Some(json!(config.title))),
        (
            "description",
            config.description.as_ref().map(|text| json!(text)),
        ),
        ("language", Some(json!(config.language))),
        (
            "address",
            config.base_url.as_ref().map(|base| json!(base.join(""))),
        ),
        ("licence", licence),
        (
            "generator",
            Some(json!(concat!("Catena ", env!("CARGO_PKG_VERSION")))),
        ),
    ];
    let there = |(name, value): (&'static str, Option<Value>)| Some((name, value?));
    fields.into_iter().filter_map(there).collect()
}

/// An object without what is absent.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let there = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(there.collect())
}

/// Absent where there is nothing.
fn some_list(items: Vec<Value>) -> Option<Value> {
    (!items.is_empty()).then_some(Value::Array(items))
}

fn studies(setter: &Typesetter<'_>) -> Vec<Value> {
    let evidence = setter.evidence;
    let study = |(key, study): (_, &crate::evidence::Study)| {
        let note = &evidence.notes[study.note];
        let matter = note.study_matter();
        let publications = study.publications.iter().map(|(reference, relation)| {
            let key = &evidence.references[*reference].reference.key;
            json!({"reference": key, "relation": relation.name()})
        });
        object([
            ("id", Some(json!(evidence.study_id(key)))),
            ("title", Some(json!(note.title))),
            ("summary", note.summary().map(Value::from)),
            (
                "design",
                matter
                    .and_then(|matter| matter.design.clone())
                    .map(Value::from),
            ),
            (
                "question",
                matter
                    .and_then(|matter| matter.question.clone())
                    .map(Value::from),
            ),
            ("publications", some_list(publications.collect())),
            ("participants", Some(json!(study.participants.len()))),
            ("quotes", Some(json!(study.quotes.len()))),
            ("not_held", some_list(texts(&note.note.common.not_held))),
            (
                "address",
                Some(json!(address(evidence, setter.plan.note(study.note)))),
            ),
        ])
    };
    evidence.studies.iter().map(study).collect()
}

fn texts(texts: &[String]) -> Vec<Value> {
    texts.iter().map(|text| json!(text)).collect()
}

fn participants(setter: &Typesetter<'_>) -> Vec<Value> {
    let evidence = setter.evidence;
    let participant = |(key, participant): (_, &crate::evidence::Participant)| {
        let mut attributes = Map::new();
        for (attribute, entry) in evidence.attributes.iter() {
            if let Some(value) = evidence.value_of(key, attribute) {
                attributes.insert(entry.name.clone(), json!(entry.values[value]));
            }
        }
        json!({
            "study": evidence.study_id(participant.study),
            "id": participant.id,
            "attributes": attributes,
            "quotes": participant.quotes.len(),
            "address": address(evidence, &setter.plan.participant(evidence, key)),
        })
    };
    evidence.participants.iter().map(participant).collect()
}

fn facets(evidence: &Evidence) -> Vec<Value> {
    let facets = evidence.config.facets.iter();
    let facet = |facet: &crate::model::Facet| {
        let values = facet.values.iter().map(|value| {
            object([
                ("id", Some(json!(value.name))),
                ("label", Some(json!(value.label))),
                (
                    "description",
                    value.description.as_ref().map(|text| json!(text)),
                ),
            ])
        });
        json!({"id": facet.name, "label": facet.label, "values": values.collect::<Vec<_>>()})
    };
    facets.map(facet).collect()
}

/// A facet's value by the names that notes use.
fn coded(evidence: &Evidence, at: FacetRef) -> (String, Value) {
    let facet = &evidence.config.facets[at.facet];
    (facet.name.clone(), json!(facet.values[at.value].name))
}

/// What a theme or recommendation is coded to, and whether the source states it.
fn coded_facets(evidence: &Evidence, facets: &[CodedFacet]) -> Option<Value> {
    let facet = |each: &CodedFacet| {
        let (facet, value) = coded(evidence, each.at);
        let basis = if each.stated { "stated" } else { "interpreted" };
        json!({"facet": facet, "value": value, "basis": basis})
    };
    some_list(facets.iter().map(facet).collect())
}

fn themes(setter: &Typesetter<'_>) -> Vec<Value> {
    let evidence = setter.evidence;
    let theme = |(key, theme): (_, &crate::evidence::Theme)| {
        let note = evidence.theme_note(key);
        let plain = note
            .theme_matter()
            .and_then(|matter| matter.plain_title.clone());
        let parent = theme
            .parent
            .map(|parent| json!(evidence.theme_note(parent).note.id.as_str()));
        object([
            ("id", Some(json!(note.note.id.as_str()))),
            ("title", Some(json!(note.title))),
            ("plain_title", plain.map(Value::from)),
            ("summary", note.summary().map(Value::from)),
            ("parent", parent),
            ("facets", coded_facets(evidence, &theme.facets)),
            ("quotes", Some(json!(theme.quotes.len()))),
            (
                "quotes_with_below",
                Some(json!(setter.plan.theme_quotes(key).len())),
            ),
            ("not_held", some_list(texts(&note.note.common.not_held))),
            (
                "address",
                Some(json!(address(evidence, setter.plan.note(theme.note)))),
            ),
        ])
    };
    evidence.themes.iter().map(theme).collect()
}

fn quote(setter: &Typesetter<'_>, key: QuoteKey) -> Value {
    let evidence = setter.evidence;
    let quote = &evidence.quotes[key];
    let written = evidence.written(key);
    let speaker = setter.speaker(key);
    let (participant, reference) = match quote.speaker {
        Speaker::Participant(person) => (Some(json!(evidence.participants[person].id)), None),
        Speaker::Document(reference) => (
            None,
            Some(json!(evidence.references[reference].reference.key)),
        ),
    };
    let edited = |mark: Mark| {
        let pieces = written.paragraphs.iter().flatten();
        some_list(
            pieces
                .filter(|piece| piece.mark == mark)
                .map(|piece| json!(piece.text))
                .collect(),
        )
    };
    let omissions = edited(Mark::Omission).and_then(|list| Some(json!(list.as_array()?.len())));
    let themes = quote
        .themes
        .iter()
        .map(|theme| json!(evidence.theme_note(*theme).note.id.as_str()));
    let mut facets: Map<String, Value> = Map::new();
    for at in &quote.facets {
        let (facet, value) = coded(evidence, *at);
        let values = facets.entry(facet).or_insert_with(|| json!([]));
        values.as_array_mut().expect("a list").push(value);
    }
    object([
        ("id", Some(json!(quote.id))),
        ("words", Some(json!(written.text()))),
        ("omissions", omissions),
        ("insertions", edited(Mark::Insertion)),
        ("participant", participant),
        ("reference", reference),
        ("attribution", Some(json!([speaker.name, speaker.detail]))),
        (
            "study",
            quote.study.map(|study| json!(evidence.study_id(study))),
        ),
        ("themes", some_list(themes.collect())),
        (
            "facets",
            (!facets.is_empty()).then_some(Value::Object(facets)),
        ),
        ("words_said", Some(json!(quote.words))),
        ("check", setter.check(key).map(Value::from)),
        (
            "address",
            Some(json!(address(evidence, &setter.plan.quote(evidence, key)))),
        ),
    ])
}

fn findings(setter: &Typesetter<'_>) -> Vec<Value> {
    let evidence = setter.evidence;
    let finding = |(key, finding): (crate::evidence::FindingKey, &crate::evidence::Finding)| {
        let note = &evidence.notes[finding.note];
        let matter = note.finding_matter();
        let themes = finding
            .themes
            .iter()
            .map(|theme| json!(evidence.theme_note(*theme).note.id.as_str()));
        let quotes = finding
            .quotes
            .iter()
            .map(|quote| json!(evidence.quotes[*quote].id));
        let references = finding
            .references
            .iter()
            .map(|key| json!(evidence.references[*key].reference.key));
        let convergence = finding.convergence.iter().map(|entry| {
            object([
                ("study", Some(json!(evidence.study_id(entry.study)))),
                ("code", Some(json!(entry.code.name()))),
                ("note", entry.note.as_ref().map(|note| json!(note))),
            ])
        });
        object([
            ("id", Some(json!(note.note.id.as_str()))),
            ("number", Some(json!(key.index() + 1))),
            ("title", Some(json!(note.title))),
            ("summary", note.summary().map(Value::from)),
            (
                "kind",
                matter.map(|matter| json!(matter.finding_type.name())),
            ),
            ("themes", some_list(themes.collect())),
            ("quotes", some_list(quotes.collect())),
            ("references", some_list(references.collect())),
            ("convergence", some_list(convergence.collect())),
            (
                "confidence",
                matter
                    .and_then(|matter| matter.confidence.as_ref())
                    .map(confidence),
            ),
            (
                "address",
                Some(json!(address(evidence, setter.plan.note(finding.note)))),
            ),
        ])
    };
    evidence.findings.iter().map(finding).collect()
}

/// A GRADE-CERQual assessment.
fn confidence(rating: &Confidence) -> Value {
    let components = Confidence::COMPONENTS.iter().zip(&rating.components);
    let components = components.map(|(name, rated)| {
        let component = object([
            ("concern", Some(json!(rated.value.name()))),
            ("because", rated.because.as_ref().map(|text| json!(text))),
        ]);
        ((*name).to_owned(), component)
    });
    object([
        ("overall", Some(json!(rating.overall.value.name()))),
        (
            "because",
            rating.overall.because.as_ref().map(|text| json!(text)),
        ),
        ("components", Some(Value::Object(components.collect()))),
    ])
}

fn recommendations(setter: &Typesetter<'_>) -> Vec<Value> {
    let evidence = setter.evidence;
    let recommendation = |(key, recommendation): (
        crate::evidence::RecommendationKey,
        &crate::evidence::Recommendation,
    )| {
        let note = &evidence.notes[recommendation.note];
        let audience = note
            .recommendation_matter()
            .map(|matter| texts(&matter.audience));
        let findings = recommendation.findings.iter();
        let findings = findings.map(|finding| {
            let note = &evidence.notes[evidence.findings[*finding].note];
            json!(note.note.id.as_str())
        });
        object([
            ("id", Some(json!(note.note.id.as_str()))),
            ("number", Some(json!(key.index() + 1))),
            ("title", Some(json!(note.title))),
            ("summary", note.summary().map(Value::from)),
            ("audience", audience.and_then(some_list)),
            ("findings", some_list(findings.collect())),
            ("facets", coded_facets(evidence, &recommendation.facets)),
            (
                "address",
                Some(json!(address(
                    evidence,
                    setter.plan.note(recommendation.note)
                ))),
            ),
        ])
    };
    evidence
        .recommendations
        .iter()
        .map(recommendation)
        .collect()
}

fn terms(setter: &Typesetter<'_>) -> Vec<Value> {
    let evidence = setter.evidence;
    let term = |(key, term): (_, &crate::evidence::Term)| {
        let source = term
            .source
            .map(|key| json!(evidence.references[key].reference.key));
        object([
            ("id", Some(json!(term.id))),
            ("term", Some(json!(term.written.term.value))),
            ("definition", Some(json!(term.written.definition))),
            (
                "abbreviation",
                term.written.abbreviation.as_ref().map(|text| json!(text)),
            ),
            ("also", some_list(texts(&term.written.aliases))),
            ("source", source),
            (
                "address",
                Some(json!(address(evidence, &setter.plan.term(evidence, key)))),
            ),
        ])
    };
    evidence.terms.iter().map(term).collect()
}
