//! A quote as what must be found: runs of words that follow each other, and how much may lie between them.

use super::library::Library;
use super::words::each;
use crate::model::{Mark, QuotePiece};
use std::ops::Range;

/// The most words that one omission may leave out: some ten minutes of speech.
pub const LONGEST_OMISSION: u32 = 1000;
/// The most words for which one insertion may stand.
pub const LONGEST_INSERTION: u32 = 30;

/// A quote's words in order.
#[derive(Debug, Default)]
pub struct Wanted {
    /// The words as they are written, marks left out.
    pub text: String,
    pub words: Vec<Word>,
    /// Runs without a mark inside; none is empty.
    pub fragments: Vec<Range<usize>>,
    /// The most words between each fragment and the next.
    pub gaps: Vec<u32>,
    /// True where a mark stands before the first word.
    pub marked_start: bool,
    /// True where a mark stands behind the last word.
    pub marked_end: bool,
    /// True where there is an omission or insertion anywhere.
    pub edited: bool,
}

/// One word of a quote.
#[derive(Debug, Clone)]
pub struct Word {
    /// Its number in the library.
    pub number: u32,
    /// Its bytes in [`Wanted::text`].
    pub place: Range<usize>,
}

impl Wanted {
    pub fn of(paragraphs: &[Vec<QuotePiece>], library: &Library) -> Self {
        let mut wanted = Self::default();
        let mut gap = 0;
        for (run, mark) in runs(paragraphs) {
            match mark {
                Mark::Omission => gap = gap.max(LONGEST_OMISSION),
                Mark::Insertion => gap = gap.max(LONGEST_INSERTION),
                Mark::Said | Mark::Break => wanted.add(&run, &mut gap, library),
            }
            wanted.edited |= matches!(mark, Mark::Omission | Mark::Insertion);
        }
        wanted.marked_end = gap > 0 && !wanted.words.is_empty();
        wanted
    }

    fn add(&mut self, run: &Run, gap: &mut u32, library: &Library) {
        let numbers = library.numbers(&run.text);
        let whole = run.whole_words(&numbers);
        if whole.is_empty() {
            return;
        }
        let (offset, first) = (self.text.len(), self.words.len());
        self.text.push_str(&run.text);
        self.text.push(' ');
        self.words.extend(whole.iter().map(|(number, place)| Word {
            number: *number,
            place: offset + place.start..offset + place.end,
        }));
        match (first, *gap) {
            (0, gap) => self.marked_start = gap > 0,
            (_, gap) => self.gaps.push(gap),
        }
        self.fragments.push(first..self.words.len());
        *gap = 0;
    }

    /// The numbers of a fragment's words.
    pub fn numbers(&self, fragment: usize) -> Vec<u32> {
        let words = &self.words[self.fragments[fragment].clone()];
        words.iter().map(|word| word.number).collect()
    }

    /// Words as they are written, from one up to another.
    pub fn written(&self, words: Range<usize>) -> &str {
        if words.is_empty() {
            return "";
        }
        &self.text[self.words[words.start].place.start..self.words[words.end - 1].place.end]
    }
}

/// What was said between two marks.
#[derive(Default)]
struct Run {
    text: String,
    /// True where an insertion touches the first letter.
    joined_before: bool,
    joined_after: bool,
}

impl Run {
    /// Those of its words that are whole. `[H]e` and `help[ed]` are whole words to a reader: what is left of them is no
    /// word that was said.
    fn whole_words<'w, W>(&self, words: &'w [(W, Range<usize>)]) -> &'w [(W, Range<usize>)] {
        let cut_start = words
            .first()
            .is_some_and(|(_, place)| self.joined_before && place.start == 0);
        let cut_end = words
            .last()
            .is_some_and(|(_, place)| self.joined_after && place.end == self.text.len());
        let until = words.len() - usize::from(cut_end && words.len() > usize::from(cut_start));
        words.get(usize::from(cut_start)..until).unwrap_or_default()
    }
}

/// The words that a speaker says, as they are compared, in runs without a mark inside; no run is empty. `read` makes of
/// each word what the caller keeps.
pub fn said<W>(paragraphs: &[Vec<QuotePiece>], read: impl Fn(&str) -> W) -> Vec<Vec<W>>
where
    W: Clone,
{
    let mut fragments = Vec::new();
    let mut apart = true;
    for (run, mark) in runs(paragraphs) {
        if mark != Mark::Said {
            apart = true;
            continue;
        }
        let mut words = Vec::new();
        each(&run.text, |place, form| words.push((read(&form), place)));
        let whole = run.whole_words(&words).iter().map(|(word, _)| word.clone());
        match fragments.last_mut() {
            Some(last) if !apart => Vec::extend(last, whole),
            _ => fragments.push(whole.collect()),
        }
        apart = false;
    }
    fragments.retain(|fragment: &Vec<W>| !fragment.is_empty());
    fragments
}

/// A quote's runs and marks in order. Emphasis may change within a word, so runs of one kind are joined.
fn runs(paragraphs: &[Vec<QuotePiece>]) -> Vec<(Run, Mark)> {
    let mut runs: Vec<(Run, Mark)> = Vec::new();
    for pieces in paragraphs {
        for piece in pieces {
            let said = matches!(piece.mark, Mark::Said | Mark::Break);
            match runs.last_mut() {
                Some((run, Mark::Said)) if said => run.text.push_str(&piece.text),
                _ if said => runs.push((
                    Run {
                        text: piece.text.clone(),
                        ..Run::default()
                    },
                    Mark::Said,
                )),
                _ => runs.push((Run::default(), piece.mark)),
            }
        }
        if let Some((run, Mark::Said)) = runs.last_mut() {
            run.text.push('\n');
        }
    }
    for index in 1..runs.len() {
        let (before, after) = runs.split_at_mut(index);
        if let (Some((left, left_mark)), Some((right, right_mark))) =
            (before.last_mut(), after.first_mut())
        {
            right.joined_before = *left_mark == Mark::Insertion;
            left.joined_after = *right_mark == Mark::Insertion;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Emphasis;

    fn piece(text: &str, mark: Mark) -> QuotePiece {
        QuotePiece {
            text: text.to_owned(),
            mark,
            emphasis: Emphasis::None,
        }
    }

    fn wanted(pieces: &[(&str, Mark)]) -> Wanted {
        let pieces = pieces
            .iter()
            .map(|(text, mark)| piece(text, *mark))
            .collect();
        Wanted::of(&[pieces], &Library::default())
    }

    fn fragments(wanted: &Wanted) -> Vec<&str> {
        wanted
            .fragments
            .iter()
            .map(|words| wanted.written(words.clone()))
            .collect()
    }

    #[test]
    fn marks_part_the_fragments() {
        use Mark::{Insertion, Omission, Said};
        let wanted = wanted(&[
            ("primary ", Said),
            ("[care]", Insertion),
            (" with ", Said),
            ("...", Omission),
            (" ", Said),
            ("[a]", Insertion),
            (" the end ", Said),
            ("…", Omission),
        ]);
        assert_eq!(fragments(&wanted), ["primary", "with", "the end"]);
        assert_eq!(wanted.gaps, [LONGEST_INSERTION, LONGEST_OMISSION]);
        assert!(!wanted.marked_start && wanted.marked_end && wanted.edited);
    }

    #[test]
    fn half_a_word_is_no_word() {
        use Mark::{Insertion, Said};
        let wanted = wanted(&[
            ("[H]", Insertion),
            ("e help", Said),
            ("[ed]", Insertion),
            (" us", Said),
        ]);
        assert_eq!(fragments(&wanted), ["us"]);
        assert!(wanted.marked_start);
    }

    #[test]
    fn words_that_are_said_stand_in_runs() {
        use Mark::{Break, Insertion, Omission, Said};
        let pieces = |pieces: &[(&str, Mark)]| -> Vec<QuotePiece> {
            let pieces = pieces.iter();
            pieces.map(|(text, mark)| piece(text, *mark)).collect()
        };
        let first = pieces(&[
            ("[H]", Insertion),
            ("e said: “Go", Said),
            ("\n", Break),
            ("home.” ", Said),
            ("...", Omission),
            (" And it’s ", Said),
        ]);
        let second = pieces(&[("fine", Said), ("…", Omission)]);
        assert_eq!(
            said(&[first, second], str::to_owned),
            [vec!["said", "go", "home"], vec!["and", "it's", "fine"]]
        );
        assert!(said(&[pieces(&[("…", Omission)])], str::to_owned).is_empty());
    }

    #[test]
    fn emphasis_within_a_word_and_nothing_at_all() {
        use Mark::{Omission, Said};
        assert_eq!(
            fragments(&wanted(&[("un", Said), ("believ", Said), ("able", Said)])),
            ["unbelievable"]
        );
        let empty = wanted(&[("...", Omission), (" ", Said), ("…", Omission)]);
        assert!(empty.words.is_empty() && empty.fragments.is_empty());
    }
}
