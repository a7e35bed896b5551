//! The only reader of a programme: folders to files in memory.

mod error;
mod fingerprint;
mod folder;
mod look;
mod patterns;
mod private_names;
mod published;
mod read;
mod sources;
mod words;

pub use error::LoadError;
pub use folder::Asset;
pub use look::{Look, STATIC};
pub use published::{Bytes, Published, copied, published};
pub use read::inside;
pub use sources::{Source, Sources, sources};

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::limits::{LARGEST_NOTE, LARGEST_TABLE, MOST_NOTES};
use crate::model::Config;
use crate::parse::{self, Inputs};
use crate::private::Names;
use crate::source::{FileId, SourceMap, Spanned};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The name of the file that keeps what `catena verify` found, in the programme's folder.
pub const LOCK: &str = "quotes.lock";

/// Texts that somebody is about to save, by their paths from the programme's root.
pub type Unsaved = BTreeMap<String, String>;

/// Everything that a build reads.
#[derive(Debug)]
pub struct Programme {
    pub sources: SourceMap,
    pub config: Config,
    pub inputs: Inputs,
    pub bibliographies: Vec<FileId>,
    /// The text of the `.csl` file that `citation_style` names, if it names a file.
    pub style_file: Option<FileId>,
    /// `quotes.lock`, if there is one that can be read.
    pub lock: Option<FileId>,
    /// Files that notes may show, in the order of their paths.
    pub assets: Vec<Asset>,
    pub look: Arc<Look>,
    /// Names that may stand nowhere, for checks alone.
    pub private_names: Names,
}

/// Reads the programme in the folder `root`.
///
/// # Errors
/// Where `root` holds no programme, or a folder or the look cannot be read. What is wrong with a single file is a
/// fault.
pub fn load(root: &Path) -> Result<Checked<Programme>, LoadError> {
    load_with(root, &Unsaved::new())
}

/// Reads the programme in the folder `root` as it will be when `unsaved` is saved.
///
/// # Errors
/// As [`load`].
pub fn load_with(root: &Path, unsaved: &Unsaved) -> Result<Checked<Programme>, LoadError> {
    words::begin();
    let mut diagnostics = Vec::new();
    let mut sources = SourceMap::default();
    let config = config(root, unsaved, &mut sources, &mut diagnostics)?;
    let content = folder::walk(root, &mut sources, &mut diagnostics)?;
    diagnostics.extend(too_many_notes(content.notes.len()));
    let mut reader = read::Reader {
        root,
        unsaved,
        sources: &mut sources,
        diagnostics: &mut diagnostics,
    };
    let inputs = Inputs {
        notes: reader.files(
            &content.notes[..content.notes.len().min(MOST_NOTES)],
            LARGEST_NOTE,
        ),
        tables: reader.files(&content.tables, LARGEST_TABLE),
        glossaries: reader.files(&content.glossaries, LARGEST_TABLE),
    };
    let bibliographies = match &config.bibliography {
        Some(paths) => paths
            .iter()
            .filter_map(|path| reader.named(&config, path))
            .collect(),
        None => reader.files(&content.bibliographies, LARGEST_TABLE),
    };
    let style_file = config
        .citation_style
        .as_ref()
        .filter(|style| style.value.ends_with(".csl"))
        .and_then(|style| reader.named(&config, style));
    let lock = reader.lock();
    if inputs.notes.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::NoContent, None, "There is no note in `content/`")
                .hint("Write `content/index.md`, the home page, and build again."),
        );
    }
    let private_names = private_names::read(root, &config, &mut diagnostics);
    let look = look::load(root, &config, &mut sources, &mut diagnostics)?;
    diagnostics.extend(patterns::without_files(&config, &sources, &content.assets));
    let programme = Programme {
        sources,
        config,
        inputs,
        bibliographies,
        style_file,
        lock,
        assets: content.assets,
        look: Arc::new(look),
        private_names,
    };
    Ok(Checked::new(programme, diagnostics))
}

/// The text of a note that was written again, by its path from the root. `None` where there is no such file now, or
/// something is wrong with it that [`load`] would report.
pub fn note_again(root: &Path, path: &str) -> Option<String> {
    read::plain(&read::inside(root, path)?, LARGEST_NOTE)
}

fn too_many_notes(notes: usize) -> Option<Diagnostic> {
    (notes > MOST_NOTES).then(|| {
        let message = format!("There are more than {MOST_NOTES} notes in `content/`");
        Diagnostic::new(Code::TooMany, None, message)
            .hint("Part the programme in several, or move notes out of `content/`.")
    })
}

fn config(
    root: &Path,
    unsaved: &Unsaved,
    sources: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Config, LoadError> {
    if !root.join("catena.yaml").is_file() {
        return Err(LoadError::NoProgramme(root.to_owned()));
    }
    let mut reader = read::Reader {
        root,
        unsaved,
        sources,
        diagnostics,
    };
    let file = reader
        .files(&["catena.yaml".to_owned()], LARGEST_NOTE)
        .pop();
    Ok(match file {
        Some(file) => {
            let config = parse::config(file, sources.text(file)).drain_into(diagnostics);
            diagnostics.extend(output_outside(root, &config, file));
            config
        }
        None => parse::missing_config(),
    })
}

/// Whoever writes the content must not choose where on this machine a build writes.
fn output_outside(root: &Path, config: &Config, file: FileId) -> Option<Diagnostic> {
    let output = config.output.as_ref()?;
    read::inside(root, &output.value).is_none().then(|| {
        let message = format!("`{}` leads out of the programme's folder", output.value);
        Diagnostic::new(Code::PathOutsideRoot, output.span.within(file), message)
            .hint("Write a folder in the programme, or use `catena build --output-dir`.")
    })
}

/// A path as it was written in the configuration.
type WrittenPath = Spanned<String>;
