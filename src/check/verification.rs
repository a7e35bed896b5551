//! Quotes beside what `catena verify` found of them: `src/diagnostic/rules/quote-changed.md`, `quote-unverified.md` and
//! those of each result, such as `near-quote.md`, say what this looks for and why.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, QuoteKey, Verification};
use crate::model::{Outcome, Verified, words_hash};

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    if !evidence.verified {
        return Vec::new();
    }
    let quotes = evidence.quotes.iter();
    quotes
        .filter_map(|(key, quote)| fault(evidence, key, &quote.verification))
        .collect()
}

fn fault(evidence: &Evidence, key: QuoteKey, verification: &Verification) -> Option<Diagnostic> {
    let (code, message, hint) = match verification {
        Verification::Never => (
            Code::QuoteUnverified,
            "This quote was never compared with its source".to_owned(),
            AGAIN,
        ),
        Verification::Outdated(verified) => (
            Code::QuoteChanged,
            changed(evidence, key, verified),
            "Put it back as it was, or run `catena verify` where the sources are.",
        ),
        Verification::Found(verified) => found(verified.outcome)?,
    };
    let quote = &evidence.quotes[key];
    let place = evidence.notes[quote.home].place(evidence.written(key).span);
    Some(Diagnostic::new(code, place, message).hint(hint))
}

const AGAIN: &str = "Run `catena verify` where the sources are, and keep the new `quotes.lock`.";
const DETAILS: &str = "Run `catena verify` where the sources are: it tells what differs.";

fn changed(evidence: &Evidence, key: QuoteKey, verified: &Verified) -> String {
    let what = match words_hash(evidence.written(key)) == verified.words {
        true => "The speaker of this quote was changed",
        false => "The words of this quote were changed",
    };
    format!("{what} after its verification on {}", verified.date)
}

/// What a result that is not fully good means to an editor, without the words of the source.
fn found(outcome: Outcome) -> Option<(Code, String, &'static str)> {
    let (code, message) = match outcome {
        Outcome::Verbatim | Outcome::MarkedEdits => return None,
        Outcome::Near => (
            Code::NearQuote,
            "A word or two of this quote differ from its source",
        ),
        Outcome::UnmarkedCut => (
            Code::UnmarkedCut,
            "This quote leaves words out without a mark",
        ),
        Outcome::WrongSpeaker => (
            Code::WrongSpeaker,
            "In the source somebody else says these words",
        ),
        Outcome::Ambiguous => (
            Code::AmbiguousQuote,
            "These words stand in several places of the sources, and nothing tells which is meant",
        ),
        Outcome::NotFound => (Code::QuoteNotFound, "The sources do not have these words"),
        Outcome::NoSource => (
            Code::QuoteWithoutSource,
            "There was no complete source with which to compare this quote",
        ),
    };
    Some((code, message.to_owned(), DETAILS))
}
