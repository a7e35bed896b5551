//! A participant who is never quoted: `src/diagnostic/rules/participant-never-quoted.md` says what this looks for and why.

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
