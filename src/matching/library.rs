//! Sources as numbers: every word of every source, and an index that finds any run of up to four words at once.

use super::speech::Speech;
use super::words;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// The longest run that the index finds, in words. Four words in a row are rare enough to be an anchor.
pub const LONGEST_RUN: usize = 4;

/// Parts one source from the next, so that no run crosses.
const BOUNDARY: u32 = 0;
/// A word that no source has.
const UNKNOWN: u32 = u32::MAX;

/// One source.
#[derive(Debug)]
pub struct Document {
    pub text: String,
    pub speech: Speech,
    /// Its words among those of the library.
    words: Range<u32>,
    /// How many characters stand before each block of [`BLOCK`] bytes.
    characters: Vec<u32>,
}

/// Characters are counted from the start of a block, so that a place at the end of a long source costs no more.
const BLOCK: usize = 4096;

impl Document {
    /// The number of characters before a byte.
    pub fn characters_before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        self.characters[block] as usize + characters(&self.text.as_bytes()[block * BLOCK..byte])
    }
}

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -64).count()
}

fn blocks(text: &str) -> Vec<u32> {
    let mut counts = vec![0];
    for block in text.as_bytes().chunks(BLOCK) {
        counts.push(counts[counts.len() - 1] + characters(block) as u32);
    }
    counts
}

/// Every source, ready to be searched.
#[derive(Debug, Default)]
pub struct Library {
    pub documents: Vec<Document>,
    vocabulary: HashMap<Box<str>, u32>,
    /// The words of all sources, with a boundary before each source.
    words: Vec<u32>,
    /// Where each word stands in its source's text, in bytes.
    places: Vec<(u32, u32)>,
    /// All places, in the order of the four words that begin there: a suffix array of depth four.
    order: Vec<u32>,
    /// For each word, where the places that begin with it start in `order`.
    starts: Vec<u32>,
}

/// One source read on its own.
struct Read {
    speech: Speech,
    vocabulary: Vec<Box<str>>,
    words: Vec<u32>,
    places: Vec<(u32, u32)>,
    characters: Vec<u32>,
}

impl Library {
    /// Reads sources on all threads. All together must be smaller than 4 GB.
    pub fn of(texts: Vec<String>) -> Self {
        let read: Vec<Read> = texts.par_iter().map(|text| Read::of(text)).collect();
        let mut library = Self::default();
        let mut next = BOUNDARY + 1;
        for (text, read) in texts.into_iter().zip(read) {
            library.add(text, read, &mut next);
        }
        library.words.push(BOUNDARY);
        library.places.push((0, 0));
        library.sort(next);
        library
    }

    fn add(&mut self, text: String, read: Read, next: &mut u32) {
        let mut number = |word: Box<str>| {
            *self.vocabulary.entry(word).or_insert_with(|| {
                *next += 1;
                *next - 1
            })
        };
        let numbers: Vec<u32> = read.vocabulary.into_iter().map(&mut number).collect();
        self.words.push(BOUNDARY);
        self.places.push((0, 0));
        let start = self.words.len() as u32;
        let words = read.words.iter().map(|word| numbers[*word as usize]);
        self.words.extend(words);
        self.places.extend(read.places);
        self.documents.push(Document {
            text,
            speech: read.speech,
            words: start..self.words.len() as u32,
            characters: read.characters,
        });
    }

    /// Sorts all places by their first word, then each group by the words that follow.
    fn sort(&mut self, words: u32) {
        let mut counts = vec![0u32; words as usize + 1];
        for word in &self.words {
            counts[*word as usize + 1] += 1;
        }
        for index in 1..counts.len() {
            counts[index] += counts[index - 1];
        }
        let mut next = counts.clone();
        let mut order = vec![0u32; self.words.len()];
        for (place, word) in self.words.iter().enumerate() {
            let slot = &mut next[*word as usize];
            order[*slot as usize] = place as u32;
            *slot += 1;
        }
        let mut groups: Vec<&mut [u32]> = Vec::with_capacity(words as usize);
        let mut rest = order.as_mut_slice();
        for index in 1..counts.len() {
            let (group, after) = rest.split_at_mut((counts[index] - counts[index - 1]) as usize);
            groups.push(group);
            rest = after;
        }
        groups
            .par_iter_mut()
            .for_each(|group| self.sort_group(group));
        self.order = order;
        self.starts = counts;
    }

    /// Sorts places that share their first word. What they are sorted by is fetched once: the words lie far apart.
    fn sort_group(&self, group: &mut [u32]) {
        if group.len() < 2 {
            return;
        }
        let keyed = group.iter().map(|place| (self.run_at(*place), *place));
        let mut keyed: Vec<([u32; LONGEST_RUN], u32)> = keyed.collect();
        keyed.par_sort_unstable();
        for (slot, (_, place)) in group.iter_mut().zip(keyed) {
            *slot = place;
        }
    }

    /// The words at a place that the index sorts by; a boundary stands for what is not there.
    fn run_at(&self, place: u32) -> [u32; LONGEST_RUN] {
        let mut run = [BOUNDARY; LONGEST_RUN];
        let words = self.words[place as usize..].iter().enumerate();
        let mut words = words
            .take(LONGEST_RUN)
            .take_while(|(index, word)| *index == 0 || **word != BOUNDARY);
        words.by_ref().for_each(|(index, word)| run[index] = *word);
        run
    }

    /// The numbers of a text's words, and where each stands.
    pub fn numbers(&self, text: &str) -> Vec<(u32, Range<usize>)> {
        let mut numbers = Vec::new();
        words::each(text, |range, form| {
            let number = self.vocabulary.get(form.as_ref()).copied();
            numbers.push((number.unwrap_or(UNKNOWN), range));
        });
        numbers
    }

    /// The places where a run of one to four words begins. Longer runs are looked up by their first four.
    pub fn places_of(&self, run: &[u32]) -> &[u32] {
        let run = &run[..run.len().min(LONGEST_RUN)];
        let Some(first) = run.first().map(|word| *word as usize) else {
            return &[];
        };
        if first + 1 >= self.starts.len() {
            return &[];
        }
        let group = &self.order[self.starts[first] as usize..self.starts[first + 1] as usize];
        let head = |place: &u32| -> [u32; LONGEST_RUN] { self.run_at(*place) };
        let from = group.partition_point(|place| head(place)[..run.len()] < *run);
        let count = group[from..].partition_point(|place| head(place)[..run.len()] == *run);
        &group[from..from + count]
    }

    /// The words from one place to another, as far as there are any.
    pub fn words(&self, places: Range<u32>) -> &[u32] {
        let end = (places.end as usize).min(self.words.len());
        &self.words[(places.start as usize).min(end)..end]
    }

    /// The source in which a place lies.
    pub fn document_of(&self, place: u32) -> usize {
        let after = self
            .documents
            .partition_point(|document| document.words.start <= place);
        after.saturating_sub(1)
    }

    /// The places of a source's words.
    pub fn extent(&self, document: usize) -> Range<u32> {
        self.documents[document].words.clone()
    }

    /// The bytes of a word in its source's text.
    pub fn bytes(&self, place: u32) -> Range<usize> {
        let (start, end) = self.places[place as usize];
        start as usize..end as usize
    }

    /// The text of the words from one place up to another, as the source writes it.
    pub fn text(&self, places: Range<u32>) -> &str {
        if places.is_empty() {
            return "";
        }
        let document = &self.documents[self.document_of(places.start)];
        &document.text[self.bytes(places.start).start..self.bytes(places.end - 1).end]
    }
}

impl Read {
    fn of(text: &str) -> Self {
        let speech = Speech::of(text);
        let mut read = Self {
            vocabulary: Vec::new(),
            words: Vec::new(),
            places: Vec::new(),
            speech: Speech::default(),
            characters: blocks(text),
        };
        let mut known: HashMap<Box<str>, u32> = HashMap::new();
        let mut from = 0;
        let ends = speech.unsaid.iter().map(|range| (range.start, range.end));
        for (until, next) in ends.chain([(text.len(), text.len())]) {
            words::each(&text[from..until], |range, form| {
                let number = known.get(form.as_ref()).copied().unwrap_or_else(|| {
                    read.vocabulary.push(form.as_ref().into());
                    known.insert(form.into(), read.vocabulary.len() as u32 - 1);
                    read.vocabulary.len() as u32 - 1
                });
                read.words.push(number);
                read.places
                    .push(((from + range.start) as u32, (from + range.end) as u32));
            });
            from = next;
        }
        read.speech = speech;
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn library(texts: &[&str]) -> Library {
        Library::of(texts.iter().map(|text| (*text).to_owned()).collect())
    }

    fn run(library: &Library, text: &str) -> Vec<u32> {
        library
            .numbers(text)
            .into_iter()
            .map(|(number, _)| number)
            .collect()
    }

    #[test]
    fn finds_runs_and_never_across_sources() {
        let library = library(&["we work well. We work", "well we work"]);
        let places = |text: &str| library.places_of(&run(&library, text)).len();
        assert_eq!(places("We work"), 3);
        assert_eq!(places("work well"), 1);
        assert_eq!(places("we work well we"), 1);
        assert_eq!(places("we play"), 0);
        assert_eq!(places(""), 0);
    }

    proptest! {
        #[test]
        fn finds_each_run_where_a_plain_search_does(texts in proptest::collection::vec("[abc ]{0,30}", 1..4), wanted in "[abc]( [abc]){0,3}") {
            let library = library(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            let run = run(&library, &wanted);
            let found: Vec<(usize, usize)> = {
                let places = library.places_of(&run).iter().map(|place| {
                    (library.document_of(*place), library.bytes(*place).start)
                });
                let mut places: Vec<_> = places.collect();
                places.sort_unstable();
                places
            };
            let mut plain = Vec::new();
            for (number, text) in texts.iter().enumerate() {
                let words = library.numbers(text);
                for window in words.windows(run.len()) {
                    if window.iter().map(|(word, _)| *word).eq(run.iter().copied()) {
                        plain.push((number, window[0].1.start));
                    }
                }
            }
            prop_assert_eq!(found, plain);
        }
    }
}
