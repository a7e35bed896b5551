//! Long lists on several pages, so that no page grows with the programme.

use super::weight::page_ends;
use std::ops::Range;

/// A list and where its pages end.
#[derive(Debug, PartialEq, Eq)]
pub struct Split {
    /// The path of the first page.
    first: String,
    /// The folder of further pages.
    folder: String,
    /// The index behind the last thing of each page; a list of nothing has one page.
    ends: Vec<usize>,
}

/// The most things on one page: more than anybody reads there.
const MOST: usize = 500;

impl Split {
    /// Parts the things of a list at `stem.html` by their weights, in bytes.
    pub fn of(stem: &str, weights: impl Iterator<Item = usize>) -> Self {
        let mut ends = page_ends(weights, MOST);
        if ends.is_empty() {
            ends.push(0);
        }
        Self {
            first: format!("{stem}.html"),
            folder: stem.to_owned(),
            ends,
        }
    }

    /// How many pages the list takes.
    pub fn pages(&self) -> usize {
        self.ends.len()
    }

    /// The path of the first page.
    pub fn first(&self) -> &str {
        &self.first
    }

    /// The path of a page, by its number from 0.
    pub fn path(&self, number: usize) -> String {
        match number {
            0 => self.first.clone(),
            number => format!("{}/{}.html", self.folder, number + 1),
        }
    }

    /// The things of a page, by their indices.
    pub fn range(&self, number: usize) -> Range<usize> {
        let end = |number: usize| self.ends.get(number).copied();
        let start = number.checked_sub(1).and_then(end).unwrap_or(0);
        start..end(number).unwrap_or(start)
    }

    /// The path of the page that holds a thing.
    pub fn path_of(&self, index: usize) -> String {
        self.path(self.ends.partition_point(|end| *end <= index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_list_has_one_page() {
        let none = Split::of("list", [].into_iter());
        assert_eq!((none.pages(), none.path(0)), (1, "list.html".to_owned()));
        assert_eq!(none.range(0), 0..0);
        assert_eq!(Split::of("list", [100; 10].into_iter()).pages(), 1);
    }

    #[test]
    fn what_is_too_heavy_stands_alone() {
        let split = Split::of("a/list", [1, 500_000, 1, 1].into_iter());
        let ranges: Vec<_> = (0..split.pages()).map(|page| split.range(page)).collect();
        assert_eq!(ranges, [0..1, 1..2, 2..4]);
        assert_eq!(split.path_of(0), "a/list.html");
        assert_eq!(split.path_of(1), "a/list/2.html");
        assert_eq!(split.path_of(3), "a/list/3.html");
    }

    proptest! {
        #[test]
        fn every_thing_stands_on_one_page(weights in prop::collection::vec(0_usize..90_000, 0..200)) {
            let split = Split::of("list", weights.iter().copied());
            let mut next = 0;
            for page in 0..split.pages() {
                let range = split.range(page);
                prop_assert_eq!(range.start, next);
                for thing in range.clone() {
                    prop_assert_eq!(split.path_of(thing), split.path(page));
                }
                next = range.end;
            }
            prop_assert_eq!(next, weights.len());
        }
    }
}
