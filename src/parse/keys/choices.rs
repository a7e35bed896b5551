//! Values that a key may have, from the enums that hold them, with what each means.

use super::Choice;
use crate::diagnostic::{Code, Severity};
use crate::model::{
    Concern, ConfidenceLevel, ConvergenceCode, FindingType, FlowField, Kind, MatrixCells, Relation,
    Status,
};

fn choices<T: Copy>(
    all: &[T],
    name: fn(T) -> &'static str,
    about: fn(T) -> &'static str,
) -> Vec<Choice> {
    let choice = |value: &T| Choice {
        name: name(*value),
        about: about(*value),
    };
    all.iter().map(choice).collect()
}

pub fn kinds() -> Vec<Choice> {
    choices(Kind::ALL, Kind::name, |kind| match kind {
        Kind::Home => "The home page.",
        Kind::Page => "A page of its own, such as one about the team.",
        Kind::Study => "One strand of evidence.",
        Kind::Theme => "What several people's words have in common.",
        Kind::Finding => "What the evidence says.",
        Kind::Recommendation => "What should follow.",
    })
}

pub fn statuses() -> Vec<Choice> {
    choices(Status::ALL, Status::name, |status| match status {
        Status::Public => "Everybody may read it.",
        Status::Draft => "Published only with `--drafts`.",
        Status::Internal => "Never published.",
    })
}

pub fn relations() -> Vec<Choice> {
    choices(Relation::ALL, Relation::name, |relation| match relation {
        Relation::VersionOfRecord => "The published version that counts.",
        Relation::Preprint => "A version from before the review by peers.",
        Relation::Protocol => "The plan of the study.",
        Relation::Abridged => "A shorter version.",
    })
}

/// The fields of a flow, which a link may name.
pub fn flow_fields() -> Vec<Choice> {
    choices(FlowField::ALL, FlowField::name, |_| "")
}

pub fn finding_types() -> Vec<Choice> {
    choices(FindingType::ALL, FindingType::name, |kind| match kind {
        FindingType::Study => "One study carries it.",
        FindingType::Synthesis => "Several studies carry it.",
    })
}

pub fn convergence() -> Vec<Choice> {
    choices(
        ConvergenceCode::ALL,
        ConvergenceCode::name,
        |code| match code {
            ConvergenceCode::Agreement => "The study says the same.",
            ConvergenceCode::PartialAgreement => "The study says a part of it.",
            ConvergenceCode::Silence => "The study could have spoken of it, and does not.",
            ConvergenceCode::Dissonance => "The study says something else.",
        },
    )
}

pub fn levels() -> Vec<Choice> {
    choices(
        ConfidenceLevel::ALL,
        ConfidenceLevel::name,
        |level| match level {
            ConfidenceLevel::High => "Highly likely that the finding is a fair picture.",
            ConfidenceLevel::Moderate => "Likely that the finding is a fair picture.",
            ConfidenceLevel::Low => "Possible that the finding is a fair picture.",
            ConfidenceLevel::VeryLow => "Not clear whether the finding is a fair picture.",
        },
    )
}

pub fn concerns() -> Vec<Choice> {
    choices(Concern::ALL, Concern::name, |concern| match concern {
        Concern::None => "No or very minor concerns.",
        Concern::Minor => "Minor concerns. Say why.",
        Concern::Moderate => "Moderate concerns. Say why.",
        Concern::Serious => "Serious concerns. Say why.",
    })
}

pub fn cells() -> Vec<Choice> {
    choices(MatrixCells::ALL, MatrixCells::name, |cells| match cells {
        MatrixCells::Count => "How many quotes.",
        MatrixCells::Convergence => "What each study says.",
    })
}

/// On what a facet's value rests.
pub fn bases() -> Vec<Choice> {
    vec![
        Choice {
            name: "stated",
            about: "A source says so.",
        },
        Choice {
            name: "interpreted",
            about: "You read it so.",
        },
    ]
}

pub fn severities() -> Vec<Choice> {
    let all = [Severity::Error, Severity::Warning, Severity::Note];
    let about = |severity| match severity {
        Severity::Error => "Nothing is published while there is one.",
        Severity::Warning => "The site is published; somebody should look.",
        Severity::Note => "Worth knowing.",
    };
    let mut severities = choices(&all, Severity::name, about);
    severities.push(Choice {
        name: "off",
        about: "Do not look for it.",
    });
    severities
}

/// The checks whose weight a programme may change.
pub fn changeable_checks() -> Vec<Choice> {
    checks(|code| !code.guards_publication())
}

/// The checks whose faults somebody may let stand.
pub fn acceptable_checks() -> Vec<Choice> {
    checks(Code::may_be_accepted)
}

fn checks(which: fn(Code) -> bool) -> Vec<Choice> {
    let codes = Code::ALL.iter().copied().filter(|code| which(*code));
    let codes: Vec<Code> = codes.collect();
    choices(&codes, Code::name, Code::about)
}
