//! A chart of what a note costs at each size, as a picture in SVG.
//!
//! It has no script and one colour, that of the text: lines differ by their dashes, and each is named where it ends.
//! Whoever does not see the picture is told every figure by its description.

use crate::measure::{Cost, count};
use std::fmt::Write;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 360.0;
/// Where the field begins and ends in which lines are drawn.
const LEFT: f64 = 70.0;
const RIGHT: f64 = 570.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 300.0;
/// How far the names of two lines stand apart at least.
const APART: f64 = 18.0;
const STEPS: usize = 4;
const DASHES: &[&str] = &["none", "8 5", "2 5"];
const TITLE: &str = "What a note costs, by the size of the programme";

/// What one program took at each size.
pub struct Line {
    pub name: String,
    /// From the smallest size to the largest.
    pub marks: Vec<Mark>,
}

/// The cost of a note at one size.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    pub notes: usize,
    /// In microseconds.
    pub cost: f64,
}

impl Mark {
    pub fn of(cost: Cost) -> Self {
        Self {
            notes: cost.notes,
            cost: cost.per_note(),
        }
    }
}

/// Draws the lines. `about` says how it was measured.
pub fn svg(lines: &[Line], about: &str) -> String {
    let field = Field::of(lines);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         aria-labelledby=\"title about\" font-family=\"sans-serif\" font-size=\"14\" fill=\"currentColor\">\n\
         <title id=\"title\">{TITLE}</title>\n<desc id=\"about\">{}</desc>\n\
         <style>svg {{ color: #1b1b1b }} @media (prefers-color-scheme: dark) {{ svg {{ color: #ececec }} }}</style>\n",
        escaped(&in_words(lines, about))
    );
    field.draw(&mut svg);
    let names = field.places_of_names(lines);
    for ((line, name), dashes) in lines.iter().zip(names).zip(DASHES.iter().cycle()) {
        field.draw_line(line, name, dashes, &mut svg);
    }
    svg + "</svg>\n"
}

/// Every figure of the chart.
fn in_words(lines: &[Line], about: &str) -> String {
    let mut words = about.to_owned();
    for Line { name, marks } in lines {
        let marks = marks.iter().map(|mark| {
            let notes = count(mark.notes);
            format!("{:.0} µs at {notes} notes", mark.cost)
        });
        let marks: Vec<String> = marks.collect();
        // Writing to text cannot fail.
        let _ = write!(words, " {name}: {}.", marks.join(", "));
    }
    words
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Where sizes and costs stand in the picture.
struct Field {
    sizes: Vec<usize>,
    /// The cost at the upper edge.
    most: f64,
}

impl Field {
    fn of(lines: &[Line]) -> Self {
        let marks = || lines.iter().flat_map(|line| &line.marks);
        let mut sizes: Vec<usize> = marks().map(|mark| mark.notes).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let most = marks().map(|mark| mark.cost).fold(1.0, f64::max);
        Self {
            sizes,
            most: round_above(most / STEPS as f64) * STEPS as f64,
        }
    }

    /// Ten times as many notes stand as far apart everywhere.
    fn x(&self, notes: usize) -> f64 {
        let log = |notes: usize| (notes.max(1) as f64).log10();
        let edges = self.sizes.first().zip(self.sizes.last());
        let (from, to) = edges.map_or((0.0, 0.0), |(from, to)| (log(*from), log(*to)));
        if to <= from {
            return (LEFT + RIGHT) / 2.0;
        }
        let inner = RIGHT - LEFT - 40.0;
        LEFT + 20.0 + (log(notes) - from) / (to - from) * inner
    }

    /// From 0, so that a height is a cost.
    fn y(&self, cost: f64) -> f64 {
        BOTTOM - cost / self.most * (BOTTOM - TOP)
    }

    fn draw(&self, svg: &mut String) {
        let _ = writeln!(
            svg,
            "<text x=\"{LEFT}\" y=\"20\">Cost per note, in µs</text>\n\
             <text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\">Notes</text>",
            (LEFT + RIGHT) / 2.0,
            HEIGHT - 12.0
        );
        for step in 0..=STEPS {
            let cost = self.most * step as f64 / STEPS as f64;
            let y = self.y(cost);
            let _ = writeln!(
                svg,
                "<path d=\"M{LEFT} {y:.1}H{RIGHT}\" stroke=\"currentColor\" stroke-opacity=\"0.25\"/>\
                 <text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                LEFT - 10.0,
                y + 5.0,
                count(cost as usize)
            );
        }
        for notes in &self.sizes {
            let _ = writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{}</text>",
                self.x(*notes),
                BOTTOM + 24.0,
                count(*notes)
            );
        }
    }

    fn draw_line(&self, line: &Line, name: f64, dashes: &str, svg: &mut String) {
        let points = line.marks.iter();
        let points: Vec<(f64, f64)> = points
            .map(|mark| (self.x(mark.notes), self.y(mark.cost)))
            .collect();
        let path: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{x:.1} {y:.1}"))
            .collect();
        let _ = writeln!(
            svg,
            "<path d=\"M{}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>",
            path.join("L")
        );
        for (x, y) in &points {
            let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>");
        }
        let _ = writeln!(
            svg,
            "<text x=\"{:.0}\" y=\"{:.1}\">{}</text>",
            RIGHT + 8.0,
            name + 5.0,
            escaped(&line.name)
        );
    }

    /// How high the name of each line stands: beside its end, and beside no other name.
    fn places_of_names(&self, lines: &[Line]) -> Vec<f64> {
        let end = |line: &Line| line.marks.last().map_or(BOTTOM, |mark| self.y(mark.cost));
        let mut places: Vec<(usize, f64)> = lines.iter().map(end).enumerate().collect();
        places.sort_by(|a, b| b.1.total_cmp(&a.1));
        for at in 1..places.len() {
            places[at].1 = places[at].1.min(places[at - 1].1 - APART);
        }
        places.sort_by_key(|(line, _)| *line);
        places.into_iter().map(|(_, place)| place).collect()
    }
}

/// The next number of the row 1, 2, 5, 10, 20, 50 that is not smaller.
fn round_above(number: f64) -> f64 {
    let power = 10_f64.powf(number.max(1.0).log10().floor());
    let steps = [1.0, 2.0, 5.0];
    let round = steps.into_iter().map(|step| step * power);
    { round }
        .into_iter()
        .find(|step| *step >= number)
        .unwrap_or(10.0 * power)
}
