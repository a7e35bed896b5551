//! The faults as SARIF 2.1.0, the form that code hosts and editors read.
//!
//! Every rule is listed with its documentation. A fault that somebody let stand is a suppressed result with its reason.
//! No line of a file is in it: reports are often public.

use super::places::Places;
use super::{Code, Diagnostic, manual};
use crate::source::{Place, SourceMap};
use serde_json::{Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The file that stands for the whole programme: hosts show no result without a file.
const PROGRAMME: &str = "catena.yaml";

/// The faults, open and accepted, as one log. `folder` leads from the repository to the programme: empty, or with a slash
/// at its end.
pub fn sarif<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &SourceMap,
    folder: &str,
) -> String {
    let mut writer = Writer {
        places: Places::of(sources),
        folder,
    };
    let results: Vec<Value> = diagnostics
        .into_iter()
        .map(|fault| writer.result(fault))
        .collect();
    let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "Catena",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        // The name in the program is the same in another spelling: `UnknownLink`.
        "name": format!("{code:?}"),
        "shortDescription": { "text": code.about() },
        "help": { "text": manual::plain(code), "markdown": manual::markdown(code) },
        "defaultConfiguration": { "level": code.severity().name() },
    })
}

struct Writer<'a> {
    places: Places<'a>,
    folder: &'a str,
}

impl Writer<'_> {
    fn result(&mut self, fault: &Diagnostic) -> Value {
        let location = match fault.place {
            Some(place) => self.location(place),
            None => json!({ "physicalLocation": { "artifactLocation": self.artifact(PROGRAMME) } }),
        };
        let related: Vec<Value> = fault
            .related
            .iter()
            .map(|related| {
                let mut location = self.location(related.place);
                location["message"] = json!({ "text": related.message });
                location
            })
            .collect();
        let suppressions: Vec<Value> = fault
            .accepted
            .iter()
            .map(|reason| json!({ "kind": "inSource", "justification": reason }))
            .collect();
        json!({
            "ruleId": fault.code.name(),
            "ruleIndex": Code::ALL.iter().position(|code| *code == fault.code),
            "level": fault.severity.name(),
            "message": { "text": message(fault) },
            "locations": [location],
            "relatedLocations": related,
            "suppressions": suppressions,
        })
    }

    fn location(&mut self, place: Place) -> Value {
        let path = self.places.sources.path(place.file);
        let mut physical = json!({ "artifactLocation": self.artifact(path) });
        if !self.places.sources.text(place.file).is_empty() {
            let (start, end) = (self.places.start(place), self.places.end(place));
            physical["region"] = json!({
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            });
        }
        json!({ "physicalLocation": physical })
    }

    fn artifact(&self, path: &str) -> Value {
        json!({ "uri": uri(&format!("{}{path}", self.folder)), "uriBaseId": "%SRCROOT%" })
    }
}

/// What is wrong and how to mend it, in whole sentences.
fn message(fault: &Diagnostic) -> String {
    match &fault.hint {
        Some(hint) => format!("{}. {hint}", fault.message),
        None => format!("{}.", fault.message),
    }
}

/// A path as a relative reference. A colon in its first part would read as a scheme.
fn uri(path: &str) -> String {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/');
    let encoded = path.bytes().map(|byte| match plain(byte) {
        true => (byte as char).to_string(),
        false => format!("%{byte:02X}"),
    });
    encoded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn log(faults: &[Diagnostic], sources: &SourceMap, folder: &str) -> Value {
        serde_json::from_str(&sarif(faults, sources, folder)).expect("JSON")
    }

    #[test]
    fn a_fault_has_its_rule_its_place_and_what_explains_it() {
        let mut sources = SourceMap::default();
        let file = sources.add(
            "content/ŵyl & co.md".into(),
            "𝒂 [[nowhere]]\nand\nmore\n".into(),
        );
        let place = Span::new(5, 16).within(file);
        let fault = Diagnostic::new(Code::UnknownLink, place, "`nowhere` names nothing")
            .hint("Mend it.")
            .related(Span::new(17, 24).within(file), "This is near");
        let log = log(&[fault], &sources, "my review/");
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let result = &run["results"][0];
        let rule = &run["tool"]["driver"]["rules"]
            [result["ruleIndex"].as_u64().expect("an index") as usize];
        assert_eq!(
            (&rule["id"], &rule["name"]),
            (&json!("unknown-link"), &json!("UnknownLink"))
        );
        assert_eq!(rule["defaultConfiguration"]["level"], "error");
        assert_eq!(
            result["message"]["text"],
            "`nowhere` names nothing. Mend it."
        );
        let physical = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            physical["artifactLocation"]["uri"],
            "my%20review/content/%C5%B5yl%20%26%20co.md"
        );
        // 𝒂 is one character, though it takes two units of UTF-16 and four bytes.
        let region = json!({ "startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 14 });
        assert_eq!(physical["region"], region);
        let related = &result["relatedLocations"][0];
        assert_eq!(related["message"]["text"], "This is near");
        assert_eq!(related["physicalLocation"]["region"]["endLine"], 3);
        assert_eq!(result["suppressions"], json!([]));
    }

    #[test]
    fn what_somebody_let_stand_is_suppressed_with_the_reason() {
        let mut fault = Diagnostic::new(Code::UnusedReference, None, "Nothing cites it");
        fault.accepted = Some("Read for background".to_owned());
        let log = log(&[fault], &SourceMap::default(), "");
        let result = &log["runs"][0]["results"][0];
        assert_eq!(
            result["suppressions"],
            json!([{ "kind": "inSource", "justification": "Read for background" }])
        );
        let physical = &result["locations"][0]["physicalLocation"];
        assert_eq!(physical["artifactLocation"]["uri"], "catena.yaml");
        assert_eq!(physical.get("region"), None);
    }
}
