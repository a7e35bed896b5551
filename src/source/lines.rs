//! Lines and columns of a text.

/// A place as people name it. Both count from 1; the column counts characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

/// Where the lines of one text begin.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        Self { text, starts }
    }

    /// The line and column of a byte. An offset past the end or inside a character counts as the nearest
    /// character before it.
    pub fn locate(&self, offset: usize) -> LineColumn {
        let offset = floor(self.text, offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let column = self.text[self.starts[line - 1]..offset].chars().count() + 1;
        LineColumn { line, column }
    }
}

/// The nearest character boundary at or before a byte; the end of the text for a byte behind it.
pub fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: usize) -> (usize, usize) {
        let place = Lines::of(text).locate(offset);
        (place.line, place.column)
    }

    #[test]
    fn counts_from_one() {
        assert_eq!(at("", 0), (1, 1));
        assert_eq!(at("ab\ncd", 3), (2, 1));
        assert_eq!(at("ab\r\ncd", 5), (2, 2));
    }

    #[test]
    fn counts_characters_and_stays_inside() {
        assert_eq!(at("é—x", 5), (1, 3));
        assert_eq!(at("é", 1), (1, 1));
        assert_eq!(at("a\n", 99), (2, 1));
    }
}
