//! Patterns of paths in the configuration, held against the files there are.

use super::Asset;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::{Config, PathPattern, Weights};
use crate::source::SourceMap;

/// A pattern that names no file does nothing, and somebody may think that it does.
pub fn without_files(config: &Config, sources: &SourceMap, assets: &[Asset]) -> Vec<Diagnostic> {
    let texts = sources.iter().map(|(_, file)| file.path.as_str());
    let others = assets.iter().map(|asset| asset.path.as_str());
    let paths: Vec<&str> = texts.chain(others).collect();
    let named = |pattern: &PathPattern| paths.iter().any(|path| pattern.matches(path));
    let patterns = config.checks.patterns();
    let idle = patterns.filter(|pattern| !named(&pattern.value));
    idle.map(|pattern| {
        let message = format!("`{}` names no file", pattern.value.as_str());
        let place = config.file.map(|file| pattern.span.within(file));
        Diagnostic::new(Code::UnusedKey, place, message).hint(advice(&pattern.value, &paths))
    })
    .collect()
}

/// What was probably meant: all of a folder, or a path that is written a little differently.
fn advice(pattern: &PathPattern, paths: &[&str]) -> String {
    let text = pattern.as_str();
    let folder = format!("{text}/");
    if paths.iter().any(|path| path.starts_with(&folder)) {
        return format!("Write `{folder}**` for all that lies in this folder.");
    }
    let names = paths.iter().copied().chain([Weights::DEFAULT]);
    let near = nearest(text, names).filter(|_| !text.contains('*'));
    near.map_or_else(
        || "Begin at the folder of `catena.yaml`, as in `content/studies/**`, or remove it.".into(),
        |near| format!("Did you mean `{near}`?"),
    )
}
