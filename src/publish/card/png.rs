//! A picture as PNG (RFC 2083): one packed run of pixels, each row as its difference from the row above.

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// Encodes pixels of three bytes.
pub fn encode((width, height): (usize, usize), pixels: &[u8]) -> Vec<u8> {
    const UP: u8 = 2;
    let row_length = width * 3;
    let above = std::iter::repeat_n(&[0_u8; 0][..], 1).chain(pixels.chunks_exact(row_length));
    let mut rows = Vec::with_capacity((row_length + 1) * height);
    for (row, above) in pixels.chunks_exact(row_length).zip(above) {
        rows.push(UP);
        let differences = row
            .iter()
            .enumerate()
            .map(|(at, byte)| byte.wrapping_sub(above.get(at).copied().unwrap_or(0)));
        rows.extend(differences);
    }
    let mut header = Vec::new();
    for side in [width, height] {
        let side = u32::try_from(side).expect("a picture is no larger");
        header.extend(side.to_be_bytes());
    }
    // Eight bits, red green blue, and the only ways there are to pack, filter and weave.
    header.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(b"IHDR", &header, &mut png);
    chunk(b"IDAT", &packed(&rows), &mut png);
    chunk(b"IEND", &[], &mut png);
    png
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("writing to memory does not fail")
}

fn chunk(name: &[u8; 4], data: &[u8], png: &mut Vec<u8>) {
    let length = u32::try_from(data.len()).expect("a card is small");
    png.extend(length.to_be_bytes());
    let mut crc = Crc::new();
    crc.update(name);
    crc.update(data);
    png.extend(name);
    png.extend(data);
    png.extend(crc.sum().to_be_bytes());
}
