//! How records became included studies, by the names of the PRISMA 2020 flow template
//! (Page et al. 2021, doi:10.1136/bmj.n71).

/// The flow of one review. A field that is absent was not reported; it is never zero.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    pub counts: Vec<(FlowField, FlowCount)>,
    /// A sentence for readers about the figures.
    pub note: Option<String>,
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
        self.counts
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, count)| count)
    }
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
