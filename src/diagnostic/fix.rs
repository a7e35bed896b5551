//! How a program can mend a fault: places, and the text that belongs there.

use crate::source::{Place, SourceMap, Span};
use serde::{Deserialize, Serialize};

/// What mends a fault where no person need judge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, as an order without a full stop.
    pub title: String,
    /// All of them are made, or none.
    pub edits: Vec<Edit>,
}

/// One change of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub place: Place,
    /// What stands there.
    pub old: String,
    /// What belongs there.
    pub new: String,
}

impl Fix {
    /// Writes `new` in the place of `old`.
    pub fn replacement(place: Place, old: &str, new: &str) -> Self {
        Self {
            title: format!("Write `{new}` in place of `{old}`"),
            edits: vec![Edit {
                place,
                old: old.to_owned(),
                new: new.to_owned(),
            }],
        }
    }

    /// The same fix with each edit on exactly the text that it replaces. `None` where something else stands there: YAML may
    /// write a value in several ways. What people alone keep is never edited: the table of participants, and the lock.
    pub fn settled(mut self, sources: &SourceMap) -> Option<Self> {
        for edit in &mut self.edits {
            let path = sources.path(edit.place.file);
            if !path.ends_with(".lock") && !path.ends_with("participants.csv") {
                let written = sources.text(edit.place.file).get(edit.place.span.range())?;
                edit.place.span = exact(written, &edit.old, edit.place.span)?;
            } else {
                return None;
            }
        }
        Some(self)
    }
}

/// Where in a span the text `old` stands, but for quotation marks and the sign of a citation around it.
fn exact(written: &str, old: &str, span: Span) -> Option<Span> {
    if written == old {
        return Some(span);
    }
    let marks = ['"', '\'', '@'];
    let bare = written.trim_start_matches(marks);
    let before = written.len() - bare.len();
    let start = span.start as usize + before;
    let alone = !old.is_empty() && bare.trim_end_matches(marks) == old;
    alone.then(|| Span::new(start, start + old.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(path: &str, text: &str, span: (usize, usize), old: &str) -> Option<Span> {
        let mut sources = SourceMap::default();
        let file = sources.add(path.to_owned(), text.to_owned());
        let place = Span::new(span.0, span.1).within(file);
        let fix = Fix::replacement(place, old, "new").settled(&sources)?;
        Some(fix.edits[0].place.span)
    }

    #[test]
    fn an_edit_lies_on_the_very_words() {
        assert_eq!(
            settled("a.md", "a: bcd", (3, 6), "bcd"),
            Some(Span::new(3, 6))
        );
        assert_eq!(
            settled("a.md", "a: \"bcd\"", (3, 8), "bcd"),
            Some(Span::new(4, 7))
        );
        assert_eq!(
            settled("a.md", "a: '@bcd'", (3, 9), "bcd"),
            Some(Span::new(5, 8))
        );
    }

    #[test]
    fn what_stands_there_in_another_way_is_left_alone() {
        assert_eq!(settled("a.md", "a: \"b\\x63d\"", (3, 11), "bcd"), None);
        assert_eq!(settled("a.md", "a: *bcd", (3, 7), "bcd"), None);
        assert_eq!(settled("a.md", "a: é", (3, 4), "é"), None);
        assert_eq!(
            settled("content/studies/s/participants.csv", "bcd", (0, 3), "bcd"),
            None
        );
    }
}
