//! Where a page stands among the pages of a long list.

use super::quotes::Pages;
use crate::plan::Split;
use serde::Serialize;

/// The pages of a list, each by its first and last thing.
#[derive(Debug, Clone, Serialize)]
pub struct Parts {
    pub pages: Pages,
    /// Every page; empty where there is only one.
    pub all: Vec<Part>,
}

/// One page of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    pub first: String,
    pub last: String,
    pub path: String,
    pub here: bool,
}

impl Parts {
    /// The parts of a list as the page with this number, from 0, shows them; `name` says what a thing is called.
    pub fn of(split: &Split, number: usize, name: impl Fn(usize) -> String) -> Self {
        let part = |page: usize| {
            let range = split.range(page);
            Part {
                first: name(range.start),
                last: name(range.end - 1),
                path: split.path(page),
                here: page == number,
            }
        };
        let several = split.pages() > 1;
        Self {
            pages: pages(split, number),
            all: (0..split.pages()).filter(|_| several).map(part).collect(),
        }
    }
}

/// Where the page with this number, from 0, stands.
pub fn pages(split: &Split, number: usize) -> Pages {
    Pages {
        number: number + 1,
        of: split.pages(),
        previous: number.checked_sub(1).map(|number| split.path(number)),
        next: (number + 1 < split.pages()).then(|| split.path(number + 1)),
    }
}
