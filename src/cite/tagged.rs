//! Lines of the form `TAG - value`, which RIS and PubMed files are made of.

use crate::source::Span;

/// One tag with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) tag: &'a str,
    /// The value, with the lines that continue it.
    pub(super) value: String,
    pub(super) span: Span,
}

/// A line's tag and value. The hyphen must have a space or nothing after it.
pub(super) fn tag(line: &str) -> Option<(&str, &str)> {
    let letters = line
        .bytes()
        .take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        .count();
    if !(2..=4).contains(&letters) || line.as_bytes()[0].is_ascii_digit() {
        return None;
    }
    let rest = line[letters..].trim_start_matches(' ').strip_prefix('-')?;
    let end = rest.is_empty() || rest.starts_with([' ', '\t', '\r']);
    end.then(|| (&line[..letters], rest.trim()))
}

/// The lines of a text with the byte each begins at.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end_matches(['\n', '\r']))
    })
}

/// A record: the lines of one reference.
#[derive(Debug, Default)]
pub(super) struct Record<'a> {
    pub(super) lines: Vec<Line<'a>>,
}

impl<'a> Record<'a> {
    /// Adds a line; one without a tag continues the value before it.
    pub(super) fn push(&mut self, tag: &'a str, value: &str, span: Span) {
        self.lines.push(Line {
            tag,
            value: value.to_owned(),
            span,
        });
    }

    pub(super) fn push_continuation(&mut self, text: &str) {
        if let Some(last) = self.lines.last_mut() {
            last.value.push(' ');
            last.value.push_str(text.trim());
        }
    }

    /// The first value of any of these tags, in the order of the tags.
    pub(super) fn get(&self, tags: &[&str]) -> Option<&str> {
        tags.iter().find_map(|tag| self.all(&[tag]).next())
    }

    /// Every value of these tags, in the order of the file.
    pub(super) fn all(&self, tags: &[&str]) -> impl Iterator<Item = &str> + Clone {
        let lines = self
            .lines
            .iter()
            .filter(move |line| tags.contains(&line.tag));
        lines
            .map(|line| line.value.trim())
            .filter(|value| !value.is_empty())
    }

    /// From the first line to the last.
    pub(super) fn whole(&self) -> Span {
        let ends = self.lines.first().zip(self.lines.last());
        ends.map_or(Span::default(), |(first, last)| Span {
            start: first.span.start,
            end: last.span.end,
        })
    }

    /// The place of the first of these tags, or of the record's first line.
    pub(super) fn span(&self, tags: &[&str]) -> Span {
        let found = tags
            .iter()
            .find_map(|tag| self.lines.iter().find(|line| line.tag == *tag));
        found
            .or(self.lines.first())
            .map(|line| line.span)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_tags() {
        assert_eq!(tag("TY  - JOUR"), Some(("TY", "JOUR")));
        assert_eq!(tag("ER  -"), Some(("ER", "")));
        assert_eq!(tag("PMID- 12"), Some(("PMID", "12")));
        assert_eq!(
            tag("AU - Hajira Dambha-Miller"),
            Some(("AU", "Hajira Dambha-Miller"))
        );
        for text in ["", "-", "A - x", "TY-JOUR", "2021-02", "words - here"] {
            assert_eq!(tag(text), None, "{text}");
        }
    }
}
