//! A date of withdrawal, written into a table of participants. Every other byte stays.

use super::Refusal;
use crate::model::Date;
use crate::parse::table_delimiter;
use std::ops::Range;

/// The name of the column.
const COLUMN: &str = "withdrawn";

/// The text of a table in which the row of `id` has a date of withdrawal. Without a column for it, one is added at the
/// end.
///
/// # Errors
/// Where the row is missing, cannot be read, stands there twice or has a date already. The text is to stay as it is.
pub fn withdraw(text: &str, id: &str, date: Date) -> Result<String, Refusal> {
    let table = Table::read(text);
    let header = table.rows.first().ok_or(Refusal::NoRow)?;
    let columns: Vec<String> = header.cells.iter().map(|cell| table.value(cell)).collect();
    let named = |name: &str| {
        let same = |column: &String| column.eq_ignore_ascii_case(name);
        columns.iter().position(same)
    };
    let id_column = named("id").ok_or(Refusal::UnreadableRow)?;
    let holds = |row: &&Row| {
        let cell = row.cells.get(id_column);
        cell.is_some_and(|cell| table.value(cell).eq_ignore_ascii_case(id))
    };
    let mut rows = table.rows[1..].iter().filter(holds);
    let row = rows.next().ok_or(Refusal::NoRow)?;
    if rows.next().is_some() || row.cells.len() != columns.len() || table.open_quotation {
        return Err(Refusal::UnreadableRow);
    }
    let date = date.to_string();
    Ok(match named(COLUMN) {
        Some(column) => {
            let cell = &row.cells[column];
            if !table.value(cell).is_empty() {
                return Err(Refusal::Withdrawn);
            }
            let quoted = text[cell.clone()].contains('"');
            let mut changed = text.to_owned();
            changed.replace_range(cell.clone(), &quoted_if(quoted, &date));
            changed
        }
        None => table.with_column(row, &date),
    })
}

fn quoted_if(quoted: bool, text: &str) -> String {
    match quoted {
        true => format!("\"{text}\""),
        false => text.to_owned(),
    }
}

/// Where the cells of a table stand.
struct Table<'t> {
    text: &'t str,
    delimiter: char,
    rows: Vec<Row>,
    /// True where the last cell opens with a quotation mark that nothing closes.
    open_quotation: bool,
}

/// The bytes of each cell of a row, with the quotation marks around it. Empty lines are no rows.
struct Row {
    cells: Vec<Range<usize>>,
}

impl<'t> Table<'t> {
    /// Reads cells as spreadsheets write them (RFC 4180), and lines with any ending.
    fn read(text: &'t str) -> Self {
        let delimiter = char::from(table_delimiter(text));
        let mut rows = Vec::new();
        let mut cells = Vec::new();
        let (mut start, mut quoted) = (0, false);
        for (at, character) in text.char_indices() {
            match character {
                // A doubled mark inside a cell closes and opens it again.
                '"' if quoted || text[start..at].is_empty() || text[start..at].ends_with('"') => {
                    quoted = !quoted;
                }
                _ if quoted => {}
                '\n' | '\r' => {
                    cells.push(start..at);
                    rows.extend(Row::of(std::mem::take(&mut cells)));
                    start = at + 1;
                }
                other if other == delimiter => {
                    cells.push(start..at);
                    start = at + other.len_utf8();
                }
                _ => {}
            }
        }
        cells.push(start..text.len());
        rows.extend(Row::of(cells));
        Self {
            text,
            delimiter,
            rows,
            open_quotation: quoted,
        }
    }

    /// What a cell says.
    fn value(&self, cell: &Range<usize>) -> String {
        let written = self.text[cell.clone()].trim();
        let inner = written
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        inner
            .map_or(written.to_owned(), |inner| inner.replace("\"\"", "\""))
            .trim()
            .to_owned()
    }

    /// The text with a last column that is empty but for one row.
    fn with_column(&self, dated: &Row, date: &str) -> String {
        let header = &self.rows[0];
        let marked = |cell: &Range<usize>| self.text[cell.clone()].starts_with('"');
        let quoted = header.cells.iter().all(marked);
        let mut changed = String::with_capacity(self.text.len() + self.rows.len() * 4 + 16);
        let mut from = 0;
        for (index, row) in self.rows.iter().enumerate() {
            let end = row.end();
            let value = match index {
                0 => COLUMN,
                _ if end == dated.end() => date,
                _ => "",
            };
            changed.push_str(&self.text[from..end]);
            changed.push(self.delimiter);
            changed.push_str(&quoted_if(quoted, value));
            from = end;
        }
        changed + &self.text[from..]
    }
}

impl Row {
    fn of(cells: Vec<Range<usize>>) -> Option<Self> {
        let empty = cells.len() == 1 && cells[0].is_empty();
        (!empty).then_some(Self { cells })
    }

    fn end(&self) -> usize {
        self.cells.last().map_or(0, |cell| cell.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Result<String, Refusal> {
        withdraw(text, "p2", Date::parse("2026-11-01").expect("a date"))
    }

    #[test]
    fn one_cell_changes_and_nothing_else() {
        for (before, after) in [
            (
                "id,withdrawn\nP1,\nP2,\n",
                "id,withdrawn\nP1,\nP2,2026-11-01\n",
            ),
            (
                "id;Withdrawn;a\r\nP2; ;x\r\n",
                "id;Withdrawn;a\r\nP2;2026-11-01;x\r\n",
            ),
            (
                "\"id\"\t\"withdrawn\"\n\"P2\"\t\"\"",
                "\"id\"\t\"withdrawn\"\n\"P2\"\t\"2026-11-01\"",
            ),
            (
                "a,id,withdrawn\n\"x, \"\"y\"\"\nz\",P2,\n",
                "a,id,withdrawn\n\"x, \"\"y\"\"\nz\",P2,2026-11-01\n",
            ),
        ] {
            assert_eq!(run(before).as_deref(), Ok(after));
        }
    }

    #[test]
    fn a_column_is_added_where_there_is_none() {
        for (before, after) in [
            (
                "id,a\nP1,x\nP2,y\n",
                "id,a,withdrawn\nP1,x,\nP2,y,2026-11-01\n",
            ),
            (
                "id\r\nP2\r\n\r\nP1",
                "id,withdrawn\r\nP2,2026-11-01\r\n\r\nP1,",
            ),
            (
                "\"id\";\"a\"\n\"P2\";\"x\"\n",
                "\"id\";\"a\";\"withdrawn\"\n\"P2\";\"x\";\"2026-11-01\"\n",
            ),
        ] {
            assert_eq!(run(before).as_deref(), Ok(after));
        }
    }

    #[test]
    fn what_cannot_be_told_is_refused() {
        for (text, refusal) in [
            ("", Refusal::NoRow),
            ("id\nP1\n", Refusal::NoRow),
            ("name\nP2\n", Refusal::UnreadableRow),
            ("id,a\nP2\n", Refusal::UnreadableRow),
            ("id,a\nP2,x\np2,y\n", Refusal::UnreadableRow),
            ("id,a\nP2,x\nP3,\"y\n", Refusal::UnreadableRow),
            ("id,withdrawn\nP2,2026-01-01\n", Refusal::Withdrawn),
            ("id,withdrawn\nP2,soon\n", Refusal::Withdrawn),
        ] {
            assert_eq!(run(text), Err(refusal), "{text}");
        }
    }

    proptest::proptest! {
        /// Whatever the table, the answer differs from it in what was put in alone.
        #[test]
        fn nothing_is_lost(text in "(id|withdrawn|P2|P1|[,;\t\"\r\n a])*") {
            if let Ok(changed) = run(&text) {
                let mut rest = changed.chars().peekable();
                let kept = text.chars().filter(|c| !c.is_whitespace());
                for character in kept {
                    proptest::prop_assert!(rest.any(|other| other == character), "{:?} {:?}", text, changed);
                }
                proptest::prop_assert!(changed.contains("2026-11-01"));
            }
        }
    }
}
