//! The accessibility statement and the page for addresses that lead nowhere: words of the look alone.

use super::Views;
use super::common::Head;
use serde::Serialize;

/// A page whose words are all the look's own.
#[derive(Debug, Clone, Serialize)]
pub struct PlainPage {
    pub head: Head,
    /// The path of the site at its host, with both slashes, for the not-found page; absent without `base_url`.
    pub base: Option<String>,
}

impl Views<'_> {
    pub(super) fn accessibility(&self, path: &str) -> PlainPage {
        PlainPage {
            head: self.made_head("accessibility", None, path),
            base: None,
        }
    }

    /// A host shows this page at any address, so its links begin at the site's path where that is known.
    pub(super) fn not_found(&self, path: &str) -> PlainPage {
        let base = self.evidence().config.base_url.as_ref();
        PlainPage {
            head: self.made_head("not-found", None, path),
            base: base.map(|base| base.path().to_owned()),
        }
    }
}
