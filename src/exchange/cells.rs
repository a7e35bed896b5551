//! Cells of a spreadsheet, and the one rule that keeps them from being run.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return. OWASP's advice is an
//! apostrophe before it. But a quote's words reach readers unchanged. So the apostrophe is there, since a file that
//! runs harms people, and the column `guarded` names each cell of the row that got one: without its first character,
//! the cell is what was said. Nearly no quote begins so. `evidence.json` has every word as it is.

/// The name of the column that tells which cells were guarded.
pub const GUARDED: &str = "guarded";

/// One table as it is written. The first line names the columns; `guarded` comes last.
pub struct Sheet {
    columns: Vec<String>,
    writer: csv::Writer<Vec<u8>>,
}

/// What makes spreadsheets read the file as UTF-8. Without it, Excel shows `â€œ` for an opening quotation mark.
const MARK: &str = "\u{FEFF}";

impl Sheet {
    pub fn new(columns: Vec<String>) -> Self {
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(MARK.as_bytes().to_vec());
        let mut sheet = Self { columns, writer };
        let names = sheet.columns.iter().map(|name| guard(name).0);
        let names: Vec<String> = names.chain([GUARDED.to_owned()]).collect();
        sheet.write(&names);
        sheet
    }

    /// Adds a row: a cell for each column.
    pub fn row(&mut self, cells: &[String]) {
        let mut guarded = Vec::new();
        let mut safe: Vec<String> = Vec::with_capacity(cells.len() + 1);
        for (cell, column) in cells.iter().zip(&self.columns) {
            let (cell, changed) = guard(cell);
            if changed {
                guarded.push(column.as_str());
            }
            safe.push(cell);
        }
        safe.push(guarded.join(" "));
        self.write(&safe);
    }

    fn write(&mut self, cells: &[String]) {
        self.writer
            .write_record(cells)
            .expect("writing to memory does not fail, and every row has a cell for each column");
    }

    pub fn finish(self) -> String {
        let bytes = self.writer.into_inner().expect("memory can be flushed");
        String::from_utf8(bytes).expect("it was written from text")
    }
}

/// A cell that no spreadsheet runs, and whether that changed it.
fn guard(cell: &str) -> (String, bool) {
    let runs = |c: char| {
        matches!(
            c,
            '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n'
        )
    };
    match cell.trim_start_matches(' ').starts_with(runs) {
        true => (format!("'{cell}"), true),
        false => (cell.to_owned(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs_and_everything_can_be_undone() {
        let cells = [
            "=HYPERLINK(\"http://a\")",
            "+44 1632",
            "-so I said",
            "@home",
            "\tx",
            " =1",
            "＝1",
            "plain, \"quoted\"\nand two lines",
            "",
            "'Tis said",
        ];
        let mut sheet = Sheet::new(vec!["a".to_owned()]);
        for cell in cells {
            sheet.row(&[cell.to_owned()]);
        }
        let text = sheet.finish();
        let text = text.strip_prefix(MARK).expect("the mark of UTF-8");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> =
            reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), cells.len());
        for (row, cell) in rows.iter().zip(cells) {
            let said = match &row[1] {
                "a" => &row[0][1..],
                _ => &row[0],
            };
            assert_eq!(said, cell);
            assert!(!row[0].trim_start().starts_with(['=', '+', '-', '@', '＝']));
        }
    }
}
