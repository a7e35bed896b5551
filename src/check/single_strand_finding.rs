//! Findings of a single strand: see `diagnostic/rules/single-strand-finding.md`.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, Finding, ReferenceKey, StudyKey};
use crate::model::{ConvergenceCode, FindingType};
use std::collections::{BTreeSet, HashMap};

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    if evidence.studies.len() < 2 {
        return Vec::new();
    }
    let studies = evidence.studies.iter();
    let publications: HashMap<ReferenceKey, StudyKey> = studies
        .flat_map(|(key, study)| {
            let references = study.publications.iter();
            references.map(move |(reference, _)| (*reference, key))
        })
        .collect();
    evidence
        .findings
        .values()
        .filter_map(|finding| {
            let study = only_support(evidence, finding, &publications)?;
            Some(fault(evidence, finding, study))
        })
        .collect()
}

/// The study that supports a finding, if it is the only one.
fn only_support(
    evidence: &Evidence,
    finding: &Finding,
    publications: &HashMap<ReferenceKey, StudyKey>,
) -> Option<StudyKey> {
    let mut support = match finding.convergence.is_empty() {
        false => convergent(finding),
        true if is_synthesis(evidence, finding) => sources(evidence, finding, publications)?,
        true => return None,
    };
    support.pop_first().filter(|_| support.is_empty())
}

fn is_synthesis(evidence: &Evidence, finding: &Finding) -> bool {
    let matter = evidence.notes[finding.note].finding_matter();
    matter.is_some_and(|matter| matter.finding_type == FindingType::Synthesis)
}

/// The studies that agree with a finding, in full or in part.
fn convergent(finding: &Finding) -> BTreeSet<StudyKey> {
    let agrees = |code| {
        matches!(
            code,
            ConvergenceCode::Agreement | ConvergenceCode::PartialAgreement
        )
    };
    let entries = finding.convergence.iter();
    entries
        .filter(|entry| agrees(entry.code))
        .map(|entry| entry.study)
        .collect()
}

/// The studies from which its quotes and references come; `None` where a document that is no study's supports it too.
fn sources(
    evidence: &Evidence,
    finding: &Finding,
    publications: &HashMap<ReferenceKey, StudyKey>,
) -> Option<BTreeSet<StudyKey>> {
    let quotes = finding.quotes.iter();
    let quotes = quotes.map(|quote| match evidence.quotes[*quote].speaker {
        crate::evidence::Speaker::Participant(person) => Some(evidence.participants[person].study),
        crate::evidence::Speaker::Document(reference) => publications.get(&reference).copied(),
    });
    let references = finding.references.iter();
    let references = references.map(|reference| publications.get(reference).copied());
    quotes.chain(references).collect()
}

fn fault(evidence: &Evidence, finding: &Finding, study: StudyKey) -> Diagnostic {
    let id = evidence.study_id(study);
    let (message, hint) = match is_synthesis(evidence, finding) {
        true => (
            format!("This finding is a synthesis, but only `{id}` supports it"),
            Some("Write `type: study`, or name another study that supports it.".to_owned()),
        ),
        false => (
            format!("Only `{id}` supports this finding"),
            unsaid(evidence, finding, study),
        ),
    };
    let place = super::top(evidence, finding.note);
    Diagnostic::new(Code::SingleStrandFinding, place, message).maybe_hint(hint)
}

/// Advice where nobody has said yet what the other studies say.
fn unsaid(evidence: &Evidence, finding: &Finding, study: StudyKey) -> Option<String> {
    let said = |key: &StudyKey| finding.convergence.iter().any(|entry| entry.study == *key);
    let others = evidence.studies.keys();
    let mut others = others.filter(|key| *key != study && !said(key));
    let first = evidence.study_id(others.next()?);
    Some(match others.count() {
        0 => format!("Say under `convergence:` what `{first}` says of it."),
        more => format!("Say under `convergence:` what `{first}` and {more} more say of it."),
    })
}
