//! A title with a name: `src/diagnostic/rules/title-with-name.md` says what this looks for and why.

use super::text::Passage;
use super::{Hit, hit};

/// Titles that are written for nothing else.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Drs", "Prof", "Cllr", "Rev", "Revd",
];
/// Titles that are words of their own too: what follows must look like a name.
const WORDS: &[&str] = &[
    "Miss",
    "Doctor",
    "Professor",
    "Councillor",
    "Reverend",
    "Sir",
    "Dame",
    "Lord",
    "Lady",
    "Sister",
    "Nurse",
    "Matron",
    "Father",
];
/// Capitalised words that follow a title and name nobody.
const NO_NAMES: &[&str] = &[
    "I",
    "I'm",
    "I’m",
    "I'd",
    "I’d",
    "I've",
    "I’ve",
    "I'll",
    "I’ll",
    "And",
    "But",
    "The",
    "Who",
    "Right",
    "Google",
    "Bean",
    "Big",
    "Nice",
    "Perfect",
    "Mayor",
    "Chancellor",
    "Chief",
    "Justice",
    "Practitioner",
    "Practitioners",
    "Consultant",
    "Manager",
    "Specialist",
    "Prescriber",
    "Associate",
    "Lead",
    "Led",
    "In",
    "Of",
    "On",
    "Christmas",
    "Emeritus",
    "NHS",
    "GP",
    "GPs",
];

pub fn find(passage: &Passage, hits: &mut Vec<Hit>) {
    for at in 0..passage.len() {
        if !passage.words[at].capital || !is_named(passage, at) {
            continue;
        }
        let name = at + 1;
        let range = passage.range(at, name);
        hits.push(hit(
            range,
            "A title with a name can tell readers who is meant",
        ));
    }
}

fn is_named(passage: &Passage, at: usize) -> bool {
    let title = passage.word(at);
    let plain = TITLES.contains(&title);
    if !plain && !WORDS.contains(&title) {
        return false;
    }
    let Some(name) = passage.words.get(at + 1) else {
        return false;
    };
    let abbreviated = plain && matches!(passage.after(at), "." | ". " | ".\u{a0}" | ".\n");
    let joined = passage.follows(at + 1) || abbreviated;
    let word = passage.word(at + 1);
    // After a word such as "Doctor", a lone letter is more often "I" or "A" than somebody.
    let long = plain || word.chars().count() > 1;
    name.capital && joined && long && !NO_NAMES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finds, misses};

    #[test]
    fn finds_titles_with_names() {
        finds(
            super::find,
            &[
                ("that comes from Dr K empowering me", "Dr K"),
                ("\"Mrs Smith is coming home\"", "Mrs Smith"),
                ("Mr. O'Brien said so", "Mr. O'Brien"),
                ("Ask Prof. Łukasz", "Prof. Łukasz"),
                ("we saw Sister Agnes", "Sister Agnes"),
                ("Doctor Patel came", "Doctor Patel"),
                ("Mr\nJones came", "Mr\nJones"),
                ("Dr. K came", "Dr. K"),
            ],
        );
    }

    #[test]
    fn leaves_titles_alone() {
        misses(
            super::find,
            &[
                "I saw the Dr.",
                "Dr, Smith",
                "Dr and nurse",
                "waiting for Mr. Right",
                "I told the Doctor I was ill",
                "Nurse Practitioner",
                "MS Society",
                "ask Dr Google",
                "the Dr\n\nSmith came",
                "Mrs [name]",
                "the Lord Mayor",
                "doctor K",
            ],
        );
    }
}
