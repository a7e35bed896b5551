//! A recommendation: what should follow.

use super::FacetCoding;
use crate::source::Spanned;

/// What the front matter of a recommendation says.
#[derive(Debug, Clone, Default)]
pub struct RecommendationMatter {
    /// Ids of the findings on which it rests.
    pub findings: Vec<Spanned<String>>,
    pub audience: Vec<String>,
    pub facets: Vec<FacetCoding>,
}
