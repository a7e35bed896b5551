//! "Did you mean": the nearest of the names there are.

/// The name that somebody may have meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near<'a> {
    pub name: &'a str,
    /// How many letters differ.
    pub edits: usize,
    /// True where no other name is near.
    pub alone: bool,
}

/// The candidate nearest to `wrong`, if one is near enough to be a slip of the keyboard. The order of the candidates
/// does not matter: a tie goes to the first in the alphabet.
pub fn near<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Near<'a>> {
    let near = all_near(wrong, candidates);
    let (edits, name) = near.iter().copied().min()?;
    let alone = near.iter().all(|(_, other)| *other == name);
    Some(Near { name, edits, alone })
}

/// The name of [`near`] alone.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(wrong, candidates).map(|near| near.name)
}

/// Every candidate that is near, with the number of letters that differ.
pub fn all_near<'a>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Vec<(usize, &'a str)> {
    let mut distance = Distance::to(&wrong.to_lowercase());
    let near = candidates.into_iter().filter_map(|candidate| {
        let edits = distance.of(candidate)?;
        Some((edits, candidate))
    });
    near.collect()
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
    few(candidates)
}

/// A hint that lists names where they are few.
pub(super) fn few<'a>(candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let all: Vec<&str> = candidates.into_iter().collect();
    let few = !all.is_empty() && all.len() <= FEW;
    few.then(|| format!("These exist: {}.", quoted_list(all)))
}

/// Names between backquotes, parted by commas.
pub fn quoted_list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// A slip of the hand is one letter in a short word, and two in a long one.
const SHORT: usize = 7;
/// Where two names differ, each has at least so many letters: `p1` and `p2` are two people, `of` and `on` two words.
const FEWEST_LETTERS: usize = 4;

impl<'a> Near<'a> {
    /// The name, if nothing else can have been meant, so that a program may write it. Numbers never differ: `smith2018` is
    /// another work than `smith2019`, and `P81` another person than `P18`. In a short word no letter stands for another:
    /// `macro` is not `micro`.
    pub fn certain(self, wrong: &str) -> Option<&'a str> {
        let (from, to) = (wrong.to_lowercase(), self.name.to_lowercase());
        let length = from.chars().count();
        let slips = if length <= SHORT { 1 } else { 2 };
        let certain = self.alone
            && wrong != self.name
            && self.edits <= slips
            && is_plain(wrong)
            && is_plain(self.name)
            && numbers(&from) == numbers(&to)
            && words_may_be_one(&from, &to)
            && !(length <= SHORT && has_another_letter(&from, &to));
        certain.then_some(self.name)
    }
}

/// Whether a name can stand anywhere in Markdown and YAML as it is.
fn is_plain(name: &str) -> bool {
    let mark = |c: char| "-_./:+ ’".contains(c);
    let ends = name.starts_with(|c: char| !c.is_alphanumeric())
        || name.ends_with(|c: char| !c.is_alphanumeric());
    !ends && !name.contains(": ") && name.chars().all(|c| c.is_alphanumeric() || mark(c))
}

/// The numbers of a name, each with the letters behind it: `smith2019a` has `2019a`.
fn numbers(name: &str) -> Vec<&str> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    let number = |word: &'_ str| word.find(char::is_numeric);
    words
        .filter_map(|word| number(word).map(|at| &word[at..]))
        .collect()
}

/// Whether words that differ are long enough to be one word twice, with a slip in it.
fn words_may_be_one(from: &str, to: &str) -> bool {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let words = |name: &'_ str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric());
        words.map(str::to_owned).collect()
    };
    let (from, to) = (words(from), words(to));
    if from.len() != to.len() {
        return letters(&from.concat()).min(letters(&to.concat())) >= FEWEST_LETTERS;
    }
    let mut differing = from.iter().zip(&to).filter(|(a, b)| a != b);
    differing.all(|(a, b)| letters(a).min(letters(b)) >= FEWEST_LETTERS)
}

/// Whether words of one length have other letters, and not the same in another order.
fn has_another_letter(from: &str, to: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let (from, to) = (sorted(from), sorted(to));
    from.len() == to.len() && from != to
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

    fn certain<'a>(wrong: &str, names: &[&'a str]) -> Option<&'a str> {
        near(wrong, names.iter().copied())?.certain(wrong)
    }

    #[test]
    fn one_name_alone_is_certain() {
        assert_eq!(certain("titel", &["title", "status"]), Some("title"));
        assert_eq!(certain("Title", &["title"]), Some("title"));
        assert_eq!(certain("sumary", &["summary"]), Some("summary"));
        assert_eq!(certain("barnet2012", &["barnett2012"]), Some("barnett2012"));
        assert_eq!(
            certain("p18-same-ofices", &["p18-same-offices"]),
            Some("p18-same-offices")
        );
        assert_eq!(certain("colocation", &["co-location"]), Some("co-location"));
    }

    #[test]
    fn people_works_and_opposites_are_never_certain() {
        for (wrong, name) in [
            ("P81", "P18"),
            ("P1", "P11"),
            ("R18", "P18"),
            ("smith2018", "smith2019"),
            ("smith2019a", "smith2019b"),
            ("smith2019", "smith2019a"),
            ("who-2019-a", "who-2019-b"),
            ("p18-same-offices", "p19-same-offices"),
            ("micro", "macro"),
            ("minor", "manor"),
            ("work-of-care", "work-on-care"),
            ("sumry", "summary"),
            ("title", "title: x"),
            ("title", "title]]"),
        ] {
            assert_eq!(certain(wrong, &[name]), None, "{wrong} and {name}");
        }
    }

    #[test]
    fn of_several_names_none_is_certain() {
        assert_eq!(certain("themse", &["themes", "theme"]), None);
        assert_eq!(certain("themse", &["themes", "themes"]), Some("themes"));
    }

    #[test]
    fn a_tie_goes_to_the_first_name_in_the_alphabet() {
        assert_eq!(nearest("cat", ["cut", "cot"]), Some("cot"));
    }
}
