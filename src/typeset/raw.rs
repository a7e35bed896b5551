//! Raw HTML in notes: an allow-list, nothing else.

use crate::parse::HTML_ELEMENTS;
use ammonia::Builder;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Plain elements of text, lists and tables. No links, pictures, classes, ids or styles: those are for Markdown, where
/// they are checked.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    let cells: HashSet<&str> = ["colspan", "rowspan", "scope"].into();
    builder
        .tags(HTML_ELEMENTS.iter().copied().collect())
        .tag_attributes(HashMap::from([
            ("td", cells.clone()),
            ("th", cells),
            ("details", ["open"].into()),
            ("ol", ["start"].into()),
        ]))
        .clean_content_tags(["script", "style"].into());
    builder
});

/// What of a block of raw HTML may be published.
pub fn cleaned(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_or_loads_gets_through() {
        let harm = "<p onclick=x>a<script>alert(1)</script><img src=x onerror=y><a href='javascript:x'>b</a>\
                    <iframe src=x></iframe><svg><style>*{}</style></svg><p style='x'>c";
        assert_eq!(cleaned(harm), "<p>ab</p><p>c</p>");
    }

    #[test]
    fn plain_elements_stay() {
        let html = "<details open=\"\"><summary>More</summary>Text</details>";
        assert_eq!(cleaned(html), html);
    }
}
