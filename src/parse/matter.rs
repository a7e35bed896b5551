//! The keys of each kind of note.

use super::fields::{Fields, Reader};
use super::front_matter::{citation_keys, facet_codings};
use super::{keys, link};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Concern, Confidence, ConfidenceLevel, ConvergenceCode, ConvergenceEntry, Data, Entry,
    FindingMatter, FindingType, Flow, FlowCount, FlowEntry, FlowField, Kind, LinkTarget, Matter,
    Node, PublicationEntry, Rated, RecommendationMatter, Relation, StudyMatter, StudySource,
    ThemeMatter,
};
use crate::source::{Span, Spanned};

/// Reads the keys of one kind of note.
pub fn read(reader: &Reader, fields: &Fields<'_, '_>, kind: Kind) -> Matter {
    match kind {
        Kind::Home => Matter::Home,
        Kind::Page => Matter::Page,
        Kind::Study => Matter::Study(Box::new(study(reader, fields))),
        Kind::Theme => Matter::Theme(Box::new(ThemeMatter {
            plain_title: fields.plain_text("plain_title"),
            facets: facet_codings(reader, fields),
        })),
        Kind::Finding => Matter::Finding(Box::new(finding(reader, fields))),
        Kind::Recommendation => Matter::Recommendation(Box::new(RecommendationMatter {
            findings: fields.texts("findings"),
            audience: fields.plain_texts("audience"),
            facets: facet_codings(reader, fields),
        })),
    }
}

fn study(reader: &Reader, fields: &Fields<'_, '_>) -> StudyMatter {
    let checklist = |entry: &Entry| {
        let items = reader.pairs(&entry.key.value, &entry.value);
        (entry.key.value.clone(), items)
    };
    StudyMatter {
        design: fields.plain_text("design"),
        question: fields.plain_text("question"),
        publications: fields
            .items("publications")
            .iter()
            .filter_map(|node| publication(reader, node))
            .collect(),
        licence: fields.plain_text("licence"),
        dates: fields
            .entries("dates")
            .iter()
            .filter_map(|entry| {
                let label = &entry.key.value;
                Some((label.clone(), reader.text(label, &entry.value)?))
            })
            .collect(),
        sample: fields.pairs("sample"),
        flow: fields.get("flow").map(|node| flow(reader, node)),
        checklists: fields.entries("checklist").iter().map(checklist).collect(),
        sources: fields
            .items("sources")
            .iter()
            .filter_map(|node| source(reader, node))
            .collect(),
    }
}

fn source(reader: &Reader, node: &Node) -> Option<StudySource> {
    if node.as_text().is_some() {
        let file = reader.texts("sources", node).pop()?;
        return Some(StudySource { file, what: None });
    }
    let fields = Fields::open(reader, node, &keys::SOURCE);
    Some(StudySource {
        file: fields.required_text("file", "A source", node.span)?,
        what: fields.plain_text("what"),
    })
}

fn publication(reader: &Reader, node: &Node) -> Option<PublicationEntry> {
    if node.as_text().is_some() {
        let key = citation_keys(reader.texts("publications", node)).pop()?;
        let relation = Relation::VersionOfRecord;
        return Some(PublicationEntry { key, relation });
    }
    let fields = Fields::open(reader, node, &keys::PUBLICATION);
    let key = fields.required_text("key", "A publication", node.span)?;
    let relation = fields.choice("relation", Relation::ALL, Relation::name);
    Some(PublicationEntry {
        key: citation_keys(vec![key]).pop()?,
        relation: relation.unwrap_or(Relation::VersionOfRecord),
    })
}

fn flow(reader: &Reader, node: &Node) -> Flow {
    let mut flow = Flow::default();
    for entry in reader.entries("flow", node) {
        let key = entry.key.value.as_str();
        if key == "note" {
            flow.note = reader.text(key, &entry.value).map(|text| text.value);
            continue;
        }
        if key == "links" {
            flow.links = flow_links(reader, &entry.value);
            continue;
        }
        let Some(field) = flow_field(reader, entry) else {
            continue;
        };
        if entry.value.data != Data::Empty {
            let count = flow_count(reader, key, &entry.value);
            flow.counts.extend(count.map(|count| FlowEntry {
                field,
                count,
                span: entry.key.span,
            }));
        }
    }
    flow
}

/// Where readers find what a field counts: the id of a note, perhaps with a heading.
fn flow_links(reader: &Reader, node: &Node) -> Vec<(FlowField, Spanned<LinkTarget>)> {
    let link = |entry: &Entry| {
        let field = flow_field(reader, entry)?;
        let written = reader.text(&entry.key.value, &entry.value)?;
        Some((field, written.map(|target| link::wiki(&target))))
    };
    let entries = reader.entries("links", node).iter();
    entries.filter_map(link).collect()
}

/// The field that a key names; a fault where there is none.
fn flow_field(reader: &Reader, entry: &Entry) -> Option<FlowField> {
    let key = entry.key.value.as_str();
    let mut fields = FlowField::ALL.iter().copied();
    let found = fields.find(|field| field.name() == key);
    if found.is_none() {
        unknown_flow_field(reader, entry);
    }
    found
}

fn unknown_flow_field(reader: &Reader, entry: &Entry) {
    let key = &entry.key.value;
    let message = format!("A PRISMA flow has no key `{key}`");
    reader.fault(
        Diagnostic::new(Code::UnknownKey, reader.place(entry.key.span), message)
            .suggest(key, keys::FLOW.names()),
    );
}

fn flow_count(reader: &Reader, key: &str, node: &Node) -> Option<FlowCount> {
    let Data::Map(entries) = &node.data else {
        return reader.count(key, node).map(FlowCount::Total);
    };
    let part = |entry: &Entry| {
        Some((
            entry.key.value.clone(),
            reader.count(&entry.key.value, &entry.value)?,
        ))
    };
    Some(FlowCount::Parts(entries.iter().filter_map(part).collect()))
}

fn finding(reader: &Reader, fields: &Fields<'_, '_>) -> FindingMatter {
    FindingMatter {
        finding_type: fields
            .choice("type", FindingType::ALL, FindingType::name)
            .unwrap_or_default(),
        themes: fields.texts("themes"),
        evidence: fields.texts("evidence"),
        convergence: fields
            .entries("convergence")
            .iter()
            .filter_map(|entry| convergence(reader, entry))
            .collect(),
        confidence: fields
            .get("confidence")
            .and_then(|node| confidence(reader, node, fields.key_span("confidence")?)),
    }
}

fn convergence(reader: &Reader, entry: &Entry) -> Option<ConvergenceEntry> {
    let all = ConvergenceCode::ALL;
    let study: Spanned<String> = entry.key.clone();
    if entry.value.as_text().is_some() {
        let code = reader.choice("convergence", &entry.value, all, ConvergenceCode::name)?;
        let note = None;
        return Some(ConvergenceEntry { study, code, note });
    }
    let fields = Fields::open(reader, &entry.value, &keys::CONVERGENCE);
    fields.required_text("code", "A convergence entry", entry.key.span)?;
    Some(ConvergenceEntry {
        code: fields.choice("code", all, ConvergenceCode::name)?,
        note: fields.plain_text("note"),
        study,
    })
}

/// `at` is the key, where a fault of the whole rating is shown.
fn confidence(reader: &Reader, node: &Node, at: Span) -> Option<Confidence> {
    let fields = Fields::open(reader, node, &keys::CONFIDENCE);
    let components = Confidence::COMPONENTS.map(|name| concern(reader, &fields, name, at));
    let overall = fields.required_text("overall", "A confidence rating", at);
    let because = fields.plain_text("because");
    if let (Some(overall), None) = (&overall, &because) {
        let message = "The overall confidence stands without a reason";
        without_reason(reader, message, overall.span);
    }
    Some(Confidence {
        span: at,
        overall: Rated {
            value: fields.choice("overall", ConfidenceLevel::ALL, ConfidenceLevel::name)?,
            because,
        },
        components: components.into_iter().collect::<Option<_>>()?,
    })
}

fn concern(
    reader: &Reader,
    fields: &Fields<'_, '_>,
    name: &str,
    at: Span,
) -> Option<Rated<Concern>> {
    let Some(node) = fields.get(name) else {
        let message = format!("A confidence rating needs `{name}`");
        if fields.is_unread() {
            return None;
        }
        reader.fault(
            Diagnostic::new(Code::MissingKey, reader.place(at), message)
                .hint("GRADE-CERQual rates four components; rate each of them."),
        );
        return None;
    };
    let component = Fields::open(reader, node, &keys::COMPONENT);
    let at = fields.key_span(name).unwrap_or(at);
    component.required_text("concern", "A confidence component", at)?;
    let rated = Rated {
        value: component.choice("concern", Concern::ALL, Concern::name)?,
        because: component.plain_text("because"),
    };
    if rated.value != Concern::None && rated.because.is_none() {
        let message = format!("`{name}` has a concern without a reason");
        without_reason(reader, &message, at);
    }
    Some(rated)
}

fn without_reason(reader: &Reader, message: &str, at: Span) {
    reader.fault(
        Diagnostic::new(Code::ConfidenceWithoutReason, reader.place(at), message)
            .hint("Add `because: …` and say why in a sentence."),
    );
}
