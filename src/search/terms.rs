//! Which documents hold which words, and how much each word says of them.

use super::documents::{Document, DocumentKind};
use super::words::{Language, words};
use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

/// Every word of the documents, and where its stem stands.
#[derive(Debug)]
pub struct Terms {
    /// Words in the order of the dictionary, each with the index of its stem.
    pub words: Vec<(String, u32)>,
    /// For each stem the documents that hold it, in their order.
    pub postings: Vec<Vec<Posting>>,
}

/// A document that holds a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    pub document: u32,
    /// How much the word says of the document, from 0 to 15.
    pub weight: u8,
}

/// How often a word stands in title, summary and text.
type Counts = [u32; 3];

/// The words of some neighbouring documents.
#[derive(Default)]
struct Chunk {
    words: Vec<String>,
    documents: Vec<Tally>,
}

/// The words of one document, by their index in its chunk.
struct Tally {
    counts: Vec<(u32, Counts)>,
    /// How many words its title and its text have.
    title: u32,
    text: u32,
}

const DOCUMENTS_OF_A_CHUNK: usize = 512;

/// Reads the words of all documents.
pub fn terms(documents: &[Document], language: Language) -> Terms {
    let stop: Vec<&str> = language.stop_words().split_whitespace().collect();
    let chunks: Vec<Chunk> = documents
        .par_chunks(DOCUMENTS_OF_A_CHUNK)
        .map(|documents| chunk(documents, &stop))
        .collect();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut local: Vec<Vec<u32>> = Vec::with_capacity(chunks.len());
    for chunk in &chunks {
        let number = |word: &String| {
            let next = numbers.len() as u32;
            *numbers.entry(word.clone()).or_insert(next)
        };
        local.push(chunk.words.iter().map(number).collect());
    }
    let (words, stem_of) = in_order(numbers, language);
    let mut postings: Vec<Vec<Posting>> = Vec::new();
    let stems = stem_of.iter().max().map_or(0, |last| *last as usize + 1);
    postings.resize_with(stems, Vec::new);
    let tallies = || chunks.iter().flat_map(|chunk| &chunk.documents);
    let length: u64 = tallies().map(|tally| u64::from(tally.text)).sum();
    let average = (length as f64 / tallies().count().max(1) as f64).max(1.0);
    let mut document = 0;
    let mut by_stem: Vec<(u32, Counts)> = Vec::new();
    for (chunk, local) in chunks.iter().zip(&local) {
        for tally in &chunk.documents {
            by_stem.clear();
            let stems = tally
                .counts
                .iter()
                .map(|(word, counts)| (stem_of[local[*word as usize] as usize], *counts));
            by_stem.extend(stems);
            by_stem.sort_unstable_by_key(|(stem, _)| *stem);
            for same in by_stem.chunk_by(|a, b| a.0 == b.0) {
                let mut counts = Counts::default();
                for (_, more) in same {
                    (0..3).for_each(|field| counts[field] += more[field]);
                }
                let weight = weight(counts, tally, average);
                postings[same[0].0 as usize].push(Posting { document, weight });
            }
            document += 1;
        }
    }
    Terms { words, postings }
}

fn chunk(documents: &[Document], stop: &[&str]) -> Chunk {
    let mut chunk = Chunk::default();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    for document in documents {
        let mut tally: HashMap<u32, Counts> = HashMap::new();
        let mut lengths = [0; 3];
        // A reference's title stands in its entry too, and a speaker is no title of what they say.
        let title = match document.kind {
            DocumentKind::Reference => "",
            _ => document.title.as_str(),
        };
        let speaks = document.kind == DocumentKind::Quote;
        // Other names of a term say as much as a summary; a speaker's group says nothing of their words.
        let detail = if speaks { "" } else { document.detail.as_str() };
        let fields = [
            (if speaks { 2 } else { 0 }, title),
            (1, detail),
            (1, &document.summary),
            (2, &document.text),
        ];
        for (field, text) in fields {
            words(text, |word| {
                lengths[field] += 1;
                if stop.contains(&word) {
                    return;
                }
                let number = match numbers.get(word) {
                    Some(number) => *number,
                    None => {
                        let next = chunk.words.len() as u32;
                        numbers.insert(word.to_owned(), next);
                        chunk.words.push(word.to_owned());
                        next
                    }
                };
                tally.entry(number).or_default()[field] += 1;
            });
        }
        let mut counts: Vec<(u32, Counts)> = tally.into_iter().collect();
        counts.sort_unstable_by_key(|(word, _)| *word);
        chunk.documents.push(Tally {
            counts,
            title: lengths[0],
            text: lengths[2],
        });
    }
    chunk
}

/// The words in the order of the dictionary with their stems, and the stem of each word by its number. Stems are numbered
/// as they first come in the dictionary.
fn in_order(numbers: HashMap<String, u32>, language: Language) -> (Vec<(String, u32)>, Vec<u32>) {
    let mut stem_of = vec![0; numbers.len()];
    let mut sorted: Vec<(String, String, String, u32)> = numbers
        .into_par_iter()
        .map(|(word, number)| (language.place(&word), language.stem(&word), word, number))
        .collect();
    sorted.par_sort_unstable_by(|a, b| (&a.0, &a.2).cmp(&(&b.0, &b.2)));
    let mut stems: HashMap<String, u32> = HashMap::new();
    let mut words = Vec::with_capacity(sorted.len());
    for (_, stem, word, number) in sorted {
        let next = stems.len() as u32;
        let stem = *stems.entry(stem).or_insert(next);
        stem_of[number as usize] = stem;
        words.push((word, stem));
    }
    (words, stem_of)
}

/// A title says more than a summary and a summary more than text; a short title says most. In a text, the first uses
/// count more than further ones, and less in a long text (the saturation and length of BM25).
fn weight(counts: Counts, tally: &Tally, average: f64) -> u8 {
    let [title, summary, text] = counts;
    let often = f64::from(text);
    let length = 0.5 + 0.5 * f64::from(tally.text) / average;
    let saturated = often / (often + 1.2 * length);
    let in_text = ((saturated * 4.0) as u8).min(3);
    let in_title = match title {
        0 => 0,
        _ => 8 + 4 / tally.title.clamp(1, 4) as u8,
    };
    let in_summary = match (summary, title) {
        (0, _) => 0,
        (_, 0) => 4,
        _ => 1,
    };
    (in_title + in_summary + in_text).min(15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(title: &str, summary: &str, text: &str) -> Document {
        Document {
            kind: DocumentKind::Page,
            title: title.to_owned(),
            detail: String::new(),
            path: String::new(),
            home: String::new(),
            summary: summary.to_owned(),
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    #[test]
    fn forms_of_a_word_share_their_postings_and_titles_weigh_most() {
        let documents = [
            document("Other", "", "The carers integrate care."),
            document("Integration", "", ""),
            document("Other", "It is integrated", ""),
        ];
        let terms = terms(&documents, Language::English);
        let words: Vec<&str> = terms.words.iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(
            words,
            [
                "care",
                "carers",
                "integrate",
                "integrated",
                "integration",
                "other"
            ]
        );
        let stem = terms.words[2].1;
        assert_eq!([terms.words[3].1, terms.words[4].1], [stem, stem]);
        let postings = &terms.postings[stem as usize];
        let weights: Vec<u8> = postings.iter().map(|posting| posting.weight).collect();
        assert_eq!(
            postings
                .iter()
                .map(|posting| posting.document)
                .collect::<Vec<_>>(),
            [0, 1, 2]
        );
        assert!(
            weights[1] > weights[2] && weights[2] > weights[0],
            "{weights:?}"
        );
    }
}
