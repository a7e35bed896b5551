//! What can be found: one document for each note, quote, glossary term and reference, and the filters that narrow them.

use crate::evidence::{
    CodedFacet, Entity, Evidence, FacetRef, FindingKey, Key, NoteKey, QuoteKey, ReferenceKey,
    Speaker, StudyKey, TermKey, ThemeKey, in_order,
};
use crate::model::slug;
use crate::typeset::Typesetter;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What a document is, in the order in which kinds are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    Recommendation,
    Finding,
    Theme,
    Study,
    Page,
    Term,
    Quote,
    Reference,
}

impl DocumentKind {
    pub const ALL: &[DocumentKind] = &[
        DocumentKind::Recommendation,
        DocumentKind::Finding,
        DocumentKind::Theme,
        DocumentKind::Study,
        DocumentKind::Page,
        DocumentKind::Term,
        DocumentKind::Quote,
        DocumentKind::Reference,
    ];

    /// The name in addresses and in the words of the look.
    pub fn name(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation",
            Self::Finding => "finding",
            Self::Theme => "theme",
            Self::Study => "study",
            Self::Page => "page",
            Self::Term => "term",
            Self::Quote => "quote",
            Self::Reference => "reference",
        }
    }
}

/// One thing that can be found.
#[derive(Debug)]
pub struct Document {
    pub kind: DocumentKind,
    /// What a result is headed with; of a quote its speaker, as published.
    pub title: String,
    /// The rest of a speaker's attribution, or the other names of a term.
    pub detail: String,
    /// Where it stands on the site.
    pub path: String,
    /// The page of which it is a part, by title.
    pub home: String,
    pub summary: String,
    pub text: String,
    /// Its values of each filter, as indexes in their order.
    pub values: Vec<Vec<u32>>,
}

/// A filter besides the kind.
#[derive(Debug)]
pub struct Filter {
    /// Its name in addresses.
    pub name: String,
    /// What people see; of the look where absent.
    pub label: Option<String>,
    pub values: Vec<FilterValue>,
}

#[derive(Debug)]
pub struct FilterValue {
    /// Its name in addresses.
    pub name: String,
    pub label: String,
    /// The value that includes this one.
    pub parent: Option<usize>,
}

/// The filters in their order: themes, studies, every published attribute, every facet, and cited documents. Their names
/// are those of the ways into the quotes, so that an address holds for both.
pub fn filters(setter: &Typesetter<'_>) -> Vec<Filter> {
    let evidence = setter.evidence;
    let named = |note: NoteKey, parent| FilterValue {
        name: evidence.notes[note].note.id.to_string(),
        label: evidence.notes[note].title.clone(),
        parent,
    };
    let themes = evidence
        .themes
        .values()
        .map(|theme| named(theme.note, theme.parent.map(Key::index)));
    let studies = evidence
        .studies
        .values()
        .map(|study| named(study.note, None));
    let of_look = |name: &str, values: Vec<FilterValue>| Filter {
        name: name.to_owned(),
        label: None,
        values,
    };
    let mut filters = vec![
        of_look("theme", themes.collect()),
        of_look("study", studies.collect()),
    ];
    filters.extend(evidence.attributes.values().map(|attribute| {
        Filter {
            name: slug(&attribute.name),
            label: Some(attribute.label.clone()),
            values: attribute
                .values
                .iter()
                .map(|value| plain_value(value, value))
                .collect(),
        }
    }));
    filters.extend(evidence.config.facets.iter().map(|facet| {
        Filter {
            name: slug(&facet.name),
            label: Some(facet.label.clone()),
            values: facet
                .values
                .iter()
                .map(|value| plain_value(&value.name, &value.label))
                .collect(),
        }
    }));
    let sources = quoted(evidence).into_iter().map(|key| {
        plain_value(
            &evidence.references[key].reference.key,
            &setter.short_name(key),
        )
    });
    filters.push(of_look("source", sources.collect()));
    filters
}

/// The documents from which quotes are taken.
fn quoted(evidence: &Evidence) -> Vec<ReferenceKey> {
    in_order(
        evidence
            .quotes
            .values()
            .filter_map(|quote| match quote.speaker {
                Speaker::Document(reference) => Some(reference),
                Speaker::Participant(_) => None,
            }),
    )
}

fn plain_value(name: &str, label: &str) -> FilterValue {
    FilterValue {
        name: name.to_owned(),
        label: label.to_owned(),
        parent: None,
    }
}

/// Every document, by kind; those with the same values stand together.
pub fn documents(setter: &Typesetter<'_>) -> Vec<Document> {
    let evidence = setter.evidence;
    let reader = Reader {
        setter,
        studies: StudiesOf::new(evidence),
        quoted: quoted(evidence),
    };
    let mut documents: Vec<Document> = Vec::new();
    let notes: Vec<NoteKey> = evidence.notes.keys().collect();
    documents.par_extend(notes.par_iter().map(|key| reader.note(*key)));
    documents.extend(evidence.terms.keys().map(|key| reader.term(key)));
    documents.extend(evidence.references.keys().map(|key| reader.reference(key)));
    let quotes: Vec<QuoteKey> = evidence.quotes.keys().collect();
    documents.par_extend(quotes.par_iter().map(|key| reader.quote(*key)));
    // Themes come last: they have most values, and runs of the others should not be broken by them.
    documents.par_sort_by(|a, b| {
        let order = |document: &Document| document.kind;
        order(a).cmp(&order(b)).then_with(|| match a.kind {
            DocumentKind::Quote => {
                let values = |document: &Document| {
                    let (themes, others) =
                        document.values.split_first().expect("themes are a filter");
                    (others.to_vec(), themes.clone())
                };
                values(a).cmp(&values(b))
            }
            _ => std::cmp::Ordering::Equal,
        })
    });
    documents
}

/// The studies that have something to say on themes and findings.
struct StudiesOf {
    themes: Vec<BTreeSet<u32>>,
    findings: Vec<BTreeSet<u32>>,
}

impl StudiesOf {
    fn new(evidence: &Evidence) -> Self {
        let mut themes = vec![BTreeSet::new(); evidence.themes.len()];
        let mut findings = vec![BTreeSet::new(); evidence.findings.len()];
        for (key, study) in evidence.studies.iter() {
            for theme in &study.themes {
                themes[theme.index()].insert(index(key));
            }
            for finding in &study.findings {
                findings[finding.index()].insert(index(key));
            }
        }
        Self { themes, findings }
    }
}

fn index<T>(key: Key<T>) -> u32 {
    u32::try_from(key.index()).expect("fewer than 4 billion of a kind")
}

struct Reader<'a> {
    setter: &'a Typesetter<'a>,
    studies: StudiesOf,
    quoted: Vec<ReferenceKey>,
}

/// What a document is coded to.
#[derive(Default)]
struct Coded {
    themes: BTreeSet<u32>,
    studies: BTreeSet<u32>,
    facets: BTreeSet<FacetRef>,
    /// For each attribute the value, if any.
    attributes: Vec<Option<usize>>,
    source: Option<ReferenceKey>,
}

impl Reader<'_> {
    fn evidence(&self) -> &Evidence {
        self.setter.evidence
    }

    fn note(&self, key: NoteKey) -> Document {
        let evidence = self.evidence();
        let note = &evidence.notes[key];
        let (kind, mut coded) = match note.entity {
            Entity::Home | Entity::Page => (DocumentKind::Page, Coded::default()),
            Entity::Study(study) => (DocumentKind::Study, self.study(study)),
            Entity::Theme(theme) => (DocumentKind::Theme, self.theme(theme)),
            Entity::Finding(finding) => (DocumentKind::Finding, self.finding(finding)),
            Entity::Recommendation(recommendation) => {
                let recommendation = &evidence.recommendations[recommendation];
                let mut coded = Coded::default();
                for finding in &recommendation.findings {
                    let rests = self.finding(*finding);
                    coded.themes.extend(rests.themes);
                    coded.studies.extend(rests.studies);
                }
                coded.facets = facets(&recommendation.facets);
                (DocumentKind::Recommendation, coded)
            }
        };
        coded.studies.extend(note.study.map(index));
        let summary = [
            note.theme_matter()
                .and_then(|theme| theme.plain_title.clone()),
            note.summary(),
        ];
        Document {
            kind,
            title: note.title.clone(),
            detail: String::new(),
            path: self.setter.plan.note(key).to_owned(),
            home: note
                .study
                .filter(|_| kind == DocumentKind::Page)
                .map_or_else(String::new, |study| {
                    evidence.study_note(study).title.clone()
                }),
            summary: summary.into_iter().flatten().collect::<Vec<_>>().join("\n"),
            text: self.setter.plain(key),
            values: self.values(coded),
        }
    }

    fn study(&self, key: StudyKey) -> Coded {
        Coded {
            studies: BTreeSet::from([index(key)]),
            ..Coded::default()
        }
    }

    fn theme(&self, key: ThemeKey) -> Coded {
        Coded {
            themes: BTreeSet::from([index(key)]),
            studies: self.studies.themes[key.index()].clone(),
            facets: facets(&self.evidence().themes[key].facets),
            ..Coded::default()
        }
    }

    fn finding(&self, key: FindingKey) -> Coded {
        Coded {
            themes: self.evidence().findings[key]
                .themes
                .iter()
                .copied()
                .map(index)
                .collect(),
            studies: self.studies.findings[key.index()].clone(),
            ..Coded::default()
        }
    }

    fn quote(&self, key: QuoteKey) -> Document {
        let evidence = self.evidence();
        let quote = &evidence.quotes[key];
        let speaker = self.setter.speaker(key);
        let (person, source) = match quote.speaker {
            Speaker::Participant(person) => (Some(person), None),
            Speaker::Document(source) => (None, Some(source)),
        };
        let value = |attribute| person.and_then(|person| evidence.value_of(person, attribute));
        Document {
            kind: DocumentKind::Quote,
            title: speaker.name,
            detail: speaker.detail,
            path: self.setter.plan.quote(evidence, key),
            home: evidence.notes[quote.home].title.clone(),
            summary: String::new(),
            text: evidence.written(key).text().replace("\n\n", "\n"),
            values: self.values(Coded {
                themes: quote.themes.iter().copied().map(index).collect(),
                studies: quote.study.into_iter().map(index).collect(),
                facets: quote.facets.iter().copied().collect(),
                attributes: evidence.attributes.keys().map(value).collect(),
                source,
            }),
        }
    }

    fn term(&self, key: TermKey) -> Document {
        let term = &self.evidence().terms[key].written;
        let names = term.abbreviation.iter().chain(&term.aliases).cloned();
        Document {
            kind: DocumentKind::Term,
            title: term.term.value.clone(),
            detail: names.collect::<Vec<_>>().join(", "),
            path: self.setter.plan.term(self.evidence(), key),
            home: String::new(),
            summary: String::new(),
            text: term.definition.clone(),
            values: self.values(Coded::default()),
        }
    }

    fn reference(&self, key: ReferenceKey) -> Document {
        let entry = &self.evidence().references[key];
        let title = entry
            .reference
            .item
            .get("title")
            .and_then(serde_json::Value::as_str);
        Document {
            kind: DocumentKind::Reference,
            title: title.unwrap_or(&entry.reference.key).to_owned(),
            detail: String::new(),
            path: self.setter.plan.reference(self.evidence(), key),
            home: String::new(),
            summary: String::new(),
            text: entry.formatted.entry.text(),
            values: self.values(Coded {
                source: Some(key),
                ..Coded::default()
            }),
        }
    }

    /// The values in the order of [`filters`].
    fn values(&self, coded: Coded) -> Vec<Vec<u32>> {
        let evidence = self.evidence();
        let number = |index: usize| u32::try_from(index).expect("few values");
        let mut values: Vec<Vec<u32>> = vec![
            coded.themes.into_iter().collect(),
            coded.studies.into_iter().collect(),
        ];
        for attribute in 0..evidence.attributes.len() {
            let value = coded.attributes.get(attribute).copied().flatten();
            values.push(value.map(number).into_iter().collect());
        }
        for facet in 0..evidence.config.facets.len() {
            let of_facet = coded.facets.iter().filter(|at| at.facet == facet);
            values.push(of_facet.map(|at| number(at.value)).collect());
        }
        let source = coded
            .source
            .and_then(|key| self.quoted.binary_search(&key).ok());
        values.push(source.map(number).into_iter().collect());
        values
    }
}

fn facets(coded: &[CodedFacet]) -> BTreeSet<FacetRef> {
    coded.iter().map(|coded| coded.at).collect()
}
