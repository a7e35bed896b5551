//! The index as files: classic scripts that each hand over one piece, so that a browser loads what a search needs, over
//! HTTP and from a disk.
//!
//! | file | holds |
//! |---|---|
//! | `index.js` | the language, the filters, and which file holds what |
//! | `wN.js` | a range of words, and the documents of rare ones |
//! | `pN.js` | the documents of frequent words |
//! | `tN.js` | words by what follows their second letter, for errors at the start |
//! | `fN.js` | the values of every document in one filter |
//! | `dN.js` | what is shown of some documents |
//! | `xN-M.js` | further parts of a long text |

use super::documents::{Document, DocumentKind, Filter};
use super::numbers::{Bits, Stream, unsigned};
use super::terms::{Posting, Terms};
use super::words::Language;
use crate::model::plain_json;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// A piece of the index: its name without `.js`, and the script.
pub struct Piece {
    pub name: String,
    pub script: String,
}

/// How large words, postings and documents of one file may grow before the next one begins, in characters.
const ENOUGH_WORDS: usize = 6_000;
const ENOUGH_POSTINGS: usize = 6_000;
const ENOUGH_DOCUMENTS: usize = 4_000;
/// Postings that are shorter stand beside their word, in bytes.
const BESIDE: usize = 48;
/// The longest part of a text, in bytes.
const PART: usize = 3_000;

fn piece(name: String, value: &Value) -> Piece {
    let script = format!(
        "catenaSearch({},{});\n",
        Value::from(name.as_str()),
        plain_json(value)
    );
    Piece { name, script }
}

/// Every file of the index.
pub fn files(
    documents: &[Document],
    filters: &[Filter],
    terms: &Terms,
    language: Language,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let lists: Vec<Bits> = terms
        .postings
        .iter()
        .map(|list| encoded(list, documents.len()))
        .collect();
    let frequent = postings(lists, &mut pieces);
    let words = dictionary(terms, &frequent, language, &mut pieces);
    let tails = tails(terms, &mut pieces);
    let columns: Vec<usize> = (0..filters.len())
        .map(|filter| column(filter, documents, &mut pieces))
        .collect();
    let shown = shown(documents, &mut pieces);
    let kinds: Vec<Value> = DocumentKind::ALL
        .iter()
        .map(|kind| {
            let count = documents
                .iter()
                .filter(|document| document.kind == *kind)
                .count();
            json!([kind.name(), count])
        })
        .collect();
    let filters: Vec<Value> = filters
        .iter()
        .zip(columns)
        .map(|(filter, size)| {
            let values: Vec<Value> = filter
                .values
                .iter()
                .map(|value| match value.parent {
                    Some(parent) => json!([value.name, value.label, parent]),
                    None => json!([value.name, value.label]),
                })
                .collect();
            json!({"name": filter.name, "label": filter.label, "size": size, "values": values})
        })
        .collect();
    let index = json!({
        "language": language.name(),
        "stop": language.stop_words(),
        "kinds": kinds,
        "filters": filters,
        "words": words,
        "tails": tails,
        "shown": shown,
    });
    pieces.push(piece("index".to_owned(), &index));
    pieces
}

/// The documents of a word: gaps between them, each with its weight.
fn encoded(postings: &[Posting], documents: usize) -> Bits {
    let mut bits = Bits::default();
    let mut gaps = Stream::around(documents / postings.len().max(1));
    let mut weights = Stream::default();
    let mut next = 0;
    for posting in postings {
        gaps.write(posting.document - next, &mut bits);
        weights.write(u32::from(posting.weight), &mut bits);
        next = posting.document + 1;
    }
    bits
}

/// Where the documents of a stem stand.
enum Place {
    Beside(Bits),
    /// A file and the place in it.
    File(u32, u32),
}

/// Writes the documents of frequent words to files.
fn postings(lists: Vec<Bits>, pieces: &mut Vec<Piece>) -> Vec<Place> {
    let mut places = Vec::with_capacity(lists.len());
    let mut file: Vec<Value> = Vec::new();
    let (mut number, mut size) = (0, 0);
    let mut close = |number: u32, file: &mut Vec<Value>| {
        pieces.push(piece(
            format!("p{number}"),
            &Value::Array(std::mem::take(file)),
        ));
    };
    for list in lists {
        if list.bytes() <= BESIDE {
            places.push(Place::Beside(list));
            continue;
        }
        let text = list.into_text();
        if !file.is_empty() && size + text.len() > ENOUGH_POSTINGS {
            close(number, &mut file);
            (number, size) = (number + 1, 0);
        }
        places.push(Place::File(number, file.len() as u32));
        size += text.len();
        file.push(Value::from(text));
    }
    if !file.is_empty() {
        close(number, &mut file);
    }
    places
}

/// Writes the words, and gives the place in the order of words at which each file begins.
fn dictionary(
    terms: &Terms,
    places: &[Place],
    language: Language,
    pieces: &mut Vec<Piece>,
) -> Vec<String> {
    let mut starts = Vec::new();
    let mut range = Range::default();
    for (word, stem) in &terms.words {
        if range.size() > ENOUGH_WORDS {
            pieces.push(std::mem::take(&mut range).into_piece(starts.len() - 1));
        }
        if range.words.is_empty() {
            starts.push(language.place(word));
        }
        let stem = *stem as usize;
        range.add(word, stem, terms.postings[stem].len(), &places[stem]);
    }
    if !range.words.is_empty() {
        pieces.push(range.into_piece(starts.len() - 1));
    }
    starts
}

/// The words of one file.
#[derive(Default)]
struct Range {
    words: String,
    bits: Bits,
    /// The place of each stem among the stems of this file.
    stems: HashMap<usize, usize>,
    back: Stream,
    counts: Stream,
    numbers: Stream,
    slots: Stream,
    file: u32,
}

impl Range {
    fn size(&self) -> usize {
        self.words.len() + self.bits.bytes() * 4 / 3
    }

    fn add(&mut self, word: &str, stem: usize, count: usize, place: &Place) {
        if !self.words.is_empty() {
            self.words.push(' ');
        }
        self.words.push_str(word);
        let known = self.stems.len();
        if let Some(at) = self.stems.get(&stem) {
            self.back.write((known - at) as u32, &mut self.bits);
            return;
        }
        self.stems.insert(stem, known);
        self.back.write(0, &mut self.bits);
        self.counts.write(count as u32, &mut self.bits);
        match place {
            Place::Beside(list) => {
                self.bits.write(0, 1);
                self.bits.append(list);
            }
            Place::File(file, slot) => {
                self.bits.write(1, 1);
                let step = i64::from(*file) - i64::from(self.file);
                self.numbers.write(unsigned(step), &mut self.bits);
                self.slots.write(*slot, &mut self.bits);
                self.file = *file;
            }
        }
    }

    fn into_piece(self, number: usize) -> Piece {
        piece(
            format!("w{number}"),
            &json!([self.words, self.bits.into_text()]),
        )
    }
}

/// Words that an error in their first two letters hides are found by the rest of them. Gives the rest at which each file
/// begins.
fn tails(terms: &Terms, pieces: &mut Vec<Piece>) -> Vec<String> {
    let mut tails: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (word, _) in &terms.words {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() >= 4 && letters.iter().all(|letter| letter.is_alphabetic()) {
            let tail = letters[2..].iter().collect();
            let heads: &mut Vec<String> = tails.entry(tail).or_default();
            heads.push(letters[..2].iter().collect());
        }
    }
    let mut starts: Vec<String> = Vec::new();
    let mut lines = String::new();
    for (tail, heads) in tails {
        if lines.len() > ENOUGH_WORDS {
            let number = starts.len() - 1;
            pieces.push(piece(
                format!("t{number}"),
                &Value::from(std::mem::take(&mut lines)),
            ));
        }
        if lines.is_empty() {
            starts.push(tail.clone());
        } else {
            lines.push(' ');
        }
        lines.push_str(&format!("{tail}:{}", heads.join(",")));
    }
    if !lines.is_empty() {
        pieces.push(piece(format!("t{}", starts.len() - 1), &Value::from(lines)));
    }
    starts
}

/// Writes the values of one filter, and gives the size of the file. Neighbours with the same values are one run.
fn column(filter: usize, documents: &[Document], pieces: &mut Vec<Piece>) -> usize {
    let mut bits = Bits::default();
    let [mut runs, mut counts, mut firsts, mut gaps] = [Stream::default(); 4];
    let mut before = 0;
    for same in documents.chunk_by(|a, b| a.values[filter] == b.values[filter]) {
        let values = &same[0].values[filter];
        runs.write(same.len() as u32 - 1, &mut bits);
        // One value is the usual case, so it gets the smallest number.
        counts.write(
            if values.len() < 2 {
                1 - values.len() as u32
            } else {
                values.len() as u32
            },
            &mut bits,
        );
        for (at, value) in values.iter().enumerate() {
            if at == 0 {
                firsts.write(unsigned(i64::from(*value) - before), &mut bits);
                before = i64::from(*value);
            } else {
                gaps.write(value - values[at - 1] - 1, &mut bits);
            }
        }
    }
    let column = piece(format!("f{filter}"), &Value::from(bits.into_text()));
    let size = column.script.len();
    pieces.push(column);
    size
}

/// Writes what is shown of the documents, and gives the number of documents in each file as text.
fn shown(documents: &[Document], pieces: &mut Vec<Piece>) -> String {
    let mut counts = Bits::default();
    let mut stream = Stream::around(16);
    let mut file: Vec<Value> = Vec::new();
    let (mut size, mut number) = (0, 0);
    let mut close = |file: &mut Vec<Value>, pieces: &mut Vec<Piece>| {
        stream.write(file.len() as u32, &mut counts);
        pieces.push(piece(
            format!("d{number}"),
            &Value::Array(std::mem::take(file)),
        ));
        number += 1;
    };
    for (at, document) in documents.iter().enumerate() {
        let whole = match document.summary.as_str() {
            "" => document.text.clone(),
            summary => format!("{summary}\n{}", document.text),
        };
        let parts = parts(whole.trim());
        for (part, text) in parts.iter().enumerate().skip(1) {
            pieces.push(piece(format!("x{at}-{part}"), &Value::from(*text)));
        }
        let entry = json!([
            document.title,
            document.path,
            parts[0],
            parts.len(),
            document.detail,
            document.home
        ]);
        size +=
            document.title.len() + document.path.len() + parts[0].len() + document.home.len() + 30;
        file.push(entry);
        if size > ENOUGH_DOCUMENTS {
            close(&mut file, pieces);
            size = 0;
        }
    }
    if !file.is_empty() {
        close(&mut file, pieces);
    }
    counts.into_text()
}

/// A text in parts that are not too long, cut between words where there are any.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while rest.len() > PART {
        let mut end = PART;
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let end = rest[..end]
            .rfind(char::is_whitespace)
            .filter(|at| *at > PART / 2)
            .unwrap_or(end);
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    parts.push(rest);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words_and_nothing_is_lost() {
        let text = "one two ".repeat(1000);
        let cut = parts(&text);
        assert!(cut.len() > 2 && cut.iter().all(|part| part.len() <= PART));
        assert_eq!(cut.concat(), text);
        let unbroken = "心".repeat(3000);
        assert_eq!(parts(&unbroken).concat(), unbroken);
        assert_eq!(parts(""), [""]);
    }
}
