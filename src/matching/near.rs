//! The passage that is most like a quote, and how the two differ word by word.
//!
//! The passage is found by the runs of four words that it shares with the quote. Both are then aligned by dynamic
//! programming with affine costs for words left out (Gotoh 1982, doi:10.1016/0022-2836(82)90398-9): the quote must be
//! used up, the passage may begin and end anywhere.

use super::judge::Scope;
use super::library::{LONGEST_RUN, Library};
use super::wanted::{LONGEST_OMISSION, Wanted};
use std::collections::HashSet;
use std::ops::Range;

/// A quote beside the passage that is most like it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// The passage, among the library's words.
    pub passage: Range<u32>,
    /// In the order of the quote.
    pub differences: Vec<Difference>,
}

/// Words that differ. One of the two sides may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Among the quote's words.
    pub quote: Range<usize>,
    /// Among the library's words.
    pub source: Range<u32>,
}

impl Alignment {
    /// Words of the quote that the passage does not have in their place.
    pub fn altered(&self) -> usize {
        self.differences
            .iter()
            .map(|difference| difference.quote.len())
            .sum()
    }

    /// Words that differ on the longer side of each difference.
    pub fn differing(&self) -> usize {
        let longer = |difference: &Difference| difference.quote.len().max(difference.source.len());
        self.differences.iter().map(longer).sum()
    }
}

/// A run in more places than this says little about where a quote comes from.
const COMMON: usize = 200;
/// The longest quote that is aligned, in words.
const LONGEST_QUOTE: usize = 3000;
/// The widest passage that is aligned, in words.
const WIDEST: u32 = 6000;
/// Words on both sides of what is shared that may still belong to the passage.
const MARGIN: u32 = 80;

/// The passage of the sources in a scope that is most like the quote; `None` where nothing is like it.
pub fn find(wanted: &Wanted, library: &Library, scope: Scope<'_>) -> Option<Alignment> {
    if wanted.words.len() > LONGEST_QUOTE {
        return None;
    }
    let window = window(wanted, library, scope)?;
    align(wanted, library, window)
}

/// The words around the best cluster of shared runs.
fn window(wanted: &Wanted, library: &Library, scope: Scope<'_>) -> Option<Range<u32>> {
    let hits = hits(wanted, library, scope);
    let gaps: u32 = wanted.gaps.iter().sum();
    let reach = (wanted.words.len() as u32 + gaps + MARGIN).min(WIDEST);
    let mut best: (usize, Range<usize>) = (0, 0..0);
    let mut from = 0;
    let mut inside: Vec<usize> = vec![0; wanted.words.len()];
    let mut distinct = 0;
    for to in 0..hits.len() {
        let (place, word) = hits[to];
        inside[word] += 1;
        distinct += usize::from(inside[word] == 1);
        let other = |from: usize| library.document_of(hits[from].0) != library.document_of(place);
        while place - hits[from].0 > reach || other(from) {
            inside[hits[from].1] -= 1;
            distinct -= usize::from(inside[hits[from].1] == 0);
            from += 1;
        }
        if distinct > best.0 {
            best = (distinct, from..to + 1);
        }
    }
    let cluster = hits.get(best.1)?;
    let (first, last) = (cluster.first()?, cluster.last()?);
    let extent = library.extent(library.document_of(first.0));
    let left = MARGIN
        + first.1 as u32
        + wanted
            .gaps
            .first()
            .map_or(0, |_| LONGEST_OMISSION.min(gaps));
    let right = MARGIN + (wanted.words.len() - last.1) as u32 + LONGEST_OMISSION.min(gaps);
    let start = first.0.saturating_sub(left).max(extent.start);
    Some(start..(last.0 + right).min(extent.end))
}

/// Places of runs that the quote shares with the sources, each with the word of the quote at which it begins.
fn hits(wanted: &Wanted, library: &Library, scope: Scope<'_>) -> Vec<(u32, usize)> {
    let mut hits = HashSet::new();
    for fragment in &wanted.fragments {
        let numbers: Vec<u32> = wanted.words[fragment.clone()]
            .iter()
            .map(|word| word.number)
            .collect();
        for (offset, run) in numbers.windows(LONGEST_RUN.min(numbers.len())).enumerate() {
            let places = library.places_of(run);
            let places = if places.len() <= COMMON { places } else { &[] };
            let own = places
                .iter()
                .filter(|place| scope.contains(library.document_of(**place)));
            hits.extend(own.map(|place| (*place, fragment.start + offset)));
        }
    }
    let mut hits: Vec<_> = hits.into_iter().collect();
    hits.sort_unstable();
    hits
}

/// Costs: the least sum wins. A word left out at an omission costs next to nothing.
const CHANGED: u32 = 16;
const ADDED: u32 = 16;
const LEFT_OUT_FIRST: u32 = 12;
const LEFT_OUT_MORE: u32 = 2;
const MARKED_FIRST: u32 = 1;

/// How a cell of the table was reached.
const FROM_DIAGONAL: u8 = 0;
const FROM_QUOTE: u8 = 1;
const FROM_SOURCE: u8 = 2;
/// Set where a run of words left out goes on.
const GOES_ON: u8 = 4;

fn align(wanted: &Wanted, library: &Library, window: Range<u32>) -> Option<Alignment> {
    let source = library.words(window.clone());
    let (rows, columns) = (wanted.words.len(), source.len());
    let after: HashSet<usize> = wanted
        .fragments
        .iter()
        .map(|fragment| fragment.end)
        .collect();
    let width = columns + 1;
    let mut steps = vec![FROM_DIAGONAL; (rows + 1) * width];
    let mut last = vec![0u32; width];
    let mut row = vec![0u32; width];
    for index in 1..=rows {
        let word = wanted.words[index - 1].number;
        let (first, more) = match after.contains(&index) {
            true => (MARKED_FIRST, 0),
            false => (LEFT_OUT_FIRST, LEFT_OUT_MORE),
        };
        let mut left_out = u32::MAX / 2;
        for column in 0..width {
            let mut best = (last[column] + ADDED, FROM_QUOTE);
            if column > 0 {
                let change = if source[column - 1] == word {
                    0
                } else {
                    CHANGED
                };
                best = best.min((last[column - 1] + change, FROM_DIAGONAL));
                let (start, go_on) = (row[column - 1] + first, left_out + more);
                left_out = start.min(go_on);
                let more = if go_on < start { GOES_ON } else { 0 };
                if index < rows && left_out < best.0 {
                    best = (left_out, FROM_SOURCE);
                }
                steps[index * width + column] = more;
            }
            row[column] = best.0;
            steps[index * width + column] |= best.1;
        }
        std::mem::swap(&mut last, &mut row);
    }
    let end = (0..width).min_by_key(|column| (last[*column], *column))?;
    Some(trace(
        wanted,
        source,
        &steps,
        width,
        end,
        window.start,
        &after,
    ))
}

fn trace(
    wanted: &Wanted,
    source: &[u32],
    steps: &[u8],
    width: usize,
    end: usize,
    offset: u32,
    after: &HashSet<usize>,
) -> Alignment {
    let (mut row, mut column) = (wanted.words.len(), end);
    let mut differences: Vec<Difference> = Vec::new();
    let mut add = |quote: Range<usize>, from: Range<usize>| {
        let from = offset + from.start as u32..offset + from.end as u32;
        match differences.last_mut() {
            // Going backwards: what touches the last difference belongs to it.
            Some(last) if last.quote.start == quote.end && last.source.start == from.end => {
                last.quote.start = quote.start;
                last.source.start = from.start;
            }
            _ => differences.push(Difference {
                quote,
                source: from,
            }),
        }
    };
    while row > 0 {
        let step = steps[row * width + column];
        match step & !GOES_ON {
            FROM_DIAGONAL => {
                if source[column - 1] != wanted.words[row - 1].number {
                    add(row - 1..row, column - 1..column);
                }
                (row, column) = (row - 1, column - 1);
            }
            FROM_QUOTE => {
                add(row - 1..row, column..column);
                row -= 1;
            }
            _ => {
                let to = column;
                while steps[row * width + column] & GOES_ON != 0 {
                    column -= 1;
                }
                column -= 1;
                if !after.contains(&row) {
                    add(row..row, column..to);
                }
            }
        }
    }
    differences.reverse();
    Alignment {
        passage: offset + column as u32..offset + end as u32,
        differences,
    }
}
