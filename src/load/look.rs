//! The look: the one inside the program, with the files that a programme replaces.

use super::LoadError;
use super::read::inside;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Config, Words};
use crate::source::SourceMap;
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use std::path::Path;
use walkdir::WalkDir;

/// The folder of a look's own files, in the look and on the site.
pub const STATIC: &str = "static/";

/// The look that every program carries.
#[derive(RustEmbed)]
#[folder = "themes/default/"]
struct OwnLook;

/// Templates, static files and words. Looks are trusted: whoever writes one writes the pages.
#[derive(Debug)]
pub struct Look {
    /// Template by name: `theme.html`, `components/quote.html`.
    pub templates: BTreeMap<String, String>,
    /// Bytes by path below `static/`.
    pub statics: BTreeMap<String, Vec<u8>>,
    /// The same files by a path that names their bytes too, so that a browser may keep them for ever:
    /// `look.css` by `look.3f2a9c1b40.css`.
    pub lasting: BTreeMap<String, String>,
    pub words: Words,
    /// True where the programme replaces a template.
    pub replaced: bool,
}

/// Reads the look that `config` names: each file in `themes/<look>/` replaces the program's own of the same name,
/// and words replace words one by one.
///
/// # Errors
/// Where a file of the look cannot be read.
pub fn load(
    root: &Path,
    config: &Config,
    sources: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Look, LoadError> {
    let own = embedded();
    let name = config
        .look
        .as_ref()
        .map_or("default", |look| look.value.as_str());
    let folder = inside(root, &format!("themes/{name}")).filter(|folder| folder.is_dir());
    let mut replacing = Files::new();
    let leads_out = inside(root, &format!("themes/{name}")).is_none();
    match (&folder, &config.look, config.file) {
        (_, Some(look), Some(file)) if leads_out => diagnostics.push(
            Diagnostic::new(
                Code::PathOutsideRoot,
                look.span.within(file),
                format!("The look `{name}` does not lie in `themes/`"),
            )
            .hint("Write the name of a folder in `themes/`."),
        ),
        (Some(folder), ..) => replacing = on_disk(folder)?,
        (None, Some(look), Some(file)) => diagnostics.push(
            Diagnostic::new(
                Code::BrokenPath,
                look.span.within(file),
                format!("There is no look `{name}`"),
            )
            .hint(format!(
                "Make the folder `themes/{name}/`, or remove the key `look`."
            )),
        ),
        _ => {}
    }
    // A folder that begins as a copy of the program's own look replaces nothing by what is the same.
    replacing.retain(|path, bytes| own.get(path) != Some(bytes));
    let words = super::words::words(&replacing, config, sources, diagnostics);
    let replaced = replacing.keys().any(|path| path.starts_with("templates/"));
    let mut files = own;
    files.extend(replacing);
    let below = |folder: &str| -> BTreeMap<String, Vec<u8>> {
        let strip = |(path, bytes): (&String, &Vec<u8>)| {
            Some((path.strip_prefix(folder)?.to_owned(), bytes.clone()))
        };
        files.iter().filter_map(strip).collect()
    };
    let template =
        |(path, bytes): (String, Vec<u8>)| (path, String::from_utf8_lossy(&bytes).into_owned());
    let statics = below(STATIC);
    Ok(Look {
        templates: below("templates/").into_iter().map(template).collect(),
        lasting: statics
            .iter()
            .map(|(path, bytes)| (path.clone(), lasting(path, bytes)))
            .collect(),
        statics,
        words,
        replaced,
    })
}

/// A path with ten digits of the hash of its bytes before the ending. Folders stay, so that relative addresses hold.
fn lasting(path: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let name = path.rfind('/').map_or(0, |at| at + 1);
    let end = path[name..].rfind('.').map_or(path.len(), |at| name + at);
    format!("{}.{}{}", &path[..end], &hash[..10], &path[end..])
}

/// Bytes by path in a look's folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The text of a file of the program's own look.
pub(super) fn own_text(path: &str) -> Option<String> {
    let file = OwnLook::get(path)?;
    Some(String::from_utf8_lossy(&file.data).into_owned())
}

fn embedded() -> Files {
    let file = |path: std::borrow::Cow<'static, str>| {
        let bytes = OwnLook::get(&path)?.data.into_owned();
        Some((path.into_owned(), bytes))
    };
    OwnLook::iter().filter_map(file).collect()
}

fn on_disk(folder: &Path) -> Result<Files, LoadError> {
    let failed = |path: &Path, reason: String| LoadError::Look {
        path: path.to_owned(),
        reason,
    };
    let mut files = Files::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| failed(folder, error.to_string()))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let name = path
            .components()
            .map(|part| part.as_os_str().to_string_lossy());
        let bytes =
            std::fs::read(entry.path()).map_err(|error| failed(entry.path(), error.to_string()))?;
        let name = name.collect::<Vec<_>>().join("/");
        if !name.starts_with(STATIC) && std::str::from_utf8(&bytes).is_err() {
            return Err(failed(entry.path(), "it is not UTF-8 text".to_owned()));
        }
        files.insert(name, bytes);
    }
    Ok(files)
}
