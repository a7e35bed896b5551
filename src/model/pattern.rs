//! Patterns of paths: `content/studies/**`.

/// Names files of a programme by their paths from its root: `*` stands for any part of a name, and `**` for any folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathPattern(String);

impl PathPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What to do instead, as a hint. Signs that mean more to the library than `*` does are refused: nobody could tell
    /// what such a pattern names without its manual.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let parts: Vec<&str> = text.split('/').collect();
        if text.contains(['?', '[', ']', '{', '}', '!', '\\']) {
            return Err("Only `*` and `**` have a meaning: write `*` for any part of a name.");
        }
        if text.starts_with('/') || parts.iter().any(|part| matches!(*part, "." | "..")) {
            return Err("Begin at the folder of `catena.yaml`: `content/studies/**`.");
        }
        if text.ends_with('/') {
            return Err("Write `**` behind the last slash for all that lies in a folder.");
        }
        if parts.iter().any(|part| part.is_empty()) {
            return Err("Write the path of a file, or a pattern such as `content/studies/**`.");
        }
        if parts
            .iter()
            .any(|part| part.contains("**") && *part != "**")
        {
            return Err("Write `**` alone between slashes: `content/**/notes.md`.");
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this names the file at `path`, which has `/` between its parts.
    pub fn matches(&self, path: &str) -> bool {
        fast_glob::glob_match(&self.0, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    fn matches(pattern: &str, path: &str) -> bool {
        PathPattern::parse(pattern)
            .expect("a pattern")
            .matches(path)
    }

    #[test]
    fn a_star_stays_in_a_name_and_two_go_through_folders() {
        assert!(matches("content/a.md", "content/a.md"));
        assert!(matches("content/*.md", "content/a.md"));
        assert!(!matches("content/*.md", "content/b/a.md"));
        assert!(matches("content/**", "content/b/c/a.md"));
        assert!(matches("content/**/a.md", "content/a.md"));
        assert!(matches("**/*.md", "content/b/a.md"));
        assert!(matches("**", "catena.yaml"));
        assert!(!matches("content/studies/**", "content/studies.md"));
        assert!(!matches("content", "content/a.md"));
        assert!(matches("content/gofal-*.md", "content/gofal-ŵyl.md"));
    }

    #[test]
    fn what_could_mean_something_else_is_refused() {
        let refused = [
            "",
            "/content/**",
            "./content/**",
            "content/../x",
            "content/",
            "content//a.md",
            "content/**.md",
            "content/[ab].md",
            "content/{a,b}.md",
            "!content/a.md",
            "content\\a.md",
            "content/?.md",
        ];
        for text in refused {
            assert!(PathPattern::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_hostile_pattern_takes_no_time() {
        let pattern = "*a".repeat(200) + "b/**/" + "**/*a*b";
        let path = format!("{0}/{0}", "a".repeat(4000));
        let started = Instant::now();
        assert!(!matches(&pattern, &path));
        assert!(started.elapsed() < Duration::from_secs(1));
    }

    /// Word for word what `*` and `**` mean, however long it takes.
    fn means(pattern: &[&str], path: &[&str]) -> bool {
        match (pattern.split_first(), path.split_first()) {
            (None, None) => true,
            // At the end it means what lies in the folder, and not the folder itself.
            (Some((&"**", [])), further) => further.is_some(),
            (Some((&"**", rest)), None) => means(rest, path),
            (Some((&"**", rest)), Some((_, further))) => {
                means(rest, path) || means(pattern, further)
            }
            (Some((name, rest)), Some((first, further))) => {
                fits(name, first) && means(rest, further)
            }
            _ => false,
        }
    }

    fn fits(name: &str, part: &str) -> bool {
        match name.split_once('*') {
            None => name == part,
            Some((start, rest)) => part.strip_prefix(start).is_some_and(|part| {
                let ends = part.char_indices().map(|(at, _)| at).chain([part.len()]);
                ends.into_iter().any(|at| fits(rest, &part[at..]))
            }),
        }
    }

    proptest! {
        #[test]
        fn the_library_keeps_to_the_meaning(
            pattern in "(\\*\\*|[ab]{1,2}|\\*[ab]?|[ab]\\*[ab]?)(/(\\*\\*|[ab]{1,2}|\\*[ab]?|[ab]\\*)){0,4}",
            path in "[ab]{1,3}(/[ab]{1,3}){0,4}",
        ) {
            let parts = |text: &'_ str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
            let (names, folders) = (parts(&pattern), parts(&path));
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
            prop_assert_eq!(matches(&pattern, &path), means(&names, &folders), "{} on {}", pattern, path);
        }
    }
}
