//! The text of `quotes.lock`: one block for each quote, sorted, so that two people's changes merge line by line.

use super::{Compared, Question};
use crate::evidence::{Quote, Verification};
use crate::model::{Date, Outcome, Verified};
use crate::parse::LOCK_VERSION;
use std::collections::BTreeMap;

/// What is to be kept: by the quote's id.
pub type Record = BTreeMap<String, Verified>;

impl Compared {
    /// What is kept of this comparison. A date stays as long as nothing else changes; and where there was no source this
    /// time, what was found with one is kept.
    pub fn record(&self, before: &Quote, date: Date) -> Verified {
        let now = Verified {
            speaker: self.speaker.clone(),
            words: self.words.clone(),
            outcome: self.verdict.outcome,
            source: self.source.clone(),
            speaker_confirmed: self.verdict.speaker_confirmed,
            date,
        };
        match &before.verification {
            Verification::Found(known) if now.outcome == Outcome::NoSource => known.clone(),
            Verification::Found(known)
                if (Verified {
                    date: known.date,
                    ..now.clone()
                }) == *known =>
            {
                known.clone()
            }
            _ => now,
        }
    }
}

/// What is to be kept of all quotes; also of those that were not looked at, because they are not published now.
pub fn record(question: &Question<'_>, compared: &[Compared], date: Date) -> Record {
    let evidence = question.evidence;
    let kept = evidence.kept_verifications.iter();
    let kept = kept.map(|entry| (entry.quote.value.clone(), entry.verified.clone()));
    let quotes = compared.iter().map(|compared| {
        let quote = &evidence.quotes[compared.quote];
        (quote.id.clone(), compared.record(quote, date))
    });
    kept.chain(quotes).collect()
}

/// The text of the file.
pub fn text(record: &Record) -> String {
    let mut text = format!(
        "# Written by `catena verify`: what each quote says compared with its source. Keep it in version control.\n\
         version: {LOCK_VERSION}\nquotes:"
    );
    if record.is_empty() {
        text.push_str(" {}");
    }
    text.push('\n');
    for (id, verified) in record {
        let Verified {
            speaker,
            words,
            outcome,
            source,
            speaker_confirmed,
            date,
        } = verified;
        text.push_str(&format!("  {}:\n", scalar(id)));
        text.push_str(&format!("    speaker: {}\n", scalar(speaker)));
        text.push_str(&format!("    words: {}\n", scalar(words)));
        text.push_str(&format!("    result: {}\n", outcome.name()));
        text.push_str(&format!("    speaker_confirmed: {speaker_confirmed}\n"));
        if let Some(source) = source {
            text.push_str(&format!(
                "    source:\n      name: {}\n",
                scalar(&source.name)
            ));
            text.push_str(&format!("      hash: {}\n", scalar(&source.hash)));
            text.push_str(&format!(
                "      start: {}\n      end: {}\n",
                source.start, source.end
            ));
        }
        text.push_str(&format!("    verified: {date}\n"));
    }
    text
}

/// A text as YAML reads it back: plain where nothing else could be meant, else between quotation marks.
fn scalar(text: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    let word =
        text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.contains(['-', '/', '.']);
    if word && text.chars().all(safe) {
        return text.to_owned();
    }
    // JSON lets some characters stand that YAML does not.
    let hidden = |c: char| c.is_control() || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}');
    let json = serde_json::Value::from(text).to_string();
    let shown = |c: char| match c {
        c if hidden(c) => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    json.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SourcePlace;
    use crate::parse;
    use crate::source::SourceMap;

    #[test]
    fn what_is_written_reads_the_same() {
        let verified = Verified {
            speaker: "s/P1".to_owned(),
            // Somebody may have edited the file.
            words: "0\"\\f".to_owned(),
            outcome: Outcome::Verbatim,
            source: Some(SourcePlace {
                name: "  an interview: \"one\" #2é\u{7F}\u{85}\u{FEFF}.txt".to_owned(),
                hash: "00'ff".to_owned(),
                start: 0,
                end: 7,
            }),
            speaker_confirmed: true,
            date: Date::parse("2026-11-22").expect("a date"),
        };
        let record = Record::from([("p1-yes".to_owned(), verified)]);
        let written = text(&record);
        let file = SourceMap::default().add("quotes.lock".to_owned(), written.clone());
        let read = parse::lock(file, &written);
        assert_eq!(read.diagnostics, [], "{written}");
        let entries = read.value.expect("a lock").entries.into_iter();
        let again: Record = entries
            .map(|entry| (entry.quote.value, entry.verified))
            .collect();
        assert_eq!(again, record);
    }
}
