//! Long lists on several pages, so that no page grows with the programme.

use std::ops::Range;

/// A list and where its pages begin.
#[derive(Debug)]
pub struct Split {
    /// The path of the first page.
    first: String,
    /// The folder of further pages.
    folder: String,
    /// The index of the first thing of each page; a list of nothing has one page.
    starts: Vec<usize>,
    things: usize,
}

impl Split {
    /// Parts things of a list at `stem.html` by their weights, so that a page weighs at most `each` or holds one thing.
    pub fn of(stem: &str, weights: impl IntoIterator<Item = usize>, each: usize) -> Self {
        let (mut starts, mut things, mut page) = (vec![0], 0, 0_usize);
        for weight in weights {
            if page > 0 && page.saturating_add(weight) > each {
                starts.push(things);
                page = 0;
            }
            page = page.saturating_add(weight);
            things += 1;
        }
        Self {
            first: format!("{stem}.html"),
            folder: stem.to_owned(),
            starts,
            things,
        }
    }

    /// How many pages the list takes.
    pub fn pages(&self) -> usize {
        self.starts.len()
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
        let start = self.starts.get(number).copied().unwrap_or(self.things);
        let end = self.starts.get(number + 1).copied();
        start..end.unwrap_or(self.things)
    }

    /// The path of the page that holds a thing.
    pub fn path_of(&self, index: usize) -> String {
        self.path(self.starts.partition_point(|start| *start <= index) - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_list_has_one_page() {
        let none = Split::of("list", [], 10);
        assert_eq!((none.pages(), none.path(0)), (1, "list.html".to_owned()));
        assert_eq!(none.range(0), 0..0);
        assert_eq!(Split::of("list", vec![1; 10], 10).pages(), 1);
    }

    #[test]
    fn what_is_too_heavy_stands_alone() {
        let split = Split::of("a/list", [1, 50, 1, 1], 10);
        let ranges: Vec<_> = (0..split.pages()).map(|page| split.range(page)).collect();
        assert_eq!(ranges, [0..1, 1..2, 2..4]);
        assert_eq!(split.path_of(0), "a/list.html");
        assert_eq!(split.path_of(1), "a/list/2.html");
        assert_eq!(split.path_of(3), "a/list/3.html");
    }

    proptest! {
        #[test]
        fn every_thing_stands_on_one_page(weights in prop::collection::vec(0_usize..30, 0..200), each in 1_usize..50) {
            let split = Split::of("list", weights.iter().copied(), each);
            let mut next = 0;
            for page in 0..split.pages() {
                let range = split.range(page);
                prop_assert_eq!(range.start, next);
                let weight: usize = weights[range.clone()].iter().sum();
                prop_assert!(weight <= each || range.len() == 1);
                for thing in range.clone() {
                    prop_assert_eq!(split.path_of(thing), split.path(page));
                }
                next = range.end;
            }
            prop_assert_eq!(next, weights.len());
        }
    }
}
