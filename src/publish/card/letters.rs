//! Text from the outlines of one font: Noto Serif Bold, cut down to the letters of Europe's Latin alphabets.
//! Its licence is in `OFL.txt` beside it.

use super::paint::{Canvas, Colour, Outline};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

const FONT: &[u8] = include_bytes!("NotoSerif-Bold.ttf");

pub struct Font {
    face: Face<'static>,
}

impl Font {
    pub fn new() -> Self {
        let face = Face::parse(FONT, 0).expect("the font inside the program is whole");
        Self { face }
    }

    /// Whether every letter of a text can be drawn.
    pub fn knows(&self, text: &str) -> bool {
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_whitespace() || self.face.glyph_index(c).is_some())
    }

    pub fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |c: char| self.advance(self.glyph(c));
        text.chars().map(advance).sum::<f32>() * self.scale(size)
    }

    /// Draws a line of text from a point on its baseline.
    pub fn draw(&self, canvas: &mut Canvas, text: &str, at: (f32, f32), size: f32, colour: Colour) {
        let scale = self.scale(size);
        let mut x = at.0;
        for c in text.chars() {
            let glyph = self.glyph(c);
            let mut pen = Pen {
                outline: Outline::default(),
                from: (x, at.1),
                scale,
            };
            if self.face.outline_glyph(glyph, &mut pen).is_some() {
                canvas.fill(&pen.outline, colour);
            }
            x += self.advance(glyph) * scale;
        }
    }

    fn glyph(&self, c: char) -> GlyphId {
        let space = || self.face.glyph_index(' ').unwrap_or_default();
        self.face.glyph_index(c).unwrap_or_else(space)
    }

    fn advance(&self, glyph: GlyphId) -> f32 {
        f32::from(self.face.glyph_hor_advance(glyph).unwrap_or_default())
    }

    fn scale(&self, size: f32) -> f32 {
        size / f32::from(self.face.units_per_em())
    }
}

/// Puts a glyph's outline where it stands on the canvas, whose y grows downwards.
struct Pen {
    outline: Outline,
    from: (f32, f32),
    scale: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.from.0 + x * self.scale, self.from.1 - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.outline.move_to(to);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.outline.line_to(to);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, to) = (self.at(x1, y1), self.at(x, y));
        self.outline.curve_to(control, to);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        // A TrueType outline has none; the middle of both controls would do.
        let control = self.at(f32::midpoint(x1, x2), f32::midpoint(y1, y2));
        let to = self.at(x, y);
        self.outline.curve_to(control, to);
    }

    fn close(&mut self) {
        self.outline.close();
    }
}
