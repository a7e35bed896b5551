//! How records became included studies, by the names of the PRISMA 2020 flow template
//! (Page et al. 2021, doi:10.1136/bmj.n71).

use super::LinkTarget;
use crate::source::{Span, Spanned};

/// The flow of one review. A field that is absent was not reported; it is never zero.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    pub counts: Vec<FlowEntry>,
    /// Where readers find what a field counts, as it was written.
    pub links: Vec<(FlowField, Spanned<LinkTarget>)>,
    /// A sentence for readers about the figures.
    pub note: Option<String>,
}

/// A field that was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowEntry {
    pub field: FlowField,
    pub count: FlowCount,
    /// Where its name stands.
    pub span: Span,
}

/// A count, or the parts that make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlowCount {
    Total(u64),
    /// Label and count of each part, in the order written.
    Parts(Vec<(String, u64)>),
}

impl FlowCount {
    /// The whole count.
    pub fn total(&self) -> u64 {
        match self {
            FlowCount::Total(total) => *total,
            FlowCount::Parts(parts) => parts
                .iter()
                .fold(0, |sum, (_, count)| sum.saturating_add(*count)),
        }
    }
}

impl Flow {
    /// The count of a field, if it was reported.
    pub fn get(&self, field: FlowField) -> Option<&FlowCount> {
        self.entry(field).map(|entry| &entry.count)
    }

    /// A field as it was written, if it was reported.
    pub fn entry(&self, field: FlowField) -> Option<&FlowEntry> {
        self.counts.iter().find(|entry| entry.field == field)
    }

    /// True where any of some fields was reported.
    pub fn has_any(&self, fields: &[FlowField]) -> bool {
        fields.iter().any(|field| self.get(*field).is_some())
    }
}

impl FlowField {
    /// The fields of what was found by other ways than databases and registers. A review without any of them used the
    /// template that has no such column.
    pub const OTHER_WAYS: &[FlowField] = &[
        FlowField::WebsiteResults,
        FlowField::OrganisationResults,
        FlowField::CitationsResults,
        FlowField::OtherSoughtReports,
        FlowField::OtherNotRetrievedReports,
        FlowField::OtherAssessed,
        FlowField::OtherExcluded,
    ];
    /// The fields of earlier versions of the review. A review without any of them is a new one.
    pub const EARLIER: &[FlowField] = &[FlowField::PreviousStudies, FlowField::PreviousReports];
}

macro_rules! fields {
    ($($variant:ident $name:literal;)*) => {
        /// One field of the PRISMA 2020 flow template.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum FlowField { $($variant,)* }

        impl FlowField {
            pub const ALL: &[FlowField] = &[$(FlowField::$variant,)*];

            /// The template's own name.
            pub fn name(self) -> &'static str {
                match self { $(FlowField::$variant => $name,)* }
            }
        }
    };
}

fields! {
    PreviousStudies "previous_studies";
    PreviousReports "previous_reports";
    DatabaseResults "database_results";
    RegisterResults "register_results";
    WebsiteResults "website_results";
    OrganisationResults "organisation_results";
    CitationsResults "citations_results";
    Duplicates "duplicates";
    ExcludedAutomatic "excluded_automatic";
    ExcludedOther "excluded_other";
    RecordsScreened "records_screened";
    RecordsExcluded "records_excluded";
    DbrSoughtReports "dbr_sought_reports";
    DbrNotRetrievedReports "dbr_notretrieved_reports";
    DbrAssessed "dbr_assessed";
    DbrExcluded "dbr_excluded";
    OtherSoughtReports "other_sought_reports";
    OtherNotRetrievedReports "other_notretrieved_reports";
    OtherAssessed "other_assessed";
    OtherExcluded "other_excluded";
    NewStudies "new_studies";
    NewReports "new_reports";
    TotalStudies "total_studies";
    TotalReports "total_reports";
}
