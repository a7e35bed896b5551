//! The age from which most people read a text with ease. Words for editors: `src/diagnostic/rules/reading-age.md`.
//!
//! Both formulas give years of school in the United States:
//!
//! - Flesch-Kincaid (Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Derivation of new readability formulas for Navy
//!   enlisted personnel. Research Branch Report 8-75, 1975): 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
//! - SMOG (McLaughlin GH. SMOG grading: a new readability formula. Journal of Reading 1969;12:639–646):
//!   3.1291 + 1.0430 × √(30 × words of three syllables or more ÷ sentences). It was made for texts of 30 sentences.
//!
//! School begins at five or six, so a grade and five make an age.

use super::passages::Passage;
use super::{sentences, syllables};
use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::LinkedNote;
use crate::source::Place;

/// The readers' age where the programme names none: most people in the United Kingdom read as well.
pub const USUAL_AGE: u8 = 14;

/// Flesch's samples had so many words.
const FEWEST_WORDS: usize = 100;
/// McLaughlin's samples had so many sentences.
const FEWEST_SENTENCES: usize = 30;
const AGE_OF_GRADE_0: f64 = 5.0;
/// Beyond this age a grade is no year of school.
const OLDEST: f64 = 22.0;

/// What both formulas ask for.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counts {
    sentences: usize,
    words: usize,
    syllables: usize,
    /// Words of three syllables or more.
    long_words: usize,
}

impl Counts {
    /// Adds the sentences of a passage. What ends without a mark, such as an item of a list, is none.
    fn add(&mut self, text: &str) {
        for range in sentences::of(text) {
            let sentence = &text[range];
            if sentence.ends_with(['.', '!', '?', ':', '…', '"', '”', '’']) {
                self.add_sentence(sentence);
            }
        }
    }

    fn add_sentence(&mut self, sentence: &str) {
        let apart = |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’');
        let words = sentence
            .split(apart)
            .filter(|word| word.contains(char::is_alphabetic));
        let before = self.words;
        for (index, word) in words.enumerate() {
            if is_name(word, index == 0) {
                continue;
            }
            let syllables = syllables::count(word);
            self.words += 1;
            self.syllables += syllables;
            self.long_words += usize::from(syllables >= 3);
        }
        self.sentences += usize::from(self.words > before);
    }

    fn flesch_kincaid(self) -> Option<f64> {
        let [sentences, words, syllables] =
            [self.sentences, self.words, self.syllables].map(|count| count as f64);
        let grade = 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
        (self.words >= FEWEST_WORDS).then_some(grade)
    }

    fn smog(self) -> Option<f64> {
        let [sentences, long_words] = [self.sentences, self.long_words].map(|count| count as f64);
        let grade = 3.1291 + 1.0430 * (30.0 * long_words / sentences).sqrt();
        (self.sentences >= FEWEST_SENTENCES).then_some(grade)
    }
}

/// Names, abbreviations and codes: how they are said, no rule knows.
fn is_name(word: &str, first: bool) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let begins = word.starts_with(char::is_uppercase)
        && word != "I"
        && !word.starts_with("I'")
        && !word.starts_with("I’");
    word.contains(|c: char| c.is_ascii_digit()) || capitals > 1 || begins && !first
}

/// Looks at a note's summary and prose.
pub fn check(note: &LinkedNote, passages: &[Passage], age: u8, place: Place) -> Option<Diagnostic> {
    let mut counts = Counts::default();
    let summary = note.note.common.summary.as_ref();
    counts.add(summary.map_or("", |summary| summary.value.as_str()));
    for passage in passages {
        counts.add(&passage.text);
    }
    let grade = counts.flesch_kincaid()?;
    let reads_at = (grade + AGE_OF_GRADE_0).round();
    if reads_at <= f64::from(age) {
        return None;
    }
    let smog = counts
        .smog()
        .map(|grade| format!(", SMOG grade {grade:.1}"));
    let readers = if reads_at <= OLDEST {
        format!("suits readers of {reads_at} years and over")
    } else {
        "asks for more than a first degree".to_owned()
    };
    let message = format!(
        "This text {readers} (Flesch-Kincaid grade {grade:.1}{})",
        smog.unwrap_or_default()
    );
    let hint = format!("Aim for {age} with shorter sentences, and words that people say.");
    Some(Diagnostic::new(Code::ReadingAge, place, message).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str) -> Counts {
        let mut counts = Counts::default();
        counts.add(text);
        counts
    }

    #[test]
    fn counts_prose_alone() {
        let counts = counted("The team met. In London, Dr Smith of the NHS saw 37 people at SO17.");
        let wanted = Counts {
            sentences: 2,
            words: 9,
            syllables: 10,
            long_words: 0,
        };
        assert_eq!(counts, wanted);
        assert_eq!(counted("title, author, year"), Counts::default());
        assert_eq!(
            counted("I said I’d go: multidisciplinary teams help.").long_words,
            1
        );
        assert_eq!(counted("").flesch_kincaid(), None);
    }

    #[test]
    fn follows_the_formulas() {
        let counts = Counts {
            sentences: 30,
            words: 450,
            syllables: 675,
            long_words: 45,
        };
        let grade = counts.flesch_kincaid().expect("long enough");
        assert!((grade - 7.96).abs() < 1e-9, "{grade}");
        let smog = counts.smog().expect("long enough");
        assert!(
            (smog - (3.1291 + 1.0430 * 45f64.sqrt())).abs() < 1e-9,
            "{smog}"
        );
        let short = Counts {
            sentences: 29,
            words: 99,
            syllables: 150,
            long_words: 9,
        };
        assert_eq!((short.flesch_kincaid(), short.smog()), (None, None));
    }
}
