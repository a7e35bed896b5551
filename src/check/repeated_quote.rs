//! Passages that are quoted twice: see `diagnostic/rules/repeated-quote.md`.
//!
//! Only the same speaker can be quoted twice, so speakers are looked at one by one. The time is linear in the words of
//! their quotes. Each quote is known by five words that follow each other; every five words of the speaker's other
//! quotes are looked up once.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, QuoteKey, Speaker};
use crate::matching;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

/// The fewest words that make a passage: two people may both say “I do not know”, and one may twice.
const FEWEST: usize = 5;

/// The most quotes that begin with the same five words and are compared with one passage, so that the same words over and
/// over take no longer.
const MOST_CANDIDATES: usize = 64;

/// What speakers are quoted with twice. Who is quoted with nothing twice has no entry.
#[derive(Debug, Clone)]
pub struct Repeated(BTreeMap<Speaker, Arc<[Diagnostic]>>);

impl Repeated {
    /// Looks at every speaker.
    pub fn of(evidence: &Evidence) -> Self {
        let mut quotes: BTreeMap<Speaker, Vec<QuoteKey>> = BTreeMap::new();
        for (key, quote) in evidence.quotes.iter() {
            quotes.entry(quote.speaker).or_default().push(key);
        }
        let found = quotes.into_par_iter().filter_map(|(speaker, quotes)| {
            let faults = check(evidence, &quotes);
            (!faults.is_empty()).then(|| (speaker, faults.into()))
        });
        let found: Vec<(Speaker, Arc<[Diagnostic]>)> = found.collect();
        Self(found.into_iter().collect())
    }

    /// Looks at some speakers again.
    pub fn look_again(&mut self, evidence: &Evidence, speakers: &BTreeSet<Speaker>) {
        for speaker in speakers {
            let quotes = evidence.quotes.iter();
            let own = quotes.filter(|(_, quote)| quote.speaker == *speaker);
            let own: Vec<QuoteKey> = own.map(|(key, _)| key).collect();
            let faults = check(evidence, &own);
            match faults.is_empty() {
                true => self.0.remove(speaker),
                false => self.0.insert(*speaker, faults.into()),
            };
        }
    }

    /// True where something is quoted twice of a speaker.
    pub fn concerns(&self, speaker: &Speaker) -> bool {
        self.0.contains_key(speaker)
    }

    pub fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.values().flat_map(|faults| faults.iter())
    }
}

/// Looks at the quotes of one speaker.
fn check(evidence: &Evidence, quotes: &[QuoteKey]) -> Vec<Diagnostic> {
    if quotes.len() < 2 {
        return Vec::new();
    }
    let passages = quotes.iter().map(|key| Passage::of(evidence, *key));
    let long: Vec<Passage> = passages
        .filter(|passage| passage.words.len() >= FEWEST)
        .collect();
    let (different, same) = apart(&long);
    let same = same
        .into_iter()
        .map(|(again, first)| fault(evidence, again.key, first.key, true));
    let parts = contained(&different);
    let parts = parts
        .into_iter()
        .map(|(part, whole)| fault(evidence, part, whole, false));
    same.chain(parts).collect()
}

/// A quote as its words, each as a number.
struct Passage {
    key: QuoteKey,
    words: Vec<Word>,
    /// Runs of words without a mark inside.
    fragments: Vec<Range<usize>>,
}

impl Passage {
    fn of(evidence: &Evidence, key: QuoteKey) -> Self {
        let fragments = matching::said(&evidence.written(key).paragraphs, number);
        let mut from = 0;
        let ranges = fragments.iter().map(|fragment| {
            let range = from..from + fragment.len();
            from = range.end;
            range
        });
        Self {
            key,
            fragments: ranges.collect(),
            words: fragments.concat(),
        }
    }

    /// The first run that is long enough to know the passage by.
    fn anchor(&self) -> Option<&Range<usize>> {
        self.fragments
            .iter()
            .find(|fragment| fragment.len() >= FEWEST)
    }

    /// Whether all runs of another stand here, in order.
    fn holds(&self, other: &Passage) -> bool {
        let mut rest = self.words.as_slice();
        other.fragments.iter().all(|fragment| {
            let found = behind(rest, &other.words[fragment.clone()]);
            rest = found.unwrap_or_default();
            found.is_some()
        })
    }
}

/// A word as a number, the same on every machine and in every run.
type Word = [u8; 8];

fn number(word: &str) -> Word {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish().to_le_bytes()
}

/// What stands behind the first place of a run. The search is linear, whatever the words.
fn behind<'w>(words: &'w [Word], run: &[Word]) -> Option<&'w [Word]> {
    let (text, wanted) = (words.as_flattened(), run.as_flattened());
    let mut from = 0;
    loop {
        let at = from + memchr::memmem::find(&text[from..], wanted)?;
        match at % size_of::<Word>() {
            0 => return words.get(at / size_of::<Word>() + run.len()..),
            _ => from = at + 1,
        }
    }
}

/// The passages that differ, and each that says again what an earlier one says, with that one.
fn apart(passages: &[Passage]) -> (Vec<&Passage>, Vec<(&Passage, &Passage)>) {
    let mut seen: HashMap<&[Word], &Passage> = HashMap::new();
    let (mut different, mut same) = (Vec::new(), Vec::new());
    for passage in passages {
        match seen.get(passage.words.as_slice()) {
            Some(first) => same.push((passage, *first)),
            None => {
                seen.insert(&passage.words, passage);
                different.push(passage);
            }
        }
    }
    (different, same)
}

/// Each passage whose words stand in another one, with the first of those.
fn contained(passages: &[&Passage]) -> BTreeMap<QuoteKey, QuoteKey> {
    let mut by_anchor: HashMap<&[Word], Vec<&Passage>> = HashMap::new();
    for passage in passages {
        if let Some(anchor) = passage.anchor() {
            let words = &passage.words[anchor.start..anchor.start + FEWEST];
            by_anchor.entry(words).or_default().push(passage);
        }
    }
    let mut first = BTreeMap::new();
    for whole in passages {
        let windows = whole.words.windows(FEWEST);
        let near = windows.filter_map(|window| by_anchor.get(window));
        let shorter = |part: &&&Passage| part.words.len() < whole.words.len();
        let mut candidates: Vec<&Passage> = near
            .flat_map(|near| near.iter().take(MOST_CANDIDATES).filter(shorter).copied())
            .take(4 * MOST_CANDIDATES)
            .collect();
        candidates.sort_unstable_by_key(|part| part.key);
        candidates.dedup_by_key(|part| part.key);
        for part in candidates.into_iter().filter(|part| whole.holds(part)) {
            first.entry(part.key).or_insert(whole.key);
        }
    }
    first
}

fn fault(evidence: &Evidence, quote: QuoteKey, other: QuoteKey, same: bool) -> Diagnostic {
    let place = |key: QuoteKey| {
        let home = evidence.quotes[key].home;
        evidence.notes[home].place(evidence.written(key).span)
    };
    let id = &evidence.quotes[other].id;
    let (message, where_else) = match same {
        true => (
            format!("This quote has the same words as `{id}`"),
            "The other quote is here",
        ),
        false => (
            format!("The words of this quote stand in `{id}` too"),
            "The longer quote is here",
        ),
    };
    Diagnostic::new(Code::RepeatedQuote, place(quote), message)
        .related(place(other), where_else)
        .hint(format!(
            "Keep one of the two, and show it where the other stands with `![[{id}]]`."
        ))
}
