//! PRISMA figures that do not add up: `src/diagnostic/rules/flow-sum.md` says what this looks for and why.
//!
//! The boxes and arrows are those of the PRISMA 2020 flow diagram (Page MJ et al., BMJ 2021;372:n71,
//! doi:10.1136/bmj.n71). A figure that was not reported is unknown, never 0. What is known still bounds the others: a
//! review cannot screen more records than it found.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::{Evidence, LinkedNote};
use crate::model::{Flow, FlowField};
use FlowField::*;

/// A box of the diagram, and the boxes that lead to it or aside from it.
struct Sum {
    result: FlowField,
    plus: &'static [FlowField],
    minus: &'static [FlowField],
}

const SUMS: &[Sum] = &[
    Sum {
        result: RecordsScreened,
        plus: &[DatabaseResults, RegisterResults],
        minus: &[Duplicates, ExcludedAutomatic, ExcludedOther],
    },
    Sum {
        result: DbrSoughtReports,
        plus: &[RecordsScreened],
        minus: &[RecordsExcluded],
    },
    Sum {
        result: DbrAssessed,
        plus: &[DbrSoughtReports],
        minus: &[DbrNotRetrievedReports],
    },
    Sum {
        result: OtherSoughtReports,
        plus: &[WebsiteResults, OrganisationResults, CitationsResults],
        minus: &[],
    },
    Sum {
        result: OtherAssessed,
        plus: &[OtherSoughtReports],
        minus: &[OtherNotRetrievedReports],
    },
    Sum {
        result: NewReports,
        plus: &[DbrAssessed, OtherAssessed],
        minus: &[DbrExcluded, OtherExcluded],
    },
    Sum {
        result: TotalStudies,
        plus: &[PreviousStudies, NewStudies],
        minus: &[],
    },
    Sum {
        result: TotalReports,
        plus: &[PreviousReports, NewReports],
        minus: &[],
    },
];

/// Every study has at least one report.
const NO_MORE_THAN: &[(FlowField, FlowField)] = &[
    (PreviousStudies, PreviousReports),
    (NewStudies, NewReports),
    (TotalStudies, TotalReports),
];

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let flows = evidence.studies.values().filter_map(|study| {
        let note = &evidence.notes[study.note];
        Some((note, note.study_matter()?.flow.as_ref()?))
    });
    flows.flat_map(|(note, flow)| faults(note, flow)).collect()
}

fn faults(note: &LinkedNote, flow: &Flow) -> Vec<Diagnostic> {
    let sums = SUMS.iter().filter_map(|sum| broken(note, flow, sum));
    let more = NO_MORE_THAN.iter().filter_map(|(few, many)| {
        let (studies, reports) = (known(flow, *few)?, known(flow, *many)?);
        (studies > reports).then(|| {
            let message = format!(
                "`{}` is {studies}, but `{}` is only {reports}",
                few.name(),
                many.name()
            );
            fault(note, flow, *few, &[*many], message)
        })
    });
    sums.chain(more).collect()
}

/// A figure; `None` where it was not reported. What a review has no column for adds nothing.
fn known(flow: &Flow, field: FlowField) -> Option<u64> {
    let absent = |column: &[FlowField]| column.contains(&field) && !flow.has_any(column);
    if absent(FlowField::OTHER_WAYS) || absent(FlowField::EARLIER) {
        return Some(0);
    }
    flow.get(field).map(crate::model::FlowCount::total)
}

fn broken(note: &LinkedNote, flow: &Flow, sum: &Sum) -> Option<Diagnostic> {
    let total = |fields: &[FlowField]| {
        let counts = fields.iter().filter_map(|field| known(flow, *field));
        counts.fold(0, u64::saturating_add)
    };
    let is_known = |fields: &[FlowField]| fields.iter().all(|field| known(flow, *field).is_some());
    let (plus, minus) = (total(sum.plus), total(sum.minus));
    // What is not reported may be any number from 0 up.
    let (at_least, at_most) = (is_known(sum.minus), is_known(sum.plus));
    let said = in_words(flow, sum);
    let terms: Vec<FlowField> = sum.plus.iter().chain(sum.minus).copied().collect();
    if at_most && minus > plus {
        let message = format!("More leave than there are: {said} is less than 0");
        let place = *sum
            .minus
            .iter()
            .rev()
            .find(|field| flow.get(**field).is_some())?;
        return Some(fault(note, flow, place, &terms, message));
    }
    let result = flow.get(sum.result)?.total();
    let difference = plus.saturating_sub(minus);
    let bound = match (at_least, at_most) {
        (true, true) if result != difference => "",
        (true, false) if result < difference => "at least ",
        (false, true) if result > difference => "at most ",
        _ => return None,
    };
    let message = format!(
        "{said} is {bound}{difference}, but `{}` is {result}",
        sum.result.name()
    );
    Some(fault(note, flow, sum.result, &terms, message))
}

/// The reported terms of a sum: `a` plus `b` minus `c`.
fn in_words(flow: &Flow, sum: &Sum) -> String {
    let named = |fields: &[FlowField]| {
        let reported = fields.iter().filter(|field| flow.get(**field).is_some());
        let names: Vec<String> = reported
            .map(|field| format!("`{}`", field.name()))
            .collect();
        names
    };
    let mut words = named(sum.plus).join(" plus ");
    for name in named(sum.minus) {
        words.push_str(" minus ");
        words.push_str(&name);
    }
    words
}

fn fault(
    note: &LinkedNote,
    flow: &Flow,
    at: FlowField,
    others: &[FlowField],
    message: String,
) -> Diagnostic {
    let place = |field: FlowField| flow.entry(field).map(|entry| note.place(entry.span));
    let fault = Diagnostic::new(Code::FlowSum, place(at), message).hint(
        "Compare the figures with the published flow. If it is wrong itself, say so under `note:`.",
    );
    let other = others.iter().copied().filter(|field| *field != at);
    match other.filter_map(place).next() {
        Some(first) => fault.related(first, "It follows from this figure"),
        None => fault,
    }
}
