//! Files that hold others: archives, office documents and packed files.

use flate2::read::MultiGzDecoder;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes that a packed file may unpack to.
const MOST_BYTES: u64 = 256 << 20;
/// The most files in an archive.
const MOST_FILES: usize = 20_000;
/// How deep archives may lie in archives.
const DEEPEST: usize = 3;

/// Why a packed file cannot be examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unpackable {
    /// It is damaged, locked, or packed in a way that is not known.
    Unreadable,
    /// It unpacks to more than any document.
    TooLarge,
    /// Archives lie in archives.
    TooDeep,
}

/// Gives the bytes of every file that these bytes hold, and their names. Bytes that hold no other file give nothing.
///
/// # Errors
/// Where something in there cannot be read.
pub fn unpack(bytes: &[u8], give: &mut impl FnMut(&[u8])) -> Result<(), Unpackable> {
    let mut left = MOST_BYTES;
    inner(bytes, DEEPEST, &mut left, give)
}

fn inner(
    bytes: &[u8],
    depth: usize,
    left: &mut u64,
    give: &mut impl FnMut(&[u8]),
) -> Result<(), Unpackable> {
    match Packing::of(bytes) {
        None => Ok(()),
        Some(_) if depth == 0 => Err(Unpackable::TooDeep),
        Some(Packing::Other) => Err(Unpackable::Unreadable),
        Some(Packing::Gzip) => {
            let unpacked = bounded(MultiGzDecoder::new(bytes), left)?;
            give(&unpacked);
            inner(&unpacked, depth - 1, left, give)
        }
        Some(Packing::Zip) => {
            let mut archive =
                ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unpackable::Unreadable)?;
            if archive.len() > MOST_FILES {
                return Err(Unpackable::TooLarge);
            }
            for index in 0..archive.len() {
                let file = archive
                    .by_index(index)
                    .map_err(|_| Unpackable::Unreadable)?;
                let name = file.name().map_err(|_| Unpackable::Unreadable)?;
                give(name.as_bytes());
                let unpacked = bounded(file, left)?;
                give(&unpacked);
                inner(&unpacked, depth - 1, left, give)?;
            }
            Ok(())
        }
    }
}

/// How a file is packed.
enum Packing {
    Zip,
    Gzip,
    /// In a way that cannot be examined.
    Other,
}

impl Packing {
    /// By the first bytes; names may say anything.
    fn of(bytes: &[u8]) -> Option<Self> {
        const OTHERS: [&[u8]; 6] = [
            b"7z\xBC\xAF\x27\x1C",
            b"Rar!\x1A\x07",
            b"\xFD7zXZ\x00",
            b"\x28\xB5\x2F\xFD",
            b"BZh",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        ];
        let begins = |magic: &&[u8]| bytes.starts_with(magic);
        match bytes {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::Zip),
            [0x1F, 0x8B, ..] => Some(Self::Gzip),
            _ => OTHERS.iter().any(begins).then_some(Self::Other),
        }
    }
}

/// Reads to the end, but never more than is left.
fn bounded(reader: impl Read, left: &mut u64) -> Result<Vec<u8>, Unpackable> {
    let mut unpacked = Vec::new();
    let read = reader.take(*left + 1).read_to_end(&mut unpacked);
    let length = read.map_err(|_| Unpackable::Unreadable)? as u64;
    *left = left.checked_sub(length).ok_or(Unpackable::TooLarge)?;
    Ok(unpacked)
}
