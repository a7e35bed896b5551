//! Areas of one colour with soft edges.
//!
//! An outline is filled by how much of each pixel it covers: each edge adds its area to the row that it crosses, and a
//! sum along the row gives the cover. Only additions and products in one order, so every machine gets the same.

/// Red, green and blue.
pub type Colour = [u8; 3];
type Point = (f32, f32);

/// Straight edges of closed shapes.
#[derive(Debug, Default)]
pub struct Outline {
    edges: Vec<(Point, Point)>,
    start: Point,
    pen: Point,
}

/// A curve as so many straight edges: at the sizes of a card nobody sees them.
const PARTS: u8 = 8;

impl Outline {
    pub fn move_to(&mut self, to: Point) {
        self.close();
        (self.start, self.pen) = (to, to);
    }

    pub fn line_to(&mut self, to: Point) {
        self.edges.push((self.pen, to));
        self.pen = to;
    }

    /// A quadratic curve.
    pub fn curve_to(&mut self, control: Point, to: Point) {
        let from = self.pen;
        for part in 1..=PARTS {
            let t = f32::from(part) / f32::from(PARTS);
            let blend = |a: f32, b: f32, c: f32| {
                let (u, v) = (1.0 - t, t);
                u * u * a + 2.0 * u * v * b + v * v * c
            };
            self.line_to((
                blend(from.0, control.0, to.0),
                blend(from.1, control.1, to.1),
            ));
        }
    }

    pub fn close(&mut self) {
        if self.pen != self.start {
            self.line_to(self.start);
        }
    }
}

/// A picture in the making.
pub struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    pub fn new(size: (u32, u32), colour: Colour) -> Self {
        let (width, height) = (size.0 as usize, size.1 as usize);
        Self {
            width,
            height,
            pixels: colour.repeat(width * height),
        }
    }

    pub fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Three bytes for each pixel, row by row.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    pub fn rectangle(&mut self, x: f32, y: f32, width: f32, height: f32, colour: Colour) {
        let mut outline = Outline::default();
        outline.move_to((x, y));
        outline.line_to((x + width, y));
        outline.line_to((x + width, y + height));
        outline.line_to((x, y + height));
        outline.close();
        self.fill(&outline, colour);
    }

    /// A disc as eight curves, whose controls stand where the tangents meet.
    pub fn disc(&mut self, x: f32, y: f32, radius: f32, colour: Colour) {
        /// Sine of 45 degrees, and tangent of 22.5.
        const S: f32 = std::f32::consts::FRAC_1_SQRT_2;
        const T: f32 = 0.414_213_57;
        let at = |(dx, dy): Point| (x + dx * radius, y + dy * radius);
        let mut outline = Outline::default();
        outline.move_to(at((1.0, 0.0)));
        for (control, to) in [
            ((1.0, T), (S, S)),
            ((T, 1.0), (0.0, 1.0)),
            ((-T, 1.0), (-S, S)),
            ((-1.0, T), (-1.0, 0.0)),
            ((-1.0, -T), (-S, -S)),
            ((-T, -1.0), (0.0, -1.0)),
            ((T, -1.0), (S, -S)),
            ((1.0, -T), (1.0, 0.0)),
        ] {
            outline.curve_to(at(control), at(to));
        }
        self.fill(&outline, colour);
    }

    /// Fills an outline. What lies outside the picture is left out.
    pub fn fill(&mut self, outline: &Outline, colour: Colour) {
        let all = || outline.edges.iter().flat_map(|(a, b)| [a.1, b.1]);
        let top = all().fold(f32::INFINITY, f32::min).max(0.0) as usize;
        let bottom = (all().fold(0.0_f32, f32::max).ceil() as usize).min(self.height);
        if top >= bottom {
            return;
        }
        let mut area = vec![0.0_f32; (self.width + 2) * (bottom - top)];
        for (from, to) in &outline.edges {
            self.edge(*from, *to, top, &mut area);
        }
        for (row, cover) in area.chunks_exact(self.width + 2).enumerate() {
            let mut sum = 0.0;
            for (x, step) in cover[..self.width].iter().enumerate() {
                sum += step;
                self.blend(x, top + row, sum.abs().min(1.0), colour);
            }
        }
    }

    /// Adds an edge's area to the rows that it crosses.
    fn edge(&self, from: Point, to: Point, top: usize, area: &mut [f32]) {
        let (sign, (x0, y0), (x1, y1)) = if from.1 < to.1 {
            (1.0, from, to)
        } else {
            (-1.0, to, from)
        };
        if y1 <= y0 {
            return;
        }
        let slope = (x1 - x0) / (y1 - y0);
        let stride = self.width + 2;
        let rows = area.len() / stride;
        let right = self.width as f32;
        for row in 0..rows {
            let (above, below) = ((top + row) as f32, (top + row + 1) as f32);
            let (start, end) = (y0.max(above), y1.min(below));
            if start >= end {
                continue;
            }
            let height = (end - start) * sign;
            let at = |y: f32| (x0 + (y - y0) * slope).clamp(0.0, right);
            let (a, b) = (at(start), at(end));
            spread(
                a.min(b),
                a.max(b),
                height,
                &mut area[row * stride..(row + 1) * stride],
            );
        }
    }

    fn blend(&mut self, x: usize, y: usize, cover: f32, colour: Colour) {
        if cover <= 0.0 {
            return;
        }
        let at = (y * self.width + x) * 3;
        for (channel, value) in self.pixels[at..at + 3].iter_mut().zip(colour) {
            let mixed = f32::from(*channel) * (1.0 - cover) + f32::from(value) * cover;
            *channel = (mixed + 0.5) as u8;
        }
    }
}

/// Adds to each pixel of a row what an edge from `left` to `right` covers of it, and to the next what remains.
fn spread(left: f32, right: f32, height: f32, row: &mut [f32]) {
    let (first, last) = (left as usize, right as usize);
    if first == last {
        let middle = f32::midpoint(left, right) - first as f32;
        row[first] += height * (1.0 - middle);
        row[first + 1] += height * middle;
        return;
    }
    // The share of the edge in each pixel, and how far right of the pixel's left side it lies on average.
    let width = right - left;
    for pixel in first..=last {
        let from = left.max(pixel as f32);
        let to = right.min((pixel + 1) as f32);
        if to <= from {
            continue;
        }
        let share = height * (to - from) / width;
        let middle = f32::midpoint(from, to) - pixel as f32;
        row[pixel] += share * (1.0 - middle);
        row[pixel + 1] += share * middle;
    }
}
