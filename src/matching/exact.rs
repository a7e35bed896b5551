//! Every place where a quote's fragments stand word for word, in order, each near enough to the last.

use super::judge::Scope;
use super::library::{LONGEST_RUN, Library};
use super::wanted::Wanted;
use std::ops::Range;

/// Where the fragments of a quote stand: a range of the library's words for each.
pub type Places = Vec<Range<u32>>;

/// The most places that are looked at. A quote that stands in more says nothing that can be told apart.
pub const MOST_PLACES: usize = 20_000;
/// How many ways to place one fragment are kept.
const MOST_WAYS: usize = 64;
/// How many places of the first and of the last fragment are weighed.
const MOST_ENDS: usize = 8;

/// Finds a quote in the sources of a scope. For each place of its longest fragment there are the ways in which the others
/// stand around it. `None` where its words are too common to be looked for.
pub fn find(wanted: &Wanted, library: &Library, scope: Scope<'_>) -> Option<Vec<Vec<Places>>> {
    let fragments: Vec<Vec<u32>> = (0..wanted.fragments.len())
        .map(|index| wanted.numbers(index))
        .collect();
    let Some(anchor) =
        (0..fragments.len()).max_by_key(|index| (fragments[*index].len(), usize::MAX - index))
    else {
        return Some(Vec::new());
    };
    let (offset, places) = rarest(&fragments[anchor], library);
    if places.len() > MOST_PLACES {
        return None;
    }
    let mut starts: Vec<u32> = places
        .iter()
        .filter_map(|place| place.checked_sub(offset as u32))
        .collect();
    starts.sort_unstable();
    let mut found = Vec::new();
    for start in starts {
        let document = library.document_of(start);
        if !stands_at(&fragments[anchor], start, library) || !scope.contains(document) {
            continue;
        }
        let extent = library.extent(document);
        let search = Search {
            fragments: &fragments,
            wanted,
            library,
            extent,
        };
        let ways = search.around(anchor, start);
        found.extend((!ways.is_empty()).then_some(ways));
    }
    Some(found)
}

/// The run of a fragment that stands in the fewest places: its offset, and the places.
fn rarest<'l>(fragment: &[u32], library: &'l Library) -> (usize, &'l [u32]) {
    const TRIED: usize = 8;
    let last = fragment.len().saturating_sub(LONGEST_RUN);
    let step = (last / TRIED).max(1);
    let runs = (0..=last)
        .step_by(step)
        .map(|offset| (offset, library.places_of(&fragment[offset..])));
    runs.min_by_key(|(offset, places)| (places.len(), *offset))
        .unwrap_or((0, &[]))
}

fn stands_at(fragment: &[u32], start: u32, library: &Library) -> bool {
    library.words(start..start + fragment.len() as u32) == fragment
}

struct Search<'a> {
    fragments: &'a [Vec<u32>],
    wanted: &'a Wanted,
    library: &'a Library,
    /// The words of the one source that is searched.
    extent: Range<u32>,
}

impl Search<'_> {
    /// The ways in which the quote stands around one place of the anchor, the nearest first.
    fn around(&self, anchor: usize, start: u32) -> Vec<Places> {
        let own = start..start + self.fragments[anchor].len() as u32;
        let before = self.chains(own.clone(), (0..anchor).rev(), Direction::Back);
        let after = self.chains(
            own.clone(),
            anchor + 1..self.fragments.len(),
            Direction::Forward,
        );
        let mut ways = Vec::with_capacity(before.len() * after.len());
        for left in &before {
            for right in &after {
                let mut places: Places = left.iter().rev().cloned().collect();
                places.push(own.clone());
                places.extend(right.iter().cloned());
                ways.push(places);
            }
        }
        ways
    }

    /// Places for the fragments on one side. The outermost may take several: a short one may stand in the middle of a
    /// sentence, and at the start of one a little farther on.
    fn chains(
        &self,
        from: Range<u32>,
        fragments: impl Iterator<Item = usize>,
        direction: Direction,
    ) -> Vec<Places> {
        // For each fragment the places it may take, and for each of them its neighbour's.
        let mut steps: Vec<Vec<(Range<u32>, usize)>> = vec![vec![(from, 0)]];
        for fragment in fragments {
            let next = self.ways(fragment, &steps[steps.len() - 1], direction);
            steps.push(next);
        }
        let outermost = steps[steps.len() - 1].len().min(MOST_ENDS);
        (0..outermost).map(|way| chain(&steps, way)).collect()
    }

    /// Where a fragment may stand, given where its neighbour may.
    fn ways(
        &self,
        fragment: usize,
        neighbours: &[(Range<u32>, usize)],
        direction: Direction,
    ) -> Vec<(Range<u32>, usize)> {
        let words = &self.fragments[fragment];
        let length = words.len() as u32;
        let mut ways: Vec<(Range<u32>, usize)> = Vec::new();
        for (index, (neighbour, _)) in neighbours.iter().enumerate() {
            let gap = self.wanted.gaps[match direction {
                Direction::Back => fragment,
                Direction::Forward => fragment - 1,
            }];
            for distance in 0..=gap {
                let start = match direction {
                    Direction::Forward => neighbour.end + distance,
                    Direction::Back => match neighbour.start.checked_sub(distance + length) {
                        Some(start) => start,
                        None => break,
                    },
                };
                if start < self.extent.start
                    || start + length > self.extent.end
                    || ways.len() == MOST_WAYS
                {
                    break;
                }
                let taken = || ways.iter().any(|(place, _)| place.start == start);
                if stands_at(words, start, self.library) && !taken() {
                    ways.push((start..start + length, index));
                }
            }
        }
        ways
    }
}

/// The places that lead to one way of the last step, the innermost first. The first step, the anchor's, is left out.
fn chain(steps: &[Vec<(Range<u32>, usize)>], mut way: usize) -> Places {
    let mut chain = Vec::with_capacity(steps.len());
    for step in steps[1..].iter().rev() {
        let (place, neighbour) = &step[way];
        chain.push(place.clone());
        way = *neighbour;
    }
    chain.reverse();
    chain
}

#[derive(Clone, Copy)]
enum Direction {
    Back,
    Forward,
}
