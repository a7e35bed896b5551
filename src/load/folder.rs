//! What lies in `content/`, by the names of its files.

use super::LoadError;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceMap, Span};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file that is not text of the programme: a picture, a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// The path from the programme's root, with `/` between its parts.
    pub path: String,
    /// Where the file lies on disk.
    pub file: PathBuf,
}

/// The files of `content/` by what they hold, each list in the order of paths.
#[derive(Debug, Default)]
pub struct Content {
    pub notes: Vec<String>,
    pub tables: Vec<String>,
    pub glossaries: Vec<String>,
    pub bibliographies: Vec<String>,
    pub assets: Vec<Asset>,
}

/// Lists `content/`. Symbolic links are never followed: what they lead to may lie outside the programme.
///
/// # Errors
/// Where `content/` or a folder in it cannot be listed.
pub fn walk(
    root: &Path,
    sources: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Content, LoadError> {
    let top = root.join("content");
    let mut content = Content::default();
    if !top.exists() {
        return Ok(content);
    }
    let visible = |entry: &DirEntry| !is_hidden(entry);
    let entries = WalkDir::new(&top)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(visible);
    for entry in entries {
        let entry = entry.map_err(|error| LoadError::Folder {
            path: error.path().unwrap_or(&top).to_owned(),
            reason: error.to_string(),
        })?;
        let path = relative(root, entry.path());
        if entry.path_is_symlink() {
            diagnostics.push(symbolic_link(sources, path));
        } else if entry.file_type().is_dir() {
            diagnostics.extend(misnamed_folder(sources, &path));
        } else {
            content.add(path, entry.into_path());
        }
    }
    Ok(content)
}

impl Content {
    fn add(&mut self, path: String, file: PathBuf) {
        let name = path.rsplit('/').next().unwrap_or(&path);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        match (stem, extension.to_ascii_lowercase().as_str()) {
            (_, "md") => self.notes.push(path),
            ("participants", "csv") if path.starts_with("content/studies/") => {
                self.tables.push(path)
            }
            ("glossary", "yaml" | "yml") => self.glossaries.push(path),
            (_, "bib" | "ris" | "nbib") => self.bibliographies.push(path),
            ("references" | "bibliography", "yaml" | "yml" | "json") => {
                self.bibliographies.push(path)
            }
            _ => self.assets.push(Asset { path, file }),
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() > 0 && (name.starts_with('.') || name.ends_with('~'))
}

/// The path from the root with `/` between its parts, whatever the system writes.
fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

pub(super) fn symbolic_link(sources: &mut SourceMap, path: String) -> Diagnostic {
    let file = sources.add(path, String::new());
    Diagnostic::new(
        Code::SymbolicLink,
        Span::default().within(file),
        "This is a symbolic link, and Catena does not follow it",
    )
    .hint("Put a copy of the file or folder here instead.")
}

fn misnamed_folder(sources: &mut SourceMap, path: &str) -> Option<Diagnostic> {
    let lower = path.to_ascii_lowercase();
    let misnamed = [".md", ".csv", ".bib"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    misnamed.then(|| {
        let file = sources.add(path.to_owned(), String::new());
        let place = Span::default().within(file);
        Diagnostic::new(
            Code::FolderNamedAsNote,
            place,
            "This is a folder, but its name ends like a file's",
        )
        .hint("Rename the folder, or replace it with the file that was meant.")
    })
}
