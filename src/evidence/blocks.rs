//! Generated blocks: what each of them shows.

use super::claims::study_key;
use super::entities::{
    Attribute, FacetRef, Finding, GeneratedBlock, NoteKey, Participant, Quote, QuoteKey, Study,
    StudyKey, Theme, ThemeKey,
};
use super::facets::Codes;
use super::quoted::theme_key;
use super::table::Table;
use super::targets::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::MOST_SHOWN;
use crate::model::{Config, Directive, DirectiveKind, QuoteFilter};
use crate::source::{Place, Spanned};

/// What blocks choose from.
pub struct Material<'a> {
    pub quotes: &'a Table<Quote>,
    pub studies: &'a Table<Study>,
    pub themes: &'a Table<Theme>,
    pub findings: &'a Table<Finding>,
    pub participants: &'a Table<Participant>,
    pub attributes: &'a Table<Attribute>,
    pub config: &'a Config,
    pub codes: &'a Codes<'a>,
}

/// What tells the names that blocks use.
pub struct Context<'a> {
    pub resolver: &'a Resolver<'a>,
    pub material: &'a Material<'a>,
}

impl Context<'_> {
    /// What a block of the note `from` shows.
    pub fn resolve(
        &self,
        from: NoteKey,
        block: &Directive,
        faults: &mut Vec<Diagnostic>,
    ) -> GeneratedBlock {
        let place = self.resolver.notes[from].place(block.span);
        match &block.kind {
            DirectiveKind::Quotes(filter) => {
                GeneratedBlock::Quotes(self.quotes(from, filter, faults))
            }
            DirectiveKind::Bibliography { keys } => {
                let file = self.resolver.notes[from].note.file;
                let found = keys
                    .iter()
                    .filter_map(|key| self.resolver.keys.find(key, file, faults));
                GeneratedBlock::Bibliography(found.collect())
            }
            DirectiveKind::Flow { study } => self
                .study(from, study.as_ref(), place, faults)
                .filter(|study| self.has_flow(*study, place, faults))
                .map_or(GeneratedBlock::Nothing, GeneratedBlock::Flow),
            DirectiveKind::Participants { study } => self
                .study(from, study.as_ref(), place, faults)
                .map_or(GeneratedBlock::Nothing, GeneratedBlock::Participants),
            DirectiveKind::Matrix(block) => self
                .matrix(from, block, place, faults)
                .map_or(GeneratedBlock::Nothing, GeneratedBlock::Matrix),
            DirectiveKind::Voices { quotes, by } => self
                .voices(from, quotes, by.as_ref(), place, faults)
                .unwrap_or(GeneratedBlock::Nothing),
            DirectiveKind::Gaps { of: None } => GeneratedBlock::Gaps(None),
            DirectiveKind::Gaps { of: Some(note) } => {
                let place = self.resolver.notes[from].place(note.span);
                let found = self.resolver.entity(from, &note.value, place, faults);
                found.map_or(GeneratedBlock::Nothing, |(key, _)| {
                    GeneratedBlock::Gaps(Some(key))
                })
            }
        }
    }

    /// Reports a note whose blocks show more than a page can hold: a few lines could make a site of any size.
    pub fn refuse_too_much(
        &self,
        note: NoteKey,
        shown: &[GeneratedBlock],
        faults: &mut Vec<Diagnostic>,
    ) {
        let count = |block: &GeneratedBlock| match block {
            GeneratedBlock::Quotes(quotes) => quotes.len(),
            GeneratedBlock::Bibliography(references) if references.is_empty() => {
                self.resolver.keys.len()
            }
            GeneratedBlock::Bibliography(references) => references.len(),
            GeneratedBlock::Participants(study) => self.material.studies[*study].participants.len(),
            GeneratedBlock::Gaps(None) => self.resolver.notes.len(),
            GeneratedBlock::Matrix(matrix) => self.cells(matrix),
            GeneratedBlock::Voices { by, .. } => self.material.attributes[*by].values.len(),
            GeneratedBlock::Gaps(Some(_)) | GeneratedBlock::Flow(_) | GeneratedBlock::Nothing => 1,
        };
        let blocks = &self.resolver.notes[note].note.body.directives;
        let all: usize = shown.iter().map(count).sum();
        if let Some(first) = blocks.first().filter(|_| all > MOST_SHOWN) {
            let place = self.resolver.notes[note].place(first.span);
            let message =
                format!("The generated blocks of this note show more than {MOST_SHOWN} entries");
            faults.push(
                Diagnostic::new(Code::TooMany, place, message)
                    .hint("Write `limit:`, or choose fewer."),
            );
        }
    }

    /// The study that a block names, or the one in whose folder its note lies.
    fn study(
        &self,
        from: NoteKey,
        written: Option<&Spanned<String>>,
        place: Place,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<StudyKey> {
        let note = &self.resolver.notes[from];
        let study = match written {
            Some(written) => {
                return study_key(
                    written,
                    note.note.file,
                    self.resolver.notes,
                    self.resolver.names,
                    faults,
                );
            }
            None => note.study,
        };
        if study.is_none() {
            faults.push(
                Diagnostic::new(
                    Code::UnknownStudy,
                    place,
                    "This block does not say which study it shows",
                )
                .hint("Write `study: …` with the study's id inside the block."),
            );
        }
        study
    }

    fn has_flow(&self, study: StudyKey, place: Place, faults: &mut Vec<Diagnostic>) -> bool {
        let note = &self.resolver.notes[self.material.studies[study].note];
        let has = note
            .study_matter()
            .is_some_and(|matter| matter.flow.is_some());
        if !has {
            let message = format!("The study “{}” has no flow", note.title);
            faults.push(
                Diagnostic::new(Code::MissingKey, place, message)
                    .hint("Add `flow:` with its PRISMA figures to the study's front matter."),
            );
        }
        has
    }

    pub(super) fn quotes(
        &self,
        from: NoteKey,
        filter: &QuoteFilter,
        faults: &mut Vec<Diagnostic>,
    ) -> Vec<QuoteKey> {
        let file = self.resolver.notes[from].note.file;
        let (notes, names) = (self.resolver.notes, self.resolver.names);
        let themes: Vec<ThemeKey> = filter
            .themes
            .iter()
            .filter_map(|theme| theme_key(theme, file, notes, names, faults))
            .collect();
        let studies: Vec<StudyKey> = filter
            .studies
            .iter()
            .filter_map(|study| study_key(study, file, notes, names, faults))
            .collect();
        let facets: Vec<FacetRef> = filter
            .facets
            .iter()
            .filter_map(|(facet, value)| self.material.codes.resolve(file, facet, value, faults))
            .collect();
        let passes = |quote: &Quote| {
            (themes.is_empty() || quote.themes.iter().any(|theme| themes.contains(theme)))
                && (studies.is_empty() || quote.study.is_some_and(|study| studies.contains(&study)))
                && (facets.is_empty() || quote.facets.iter().any(|facet| facets.contains(facet)))
        };
        self.material
            .quotes
            .iter()
            .filter(|(_, quote)| passes(quote))
            .map(|(key, _)| key)
            .take(filter.limit.unwrap_or(usize::MAX))
            .collect()
    }
}
