//! The status of the evidence: what is held, what is not, what is open.

use super::Views;
use super::common::{Head, Link};
use super::home::Counts;
use crate::diagnostic::{Diagnostic, Severity};
use crate::evidence::{QuoteKey, StudyKey, Verification};
use crate::model::{Date, Outcome};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct EvidencePage {
    pub head: Head,
    pub counts: Counts,
    /// What a comparison of quotes with their sources found; absent where there was none.
    pub sources: Option<Compared>,
    /// Named gaps by the note that names them.
    pub gaps: Vec<Gaps>,
    /// Findings with no assessment of confidence.
    pub not_assessed: usize,
    /// Themes with no quote.
    pub themes_without_quotes: Vec<Link>,
    /// Participants who are never quoted, and participants in all.
    pub never_quoted: usize,
    /// Faults that did not stop the build: warnings and notes, as code and count.
    pub open_checks: Vec<OpenCheck>,
    /// Notes with a date, newest first, the first few.
    pub changes: Vec<Change>,
}

/// How far quotes agree with their sources.
#[derive(Debug, Clone, Serialize)]
pub struct Compared {
    /// The best first; results that no quote has are left out.
    pub results: Vec<ComparedResult>,
    pub studies: Vec<ComparedStudy>,
}

/// How many quotes have one result.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedResult {
    /// A word of `quotes.checks`.
    pub check: &'static str,
    pub count: usize,
}

/// With what the quotes of one study were compared.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedStudy {
    pub study: Link,
    /// What its sources are, in the editors' words; empty where they do not say.
    pub what: String,
    /// Quotes whose place in a source is known.
    pub quotes: usize,
    /// ISO date of the latest comparison.
    pub date: String,
}

/// The gaps that one note names.
#[derive(Debug, Clone, Serialize)]
pub struct Gaps {
    pub note: Link,
    pub not_held: Vec<String>,
}

/// One kind of fault that is open.
#[derive(Debug, Clone, Serialize)]
pub struct OpenCheck {
    pub code: &'static str,
    /// `warning` or `note`.
    pub severity: &'static str,
    /// What the check looks for, in words.
    pub about: &'static str,
    pub count: usize,
}

/// One dated note.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// ISO date.
    pub date: String,
    pub note: Link,
}

/// The most changes that the page lists; the feed has them too.
const MOST_CHANGES: usize = 20;

/// The faults that do not stop a build, by code. Those that help editors to write are theirs alone, and those of a day
/// are left out: the site is the same on any day.
pub fn open_checks(faults: &[Diagnostic]) -> Vec<OpenCheck> {
    let mut counts: std::collections::BTreeMap<(Severity, &'static str), OpenCheck> =
        std::collections::BTreeMap::new();
    for fault in faults
        .iter()
        .filter(|fault| fault.severity != Severity::Error)
        .filter(|fault| !fault.code.is_for_editors() && !fault.code.depends_on_the_day())
    {
        let entry = counts
            .entry((fault.severity, fault.code.name()))
            .or_insert(OpenCheck {
                code: fault.code.name(),
                severity: fault.severity.name(),
                about: fault.code.about(),
                count: 0,
            });
        entry.count += 1;
    }
    counts.into_values().collect()
}

impl Views<'_> {
    pub(super) fn evidence_page(&self, path: &str) -> EvidencePage {
        let evidence = self.evidence();
        let silent = evidence
            .themes
            .iter()
            .filter(|(key, _)| self.plan().theme_quotes(*key).is_empty());
        let not_assessed = evidence.findings.values().filter(|finding| {
            let matter = evidence.notes[finding.note].finding_matter();
            matter.is_some_and(|matter| matter.confidence.is_none())
        });
        EvidencePage {
            head: self.made_head("evidence", None, path),
            counts: self.counts(),
            sources: self.compared(),
            gaps: self.gaps(),
            not_assessed: not_assessed.count(),
            themes_without_quotes: silent
                .map(|(_, theme)| self.note_link(theme.note))
                .collect(),
            never_quoted: evidence.never_quoted().count(),
            open_checks: self.open_checks.clone(),
            changes: self.changes(),
        }
    }

    fn compared(&self) -> Option<Compared> {
        let evidence = self.evidence();
        let words = Outcome::ALL.iter().map(|outcome| outcome.name());
        let checks = evidence
            .quotes
            .iter()
            .map(|(key, _)| self.setter.check(key));
        let checks: Option<Vec<&'static str>> = checks.collect();
        let checks = checks.filter(|_| evidence.verified)?;
        let results = words
            .chain(["outdated", "never"])
            .map(|check| ComparedResult {
                check,
                count: checks.iter().filter(|other| **other == check).count(),
            });
        let studies = evidence.studies.iter();
        Some(Compared {
            results: results.filter(|result| result.count > 0).collect(),
            studies: studies
                .filter_map(|(key, _)| self.compared_study(key))
                .collect(),
        })
    }

    fn compared_study(&self, study: StudyKey) -> Option<ComparedStudy> {
        let evidence = self.evidence();
        let found = |quote: &QuoteKey| match &evidence.quotes[*quote].verification {
            Verification::Found(verified) if verified.source.is_some() => Some(verified.date),
            _ => None,
        };
        let dates: Vec<Date> = evidence.studies[study]
            .quotes
            .iter()
            .filter_map(found)
            .collect();
        let matter = evidence.study_note(study).study_matter();
        let what = matter.into_iter().flat_map(|matter| &matter.sources);
        let mut what: Vec<&str> = what.filter_map(|source| source.what.as_deref()).collect();
        what.dedup();
        Some(ComparedStudy {
            study: self.note_link(evidence.studies[study].note),
            what: what.join(", "),
            quotes: dates.len(),
            date: dates.iter().max()?.to_string(),
        })
    }

    fn gaps(&self) -> Vec<Gaps> {
        let notes = self.evidence().notes.iter();
        let with_gaps = notes.filter(|(_, note)| !note.note.common.not_held.is_empty());
        with_gaps
            .map(|(key, note)| Gaps {
                note: self.note_link(key),
                not_held: note.note.common.not_held.clone(),
            })
            .collect()
    }

    fn changes(&self) -> Vec<Change> {
        let evidence = self.evidence();
        let changed = evidence.changes();
        let change = |(date, key)| Change {
            date: format!("{date}"),
            note: self.note_link(key),
        };
        changed.into_iter().take(MOST_CHANGES).map(change).collect()
    }
}
