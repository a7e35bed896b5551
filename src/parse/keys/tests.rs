//! The tables hold what the readers read, no less and no more.

use super::*;
use crate::diagnostic::Code;
use crate::model::{FlowField, Kind, Matter};
use crate::parse;
use crate::source::SourceMap;
use std::cell::RefCell;
use std::collections::BTreeSet;

thread_local! {
    /// Every key that a reader of this thread asked for: the group's name, and the key's.
    static READ: RefCell<BTreeSet<(&'static str, String)>> = RefCell::default();
}

/// A reader asks for a key.
pub fn note_that_it_is_read(group: &'static Group, key: &str) {
    READ.with_borrow_mut(|read| read.insert((group.name, key.to_owned())));
}

/// A text that is read as it stands, and the groups that are written in it.
struct Document {
    path: String,
    text: String,
    groups: Vec<&'static Group>,
}

/// One document for each kind of note, the configuration and the glossary, with every key of every group.
fn documents() -> Vec<Document> {
    let whole = |path: &str, group: &'static Group, before: &str, after: &str| {
        let mut groups = Vec::new();
        let yaml = entries(group, path, &mut groups);
        Document {
            path: path.to_owned(),
            text: format!("{before}{yaml}{after}"),
            groups,
        }
    };
    let mut documents: Vec<Document> = Kind::ALL
        .iter()
        .map(|kind| whole(kind.name(), of_kind(*kind), "---\n", "---\n"))
        .collect();
    documents.push(whole("catena.yaml", &CONFIGURATION, "", ""));
    let mut glossary = whole("glossary.yaml", &TERM, "", "");
    glossary.text = format!("-\n{}", indented(&glossary.text, 2));
    documents.push(glossary);
    for block in BLOCKS {
        let before = format!("---\ntitle: A\n---\n\n```{{{}}}\n", block.name);
        documents.push(whole(block.name, block.group, &before, "```\n"));
    }
    documents
}

/// All keys of a group, each with its example, and each group in it written out in full.
fn entries(group: &'static Group, path: &str, groups: &mut Vec<&'static Group>) -> String {
    groups.push(group);
    let mut yaml = String::new();
    for key in group.keys() {
        // A note of a kind says its kind.
        let example = if key.name == "kind" {
            path
        } else {
            key.example
        };
        match inner(&key.shape) {
            Some((around, inner)) if !std::ptr::eq(inner, group) => {
                let inner = entries(inner, path, groups);
                yaml.push_str(&format!("{}:\n{}", key.name, around(&inner)));
            }
            _ => yaml.push_str(&format!("{}: {example}\n", key.name)),
        }
    }
    yaml
}

/// How the entries of a group are written below its key.
type Writing = fn(&str) -> String;

/// The group in a shape, and how its entries are written below the key.
fn inner(shape: &Shape) -> Option<(Writing, &'static Group)> {
    match shape {
        Shape::Group(group) => Some((|text| indented(text, 2), *group)),
        Shape::Maybe(shape) => inner(shape),
        Shape::Any(shapes) => shapes.iter().find_map(inner),
        Shape::List(shape) | Shape::OneOrMore(shape) => {
            let (_, group) = inner(shape)?;
            Some((|text| format!("  -\n{}", indented(text, 4)), group))
        }
        // `night-bus` is a name that any map may have; `group` is the attribute that the examples publish.
        Shape::Map(shape) | Shape::MapOf(_, shape) => {
            let (_, group) = inner(shape)?;
            Some((|text| format!("  group:\n{}", indented(text, 4)), group))
        }
        _ => None,
    }
}

fn indented(text: &str, by: usize) -> String {
    let lines = text.lines();
    lines
        .map(|line| format!("{}{line}\n", " ".repeat(by)))
        .collect()
}

/// The faults of a document, each in a line.
fn faults(document: &Document) -> Vec<String> {
    let mut sources = SourceMap::default();
    let path = match document.path.as_str() {
        "catena.yaml" | "glossary.yaml" => document.path.clone(),
        kind => format!("content/about-{kind}.md"),
    };
    let file = sources.add(path, document.text.clone());
    let faults = match document.path.as_str() {
        "catena.yaml" => parse::config(file, &document.text).diagnostics,
        "glossary.yaml" => parse::glossary::read(file, &document.text).diagnostics,
        _ => {
            let text = sources.file(file);
            parse::note::read(file, text).diagnostics
        }
    };
    let line =
        |fault: &crate::diagnostic::Diagnostic| format!("{:?}: {}", fault.code, fault.message);
    faults.iter().map(line).collect()
}

#[test]
fn every_example_is_read_without_a_fault_and_every_key_is_read() {
    let documents = documents();
    for document in &documents {
        let faults = faults(document);
        assert!(
            faults.is_empty(),
            "{}:\n{}\n{}",
            document.path,
            document.text,
            faults.join("\n")
        );
    }
    let read = READ.with_borrow(BTreeSet::clone);
    // The kind is read before anything else, and the flow's fields by the enum that names them.
    let apart = |group: &Group, key: &str| key == "kind" || std::ptr::eq(group, &FLOW);
    for group in documents.iter().flat_map(|document| &document.groups) {
        for key in group.names().filter(|key| !apart(group, key)) {
            assert!(
                read.contains(&(group.name, key.to_owned())),
                "`{key}` of {} stands in a table, and no reader reads it",
                group.name
            );
        }
    }
}

#[test]
fn a_kind_and_a_flow_are_read_as_their_enums_say() {
    let names: Vec<&str> = FlowField::ALL.iter().map(|field| field.name()).collect();
    assert_eq!(
        FLOW.names().collect::<Vec<_>>(),
        [names.as_slice(), &["links", "note"]].concat()
    );
    let documents = documents();
    let study = documents
        .iter()
        .find(|document| document.path == "study")
        .expect("a study");
    let mut sources = SourceMap::default();
    let file = sources.add("content/about.md".to_owned(), study.text.clone());
    let note = parse::note::read(file, sources.file(file)).value;
    let Matter::Study(matter) = note.matter else {
        panic!("`kind: study` makes a study")
    };
    let flow = matter.flow.expect("a flow");
    assert_eq!(flow.counts.len(), FlowField::ALL.len());
    assert!(flow.note.is_some() && !flow.links.is_empty());
}

#[test]
fn every_choice_is_a_value_that_readers_take() {
    for (name, values) in [("status", choices::statuses()), ("kind", choices::kinds())] {
        for value in values {
            let text = format!("---\ntitle: A\n{name}: {}\n---\n", value.name);
            let document = Document {
                path: "page".to_owned(),
                text,
                groups: Vec::new(),
            };
            assert_eq!(faults(&document), Vec::<String>::new(), "{}", value.name);
        }
    }
    for check in choices::changeable_checks() {
        let code = Code::named(check.name).expect("a check");
        assert!(!code.guards_publication());
    }
}

#[test]
fn words_for_people_are_sentences() {
    let documents = documents();
    let groups = documents.iter().flat_map(|document| &document.groups);
    for key in groups.flat_map(|group| group.keys()) {
        let about = key.about;
        let ends = about.ends_with('.') && !about.contains("  ");
        assert!(ends, "`{}` is explained by `{about}`", key.name);
        for sentence in about.split(". ") {
            let words = sentence.split_whitespace().count();
            assert!(words <= 22, "`{}`: {words} words: {sentence}", key.name);
        }
    }
}
