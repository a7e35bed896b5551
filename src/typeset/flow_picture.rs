//! A PRISMA 2020 flow as a picture, in the layout of the standard's own diagram: identification, screening and inclusion
//! downwards, what leaves aside, and other ways of finding beside databases (Page et al. 2021, doi:10.1136/bmj.n71).
//!
//! The list beside it says the same to everybody, so the picture is hidden from screen readers, and its links from the
//! keyboard: they are those of the list.

use super::drawing::{Drawing, lines, number};
use super::flow::{Ways, grouped};
use crate::model::{Flow, FlowCount, FlowField, Html, Words};
use FlowField::*;

/// Where a box stands: the column, and whether it is aside of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Earlier,
    Databases,
    DatabasesAside,
    Others,
    OthersAside,
}

/// A box of the standard's diagram.
struct Cell {
    column: Column,
    /// From 0: found, screened, sought, read, included, included in all.
    row: usize,
    /// Names its title under `flow.boxes`.
    name: &'static str,
    fields: &'static [FlowField],
    /// Drawn only where it was reported.
    optional: bool,
}

const fn cell(
    column: Column,
    row: usize,
    name: &'static str,
    fields: &'static [FlowField],
    optional: bool,
) -> Cell {
    Cell {
        column,
        row,
        name,
        fields,
        optional,
    }
}

const CELLS: &[Cell] = &[
    cell(Column::Earlier, 0, "earlier", FlowField::EARLIER, true),
    cell(
        Column::Databases,
        0,
        "found",
        &[DatabaseResults, RegisterResults],
        false,
    ),
    cell(
        Column::DatabasesAside,
        0,
        "removed",
        &[Duplicates, ExcludedAutomatic, ExcludedOther],
        false,
    ),
    cell(Column::Databases, 1, "screened", &[RecordsScreened], false),
    cell(
        Column::DatabasesAside,
        1,
        "excluded",
        &[RecordsExcluded],
        false,
    ),
    cell(Column::Databases, 2, "sought", &[DbrSoughtReports], true),
    cell(
        Column::DatabasesAside,
        2,
        "not_retrieved",
        &[DbrNotRetrievedReports],
        true,
    ),
    cell(Column::Databases, 3, "read", &[DbrAssessed], false),
    cell(Column::DatabasesAside, 3, "left_out", &[DbrExcluded], false),
    cell(
        Column::Others,
        0,
        "found",
        &[WebsiteResults, OrganisationResults, CitationsResults],
        true,
    ),
    cell(Column::Others, 2, "sought", &[OtherSoughtReports], true),
    cell(
        Column::OthersAside,
        2,
        "not_retrieved",
        &[OtherNotRetrievedReports],
        true,
    ),
    cell(Column::Others, 3, "read", &[OtherAssessed], true),
    cell(Column::OthersAside, 3, "left_out", &[OtherExcluded], true),
    cell(
        Column::Databases,
        4,
        "included",
        &[NewStudies, NewReports],
        false,
    ),
    cell(
        Column::Databases,
        5,
        "in_all",
        &[TotalStudies, TotalReports],
        true,
    ),
];

/// The stages of the standard and the rows of each.
const STAGES: [(&str, [usize; 2]); 3] = [
    ("identification", [0, 0]),
    ("screening", [1, 3]),
    ("included", [4, 5]),
];

const BAND: f64 = 30.0;
const WIDTH: f64 = 172.0;
const ASIDE: f64 = 26.0;
const BETWEEN: f64 = 24.0;
const DOWN: f64 = 28.0;
const LINE: f64 = 17.0;
const MARGIN: f64 = 10.0;
const HEAD: f64 = 30.0;
/// Letters of 13 units that fit into a box; a title's are wider.
const LETTERS: usize = 24;
const TITLE_LETTERS: usize = 20;

/// A box with its text and place.
struct Placed<'c> {
    cell: &'c Cell,
    lines: Vec<Line>,
    reported: bool,
    x: f64,
    y: f64,
    height: f64,
}

/// A line of a box: its text, whether it is the title, and where it leads.
struct Line {
    text: String,
    title: bool,
    way: Option<String>,
}

impl Placed<'_> {
    fn middle(&self) -> [f64; 2] {
        [self.x + WIDTH / 2.0, self.y + self.height / 2.0]
    }

    fn bottom(&self) -> [f64; 2] {
        [self.middle()[0], self.y + self.height]
    }
}

/// Draws a flow. `ways` lead to what a field counts.
pub fn flow_picture(flow: &Flow, ways: &Ways, words: &Words) -> Html {
    let boxes = placed(flow, ways, words);
    let mut drawing = Drawing::default();
    let right = boxes.iter().map(|each| each.x + WIDTH).fold(0.0, f64::max);
    let bottom = boxes
        .iter()
        .map(|each| each.y + each.height)
        .fold(0.0, f64::max);
    heads(&boxes, words, &mut drawing);
    bands(&boxes, words, &mut drawing);
    arrows(&boxes, &mut drawing);
    for each in &boxes {
        draw(each, &mut drawing);
    }
    let hidden = [("aria-hidden", "true")];
    drawing.framed("flow-picture", [right + 2.0, bottom + 2.0], &hidden)
}

/// Every box that is drawn, each row as high as its highest box.
fn placed<'c>(flow: &Flow, ways: &Ways, words: &Words) -> Vec<Placed<'c>> {
    let drawn = CELLS
        .iter()
        .filter(|cell| !cell.optional || flow.has_any(cell.fields));
    let mut boxes: Vec<Placed<'c>> = drawn
        .map(|cell| {
            let lines = text(cell, flow, ways, words);
            Placed {
                height: 2.0 * MARGIN + LINE * lines.len() as f64,
                reported: flow.has_any(cell.fields),
                lines,
                cell,
                x: 0.0,
                y: 0.0,
            }
        })
        .collect();
    let columns = lefts(&boxes);
    let mut top = HEAD;
    for row in 0..6 {
        let own = boxes.iter().filter(|each| each.cell.row == row);
        let height = own.map(|each| each.height).fold(0.0, f64::max);
        for each in boxes.iter_mut().filter(|each| each.cell.row == row) {
            (each.x, each.y) = (columns[each.cell.column as usize], top);
            // Boxes side by side are joined in the middle.
            each.height = if row == 0 { height } else { each.height };
            each.y += (height - each.height) / 2.0;
        }
        top += if height > 0.0 { height + DOWN } else { 0.0 };
    }
    boxes
}

/// The left side of each column; one without boxes takes no room.
fn lefts(boxes: &[Placed<'_>]) -> [f64; 5] {
    use Column::{Databases, DatabasesAside, Earlier, Others, OthersAside};
    let mut lefts = [0.0; 5];
    let mut x = BAND + BETWEEN / 2.0;
    for column in [Earlier, Databases, DatabasesAside, Others, OthersAside] {
        let used = boxes.iter().any(|each| each.cell.column == column);
        let joined = matches!(column, DatabasesAside | OthersAside);
        x += if used && joined { ASIDE - BETWEEN } else { 0.0 };
        lefts[column as usize] = x;
        x += if used { WIDTH + BETWEEN } else { 0.0 };
    }
    lefts
}

/// The lines of a box: its title, and each figure. A box of one figure has it in its title's place.
fn text(cell: &Cell, flow: &Flow, ways: &Ways, words: &Words) -> Vec<Line> {
    let title = words.get(&format!("flow.boxes.{}", cell.name)).to_owned();
    let mut all = Vec::new();
    let mut add = |text: &str, title: bool, way: Option<&String>| {
        let letters = if title { TITLE_LETTERS } else { LETTERS };
        all.extend(lines(text, letters).into_iter().map(|text| Line {
            text,
            title,
            way: way.cloned(),
        }));
    };
    let reported: Vec<FlowField> = cell
        .fields
        .iter()
        .copied()
        .filter(|field| flow.get(*field).is_some())
        .collect();
    let figure = |label: &str, count: u64| {
        let values = [("what", label.to_owned()), ("n", grouped(count, words))];
        words.filled("flow.figure", &values)
    };
    match (cell.fields, reported.as_slice()) {
        (_, []) => {
            add(&title, true, None);
            add(words.get("flow.not_reported"), false, None);
        }
        ([field], _) => {
            let count = flow.get(*field);
            add(
                &figure(&title, count.map_or(0, FlowCount::total)),
                true,
                ways.get(field),
            );
            for (label, count) in parts(count) {
                add(&figure(label, *count), false, None);
            }
        }
        (_, reported) => {
            add(&title, true, None);
            for field in reported {
                let own = parts(flow.get(*field));
                for (label, count) in own {
                    add(&figure(label, *count), false, ways.get(field));
                }
                if own.is_empty() {
                    let label = words
                        .get(&format!("flow.steps.{}", field.name()))
                        .to_owned();
                    let count = flow.get(*field).map_or(0, FlowCount::total);
                    add(&figure(&label, count), false, ways.get(field));
                }
            }
        }
    }
    all
}

fn parts(count: Option<&FlowCount>) -> &[(String, u64)] {
    match count {
        Some(FlowCount::Parts(parts)) => parts,
        _ => &[],
    }
}

fn heads(boxes: &[Placed<'_>], words: &Words, drawing: &mut Drawing) {
    let heads = [
        (Column::Earlier, "flow.columns.earlier"),
        (Column::Databases, "flow.columns.databases"),
        (Column::Others, "flow.columns.others"),
    ];
    for (column, key) in heads {
        if let Some(first) = boxes.iter().find(|each| each.cell.column == column) {
            drawing.text("head", [first.x, HEAD - 12.0], words.get(key));
        }
    }
}

/// The stages beside their rows.
fn bands(boxes: &[Placed<'_>], words: &Words, drawing: &mut Drawing) {
    for (stage, [first, last]) in STAGES {
        let own = || {
            boxes
                .iter()
                .filter(|each| (first..=last).contains(&each.cell.row))
        };
        let top = own().map(|each| each.y).fold(f64::MAX, f64::min);
        let bottom = own().map(|each| each.y + each.height).fold(0.0, f64::max);
        if bottom <= top {
            continue;
        }
        let (y, height) = (number(top), number(bottom - top));
        let band = number(BAND - 8.0);
        drawing.shape(
            "rect",
            &[
                ("class", "band"),
                ("x", "1"),
                ("y", &y),
                ("width", &band),
                ("height", &height),
                ("rx", "4"),
            ],
        );
        let turned = format!("translate(16 {}) rotate(-90)", number((top + bottom) / 2.0));
        let stage = words.get(&format!("flow.stages.{stage}")).to_owned();
        drawing.words(
            "text",
            &[("class", "stage"), ("transform", &turned)],
            &stage,
        );
    }
}

fn arrows(boxes: &[Placed<'_>], drawing: &mut Drawing) {
    let included = boxes.iter().find(|each| each.cell.name == "included");
    for each in boxes {
        let next = boxes
            .iter()
            .find(|other| other.cell.column == each.cell.column && other.cell.row > each.cell.row);
        let aside = boxes.iter().find(|other| {
            other.cell.row == each.cell.row
                && other.cell.column as usize == each.cell.column as usize + 1
        });
        let ways_on = matches!(each.cell.column, Column::Databases | Column::Others);
        if let Some(aside) = aside.filter(|_| ways_on) {
            let y = each.middle()[1];
            arrow(&[[each.x + WIDTH, y], [aside.x, y]], drawing);
        }
        match (each.cell.column, next, included) {
            (Column::Databases | Column::Others, Some(next), _) => {
                arrow(&[each.bottom(), [each.middle()[0], next.y]], drawing);
            }
            (Column::Others | Column::Earlier, None, Some(included)) => {
                let end = boxes.iter().find(|each| each.cell.name == "in_all");
                let end = end
                    .filter(|_| each.cell.column == Column::Earlier)
                    .unwrap_or(included);
                let y = end.middle()[1];
                let side = if each.cell.column == Column::Earlier {
                    end.x
                } else {
                    end.x + WIDTH
                };
                arrow(&[each.bottom(), [each.middle()[0], y], [side, y]], drawing);
            }
            _ => {}
        }
    }
}

/// A line through some points, with a head at its end.
fn arrow(points: &[[f64; 2]], drawing: &mut Drawing) {
    for pair in points.windows(2) {
        drawing.line("arrow", pair[0], pair[1]);
    }
    let [.., [fx, fy], [x, y]] = points else {
        return;
    };
    let (dx, dy) = (
        (x - fx).signum() * f64::from(x != fx),
        (y - fy).signum() * f64::from(y != fy),
    );
    let back = [x - 6.0 * dx, y - 6.0 * dy];
    for side in [-4.0, 4.0] {
        drawing.line(
            "arrow",
            [back[0] + side * dy, back[1] + side * dx],
            [*x, *y],
        );
    }
}

fn draw(each: &Placed<'_>, drawing: &mut Drawing) {
    let class = if each.reported { "box" } else { "unreported" };
    let [x, y, height] = [each.x, each.y, each.height].map(number);
    let width = number(WIDTH);
    drawing.shape(
        "rect",
        &[
            ("class", class),
            ("x", &x),
            ("y", &y),
            ("width", &width),
            ("height", &height),
            ("rx", "5"),
        ],
    );
    for (at, line) in each.lines.iter().enumerate() {
        let place = [each.x + MARGIN, each.y + MARGIN + LINE * (at as f64 + 0.75)];
        if let Some(way) = &line.way {
            drawing.begin("a", &[("href", way), ("tabindex", "-1")]);
        }
        drawing.text(if line.title { "title" } else { "" }, place, &line.text);
        if line.way.is_some() {
            drawing.end("a");
        }
    }
}
