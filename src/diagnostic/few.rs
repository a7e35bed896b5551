//! As many faults as a person can take in, and how many more there are.

use super::{Code, Diagnostic};
use std::collections::BTreeMap;

/// So many faults of one kind show what is wrong.
const SHOWN: usize = 20;
/// More of one kind hide the other kinds. To leave out only a few would help nobody.
const MOST: usize = 30;

/// The first faults of each code.
pub struct Few {
    pub shown: Vec<Diagnostic>,
    /// How many more there are, by code.
    more: BTreeMap<Code, usize>,
}

/// Takes the first faults of each code, in their order.
pub fn few(faults: &[Diagnostic]) -> Few {
    let mut all: BTreeMap<Code, usize> = BTreeMap::new();
    for fault in faults {
        *all.entry(fault.code).or_default() += 1;
    }
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut few = Few {
        shown: Vec::new(),
        more: BTreeMap::new(),
    };
    for fault in faults {
        let count = counts.entry(fault.code).or_default();
        *count += 1;
        if *count <= SHOWN || all[&fault.code] <= MOST {
            few.shown.push(fault.clone());
        } else {
            *few.more.entry(fault.code).or_default() += 1;
        }
    }
    few
}

impl Few {
    /// How many are left out, the most first, and how to see them; nothing where all are shown.
    pub fn more(&self) -> Option<String> {
        if self.more.is_empty() {
            return None;
        }
        let mut more: Vec<(Code, usize)> = self.more.iter().map(|(code, n)| (*code, *n)).collect();
        more.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
        let width = more.first().map_or(0, |(_, count)| count.to_string().len());
        let lines = more
            .iter()
            .map(|(code, count)| format!("  {count:width$} {}\n", code.name()));
        let lines: String = lines.collect();
        Some(format!(
            "More of the same, which are not shown:\n{lines}\
             `--format short` lists every fault in one line.\n"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(code: Code, count: usize) -> impl Iterator<Item = Diagnostic> {
        (0..count).map(move |number| Diagnostic::new(code, None, format!("Fault {number}")))
    }

    #[test]
    fn shows_some_of_each_and_counts_the_rest() {
        let all: Vec<Diagnostic> = faults(Code::UnknownLink, 1020)
            .chain(faults(Code::UnknownTheme, 31))
            .chain(faults(Code::NoContent, 1))
            .collect();
        let few = few(&all);
        assert_eq!(few.shown.len(), 41);
        assert_eq!(few.shown[19].message, "Fault 19");
        assert_eq!(few.shown[20].code, Code::UnknownTheme);
        let said = few.more().expect("more");
        assert!(
            said.contains("  1000 unknown-link\n    11 unknown-theme\n"),
            "{said}"
        );
    }

    #[test]
    fn says_nothing_where_all_are_shown() {
        let all: Vec<Diagnostic> = faults(Code::UnknownLink, 30).collect();
        let few = few(&all);
        assert_eq!((few.shown.len(), few.more()), (30, None));
    }
}
