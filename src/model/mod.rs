//! What a programme is made of: one domain type per file, as editors write it.
//!
//! Types here hold what was written, each part with its span and its targets still unresolved. The
//! resolved forms, in which no id can dangle, are in [`crate::evidence`].

mod acceptance;
mod body;
mod checks;
mod config;
mod count;
mod data;
mod date;
mod directive;
mod finding;
mod flow;
mod html;
mod id;
mod language;
mod note;
mod participant;
mod pattern;
mod plural;
mod quote;
mod recommendation;
mod reference;
mod rich;
mod study;
mod term;
mod theme;
mod verification;
mod words;

pub use acceptance::Acceptance;
pub use body::{
    Alignment, Block, BlockKind, Body, Citation, CitationItem, Definition, Heading, Image, Inline,
    Link, LinkTarget, ListItem, Locator,
};
pub use checks::{Checks, Weight, Weights};
pub use config::{
    AttributeRule, BaseUrl, CommonPhrase, Config, Contact, Derivation, Facet, FacetValue, Licence,
    ParticipantRules,
};
pub use count::MarkedCount;
pub use data::{Data, Entry, Node};
pub use date::Date;
pub use directive::{Directive, DirectiveKind, MatrixBlock, MatrixCells, QuoteFilter};
pub use finding::{
    Concern, Confidence, ConfidenceLevel, ConvergenceCode, ConvergenceEntry, FindingMatter,
    FindingType, Rated,
};
pub use flow::{Flow, FlowCount, FlowEntry, FlowField};
pub use html::{Html, attribute, escape, escape_into, escape_to, plain_json};
pub use id::{Id, slug};
pub use language::{is_right_to_left, runs_right_to_left};
pub use note::{Author, Common, FacetCoding, Kind, Matter, Note, Status};
pub use participant::{ParticipantRow, ParticipantTable};
pub use pattern::PathPattern;
pub use plural::Plurals;
pub use quote::{Emphasis, Mark, Quote, QuotePiece, QuoteSource, words_said};
pub use recommendation::RecommendationMatter;
pub use reference::{FormattedReference, Reference};
pub use rich::{Piece, Position, RichText};
pub use study::{PublicationEntry, Relation, StudyMatter, StudySource};
pub use term::Term;
pub use theme::ThemeMatter;
pub use verification::{Lock, LockEntry, Outcome, SourcePlace, Verified, words_hash};
pub use words::{Words, WordsError, fill};
