//! The evidence map as one picture: themes down, and across them strands, facets and groups.
//!
//! A dot's area stands for a number of quotes; what holds nothing is a dashed ring. The tables beside it say the same.

use super::Typesetter;
use super::drawing::{Drawing, number, shortened};
use super::matrix::sign;
use crate::evidence::{Axis, Cell, Item, Matrix, Row};
use crate::model::Html;

/// Widths and heights in the picture's own units, which are pixels at its natural size.
const LABELS: f64 = 290.0;
const STEP: f64 = 34.0;
const ROW: f64 = 27.0;
const HEAD: f64 = 168.0;
const BETWEEN: f64 = 22.0;
/// Room for the last slanted label.
const END: f64 = 92.0;
/// The mean width of a letter of 12 units, and how many letters fit.
const LETTER: f64 = 6.6;
const ROW_LETTERS: usize = 40;
const COLUMN_LETTERS: usize = 22;
/// The radius of the largest dot.
const LARGEST: f64 = 13.0;

/// Tables with the same rows, as one picture.
pub fn map_picture(setter: &Typesetter<'_>, tables: &[(Axis, Matrix)]) -> Html {
    let rows = tables.first().map_or(&[][..], |(_, matrix)| &matrix.rows);
    let right = LABELS
        + tables
            .iter()
            .map(|(axis, matrix)| across(setter, *axis, matrix) + BETWEEN)
            .sum::<f64>();
    let mut drawing = Drawing::default();
    drawing.words(
        "title",
        &[("id", "_map-title")],
        setter.words.get("map.picture.title"),
    );
    let about = setter.words.filled(
        "map.picture.about",
        &[("themes", setter.words.number(rows.len() as i64))],
    );
    drawing.words("desc", &[("id", "_map-about")], &about);
    for (at, row) in rows.iter().enumerate() {
        row_label(
            setter,
            row,
            HEAD + ROW * at as f64,
            right - BETWEEN,
            &mut drawing,
        );
    }
    let dots = tables.iter().filter(|(axis, _)| *axis != Axis::Studies);
    let cells = dots.flat_map(|(_, matrix)| matrix.rows.iter().flat_map(|row| &row.cells));
    let most = cells.map(|cell| cell.quotes.len()).max().unwrap_or(0);
    let mut left = LABELS;
    for (axis, matrix) in tables {
        table(setter, *axis, matrix, left, most, &mut drawing);
        left += across(setter, *axis, matrix) + BETWEEN;
    }
    let size = [right + END - BETWEEN, HEAD + ROW * rows.len() as f64 + 6.0];
    let said = [
        ("role", "img"),
        ("aria-labelledby", "_map-title _map-about"),
    ];
    drawing.framed("map-picture", size, &said)
}

/// The width of a table: that of its columns, or of its name.
fn across(setter: &Typesetter<'_>, axis: Axis, matrix: &Matrix) -> f64 {
    let name = shortened(setter.axis_label(axis), COLUMN_LETTERS);
    let columns = STEP * matrix.columns.len() as f64;
    columns.max(name.chars().count() as f64 * LETTER)
}

fn table(
    setter: &Typesetter<'_>,
    axis: Axis,
    matrix: &Matrix,
    left: f64,
    most: usize,
    drawing: &mut Drawing,
) {
    let end = left + STEP * matrix.columns.len() as f64;
    drawing.line("rule", [left, 26.0], [end, 26.0]);
    let name = shortened(setter.axis_label(axis), COLUMN_LETTERS);
    drawing.text("axis", [left, 18.0], &name);
    for (at, column) in matrix.columns.iter().enumerate() {
        let x = left + STEP * (at as f64 + 0.5);
        let slanted = format!(
            "translate({} {}) rotate(-52)",
            number(x),
            number(HEAD - 8.0)
        );
        let label = shortened(setter.item_label(*column), COLUMN_LETTERS);
        drawing.words("text", &[("transform", &slanted)], &label);
        for (place, row) in matrix.rows.iter().enumerate() {
            let y = HEAD + ROW * (place as f64 + 0.5);
            mark(axis, &row.cells[at], [x, y], most, drawing);
        }
    }
}

fn row_label(setter: &Typesetter<'_>, row: &Row, y: f64, right: f64, drawing: &mut Drawing) {
    let depth = match row.item {
        Item::Theme(theme) => setter.depth(theme).min(4),
        _ => 0,
    };
    drawing.line("rule", [0.0, y], [right, y]);
    let class = if depth == 0 { "top" } else { "" };
    let place = [depth as f64 * 14.0, y + ROW * 0.5 + 4.0];
    let label = shortened(setter.item_label(row.item), ROW_LETTERS - depth * 2);
    drawing.text(class, place, &label);
}

/// A strand's signs, or a dot as large as the number of quotes.
fn mark(axis: Axis, cell: &Cell, [x, y]: [f64; 2], most: usize, drawing: &mut Drawing) {
    if axis == Axis::Studies && !cell.says.is_empty() {
        return signs(cell, [x, y], drawing);
    }
    if cell.quotes.is_empty() {
        return drawing.circle("none", [x, y], 3.0);
    }
    let share = cell.quotes.len() as f64 / most.max(1) as f64;
    let radius = (LARGEST * share.sqrt()).clamp(2.5, LARGEST);
    drawing.circle("dot", [x, y], radius);
}

/// The sign of each code, side by side and all together as wide as one column.
fn signs(cell: &Cell, [x, y]: [f64; 2], drawing: &mut Drawing) {
    let codes: Vec<_> = cell.codes().into_keys().collect();
    let size = 2.0 * LARGEST / codes.len().max(1) as f64;
    let size = size.min(17.0);
    let start = x - size * codes.len() as f64 / 2.0;
    for (at, code) in codes.iter().enumerate() {
        let corner = [start + size * at as f64, y - size / 2.0].map(number);
        let place = format!("translate({}) scale({:.3})", corner.join(" "), size / 16.0);
        let class = format!("sign {}", code.name());
        drawing.begin("g", &[("class", &class), ("transform", &place)]);
        let mut drawn = String::new();
        sign(Some(*code), &mut drawn);
        drawing.add(&drawn);
        drawing.end("g");
    }
}
