//! What follows when somebody withdraws, and the changes on disk that take them out.

mod lock;
mod table;

pub use lock::without as lock_without;
pub use table::withdraw as write_date;

use crate::diagnostic::suggestion;
use crate::evidence::{
    Evidence, FindingKey, NoteKey, ParticipantKey, QuoteKey, StudyKey, Target, ThemeKey,
};
use crate::leak::Withheld;
use crate::model::{LinkTarget, ParticipantTable, QuoteSource};
use crate::source::{FileId, Place, SourceMap, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Why nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The table has no row for this person.
    NoRow,
    /// The row, or the table, cannot be read for certain.
    UnreadableRow,
    /// There is something under `withdrawn` already.
    Withdrawn,
    /// `quotes.lock` holds both sides of a merge.
    TornLock,
}

/// Somebody of a study, by their row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub study: String,
    pub id: String,
    /// Where the row begins.
    pub place: Place,
    /// True where the row has a date already.
    pub withdrawn: bool,
}

impl Person {
    /// The person that `name` names: `P18` or `interview-study/P18`.
    ///
    /// # Errors
    /// Where there is none, or more than one; the reason is a sentence or two.
    pub fn find(tables: &[ParticipantTable], name: &str) -> Result<Self, String> {
        let everybody: Vec<Self> = tables.iter().flat_map(Self::of_table).collect();
        let named = |person: &&Self| {
            person.id.eq_ignore_ascii_case(name) || person.full_name().eq_ignore_ascii_case(name)
        };
        let mut found: Vec<&Self> = everybody.iter().filter(named).collect();
        // A row that stands there twice is refused where the table is changed.
        found.dedup_by_key(|person| person.full_name().to_lowercase());
        match found.as_slice() {
            [one] => Ok((*one).clone()),
            [] => {
                let near = match name.contains('/') {
                    true => everybody.iter().map(Self::full_name).collect::<Vec<_>>(),
                    false => everybody.iter().map(|person| person.id.clone()).collect(),
                };
                let hint = suggestion(name, near.iter().map(String::as_str));
                let hint = hint.map_or_else(String::new, |hint| format!("\n{hint}"));
                Err(format!("there is no participant `{name}`{hint}"))
            }
            several => {
                let names: Vec<String> = several.iter().map(|person| person.full_name()).collect();
                let names = crate::diagnostic::quoted_list(names.iter().map(String::as_str));
                Err(format!(
                    "several people have the id `{name}`\nWrite one of {names}."
                ))
            }
        }
    }

    fn of_table(table: &ParticipantTable) -> impl Iterator<Item = Self> {
        table.rows.iter().map(|row| Self {
            study: table.study.to_string(),
            id: row.id.value.clone(),
            place: row.id.span.within(table.file),
            withdrawn: row.withdrawn.is_some(),
        })
    }

    /// The id with the study's: `interview-study/P18`.
    pub fn full_name(&self) -> String {
        format!("{}/{}", self.study, self.id)
    }
}

/// How a note names a quote that goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    Embed,
    Link,
    Evidence,
}

/// A claim that loses quotes, and on what it still rests.
#[derive(Debug, PartialEq, Eq)]
pub struct Loss {
    pub title: String,
    pub place: Place,
    pub quotes_lost: usize,
    pub quotes_left: usize,
    pub references_left: usize,
}

impl Loss {
    /// True where nothing is left.
    pub fn is_whole(&self) -> bool {
        self.quotes_left + self.references_left == 0
    }
}

/// A recommendation, the findings of it that lose evidence, and those of them left with none.
#[derive(Debug, PartialEq, Eq)]
pub struct Weakened {
    pub title: String,
    pub place: Place,
    pub findings: usize,
    pub weaker: usize,
    pub without_evidence: usize,
}

/// What follows when somebody withdraws.
#[derive(Debug, Default)]
pub struct Consequences {
    /// Ids and places of published quotes, then of those in notes that are not public.
    pub quotes: Vec<(String, Place)>,
    pub hidden_quotes: Vec<(String, Place)>,
    /// Where notes name those quotes.
    pub uses: Vec<(Place, Use)>,
    /// Links to the person: each will show nothing.
    pub links: Vec<Place>,
    /// Other places where notes write the person's id.
    pub mentions: Vec<Place>,
    pub findings: Vec<Loss>,
    pub recommendations: Vec<Weakened>,
    /// Titles of themes that lose quotes; those left with none are apart.
    pub themes: Vec<(String, usize)>,
    pub silent_themes: Vec<(String, Place)>,
}

/// Gathers what follows when `person` withdraws. Nothing is changed.
pub fn consequences(
    person: &Person,
    evidence: &Evidence,
    withheld: &Withheld,
    sources: &SourceMap,
) -> Consequences {
    let key = participant(person, evidence);
    let quotes = key.map_or(Vec::new(), |key| evidence.participants[key].quotes.clone());
    let gone = Gone {
        evidence,
        quotes: quotes.iter().copied().collect(),
        person: key,
    };
    let mut followed = Consequences {
        quotes: quotes.iter().map(|quote| gone.quote(*quote)).collect(),
        hidden_quotes: withheld.quotes_by(&person.study, &person.id).collect(),
        ..Consequences::default()
    };
    gone.uses(&mut followed);
    gone.claims(&mut followed);
    gone.themes(&mut followed);
    followed.mentions = mentions(person, &gone, &followed, sources);
    followed
}

fn participant(person: &Person, evidence: &Evidence) -> Option<ParticipantKey> {
    let study = |key: StudyKey| {
        let note = &evidence.study_note(key).note;
        note.study.as_ref().unwrap_or(&note.id).to_string()
    };
    let same = |(_, other): &(ParticipantKey, &crate::evidence::Participant)| {
        other.place == person.place && study(other.study) == person.study
    };
    evidence.participants.iter().find(same).map(|(key, _)| key)
}

/// What will be gone.
struct Gone<'e> {
    evidence: &'e Evidence,
    quotes: BTreeSet<QuoteKey>,
    person: Option<ParticipantKey>,
}

impl Gone<'_> {
    fn quote(&self, key: QuoteKey) -> (String, Place) {
        let quote = &self.evidence.quotes[key];
        let span = self.evidence.written(key).span;
        (
            quote.id.clone(),
            self.evidence.notes[quote.home].place(span),
        )
    }

    /// Links, embeds and lists of evidence.
    fn uses(&self, into: &mut Consequences) {
        for note in self.evidence.notes.values() {
            for (link, target) in note.note.body.links.iter().zip(&note.links) {
                let place = note.place(link.span);
                match target {
                    Target::Quote(quote) if self.quotes.contains(quote) => {
                        let embed = matches!(link.target, LinkTarget::Embed(_));
                        into.uses
                            .push((place, if embed { Use::Embed } else { Use::Link }));
                    }
                    Target::Participant(person) if Some(*person) == self.person => {
                        into.links.push(place);
                    }
                    _ => {}
                }
            }
            let ids: BTreeSet<&str> = self
                .quotes
                .iter()
                .map(|quote| self.evidence.quotes[*quote].id.as_str())
                .collect();
            let listed = note
                .finding_matter()
                .map_or(&[][..], |matter| &matter.evidence);
            let named = listed
                .iter()
                .filter(|item| ids.contains(item.value.as_str()));
            into.uses
                .extend(named.map(|item| (note.place(item.span), Use::Evidence)));
        }
    }

    fn top(&self, note: NoteKey) -> (String, Place) {
        let note = &self.evidence.notes[note];
        let title = note.note.common.title.as_ref();
        let span = title.map_or(Span::default(), |title| title.span);
        (note.title.clone(), note.place(span))
    }

    fn claims(&self, into: &mut Consequences) {
        let mut lost: BTreeMap<FindingKey, bool> = BTreeMap::new();
        for (key, finding) in self.evidence.findings.iter() {
            let (going, staying): (Vec<QuoteKey>, Vec<QuoteKey>) = finding
                .quotes
                .iter()
                .partition(|quote| self.quotes.contains(quote));
            if going.is_empty() {
                continue;
            }
            let (title, place) = self.top(finding.note);
            let loss = Loss {
                title,
                place,
                quotes_lost: going.len(),
                quotes_left: staying.len(),
                references_left: finding.references.len(),
            };
            lost.insert(key, loss.is_whole());
            into.findings.push(loss);
        }
        for recommendation in self.evidence.recommendations.values() {
            let weaker = recommendation
                .findings
                .iter()
                .filter_map(|finding| lost.get(finding));
            let weaker: Vec<&bool> = weaker.collect();
            if weaker.is_empty() {
                continue;
            }
            let (title, place) = self.top(recommendation.note);
            into.recommendations.push(Weakened {
                title,
                place,
                findings: recommendation.findings.len(),
                weaker: weaker.len(),
                without_evidence: weaker.into_iter().filter(|whole| **whole).count(),
            });
        }
    }

    fn themes(&self, into: &mut Consequences) {
        let keys = self.evidence.themes.iter().map(|(key, _)| key);
        let keys: Vec<ThemeKey> = keys.collect();
        for key in keys {
            let quotes = self.evidence.quotes_below(key);
            let lost = quotes.intersection(&self.quotes).count();
            let (title, place) = self.top(self.evidence.themes[key].note);
            match lost {
                0 => {}
                lost if lost == quotes.len() => into.silent_themes.push((title, place)),
                lost => into.themes.push((title, lost)),
            }
        }
    }
}

/// Where notes write the id of a person in words of their own, that is outside their quotes and links.
fn mentions(
    person: &Person,
    gone: &Gone<'_>,
    followed: &Consequences,
    sources: &SourceMap,
) -> Vec<Place> {
    let mut known: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
    let hidden = followed.hidden_quotes.iter().map(|(_, place)| *place);
    for place in hidden.chain(gone.quotes.iter().map(|quote| gone.quote(*quote).1)) {
        known.entry(place.file).or_default().push(place.span);
    }
    for note in gone.evidence.notes.values() {
        let spans = known.entry(note.note.file).or_default();
        spans.extend(note.note.body.links.iter().map(|link| link.span));
        let sources = note.note.body.quotes.iter().map(|quote| &quote.source);
        spans.extend(sources.filter_map(|source| match source {
            QuoteSource::Participant { span, .. } => Some(*span),
            QuoteSource::Document { .. } => None,
        }));
    }
    let notes = sources
        .iter()
        .filter(|(_, file)| file.path.ends_with(".md"));
    notes
        .flat_map(|(file, source)| {
            let known = known.get(&file).map_or(&[][..], Vec::as_slice);
            let inside = |at: usize| known.iter().any(|span| span.range().contains(&at));
            let places = words(&source.text, &person.id).into_iter();
            let others: Vec<usize> = places.filter(|at| !inside(*at)).collect();
            let length = person.id.len();
            others
                .into_iter()
                .map(move |at| Span::new(at, at + length).within(file))
        })
        .collect()
}

/// Where a word stands in a text, as it is written.
fn words(text: &str, word: &str) -> Vec<usize> {
    let part = |c: char| c.is_alphanumeric();
    let places = text.match_indices(word).filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    });
    places.map(|(at, _)| at).collect()
}
