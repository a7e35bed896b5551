//! The files that notes show or link to, as they may be published.

use super::folder::Asset;
use super::read::{self, Start};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::limits::{ALL_FILES, LARGEST_FILE, LARGEST_PICTURE};
use crate::source::{SourceMap, Span};
use crate::untrusted::{CleanedSvg, FileType, cleaned_svg};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A file of the site that was a file of the content.
#[derive(Debug)]
pub struct Published {
    /// Its path from the programme's root, with `/` between its parts.
    pub path: String,
    pub bytes: Bytes,
}

/// Where the bytes of a published file are.
#[derive(Debug)]
pub enum Bytes {
    /// On disk, as they are.
    OnDisk(PathBuf),
    /// Made anew: a picture in SVG.
    Cleaned(String),
}

/// The bytes of a file that is copied as it is.
///
/// # Errors
/// Where it cannot be read.
pub fn copied(path: &Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}

/// What is wrong with a file: code, byte, message, hint.
type Fault = (Code, Span, String, &'static str);

/// What was found in one file.
struct Found {
    bytes: Option<Bytes>,
    size: u64,
    /// The text in which faults have their places.
    text: String,
    faults: Vec<Fault>,
}

/// Looks into each file before it is published: its size, whether it is what its name says, and what of a picture in SVG
/// is harmless. A file with an error is left out.
pub fn published<'a>(
    files: impl Iterator<Item = &'a Asset>,
    sources: &mut SourceMap,
) -> Checked<Vec<Published>> {
    let files: Vec<&Asset> = files.collect();
    let found: Vec<Found> = files.par_iter().map(|asset| examined(asset)).collect();
    let mut published = Vec::with_capacity(files.len());
    let mut diagnostics = Vec::new();
    let mut names: HashMap<String, &str> = HashMap::new();
    let size: u64 = found.iter().map(|found| found.size).sum();
    if size > ALL_FILES {
        let message = format!(
            "The files that notes show or link to hold more than {} MB",
            ALL_FILES >> 20
        );
        diagnostics.push(
            Diagnostic::new(Code::FileTooLarge, None, message)
                .hint("Make pictures smaller, or link to a repository for data."),
        );
    }
    for (asset, found) in files.iter().zip(found) {
        let Found {
            bytes,
            mut faults,
            text,
            ..
        } = found;
        if let Some(other) = names.insert(asset.path.to_lowercase(), &asset.path) {
            let message = format!("On some systems this file and `{other}` have one name");
            faults.push((
                Code::PathTaken,
                Span::default(),
                message,
                "Rename one of the two.",
            ));
        }
        if !faults.is_empty() {
            let file = sources.add(asset.path.clone(), text);
            diagnostics.extend(faults.into_iter().map(|(code, span, message, hint)| {
                Diagnostic::new(code, span.within(file), message).hint(hint)
            }));
        }
        published.extend(bytes.map(|bytes| Published {
            path: asset.path.clone(),
            bytes,
        }));
    }
    Checked::new(published, diagnostics)
}

impl Found {
    /// A file that is left out, with what is wrong with it as a whole.
    fn refused(code: Code, message: String, hint: &'static str) -> Self {
        Self {
            bytes: None,
            size: 0,
            text: String::new(),
            faults: vec![(code, Span::default(), message, hint)],
        }
    }

    fn too_large(most: u64) -> Self {
        let message = format!("This file is larger than {} MB", most >> 20);
        let hint = "Make it smaller, or link to a copy of it elsewhere.";
        Self::refused(Code::FileTooLarge, message, hint)
    }

    /// A file without a fault of its own; without bytes it is left out.
    fn sound(bytes: Option<Bytes>, size: u64) -> Self {
        Self {
            bytes,
            size,
            text: String::new(),
            faults: Vec::new(),
        }
    }
}

fn examined(asset: &Asset) -> Found {
    let Some(kind) = FileType::of(&asset.path) else {
        // The link to it is a fault already.
        return Found::sound(None, 0);
    };
    let (largest, wanted) = match kind.is_svg() {
        true => (LARGEST_PICTURE, LARGEST_PICTURE),
        false => (LARGEST_FILE, FileType::HEAD as u64),
    };
    let Start { bytes: head, size } = match read::start(&asset.file, wanted) {
        Ok(start) if start.size > largest => return Found::too_large(largest),
        Ok(start) => start,
        Err(error) => {
            let message = format!("This file cannot be read: {error}");
            let hint = "Check that you may read the file.";
            return Found::refused(Code::UnreadableFile, message, hint);
        }
    };
    if !kind.holds(&head) {
        let ending = kind.ending;
        let message = format!("This file does not hold what `.{ending}` in its name says");
        let hint = "Save it again in the program that made it, under the right name.";
        return Found::refused(Code::UnsafeFile, message, hint);
    }
    match kind.is_svg() {
        true => picture(head, size),
        false => Found::sound(Some(Bytes::OnDisk(asset.file.clone())), size),
    }
}

fn picture(bytes: Vec<u8>, size: u64) -> Found {
    let refused = |text: String, code, at: usize, message: String, hint| Found {
        bytes: None,
        size,
        faults: vec![(code, Span::new(at, at), message, hint)],
        text,
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            return refused(
                text,
                Code::NotUtf8,
                at,
                "This picture is not UTF-8 text from here on".to_owned(),
                "Save it as UTF-8.",
            );
        }
    };
    if text.is_empty() {
        return Found {
            bytes: Some(Bytes::Cleaned(text)),
            size,
            text: String::new(),
            faults: Vec::new(),
        };
    }
    let CleanedSvg { svg, removed } = match cleaned_svg(text.trim_start_matches('\u{FEFF}')) {
        Ok(cleaned) => cleaned,
        Err(why) => {
            let message = format!("This picture cannot be read as SVG: {}", why.reason);
            return refused(
                text,
                Code::UnsafeFile,
                why.at,
                message,
                "Save it again as plain SVG, or as PNG.",
            );
        }
    };
    let fault = |part: crate::untrusted::SvgPart| {
        let message = format!("{} is left out of this picture; the rest stays", part.what);
        let hint = "If it should be seen, save the picture as plain SVG or as PNG.";
        (Code::UnsafeSvg, part.at.into(), message, hint)
    };
    let faults = removed.into_iter().map(fault).collect();
    Found {
        bytes: Some(Bytes::Cleaned(svg)),
        size,
        text,
        faults,
    }
}
