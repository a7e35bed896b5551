//! An old address that leads to a new one.

use super::Views;
use super::common::Head;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct RedirectPage {
    pub head: Head,
    /// The new page, from the site's root.
    pub to: String,
}

impl Views<'_> {
    pub(super) fn redirect(&self, to: &str, path: &str) -> RedirectPage {
        let mut head = self.made_head("redirect", None, path);
        head.canonical = self.canonical(to);
        RedirectPage {
            head,
            to: to.to_owned(),
        }
    }
}
