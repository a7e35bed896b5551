//! A finding: what the evidence says.

use crate::source::{Span, Spanned};

/// What the front matter of a finding says.
#[derive(Debug, Clone, Default)]
pub struct FindingMatter {
    pub finding_type: FindingType,
    /// Ids of themes.
    pub themes: Vec<Spanned<String>>,
    /// Quote ids and citation keys; empty means every quote coded to its themes.
    pub evidence: Vec<Spanned<String>>,
    pub convergence: Vec<ConvergenceEntry>,
    pub confidence: Option<Confidence>,
}

/// Whether one study or several carry a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FindingType {
    #[default]
    Study,
    Synthesis,
}

impl FindingType {
    pub const ALL: &[FindingType] = &[FindingType::Study, FindingType::Synthesis];

    pub fn name(self) -> &'static str {
        match self {
            FindingType::Study => "study",
            FindingType::Synthesis => "synthesis",
        }
    }
}

/// What one study says about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvergenceEntry {
    /// A study's id.
    pub study: Spanned<String>,
    pub code: ConvergenceCode,
    pub note: Option<String>,
}

/// The convergence codes of the triangulation protocol (Farmer et al. 2006, doi:10.1177/1049732305285708).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConvergenceCode {
    Agreement,
    PartialAgreement,
    Silence,
    Dissonance,
}

impl ConvergenceCode {
    pub const ALL: &[ConvergenceCode] = &[
        ConvergenceCode::Agreement,
        ConvergenceCode::PartialAgreement,
        ConvergenceCode::Silence,
        ConvergenceCode::Dissonance,
    ];

    pub fn name(self) -> &'static str {
        match self {
            ConvergenceCode::Agreement => "agreement",
            ConvergenceCode::PartialAgreement => "partial-agreement",
            ConvergenceCode::Silence => "silence",
            ConvergenceCode::Dissonance => "dissonance",
        }
    }
}

/// A GRADE-CERQual assessment (Lewin et al. 2018, doi:10.1186/s13012-017-0688-3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confidence {
    /// Where `confidence:` stands.
    pub span: Span,
    pub overall: Rated<ConfidenceLevel>,
    /// The four components by name, in the order of [`Confidence::COMPONENTS`].
    pub components: Vec<Rated<Concern>>,
}

impl Confidence {
    /// The names of the four components, as front matter writes them.
    pub const COMPONENTS: [&str; 4] = [
        "methodological_limitations",
        "coherence",
        "adequacy",
        "relevance",
    ];
}

/// A rating with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rated<T> {
    pub value: T,
    pub because: Option<String>,
}

/// Overall confidence in a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConfidenceLevel {
    High,
    Moderate,
    Low,
    VeryLow,
}

impl ConfidenceLevel {
    pub const ALL: &[ConfidenceLevel] = &[
        ConfidenceLevel::High,
        ConfidenceLevel::Moderate,
        ConfidenceLevel::Low,
        ConfidenceLevel::VeryLow,
    ];

    pub fn name(self) -> &'static str {
        match self {
            ConfidenceLevel::High => "high",
            ConfidenceLevel::Moderate => "moderate",
            ConfidenceLevel::Low => "low",
            ConfidenceLevel::VeryLow => "very-low",
        }
    }
}

/// How serious the concerns about one component are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    None,
    Minor,
    Moderate,
    Serious,
}

impl Concern {
    pub const ALL: &[Concern] = &[
        Concern::None,
        Concern::Minor,
        Concern::Moderate,
        Concern::Serious,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Concern::None => "none",
            Concern::Minor => "minor",
            Concern::Moderate => "moderate",
            Concern::Serious => "serious",
        }
    }
}
