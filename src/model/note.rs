//! A note: one Markdown file of the programme.

use super::{
    Acceptance, Body, Date, FindingMatter, Id, MarkedCount, Node, RecommendationMatter,
    StudyMatter, ThemeMatter,
};
use crate::source::{FileId, Span, Spanned};

/// One note as written.
#[derive(Debug, Clone)]
pub struct Note {
    pub file: FileId,
    /// The file stem, or the folder's name for `index.md`; `index` for the home page.
    pub id: Id,
    /// The folder below `content/`, with `/` between its parts; empty at the top.
    pub folder: String,
    /// The study in whose folder the note lies, by id.
    pub study: Option<Id>,
    /// The YAML between the `---` lines, if there is any.
    pub front_matter: Option<Span>,
    pub common: Common,
    pub matter: Matter,
    pub body: Body,
}

/// What kind of thing a note describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Home,
    Page,
    Study,
    Theme,
    Finding,
    Recommendation,
}

impl Kind {
    pub const ALL: &[Kind] = &[
        Kind::Home,
        Kind::Page,
        Kind::Study,
        Kind::Theme,
        Kind::Finding,
        Kind::Recommendation,
    ];

    /// The word that front matter uses.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Home => "home",
            Kind::Page => "page",
            Kind::Study => "study",
            Kind::Theme => "theme",
            Kind::Finding => "finding",
            Kind::Recommendation => "recommendation",
        }
    }
}

/// What front matter says for every kind of note.
#[derive(Debug, Clone, Default)]
pub struct Common {
    /// Absent only on the home page; a note without one has a fault and its id for a title.
    pub title: Option<Spanned<String>>,
    /// Plain English, shown first.
    pub summary: Option<Spanned<String>>,
    /// Numbers in the summary that say what they count.
    pub counts: Vec<MarkedCount>,
    pub status: Status,
    pub aliases: Vec<Spanned<String>>,
    pub authors: Vec<Author>,
    pub created: Option<Spanned<Date>>,
    pub updated: Option<Spanned<Date>>,
    /// Position among siblings; those without one come after, by title.
    pub order: Option<i64>,
    /// Named gaps.
    pub not_held: Vec<String>,
    /// Keys of references to list though nothing cites them.
    pub nocite: Vec<Spanned<String>>,
    /// Faults of this note that somebody let stand.
    pub accept: Vec<Acceptance>,
    /// Anything, for a look's templates.
    pub extra: Option<Node>,
}

impl Common {
    /// The day of the last change, or that on which the note was made, as far as it says.
    pub fn date(&self) -> Option<Date> {
        let date = self.updated.as_ref().or(self.created.as_ref());
        date.map(|date| date.value)
    }
}

/// Who may see a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    #[default]
    Public,
    /// Only with `--drafts`.
    Draft,
    /// Never leaves the machine.
    Internal,
}

impl Status {
    pub const ALL: &[Status] = &[Status::Public, Status::Draft, Status::Internal];

    /// The word that front matter uses.
    pub fn name(self) -> &'static str {
        match self {
            Status::Public => "public",
            Status::Draft => "draft",
            Status::Internal => "internal",
        }
    }

    /// Whether a note is published, by whether drafts are.
    pub fn is_published(self, drafts: bool) -> bool {
        match self {
            Status::Public => true,
            Status::Draft => drafts,
            Status::Internal => false,
        }
    }
}

/// A person who wrote a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    /// The sixteen characters of an ORCID iD: `0000-0003-0175-443X`.
    pub orcid: Option<String>,
}

/// What front matter says for one kind of note.
#[derive(Debug, Clone)]
pub enum Matter {
    Home,
    Page,
    Study(Box<StudyMatter>),
    Theme(Box<ThemeMatter>),
    Finding(Box<FindingMatter>),
    Recommendation(Box<RecommendationMatter>),
}

impl Matter {
    pub fn kind(&self) -> Kind {
        match self {
            Matter::Home => Kind::Home,
            Matter::Page => Kind::Page,
            Matter::Study(_) => Kind::Study,
            Matter::Theme(_) => Kind::Theme,
            Matter::Finding(_) => Kind::Finding,
            Matter::Recommendation(_) => Kind::Recommendation,
        }
    }
}

/// One value of one facet, as a note codes itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCoding {
    pub facet: Spanned<String>,
    pub value: Spanned<String>,
    /// True where the source states it; false where the editors read it so.
    pub stated: bool,
}
