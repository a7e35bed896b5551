//! Findings and recommendations, and on what they rest.

use super::entities::{
    Convergence, Entity, Finding, FindingKey, LinkedNote, NoteKey, Quote, QuoteKey, Recommendation,
    RecommendationKey, ReferenceKey, Study, StudyKey, Theme, ThemeKey,
};
use super::facets::Codes;
use super::names::{Lookup, Named, Names};
use super::order::Alphabet;
use super::quoted::theme_key;
use super::studies::of_kind;
use super::table::{Table, in_order};
use super::uses::ReferenceKeys;
use crate::diagnostic::{Code, Diagnostic, near};
use crate::model::{ConvergenceEntry, FindingMatter, Kind};
use crate::source::{FileId, Spanned};

/// What claims are tied to.
pub struct Context<'a, 'k> {
    pub notes: &'a mut Table<LinkedNote>,
    pub studies: &'a mut Table<Study>,
    pub themes: &'a mut Table<Theme>,
    pub quotes: &'a Table<Quote>,
    pub names: &'a Names,
    pub keys: &'a ReferenceKeys,
    pub codes: &'a Codes<'k>,
    pub alphabet: &'a Alphabet,
    pub faults: &'a mut Vec<Diagnostic>,
}

/// The upper steps of the chain.
pub struct Claims {
    pub findings: Table<Finding>,
    pub recommendations: Table<Recommendation>,
}

/// Gathers findings and recommendations, and tells studies and themes of them.
pub fn claims(mut context: Context<'_, '_>) -> Claims {
    let finding_notes = context.sorted(Kind::Finding);
    for (index, note) in finding_notes.iter().enumerate() {
        context.notes[*note].entity = Entity::Finding(FindingKey::new(index));
    }
    let mut findings: Table<Finding> = finding_notes
        .into_iter()
        .map(|note| context.finding(note))
        .collect();
    let recommendation_notes = context.sorted(Kind::Recommendation);
    let mut recommendations = Table::default();
    for (index, note) in recommendation_notes.into_iter().enumerate() {
        let key = RecommendationKey::new(index);
        context.notes[note].entity = Entity::Recommendation(key);
        let recommendation = context.recommendation(note);
        for finding in &recommendation.findings {
            findings[*finding].recommendations.push(key);
        }
        recommendations.push(recommendation);
    }
    for (key, finding) in findings.iter() {
        context.tell(key, finding);
    }
    context.themes_of_studies(&findings);
    Claims {
        findings,
        recommendations,
    }
}

impl Context<'_, '_> {
    fn sorted(&self, kind: Kind) -> Vec<NoteKey> {
        let mut notes = of_kind(self.notes, kind);
        notes.sort_by(|a, b| {
            self.alphabet
                .notes(&self.notes[*a].note, &self.notes[*b].note)
        });
        notes
    }

    fn finding(&mut self, key: NoteKey) -> Finding {
        let note = &self.notes[key];
        let file = note.note.file;
        let matter: FindingMatter = note.finding_matter().cloned().unwrap_or_default();
        let themes: Vec<ThemeKey> = matter
            .themes
            .iter()
            .filter_map(|theme| theme_key(theme, file, self.notes, self.names, self.faults))
            .collect();
        let faults_before = self.faults.len();
        let (mut quotes, references) = self.evidence(&matter.evidence, file);
        let names_unknown = self.faults.len() > faults_before;
        if matter.evidence.is_empty() {
            quotes = themes
                .iter()
                .flat_map(|theme| self.themes[*theme].quotes.iter().copied())
                .collect();
        }
        Finding {
            note: key,
            themes,
            quotes: in_order(quotes),
            references,
            names_unknown,
            convergence: self.convergence(&matter.convergence, file),
            recommendations: Vec::new(),
        }
    }

    /// The quotes and references that `evidence:` names.
    fn evidence(
        &mut self,
        written: &[Spanned<String>],
        file: FileId,
    ) -> (Vec<QuoteKey>, Vec<ReferenceKey>) {
        let (mut quotes, mut references) = (Vec::new(), Vec::new());
        for item in written {
            if let Some(key) = item.value.strip_prefix('@') {
                references.extend(self.keys.find(
                    &Spanned::new(key.to_owned(), item.span),
                    file,
                    self.faults,
                ));
                continue;
            }
            match self.names.id(&item.value) {
                Some(Named::Quote(quote)) => quotes.push(quote),
                Some(Named::Withheld) => {}
                Some(Named::Unpublished) => self.faults.push(Diagnostic::new(
                    Code::LinkToUnpublished,
                    item.span.within(file),
                    format!("The quote `{}` is not published", item.value),
                )),
                _ => match self.keys.get(&item.value) {
                    Some(reference) => references.push(reference),
                    None => self.unknown_evidence(item, file),
                },
            }
        }
        (quotes, references)
    }

    fn unknown_evidence(&mut self, item: &Spanned<String>, file: FileId) {
        let message = format!("`{}` is neither a quote nor a citation key", item.value);
        let ids = self.quotes.values().map(|quote| quote.id.as_str());
        let near = near(&item.value, ids.chain(self.keys.keys()));
        self.faults.push(
            Diagnostic::new(Code::UnknownEvidence, item.span.within(file), message)
                .meant(&item.value, near)
                .or_hint("Write the id of a quote, or `@key` for a reference."),
        );
    }

    fn convergence(&mut self, entries: &[ConvergenceEntry], file: FileId) -> Vec<Convergence> {
        let mut convergence: Vec<Convergence> = entries
            .iter()
            .filter_map(|entry| {
                let study = study_key(&entry.study, file, self.notes, self.names, self.faults)?;
                Some(Convergence {
                    study,
                    code: entry.code,
                    note: entry.note.clone(),
                })
            })
            .collect();
        convergence.sort_by_key(|entry| entry.study);
        convergence
    }

    fn recommendation(&mut self, key: NoteKey) -> Recommendation {
        let note = &self.notes[key];
        let file = note.note.file;
        let matter = note.recommendation_matter().cloned().unwrap_or_default();
        let findings = matter
            .findings
            .iter()
            .filter_map(|finding| self.finding_key(finding, file));
        let findings = findings.collect::<Vec<_>>();
        Recommendation {
            note: key,
            facets: self.codes.coded(file, &matter.facets, self.faults),
            findings,
        }
    }

    fn finding_key(&mut self, written: &Spanned<String>, file: FileId) -> Option<FindingKey> {
        let place = written.span.within(file);
        let found = match self.names.look_up(&written.value, None) {
            Lookup::Found(Named::Note(note)) => match self.notes[note].entity {
                Entity::Finding(key) => return Some(key),
                _ => format!("`{}` is not a finding", written.value),
            },
            Lookup::Found(Named::Unpublished) => {
                let message = format!("The finding `{}` is not published", written.value);
                self.faults
                    .push(Diagnostic::new(Code::LinkToUnpublished, place, message));
                return None;
            }
            _ => format!("There is no finding `{}`", written.value),
        };
        let findings = self
            .notes
            .values()
            .filter(|note| matches!(note.entity, Entity::Finding(_)));
        let ids: Vec<&str> = findings.map(|note| note.note.id.as_str()).collect();
        self.faults
            .push(Diagnostic::new(Code::UnknownFinding, place, found).suggest(&written.value, ids));
        None
    }

    /// Tells the themes and studies of a finding.
    fn tell(&mut self, key: FindingKey, finding: &Finding) {
        for theme in &finding.themes {
            self.themes[*theme].findings.push(key);
        }
        let spoken = finding
            .quotes
            .iter()
            .filter_map(|quote| self.quotes[*quote].study);
        let coded = finding
            .convergence
            .iter()
            .filter(|entry| entry.code != crate::model::ConvergenceCode::Silence)
            .map(|entry| entry.study);
        for study in in_order(spoken.chain(coded)) {
            self.studies[study].findings.push(key);
        }
    }

    /// A study's themes are those of its quotes, and those without any quote whose findings it speaks of: a review has
    /// themes and no quotes.
    fn themes_of_studies(&mut self, findings: &Table<Finding>) {
        for study in self.studies.values_mut() {
            let quoted = study
                .quotes
                .iter()
                .flat_map(|quote| self.quotes[*quote].themes.iter().copied());
            let claimed = study
                .findings
                .iter()
                .flat_map(|finding| findings[*finding].themes.iter().copied())
                .filter(|theme| {
                    self.themes[*theme].quotes.is_empty() && self.themes[*theme].children.is_empty()
                });
            study.themes = in_order(quoted.chain(claimed));
        }
    }
}

/// The study that an id names; a fault where there is none.
pub fn study_key(
    written: &Spanned<String>,
    file: FileId,
    notes: &Table<LinkedNote>,
    names: &Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<StudyKey> {
    let place = written.span.within(file);
    if let Lookup::Found(found) = names.look_up(&written.value, None) {
        match found {
            Named::Note(note) => {
                if let Entity::Study(key) = notes[note].entity {
                    return Some(key);
                }
            }
            Named::Unpublished => {
                let message = format!("The study `{}` is not published", written.value);
                faults.push(Diagnostic::new(Code::LinkToUnpublished, place, message));
                return None;
            }
            _ => {}
        }
    }
    let studies = notes
        .values()
        .filter(|note| matches!(note.entity, Entity::Study(_)));
    let ids: Vec<&str> = studies.map(|note| note.note.id.as_str()).collect();
    let message = format!("There is no study `{}`", written.value);
    faults.push(Diagnostic::new(Code::UnknownStudy, place, message).suggest(&written.value, ids));
    None
}
