//! Quotes beside their sources: what was cut from a text is found in it, and what was altered never passes for it.

use super::text;
use catena::matching::{self, Asked, Library, Owner, People, Scope, Verdict};
use catena::model::{Emphasis, Mark, Outcome, QuotePiece};

pub fn holds(data: &[u8]) {
    let Some((head, rest)) = data.split_first_chunk::<3>() else {
        return;
    };
    let Some(text) = text(rest) else { return };
    anything_is_judged(*head, text);
    what_was_cut_is_found(*head, text);
}

/// The first line that is a rule parts the quote from its sources, and further ones part these.
fn anything_is_judged([choice, ..]: [u8; 3], text: &str) {
    let mut parts = text.split("\n---\n");
    let paragraphs: Vec<Vec<QuotePiece>> = parts
        .next()
        .unwrap_or_default()
        .split("\n\n")
        .map(pieces)
        .collect();
    let sources: Vec<String> = parts.map(str::to_owned).collect();
    let owner = match choice % 3 {
        0 => Owner::Speaker,
        1 => Owner::Other("P3".to_owned()),
        _ => Owner::Unknown,
    };
    let speaker = (choice & 4 == 0).then_some("P2");
    let verdict = judge(&paragraphs, sources.clone(), speaker, &owner);
    assert_eq!(
        verdict,
        judge(&paragraphs, sources.clone(), speaker, &owner)
    );
    let Some(passage) = &verdict.passage else {
        assert!(!is_sound(verdict.outcome), "{verdict:?} shows no passage");
        return;
    };
    let source = &sources[passage.document];
    let end = source.chars().count();
    assert!(
        passage.characters.start < passage.characters.end && passage.characters.end <= end,
        "{verdict:?}"
    );
    // Labels and what a transcriber put in brackets are not said, and may stand in a passage.
    if verdict.outcome == Outcome::Verbatim && !source.contains([':', '[']) && source.is_ascii() {
        let there: String = source
            .chars()
            .skip(passage.characters.start)
            .take(passage.characters.len())
            .collect();
        let said: String = paragraphs
            .iter()
            .flatten()
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(letters(&there), letters(&said), "{verdict:?}");
    }
    matching::position(
        source,
        "",
        &paragraphs[0]
            .iter()
            .map(|piece| piece.text.as_str())
            .collect::<String>(),
    );
}

/// Sentences of any words; some of them in a row are a quote.
fn what_was_cut_is_found([choice, from, length]: [u8; 3], text: &str) {
    let words: Vec<String> = text
        .split_whitespace()
        .map(word)
        .filter(|word| !word.is_empty())
        .collect();
    let sentence = 1 + usize::from(choice % 16);
    let sentences: Vec<&[String]> = words.chunks(sentence).collect();
    if sentences.is_empty() {
        return;
    }
    let from = usize::from(from) % sentences.len();
    let until = (from + 1 + usize::from(length % 16)).min(sentences.len());
    let source = sentences
        .iter()
        .map(|words| words.join(" ") + ". ")
        .collect::<String>();
    let quote: Vec<String> = sentences[from..until].concat();
    let ask = |pieces: Vec<QuotePiece>| {
        judge(&[pieces], vec![source.clone()], Some("P2"), &Owner::Speaker)
    };

    let verdict = ask(vec![said(&quote.join(" "))]);
    assert_eq!(
        verdict.outcome,
        Outcome::Verbatim,
        "{quote:?} in {source:?}"
    );
    assert!(verdict.speaker_confirmed);
    let dressed = quote
        .iter()
        .map(|word| dressed(word, choice))
        .collect::<Vec<_>>()
        .join("\u{A0} ");
    let verdict = ask(vec![said(&format!("“{dressed}…”"))]);
    assert_eq!(
        verdict.outcome,
        Outcome::Verbatim,
        "{dressed:?} in {source:?}"
    );

    // A word that the source does not have.
    let mut altered = quote.clone();
    let at = usize::from(length) % quote.len();
    altered[at] = "qzxqzx".to_owned();
    if !words.contains(&altered[at]) {
        let verdict = ask(vec![said(&altered.join(" "))]);
        assert!(!is_sound(verdict.outcome), "{altered:?} in {source:?}");
        let shown = verdict
            .replaced
            .iter()
            .any(|replaced| replaced.quote.contains("qzxqzx"));
        assert!(shown || verdict.outcome != Outcome::Near, "{verdict:?}");
    }
    // A word less, and then the same with a mark in its place.
    if quote.len() > 2 && (1..quote.len() - 1).contains(&at) {
        let (before, after) = (&quote[..at], &quote[at + 1..]);
        let shortened = [before, after].concat();
        if !words
            .windows(shortened.len())
            .any(|window| alike(window, &shortened))
        {
            let verdict = ask(vec![said(&shortened.join(" "))]);
            assert!(!is_sound(verdict.outcome), "{shortened:?} in {source:?}");
        }
        let marked = [
            said(&(before.join(" ") + " ")),
            omission(),
            said(&(" ".to_owned() + &after.join(" "))),
        ];
        let verdict = ask(marked.to_vec());
        // Of several places the nearest is taken, and that may be in the middle of a sentence.
        let once = |part: &[String]| {
            words
                .windows(part.len())
                .filter(|window| alike(window, part))
                .count()
                == 1
        };
        let cut = verdict.outcome == Outcome::UnmarkedCut && !(once(before) && once(after));
        assert!(
            cut || verdict.outcome == Outcome::MarkedEdits,
            "{:?}: {before:?} … {after:?} in {source:?}",
            verdict.outcome
        );
    }
}

fn judge(
    paragraphs: &[Vec<QuotePiece>],
    sources: Vec<String>,
    speaker: Option<&str>,
    owner: &Owner,
) -> Verdict {
    let library = Library::of(sources);
    let people = People::new(["P2", "P3", "carer-4"]);
    let asked = Asked {
        paragraphs,
        speaker,
        people: &people,
        scope: Scope::All,
        owner: &|_| owner.clone(),
    };
    matching::judge(&asked, &library)
}

fn is_sound(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Verbatim | Outcome::MarkedEdits)
}

/// A quote as it is parsed: omissions are `…`, insertions stand in brackets.
fn pieces(quote: &str) -> Vec<QuotePiece> {
    let mut pieces = Vec::new();
    let mut rest = quote;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '…' => first.len_utf8(),
            '[' => rest.find(']').map_or(rest.len(), |at| at + 1),
            _ => rest.find(['…', '[']).unwrap_or(rest.len()),
        };
        let mark = match first {
            '…' => Mark::Omission,
            '[' => Mark::Insertion,
            _ => Mark::Said,
        };
        pieces.push(piece(&rest[..length], mark));
        rest = &rest[length..];
    }
    pieces
}

fn piece(text: &str, mark: Mark) -> QuotePiece {
    QuotePiece {
        text: text.to_owned(),
        mark,
        emphasis: Emphasis::None,
    }
}

fn said(text: &str) -> QuotePiece {
    piece(text, Mark::Said)
}

fn omission() -> QuotePiece {
    piece("…", Mark::Omission)
}

/// The letters and digits of a word.
fn word(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .take(20)
        .collect()
}

/// The same word as another hand would write it.
fn dressed(word: &str, choice: u8) -> String {
    match choice / 16 % 4 {
        0 => word.to_ascii_uppercase(),
        1 => format!("**{word}**,"),
        2 => format!("({word})"),
        _ => {
            let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
            format!("{first}\u{AD}\u{200B}{rest} — ")
        }
    }
}

fn alike(left: &[String], right: &[String]) -> bool {
    let same = |(left, right): (&String, &String)| folded(left) == folded(right);
    left.len() == right.len() && left.iter().zip(right).all(same)
}

/// Generous: words that only look alike are taken for the same.
fn folded(word: &str) -> String {
    if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        String::new()
    }
}

fn letters(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '%' | '$'));
    kept.map(|c| c.to_ascii_lowercase()).collect()
}
