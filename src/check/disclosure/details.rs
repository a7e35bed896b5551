//! Which words of a quote give away an unpublished cell of its speaker: their job, their place.

use super::text::Passage;
use crate::private::Cell;
use std::ops::Range;

/// Words that would give a cell away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// The column of the cell.
    pub column: String,
    /// In lower case.
    pub words: Vec<String>,
    /// True where they are the whole cell; false where they are a part that names the same thing more broadly.
    pub whole: bool,
}

/// Words that tie a title to what it is about.
const TIES: &[&str] = &[
    "of", "for", "and", "to", "in", "at", "with", "the", "a", "an", "or", "on",
];
/// Values that say nothing by themselves.
const EMPTY: &[&str] = &[
    "yes",
    "no",
    "none",
    "other",
    "unknown",
    "n a",
    "na",
    "not known",
    "male",
    "female",
    "man",
    "woman",
];
/// In columns with such a word in their names, a value names one place or employer, however it is written.
const PLACES: &[&str] = &[
    "address",
    "area",
    "borough",
    "city",
    "country",
    "county",
    "district",
    "employer",
    "hospital",
    "location",
    "organisation",
    "organization",
    "place",
    "postcode",
    "practice",
    "region",
    "school",
    "site",
    "surgery",
    "town",
    "village",
    "ward",
    "workplace",
];
/// A part of more words is a remark, of which only the whole can be looked for.
const LONGEST_TITLE: usize = 6;
/// A cell of more parts is no job and no place.
const MOST_PARTS: usize = 12;

/// The words that would give away one of these cells, longest first. What readers know of the person already is left out.
pub fn details(cells: &[Cell], published: &[&str]) -> Vec<Detail> {
    let published: Vec<Vec<String>> = published.iter().map(|value| lower_words(value)).collect();
    let mut details = Vec::new();
    for cell in cells {
        for (words, whole) in names(&cell.value) {
            let known = published.iter().any(|value| holds(value, &words));
            let empty = EMPTY.contains(&words.join(" ").as_str());
            let letters: usize = words.iter().map(|word| word.chars().count()).sum();
            let detail = Detail {
                column: cell.column.clone(),
                words,
                whole,
            };
            if !known && !empty && letters > 1 && !details.contains(&detail) {
                details.push(detail);
            }
        }
    }
    details.sort_by_key(|detail| std::cmp::Reverse((detail.words.len(), detail.whole)));
    details
}

/// What a cell may be called: the whole, its parts, and the ends of a title ("service lead" of "integrated discharge
/// service lead"). The flag tells the whole.
fn names(value: &str) -> Vec<(Vec<String>, bool)> {
    let mut names = vec![(lower_words(value), true)];
    for part in value.split(['/', ',', ';', '(', ')']).take(MOST_PARTS) {
        let words = lower_words(part);
        let title = words.iter().position(|word| TIES.contains(&word.as_str()));
        let title = &words[..title.unwrap_or(words.len())];
        if words.len() <= LONGEST_TITLE && title.len() > 1 {
            // The title itself, if more follows, and its ends of two words and more.
            let first = usize::from(title.len() == words.len());
            let ends = (first..title.len() - 1).map(|start| (title[start..].to_vec(), false));
            names.extend(ends);
        }
        names.push((words, false));
    }
    let whole = names[0].0.clone();
    names.retain(|(words, is_whole)| !words.is_empty() && (*is_whole || *words != whole));
    names
}

/// The words of a text in lower case.
pub fn lower_words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Whether a run of words stands among others.
pub fn holds(text: &[String], run: &[String]) -> bool {
    !run.is_empty() && text.windows(run.len()).any(|window| window == run)
}

/// Where words of a quote give something away, with the index of the detail.
pub fn find(passage: &Passage, details: &[Detail]) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < passage.len() {
        let meant = details.iter().position(|detail| {
            stands(passage, at, &detail.words) && gives_away(passage, at, detail)
        });
        if let Some(index) = meant {
            let last = at + details[index].words.len() - 1;
            found.push((passage.range(at, last), index));
            at = last;
        }
        at += 1;
    }
    found
}

fn stands(passage: &Passage, at: usize, words: &[String]) -> bool {
    let same = |(offset, word): (usize, &String)| {
        let tied = offset == 0
            || passage.follows(at + offset)
            || matches!(passage.before(at + offset), "-" | "/" | ", ");
        tied && same_word(passage.word(at + offset), word)
    };
    words.iter().enumerate().all(same)
}

fn same_word(written: &str, lower: &str) -> bool {
    if written.is_ascii() {
        written.eq_ignore_ascii_case(lower)
    } else {
        written.to_lowercase() == lower
    }
}

/// Whether words that name the detail say it of the speaker. An editor's do, since they explain who speaks. A proper name
/// does. A common noun does only where the speaker says it of themselves: a nurse may speak of another nurse.
fn gives_away(passage: &Passage, at: usize, detail: &Detail) -> bool {
    let count = detail.words.len();
    let column = detail.column.to_lowercase();
    let place = PLACES.iter().any(|word| column.contains(word));
    passage.words[at].inserted || place || is_proper(passage, at, count) || of_self(passage, at)
}

/// A name with capitals, which are not those of an abbreviation or of the start of a sentence.
fn is_proper(passage: &Passage, at: usize, count: usize) -> bool {
    let capital = |index: usize| {
        let word = passage.word(index);
        passage.words[index].capital && word.chars().any(char::is_lowercase)
    };
    let tie = |index: usize| TIES.contains(&passage.word(index));
    let all = (at..at + count).all(|index| capital(index) || tie(index));
    all && (count > 1 || !passage.begins_sentence(at))
}

/// Whether the words before say that the speaker is what follows: "as a GP", "I'm a senior GP", "us GPs".
fn of_self(passage: &Passage, at: usize) -> bool {
    let word = |index: Option<usize>| {
        let near = index.filter(|index| passage.follows(index + 1));
        near.map_or_else(String::new, |index| {
            passage.word(index).replace('’', "'").to_lowercase()
        })
    };
    let says = |before: usize, article: bool| {
        let last = word(before.checked_sub(1));
        let i = || word(before.checked_sub(2)) == "i";
        match last.as_str() {
            "as" | "being" | "i'm" | "we're" => true,
            "am" | "was" => i(),
            "us" | "we" => !article,
            _ => false,
        }
    };
    // One word may stand between, such as "senior".
    [Some(at), at.checked_sub(1)]
        .into_iter()
        .flatten()
        .any(|start| {
            let article = matches!(word(start.checked_sub(1)).as_str(), "a" | "an" | "the");
            says(start, false) || article && says(start - 1, true)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(column: &str, value: &str) -> Cell {
        Cell {
            column: column.into(),
            value: value.into(),
        }
    }

    fn found(cells: &[Cell], text: &str) -> Vec<String> {
        let insertions: Vec<Range<usize>> = text
            .match_indices('[')
            .filter_map(|(start, _)| Some(start..start + text[start..].find(']')? + 1))
            .collect();
        let passage = Passage::new(text.to_owned(), &insertions);
        let details = details(cells, &["Primary care"]);
        let hits = find(&passage, &details).into_iter();
        hits.map(|(range, _)| text[range].to_owned()).collect()
    }

    #[test]
    fn own_jobs_and_places_are_found() {
        let cells = [
            cell("role", "Integrated discharge service lead"),
            cell("county", "Somerset"),
            cell("sector", "Primary care"),
        ];
        for (text, wanted) in [
            (
                "[the integrated discharge service lead] tried",
                "integrated discharge service lead",
            ),
            ("I [service lead] said", "service lead"),
            ("a hospital down in Somerset.", "Somerset"),
            ("somerset is nice", "somerset"),
            ("as the service lead, I", "service lead"),
            ("I am a senior service\nlead", "service\nlead"),
            ("I’m a service lead", "service lead"),
            ("we service leads? no: us service lead", "service lead"),
        ] {
            assert_eq!(found(&cells, text), [wanted], "{text}");
        }
    }

    #[test]
    fn others_and_what_is_published_are_not() {
        let cells = [
            cell("role", "GP"),
            cell("sector", "Primary care"),
            cell("sex", "F"),
            cell("children", "Yes"),
            cell("seen", "Patient"),
        ];
        for text in [
            "I no longer have just GPs in the practice",
            "a core of district nurse GP social prescriber",
            "the GP practice",
            "[primary care] networks",
            "F or M",
            "Yes, I did",
            "Patient choice matters",
            "the say-so of the patient",
        ] {
            assert_eq!(found(&cells, text), [""; 0], "{text}");
        }
        assert_eq!(found(&cells, "I [senior GP] no longer"), ["GP"]);
        assert_eq!(found(&cells, "speaking as a GP, I"), ["GP"]);
    }

    #[test]
    fn a_cell_has_several_names() {
        let all: Vec<String> = names("Carer/senior care navigator")
            .into_iter()
            .map(|(words, _)| words.join(" "))
            .collect();
        assert_eq!(
            all,
            [
                "carer senior care navigator",
                "carer",
                "care navigator",
                "senior care navigator"
            ]
        );
    }
}
