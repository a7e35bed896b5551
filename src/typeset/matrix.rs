//! Rows against columns as a table: numbers of quotes, or what each strand says.

use super::{PageSetter, Typesetter};
use crate::evidence::{Axis, Cell, Item, Matrix, Row, ThemeKey};
use crate::model::{ConvergenceCode, Html, MatrixCells, attribute, escape_into};
use crate::plan::{Document, QuoteListKind};
use std::fmt::Write;

impl Typesetter<'_> {
    /// What an axis is called: `Theme`, or the label of a facet or attribute.
    pub fn axis_label(&self, axis: Axis) -> &str {
        match axis {
            Axis::Themes => self.words.get("matrix.axes.themes"),
            Axis::Studies => self.words.get("matrix.axes.studies"),
            Axis::Findings => self.words.get("matrix.axes.findings"),
            Axis::Attribute(key) => &self.evidence.attributes[key].label,
            Axis::Facet(facet) => &self.evidence.config.facets[facet].label,
        }
    }

    /// What a row or column is called.
    pub fn item_label(&self, item: Item) -> &str {
        let evidence = self.evidence;
        match item {
            Item::Theme(key) => &evidence.theme_note(key).title,
            Item::Study(key) => &evidence.study_note(key).title,
            Item::Finding(key) => &evidence.notes[evidence.findings[key].note].title,
            Item::Value(key, value) => &evidence.attributes[key].values[value],
            Item::Facet(at) => &evidence.config.facets[at.facet].values[at.value].label,
            Item::Rest(Axis::Themes) => self.words.get("matrix.rest.themes"),
            Item::Rest(Axis::Studies) => self.words.get("matrix.rest.studies"),
            Item::Rest(Axis::Findings) => self.words.get("matrix.rest.findings"),
            Item::Rest(Axis::Facet(_)) => self.words.get("matrix.rest.facet"),
            Item::Rest(Axis::Attribute(_)) => self.words.get("matrix.rest.attribute"),
        }
    }

    /// The page about a row or column, or the list of its quotes.
    pub fn item_path(&self, item: Item) -> Option<String> {
        let (evidence, plan) = (self.evidence, self.plan);
        match item {
            Item::Theme(key) => Some(plan.note(evidence.themes[key].note).to_owned()),
            Item::Study(key) => Some(plan.note(evidence.studies[key].note).to_owned()),
            Item::Finding(key) => Some(plan.note(evidence.findings[key].note).to_owned()),
            _ => self.quotes_path(item),
        }
    }

    /// The list of all quotes of a row or column; a finding's own page has them.
    pub fn quotes_path(&self, item: Item) -> Option<String> {
        let kind = match item {
            Item::Theme(key) => QuoteListKind::Theme(key),
            Item::Study(key) => QuoteListKind::Document(Document::Study(key)),
            Item::Value(key, value) => QuoteListKind::Attribute(key, value),
            Item::Facet(at) => QuoteListKind::Facet(at),
            Item::Finding(_) => return self.item_path(item),
            Item::Rest(_) => return None,
        };
        self.plan.list(kind).map(|list| list.path(0))
    }

    /// The page that lists what a cell holds. Where none has just that, the narrower of the two lists it is part of.
    fn cell_path(&self, row: Item, column: Item, cell: &Cell) -> Option<String> {
        let (evidence, plan) = (self.evidence, self.plan);
        match (row, column) {
            (_, Item::Finding(_)) => return self.item_path(column),
            (Item::Finding(_), _) => return self.item_path(row),
            (Item::Theme(theme), other) | (other, Item::Theme(theme)) => {
                return Some(plan.map_cell(evidence, theme, other));
            }
            _ => {}
        }
        if let [quote] = cell.quotes.as_slice() {
            return Some(plan.quote(evidence, *quote));
        }
        let lists =
            [row, column].map(|item| (evidence.quotes_of(item).len(), self.quotes_path(item)));
        let narrower = lists.into_iter().filter(|(_, path)| path.is_some());
        narrower
            .min_by_key(|(quotes, _)| *quotes)
            .and_then(|(_, path)| path)
    }
}

impl PageSetter<'_> {
    /// A matrix as a table in a box of its own. `rows` names its first column.
    pub fn matrix(&self, matrix: &Matrix, rows: Axis, shows: MatrixCells, caption: &str) -> Html {
        let mut html = String::new();
        html.push_str("<div class=\"matrix-box\" role=\"group\" tabindex=\"0\"");
        attribute("aria-label", caption, &mut html);
        let class = match shows {
            MatrixCells::Count => "matrix",
            MatrixCells::Convergence => "matrix says-matrix",
        };
        html.push_str("><table");
        attribute("class", class, &mut html);
        html.push_str("><caption>");
        escape_into(caption, &mut html);
        html.push_str("</caption>\n<thead><tr>");
        self.column_heading(self.setter.axis_label(rows), None, &mut html);
        for column in &matrix.columns {
            let (label, path) = (
                self.setter.item_label(*column),
                self.setter.quotes_path(*column),
            );
            self.column_heading(label, path.as_deref(), &mut html);
        }
        if shows == MatrixCells::Count {
            self.column_heading(self.word("matrix.all"), None, &mut html);
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        let counts = matrix.rows.iter().flat_map(|row| &row.cells);
        let most = counts.map(|cell| cell.quotes.len()).max().unwrap_or(0);
        for row in &matrix.rows {
            self.matrix_row(row, matrix, shows, most, &mut html);
        }
        html.push_str("</tbody></table></div>\n");
        Html(html)
    }

    /// A row's or column's name, with the way to it.
    pub(super) fn item(&self, item: Item, html: &mut String) {
        let label = self.setter.item_label(item);
        match self.setter.item_path(item) {
            Some(path) => self.link("", &path, label, html),
            None => escape_into(label, html),
        }
    }

    fn column_heading(&self, label: &str, path: Option<&str>, html: &mut String) {
        html.push_str("<th scope=\"col\">");
        match path {
            Some(path) => self.link("", path, label, html),
            None => escape_into(label, html),
        }
        html.push_str("</th>");
    }

    fn matrix_row(
        &self,
        row: &Row,
        matrix: &Matrix,
        shows: MatrixCells,
        most: usize,
        html: &mut String,
    ) {
        html.push_str("<tr><th scope=\"row\"");
        if let Item::Theme(theme) = row.item {
            let _ = write!(html, " class=\"depth-{}\"", self.setter.depth(theme).min(4));
        }
        html.push('>');
        self.item(row.item, html);
        html.push_str("</th>");
        for (cell, column) in row.cells.iter().zip(&matrix.columns) {
            self.matrix_cell(row.item, *column, cell, shows, most, html);
        }
        if shows == MatrixCells::Count {
            let all = self.setter.quotes_path(row.item);
            html.push_str("<td class=\"all\">");
            self.count(row.quotes, all.as_deref(), html);
            html.push_str("</td>");
        }
        html.push_str("</tr>\n");
    }

    fn matrix_cell(
        &self,
        row: Item,
        column: Item,
        cell: &Cell,
        shows: MatrixCells,
        most: usize,
        html: &mut String,
    ) {
        let held = match shows {
            MatrixCells::Count => !cell.quotes.is_empty(),
            MatrixCells::Convergence => !cell.is_empty(),
        };
        if !held {
            html.push_str(
                "<td class=\"gap\"><span aria-hidden=\"true\">–</span><span class=\"quiet\">",
            );
            let none = match shows {
                MatrixCells::Count => "matrix.no_quotes",
                MatrixCells::Convergence => "matrix.nothing",
            };
            escape_into(self.word(none), html);
            html.push_str("</span>");
            self.placed(cell, html);
            html.push_str("</td>");
            return;
        }
        let path = self.setter.cell_path(row, column, cell);
        match shows {
            MatrixCells::Count => {
                let _ = write!(
                    html,
                    "<td class=\"heat-{}\">",
                    heat(cell.quotes.len(), most)
                );
                self.count(cell.quotes.len(), path.as_deref(), html);
                self.placed(cell, html);
            }
            // What is from no strand is compared with none.
            MatrixCells::Convergence if matches!(column, Item::Rest(_)) => {
                html.push_str("<td>");
                self.count(cell.quotes.len(), path.as_deref(), html);
            }
            MatrixCells::Convergence => {
                html.push_str("<td>");
                self.says(cell, path.as_deref(), html);
            }
        }
        html.push_str("</td>");
    }

    /// A number of quotes; eyes see the number alone, under a caption that says what it counts.
    fn count(&self, quotes: usize, path: Option<&str>, html: &mut String) {
        let sentence = self.setter.words.counted(quotes, "quotes");
        let Some(path) = path.filter(|_| quotes > 0) else {
            let _ = write!(html, "{quotes}");
            return;
        };
        self.open_link("", path, html);
        // The number stands first in most languages; where it does not, all is said.
        let number = self.setter.words.number(quotes as i64);
        match sentence.strip_prefix(number.as_str()) {
            Some(rest) => {
                html.push_str(&number);
                html.push_str("<span class=\"quiet\">");
                escape_into(rest, html);
                html.push_str("</span>");
            }
            None => escape_into(&sentence, html),
        }
        html.push_str("</a>");
    }

    /// Where the theme itself is placed at a facet's value.
    fn placed(&self, cell: &Cell, html: &mut String) {
        if let Some(stated) = cell.placed {
            html.push_str("<span class=\"placed\">");
            let word = if stated {
                "matrix.stated"
            } else {
                "matrix.interpreted"
            };
            escape_into(self.word(word), html);
            html.push_str("</span>");
        }
    }

    /// What a strand says, and on how much.
    fn says(&self, cell: &Cell, path: Option<&str>, html: &mut String) {
        let words = self.setter.words;
        if let Some(path) = path {
            self.open_link("", path, html);
        }
        for (code, findings) in cell.codes() {
            says_code(Some(code), html);
            let word = words
                .get(&format!("convergence.{}", code.name()))
                .to_owned();
            let said = if findings > 1 {
                words.filled(
                    "matrix.times",
                    &[("code", word), ("n", words.number(findings as i64))],
                )
            } else {
                word
            };
            html.push(' ');
            escape_into(&said, html);
            html.push_str("</span> ");
        }
        if cell.says.is_empty() {
            says_code(None, html);
            html.push(' ');
            escape_into(words.get("convergence.not-coded"), html);
            html.push_str("</span> ");
        }
        if path.is_some() {
            html.push_str("</a>");
        }
        let mut parts = Vec::new();
        if !cell.quotes.is_empty() {
            parts.push(words.counted(cell.quotes.len(), "quotes"));
        }
        if !cell.references.is_empty() {
            parts.push(words.counted(cell.references.len(), "publications"));
        }
        if !parts.is_empty() {
            html.push_str("<span class=\"n\">");
            escape_into(&parts.join(" · "), html);
            html.push_str("</span>");
        }
    }
}

impl Typesetter<'_> {
    /// How many themes are above a theme.
    pub fn depth(&self, theme: ThemeKey) -> usize {
        let themes = &self.evidence.themes;
        std::iter::successors(themes[theme].parent, |theme| themes[*theme].parent).count()
    }
}

/// How strongly a number is shaded, from 1 to 4, against the largest of its table.
fn heat(number: usize, most: usize) -> usize {
    (number * 4).div_ceil(most.max(1)).clamp(1, 4)
}

/// Opens a code: its sign, and the element that its word closes.
fn says_code(code: Option<ConvergenceCode>, html: &mut String) {
    let name = code.map_or("not-coded", ConvergenceCode::name);
    let _ = write!(
        html,
        "<span class=\"says {name}\"><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\">"
    );
    sign(code, html);
    html.push_str("</svg>");
}

/// A code's sign around the middle of a square of 16: a full, half, struck or dashed ring.
pub fn sign(code: Option<ConvergenceCode>, html: &mut String) {
    html.push_str("<circle cx=\"8\" cy=\"8\" r=\"6.5\"/>");
    html.push_str(match code {
        Some(ConvergenceCode::Agreement) => "<circle class=\"fill\" cx=\"8\" cy=\"8\" r=\"6.5\"/>",
        Some(ConvergenceCode::PartialAgreement) => {
            "<path class=\"fill\" d=\"M8 1.5a6.5 6.5 0 0 0 0 13z\"/>"
        }
        Some(ConvergenceCode::Dissonance) => "<path d=\"M3.5 12.5l9-9\"/>",
        Some(ConvergenceCode::Silence) | None => "",
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_number_is_shaded_most_and_none_is_left_white() {
        assert_eq!(heat(1, 100), 1);
        assert_eq!(heat(50, 100), 2);
        assert_eq!(heat(51, 100), 3);
        assert_eq!(heat(100, 100), 4);
        assert_eq!(heat(1, 1), 4);
        assert_eq!(heat(0, 0), 1);
    }
}
