//! A theme: what several people's words have in common.

use super::FacetCoding;

/// What the front matter of a theme says.
#[derive(Debug, Clone, Default)]
pub struct ThemeMatter {
    /// The title in everyday words.
    pub plain_title: Option<String>,
    pub facets: Vec<FacetCoding>,
}
