//! `participants.csv`: one row for each participant of a study.

use crate::diagnostic::{Checked, Code, Diagnostic, nearest};
use crate::limits::{MOST_COLUMNS, MOST_ROWS};
use crate::model::{Date, Id, ParticipantRow, ParticipantTable};
use crate::source::{FileId, Span, Spanned};
use csv::{ReaderBuilder, StringRecord};
use std::collections::HashSet;
use std::ops::Range;

/// Reads the table of a study. Commas, semicolons and tabs may part the columns; the first line says which.
pub fn read(file: FileId, text: &str, study: Id) -> Checked<ParticipantTable> {
    let mut table = TableReader {
        file,
        text,
        faults: Vec::new(),
    };
    let (attributes, rows) = table.read();
    let value = ParticipantTable {
        file,
        study,
        attributes,
        rows,
    };
    Checked::new(value, table.faults)
}

struct TableReader<'t> {
    file: FileId,
    text: &'t str,
    faults: Vec<Diagnostic>,
}

/// What a column of the table is.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Id,
    Withdrawn,
    Source,
    Attribute,
}

impl TableReader<'_> {
    fn read(&mut self) -> (Vec<String>, Vec<ParticipantRow>) {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(self.text))
            .from_reader(self.text.as_bytes());
        let mut records = reader.records();
        let Some(Ok(header)) = records.next() else {
            let hint = "Begin with a line such as `id,sector`.";
            self.fault(
                Code::UnreadableRow,
                0..0,
                "This table has no header row",
                hint,
            );
            return (Vec::new(), Vec::new());
        };
        let names: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let columns: Vec<Column> = names.iter().map(|name| column(name)).collect();
        self.check_header(&names);
        self.refuse_too_many("columns", names.len(), MOST_COLUMNS, 0);
        let mut rows = Vec::new();
        for record in records {
            if rows.len() == MOST_ROWS {
                let at = record
                    .ok()
                    .and_then(|record| Some(record.position()?.byte() as usize));
                self.refuse_too_many("rows", MOST_ROWS + 1, MOST_ROWS, at.unwrap_or(0));
                break;
            }
            match record {
                Ok(record) => rows.extend(self.row(&record, &columns)),
                Err(error) => {
                    let at = error
                        .position()
                        .map_or(0, |position| position.byte() as usize);
                    let hint = "Save the table as CSV in UTF-8, and look at this row.";
                    self.fault(Code::UnreadableRow, at..at, "This row cannot be read", hint);
                }
            }
        }
        let attributes = names
            .into_iter()
            .zip(&columns)
            .filter(|(_, column)| **column == Column::Attribute)
            .map(|(name, _)| name)
            .collect();
        (attributes, rows)
    }

    fn refuse_too_many(&mut self, what: &str, count: usize, most: usize, at: usize) {
        if count > most {
            let message = format!("This table has more than {most} {what}");
            self.fault(
                Code::TooMany,
                at..at,
                &message,
                "Keep what the programme needs.",
            );
        }
    }

    fn check_header(&mut self, names: &[String]) {
        let end = self.text.lines().next().unwrap_or_default().len();
        if !names.iter().any(|name| column(name) == Column::Id) {
            let hint = "Name the column that holds `P1`, `P2` and so on `id`.";
            self.fault(
                Code::MissingKey,
                0..end,
                "This table has no column `id`",
                hint,
            );
        }
        let mut seen = HashSet::new();
        for name in names {
            if !seen.insert(name.to_ascii_lowercase()) {
                let at = self.text[..end].rfind(name.as_str());
                let at = at.map_or(0..end, |at| at..at + name.len());
                let message = format!("Two columns are named `{name}`");
                let hint = "Rename or remove one of them.";
                self.fault(Code::DuplicateKey, at, &message, hint);
            }
            // Under a wrong name, a withdrawal would be an attribute and the person would be published.
            if column(name) == Column::Attribute && nearest(name, ["withdrawn"]).is_some() {
                let at = self.cell(0..end, name);
                let message = format!("`{name}` is too near to `withdrawn`");
                let hint = "Name the column `withdrawn`, or give it another name if it means something else.";
                self.fault(Code::UnknownKey, at, &message, hint);
            }
        }
    }

    fn row(&mut self, record: &StringRecord, columns: &[Column]) -> Option<ParticipantRow> {
        let start = record
            .position()
            .map_or(0, |position| position.byte() as usize);
        let rest = &self.text[start..];
        let start = start + rest.len() - rest.trim_start_matches(['\n', '\r']).len();
        let line = self.text[start..].lines().next().unwrap_or_default().len();
        let line = start..start + line;
        if record.len() != columns.len() {
            self.uneven(record, columns.len(), line);
            return None;
        }
        let cells = || record.iter().map(str::trim).zip(columns.iter().copied());
        let id = cells()
            .find(|(_, column)| *column == Column::Id)
            .map(|(cell, _)| cell)?;
        let at = self.cell(line.clone(), id);
        if !is_participant_id(id) {
            let hint = "Use letters, digits, hyphens and dots, such as `P18`.";
            let (at, message) = match id {
                "" => (line.start..line.start, "This row has no id".to_owned()),
                id => (at, format!("`{id}` is not a participant's id")),
            };
            self.fault(Code::InvalidId, at, &message, hint);
            return None;
        }
        let source = cells().find(|(cell, column)| *column == Column::Source && !cell.is_empty());
        let source = source
            .map(|(cell, _)| Spanned::new(cell.to_owned(), self.cell(line.clone(), cell).into()));
        Some(ParticipantRow {
            source,
            id: Spanned::new(id.to_owned(), at.into()),
            withdrawn: self.withdrawn(cells(), line),
            values: cells()
                .filter(|(_, column)| *column == Column::Attribute)
                .map(|(cell, _)| cell.to_owned())
                .collect(),
        })
    }

    /// Reports a row with more or fewer cells than the header. The fault points at one character: which cell is private is
    /// not known here, and logs show what a fault points at.
    fn uneven(&mut self, record: &StringRecord, columns: usize, line: Range<usize>) {
        let open = self.text[line.clone()].matches('"').count() % 2 == 1;
        if open {
            let at = self.text[line.clone()]
                .find('"')
                .map_or(line.start, |at| line.start + at);
            let message = "A quotation mark in this row is not closed";
            let hint = "Put a second quotation mark at the end of the cell, or remove the first.";
            self.fault(Code::UnreadableRow, at..at, message, hint);
            return;
        }
        let cells = if record.len() == 1 {
            "1 cell".to_owned()
        } else {
            format!("{} cells", record.len())
        };
        let message = format!("This row has {cells}, but the header has {columns}");
        let hint = if record.len() > columns {
            "Put a cell that holds the separator between quotation marks."
        } else {
            "Add the cells that are missing; they may be empty."
        };
        let at = line.start;
        self.fault(Code::UnreadableRow, at..at, &message, hint);
    }

    /// A withdrawal that cannot be read still withdraws: it must never publish somebody who asked not to be.
    fn withdrawn<'c>(
        &mut self,
        mut cells: impl Iterator<Item = (&'c str, Column)>,
        line: Range<usize>,
    ) -> Option<Spanned<Date>> {
        let (cell, _) =
            cells.find(|(cell, column)| *column == Column::Withdrawn && !cell.is_empty())?;
        let date = Date::parse(cell);
        let at = self.cell(line, cell);
        if date.is_none() {
            let message = format!("`{cell}` is not a date of withdrawal");
            self.fault(
                Code::WrongType,
                at.clone(),
                &message,
                "Write year, month and day: 2026-11-01.",
            );
        }
        date.or(Date::parse("0001"))
            .map(|date| Spanned::new(date, at.into()))
    }

    /// Where a cell stands in its line; the start of the line where it was written in another way, with doubled quotation
    /// marks for example.
    fn cell(&self, line: Range<usize>, cell: &str) -> Range<usize> {
        let text = &self.text[line.clone()];
        let edge = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"');
        let mut places = text.match_indices(cell).filter(|(at, _)| {
            !cell.is_empty() && {
                let before = text[..*at].chars().next_back();
                let after = text[at + cell.len()..].chars().next();
                before.is_none_or(edge) && after.is_none_or(edge)
            }
        });
        places.next().map_or(line.start..line.start, |(at, _)| {
            line.start + at..line.start + at + cell.len()
        })
    }

    fn fault(&mut self, code: Code, at: Range<usize>, message: &str, hint: &str) {
        let place = Span::from(at).within(self.file);
        self.faults
            .push(Diagnostic::new(code, place, message).hint(hint));
    }
}

fn column(name: &str) -> Column {
    match name.to_ascii_lowercase().as_str() {
        "id" => Column::Id,
        "withdrawn" => Column::Withdrawn,
        "source" => Column::Source,
        _ => Column::Attribute,
    }
}

fn is_participant_id(id: &str) -> bool {
    let plain = id
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'));
    plain && (1..=40).contains(&id.len()) && id.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// The character that parts the columns: the commonest of the three in the header.
pub fn delimiter(text: &str) -> u8 {
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|delimiter| count(*delimiter))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    fn table(text: &str) -> Checked<ParticipantTable> {
        let file = SourceMap::default().add(String::new(), String::new());
        read(file, text, Id::parse("s").expect("an id"))
    }

    fn codes(text: &str) -> Vec<&'static str> {
        table(text)
            .diagnostics
            .iter()
            .map(|fault| fault.code.name())
            .collect()
    }

    #[test]
    fn reads_what_spreadsheets_write() {
        for text in [
            "id,sector\nP1,\"Voluntary, statutory\"\n",
            "id;sector\r\nP1;Voluntary, statutory\r\n",
            "sector\tid\nVoluntary, statutory\tP1\n\n",
        ] {
            let read = table(text);
            assert_eq!(read.diagnostics, Vec::new(), "{text}");
            assert_eq!(read.value.attributes, ["sector"]);
            assert_eq!(read.value.rows[0].values, ["Voluntary, statutory"]);
        }
    }

    #[test]
    fn a_bad_row_is_a_fault_and_the_others_stay() {
        let read = table("id,sector\nP1\nP2,Care\n../x,Care\n");
        assert_eq!(read.value.rows.len(), 1);
        // The place is no wider than a character: which cell is private is not known.
        assert_eq!(
            read.diagnostics[0].place.expect("a place").span,
            Span::new(10, 10)
        );
        assert_eq!(read.diagnostics[1].code, Code::InvalidId);
    }

    #[test]
    fn hostile_tables_give_faults() {
        assert_eq!(codes(""), ["unreadable-row"]);
        assert_eq!(codes("sector\nCare\n"), ["missing-key"]);
        assert_eq!(codes("id,a,a\nP1,x,y\n"), ["duplicate-key"]);
        assert_eq!(codes("id,a\n\"P1,x\n"), ["unreadable-row"]);
        // A name that was written in another way has no place of its own in the header.
        let twice = table("aaé,\"x\"\"y\",\"x\"\"y\",id\n");
        assert_eq!(
            twice.diagnostics[0].place.expect("a place").span,
            Span::new(0, 21)
        );
    }

    #[test]
    fn a_withdrawal_always_counts() {
        let read = table("id,withdrawn\nP1,2026-11-01\nP2,soon\nP3,\n");
        let withdrawn: Vec<bool> = read
            .value
            .rows
            .iter()
            .map(|row| row.withdrawn.is_some())
            .collect();
        assert_eq!(withdrawn, [true, true, false]);
        assert_eq!(read.diagnostics[0].code, Code::WrongType);
    }
}
