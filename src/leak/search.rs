//! Finds many needles in many bytes, at the speed at which a site is written.
//!
//! Almost every byte of a site is harmless, so each letter costs a few instructions: the last sixteen letters stand in one
//! number, four bits each, and a small table says whether a needle begins with them. What passes is compared letter by
//! letter, so that chance never makes a leak.

use super::letters::{Letter, Reading, Step, code, letters, step, streams};

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    pub letters: Vec<Letter>,
    /// True where words must begin and end as in the needle: it is too short to be told by its letters alone.
    pub whole_words: bool,
    /// What it belongs to, for whoever asks.
    pub owner: usize,
}

/// How many letters tell needles of each length, the longest first. Sixteen fill a number.
const LENGTHS: [usize; 4] = [16, 8, 4, FEWEST];
const BITS: u32 = 4;
/// The fewest letters of a needle.
pub const FEWEST: usize = 2;
/// How many tags of a file are remembered.
const TAGS: usize = 256;

/// Needles by their first letters, and a table that tells most letters to go on.
#[derive(Debug, Default)]
struct Level {
    /// How many letters tell a needle.
    length: usize,
    mask: u64,
    shift: u32,
    table: Vec<u64>,
    /// First letters and needle, sorted.
    starts: Vec<(u64, u32)>,
}

impl Level {
    fn new(length: usize, starts: Vec<(u64, u32)>) -> Self {
        let mut starts = starts;
        starts.sort_unstable();
        // Two of sixty-four bits for each needle: one letter in a thousand passes by chance.
        let words = starts.len().next_power_of_two().clamp(1 << 6, 1 << 18);
        let mut level = Self {
            length,
            mask: u64::MAX >> (64 - length as u32 * BITS),
            shift: 64 - words.trailing_zeros(),
            table: vec![0; words],
            starts: Vec::new(),
        };
        for (start, _) in &starts {
            let (word, bits) = level.slot(*start);
            level.table[word] |= bits;
        }
        level.starts = starts;
        level
    }

    /// A word of the table and two of its bits.
    #[inline(always)]
    fn slot(&self, last: u64) -> (usize, u64) {
        let mixed = (last & self.mask).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let bits = 1 << (mixed >> 28 & 63) | 1 << (mixed >> 34 & 63);
        ((mixed >> self.shift) as usize, bits)
    }

    #[inline(always)]
    fn may_begin(&self, last: u64) -> bool {
        let (word, bits) = self.slot(last);
        self.table[word] & bits == bits
    }

    /// The needles that begin with these letters.
    fn beginning(&self, last: u64) -> impl Iterator<Item = u32> {
        let start = last & self.mask;
        let from = self.starts.partition_point(|(other, _)| *other < start);
        let same = self.starts[from..]
            .iter()
            .take_while(move |(other, _)| *other == start);
        same.map(|(_, needle)| *needle)
    }
}

/// Looks for needles.
#[derive(Debug)]
pub struct Finder {
    needles: Vec<Needle>,
    /// By the lengths of [`LENGTHS`].
    levels: [Level; 4],
    /// How many of the levels have needles, those above them included.
    used: usize,
    /// A tag with fewer bytes holds no needle.
    shortest_tag: usize,
}

/// Where a needle was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    pub needle: usize,
    /// The byte at which it begins.
    pub at: usize,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    pub found: Vec<Found>,
    /// True where a backslash, a percent sign or an escaped tag stands.
    pub may_hold_escapes: bool,
}

/// What a byte is to the quick search, above the four bits of a letter's code.
const LETTER: u8 = 0x20;
const SPECIAL: u8 = 0x40;
const ESCAPE: u8 = 0x80;

const fn classes(reading: Reading) -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let character = byte as u8;
        classes[byte] = match character {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
                LETTER | code(character.to_ascii_lowercase() as char)
            }
            b'<' | b'>' | b'&' if reading.markup => SPECIAL,
            b'\\' | b'%' => ESCAPE,
            0..0x80 => 0,
            _ => SPECIAL,
        };
        byte += 1;
    }
    classes
}

static CLASSES: [[u8; 256]; 2] = [
    classes(Reading { markup: false }),
    classes(Reading { markup: true }),
];

impl Finder {
    /// A finder of needles, each of at least [`FEWEST`] letters.
    pub fn new(needles: Vec<Needle>) -> Self {
        let mut starts: [Vec<(u64, u32)>; 4] = Default::default();
        for (index, needle) in needles.iter().enumerate() {
            let fits = |length: &usize| needle.letters.len() >= *length;
            if let Some(level) = LENGTHS.iter().position(fits) {
                let first = start(&needle.letters[..LENGTHS[level]]);
                starts[level].push((first, index as u32));
            }
        }
        let used = starts.iter().rposition(|starts| !starts.is_empty());
        let mut lengths = LENGTHS.into_iter();
        let level = |starts| Level::new(lengths.next().unwrap_or(FEWEST), starts);
        let fewest = needles.iter().map(|needle| needle.letters.len()).min();
        Self {
            levels: starts.map(level),
            used: used.map_or(0, |last| last + 1),
            // `<a b=` and what stands in it.
            shortest_tag: fewest.unwrap_or(0) + 4,
            needles,
        }
    }

    /// What a needle belongs to.
    pub fn owner(&self, needle: usize) -> usize {
        self.needles[needle].owner
    }

    pub fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// The first place of every needle that the bytes hold, read in one way.
    pub fn find(&self, bytes: &[u8], reading: Reading) -> Search {
        let (mut suspects, may_hold_escapes) = match self.used {
            0 | 1 => self.suspects::<1>(bytes, reading),
            2 => self.suspects::<2>(bytes, reading),
            _ => self.suspects::<4>(bytes, reading),
        };
        let mut found = Vec::new();
        if !suspects.is_empty() {
            suspects.sort_unstable();
            suspects.dedup();
            let streams = streams(bytes, reading);
            found.extend(suspects.into_iter().filter_map(|needle| {
                let at = self.needles[needle].first_in(&streams)?;
                Some(Found { needle, at })
            }));
        }
        Search {
            found,
            may_hold_escapes,
        }
    }

    /// Needles that the bytes seem to hold, and whether escapes may stand there. This is the loop that every byte of a site
    /// goes through.
    fn suspects<const USED: usize>(&self, bytes: &[u8], reading: Reading) -> (Vec<usize>, bool) {
        let classes = &CLASSES[usize::from(reading.markup)];
        let mut suspects = Vec::new();
        let mut tags = Tags::default();
        let mut seen = 0;
        let (mut last, mut outside, mut tag) = (0_u64, 0_u64, false);
        let mut at = 0;
        while at < bytes.len() {
            let class = classes[bytes[at] as usize];
            seen |= class;
            if class & SPECIAL == 0 {
                let letter = class & LETTER;
                last = last << (letter / (LETTER / BITS as u8)) | u64::from(class & 15);
                at += 1;
                let may = self.levels[..USED]
                    .iter()
                    .any(|level| level.may_begin(last));
                if may && letter != 0 {
                    self.compare::<USED>(bytes, at, (last, tag), reading, &mut suspects);
                }
                continue;
            }
            let (step, next) = step(bytes, at, reading);
            at = next;
            match step {
                Step::Open if !tag => match self.harmless_tag(bytes, at, &mut tags) {
                    Some(length) => at += length,
                    None => (outside, last, tag) = (last, 0, true),
                },
                Step::Close if tag => (last, tag) = (outside, false),
                Step::Character('<') => seen |= ESCAPE,
                Step::Character(character) => letters(character, |letter| {
                    last = last << BITS | u64::from(code(letter));
                    self.compare::<USED>(bytes, at, (last, tag), reading, &mut suspects);
                }),
                _ => {}
            }
        }
        (suspects, seen & ESCAPE != 0)
    }

    /// The length of what is left of a tag that need not be read: it has no room for a needle, or the same tag was read
    /// before.
    fn harmless_tag(&self, bytes: &[u8], at: usize, tags: &mut Tags) -> Option<usize> {
        let length = memchr::memchr(b'>', &bytes[at..])? + 1;
        let short = length <= self.shortest_tag;
        (short || tags.known(bytes, at, length)).then_some(length)
    }

    /// Follows up the letters that end before `at` and may begin needles.
    #[cold]
    fn compare<const USED: usize>(
        &self,
        bytes: &[u8],
        at: usize,
        (last, tag): (u64, bool),
        reading: Reading,
        suspects: &mut Vec<usize>,
    ) {
        for level in self.levels[..USED]
            .iter()
            .filter(|level| level.may_begin(last))
        {
            for needle in level.beginning(last) {
                let needle = needle as usize;
                let wanted = &self.needles[needle];
                let begins = !wanted.whole_words || may_begin_word(bytes, at, level.length);
                if begins && follows(bytes, at, tag, reading, &wanted.letters[level.length..]) {
                    suspects.push(needle);
                }
            }
        }
    }
}

/// Tags of one file that were read: most of them stand there many times.
struct Tags([(usize, usize); TAGS]);

impl Default for Tags {
    fn default() -> Self {
        Self([(0, 0); TAGS])
    }
}

impl Tags {
    /// Whether just these bytes were read before. If not, they are from now on.
    fn known(&mut self, bytes: &[u8], at: usize, length: usize) -> bool {
        let tag = &bytes[at..at + length];
        let near_end = tag[length.saturating_sub(4)];
        let mixed = length * 31 + usize::from(tag[length / 2]) * 7 + usize::from(near_end) * 13;
        let slot = &mut self.0[mixed % TAGS];
        let known = bytes[slot.0..slot.0 + slot.1] == *tag;
        *slot = (at, length);
        known
    }
}

/// Letters as one number.
fn start(letters: &[Letter]) -> u64 {
    letters.iter().fold(0, |start, letter| {
        start << BITS | u64::from(code(letter.letter))
    })
}

/// False where the letters before `at` are surely the middle of a word.
fn may_begin_word(bytes: &[u8], at: usize, length: usize) -> bool {
    let Some(begin) = at.checked_sub(length).filter(|begin| *begin > 0) else {
        return true;
    };
    let plain = bytes[begin..at].iter().all(u8::is_ascii_alphanumeric);
    !(plain && bytes[begin - 1].is_ascii_alphanumeric())
}

/// Whether the stream of letters goes on like this.
fn follows(bytes: &[u8], at: usize, tag: bool, reading: Reading, wanted: &[Letter]) -> bool {
    let mut wanted = wanted.iter().map(|letter| letter.letter).peekable();
    let (mut at, mut inside, mut same) = (at, tag, true);
    while wanted.peek().is_some() && same && at < bytes.len() {
        let (step, next) = step(bytes, at, reading);
        at = next;
        match step {
            Step::Open => inside = true,
            Step::Close if tag => return false,
            Step::Close => inside = false,
            Step::Character(character) if inside == tag => letters(character, |letter| {
                same &= wanted.next().is_none_or(|wanted| wanted == letter);
            }),
            Step::Character(_) | Step::Gap => {}
        }
    }
    same && wanted.peek().is_none()
}

impl Needle {
    /// The byte at which the needle first stands in some streams of letters.
    fn first_in(&self, streams: &[Vec<Letter>]) -> Option<usize> {
        let places = streams.iter().filter_map(|stream| {
            let begin = self.position_in(stream)?;
            Some(stream[begin].at)
        });
        places.min()
    }

    fn position_in(&self, stream: &[Letter]) -> Option<usize> {
        let length = self.letters.len();
        (0..(stream.len() + 1).saturating_sub(length)).find(|begin| {
            let there = &stream[*begin..*begin + length];
            let same = |(a, b): (&Letter, &Letter)| {
                a.letter == b.letter && (!self.whole_words || a.first || !b.first)
            };
            let ends = stream.get(*begin + length).is_none_or(|next| next.first);
            there.iter().zip(&self.letters).all(same) && (ends || !self.whole_words)
        })
    }
}
