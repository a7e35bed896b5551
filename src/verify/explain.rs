//! A verdict in words: what was found, and what a person should do.
//!
//! What a source says is confidential. It stands in these messages, on the machine where the sources are, and nowhere
//! else: `quotes.lock` and the site know only the result.

use super::{Compared, Question};
use crate::diagnostic::{Code, Diagnostic};
use crate::matching::{Cut, Replaced, Verdict, Where, position};
use crate::model::Outcome;
use crate::source::{Place, Span};

/// What a person should know of a verdict; nothing where the quote says what its source says.
pub fn fault(question: &Question<'_>, compared: &Compared) -> Option<Diagnostic> {
    let verdict = &compared.verdict;
    let (code, message, hint) = match verdict.outcome {
        Outcome::Verbatim | Outcome::MarkedEdits => return None,
        Outcome::Near => (Code::NearQuote, differing(verdict), MISQUOTED),
        Outcome::UnmarkedCut => (Code::UnmarkedCut, cuts(&verdict.cuts), CUT),
        Outcome::WrongSpeaker => (
            Code::WrongSpeaker,
            wrong_speaker(verdict, &compared.speaker),
            SPEAKER,
        ),
        Outcome::Ambiguous => (Code::AmbiguousQuote, ambiguous(verdict), AMBIGUOUS),
        Outcome::NotFound => (Code::QuoteNotFound, not_found(verdict), MISQUOTED),
        Outcome::NoSource => (Code::QuoteWithoutSource, no_source(verdict), NO_SOURCE),
    };
    let place = place(question, compared);
    Some(Diagnostic::new(code, place, message).hint(hint))
}

const MISQUOTED: &str = "Write what the source says, or correct the attribution.";
const CUT: &str = "Put ` ... ` where words are left out, or quote them.";
const SPEAKER: &str = "Correct the attribution, or name the right source.";
const AMBIGUOUS: &str = "Quote more words, or name each participant's source in a column `source`.";
const NO_SOURCE: &str =
    "Name the source in the study's `sources:`, or put it into the folder of sources.";

/// The first words that differ; the whole quote where nothing differs or they cannot be told apart.
fn place(question: &Question<'_>, compared: &Compared) -> Place {
    let quote = &question.evidence.quotes[compared.quote];
    let note = &question.evidence.notes[quote.home];
    let span = note.note.body.quotes[quote.index].span;
    let text = &question.notes.text(note.note.file)[span.range()];
    let differing = compared.verdict.replaced.first();
    let words = differing.and_then(|replaced| position(text, &replaced.lead, &replaced.quote));
    let words = words.map(|words| Span::from(words).shifted(span.start as usize));
    words.unwrap_or(span).within(note.note.file)
}

/// How many differences are told; a reader who sees these looks at the rest.
const TOLD: usize = 3;

fn differing(verdict: &Verdict) -> String {
    let told: Vec<String> = verdict.replaced.iter().take(TOLD).map(difference).collect();
    let mut message = told.join("; ");
    let more = verdict.replaced.len().saturating_sub(TOLD);
    if more > 0 {
        message.push_str(&format!("; and {more} more"));
    }
    if let Some(person) = &verdict.said_by {
        message.push_str(&format!("; and {person} says it"));
    }
    message
}

fn difference(replaced: &Replaced) -> String {
    match (replaced.source.as_str(), replaced.quote.as_str()) {
        (source, "") => format!("The quote leaves out “{}”", shortened(source)),
        ("", quote) => format!("The source does not have “{}”", shortened(quote)),
        (source, quote) => format!(
            "The source says “{}”, the quote “{}”",
            shortened(source),
            shortened(quote)
        ),
    }
}

fn cuts(cuts: &[Cut]) -> String {
    let told: Vec<String> = cuts.iter().take(TOLD).map(cut).collect();
    format!(
        "This quote leaves words out without a mark: {}",
        told.join("; ")
    )
}

fn cut(cut: &Cut) -> String {
    let place = match cut.at {
        Where::Start => "at its start",
        Where::Middle => "in its middle",
        Where::End => "at its end",
    };
    if cut.words.is_empty() {
        return format!("{place}, where the source has an omission");
    }
    format!("“{}” {place}", shortened(&cut.words))
}

fn wrong_speaker(verdict: &Verdict, speaker: &str) -> String {
    let id = speaker.rsplit('/').next().unwrap_or(speaker);
    match &verdict.said_by {
        Some(person) => format!("In the source {person} says these words, not {id}"),
        None => format!("In the source somebody else says these words, not {id}"),
    }
}

fn ambiguous(verdict: &Verdict) -> String {
    format!(
        "These words stand in {} places, and nothing tells which is meant",
        verdict.places
    )
}

fn not_found(verdict: &Verdict) -> String {
    if verdict.replaced.is_empty() {
        return "The sources do not have these words".to_owned();
    }
    format!(
        "The sources do not have these words. What is most like them differs: {}",
        differing(verdict)
    )
}

fn no_source(verdict: &Verdict) -> String {
    match verdict.broken_after {
        0 => "There is no source with which to compare this quote".to_owned(),
        words => format!("The source breaks off after {words} words of this quote"),
    }
}

/// The start of a long text.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}
