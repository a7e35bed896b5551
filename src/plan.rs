//! Every page, path and anchor of the site, decided once.

mod confidence;
mod lists;
mod map;
mod paths;
mod sections;
mod split;
mod ways;
mod weight;

pub use confidence::confidence_path;
pub use lists::{Document, QuoteList, QuoteListKind};
pub use map::{MOST_COLUMNS, MapPart, axes, column_anchor};
pub use paths::root_of;
pub use sections::{USUAL_SECTIONS, section_names, section_path};
pub use split::Split;
pub use ways::{Way, WayKind};
pub use weight::{Cards, is_too_long};

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::evidence::{
    Entity, Evidence, FindingKey, Item, NoteKey, ParticipantKey, QuoteKey, RecommendationKey,
    ReferenceKey, StudyKey, TermKey, ThemeKey,
};
use crate::model::Id;
use std::collections::HashMap;

/// The path of the meeting pack of the whole programme.
pub const PACK: &str = "print.html";

/// The site as it will be.
#[derive(Debug)]
pub struct SitePlan {
    /// Every page in the order in which they are made.
    pub pages: Vec<Page>,
    /// The path of each note's page.
    notes: Vec<String>,
    /// The pages of each study's participants, where it has any.
    participants: Vec<Option<Split>>,
    /// The pages of the references, in their order.
    pub references: Split,
    /// The pages of the list of all pages.
    pub sitemap: Split,
    /// Every list of quotes; the index of all quotes is the first.
    pub lists: Vec<QuoteList>,
    /// Every way of dividing the quotes.
    pub ways: Vec<Way>,
    by_kind: HashMap<QuoteListKind, usize>,
    /// The quotes of each theme and of all below it, in their own order.
    theme_quotes: Vec<Vec<QuoteKey>>,
    /// The evidence map: the whole programme's part is the first, then each theme's.
    pub map: Vec<MapPart>,
    /// Findings across studies whose confidence somebody has assessed.
    pub assessed: Vec<FindingKey>,
}

/// One page and its path from the site's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub path: String,
    pub kind: PageKind,
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKind {
    Home,
    Note(NoteKey),
    Study(StudyKey),
    Studies,
    Theme(ThemeKey),
    Themes,
    Finding(FindingKey),
    Findings,
    /// A page of the GRADE-CERQual tables, by its number from 0.
    Confidence {
        number: usize,
    },
    Recommendation(RecommendationKey),
    Recommendations,
    /// A page of a list, by the list's index and the page's number from 0.
    Quotes {
        list: usize,
        number: usize,
    },
    /// A page of a way into the quotes that has too many values for the index.
    Way {
        way: usize,
        number: usize,
    },
    Voices,
    /// A page of a part of the evidence map, by the part's index and the page's number from 0.
    Map {
        part: usize,
        number: usize,
    },
    /// The whole programme, made for paper.
    Pack,
    /// One theme, made for paper.
    ThemePack(ThemeKey),
    /// A page of a study's participants, by its number from 0.
    Participants {
        study: StudyKey,
        number: usize,
    },
    /// A page of the references, by its number from 0.
    References {
        number: usize,
    },
    Glossary,
    Evidence,
    Search,
    Data,
    Accessibility,
    NotFound,
    /// A page of the list of all pages, by its number from 0.
    Sitemap {
        number: usize,
    },
    /// An old address that leads to a new one.
    Redirect {
        to: String,
    },
}

/// Plans the site, whose quotes have cards of these weights. Two pages that want one path are a fault.
pub fn plan(evidence: &Evidence, cards: &Cards) -> Checked<SitePlan> {
    let notes: Vec<String> = evidence
        .notes
        .keys()
        .map(|key| paths::note(evidence, key))
        .collect();
    let theme_quotes: Vec<Vec<QuoteKey>> = evidence
        .themes
        .keys()
        .map(|theme| evidence.quotes_below(theme).into_iter().collect())
        .collect();
    let mut paths = lists::Paths::default();
    let ways = ways::all(evidence, &mut paths);
    let lists = lists::all(evidence, &theme_quotes, cards, &mut paths);
    let participants = evidence.studies.iter().map(|(_, study)| {
        let stem = format!("participants/{}", evidence.notes[study.note].note.id);
        let people = study.participants.iter();
        let weights = people.map(|key| weight::of_person(evidence, *key));
        let some = !study.participants.is_empty();
        some.then(|| Split::of(&stem, weights))
    });
    let mut plan = SitePlan {
        participants: participants.collect(),
        references: references(evidence),
        sitemap: Split::of("sitemap", [].into_iter()),
        by_kind: lists
            .iter()
            .enumerate()
            .map(|(index, list)| (list.kind, index))
            .collect(),
        pages: Vec::new(),
        notes,
        lists,
        ways,
        theme_quotes,
        map: map::parts(evidence),
        assessed: confidence::assessed(evidence),
    };
    plan.pages = pages(evidence, &plan);
    let listed = plan
        .pages
        .iter()
        .filter(|page| page.kind.is_listed(evidence));
    let links = listed.map(|page| weight::of_link(evidence, page));
    plan.sitemap = Split::of("sitemap", links);
    plan.pages
        .extend(split(&plan.sitemap, |number| PageKind::Sitemap { number }));
    let mut diagnostics = taken_paths(evidence, &mut plan);
    diagnostics.extend(unknown_navigation(evidence));
    Checked::new(plan, diagnostics)
}

fn references(evidence: &Evidence) -> Split {
    Split::of("references", weight::of_references(evidence).into_iter())
}

fn pages(evidence: &Evidence, plan: &SitePlan) -> Vec<Page> {
    let page = |path: &str, kind| Page {
        path: path.to_owned(),
        kind,
    };
    let mut pages = vec![page("index.html", PageKind::Home)];
    for (key, note) in evidence.notes.iter() {
        let kind = match note.entity {
            Entity::Home if Some(key) == evidence.home => continue,
            Entity::Home | Entity::Page => PageKind::Note(key),
            Entity::Study(study) => PageKind::Study(study),
            Entity::Theme(theme) => PageKind::Theme(theme),
            Entity::Finding(finding) => PageKind::Finding(finding),
            Entity::Recommendation(recommendation) => PageKind::Recommendation(recommendation),
        };
        pages.push(page(plan.note(key), kind));
    }
    for (index, list) in plan.lists.iter().enumerate() {
        for number in 0..list.pages() {
            let kind = PageKind::Quotes {
                list: index,
                number,
            };
            pages.push(page(&list.path(number), kind));
        }
    }
    for (index, way) in plan.ways.iter().enumerate() {
        let numbered = (0..way.pages()).filter_map(|number| Some((number, way.path(number)?)));
        pages.extend(
            numbered.map(|(number, path)| page(&path, PageKind::Way { way: index, number })),
        );
    }
    for (study, people) in plan.participants.iter().enumerate() {
        let study = StudyKey::new(study);
        let people = people.iter();
        pages.extend(people.flat_map(|people| {
            split(people, move |number| PageKind::Participants {
                study,
                number,
            })
        }));
    }
    for (index, part) in plan.map.iter().enumerate() {
        for number in 0..part.pages() {
            let kind = PageKind::Map {
                part: index,
                number,
            };
            pages.push(page(&part.path(number), kind));
        }
    }
    let packs = evidence.themes.keys();
    pages.extend(packs.map(|key| page(&plan.theme_pack(evidence, key), PageKind::ThemePack(key))));
    pages.extend(split(&plan.references, |number| PageKind::References {
        number,
    }));
    for number in 0..plan.assessed_pages() {
        pages.push(page(
            &confidence_path(number),
            PageKind::Confidence { number },
        ));
    }
    pages.extend([
        page(PACK, PageKind::Pack),
        page("studies/index.html", PageKind::Studies),
        page("themes/index.html", PageKind::Themes),
        page("findings/index.html", PageKind::Findings),
        page("recommendations/index.html", PageKind::Recommendations),
        page("quotes/voices.html", PageKind::Voices),
        page("glossary.html", PageKind::Glossary),
        page("evidence.html", PageKind::Evidence),
        page("search.html", PageKind::Search),
        page("data/index.html", PageKind::Data),
        page("accessibility.html", PageKind::Accessibility),
        page("404.html", PageKind::NotFound),
    ]);
    pages.extend(redirects(evidence, plan));
    pages
}

/// The pages of a list.
fn split(list: &Split, kind: impl Fn(usize) -> PageKind) -> impl Iterator<Item = Page> {
    (0..list.pages()).map(move |number| Page {
        path: list.path(number),
        kind: kind(number),
    })
}

/// Old ids of notes, which `aliases` keeps, stay addresses.
fn redirects(evidence: &Evidence, plan: &SitePlan) -> Vec<Page> {
    let mut redirects = Vec::new();
    for (key, note) in evidence.notes.iter() {
        let to = plan.note(key);
        let folder = to.rfind('/').map_or("", |at| &to[..=at]);
        for alias in &note.note.common.aliases {
            if let Some(id) = Id::parse(&alias.value).filter(|id| *id != note.note.id) {
                redirects.push(Page {
                    path: format!("{folder}{id}.html"),
                    kind: PageKind::Redirect { to: to.to_owned() },
                });
            }
        }
    }
    redirects
}

/// Reports pages whose path another has, and takes them out of the plan.
fn taken_paths(evidence: &Evidence, plan: &mut SitePlan) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut seen: HashMap<String, PageKind> = HashMap::new();
    let pages = std::mem::take(&mut plan.pages);
    for page in pages {
        let folded = page.path.to_lowercase();
        let Some(other) = seen.get(&folded) else {
            seen.insert(folded, page.kind.clone());
            plan.pages.push(page);
            continue;
        };
        // An alias gives way in silence: the page that has its name now is the better answer.
        if matches!(page.kind, PageKind::Redirect { .. }) {
            continue;
        }
        let note = [&page.kind, other]
            .into_iter()
            .find_map(|kind| note_of(evidence, kind));
        let place = note.map(|key| evidence.notes[key].place(crate::source::Span::default()));
        let both_notes = [&page.kind, other]
            .iter()
            .all(|kind| note_of(evidence, kind).is_some());
        let (message, hint) = if both_notes {
            let message = format!("Two notes would have the address `{}`", page.path);
            (message, "Rename one of the notes or its folder.")
        } else {
            let message = format!("Catena itself makes the page `{}`", page.path);
            (message, "Rename this note or its folder.")
        };
        faults.push(Diagnostic::new(Code::PathTaken, place, message).hint(hint));
    }
    faults
}

/// Reports entries of the navigation that name neither a section nor a note.
fn unknown_navigation(evidence: &Evidence) -> Vec<Diagnostic> {
    let written = evidence.config.navigation.iter().flatten();
    let unknown = written.filter(|name| {
        let is_note = || {
            evidence
                .notes
                .values()
                .any(|note| note.note.id.as_str() == name.value)
        };
        section_path(&name.value).is_none() && !is_note()
    });
    unknown
        .map(|name| {
            let place = evidence.config.file.map(|file| name.span.within(file));
            let message = format!(
                "The navigation names `{}`, which is no section and no note",
                name.value
            );
            Diagnostic::new(Code::UnknownLink, place, message).suggest(&name.value, section_names())
        })
        .collect()
}

impl PageKind {
    /// True for pages that the list of all pages names; others are found from their neighbours.
    pub fn is_listed(&self, evidence: &Evidence) -> bool {
        match self {
            // A study's page lists its own further notes.
            PageKind::Note(key) => evidence.notes[*key].study.is_none(),
            PageKind::Quotes { number, .. }
            | PageKind::Way { number, .. }
            | PageKind::Participants { number, .. }
            | PageKind::Confidence { number }
            | PageKind::References { number } => *number == 0,
            // A theme's part of the map is reached from the map and the theme.
            PageKind::Map { part, number } => *part == 0 && *number == 0,
            // A theme's page leads to its pack.
            PageKind::ThemePack(_)
            | PageKind::NotFound
            | PageKind::Sitemap { .. }
            | PageKind::Redirect { .. } => false,
            _ => true,
        }
    }
}

fn note_of(evidence: &Evidence, kind: &PageKind) -> Option<NoteKey> {
    Some(match kind {
        PageKind::Note(key) => *key,
        PageKind::Study(key) => evidence.studies[*key].note,
        PageKind::Theme(key) => evidence.themes[*key].note,
        PageKind::Finding(key) => evidence.findings[*key].note,
        PageKind::Recommendation(key) => evidence.recommendations[*key].note,
        _ => return None,
    })
}

impl SitePlan {
    /// True where the lists of quotes end their pages where they would with cards of these weights.
    pub fn fits_cards(&self, cards: &Cards) -> bool {
        self.lists.iter().all(|list| list.fits(cards))
    }

    /// True where the list of references ends its pages where it would with what notes cite now.
    pub fn fits_citations(&self, evidence: &Evidence) -> bool {
        self.references == references(evidence)
    }

    /// The path of a note's page.
    pub fn note(&self, note: NoteKey) -> &str {
        &self.notes[note.index()]
    }

    /// The permalink of a quote: its home and its anchor.
    pub fn quote(&self, evidence: &Evidence, quote: QuoteKey) -> String {
        let quote = &evidence.quotes[quote];
        format!("{}#{}", self.note(quote.home), quote.id)
    }

    /// The pages of a study's participants.
    pub fn people(&self, study: StudyKey) -> Option<&Split> {
        self.participants[study.index()].as_ref()
    }

    /// The first page of a study's participants.
    pub fn participants(&self, study: StudyKey) -> Option<&str> {
        self.people(study).map(Split::first)
    }

    /// A participant's row.
    pub fn participant(&self, evidence: &Evidence, participant: ParticipantKey) -> String {
        let entry = &evidence.participants[participant];
        let all = &evidence.studies[entry.study].participants;
        let page = self.people(entry.study).map_or_else(
            || "quotes/voices.html".to_owned(),
            |people| people.path_of(all.partition_point(|other| *other < participant)),
        );
        format!("{page}#{}", participant_anchor(&entry.id))
    }

    /// A term's entry in the glossary.
    pub fn term(&self, evidence: &Evidence, term: TermKey) -> String {
        format!("glossary.html#{}", evidence.terms[term].id)
    }

    /// A reference's entry in the list of all references.
    pub fn reference(&self, evidence: &Evidence, reference: ReferenceKey) -> String {
        let entry = &evidence.references[reference];
        let page = self.references.path_of(entry.rank);
        format!("{page}#{}", reference_anchor(&entry.reference.key))
    }

    /// The first page of a list of quotes, if the list has any quote.
    pub fn list(&self, kind: QuoteListKind) -> Option<&QuoteList> {
        self.by_kind.get(&kind).map(|index| &self.lists[*index])
    }

    /// A theme's part of the evidence map.
    pub fn map_of(&self, theme: ThemeKey) -> &MapPart {
        &self.map[theme.index() + 1]
    }

    /// Where the evidence map lists what stands in one cell: the quotes of a theme that belong to a column.
    pub fn map_cell(&self, evidence: &Evidence, theme: ThemeKey, column: Item) -> String {
        let part = self.map_of(theme);
        format!("{}#{}", part.path(0), column_anchor(evidence, column))
    }

    /// The path of a theme's meeting pack, beside its page. No id holds a dot, so no note can have this path.
    pub fn theme_pack(&self, evidence: &Evidence, theme: ThemeKey) -> String {
        let page = self.note(evidence.themes[theme].note);
        format!("{}.print.html", page.strip_suffix(".html").unwrap_or(page))
    }

    /// The quotes of a theme and of all themes below it.
    pub fn theme_quotes(&self, theme: ThemeKey) -> &[QuoteKey] {
        &self.theme_quotes[theme.index()]
    }
}

/// The anchor of a participant's row.
pub fn participant_anchor(id: &str) -> String {
    id.to_lowercase()
}

/// The anchor of a reference: its key, without characters that an address would have to escape.
pub fn reference_anchor(key: &str) -> String {
    let safe = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':') {
            c
        } else {
            '-'
        }
    };
    format!("ref-{}", key.chars().map(safe).collect::<String>())
}
