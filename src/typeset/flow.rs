//! A PRISMA 2020 flow as a list of steps (Page et al. 2021, doi:10.1136/bmj.n71). What was not reported says so.

use crate::model::{Flow, FlowCount, FlowField, Words, attribute, escape_into};
use FlowField::*;
use std::collections::BTreeMap;

/// A step of the flow: the fields that it adds up, and whether it leads aside (records that leave).
struct Step {
    word: &'static str,
    fields: &'static [FlowField],
    aside: bool,
    /// Shown only where it was reported: the flow has a second arm or earlier versions in few reviews.
    optional: bool,
}

const fn step(word: &'static str, fields: &'static [FlowField]) -> Step {
    Step {
        word,
        fields,
        aside: false,
        optional: false,
    }
}

const fn aside(word: &'static str, fields: &'static [FlowField]) -> Step {
    Step {
        aside: true,
        ..step(word, fields)
    }
}

const fn optional(step: Step) -> Step {
    Step {
        optional: true,
        ..step
    }
}

const STEPS: &[Step] = &[
    step(
        "records_identified",
        &[
            DatabaseResults,
            RegisterResults,
            WebsiteResults,
            OrganisationResults,
            CitationsResults,
        ],
    ),
    aside("duplicates", &[Duplicates]),
    optional(aside("excluded_automatic", &[ExcludedAutomatic])),
    optional(aside("excluded_other", &[ExcludedOther])),
    step("records_screened", &[RecordsScreened]),
    aside("records_excluded", &[RecordsExcluded]),
    optional(step("dbr_sought_reports", &[DbrSoughtReports])),
    optional(aside("dbr_notretrieved_reports", &[DbrNotRetrievedReports])),
    step("dbr_assessed", &[DbrAssessed]),
    aside("dbr_excluded", &[DbrExcluded]),
    optional(step("other_sought_reports", &[OtherSoughtReports])),
    optional(aside(
        "other_notretrieved_reports",
        &[OtherNotRetrievedReports],
    )),
    optional(step("other_assessed", &[OtherAssessed])),
    optional(aside("other_excluded", &[OtherExcluded])),
    optional(step("previous_studies", &[PreviousStudies])),
    optional(step("previous_reports", &[PreviousReports])),
    optional(step("new_studies", &[NewStudies])),
    optional(step("new_reports", &[NewReports])),
    optional(step("total_studies", &[TotalStudies])),
    optional(step("total_reports", &[TotalReports])),
];

/// Where readers find what a field counts.
pub type Ways = BTreeMap<FlowField, String>;

/// Sets the steps and the note for readers. `ways` are addresses from the page.
pub fn steps(flow: &Flow, ways: &Ways, words: &Words, html: &mut String) {
    html.push_str("<ol class=\"flow-steps\">\n");
    let mut unreported = false;
    for step in STEPS {
        let reported: Vec<(FlowField, &FlowCount)> = step
            .fields
            .iter()
            .filter_map(|field| Some((*field, flow.get(*field)?)))
            .collect();
        if reported.is_empty() && step.optional {
            continue;
        }
        unreported |= reported.is_empty();
        set_step(step, &reported, ways, words, html);
    }
    html.push_str("</ol>\n");
    let own = unreported.then(|| words.get("flow.note"));
    for note in own.into_iter().chain(flow.note.as_deref()) {
        html.push_str("<p class=\"flow-note\">");
        escape_into(note, html);
        html.push_str("</p>\n");
    }
}

fn set_step(
    step: &Step,
    reported: &[(FlowField, &FlowCount)],
    ways: &Ways,
    words: &Words,
    html: &mut String,
) {
    html.push_str("<li class=\"flow-step");
    html.push_str(if step.aside { " flow-side" } else { "" });
    html.push_str(if reported.is_empty() {
        " unreported"
    } else {
        ""
    });
    html.push_str("\">");
    if reported.is_empty() {
        label(step, None, words, html);
        html.push_str(" <span class=\"flow-unreported\">");
        escape_into(words.get("flow.not_reported"), html);
        html.push_str("</span></li>\n");
        return;
    }
    let total = reported
        .iter()
        .fold(0, |sum: u64, (_, count)| sum.saturating_add(count.total()));
    html.push_str("<b class=\"flow-count\">");
    html.push_str(&grouped(total, words));
    html.push_str("</b> ");
    // A step of several fields has a way for each, beside its part.
    let way = match step.fields {
        [field] => ways.get(field),
        _ => None,
    };
    label(step, way.map(String::as_str), words, html);
    parts(reported, ways, words, html);
    html.push_str("</li>\n");
}

fn label(step: &Step, way: Option<&str>, words: &Words, html: &mut String) {
    html.push_str("<span class=\"flow-label\">");
    linked(words.get(&format!("flow.steps.{}", step.word)), way, html);
    html.push_str("</span>");
}

fn linked(text: &str, way: Option<&str>, html: &mut String) {
    if let Some(way) = way {
        html.push_str("<a");
        attribute("href", way, html);
        html.push('>');
    }
    escape_into(text, html);
    if way.is_some() {
        html.push_str("</a>");
    }
}

/// What a count is made of: the parts that the editor wrote, or the fields that the step adds up.
fn parts(reported: &[(FlowField, &FlowCount)], ways: &Ways, words: &Words, html: &mut String) {
    let mut parts: Vec<(String, u64, Option<&str>)> = Vec::new();
    for (field, count) in reported {
        match count {
            FlowCount::Parts(written) => {
                let written = written.iter().cloned();
                parts.extend(written.map(|(label, count)| (label, count, None)));
            }
            FlowCount::Total(total) if reported.len() > 1 => {
                parts.push((
                    words
                        .get(&format!("flow.steps.{}", field.name()))
                        .to_owned(),
                    *total,
                    ways.get(field).map(String::as_str),
                ));
            }
            FlowCount::Total(_) => {}
        }
    }
    if parts.is_empty() {
        return;
    }
    html.push_str("<ul class=\"flow-parts\">");
    for (label, count, way) in parts {
        html.push_str("<li><b>");
        html.push_str(&grouped(count, words));
        html.push_str("</b> ");
        linked(&label, way, html);
        html.push_str("</li>");
    }
    html.push_str("</ul>");
}

/// A number as the look's words write it.
pub(super) fn grouped(number: u64, words: &Words) -> String {
    words.number(i64::try_from(number).unwrap_or(i64::MAX))
}
