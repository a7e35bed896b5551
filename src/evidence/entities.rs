//! What the evidence is made of, with every target resolved.

use super::matrix::Axis;
use super::names::folded;
use super::table::Key;
use crate::diagnostic::Diagnostic;
use crate::model::{
    ConvergenceCode, FindingMatter, FlowField, FormattedReference, MatrixCells, Matter, Note,
    Reference, Relation, StudyMatter, ThemeMatter, Verified,
};
use crate::model::{RecommendationMatter, Term as WrittenTerm};
use crate::source::{Place, Span};
use crate::untrusted::Address;
use std::sync::Arc;

pub type NoteKey = Key<LinkedNote>;
pub type StudyKey = Key<Study>;
pub type ParticipantKey = Key<Participant>;
pub type AttributeKey = Key<Attribute>;
pub type ThemeKey = Key<Theme>;
pub type QuoteKey = Key<Quote>;
pub type FindingKey = Key<Finding>;
pub type RecommendationKey = Key<Recommendation>;
pub type ReferenceKey = Key<ReferenceEntry>;
pub type TermKey = Key<Term>;
pub type AssetKey = Key<AssetEntry>;

/// A published note with what its parts lead to. Lists follow the lists of its body, item by item.
#[derive(Debug, Clone)]
pub struct LinkedNote {
    pub note: Arc<Note>,
    pub title: String,
    pub entity: Entity,
    /// The study in whose folder the note lies.
    pub study: Option<StudyKey>,
    pub links: Vec<Target>,
    pub images: Vec<Target>,
    /// For each citation its references; a key that does not exist leaves no entry.
    pub citations: Vec<Vec<Option<ReferenceKey>>>,
    /// Absent for a quote that is not published.
    pub quotes: Vec<Option<QuoteKey>>,
    pub blocks: Vec<GeneratedBlock>,
    pub nocite: Vec<ReferenceKey>,
    /// Where readers find what a figure of the study's flow counts.
    pub flow_links: Vec<(FlowField, Target)>,
    /// Notes that link here or show a quote of this note, in the order of their paths.
    pub backlinks: Vec<NoteKey>,
    /// Parts that lead nowhere, or where they must not.
    pub faults: Vec<Diagnostic>,
}

/// What a note describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entity {
    Home,
    Page,
    Study(StudyKey),
    Theme(ThemeKey),
    Finding(FindingKey),
    Recommendation(RecommendationKey),
}

/// Where a link or image leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    Note(NoteKey),
    /// A heading by its index in the note's body.
    Heading(NoteKey, usize),
    Quote(QuoteKey),
    Participant(ParticipantKey),
    Term(TermKey),
    Asset(AssetKey),
    External(Address),
    /// Nowhere: the target does not exist, which is a fault, or must not be published.
    Nothing,
}

/// What a generated block shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeneratedBlock {
    Quotes(Vec<QuoteKey>),
    Bibliography(Vec<ReferenceKey>),
    Flow(StudyKey),
    Participants(StudyKey),
    /// The gaps of one note, or of all.
    Gaps(Option<NoteKey>),
    Matrix(ShownMatrix),
    /// Who is heard in some quotes, among some people.
    Voices {
        by: AttributeKey,
        quotes: Vec<QuoteKey>,
        people: Vec<ParticipantKey>,
    },
    /// Its target does not exist, which is a fault.
    Nothing,
}

/// What a matrix sets against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownMatrix {
    pub rows: Axis,
    pub columns: Axis,
    pub cells: MatrixCells,
    /// The themes that are shown, where the block chooses some.
    pub themes: Option<Vec<ThemeKey>>,
}

/// One strand of evidence.
#[derive(Debug, Clone)]
pub struct Study {
    pub note: NoteKey,
    pub publications: Vec<(ReferenceKey, Relation)>,
    /// In the order of the table, those who withdrew left out.
    pub participants: Vec<ParticipantKey>,
    /// Further notes in the study's folder, in reading order.
    pub notes: Vec<NoteKey>,
    pub quotes: Vec<QuoteKey>,
    /// Themes of its quotes and of the findings in which it says something, in the order of the tree.
    pub themes: Vec<ThemeKey>,
    /// Findings that rest on its quotes or say what it says.
    pub findings: Vec<FindingKey>,
}

/// One person who took part, with what may be published of them.
#[derive(Debug, Clone)]
pub struct Participant {
    pub study: StudyKey,
    pub id: String,
    pub place: Place,
    /// For each published attribute the index of its value; absent where the table holds none.
    pub values: Vec<Option<usize>>,
    /// How they are named besides the id.
    pub detail: String,
    pub quotes: Vec<QuoteKey>,
}

/// An attribute of participants that may be published.
#[derive(Debug, Clone)]
pub struct Attribute {
    pub name: String,
    pub label: String,
    /// Every value, in the order of first use in a rule or table.
    pub values: Vec<String>,
}

/// A theme in its tree.
#[derive(Debug, Clone)]
pub struct Theme {
    pub note: NoteKey,
    pub parent: Option<ThemeKey>,
    pub children: Vec<ThemeKey>,
    pub quotes: Vec<QuoteKey>,
    pub findings: Vec<FindingKey>,
    pub facets: Vec<CodedFacet>,
}

/// A facet's value, by the indexes of both in the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FacetRef {
    pub facet: usize,
    pub value: usize,
}

/// A facet's value and whether the source states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodedFacet {
    pub at: FacetRef,
    pub stated: bool,
}

/// Somebody's words.
#[derive(Debug, Clone)]
pub struct Quote {
    pub id: String,
    /// The note in which it lives, and its index there.
    pub home: NoteKey,
    pub index: usize,
    pub speaker: Speaker,
    /// The speaker's study; absent for a document.
    pub study: Option<StudyKey>,
    pub themes: Vec<ThemeKey>,
    pub facets: Vec<FacetRef>,
    /// Words that the speaker says.
    pub words: usize,
    pub verification: Verification,
}

/// What is known of a quote's agreement with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verification {
    /// `quotes.lock` does not know the quote, or there is none.
    Never,
    /// The words or the speaker were changed after this was found.
    Outdated(Verified),
    /// This was found, and the quote is as it was.
    Found(Verified),
}

/// Whose words a quote holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    Participant(ParticipantKey),
    Document(ReferenceKey),
}

/// What the evidence says.
#[derive(Debug, Clone)]
pub struct Finding {
    pub note: NoteKey,
    pub themes: Vec<ThemeKey>,
    /// The quotes on which it rests, in their own order.
    pub quotes: Vec<QuoteKey>,
    /// References named as evidence.
    pub references: Vec<ReferenceKey>,
    /// True where it names evidence that cannot be found, which is a fault of its own.
    pub names_unknown: bool,
    pub convergence: Vec<Convergence>,
    pub recommendations: Vec<RecommendationKey>,
}

/// What one study says about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Convergence {
    pub study: StudyKey,
    pub code: ConvergenceCode,
    pub note: Option<String>,
}

/// What should follow.
#[derive(Debug, Clone)]
pub struct Recommendation {
    pub note: NoteKey,
    pub findings: Vec<FindingKey>,
    pub facets: Vec<CodedFacet>,
}

/// A reference and where it is used.
#[derive(Debug, Clone)]
pub struct ReferenceEntry {
    pub reference: Arc<Reference>,
    pub formatted: Arc<FormattedReference>,
    /// Its place in the order of authors, then year, then title, by the language's alphabet.
    pub rank: usize,
    /// Notes that cite or list it, in the order of their paths.
    pub cited_on: Vec<NoteKey>,
    /// True where the configuration, a study or the glossary names it.
    pub used_elsewhere: bool,
}

/// A glossary term.
#[derive(Debug, Clone)]
pub struct Term {
    pub id: String,
    pub written: WrittenTerm,
    pub source: Option<ReferenceKey>,
    pub see: Vec<TermKey>,
}

/// A file that notes may show.
#[derive(Debug, Clone)]
pub struct AssetEntry {
    pub asset: crate::load::Asset,
    /// True where a published note shows or links it: only then is it published.
    pub used: bool,
}

impl LinkedNote {
    /// The whole note as a place.
    pub fn place(&self, span: Span) -> Place {
        span.within(self.note.file)
    }

    /// The id, title or alias that a name means, as the note writes it: the very name where there is one.
    pub fn spelling(&self, name: &str) -> Option<&str> {
        let common = &self.note.common;
        let titles = common.title.iter().chain(&common.aliases);
        let titles = titles.map(|name| name.value.as_str());
        let names: Vec<&str> = std::iter::once(self.note.id.as_str())
            .chain(titles)
            .collect();
        let meant = folded(name);
        let exact = names.iter().find(|own| **own == name);
        let found = exact.or_else(|| names.iter().find(|own| folded(own) == meant));
        found.copied()
    }

    /// The plain summary, if the note has one.
    pub fn summary(&self) -> Option<String> {
        self.note
            .common
            .summary
            .as_ref()
            .map(|summary| summary.value.clone())
    }

    /// What the front matter says for a study; `None` for any other kind, as below.
    pub fn study_matter(&self) -> Option<&StudyMatter> {
        match &self.note.matter {
            Matter::Study(matter) => Some(matter),
            _ => None,
        }
    }

    pub fn theme_matter(&self) -> Option<&ThemeMatter> {
        match &self.note.matter {
            Matter::Theme(matter) => Some(matter),
            _ => None,
        }
    }

    pub fn finding_matter(&self) -> Option<&FindingMatter> {
        match &self.note.matter {
            Matter::Finding(matter) => Some(matter),
            _ => None,
        }
    }

    pub fn recommendation_matter(&self) -> Option<&RecommendationMatter> {
        match &self.note.matter {
            Matter::Recommendation(matter) => Some(matter),
            _ => None,
        }
    }
}
