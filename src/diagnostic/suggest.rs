//! "Did you mean": the nearest of the names there are.

/// The candidate nearest to `wrong`, if one is near enough to be a slip of the keyboard. The order of the candidates
/// does not matter: a tie goes to the first in the alphabet.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut distance = Distance::to(&wrong.to_lowercase());
    let near = candidates.into_iter().filter_map(|candidate| {
        let edits = distance.of(candidate)?;
        Some((edits, candidate))
    });
    near.min().map(|(_, candidate)| candidate)
}

/// So many names can still be read at a glance.
const FEW: usize = 16;

/// A hint that names the nearest candidate, or lists them all where they are few.
pub fn hint<'a>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<String> {
    if let Some(candidate) = nearest(wrong, candidates.clone()) {
        return Some(format!("Did you mean `{candidate}`?"));
    }
    let all: Vec<&str> = candidates.into_iter().collect();
    let few = !all.is_empty() && all.len() <= FEW;
    few.then(|| format!("These exist: {}.", quoted_list(all)))
}

/// Names between backquotes, parted by commas.
pub fn quoted_list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Counts edits to one word: insert, delete, replace, swap neighbours (optimal string alignment distance). Thousands of
/// names may be compared for each of thousands of faults, so rows are used again.
struct Distance {
    to: Vec<char>,
    letters: u64,
    limit: usize,
    candidate: Vec<char>,
    rows: [Vec<usize>; 3],
}

/// More edits than this are another word, however long it is.
const MOST_EDITS: usize = 6;

/// The set of a word's characters, one bit for each; characters may share a bit.
fn letters(word: &[char]) -> u64 {
    word.iter()
        .fold(0, |set, letter| set | 1 << (u32::from(*letter) % 64))
}

impl Distance {
    fn to(word: &str) -> Self {
        let to: Vec<char> = word.chars().collect();
        Self {
            limit: to.len().div_ceil(3).min(MOST_EDITS),
            letters: letters(&to),
            to,
            candidate: Vec::new(),
            rows: Default::default(),
        }
    }

    /// The number of edits, if it is within a third of the word.
    fn of(&mut self, candidate: &str) -> Option<usize> {
        // Lower case may change a text's length, but not that of ASCII.
        if candidate.is_ascii() && candidate.len().abs_diff(self.to.len()) > self.limit {
            return None;
        }
        self.candidate.clear();
        self.candidate
            .extend(candidate.chars().flat_map(char::to_lowercase));
        let (a, b) = (&self.to, &self.candidate);
        // An edit changes at most two letters of the set, so most candidates need no table.
        let other_letters = (self.letters ^ letters(b)).count_ones() as usize;
        if a.len().abs_diff(b.len()) > self.limit || other_letters > 2 * self.limit {
            return None;
        }
        let [before, last, row] = &mut self.rows;
        last.clear();
        last.extend(0..=b.len());
        for i in 1..=a.len() {
            row.clear();
            row.push(i);
            for j in 1..=b.len() {
                let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut edits = replaced.min(last[j] + 1).min(row[j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    edits = edits.min(before[j - 2] + 1);
                }
                row.push(edits);
            }
            if row.iter().all(|edits| *edits > self.limit) {
                return None;
            }
            std::mem::swap(before, last);
            std::mem::swap(last, row);
        }
        last.last().copied().filter(|edits| *edits <= self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_nothing_far() {
        let names = ["title", "summary", "status", "aliases"];
        assert_eq!(nearest("titel", names), Some("title"));
        assert_eq!(nearest("Summry", names), Some("summary"));
        assert_eq!(nearest("bibliography", names), None);
        assert_eq!(nearest("", names), None);
    }

    #[test]
    fn a_tie_goes_to_the_first_name_in_the_alphabet() {
        assert_eq!(nearest("cat", ["cut", "cot"]), Some("cot"));
    }
}
