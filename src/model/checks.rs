//! How much a programme lets each fault matter, and where.

use super::PathPattern;
use crate::diagnostic::{Code, Severity};
use crate::source::Spanned;
use std::collections::BTreeMap;

/// What a fault counts for: a severity, or nothing where it is turned off.
pub type Weight = Option<Severity>;

/// The weights that a programme gives to codes.
#[derive(Debug, Clone, Default)]
pub struct Checks(pub BTreeMap<Code, Weights>);

/// The weights of one code.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// The weight where no path says another; absent to keep the code's own.
    pub default: Option<Weight>,
    /// Weights of some files, in the order written.
    pub paths: Vec<(Spanned<PathPattern>, Weight)>,
}

impl Weights {
    /// The key of the weight that holds where no pattern names the file.
    pub const DEFAULT: &str = "default";
}

impl Checks {
    /// The weight of a fault in the file at `path`, or of a fault without a file. The last pattern that names the file
    /// decides. Absent where the programme says nothing.
    pub fn weight(&self, code: Code, path: Option<&str>) -> Option<Weight> {
        let weights = self.0.get(&code)?;
        let names = |(pattern, _): &&(Spanned<PathPattern>, Weight)| {
            path.is_some_and(|path| pattern.value.matches(path))
        };
        let of_path = weights.paths.iter().rev().find(names);
        of_path.map(|(_, weight)| *weight).or(weights.default)
    }

    /// Every pattern that the programme writes.
    pub fn patterns(&self) -> impl Iterator<Item = &Spanned<PathPattern>> {
        let paths = self.0.values().flat_map(|weights| &weights.paths);
        paths.map(|(pattern, _)| pattern)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn the_last_pattern_decides_and_the_default_stands_behind_all() {
        let path = |text: &str, weight| {
            let pattern = PathPattern::parse(text).expect("a pattern");
            (Spanned::new(pattern, Span::default()), weight)
        };
        let weights = Weights {
            default: Some(Some(Severity::Note)),
            paths: vec![
                path("content/**", Some(Severity::Warning)),
                path("content/studies/**", None),
                path("content/studies/a.md", Some(Severity::Error)),
            ],
        };
        let checks = Checks(BTreeMap::from([(Code::UnknownLink, weights)]));
        let weight = |path| checks.weight(Code::UnknownLink, path);
        assert_eq!(
            weight(Some("content/studies/a.md")),
            Some(Some(Severity::Error))
        );
        assert_eq!(weight(Some("content/studies/b.md")), Some(None));
        assert_eq!(weight(Some("content/b.md")), Some(Some(Severity::Warning)));
        assert_eq!(weight(Some("catena.yaml")), Some(Some(Severity::Note)));
        assert_eq!(weight(None), Some(Some(Severity::Note)));
        assert_eq!(checks.weight(Code::UnknownTheme, None), None);
    }
}
