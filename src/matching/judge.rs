//! One verdict for each quote: what was found is weighed by who says it, whether it is whole, and what differs.

use super::bounds;
use super::context::{Context, Heard};
use super::exact::{self, Places};
use super::library::Library;
use super::near::{self, Alignment};
use super::speech::People;
use super::wanted::Wanted;
use crate::model::{Outcome, QuotePiece};
use std::ops::Range;

/// One quote in twenty words may differ in one and still be near.
const WORDS_FOR_EACH_DIFFERENCE: usize = 20;
/// The most words that may be missing in one place, before a passage is another one.
const LONGEST_CUT: usize = 60;

/// How many words before a difference help to find it again.
const WORDS_OF_LEAD: usize = 3;

/// A quote that is to be found.
pub struct Asked<'a> {
    pub paragraphs: &'a [Vec<QuotePiece>],
    /// The id of the participant whose words they are said to be; absent for words of a document.
    pub speaker: Option<&'a str>,
    /// Everybody who took part in the speaker's study.
    pub people: &'a People,
    pub scope: Scope<'a>,
    /// Whose interview a source is.
    pub owner: &'a (dyn Fn(usize) -> Owner + Sync),
}

/// Which sources may hold a quote, by their indexes in the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope<'a> {
    All,
    /// In ascending order.
    Only(&'a [usize]),
}

impl Scope<'_> {
    pub fn contains(self, source: usize) -> bool {
        match self {
            Scope::All => true,
            Scope::Only(sources) => sources.binary_search(&source).is_ok(),
        }
    }

    /// True where a condition holds for one of the sources at least. `count` is how many there are in all.
    pub fn any(self, count: usize, condition: impl Fn(usize) -> bool) -> bool {
        match self {
            Scope::All => (0..count).any(condition),
            Scope::Only(sources) => sources.iter().any(|source| condition(*source)),
        }
    }
}

/// Whose interview a source is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// That of the speaker who was asked for.
    Speaker,
    /// That of somebody else, by their id.
    Other(String),
    /// Nobody's, or that of several people.
    Unknown,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub outcome: Outcome,
    /// Where the words stand.
    pub passage: Option<Passage>,
    /// True where the source names the speaker who was asked for.
    pub speaker_confirmed: bool,
    /// Who says it, where that is somebody else.
    pub said_by: Option<String>,
    /// What is left out without a mark.
    pub cuts: Vec<Cut>,
    /// Words that differ, in the order of the quote.
    pub replaced: Vec<Replaced>,
    /// In how many places the words stand; 0 where that was not counted.
    pub places: usize,
    /// How many of the quote's first words the source has before it breaks off.
    pub broken_after: usize,
}

/// A part of a source's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its index among the sources.
    pub document: usize,
    /// In characters from the start of the text.
    pub characters: Range<usize>,
}

/// Words that are missing from a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    pub at: Where,
    pub words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    Start,
    Middle,
    End,
}

/// What the quote says, and what the source says in its place. One of the two may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    pub quote: String,
    pub source: String,
    /// A few words of the quote right before.
    pub lead: String,
}

/// Compares one quote with the sources.
pub fn judge(asked: &Asked<'_>, library: &Library) -> Verdict {
    let wanted = Wanted::of(asked.paragraphs, library);
    let judge = Judge {
        asked,
        library,
        wanted: &wanted,
    };
    if wanted.words.is_empty() {
        return Verdict::only(Outcome::NotFound);
    }
    if !asked.scope.any(library.documents.len(), |_| true) {
        return Verdict::only(Outcome::NoSource);
    }
    match exact::find(&wanted, library, asked.scope) {
        None => Verdict {
            places: exact::MOST_PLACES,
            ..Verdict::only(Outcome::Ambiguous)
        },
        Some(found) => judge.exact(&found).unwrap_or_else(|| judge.unlike()),
    }
}

impl Verdict {
    fn only(outcome: Outcome) -> Self {
        Self {
            outcome,
            passage: None,
            speaker_confirmed: false,
            said_by: None,
            cuts: Vec::new(),
            replaced: Vec::new(),
            places: 0,
            broken_after: 0,
        }
    }
}

/// A passage that has a quote's words, and what speaks for and against it.
struct Candidate {
    passage: Range<u32>,
    heard: Heard,
    /// False where the source breaks off within the quotation.
    complete: bool,
    cuts: Vec<Cut>,
}

impl Candidate {
    /// The less, the better.
    fn quality(&self) -> (Heard, bool, bool) {
        (self.heard.clone(), !self.complete, !self.cuts.is_empty())
    }
}

struct Judge<'a> {
    asked: &'a Asked<'a>,
    library: &'a Library,
    wanted: &'a Wanted,
}

impl Judge<'_> {
    /// The verdict on passages that have all words. `None` where none of them can be meant.
    fn exact(&self, found: &[Vec<Places>]) -> Option<Verdict> {
        let quality = Candidate::quality;
        let best = |ways: &Vec<Places>| {
            let candidates = ways.iter().filter_map(|places| self.candidate(places));
            candidates.min_by_key(quality)
        };
        let mut candidates: Vec<Candidate> = found.iter().filter_map(best).collect();
        candidates.sort_by_cached_key(|candidate| (quality(candidate), candidate.passage.start));
        let places = candidates.len();
        let alike = candidates
            .get(1)
            .is_some_and(|second| quality(second) == quality(&candidates[0]));
        let best = candidates.into_iter().next()?;
        let outcome = match &best.heard {
            Heard::Other(_) => Outcome::WrongSpeaker,
            Heard::Unknown if alike => Outcome::Ambiguous,
            Heard::Unknown if !best.complete => Outcome::NoSource,
            _ if !best.cuts.is_empty() => Outcome::UnmarkedCut,
            _ if self.wanted.edited => Outcome::MarkedEdits,
            _ => Outcome::Verbatim,
        };
        let broken_after = if outcome == Outcome::NoSource {
            self.wanted.words.len()
        } else {
            0
        };
        Some(Verdict {
            places,
            broken_after,
            ..self.verdict(outcome, best)
        })
    }

    fn verdict(&self, outcome: Outcome, candidate: Candidate) -> Verdict {
        Verdict {
            passage: Some(self.passage(&candidate.passage)),
            speaker_confirmed: candidate.heard == Heard::Speaker,
            said_by: match candidate.heard {
                Heard::Other(name) => Some(name),
                _ => None,
            },
            cuts: candidate.cuts,
            ..Verdict::only(outcome)
        }
    }

    fn passage(&self, words: &Range<u32>) -> Passage {
        let document = self.library.document_of(words.start);
        let count = |byte| self.library.documents[document].characters_before(byte);
        let start = count(self.library.bytes(words.start).start);
        let end = count(self.library.bytes(words.end - 1).end);
        Passage {
            document,
            characters: start..end,
        }
    }

    /// What speaks for and against a place where all fragments stand.
    fn candidate(&self, places: &Places) -> Option<Candidate> {
        let passage = places.first()?.start..places.last()?.end;
        let context = self.context(&passage);
        if context.spans_two_quotations() {
            return None;
        }
        let mut cuts = context.edge_cuts();
        if context.is_article() {
            cuts.extend(self.omissions_lost(places));
        }
        cuts.sort_by_key(|cut| cut.at as u8);
        let ranges = places.iter().flat_map(|place| [place.start, place.end - 1]);
        Some(Candidate {
            heard: context.heard(ranges),
            complete: context.complete(),
            cuts,
            passage,
        })
    }

    fn context(&self, passage: &Range<u32>) -> Context<'_> {
        Context::of(self.asked, self.library, self.wanted, passage)
    }

    /// Places within fragments where the source itself says that words were left out, and the quote does not.
    fn omissions_lost(&self, places: &Places) -> Vec<Cut> {
        let mut cuts = Vec::new();
        for (fragment, place) in self.wanted.fragments.iter().zip(places) {
            let document = &self.library.documents[self.library.document_of(place.start)];
            for (index, word) in (place.start + 1..place.end).enumerate() {
                let (left, right) = (self.library.bytes(word - 1), self.library.bytes(word));
                let first = fragment.start + index;
                let (before, after) = (
                    &self.wanted.words[first].place,
                    &self.wanted.words[first + 1].place,
                );
                let own = &self.wanted.text[before.end..after.start];
                if bounds::has_omission(&document.text[left.end..right.start])
                    && !bounds::has_omission(own)
                {
                    cuts.push(Cut {
                        at: Where::Middle,
                        words: String::new(),
                    });
                }
            }
        }
        cuts
    }

    /// The verdict where no passage has all words in order.
    fn unlike(&self) -> Verdict {
        let broken = self.broken_off();
        let Some(alignment) = near::find(self.wanted, self.library, self.asked.scope) else {
            return broken.unwrap_or_else(|| Verdict::only(Outcome::NotFound));
        };
        let (words, altered) = (self.wanted.words.len(), alignment.altered());
        let longest = alignment
            .differences
            .iter()
            .map(|difference| difference.source.len())
            .max();
        let near = alignment.differing() * WORDS_FOR_EACH_DIFFERENCE <= words;
        let cut = longest.unwrap_or(0) <= LONGEST_CUT
            && alignment.differences.len() <= 1 + words / WORDS_FOR_EACH_DIFFERENCE;
        let apart = self.context(&alignment.passage).spans_two_quotations();
        let outcome = match altered {
            _ if apart => Outcome::NotFound,
            0 if cut => Outcome::UnmarkedCut,
            1.. if near => Outcome::Near,
            _ => Outcome::NotFound,
        };
        if outcome == Outcome::NotFound {
            let like = alignment.differing() * 3 <= words;
            let replaced = if like {
                self.replaced(&alignment)
            } else {
                Vec::new()
            };
            return broken.unwrap_or_else(|| Verdict {
                replaced,
                ..Verdict::only(outcome)
            });
        }
        self.differing(outcome, &alignment)
    }

    /// The verdict on a passage that differs a little.
    fn differing(&self, outcome: Outcome, alignment: &Alignment) -> Verdict {
        let context = self.context(&alignment.passage);
        let heard = context.heard([alignment.passage.start, alignment.passage.end - 1].into_iter());
        let mut cuts = context.edge_cuts();
        if outcome == Outcome::UnmarkedCut {
            cuts.extend(alignment.differences.iter().map(|difference| Cut {
                at: Where::Middle,
                words: self.library.text(difference.source.clone()).to_owned(),
            }));
        }
        cuts.sort_by_key(|cut| cut.at as u8);
        let outcome = match (&heard, outcome) {
            (Heard::Other(_), Outcome::UnmarkedCut) => Outcome::WrongSpeaker,
            _ => outcome,
        };
        let candidate = Candidate {
            passage: alignment.passage.clone(),
            complete: context.complete(),
            heard,
            cuts,
        };
        let replaced = if outcome == Outcome::Near {
            self.replaced(alignment)
        } else {
            Vec::new()
        };
        Verdict {
            replaced,
            ..self.verdict(outcome, candidate)
        }
    }

    fn replaced(&self, alignment: &Alignment) -> Vec<Replaced> {
        let differences = alignment.differences.iter();
        let lead = |at: usize| self.wanted.written(at.saturating_sub(WORDS_OF_LEAD)..at);
        let replaced = differences.map(|difference| Replaced {
            lead: lead(difference.quote.start).to_owned(),
            quote: self.wanted.written(difference.quote.clone()).to_owned(),
            source: self.library.text(difference.source.clone()).to_owned(),
        });
        replaced.collect()
    }

    /// The verdict where an article has the quote's first words, and then breaks off within the quotation.
    fn broken_off(&self) -> Option<Verdict> {
        /// Fewer words than these may begin any quote.
        const FEWEST: usize = 4;
        const MOST_PLACES: usize = 200;
        let first = self.wanted.numbers(0);
        let places = self.library.places_of(&first);
        if first.len() < FEWEST || places.len() > MOST_PLACES {
            return None;
        }
        places.iter().find_map(|place| {
            if !self.asked.scope.contains(self.library.document_of(*place)) {
                return None;
            }
            let there = self.library.words(*place..*place + first.len() as u32);
            let same = there
                .iter()
                .zip(&first)
                .take_while(|(there, wanted)| there == wanted)
                .count();
            let context = self.context(&(*place..*place + same as u32));
            let broken = context.is_article() && context.is_quoted() && !context.complete();
            broken.then(|| Verdict {
                broken_after: same,
                ..Verdict::only(Outcome::NoSource)
            })
        })
    }
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
