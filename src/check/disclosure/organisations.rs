//! An organisation's name: `src/diagnostic/rules/organisation-name.md` says what this looks for and why.

use super::text::Passage;
use super::{Hit, hit};

/// Words that end the name of an organisation.
const KINDS: &[&str] = &[
    "Academy",
    "Association",
    "Centre",
    "Charity",
    "Church",
    "Clinic",
    "College",
    "Council",
    "Federation",
    "Foundation",
    "Hospice",
    "Hospital",
    "Hospitals",
    "House",
    "Infirmary",
    "Ltd",
    "LLP",
    "Limited",
    "Lodge",
    "Partnership",
    "PLC",
    "Plc",
    "plc",
    "Practice",
    "School",
    "Society",
    "Surgery",
    "Trust",
    "University",
    "CIC",
    "Home",
];
/// Kinds that people also write small behind a name: "Southmead hospital".
const SMALL: &[&str] = &[
    "council",
    "hospice",
    "hospital",
    "infirmary",
    "surgery",
    "trust",
    "university",
];
/// Words that make a kind broader, and name nothing.
const GENERAL: &[&str] = &[
    "Acute",
    "Adult",
    "Ambulance",
    "Borough",
    "British",
    "Care",
    "City",
    "Clinical",
    "Community",
    "Cottage",
    "County",
    "Covid",
    "COVID",
    "Day",
    "Dental",
    "District",
    "English",
    "European",
    "Family",
    "Foundation",
    "General",
    "GP",
    "Green",
    "Health",
    "Healthcare",
    "Housing",
    "Integrated",
    "Irish",
    "Local",
    "Medical",
    "Memorial",
    "Mental",
    "National",
    "NHS",
    "Nursing",
    "Parish",
    "Patient",
    "Primary",
    "Private",
    "Public",
    "Residential",
    "Scottish",
    "Secondary",
    "Services",
    "Social",
    "State",
    "Teaching",
    "Town",
    "UK",
    "University",
    "Voluntary",
    "Welsh",
    "Work",
    "Working",
    "St",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Christmas",
    "Easter",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// Words with which a sentence begins, or that stand before a name without being part of it.
const BEFORE: &[&str] = &[
    "A",
    "About",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "Any",
    "Are",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Can",
    "Did",
    "Do",
    "Does",
    "Each",
    "Either",
    "Even",
    "Every",
    "Few",
    "For",
    "From",
    "Get",
    "Go",
    "Had",
    "Has",
    "Have",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "I",
    "If",
    "In",
    "Is",
    "It",
    "Its",
    "Just",
    "Like",
    "Many",
    "Maybe",
    "More",
    "Most",
    "My",
    "Near",
    "Neither",
    "No",
    "Nor",
    "Not",
    "Now",
    "Of",
    "Oh",
    "OK",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Our",
    "Over",
    "Perhaps",
    "Same",
    "See",
    "She",
    "Since",
    "So",
    "Some",
    "Somebody",
    "Someone",
    "Sometimes",
    "Such",
    "Surely",
    "Take",
    "Than",
    "That",
    "The",
    "Their",
    "Them",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "To",
    "Two",
    "Under",
    "Until",
    "Us",
    "Was",
    "We",
    "Well",
    "Were",
    "What",
    "When",
    "Where",
    "Which",
    "While",
    "Who",
    "Whose",
    "Why",
    "With",
    "Would",
    "Yeah",
    "Yes",
    "You",
    "Your",
];
/// Bodies of a whole country or profession: naming one tells nobody apart.
const NATIONAL: &[&str] = &[
    "alzheimer's society",
    "british heart foundation",
    "british medical association",
    "british red cross",
    "carers trust",
    "general dental council",
    "general medical council",
    "general pharmaceutical council",
    "health and care professions council",
    "health foundation",
    "house of commons",
    "house of lords",
    "local government association",
    "medical research council",
    "mental health foundation",
    "ms society",
    "multiple sclerosis society",
    "national trust",
    "nuffield trust",
    "nursing and midwifery council",
    "open university",
    "patients association",
    "stroke association",
];
/// Words that tie the parts of a name.
const TIES: &[&str] = &["of", "and", "for", "the", "upon", "on", "in", "de", "le"];

pub fn find(passage: &Passage, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < passage.len() {
        let end = run(passage, at);
        if let Some((first, last)) = end.and_then(|end| name(passage, at, end)) {
            let range = passage.range(first, last);
            hits.push(hit(
                range,
                "The name of an organisation helps to tell who somebody is",
            ));
        }
        at = end.map_or(at + 1, |end| end + 1);
    }
}

/// The last word of the run of capitalised words that begins with a word, small words between them included.
fn run(passage: &Passage, at: usize) -> Option<usize> {
    let said = |index: usize| {
        passage
            .words
            .get(index)
            .is_some_and(|word| word.capital && !word.inserted)
    };
    if !said(at) {
        return None;
    }
    let mut last = at;
    loop {
        let mut next = last + 1;
        while next < last + 3 && is_tied(passage, next) && TIES.contains(&passage.word(next)) {
            next += 1;
        }
        if said(next) && is_tied(passage, next) {
            last = next;
        } else if is_tied(passage, last + 1) && SMALL.contains(&passage.word(last + 1)) {
            return Some(last + 1);
        } else {
            return Some(last);
        }
    }
}

fn is_tied(passage: &Passage, index: usize) -> bool {
    let gap = passage.before(index);
    let abbreviated = gap == ". " && passage.is(index.wrapping_sub(1), "St");
    passage.follows(index) || matches!(gap, " & " | "-" | "&") || abbreviated
}

/// The name in a run of words, from its first word to the last that says what kind of thing it is.
fn name(passage: &Passage, first: usize, end: usize) -> Option<(usize, usize)> {
    let skipped = |index: &usize| {
        BEFORE.contains(&passage.word(*index)) || TIES.contains(&passage.word(*index))
    };
    let first = (first..=end).find(|index| !skipped(index))?;
    let of = passage.is(first + 1, "of") && first + 2 <= end;
    let kind = |index: &usize| {
        KINDS.contains(&passage.word(*index)) || SMALL.contains(&passage.word(*index))
    };
    let last = match (first + 1..=end).rev().find(kind) {
        Some(last) => last,
        None if of && kind(&first) => end,
        None => return None,
    };
    let specific = (first..=last).any(|index| is_specific(passage, index, last));
    (specific && !is_national(passage, first, last)).then_some((first, last))
}

/// Whether a word of a name tells this organisation from others of its kind.
fn is_specific(passage: &Passage, index: usize, last: usize) -> bool {
    let word = passage.word(index);
    let small_kind = SMALL.contains(&passage.word(last));
    // Before a kind that is written small, only a name in the middle of a sentence is sure to be one.
    let sure = !small_kind
        || word.len() > 3
            && !passage.begins_sentence(index)
            && word.chars().skip(1).any(char::is_lowercase);
    let weak = [KINDS, GENERAL, TIES, BEFORE, SMALL]
        .iter()
        .any(|list| list.contains(&word));
    passage.words[index].capital && sure && !weak
}

fn is_national(passage: &Passage, first: usize, last: usize) -> bool {
    let words: Vec<String> = (first..=last)
        .map(|index| passage.word(index).to_lowercase().replace('’', "'"))
        .collect();
    NATIONAL.contains(&words.join(" ").as_str())
        || words.starts_with(&["royal".to_owned(), "college".to_owned()])
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finds, misses};
    use super::super::text::Passage;

    #[test]
    fn finds_names_of_organisations() {
        finds(
            super::find,
            &[
                ("I work at Southmead Hospital now", "Southmead Hospital"),
                (
                    "The Royal Berkshire NHS Foundation Trust paid",
                    "Royal Berkshire NHS Foundation Trust",
                ),
                ("from St. Mary's Surgery", "St. Mary's Surgery"),
                ("with Somerset County Council", "Somerset County Council"),
                (
                    "the University of Southampton did",
                    "University of Southampton",
                ),
                (
                    "Avon and Wiltshire Mental Health Partnership NHS Trust",
                    "Avon and Wiltshire Mental Health Partnership NHS Trust",
                ),
                ("a firm, Sunrise Care Ltd, came", "Sunrise Care Ltd"),
                ("at Rose Lodge", "Rose Lodge"),
                ("we went to Southmead hospital", "Southmead hospital"),
                ("Bath & Wells Hospice", "Bath & Wells Hospice"),
                ("Southmead Hospital was good", "Southmead Hospital"),
            ],
        );
    }

    #[test]
    fn leaves_kinds_and_national_bodies_alone() {
        misses(
            super::find,
            &[
                "The acute trust were really keen",
                "In the GP surgery, they had",
                "The NHS Trust said",
                "an NHS Foundation Trust",
                "NICE guidance and the CQC",
                "the Department of Health and Social Care",
                "the General Medical Council",
                "the Royal College of General Practitioners",
                "Every surgery has got",
                "Our Hospital",
                "the County Council",
                "a Care Home",
                "Trust me, I know",
                "MDT meetings",
                "on holiday to Italy with the keys",
                "a hospital down in Somerset",
                "Open University",
                "Monday surgery",
                "Practice nurses",
                "the House of Commons",
            ],
        );
    }

    #[test]
    fn what_an_editor_put_in_does_not_count() {
        let passage = Passage::new(
            "at [Southmead Hospital] and".into(),
            std::slice::from_ref(&(3..23)),
        );
        let mut hits = Vec::new();
        super::find(&passage, &mut hits);
        assert!(hits.is_empty());
    }
}
