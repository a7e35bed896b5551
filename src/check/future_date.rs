//! Dates that are still to come: see `diagnostic/rules/future-date.md`.
//!
//! It is given the day, and its faults never reach the site: that is the same on any day.

use crate::cite;
use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, LinkedNote};
use crate::model::{Date, Lock, Reference};
use crate::private::Private;
use crate::source::Place;

/// A date, where it stands, and what it is in words that `is` may follow.
struct Dated {
    place: Place,
    date: Date,
    what: String,
}

pub fn check(
    evidence: &Evidence,
    private: &Private,
    lock: Option<&Lock>,
    today: Date,
) -> Vec<Diagnostic> {
    // The day is that of Greenwich: east of it, the next one has begun already.
    let latest = today.next_day();
    let notes = evidence.notes.values().flat_map(of_note);
    let references = evidence.references.values();
    let references = references.flat_map(|entry| of_reference(&entry.reference));
    let withdrawals = private.withdrawals().iter().map(|(place, date)| Dated {
        place: *place,
        date: *date,
        what: "The day of this withdrawal".to_owned(),
    });
    let dated = notes.chain(references).chain(withdrawals);
    let dated = dated.chain(lock.into_iter().flat_map(of_lock));
    dated
        .filter(|dated| dated.date.begins_after(latest))
        .map(fault)
        .collect()
}

fn of_note(note: &LinkedNote) -> Vec<Dated> {
    let common = &note.note.common;
    let own = [("created", &common.created), ("updated", &common.updated)];
    let own = own.into_iter().filter_map(|(key, date)| {
        let date = date.as_ref()?;
        Some(Dated {
            place: note.place(date.span),
            date: date.value,
            what: format!("`{key}`"),
        })
    });
    let study = note.study_matter().into_iter();
    let study = study.flat_map(|matter| &matter.dates);
    let study = study.filter_map(|(label, text)| {
        Some(Dated {
            place: note.place(text.span),
            date: whole_date(&text.value)?,
            what: format!("`{label}`"),
        })
    });
    own.chain(study).collect()
}

/// The date that a text is, and not one that it speaks of.
fn whole_date(text: &str) -> Option<Date> {
    const DAY_MONTH_YEAR: usize = 3;
    cite::date(text).filter(|_| text.split_whitespace().count() <= DAY_MONTH_YEAR)
}

fn of_reference(reference: &Reference) -> Vec<Dated> {
    let dates = [("issued", "was published"), ("accessed", "was read")];
    let dated = dates.into_iter().filter_map(|(field, what)| {
        Some(Dated {
            place: reference.place,
            date: date_of(reference, field)?,
            what: format!("The day on which `{}` {what}", reference.key),
        })
    });
    dated.collect()
}

/// A date field of CSL; the first date of a range.
fn date_of(reference: &Reference, field: &str) -> Option<Date> {
    let parts = reference.item.get(field)?.get("date-parts")?.get(0)?;
    let part = |at: usize| parts.get(at)?.as_u64();
    let small = |at: usize| part(at).and_then(|number| u8::try_from(number).ok());
    Some(Date {
        year: u16::try_from(part(0)?).ok()?,
        month: small(1),
        day: small(2),
    })
}

fn of_lock(lock: &Lock) -> impl Iterator<Item = Dated> {
    lock.entries.iter().map(|entry| Dated {
        place: entry.quote.span.within(lock.file),
        date: entry.verified.date,
        what: format!("The day on which `{}` was verified", entry.quote.value),
    })
}

fn fault(dated: Dated) -> Diagnostic {
    let message = format!("{} is still to come: {}", dated.what, dated.date);
    Diagnostic::new(Code::FutureDate, dated.place, message)
        .hint("Mend the date. If somebody plans it, accept this and say so.")
}
