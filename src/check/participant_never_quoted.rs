//! # Participant never quoted
//!
//! **What it does.** Finds participants without a quote, in studies that have quotes.
//!
//! **Why it matters.** Who is not heard is part of the evidence, and often an oversight.
//!
//! **How to mend it.** Quote them where their words bear on a theme, or leave it: the site says who is not heard.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::Evidence;

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let heard = |study: crate::evidence::StudyKey| !evidence.studies[study].quotes.is_empty();
    let silent = evidence
        .never_quoted()
        .filter(|(_, participant)| heard(participant.study));
    silent
        .map(|(_, participant)| {
            let message = format!("No quote is by `{}`", participant.id);
            Diagnostic::new(Code::ParticipantNeverQuoted, participant.place, message)
        })
        .collect()
}
