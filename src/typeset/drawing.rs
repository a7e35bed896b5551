//! A picture in SVG, drawn shape by shape: classes for the look's colours, and no style of its own.

use crate::model::{Html, attribute, escape_into};

/// What is drawn so far. Coordinates have one decimal at most, so that a picture is the same bytes on any machine.
#[derive(Debug, Default)]
pub struct Drawing(String);

impl Drawing {
    /// Opens an element. An attribute without a value is left out.
    pub fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            attribute(name, value, &mut self.0);
        }
        self.0.push('>');
    }

    pub fn end(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// An element that holds nothing.
    pub fn shape(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.truncate(self.0.len() - 1);
        self.0.push_str("/>");
    }

    /// An element that holds text alone.
    pub fn words(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.begin(name, attributes);
        escape_into(text, &mut self.0);
        self.end(name);
    }

    pub fn text(&mut self, class: &str, [x, y]: [f64; 2], text: &str) {
        let (x, y) = (number(x), number(y));
        self.words("text", &[("class", class), ("x", &x), ("y", &y)], text);
    }

    pub fn circle(&mut self, class: &str, [x, y]: [f64; 2], radius: f64) {
        let (x, y, radius) = (number(x), number(y), number(radius));
        self.shape(
            "circle",
            &[("class", class), ("cx", &x), ("cy", &y), ("r", &radius)],
        );
    }

    pub fn line(&mut self, class: &str, from: [f64; 2], to: [f64; 2]) {
        let [from, to] = [from, to].map(|[x, y]| format!("{} {}", number(x), number(y)));
        self.shape("path", &[("class", class), ("d", &format!("M{from}L{to}"))]);
    }

    /// Finished parts that are drawn elsewhere.
    pub fn add(&mut self, part: &str) {
        self.0.push_str(part);
    }

    /// The picture, in a frame of its own size. `attributes` say what it is to readers.
    pub fn framed(
        self,
        class: &str,
        [width, height]: [f64; 2],
        attributes: &[(&str, &str)],
    ) -> Html {
        let (width, height) = (number(width), number(height));
        let frame = format!("0 0 {width} {height}");
        let mut all = vec![
            ("class", class),
            ("width", width.as_str()),
            ("height", height.as_str()),
            ("viewBox", frame.as_str()),
            ("focusable", "false"),
        ];
        all.extend(attributes);
        let mut framed = Drawing::default();
        framed.begin("svg", &all);
        framed.add(&self.0);
        framed.end("svg");
        Html(framed.0)
    }
}

/// A part of a whole as a bar: a picture of a number that stands beside it.
pub fn bar(part: usize, whole: usize) -> Html {
    let mut drawing = Drawing::default();
    let frame = [
        ("class", "bar"),
        ("viewBox", "0 0 100 1"),
        ("preserveAspectRatio", "none"),
        ("aria-hidden", "true"),
        ("focusable", "false"),
    ];
    drawing.begin("svg", &frame);
    drawing.shape(
        "rect",
        &[("class", "whole"), ("width", "100"), ("height", "1")],
    );
    if part > 0 && whole > 0 {
        let width = number(part as f64 * 100.0 / whole as f64);
        drawing.shape(
            "rect",
            &[("class", "part"), ("width", &width), ("height", "1")],
        );
    }
    drawing.end("svg");
    Html(drawing.0)
}

/// A coordinate with one decimal at most.
pub fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A text cut to a number of letters of usual width; letters of East Asian scripts and pictures take two.
pub fn shortened(text: &str, letters: usize) -> String {
    let mut room = letters;
    let mut short = String::new();
    for letter in text.chars() {
        let width = width(letter);
        if width > room {
            short.truncate(short.trim_end().len());
            short.push('…');
            return short;
        }
        room -= width;
        short.push(letter);
    }
    short
}

fn width(letter: char) -> usize {
    let wide = ('\u{1100}'..='\u{ffdc}').contains(&letter) || letter > '\u{1f000}';
    if wide { 2 } else { 1 }
}

/// A text in lines of at most so many letters, cut between words; a longer word is cut with a sign.
pub fn lines(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<(String, usize)> = Vec::new();
    // A fixed space parts no line.
    let words = text
        .split([' ', '\n', '\t'])
        .filter(|word| !word.is_empty());
    for word in words {
        let word = shortened(word, letters);
        let length = word.chars().map(width).sum::<usize>();
        match lines.last_mut() {
            Some((line, used)) if *used + 1 + length <= letters => {
                line.push(' ');
                line.push_str(&word);
                *used += 1 + length;
            }
            _ => lines.push((word, length)),
        }
    }
    lines.into_iter().map(|(line, _)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_with_a_sign() {
        assert_eq!(shortened("Voluntary sector", 20), "Voluntary sector");
        assert_eq!(shortened("Voluntary sector", 10), "Voluntary…");
        assert_eq!(shortened("統合されたケア", 6), "統合さ…");
        assert_eq!(shortened("", 3), "");
    }

    #[test]
    fn a_text_is_parted_between_words() {
        assert_eq!(
            lines("full texts not found", 12),
            ["full texts", "not found"]
        );
        assert_eq!(
            lines("texts sought:\u{a0}8", 14),
            ["texts", "sought:\u{a0}8"]
        );
        assert_eq!(lines("", 12), Vec::<String>::new());
        assert_eq!(lines(&"x".repeat(200), 5), ["xxxxx…"]);
    }

    #[test]
    fn what_is_drawn_is_escaped() {
        let mut drawing = Drawing::default();
        drawing.text("a\"b", [1.0, 2.25], "<x>");
        let html = drawing.framed("c", [10.0, 20.5], &[]);
        assert_eq!(
            html.0,
            "<svg class=\"c\" width=\"10\" height=\"20.5\" viewBox=\"0 0 10 20.5\" focusable=\"false\">\
             <text class=\"a&quot;b\" x=\"1\" y=\"2.2\">&lt;x&gt;</text></svg>"
        );
    }
}
