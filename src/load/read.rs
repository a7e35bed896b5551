//! One file's bytes to its text.

use super::folder::symbolic_link;
use super::{LOCK, Unsaved, WrittenPath};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::LARGEST_TABLE;
use crate::model::Config;
use crate::source::{FileId, SourceMap, Span};
use rayon::prelude::*;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// Reads files of one programme into its source map.
pub struct Reader<'a> {
    pub root: &'a Path,
    /// Texts that stand in for files on disk.
    pub unsaved: &'a Unsaved,
    pub sources: &'a mut SourceMap,
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

/// What was read of one file, and what is wrong with it: code, byte, message, hint.
struct Text {
    text: String,
    fault: Option<(Code, usize, String, &'static str)>,
}

impl Reader<'_> {
    /// Reads files by their paths from the root, on all threads. Each path gets a file, a faulty one too; those that
    /// cannot be used are left out of the result.
    pub fn files(&mut self, paths: &[String], largest: u64) -> Vec<FileId> {
        let (root, unsaved) = (self.root, self.unsaved);
        let texts: Vec<Text> = paths
            .par_iter()
            .map(|path| match unsaved.get(path) {
                // One that grew too large is no use: the file stays as it is.
                Some(text) if text.len() as u64 <= largest => Text {
                    text: text.clone(),
                    fault: None,
                },
                _ => text(&root.join(path), largest),
            })
            .collect();
        let mut files = Vec::with_capacity(paths.len());
        for (path, read) in paths.iter().zip(texts) {
            let file = self.sources.add(path.clone(), read.text);
            let usable = read.fault.is_none();
            if let Some((code, at, message, hint)) = read.fault {
                let place = Span::new(at, at).within(file);
                self.diagnostics
                    .push(Diagnostic::new(code, place, message).hint(hint));
            }
            files.extend(usable.then_some(file));
        }
        files
    }

    /// Reads `quotes.lock`, if there is one. A link may lead out of the programme, so it is a fault and not followed.
    pub fn lock(&mut self) -> Option<FileId> {
        let path = self.root.join(LOCK);
        if path.is_symlink() {
            let link = symbolic_link(self.sources, LOCK.to_owned());
            self.diagnostics.push(link);
            return None;
        }
        let there = path.try_exists().unwrap_or(true);
        let files = [LOCK.to_owned()];
        there.then(|| self.files(&files, LARGEST_TABLE).pop())?
    }

    /// Reads a file that the configuration names.
    pub fn named(&mut self, config: &Config, written: &WrittenPath) -> Option<FileId> {
        let config_file = config.file?;
        if let Some(known) = self
            .sources
            .iter()
            .find(|(_, file)| file.path == written.value)
        {
            return Some(known.0);
        }
        let refuse = |code, message: String, hint: &str| {
            Diagnostic::new(code, written.span.within(config_file), message).hint(hint)
        };
        let Some(path) = inside(self.root, &written.value) else {
            let message = format!("`{}` leads out of the programme's folder", written.value);
            let hint = "Put the file into the programme and write its path from there.";
            self.diagnostics
                .push(refuse(Code::PathOutsideRoot, message, hint));
            return None;
        };
        if !path.is_file() {
            let message = format!("The file `{}` does not exist", written.value);
            let hint = "Check the path: it begins in the folder of `catena.yaml`.";
            self.diagnostics
                .push(refuse(Code::BrokenPath, message, hint));
            return None;
        }
        self.files(std::slice::from_ref(&written.value), LARGEST_TABLE)
            .pop()
    }
}

/// The path below `root` that `written` names. `None` where it leads out, be it by `..`, from the top of the disk or
/// through a symbolic link.
pub fn inside(root: &Path, written: &str) -> Option<PathBuf> {
    let mut path = root.to_owned();
    for component in Path::new(written).components() {
        match component {
            Component::Normal(name) => path.push(name),
            Component::CurDir => continue,
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
        if path.is_symlink() {
            return None;
        }
    }
    Some(path)
}

/// The text of a file with which nothing is wrong.
pub fn plain(path: &Path, largest: u64) -> Option<String> {
    let Text { text, fault } = text(path, largest);
    fault.is_none().then_some(text)
}

fn text(path: &Path, largest: u64) -> Text {
    let faulty = |code, at, message, hint| Text {
        text: String::new(),
        fault: Some((code, at, message, hint)),
    };
    let bytes = match read(path, largest) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            let message = format!("This file is larger than {} MB", largest >> 20);
            return faulty(
                Code::FileTooLarge,
                0,
                message,
                "Split it into several files.",
            );
        }
        Err(error) => {
            let message = format!("This file cannot be read: {error}");
            return faulty(
                Code::UnreadableFile,
                0,
                message,
                "Check that you may read the file.",
            );
        }
    };
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    String::from_utf8(bytes).map_or_else(
        |error| {
            let at = error.utf8_error().valid_up_to();
            let message = "This file is not UTF-8 text from here on".to_owned();
            let hint = "Save it as UTF-8 in your editor, then look at this place again.";
            Text {
                text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
                fault: Some((Code::NotUtf8, at, message, hint)),
            }
        },
        |text| Text { text, fault: None },
    )
}

/// The bytes of a file, or `None` where there are more than `largest`. The size that the system tells may be wrong, so
/// the reading itself is bounded too.
fn read(path: &Path, largest: u64) -> std::io::Result<Option<Vec<u8>>> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > largest {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    file.take(largest + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= largest).then_some(bytes))
}

/// The first bytes of a file, and how many there are in all.
pub struct Start {
    pub bytes: Vec<u8>,
    pub size: u64,
}

/// Reads at most `wanted` bytes of a file.
pub fn start(path: &Path, wanted: u64) -> std::io::Result<Start> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(size.min(wanted) as usize);
    file.take(wanted).read_to_end(&mut bytes)?;
    Ok(Start { bytes, size })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out() {
        let root = Path::new("/programme");
        assert_eq!(
            inside(root, "content/./a.bib"),
            Some(PathBuf::from("/programme/content/a.bib"))
        );
        for written in ["../a", "/etc/passwd", "a/../../b"] {
            assert_eq!(inside(root, written), None, "{written}");
        }
    }
}
