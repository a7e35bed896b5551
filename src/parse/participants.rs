//! `participants.csv`: one row for each participant of a study.

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::model::{Date, Id, ParticipantRow, ParticipantTable};
use crate::source::{FileId, Span, Spanned};
use csv::{ReaderBuilder, StringRecord};

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
            self.fault(Code::UnreadableRow, 0, 0, "This table has no header row")
                .hint = Some("Begin with a line such as `id,sector`.".to_owned());
            return (Vec::new(), Vec::new());
        };
        let names: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let columns: Vec<Column> = names.iter().map(|name| column(name)).collect();
        self.check_header(&names);
        let mut rows = Vec::new();
        for record in records {
            match record {
                Ok(record) => rows.extend(self.row(&record, &columns)),
                Err(error) => {
                    let at = error
                        .position()
                        .map_or(0, |position| position.byte() as usize);
                    self.fault(Code::UnreadableRow, at, at, "This row cannot be read");
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

    fn check_header(&mut self, names: &[String]) {
        let end = self.text.lines().next().unwrap_or_default().len();
        if !names.iter().any(|name| column(name) == Column::Id) {
            self.fault(Code::MissingKey, 0, end, "This table has no column `id`")
                .hint = Some("Name the column that holds `P1`, `P2` and so on `id`.".to_owned());
        }
        for (index, name) in names.iter().enumerate() {
            if names[..index].contains(name) {
                let message = format!("Two columns are named `{name}`");
                self.fault(Code::DuplicateKey, 0, end, &message).hint =
                    Some("Rename one of them.".to_owned());
            }
        }
    }

    fn row(&mut self, record: &StringRecord, columns: &[Column]) -> Option<ParticipantRow> {
        let start = record
            .position()
            .map_or(0, |position| position.byte() as usize);
        let start = start + self.text[start..].len() - self.text[start..].trim_start().len();
        let line = self.text[start..].lines().next().unwrap_or_default().len();
        if record.len() != columns.len() {
            let message = format!(
                "This row has {} cells, but the header has {}",
                record.len(),
                columns.len()
            );
            self.fault(Code::UnreadableRow, start, start + line, &message)
                .hint =
                Some("Put a cell that holds the separator between quotation marks.".to_owned());
            return None;
        }
        let cells = || record.iter().map(str::trim).zip(columns.iter().copied());
        let id = cells()
            .find(|(_, column)| *column == Column::Id)
            .map(|(cell, _)| cell)?;
        if !is_participant_id(id) {
            let message = format!("`{id}` is not a participant's id");
            self.fault(Code::InvalidId, start, start + line, &message)
                .hint = Some("Use letters, digits, hyphens and dots, such as `P18`.".to_owned());
            return None;
        }
        let id_at = start + self.text[start..start + line].find(id).unwrap_or(0);
        Some(ParticipantRow {
            id: Spanned::new(id.to_owned(), Span::new(id_at, id_at + id.len())),
            withdrawn: self.withdrawn(cells(), start, line),
            values: cells()
                .filter(|(_, column)| *column == Column::Attribute)
                .map(|(cell, _)| cell.to_owned())
                .collect(),
        })
    }

    /// A withdrawal that cannot be read still withdraws: it must never publish somebody who asked not to be.
    fn withdrawn<'c>(
        &mut self,
        mut cells: impl Iterator<Item = (&'c str, Column)>,
        start: usize,
        line: usize,
    ) -> Option<Date> {
        let (cell, _) =
            cells.find(|(cell, column)| *column == Column::Withdrawn && !cell.is_empty())?;
        let date = Date::parse(cell);
        if date.is_none() {
            let message = format!("`{cell}` is not a date of withdrawal");
            self.fault(Code::WrongType, start, start + line, &message)
                .hint = Some("Write year, month and day: 2026-11-01.".to_owned());
        }
        date.or(Date::parse("0001"))
    }

    fn fault(&mut self, code: Code, start: usize, end: usize, message: &str) -> &mut Diagnostic {
        let place = Span::new(start, end.max(start)).within(self.file);
        self.faults.push(Diagnostic::new(code, place, message));
        self.faults.last_mut().expect("just pushed")
    }
}

fn column(name: &str) -> Column {
    match name.to_ascii_lowercase().as_str() {
        "id" => Column::Id,
        "withdrawn" => Column::Withdrawn,
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
fn delimiter(text: &str) -> u8 {
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
        assert_eq!(
            read.diagnostics[0].place.expect("a place").span,
            Span::new(10, 12)
        );
        assert_eq!(read.diagnostics[1].code, Code::InvalidId);
    }

    #[test]
    fn hostile_tables_give_faults() {
        assert_eq!(codes(""), ["unreadable-row"]);
        assert_eq!(codes("sector\nCare\n"), ["missing-key"]);
        assert_eq!(codes("id,a,a\nP1,x,y\n"), ["duplicate-key"]);
        assert_eq!(codes("id,a\n\"P1,x\n"), ["unreadable-row"]);
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
