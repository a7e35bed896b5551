//! What `catena verify` found, beside the quotes as they are now.

use super::Evidence;
use super::entities::{LinkedNote, QuoteKey, Verification};
use super::names::Named;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Lock, LockEntry, Verified, words_hash};
use std::collections::HashMap;

/// Gives each quote what the lock says of it. An entry without its quote is a fault: somebody may think that it counts.
pub fn attach(lock: Option<&Lock>, evidence: &mut Evidence, faults: &mut Vec<Diagnostic>) {
    let Some(lock) = lock else { return };
    let quotes = evidence.quotes.iter();
    let keys: HashMap<String, QuoteKey> =
        quotes.map(|(key, quote)| (quote.id.clone(), key)).collect();
    for entry in &lock.entries {
        let Some(key) = keys.get(&entry.quote.value).copied() else {
            match evidence.names.id(&entry.quote.value) {
                Some(Named::Unpublished) => evidence.kept_verifications.push(entry.clone()),
                _ => faults.push(without_quote(lock, entry)),
            }
            continue;
        };
        let verification = beside(evidence, key, entry.verified.clone());
        evidence.quotes[key].verification = verification;
    }
}

/// What was found of a quote, beside the quote as it is now.
pub fn beside(evidence: &Evidence, key: QuoteKey, verified: Verified) -> Verification {
    let same_words = verified.words == words_hash(evidence.written(key));
    let same_speaker = verified.speaker == evidence.speaker_id(evidence.quotes[key].speaker);
    match same_words && same_speaker {
        true => Verification::Found(verified),
        false => Verification::Outdated(verified),
    }
}

/// The id of the study that a note describes.
pub fn study_id(note: &LinkedNote) -> &str {
    note.note.study.as_ref().unwrap_or(&note.note.id).as_str()
}

fn without_quote(lock: &Lock, entry: &LockEntry) -> Diagnostic {
    let message = format!("No published quote is named `{}`", entry.quote.value);
    Diagnostic::new(
        Code::StaleVerification,
        entry.quote.span.within(lock.file),
        message,
    )
    .hint("Run `catena verify` again, or remove this entry.")
}
