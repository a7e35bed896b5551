//! Templates that a programme replaces are tried before any page is shown with them.

use super::Pages;
use crate::plan::Page;
use crate::render::ThemeError;
use std::collections::HashSet;
use std::mem::discriminant;

impl Pages {
    /// Renders one page of each kind, where the programme has templates of its own: a broken one shall keep the pages that
    /// are shown, and not be found by somebody who follows a link.
    pub(super) fn tried(&self) -> Result<(), ThemeError> {
        let compiled = self.compiled();
        if !compiled.has_own_templates() {
            return Ok(());
        }
        let mut kinds = HashSet::new();
        let first = |page: &&Page| kinds.insert(discriminant(&page.kind));
        let tried: Vec<&Page> = compiled.plan.pages.iter().filter(first).collect();
        self.with_press(|press| {
            tried
                .into_iter()
                .try_for_each(|page| press.page(page).map(drop))
        })
    }
}
