//! Abbreviations: which of them a note uses, and which it writes out. Words for editors:
//! `src/diagnostic/rules/unexpanded-abbreviation.md` and `undefined-term.md`.

use super::passages::Passage;
use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, LinkedNote};
use crate::source::{Place, Span};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What most readers know better than the words it stands for. The rule's page lists them.
const COMMON: &[&str] = &[
    "AD", "AIDS", "AM", "BBC", "BC", "BY", "CC", "COVID", "DNA", "EU", "GP", "HIV", "HTML", "ID",
    "ISBN", "ISSN", "IT", "MP", "NC", "ND", "NHS", "OK", "ORCID", "PC", "PDF", "PM", "PS", "SA",
    "TV", "UK", "UN", "URL", "US", "USA", "UTC", "VAT",
    // Welsh: the United Kingdom, the European Union, the National Health Service, a family doctor.
    "DU", "GIG", "MT", "UE",
];

/// So many letters have abbreviations; longer words in capitals are shouted.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=6;

/// On so many notes a term is used often.
const OFTEN: usize = 3;

/// The first use of an abbreviation in a note.
#[derive(Debug)]
pub struct Use {
    short: String,
    place: Place,
}

/// What the glossary explains.
pub struct Known(HashSet<String>);

impl Known {
    pub fn of(evidence: &Evidence) -> Self {
        let names = evidence.terms.values().flat_map(|term| {
            let written = &term.written;
            let aliases = written.aliases.iter().chain(&written.abbreviation);
            aliases.chain([&written.term.value])
        });
        // A plural is looked for without its ending.
        Self(names.map(|name| singular(name).to_owned()).collect())
    }

    /// The abbreviations that a note uses and that neither most readers nor the glossary know. Those that it writes out
    /// nowhere are faults.
    pub fn uses(
        &self,
        note: &LinkedNote,
        passages: &[Passage],
        text: &str,
    ) -> (Vec<Use>, Vec<Diagnostic>) {
        let mut first: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let mut written_out: BTreeSet<&str> = BTreeSet::new();
        let summary = note.note.common.summary.as_ref();
        let texts = summary
            .map(|summary| (summary.value.as_str(), summary.span))
            .into_iter();
        let texts: Vec<(&str, Span)> = texts
            .chain(
                passages
                    .iter()
                    .map(|passage| (passage.text.as_str(), passage.span)),
            )
            .collect();
        for (index, (prose, _)) in texts.iter().enumerate() {
            if !has_capitals(prose) {
                continue;
            }
            for found in found(prose) {
                if self.0.contains(found.short) || COMMON.contains(&found.short) {
                    continue;
                }
                first.entry(found.short).or_insert((index, found.at));
                if found.written_out {
                    written_out.insert(found.short);
                }
            }
        }
        let mut uses = Vec::new();
        let mut faults = Vec::new();
        for (short, (index, at)) in first {
            let (prose, span) = texts[index];
            let finder =
                crate::check::place::Finder::new(prose, &text[span.range()], span.start as usize);
            let place = note.place(finder.span(at..at + short.len()));
            if !written_out.contains(short) {
                let message =
                    format!("The abbreviation `{short}` is written out nowhere in this note");
                let hint = format!(
                    "Write the words at its first use, and then `({short})`; or explain it in the glossary."
                );
                faults
                    .push(Diagnostic::new(Code::UnexpandedAbbreviation, place, message).hint(hint));
            }
            let short = short.to_owned();
            uses.push(Use { short, place });
        }
        (uses, faults)
    }
}

/// Abbreviations that stand on several notes and not in the glossary. A programme without a glossary wants none.
pub fn often<'u>(evidence: &Evidence, notes: impl Iterator<Item = &'u [Use]>) -> Vec<Diagnostic> {
    if evidence.terms.is_empty() {
        return Vec::new();
    }
    let mut all: BTreeMap<&str, (usize, Place)> = BTreeMap::new();
    for found in notes.flatten() {
        all.entry(&found.short).or_insert((0, found.place)).0 += 1;
    }
    let often = all.into_iter().filter(|(_, (notes, _))| *notes >= OFTEN);
    often
        .map(|(short, (notes, place))| {
            let message =
                format!("`{short}` stands on {notes} notes, and the glossary does not explain it");
            Diagnostic::new(Code::UndefinedTerm, place, message).hint(format!(
                "Add it to `glossary.yaml`, with `abbreviation: {short}`."
            ))
        })
        .collect()
}

/// One abbreviation in a text.
#[derive(Debug, PartialEq, Eq)]
struct Found<'t> {
    short: &'t str,
    at: usize,
    /// True where its words stand before it or behind it: `multidisciplinary team (MDT)`.
    written_out: bool,
}

/// Whether two capitals stand together: most texts have none, and then no word needs a look.
fn has_capitals(text: &str) -> bool {
    let pairs = text.as_bytes().windows(2);
    pairs
        .into_iter()
        .any(|pair| pair.iter().all(u8::is_ascii_uppercase))
}

fn found(text: &str) -> Vec<Found<'_>> {
    let parts: Vec<(usize, &str)> = parts(text);
    let core = |index: usize| parts.get(index).and_then(|(_, part)| core(part));
    let mut found = Vec::new();
    for (index, (start, part)) in parts.iter().enumerate() {
        let Some(short) = core(index) else { continue };
        let near = [index.checked_sub(1), Some(index + 1)]
            .into_iter()
            .flatten();
        let mut near = near.filter_map(core);
        if near.any(|other| !COMMON.contains(&other)) || is_number(short) {
            continue;
        }
        let before = index.checked_sub(1).map(|before| parts[before].1);
        let after = parts.get(index + 1).map(|(_, part)| *part);
        if short.len() == 2 && before.is_some_and(is_name) && after.is_some_and(is_name) {
            continue;
        }
        let words_before =
            part.starts_with('(') && before.is_some_and(|word| word.ends_with(char::is_alphabetic));
        let words_behind = after.is_some_and(|word| word.starts_with('(') && !word.ends_with(')'))
            && part.ends_with(|c: char| c.is_alphanumeric());
        found.push(Found {
            short,
            at: start + part.find(short).unwrap_or(0),
            written_out: words_before || words_behind,
        });
    }
    found
}

/// What stands between blanks, with its place.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let start = text.as_ptr() as usize;
    let parts = text.split_whitespace();
    parts
        .map(|part| (part.as_ptr() as usize - start, part))
        .collect()
}

/// The capitals of a part that is an abbreviation, without marks around it and the ending of a plural or a possessive.
fn core(part: &str) -> Option<&str> {
    let bare = part.trim_matches(|c: char| {
        c.is_ascii_punctuation() || matches!(c, '“' | '”' | '‘' | '’' | '…' | '–' | '—')
    });
    let bare = bare
        .strip_suffix("'s")
        .or_else(|| bare.strip_suffix("’s"))
        .unwrap_or(bare);
    let bare = singular(bare);
    let capitals =
        LENGTHS.contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_uppercase());
    capitals.then_some(bare)
}

/// `MDT` for `MDTs`.
fn singular(name: &str) -> &str {
    let capitals =
        |rest: &&str| rest.len() > 1 && rest.bytes().all(|byte| byte.is_ascii_uppercase());
    name.strip_suffix('s').filter(capitals).unwrap_or(name)
}

/// A Roman number.
fn is_number(short: &str) -> bool {
    short.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}

/// A word such as a name: `Fraser`.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_text(text: &str) -> Vec<(&str, bool)> {
        found(text)
            .into_iter()
            .map(|found| (found.short, found.written_out))
            .collect()
    }

    #[test]
    fn finds_abbreviations() {
        let cases: &[(&str, &[(&str, bool)])] = &[
            ("Each MDT met.", &[("MDT", false)]),
            (
                "A multidisciplinary team (MDT) met, and MDTs grew.",
                &[("MDT", true), ("MDT", false)],
            ),
            ("The MDT (multidisciplinary team) met.", &[("MDT", true)]),
            (
                "The NHS has “COREQ”, and so has the NHS MDT.",
                &[("NHS", false), ("COREQ", false), ("MDT", false)],
            ),
        ];
        for (text, wanted) in cases {
            assert_eq!(in_text(text), *wanted, "{text}");
        }
    }

    #[test]
    fn leaves_what_is_none() {
        for text in [
            "I am A. B. C.",
            "Part II and XIV",
            "SPCR2014-10043 and CC-BY-ND",
            "Simon DS Fraser wrote",
            "STOP AND READ THIS NOW",
            "DISCREPANCIES",
            "A4 paper",
            "GP-led",
            "A & E",
        ] {
            assert_eq!(in_text(text), [], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn places_hold_the_abbreviation(text in "[A-D()s’. é\n-]{0,40}") {
            for found in found(&text) {
                proptest::prop_assert_eq!(&text[found.at..found.at + found.short.len()], found.short);
            }
        }
    }
}
