//! Lists of small numbers in few bits, and bits as text that a script can hold.
//!
//! Each stream of numbers keeps a running mean and writes a number with as many plain bits as that mean asks for (an
//! adaptive Rice code). Gaps between documents, weights and runs of filters are all such streams. `search-engine.js` reads
//! them; both sides must take the same steps.

/// Numbers of one kind, written one after the other.
#[derive(Debug, Clone, Copy)]
pub struct Stream {
    /// Sixteen times the running mean.
    mean: u32,
}

impl Default for Stream {
    fn default() -> Self {
        Self { mean: 16 }
    }
}

/// So many ones say that a number follows in full.
const ESCAPE: u32 = 20;

impl Stream {
    /// A stream whose numbers are about so large.
    pub fn around(number: usize) -> Self {
        let number = u32::try_from(number).unwrap_or(u32::MAX).min(1 << 24);
        Self {
            mean: (16 * number).max(1),
        }
    }

    /// How many low bits are written as they are.
    fn plain_bits(self) -> u32 {
        let mut bits = 0;
        while (24 << bits) <= self.mean {
            bits += 1;
        }
        bits
    }

    pub fn write(&mut self, number: u32, bits: &mut Bits) {
        let plain = self.plain_bits();
        let high = number >> plain;
        if high >= ESCAPE {
            bits.write((1 << ESCAPE) - 1, ESCAPE);
            bits.write(number, 32);
        } else {
            bits.write((1 << high) - 1, high);
            bits.write(0, 1);
            bits.write(number, plain);
        }
        self.mean = self.mean - (self.mean >> 4) + number.min(1 << 24);
    }
}

/// A number without a sign: 0, -1, 1, -2, … become 0, 1, 2, 3, …
pub fn unsigned(number: i64) -> u32 {
    let folded = (number << 1) ^ (number >> 63);
    u32::try_from(folded).expect("a difference of two indexes")
}

/// Bits, the first one highest in its byte.
#[derive(Debug, Default)]
pub struct Bits {
    bytes: Vec<u8>,
    pending: u64,
    count: u32,
}

impl Bits {
    /// Writes the low `count` bits of a number, the highest first.
    pub fn write(&mut self, number: u32, count: u32) {
        if count == 0 {
            return;
        }
        let mask = (1u64 << count) - 1;
        self.pending = (self.pending << count) | (u64::from(number) & mask);
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            self.bytes.push((self.pending >> self.count) as u8);
        }
        self.pending &= (1 << self.count) - 1;
    }

    /// Writes other bits.
    pub fn append(&mut self, other: &Bits) {
        for byte in &other.bytes {
            self.write(u32::from(*byte), 8);
        }
        self.write(other.pending as u32, other.count);
    }

    /// How many bytes the bits take.
    pub fn bytes(&self) -> usize {
        self.bytes.len() + usize::from(self.count > 0)
    }

    /// Fills the last byte.
    pub fn into_bytes(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.write(0, 8 - self.count);
        }
        self.bytes
    }

    /// The bits as text.
    pub fn into_text(self) -> String {
        base64(&self.into_bytes())
    }
}

/// Base64 without padding (RFC 4648), which browsers read.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for letter in 0..=three.len() {
            let index = group >> (18 - 6 * letter) & 63;
            text.push(LETTERS[index as usize] as char);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let cases = [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, text) in cases {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn small_numbers_take_few_bits() {
        let mut bits = Bits::default();
        let mut stream = Stream::default();
        for _ in 0..1000 {
            stream.write(0, &mut bits);
        }
        assert!(bits.into_bytes().len() <= 126);
        let mut bits = Bits::default();
        let mut stream = Stream::default();
        for number in 0..1000 {
            stream.write(number % 8, &mut bits);
        }
        assert!(bits.into_bytes().len() <= 520);
    }

    #[test]
    fn signs_are_folded() {
        assert_eq!([0, -1, 1, -2, 2].map(unsigned), [0, 1, 2, 3, 4]);
    }
}
