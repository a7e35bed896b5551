//! Verdicts on quotes from transcripts and articles that were made up for these tests.

use super::*;
use crate::model::{Emphasis, Mark, Outcome, QuotePiece};
use proptest::prelude::*;

/// An interview with labels, a note of the transcriber, and the same words by two people.
const INTERVIEW: &str = "Interviewer: How was the discharge from hospital?\n\
    P2: Well, it was quick. We waited for the letter, you know, for three whole weeks [laughs] and nobody rang us at all. \
    My neighbour helped with the shopping. It's fine now.\n\
    Interviewer: So nobody rang you, although they had promised it would all be arranged?\n\
    P2: No. The nurse who came on Friday said that she had no notes about the care plan, so we started from the beginning.\n\
    P3: It's fine now.\n";

/// An article that quotes two people between quotation marks.
const ARTICLE: &str = "Waiting was common:\n\n\
    'On Monday we waited ... for the letter for three whole weeks [after discharge] and nobody rang us at all; we gave up.' \
    (P2, carer)\n\nOthers said 'the nurse had no notes about the care plan' (Participant 3, nurse). A third began, \
    'we never knew whom to\n\nAnother theme; 'it takes time' (P2, carer)\n";

/// Quotes are written as editors write them.
fn pieces(quote: &str) -> Vec<QuotePiece> {
    let mut pieces = Vec::new();
    let mut push = |text: &str, mark| {
        if !text.is_empty() {
            pieces.push(QuotePiece {
                text: text.to_owned(),
                mark,
                emphasis: Emphasis::None,
            });
        }
    };
    let mut rest = quote;
    while let Some(at) = rest.find(['[', '…']) {
        push(&rest[..at], Mark::Said);
        let omission = rest[at..].starts_with('…');
        let end = at
            + if omission {
                3
            } else {
                rest[at..].find(']').map_or(rest.len() - at, |end| end + 1)
            };
        push(
            &rest[at..end],
            if omission {
                Mark::Omission
            } else {
                Mark::Insertion
            },
        );
        rest = &rest[end..];
    }
    push(rest, Mark::Said);
    pieces
}

fn ask(sources: &[&str], quote: &str, speaker: &str, owner: &Owner) -> Verdict {
    let library = Library::of(sources.iter().map(|text| (*text).to_owned()).collect());
    let people = People::new(["P2", "P3", "P4"]);
    let asked = Asked {
        paragraphs: &[pieces(quote)],
        speaker: Some(speaker),
        people: &people,
        scope: Scope::All,
        owner: &|_| owner.clone(),
    };
    judge(&asked, &library)
}

fn outcome(source: &str, quote: &str) -> Outcome {
    ask(&[source], quote, "P2", &Owner::Unknown).outcome
}

#[test]
fn words_in_order_are_verbatim() {
    let verdict = ask(
        &[INTERVIEW],
        "My neighbour HELPED with the shopping.",
        "P2",
        &Owner::Unknown,
    );
    assert_eq!(
        (verdict.outcome, verdict.speaker_confirmed),
        (Outcome::Verbatim, true)
    );
    let passage = verdict.passage.expect("a passage");
    let text: String = INTERVIEW
        .chars()
        .skip(passage.characters.start)
        .take(passage.characters.len())
        .collect();
    assert_eq!(text, "My neighbour helped with the shopping");
}

#[test]
fn marked_edits_are_seen_as_such() {
    for quote in [
        "We waited … for three whole weeks and nobody rang us at all.",
        "We waited for the letter, you know, for three [long] weeks and nobody rang us at all.",
        "… nobody rang us at all. … It's fine now.",
        "[They] waited for the letter, you know, for three whole weeks and nobody rang us at all.",
        "We wait[ed] for the letter, you know, for three whole weeks and nobody rang us at all.",
    ] {
        assert_eq!(outcome(INTERVIEW, quote), Outcome::MarkedEdits, "{quote}");
    }
}

#[test]
fn a_short_fragment_takes_the_place_where_a_sentence_begins() {
    let source = "Yes. We waited, yes, for a letter in the hall. It came, yes, it came. Yes.";
    let quote = "Yes. … for a letter in the hall.";
    assert_eq!(outcome(source, quote), Outcome::MarkedEdits);
    let quote = "We waited, yes, for a letter in the hall. … Yes.";
    assert_eq!(outcome(source, quote), Outcome::MarkedEdits);
}

#[test]
fn words_left_out_without_a_mark_are_told() {
    for (quote, at, words) in [
        (
            "for three whole weeks and nobody rang us at all.",
            Where::Start,
            "We waited for the letter, you know",
        ),
        (
            "We waited for the letter, you know, for three whole weeks",
            Where::End,
            "and nobody rang us at all",
        ),
        (
            "We waited for the letter for three whole weeks and nobody rang us at all.",
            Where::Middle,
            "you know",
        ),
        ("it was quick.", Where::Start, "Well"),
    ] {
        let verdict = ask(&[INTERVIEW], quote, "P2", &Owner::Unknown);
        let cut = Cut {
            at,
            words: words.to_owned(),
        };
        assert_eq!(
            (verdict.outcome, verdict.cuts),
            (Outcome::UnmarkedCut, vec![cut]),
            "{quote}"
        );
    }
}

#[test]
fn one_other_word_in_twenty_is_near_and_two_are_not() {
    let near = "The nurse who came on Friday said that she had no notes on the care plan, so we started from the beginning.";
    let verdict = ask(&[INTERVIEW], near, "P2", &Owner::Unknown);
    let replaced = Replaced {
        quote: "on".to_owned(),
        source: "about".to_owned(),
        lead: "had no notes".to_owned(),
    };
    assert_eq!(
        (verdict.outcome, verdict.replaced),
        (Outcome::Near, vec![replaced])
    );
    let far = near.replace("Friday", "Monday");
    let verdict = ask(&[INTERVIEW], &far, "P2", &Owner::Unknown);
    assert_eq!(
        (verdict.outcome, verdict.replaced.len()),
        (Outcome::NotFound, 2)
    );
    // In a short quote every word counts.
    assert_eq!(
        outcome(INTERVIEW, "My neighbour helped with my shopping."),
        Outcome::NotFound
    );
}

#[test]
fn who_says_it_counts() {
    let said_by = |quote, speaker, owner| {
        let verdict = ask(&[INTERVIEW], quote, speaker, &owner);
        (verdict.outcome, verdict.said_by)
    };
    let wrong = |who: &str| (Outcome::WrongSpeaker, Some(who.to_owned()));
    assert_eq!(
        said_by(
            "My neighbour helped with the shopping.",
            "P3",
            Owner::Unknown
        ),
        wrong("P2")
    );
    assert_eq!(
        said_by(
            "So nobody rang you, although they had promised it would all be arranged?",
            "P2",
            Owner::Speaker
        ),
        wrong("the interviewer")
    );
    let numbered =
        "Speaker 1: Why?\nParticipant 3: It's fine now.\nSpeaker 1: Oh.\nParticipant 3: Yes.\n";
    let verdict = ask(&[numbered], "It's fine now.", "P2", &Owner::Speaker);
    assert_eq!(
        (verdict.outcome, verdict.speaker_confirmed),
        (Outcome::Verbatim, true)
    );
    let verdict = ask(&[numbered], "It's fine now.", "P2", &Owner::Unknown);
    assert_eq!((verdict.outcome, verdict.said_by), wrong("P3"));
    // P2 and P3 say the same words, and each is found in their own turn.
    assert_eq!(
        said_by("It's fine now.", "P3", Owner::Unknown),
        (Outcome::Verbatim, None)
    );
    assert_eq!(said_by("It's fine now.", "P4", Owner::Unknown), wrong("P2"));
    let plain = "It was quick. It's fine now.";
    let verdict = ask(
        &[plain],
        "It's fine now.",
        "P2",
        &Owner::Other("P4".to_owned()),
    );
    assert_eq!((verdict.outcome, verdict.said_by), wrong("P4"));
    assert!(ask(&[plain], "It's fine now.", "P2", &Owner::Speaker).speaker_confirmed);
}

#[test]
fn the_same_words_twice_by_nobody_named_are_ambiguous() {
    let verdict = ask(
        &["It's fine now. Yes. It's fine now."],
        "It's fine now.",
        "P2",
        &Owner::Unknown,
    );
    assert_eq!((verdict.outcome, verdict.places), (Outcome::Ambiguous, 2));
    let often = "so ".repeat(30_000);
    assert_eq!(outcome(&often, "so"), Outcome::Ambiguous);
}

#[test]
fn an_article_is_read_by_its_quotations() {
    let whole = "On Monday we waited … for the letter for three whole weeks [after discharge] \
        and nobody rang us at all; we gave up.";
    let verdict = ask(&[ARTICLE], whole, "P2", &Owner::Unknown);
    assert_eq!(
        (verdict.outcome, verdict.speaker_confirmed),
        (Outcome::MarkedEdits, true)
    );
    assert_eq!(
        ask(&[ARTICLE], whole, "P3", &Owner::Unknown).outcome,
        Outcome::WrongSpeaker
    );
    for (quote, cuts) in [
        (
            whole.trim_start_matches("On Monday "),
            vec![(Where::Start, "On Monday")],
        ),
        (
            whole.trim_end_matches(" we gave up."),
            vec![(Where::End, "we gave up")],
        ),
        (&whole.replace("… ", ""), vec![(Where::Middle, "")]),
    ] {
        let verdict = ask(&[ARTICLE], quote, "P2", &Owner::Unknown);
        let found: Vec<(Where, &str)> = verdict
            .cuts
            .iter()
            .map(|cut| (cut.at, cut.words.as_str()))
            .collect();
        assert_eq!(
            (verdict.outcome, found),
            (Outcome::UnmarkedCut, cuts),
            "{quote}"
        );
    }
    let verdict = ask(
        &[ARTICLE],
        "the nurse had no notes about the care plan",
        "P3",
        &Owner::Unknown,
    );
    assert_eq!(
        (verdict.outcome, verdict.speaker_confirmed),
        (Outcome::Verbatim, true)
    );
}

#[test]
fn what_breaks_off_in_an_article_is_no_complete_source() {
    for (quote, words) in [
        ("we never knew whom to", 5),
        ("we never knew whom to ask about the letter", 5),
    ] {
        let verdict = ask(&[ARTICLE], quote, "P2", &Owner::Unknown);
        assert_eq!(
            (verdict.outcome, verdict.broken_after),
            (Outcome::NoSource, words),
            "{quote}"
        );
    }
}

#[test]
fn two_quotations_do_not_make_one() {
    assert_eq!(
        outcome(
            ARTICLE,
            "On Monday we waited … the nurse had no notes about the care plan"
        ),
        Outcome::NotFound
    );
}

#[test]
fn nothing_to_find_and_nowhere_to_look() {
    assert_eq!(outcome(INTERVIEW, "… […] …"), Outcome::NotFound);
    assert_eq!(
        outcome(INTERVIEW, "Purple elephants never forget their keys"),
        Outcome::NotFound
    );
    assert_eq!(
        ask(&[], "It's fine now.", "P2", &Owner::Unknown).outcome,
        Outcome::NoSource
    );
    assert_eq!(outcome("", "It's fine now."), Outcome::NotFound);
}

proptest! {
    /// A passage is found where it was cut, whatever the typography; and with one word altered it is never verbatim.
    #[test]
    fn finds_what_was_cut_and_catches_what_was_altered(
        words in proptest::collection::vec("[a-e]{1,3}", 40..120),
        start in 0usize..30,
        length in 2usize..10,
        altered in 0usize..10,
    ) {
        let source = words.join(" ");
        let cut = &words[start..start + length];
        let quote = cut.join(" \u{2014} ").to_uppercase();
        let verdict = ask(&[&source], &format!("… {quote} …"), "P2", &Owner::Speaker);
        prop_assert_eq!(verdict.outcome, Outcome::MarkedEdits);
        let mut wrong = cut.to_vec();
        wrong[altered % length] = "zebra".to_owned();
        let verdict = ask(&[&source], &wrong.join(" "), "P2", &Owner::Speaker);
        prop_assert!(!verdict.outcome.is_verbatim());
    }

    #[test]
    fn no_text_makes_it_fall(source in "\\PC{0,200}|[a-c'\"(\\[\\]:. \nP2]{0,200}", quote in "\\PC{0,60}|[a-c'\"(. …]{0,60}") {
        for owner in [Owner::Speaker, Owner::Unknown] {
            let verdict = ask(&[&source, &source], &quote, "P2", &owner);
            prop_assert!(verdict.outcome != Outcome::Verbatim || !quote.is_empty());
        }
    }
}
