//! What was withheld, as needles to look for.

use super::letters::{Letter, plain};
use super::public::{finder, stand_in_public, words_of_the_look};
use super::search::{FEWEST, Finder, Needle};
use crate::evidence::{Evidence, Speaker, StudyKey, quote_id};
use crate::load::Look;
use crate::model::{Id, Mark, Note, ParticipantTable, Quote, QuoteSource};
use crate::parse::Parsed;
use crate::source::{Place, SourceMap, Span};
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many words in a row are a leak.
const WORDS: usize = 6;
/// A run with fewer letters must also have its words parted as in the quote.
const ENOUGH_LETTERS: usize = 16;
/// Values with fewer letters cannot be told from words of the site's own.
const LETTERS_OF_A_VALUE: usize = 4;

/// What linking would drop: taken from the notes and tables before.
#[derive(Debug, Default)]
pub struct Withheld {
    quotes: Vec<WithheldQuote>,
    tables: Vec<ParticipantTable>,
}

/// A quote that is not published, and who says it.
#[derive(Debug)]
struct WithheldQuote {
    quote: Quote,
    place: Place,
    /// The study in whose folder its note lies.
    study: Option<Id>,
    /// The key of the document from which it comes.
    document: Option<String>,
}

impl Withheld {
    /// What is withheld of these notes, and everything about participants.
    pub fn of(parsed: &Parsed, drafts: bool) -> Self {
        let hidden = parsed
            .notes
            .iter()
            .filter(|note| !note.common.status.is_published(drafts));
        Self {
            quotes: hidden
                .flat_map(|note| {
                    note.body
                        .quotes
                        .iter()
                        .map(|quote| WithheldQuote::of(note, quote))
                })
                .collect(),
            tables: parsed.data.tables.clone(),
        }
    }
}

impl Withheld {
    /// Everybody of every study, those who withdrew and those of studies that are not public included.
    pub fn tables(&self) -> &[ParticipantTable] {
        &self.tables
    }

    /// True where a note that is not public holds a quote.
    pub fn has_quotes(&self) -> bool {
        !self.quotes.is_empty()
    }

    /// The quotes of somebody in notes that are not public: id and place.
    pub fn quotes_by(&self, study: &str, id: &str) -> impl Iterator<Item = (String, Place)> {
        let by = move |withheld: &&WithheldQuote| match &withheld.quote.source {
            QuoteSource::Participant {
                study: written,
                id: other,
                ..
            } => {
                let own = withheld.study.as_ref().map(Id::as_str);
                let named = written.as_deref().or(own);
                other.eq_ignore_ascii_case(id) && named.is_none_or(|named| named == study)
            }
            QuoteSource::Document { .. } => false,
        };
        let quotes = self.quotes.iter().filter(by);
        quotes.map(|withheld| {
            let place = withheld.quote.span.within(withheld.place.file);
            (quote_id(&withheld.quote), place)
        })
    }
}

impl WithheldQuote {
    fn of(note: &Note, quote: &Quote) -> Self {
        let start = quote.span.start as usize;
        Self {
            place: Span::new(start, start + 1).within(note.file),
            study: note.study.clone(),
            document: match &quote.source {
                QuoteSource::Document { citation } => {
                    let items = &note.body.citations[*citation].items;
                    items.first().map(|item| item.key.value.clone())
                }
                QuoteSource::Participant { .. } => None,
            },
            quote: quote.clone(),
        }
    }
}

/// Something that must not stand in the site.
#[derive(Debug)]
pub struct Secret {
    /// Where it comes from.
    pub place: Place,
    pub kind: SecretKind,
}

/// What it is.
#[derive(Debug, PartialEq, Eq)]
pub enum SecretKind {
    Quote,
    Value {
        column: String,
    },
    /// The id of somebody who withdrew.
    Withdrawn,
}

/// Everything that was withheld.
pub struct Secrets {
    pub secrets: Vec<Secret>,
    /// What of each secret is looked for.
    pub needles: Vec<Needle>,
    /// Finds values that would be secrets if they stood in nothing that is public.
    pub values: Finder,
}

/// Gathers everything that was withheld, and the needles of each.
pub fn secrets(
    withheld: &Withheld,
    evidence: &Evidence,
    sources: &SourceMap,
    look: &Look,
    own: &[&str],
) -> Secrets {
    let unpublished = unpublished_quotes(evidence);
    let quotes: Vec<&WithheldQuote> = withheld.quotes.iter().chain(&unpublished).collect();
    let spoken = Spoken::of(evidence, &quotes);
    let phrases = evidence.config.common_phrases.iter();
    let mut gathered = Gathered {
        common: phrases.map(|phrase| joined(&phrase.words)).collect(),
        ..Gathered::default()
    };
    for quote in quotes {
        gathered.quote(quote, &spoken);
    }
    gathered.ids(&withheld.tables, evidence, look);
    let values = values(&withheld.tables, evidence);
    let finder = finder(&values);
    for value in stand_in_public(values, &finder, evidence, sources, look, own) {
        let kind = SecretKind::Value {
            column: value.column,
        };
        gathered.add(value.place, kind, [value.letters]);
    }
    Secrets {
        secrets: gathered.secrets,
        needles: gathered.needles,
        values: finder,
    }
}

/// Quotes of public notes that are not published: their speakers withdrew.
fn unpublished_quotes(evidence: &Evidence) -> Vec<WithheldQuote> {
    let notes = evidence.notes.values();
    let quotes = notes.flat_map(|note| {
        let written = note.note.body.quotes.iter().zip(&note.quotes);
        let unpublished = written.filter(|(_, key)| key.is_none());
        unpublished.map(|(quote, _)| WithheldQuote::of(&note.note, quote))
    });
    quotes.collect()
}

/// What the speakers of withheld quotes say in published ones, as letters.
struct Spoken {
    /// By id in lower case, with the study.
    people: HashMap<String, Vec<(StudyKey, String)>>,
    documents: HashMap<String, String>,
    studies: HashMap<Id, StudyKey>,
}

impl Spoken {
    fn of(evidence: &Evidence, withheld: &[&WithheldQuote]) -> Self {
        let ids = withheld
            .iter()
            .map(|withheld| match &withheld.quote.source {
                QuoteSource::Participant { id, .. } => Some(id.to_lowercase()),
                QuoteSource::Document { .. } => withheld.document.clone(),
            });
        let asked: HashSet<String> = ids.flatten().collect();
        let mut people: HashMap<String, Vec<(StudyKey, String)>> = HashMap::new();
        let mut documents: HashMap<String, String> = HashMap::new();
        for quote in evidence.quotes.values() {
            let written = &evidence.notes[quote.home].note.body.quotes[quote.index];
            let letters = || joined(&written.text());
            match quote.speaker {
                Speaker::Participant(key) => {
                    let person = &evidence.participants[key];
                    let id = person.id.to_lowercase();
                    if asked.contains(&id) {
                        let said = people.entry(id).or_default();
                        said.push((person.study, letters()));
                    }
                }
                Speaker::Document(key) => {
                    let key = &evidence.references[key].reference.key;
                    if asked.contains(key) {
                        *documents.entry(key.clone()).or_default() += &letters();
                    }
                }
            }
        }
        let study = |(key, study): (StudyKey, &crate::evidence::Study)| {
            let note = &evidence.notes[study.note].note;
            (note.study.as_ref().unwrap_or(&note.id).clone(), key)
        };
        let studies = evidence.studies.iter().map(study).collect();
        Self {
            people,
            documents,
            studies,
        }
    }

    /// What the speaker of a withheld quote says in public. Empty where it is not sure who that is.
    fn by_speaker_of(&self, withheld: &WithheldQuote) -> Vec<&str> {
        let QuoteSource::Participant { study, id, .. } = &withheld.quote.source else {
            let key = withheld.document.as_ref();
            let said = key.and_then(|key| self.documents.get(key));
            return said.map(String::as_str).into_iter().collect();
        };
        let Some(said) = self.people.get(&id.to_lowercase()) else {
            return Vec::new();
        };
        let written = study.as_deref().and_then(Id::parse);
        let study = match written.as_ref().or(withheld.study.as_ref()) {
            Some(study) => self.studies.get(study).copied(),
            None => said
                .first()
                .map(|(study, _)| *study)
                .filter(|only| said.iter().all(|(study, _)| study == only)),
        };
        let same = said.iter().filter(|(other, _)| Some(*other) == study);
        same.map(|(_, letters)| letters.as_str()).collect()
    }
}

#[derive(Default)]
struct Gathered {
    secrets: Vec<Secret>,
    needles: Vec<Needle>,
    known: HashSet<String>,
    /// What the programme accepts from anybody.
    common: Vec<String>,
}

impl Gathered {
    fn quote(&mut self, withheld: &WithheldQuote, spoken: &Spoken) {
        let public = spoken.by_speaker_of(withheld);
        let said = |run: &Vec<Letter>| {
            let run = text_of(run) + " ";
            public.iter().any(|said| said.contains(&run))
        };
        let runs = texts(&withheld.quote)
            .into_iter()
            .flat_map(|text| runs(&text));
        let runs: Vec<Vec<Letter>> = runs.filter(|run| !said(run)).collect();
        self.add(withheld.place, SecretKind::Quote, runs);
    }

    /// The ids of those who withdrew, unless somebody else or the look itself has the same.
    fn ids(&mut self, tables: &[ParticipantTable], evidence: &Evidence, look: &Look) {
        let rows = tables
            .iter()
            .flat_map(|table| table.rows.iter().map(move |row| (table.file, row)));
        let withdrawn: Vec<_> = rows.filter(|(_, row)| row.withdrawn.is_some()).collect();
        if withdrawn.is_empty() {
            return;
        }
        let people = evidence.participants.values();
        let mut taken: HashSet<String> = people.map(|person| person.id.to_lowercase()).collect();
        taken.extend(words_of_the_look(look));
        for (file, row) in withdrawn {
            let id = &row.id.value;
            let letter = id.contains(|c: char| c.is_ascii_alphabetic());
            let told = letter && id.contains(|c: char| c.is_ascii_digit());
            if told && !taken.contains(&id.to_lowercase()) {
                self.add(row.id.span.within(file), SecretKind::Withdrawn, [plain(id)]);
            }
        }
    }

    /// Adds a secret with the letters of its needles; those of an earlier secret are left to it.
    fn add(&mut self, place: Place, kind: SecretKind, runs: impl IntoIterator<Item = Vec<Letter>>) {
        let owner = self.secrets.len();
        let short = |run: &Vec<Letter>| run.len() < ENOUGH_LETTERS || kind != SecretKind::Quote;
        let before = self.needles.len();
        for run in runs {
            let text = text_of(&run) + " ";
            let common = self.common.iter().any(|common| common.contains(&text));
            if run.len() >= FEWEST && !common && self.known.insert(text) {
                let whole_words = short(&run);
                self.needles.push(Needle {
                    letters: run,
                    whole_words,
                    owner,
                });
            }
        }
        if self.needles.len() > before {
            self.secrets.push(Secret { place, kind });
        }
    }
}

/// A quote as written, and without what editors put in.
fn texts(quote: &Quote) -> Vec<String> {
    let pieces = || quote.paragraphs.iter().flatten();
    let mut texts = vec![quote.text()];
    if pieces().any(|piece| piece.mark == Mark::Insertion) {
        let said = pieces().map(|piece| match piece.mark {
            Mark::Insertion => " ",
            _ => piece.text.as_str(),
        });
        texts.push(said.collect());
    }
    texts
}

/// Every six words in a row, as letters.
fn runs(text: &str) -> Vec<Vec<Letter>> {
    let parts = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '…' | '/');
    let words: Vec<Vec<Letter>> = text
        .split(parts)
        .map(plain)
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(WORDS).map(<[Vec<Letter>]>::concat).collect()
}

/// The letters of a text, with a space before each word and at the end.
fn joined(text: &str) -> String {
    text_of(&plain(text)) + " "
}

/// Letters as text. The spaces keep the words of short runs apart.
fn text_of(letters: &[Letter]) -> String {
    let mut text = String::with_capacity(letters.len() * 5 / 4);
    for letter in letters {
        if letter.first {
            text.push(' ');
        }
        text.push(letter.letter);
    }
    text
}

/// A value of somebody that identifies them.
#[derive(Debug)]
pub struct Value {
    pub place: Place,
    pub column: String,
    pub letters: Vec<Letter>,
}

/// Values that no rule publishes and that too few people share.
fn values(tables: &[ParticipantTable], evidence: &Evidence) -> Vec<Value> {
    let attributes = evidence.attributes.values();
    let published: HashSet<String> = attributes
        .flat_map(|attribute| attribute.values.iter().map(|value| joined(value)))
        .collect();
    let smallest = evidence.config.participants.smallest_group.as_ref();
    let smallest = smallest.map_or(2, |smallest| smallest.value);
    let mut values = Vec::new();
    for table in tables {
        let attributes = table.attributes.iter().map(String::as_str).enumerate();
        let columns = attributes.map(|(index, column)| (Some(index), column));
        // Names of sources are often people's.
        for (index, column) in columns.chain([(None, "source")]) {
            let mut held: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
            for row in &table.rows {
                let value = match index {
                    Some(index) => row.values.get(index).map(String::as_str),
                    None => row.source.as_ref().map(|source| source.value.as_str()),
                };
                let value = value.unwrap_or_default();
                held.entry(value).or_default().push(row.id.span);
            }
            for (value, people) in held {
                let letters = plain(value);
                let told = letters
                    .iter()
                    .filter(|letter| letter.letter.is_alphabetic())
                    .count()
                    >= LETTERS_OF_A_VALUE;
                if told
                    && people.len() < smallest
                    && !published.contains(&(text_of(&letters) + " "))
                {
                    let place = people[0].within(table.file);
                    values.push(Value {
                        place,
                        column: column.to_owned(),
                        letters,
                    });
                }
            }
        }
    }
    values
}
