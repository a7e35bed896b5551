//! What could tell readers who somebody is: one file for each kind of flag.
//!
//! Each note's published text is cut into passages, and each passage into words, once. Then every flag looks at the
//! words. So the cost grows with the text alone.

mod ages;
mod births;
mod crowd;
mod details;
mod emails;
mod nhs_numbers;
mod organisations;
mod own_details;
mod passages;
mod phones;
mod postcodes;
mod private_names;
mod text;
mod titles;

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::Evidence;
use crate::private::Private;
use crate::source::{Place, SourceMap};
use own_details::{Own, Reveal};
use passages::Source;
pub use passages::of_note;
use private_names::Finder;
use std::ops::Range;
use text::Passage;

/// Something that a flag found: where in the passage, and why it matters.
pub struct Hit {
    range: Range<usize>,
    message: &'static str,
}

fn hit(range: Range<usize>, message: &'static str) -> Hit {
    Hit { range, message }
}

/// Which texts a flag looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// All published text of notes.
    Everywhere,
    /// Participants' quotes. In prose, names of people and places are what a study is about.
    Quotes,
}

struct Flag {
    code: Code,
    scope: Scope,
    find: fn(&Passage, &mut Vec<Hit>),
    hint: &'static str,
}

const FLAGS: &[Flag] = &[
    Flag {
        code: Code::PhoneNumber,
        scope: Scope::Everywhere,
        find: phones::find,
        hint: "Remove it. A contact for readers belongs under `contact:` in `catena.yaml`.",
    },
    Flag {
        code: Code::EmailAddress,
        scope: Scope::Everywhere,
        find: emails::find,
        hint: "Remove it. A contact for readers belongs under `contact:` in `catena.yaml`.",
    },
    Flag {
        code: Code::NhsNumber,
        scope: Scope::Everywhere,
        find: nhs_numbers::find,
        hint: "Remove it, and find out how it came here.",
    },
    Flag {
        code: Code::Postcode,
        scope: Scope::Everywhere,
        find: postcodes::find,
        hint: "Remove it, or name a wider area.",
    },
    Flag {
        code: Code::DateOfBirth,
        scope: Scope::Everywhere,
        find: births::find,
        hint: "Remove it, or give the decade.",
    },
    Flag {
        code: Code::TitleWithName,
        scope: Scope::Quotes,
        find: titles::find,
        hint: "Say in square brackets what the person is, such as `[my doctor]`.",
    },
    Flag {
        code: Code::OrganisationName,
        scope: Scope::Quotes,
        find: organisations::find,
        hint: "Say in square brackets what it is, such as `[the hospital]`.",
    },
    Flag {
        code: Code::AgeOver89,
        scope: Scope::Quotes,
        find: ages::find,
        hint: "Give a range in square brackets, such as `[over 85]`.",
    },
];

/// What passages of one file hold.
#[derive(Debug, Default)]
pub struct Found {
    pub faults: Vec<Diagnostic>,
    /// What speakers give away; whether it matters depends on all of their quotes.
    reveals: Vec<Reveal>,
}

/// Looks at passages.
pub struct Looker<'e> {
    /// The address that the programme itself gives to readers may stand anywhere.
    contact: Option<&'e str>,
    names: Finder,
    own: Own,
}

/// What is found only in all passages together.
pub fn together<'f>(
    evidence: &Evidence,
    private: &Private,
    found: impl Iterator<Item = &'f Found>,
) -> Vec<Diagnostic> {
    let reveals: Vec<&Reveal> = found.flat_map(|found| &found.reveals).collect();
    own_details::faults(evidence, private, &reveals)
}

impl<'e> Looker<'e> {
    pub fn of(evidence: &'e Evidence, private: &Private) -> Self {
        let contact = evidence.config.contact.as_ref();
        Self {
            contact: contact.and_then(|contact| contact.email.as_deref()),
            names: Finder::of(private.names()),
            own: Own::of(evidence, private),
        }
    }

    /// Looks at the glossaries.
    pub fn glossaries(&self, evidence: &Evidence, sources: &SourceMap) -> Found {
        self.all(&passages::glossaries(evidence, sources))
    }
}

impl Looker<'_> {
    /// Looks at every passage of a file.
    pub fn all(&self, sources: &[Source<'_>]) -> Found {
        let mut found = Found::default();
        for source in sources {
            found.faults.extend(self.flags(source));
            found.reveals.extend(self.own.reveals(source));
        }
        // An address may be a link and its own words.
        found.faults.sort_by_key(|fault| (fault.code, fault.place));
        found
            .faults
            .dedup_by(|next, first| next.code == first.code && overlap(next.place, first.place));
        found
    }

    /// Every flag on one passage.
    fn flags(&self, source: &Source<'_>) -> Vec<Diagnostic> {
        let mut hits = Vec::new();
        let mut found: Vec<(Code, &str, Hit)> = Vec::new();
        for flag in FLAGS {
            if flag.scope == Scope::Everywhere || source.speaker.is_some() {
                (flag.find)(&source.passage, &mut hits);
                found.extend(hits.drain(..).map(|hit| (flag.code, flag.hint, hit)));
            }
        }
        self.names.find(&source.passage, &mut hits);
        let hint = "Say in square brackets who it is, or take the name off the list.";
        found.extend(hits.drain(..).map(|hit| (Code::PrivateName, hint, hit)));
        found.retain(|(_, _, hit)| !self.is_contact(&source.passage.text[hit.range.clone()]));
        if found.is_empty() {
            return Vec::new();
        }
        let finder = source.finder();
        let fault = |(code, hint, hit): (Code, &str, Hit)| {
            let place = finder.span(hit.range).within(source.file);
            Diagnostic::new(code, place, hit.message).hint(hint)
        };
        found.into_iter().map(fault).collect()
    }

    fn is_contact(&self, text: &str) -> bool {
        self.contact
            .is_some_and(|contact| contact.eq_ignore_ascii_case(text))
    }
}

/// Whether two places of one file share a byte.
fn overlap(next: Option<Place>, first: Option<Place>) -> bool {
    let both = next.zip(first);
    both.is_some_and(|(next, first)| next.file == first.file && next.span.start < first.span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(find: fn(&Passage, &mut Vec<Hit>), text: &str) -> Vec<String> {
        let passage = Passage::plain(text.to_owned());
        let mut hits = Vec::new();
        find(&passage, &mut hits);
        hits.into_iter()
            .map(|hit| text[hit.range].to_owned())
            .collect()
    }

    /// Each text holds one hit.
    pub fn finds(find: fn(&Passage, &mut Vec<Hit>), cases: &[(&str, &str)]) {
        for (text, wanted) in cases {
            assert_eq!(found(find, text), [*wanted], "{text}");
        }
    }

    pub fn misses(find: fn(&Passage, &mut Vec<Hit>), cases: &[&str]) {
        for text in cases {
            assert_eq!(found(find, text), [""; 0], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_a_flag(text in "[A-Za-zé0-9 .,@+()’'\\-/\n]{0,80}") {
            for flag in FLAGS {
                found(flag.find, &text);
            }
        }

        #[test]
        fn no_words_break_a_flag(words in proptest::collection::vec(proptest::sample::select(vec![
            "Dr", "K", "Mrs", "born", "on", "3", "May", "1941", "DOB", "d.o.b", "aged", "92", "ninety", "-", "two", "years",
            "old", "University", "of", "St", ".", "Hospital", "&", "SO17", "1BJ", "07700", "900123", "+44", "943", "476",
            "5919", "@", "a@b.org", "\n\n", "(", ")", "a", "hundred", "and",
        ]), 0..12), gap in "[ ]?") {
            for flag in FLAGS {
                found(flag.find, &words.join(&gap));
            }
        }
    }
}
