//! What changes, for people and for `patch`.

use similar::TextDiff;

/// The lines that differ, with three lines around them, under the file's path. Empty where nothing does.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    let (old, new) = (format!("a/{path}"), format!("b/{path}"));
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(3)
        .header(&old, &new)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_lines_as_they_are() {
        assert_eq!(unified("a.md", "x\n", "x\n"), "");
        assert_eq!(
            unified("a.md", "x\r\ny", "x\r\nz"),
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n x\r\n-y\n\\ No newline at end of file\n+z\n\\ No newline at end of file\n"
        );
    }
}
