//! The search page: words of the look alone. What is found comes from the index, in the browser.

use super::Views;
use super::accessibility::PlainPage;

impl Views<'_> {
    pub(super) fn search(&self, path: &str) -> PlainPage {
        PlainPage {
            head: self.made_head("search", None, path),
            base: None,
        }
    }
}
