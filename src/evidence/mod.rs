//! All notes to the evidence: ids resolved, links and backlinks, the chain.
//!
//! [`link`] is the only way to make an [`Evidence`]. Each step below takes what earlier steps gave and returns
//! its own part; no key in the result can dangle.

mod again;
mod blocks;
mod claims;
mod compared;
mod entities;
mod facets;
mod heard;
mod matrix;
mod names;
mod notes;
mod order;
mod people;
mod queries;
mod quoted;
mod spellings;
mod studies;
mod table;
mod targets;
mod terms;
mod tree;
mod uses;
mod verified;

pub use again::Again;
pub use entities::{
    AssetEntry, AssetKey, Attribute, AttributeKey, CodedFacet, Convergence, Entity, FacetRef,
    Finding, FindingKey, GeneratedBlock, LinkedNote, NoteKey, Participant, ParticipantKey, Quote,
    QuoteKey, Recommendation, RecommendationKey, ReferenceEntry, ReferenceKey, ShownMatrix,
    Speaker, Study, StudyKey, Target, Term, TermKey, Theme, ThemeKey, Verification,
};
pub use heard::Heard;
pub use matrix::{Axis, Cell, Item, Matrix, Row};
pub use order::Alphabet;
pub use quoted::quote_id;
pub use spellings::TermFinder;
pub use table::{Key, Table, in_order};
pub use targets::{is_linkable, target_place};

use crate::cite::CitationForm;
use crate::diagnostic::{Checked, Diagnostic};
use crate::load::Asset;
use crate::model::{Config, FormattedReference, Lock, LockEntry, Reference};
use crate::parse::Parsed;
use crate::source::SourceMap;
use names::Names;
use std::sync::Arc;

/// The programme with every target resolved.
#[derive(Debug, Clone)]
pub struct Evidence {
    pub config: Config,
    /// Published notes in the order of their paths.
    pub notes: Table<LinkedNote>,
    /// The note of the home page, if there is one.
    pub home: Option<NoteKey>,
    /// By `order`, then title.
    pub studies: Table<Study>,
    /// By study, then in the order of the tables.
    pub participants: Table<Participant>,
    /// In the order of the publishing rules.
    pub attributes: Table<Attribute>,
    /// In the order of the tree, parents first.
    pub themes: Table<Theme>,
    /// In reading order: themes first, in the order of the tree, then all other notes by path.
    pub quotes: Table<Quote>,
    /// By `order`, then title.
    pub findings: Table<Finding>,
    /// By `order`, then title.
    pub recommendations: Table<Recommendation>,
    /// In the order of the bibliographies.
    pub references: Table<ReferenceEntry>,
    /// In alphabetical order.
    pub terms: Table<Term>,
    pub assets: Table<AssetEntry>,
    /// How citations stand in running text.
    pub citation_form: CitationForm,
    /// The citation style's title.
    pub style_title: String,
    /// How many columns of participants are held back, by study.
    pub held_back: Vec<usize>,
    /// True where `catena verify` has ever run.
    pub verified: bool,
    /// What it found of quotes that are not published now, such as drafts. No page shows it.
    pub kept_verifications: Vec<LockEntry>,
    /// Every name, for a note that is linked again.
    names: Arc<Names>,
}

/// The bibliography as the citation style prints it; both lists run in parallel.
#[derive(Debug, Clone)]
pub struct Bibliography {
    pub references: Vec<Arc<Reference>>,
    pub formatted: Vec<Arc<FormattedReference>>,
    pub form: CitationForm,
    pub style_title: String,
}

/// What is linked besides the notes.
#[derive(Debug)]
pub struct Material<'a> {
    pub sources: &'a SourceMap,
    pub config: &'a Config,
    pub bibliography: Bibliography,
    pub assets: Vec<Asset>,
    /// What `catena verify` found, if it ever ran.
    pub lock: Option<Lock>,
    /// True where drafts are published too.
    pub drafts: bool,
}

/// Ties all notes together. What is wrong with where a note's parts lead stands in [`LinkedNote::faults`].
pub fn link(parsed: Parsed, material: Material<'_>) -> Checked<Evidence> {
    let mut faults: Vec<Diagnostic> = Vec::new();
    let Material {
        sources,
        config,
        bibliography,
        assets,
        lock,
        drafts,
    } = material;
    let alphabet = Alphabet::of(&config.language);
    let (citation_form, style_title) =
        (bibliography.form.clone(), bibliography.style_title.clone());
    let (mut notes, mut names) = notes::published(parsed.notes, sources, drafts, &mut faults);
    let home = notes::home(&notes);
    notes::name_home(&mut notes, home, config);
    let mut studies = studies::studies(&mut notes, &alphabet);
    let people = people::people(
        parsed.data.tables,
        config,
        &notes,
        &mut studies,
        &mut names,
        &mut faults,
    );
    let references = uses::references(bibliography, &alphabet, &mut faults);
    let keys = uses::ReferenceKeys::of(&references);
    let terms = terms::terms(parsed.data.terms, &alphabet, &keys, &mut names, &mut faults);
    let codes = facets::Codes::new(config);
    let mut themes = tree::themes(&mut notes, sources, &alphabet, &codes, &mut faults);
    let mut participants = people.participants;
    let quotes = quoted::quotes(quoted::Context {
        notes: &mut notes,
        studies: &mut studies,
        participants: &mut participants,
        withdrawn: &people.withdrawn,
        themes: &mut themes,
        codes: &codes,
        keys: &keys,
        names: &mut names,
        faults: &mut faults,
    });
    let claims = claims::claims(claims::Context {
        notes: &mut notes,
        studies: &mut studies,
        themes: &mut themes,
        quotes: &quotes,
        names: &names,
        keys: &keys,
        codes: &codes,
        alphabet: &alphabet,
        faults: &mut faults,
    });
    let mut assets: Table<AssetEntry> = assets.into_iter().map(uses::unused_asset).collect();
    let resolver = targets::Resolver::new(sources, &notes, &names, &keys, &assets);
    let material = blocks::Material {
        quotes: &quotes,
        studies: &studies,
        themes: &themes,
        findings: &claims.findings,
        participants: &participants,
        attributes: &people.attributes,
        config,
        codes: &codes,
    };
    let resolved = resolver.all(&notes, &material);
    targets::store(resolved, &mut notes);
    uses::backlinks(&mut notes, &quotes);
    uses::used_assets(&notes, &mut assets);
    let mut references = references;
    uses::citations(
        &notes,
        &mut studies,
        &keys,
        &terms,
        config,
        &mut references,
        &mut faults,
    );
    let mut value = Evidence {
        config: config.clone(),
        notes,
        home,
        studies,
        participants,
        attributes: people.attributes,
        themes,
        quotes,
        findings: claims.findings,
        recommendations: claims.recommendations,
        references,
        terms,
        assets,
        citation_form,
        style_title,
        held_back: people.held_back,
        verified: lock.is_some(),
        kept_verifications: Vec::new(),
        names: Arc::new(names),
    };
    verified::attach(lock.as_ref(), &mut value, &mut faults);
    Checked::new(value, faults)
}
