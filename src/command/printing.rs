//! Faults on their way to a person or a program.

use super::{colour, width};
use crate::cli::Format;
use catena::diagnostic::{self, Diagnostic};
use catena::source::SourceMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Where code hosts say that the repository lies: GitHub and GitLab.
const REPOSITORY: [&str; 2] = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"];

/// The faults in the form that was asked for, with paths from the folder of the programme.
pub fn faults(
    diagnostics: &[Diagnostic],
    sources: &SourceMap,
    format: Format,
    colour: bool,
) -> String {
    let listing = Listing {
        format,
        folder: String::new(),
        colour,
        width: None,
    };
    listing.text(diagnostics, &[], sources)
}

/// How faults are printed.
pub struct Listing {
    format: Format,
    /// Leads from the repository to the programme: empty, or with a slash at its end.
    folder: String,
    colour: bool,
    /// The characters of a line, where a terminal has a say.
    width: Option<usize>,
}

impl Listing {
    /// A list on a stream, of faults of the programme in the folder `root`.
    pub fn new(format: Format, root: &Path, stream: &impl IsTerminal) -> Self {
        Self {
            format,
            folder: folder(&repository(), root),
            colour: colour(stream),
            width: width(stream),
        }
    }

    /// The list. What was accepted is in it only where the format can tell it apart.
    pub fn text(
        &self,
        open: &[Diagnostic],
        accepted: &[Diagnostic],
        sources: &SourceMap,
    ) -> String {
        match self.format {
            Format::Human => {
                let few = diagnostic::few(open);
                let shown = diagnostic::human_in(&few.shown, sources, self.colour, self.width);
                shown + &few.more().unwrap_or_default()
            }
            Format::Short => diagnostic::short(open, sources),
            Format::Json => diagnostic::json(open, sources),
            Format::Sarif => diagnostic::sarif(open.iter().chain(accepted), sources, &self.folder),
            Format::Github => diagnostic::github(open, sources, &self.folder),
        }
    }
}

/// The folder from which code hosts count paths: what they say, or else the folder in which somebody works.
fn repository() -> PathBuf {
    let mut said = REPOSITORY.iter().filter_map(std::env::var_os);
    let said = said.find(|folder| !folder.is_empty());
    said.map_or_else(|| PathBuf::from("."), PathBuf::from)
}

/// The way from a repository to a programme in it. A programme that lies elsewhere is its own repository.
fn folder(repository: &Path, root: &Path) -> String {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (repository, root) = (whole(repository), whole(root));
    let below = root.strip_prefix(&repository).unwrap_or(Path::new(""));
    let names = below
        .iter()
        .map(|name| format!("{}/", name.to_string_lossy()));
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_repository() {
        let at = |repository: &str, root: &str| folder(Path::new(repository), Path::new(root));
        assert_eq!(
            at("/nowhere/repository", "/nowhere/repository/my/review"),
            "my/review/"
        );
        assert_eq!(at("/nowhere/repository", "/nowhere/repository"), "");
        assert_eq!(at("/nowhere/repository", "/nowhere/else"), "");
        assert_eq!(at(".", "."), "");
        assert_eq!(at(".", "src"), "src/");
    }
}
