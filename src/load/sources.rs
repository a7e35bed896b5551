//! The documents with which quotes are compared: transcripts and articles, wherever they are kept.

use super::LoadError;
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::source::{SourceMap, Span};
use crate::transcript::{self, Unreadable};
use rayon::prelude::*;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The largest source, in bytes: the text of a hundred long interviews.
const LARGEST_SOURCE: u64 = 128 << 20;

/// A document with which quotes are compared.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path below the folder of sources, with `/` between its parts.
    pub name: String,
    /// BLAKE3 of its bytes, in hexadecimal digits.
    pub hash: String,
    pub text: String,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Sources {
    /// In the order of their names.
    pub sources: Vec<Source>,
    /// True where one file was named, with which every quote is to be compared.
    pub single: bool,
}

/// Reads a folder of sources, or one source. What is wrong with a single file is a fault; its text is never shown.
///
/// # Errors
/// Where the path cannot be read or holds no source.
pub fn sources(path: &Path, names: &mut SourceMap) -> Result<Checked<Sources>, LoadError> {
    let single = path.is_file();
    let files = match single {
        true => vec![path.to_owned()],
        false => list(path)?,
    };
    if files.is_empty() {
        return Err(LoadError::NoSources(path.to_owned()));
    }
    let top = if single {
        path.parent().unwrap_or(path)
    } else {
        path
    };
    let read: Vec<(String, Result<Source, Unreadable>)> = files
        .par_iter()
        .map(|file| {
            let name = name(top, file);
            (name.clone(), read(file, name))
        })
        .collect();
    let mut sources = Vec::new();
    let mut diagnostics = Vec::new();
    for (name, source) in read {
        match source {
            Ok(source) => sources.push(source),
            Err(why) => diagnostics.push(unreadable(name, why, names)),
        }
    }
    Ok(Checked::new(Sources { sources, single }, diagnostics))
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let mut files = Vec::new();
    let visible = |name: &str| !name.starts_with(['.', '~']);
    for entry in WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || visible(&entry.file_name().to_string_lossy()))
    {
        let entry = entry.map_err(|error| LoadError::Folder {
            path: error.path().unwrap_or(folder).to_owned(),
            reason: error.to_string(),
        })?;
        let is_source = transcript::is_transcript(&entry.file_name().to_string_lossy());
        if entry.file_type().is_file() && is_source {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

fn name(top: &Path, file: &Path) -> String {
    let below = file.strip_prefix(top).unwrap_or(file);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn read(path: &Path, name: String) -> Result<Source, Unreadable> {
    let failed = |reason: String, hint: &str| Unreadable {
        reason,
        hint: hint.to_owned(),
        line: None,
    };
    let too_large = || {
        failed(
            format!("This source is larger than {} MB", LARGEST_SOURCE >> 20),
            "Split it: one file for each interview is best.",
        )
    };
    let error = |error: std::io::Error| {
        failed(
            format!("This source cannot be opened: {error}"),
            "Check that you may read it.",
        )
    };
    let file = File::open(path).map_err(error)?;
    let size = file.metadata().map_err(error)?.len();
    if size > LARGEST_SOURCE {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    file.take(LARGEST_SOURCE + 1)
        .read_to_end(&mut bytes)
        .map_err(error)?;
    if bytes.len() as u64 > LARGEST_SOURCE {
        return Err(too_large());
    }
    let text = transcript::read(&name, &bytes)?.text;
    Ok(Source {
        hash: blake3::hash(&bytes).to_hex().to_string(),
        text,
        name,
    })
}

/// The file is named without its text: what it holds is confidential.
fn unreadable(name: String, why: Unreadable, names: &mut SourceMap) -> Diagnostic {
    let file = names.add(name, String::new());
    let message = match why.line {
        Some(line) => format!("{} (line {line})", why.reason),
        None => why.reason,
    };
    Diagnostic::new(
        Code::UnreadableSource,
        Span::default().within(file),
        message,
    )
    .hint(why.hint)
}
