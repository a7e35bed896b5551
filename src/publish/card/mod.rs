//! The picture that stands for the site where somebody shares a link: its title, and the chain with its counts.
//!
//! One card serves the whole site: a card for each page would cost more than the pages. It is drawn here, from outlines
//! and in one order, so that it has the same bytes on any machine. What the font has no letters for is not drawn wrong:
//! a card in another script shows the chain alone.

mod letters;
mod paint;
mod png;

use crate::evidence::Evidence;
use crate::model::Words;
use crate::view::CARD_SIZE;
use letters::Font;
use paint::{Canvas, Colour};

/// One station of the chain: how many, and of what.
#[derive(Debug, Clone)]
struct Station {
    count: String,
    label: String,
}

const PAPER: Colour = [0xFB, 0xFA, 0xF6];
const INK: Colour = [0x1B, 0x24, 0x30];
const SOFT: Colour = [0x54, 0x5F, 0x70];
const THREAD: Colour = [0x0D, 0x60, 0x68];
const LINE: Colour = [0x9F, 0xC4, 0xC3];
const VOICE: Colour = [0x8A, 0x3A, 0x1F];

const MARGIN: f32 = 72.0;
/// The sizes at which a title is tried, largest first, and how many lines each may take.
const SIZES: [(f32, usize); 4] = [(84.0, 2), (66.0, 3), (52.0, 4), (42.0, 5)];

/// The card of a site: its title and how much stands on each step of the chain.
pub fn site_card(evidence: &Evidence, words: &Words) -> Vec<u8> {
    let station = |(name, count): (&str, usize)| Station {
        count: words.number(i64::try_from(count).unwrap_or(i64::MAX)),
        label: words.get(&format!("navigation.{name}")).to_owned(),
    };
    let stations = [
        ("recommendations", evidence.recommendations.len()),
        ("findings", evidence.findings.len()),
        ("themes", evidence.themes.len()),
        ("quotes", evidence.quotes.len()),
        ("participants", evidence.participants.len()),
        ("studies", evidence.studies.len()),
    ];
    let config = &evidence.config;
    let about = config.description.as_deref().unwrap_or_default();
    card(CARD_SIZE, &config.title, about, &stations.map(station))
}

/// Draws a card as a PNG.
fn card(size: (u32, u32), title: &str, about: &str, stations: &[Station]) -> Vec<u8> {
    let font = Font::new();
    let mut canvas = Canvas::new(size, PAPER);
    let (width, height) = (size.0 as f32, size.1 as f32);
    canvas.rectangle(0.0, 0.0, 18.0, height, THREAD);
    let room = width - 2.0 * MARGIN;
    if font.knows(title) {
        let end = draw_title(&font, &mut canvas, title, room);
        if font.knows(about) {
            draw_about(&font, &mut canvas, about, end, room);
        }
    }
    draw_chain(&font, &mut canvas, stations, width, height);
    png::encode(canvas.size(), canvas.pixels())
}

/// Draws the title, and gives where it ends.
fn draw_title(font: &Font, canvas: &mut Canvas, title: &str, room: f32) -> f32 {
    let fitting = SIZES
        .iter()
        .map(|(size, most)| (*size, *most, lines(font, title, *size, room)))
        .find(|(_, most, lines)| lines.len() <= *most);
    let (size, lines) = match fitting {
        Some((size, _, lines)) => (size, lines),
        None => {
            let (size, most) = SIZES[SIZES.len() - 1];
            let mut lines = lines(font, title, size, room);
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
            (size, lines)
        }
    };
    let mut baseline = 70.0;
    for line in &lines {
        baseline += size * 1.18;
        font.draw(canvas, line, (MARGIN, baseline), size, INK);
    }
    baseline
}

/// Draws what the programme is about, where there is room for all of it.
fn draw_about(font: &Font, canvas: &mut Canvas, about: &str, from: f32, room: f32) {
    const SIZE: f32 = 30.0;
    let lines = lines(font, about, SIZE, room);
    let end = from + 24.0 + SIZE * 1.4 * lines.len() as f32;
    if end > canvas.size().1 as f32 - 210.0 {
        return;
    }
    let mut baseline = from + 24.0;
    for line in &lines {
        baseline += SIZE * 1.4;
        font.draw(canvas, line, (MARGIN, baseline), SIZE, SOFT);
    }
}

/// A text in lines that fit; a word that is longer than a line is cut.
fn lines(font: &Font, text: &str, size: f32, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|line| font.width(line, size) <= room) {
            Some(line) => *lines.last_mut().expect("a line") = line,
            None => lines.extend(cut(font, word, size, room)),
        }
    }
    lines
}

fn cut(font: &Font, word: &str, size: f32, room: f32) -> Vec<String> {
    let mut parts = vec![String::new()];
    for letter in word.chars() {
        let part = parts.last_mut().expect("a part");
        part.push(letter);
        if font.width(part, size) > room && part.chars().count() > 1 {
            part.pop();
            parts.push(letter.to_string());
        }
    }
    parts
}

/// The chain as a line with a station for each step, as far apart as its words need; a step that holds nothing is open.
fn draw_chain(font: &Font, canvas: &mut Canvas, stations: &[Station], width: f32, height: f32) {
    let y = height - 160.0;
    let radius = 15.0;
    let room = width - 2.0 * MARGIN;
    let words = |size: f32| -> Vec<f32> {
        let widest = |station: &Station| {
            let label = font.width(&station.label, size);
            label
                .max(font.width(&station.count, 46.0))
                .max(2.0 * radius)
        };
        stations.iter().map(widest).collect()
    };
    let gaps = stations.len().saturating_sub(1).max(1) as f32;
    let fits = |size: &f32| words(*size).iter().sum::<f32>() + 20.0 * gaps <= room;
    let size = [25.0, 22.0, 19.0, 16.0]
        .into_iter()
        .find(fits)
        .unwrap_or(13.0);
    let widths = words(size);
    let gap = ((room - widths.iter().sum::<f32>()) / gaps).max(4.0);
    let mut left = MARGIN;
    for (number, (station, width)) in stations.iter().zip(&widths).enumerate() {
        let x = left + radius;
        if number + 1 < stations.len() {
            canvas.rectangle(x, y - 2.5, width + gap, 5.0, LINE);
        }
        canvas.disc(x, y, radius, THREAD);
        if station.count == "0" {
            canvas.disc(x, y, radius - 5.0, PAPER);
        }
        if font.knows(&station.count) {
            font.draw(canvas, &station.count, (left, y + 70.0), 46.0, VOICE);
        }
        if font.knows(&station.label) {
            font.draw(canvas, &station.label, (left, y + 106.0), size, INK);
        }
        left += width + gap;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stations() -> Vec<Station> {
        let station = |(count, label): &(&str, &str)| Station {
            count: (*count).to_owned(),
            label: (*label).to_owned(),
        };
        [
            ("9", "Recommendations"),
            ("12", "Findings"),
            ("0", "Themes"),
            ("1,029", "Quotes"),
        ]
        .iter()
        .map(station)
        .collect()
    }

    /// The bytes of a picture's pixels, by any reader's rules.
    fn pixels(png: &[u8]) -> (u32, u32, Vec<u8>) {
        use std::io::Read;
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        let number =
            |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
        let (width, height) = (number(16), number(20));
        let mut at = 8;
        let mut packed = Vec::new();
        while at < png.len() {
            let length = number(at) as usize;
            let mut crc = flate2::Crc::new();
            crc.update(&png[at + 4..at + 8 + length]);
            assert_eq!(crc.sum(), number(at + 8 + length), "a checksum");
            if &png[at + 4..at + 8] == b"IDAT" {
                packed.extend_from_slice(&png[at + 8..at + 8 + length]);
            }
            at += 12 + length;
        }
        let mut plain = Vec::new();
        flate2::read::ZlibDecoder::new(packed.as_slice())
            .read_to_end(&mut plain)
            .expect("zlib");
        (width, height, plain)
    }

    fn ink(png: &[u8]) -> usize {
        let (_, _, plain) = pixels(png);
        plain.iter().filter(|byte| **byte != 0).count()
    }

    #[test]
    fn a_card_is_a_picture_with_a_title() {
        let card_with = |title: &str| card((1200, 630), title, "", &stations());
        let png = card_with("Integrating care for older people");
        let (width, height, plain) = pixels(&png);
        assert_eq!((width, height), (1200, 630));
        assert_eq!(plain.len(), 630 * (1 + 3 * 1200));
        assert!(png.len() < 60_000, "{} bytes", png.len());
        let bare = ink(&card_with(""));
        assert!(ink(&png) > bare, "the title is drawn");
        assert_eq!(
            card_with("عنوان"),
            card_with(""),
            "what the font lacks is not drawn"
        );
        assert_eq!(
            png,
            card_with("Integrating care for older people"),
            "the same bytes"
        );
    }

    #[test]
    fn any_title_fits() {
        for title in [
            "w".repeat(300),
            "long words ".repeat(40),
            "Ŵ ŷ Gofal integredig – “i bawb”".to_owned(),
        ] {
            let png = card((1200, 630), &title, "", &stations());
            assert_eq!(pixels(&png).2.len(), 630 * 3601, "{title}");
        }
        let font = Font::new();
        let long = lines(&font, &"w".repeat(300), 42.0, 1000.0);
        assert!(long.iter().all(|line| font.width(line, 42.0) <= 1000.0));
    }
}
