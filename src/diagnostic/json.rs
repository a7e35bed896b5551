//! The faults as JSON, for programs: an array of objects with `path`, `line`, `column`, `end_line`,
//! `end_column`, `severity`, `code`, `message`, `hint`, `fix`, `accepted` (the reason, of a fault
//! that somebody let stand) and `related`. A `fix` has a `title` and `edits`, each with a place and
//! its `text`. Lines and columns count from 1.

use super::places::Places;
use super::{Diagnostic, Fix};
use crate::source::{Place, SourceMap};
use serde_json::{Value, json};

/// The JSON Schema of what [`json`] writes.
pub const FAULTS_SCHEMA: &str = include_str!("faults.schema.json");

/// The faults as one JSON array, indented.
pub fn json(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let mut places = Places::of(sources);
    let faults: Vec<Value> = diagnostics
        .iter()
        .map(|fault| object(fault, &mut places))
        .collect();
    format!("{:#}\n", Value::Array(faults))
}

fn object(fault: &Diagnostic, places: &mut Places<'_>) -> Value {
    let mut object = fault
        .place
        .map_or_else(|| json!({}), |place| position(place, places));
    let related: Vec<Value> = fault
        .related
        .iter()
        .map(|related| {
            let mut object = position(related.place, places);
            object["message"] = related.message.clone().into();
            object
        })
        .collect();
    object["severity"] = fault.severity.name().into();
    object["code"] = fault.code.name().into();
    object["message"] = fault.message.clone().into();
    object["hint"] = fault.hint.clone().into();
    object["fix"] = fault.fix.as_ref().map(|fix| fixing(fix, places)).into();
    object["accepted"] = fault.accepted.clone().into();
    object["related"] = related.into();
    object
}

/// What `catena check --fix` would do: a title, and the text that belongs in each place.
fn fixing(fix: &Fix, places: &mut Places<'_>) -> Value {
    let edits = fix.edits.iter().map(|edit| {
        let mut object = position(edit.place, places);
        object["text"] = edit.new.clone().into();
        object
    });
    let edits: Vec<Value> = edits.collect();
    json!({ "title": fix.title, "edits": edits })
}

fn position(place: Place, places: &mut Places<'_>) -> Value {
    let (start, end) = (places.start(place), places.end(place));
    json!({
        "path": places.sources.path(place.file),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    })
}
