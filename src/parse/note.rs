//! One Markdown file to one note. A parse depends on the file's path and bytes alone.

use super::fields::Reader;
use super::{body, counts, front_matter};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::limits::DEEPEST_FOLDER;
use crate::model::{Id, Kind, Note};
use crate::source::{FileId, SourceFile, Span};

/// Reads a note. The path gives its id, its kind and its study.
pub fn read(file: FileId, source: &SourceFile) -> Checked<Note> {
    let reader = Reader::new(file);
    let place = Location::of(&source.path);
    let split = front_matter::split(&source.text);
    refuse_folders(&reader, place.folder, &source.text);
    let matter = front_matter::read(&reader, &source.text, &split, place.kind);
    let body = body::read(&reader, &source.text, split.body);
    counts::refuse_too_many(&reader, &body, split.body);
    let note = Note {
        file,
        id: id(&reader, &place, &source.text),
        folder: place.folder.to_owned(),
        study: place.study.and_then(Id::nearest),
        front_matter: split.yaml.clone().map(Span::from),
        common: matter.common,
        matter: matter.matter,
        body,
    };
    Checked::new(note, reader.into_faults())
}

/// What a note's path says of it.
struct Location<'p> {
    /// The folder below `content/`.
    folder: &'p str,
    /// The name that becomes the id.
    name: &'p str,
    kind: Kind,
    study: Option<&'p str>,
}

impl<'p> Location<'p> {
    fn of(path: &'p str) -> Self {
        let below = path.strip_prefix("content/").unwrap_or(path);
        let (folder, file) = below.rsplit_once('/').unwrap_or(("", below));
        let stem = file.strip_suffix(".md").unwrap_or(file);
        let name = match (stem, folder) {
            ("index", "") => "index",
            ("index", folder) => folder.rsplit('/').next().unwrap_or(folder),
            (stem, _) => stem,
        };
        let parts: Vec<&str> = folder.split('/').collect();
        let kind = match (parts[0], parts.len(), stem) {
            ("", _, "index") => Kind::Home,
            ("studies", 2, "index") => Kind::Study,
            // A study may also be one file beside the others.
            ("studies", 1, stem) if stem != "index" => Kind::Study,
            ("themes", length, stem) if length > 1 || stem != "index" => Kind::Theme,
            ("findings", length, stem) if length > 1 || stem != "index" => Kind::Finding,
            ("recommendations", length, stem) if length > 1 || stem != "index" => {
                Kind::Recommendation
            }
            _ => Kind::Page,
        };
        let study = match (parts[0], parts.get(1)) {
            ("studies", Some(study)) => Some(*study),
            ("studies", None) if kind == Kind::Study => Some(name),
            _ => None,
        };
        Self {
            folder,
            name,
            kind,
            study,
        }
    }
}

fn id(reader: &Reader, place: &Location<'_>, text: &str) -> Id {
    Id::parse(place.name).unwrap_or_else(|| {
        let nearest = Id::nearest(place.name);
        let top = Span::new(0, text.lines().next().unwrap_or_default().len());
        let hint = nearest.as_ref().map_or_else(
            || "Rename the file: use lower-case letters and digits joined by hyphens.".to_owned(),
            |id| format!("Rename it to `{id}`: lower-case letters and digits joined by hyphens."),
        );
        let message = format!(
            "The file's name `{}` cannot be an id",
            place.name.escape_debug()
        );
        reader.fault(Diagnostic::new(Code::InvalidId, reader.place(top), message).hint(hint));
        nearest.unwrap_or_else(|| Id::parse("note").expect("an id"))
    })
}

/// Folders become parts of addresses, so each needs letters or digits that every system takes.
fn refuse_folders(reader: &Reader, folder: &str, text: &str) {
    let top = Span::new(0, text.lines().next().unwrap_or_default().len());
    let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    if parts.len() > DEEPEST_FOLDER {
        let message = format!("This note lies more than {DEEPEST_FOLDER} folders deep");
        reader.fault(
            Diagnostic::new(Code::NestingTooDeep, reader.place(top), message)
                .hint("Move it to a folder nearer to `content/`."),
        );
    }
    if let Some(odd) = parts.into_iter().find(|part| Id::nearest(part).is_none()) {
        let message = format!(
            "The folder's name `{}` cannot be part of an address",
            odd.escape_debug()
        );
        reader.fault(
            Diagnostic::new(Code::InvalidId, reader.place(top), message)
                .hint("Rename the folder: use letters and digits joined by hyphens."),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_gives_kind_id_and_study() {
        let cases = [
            ("content/index.md", Kind::Home, "index", None),
            ("content/about.md", Kind::Page, "about", None),
            ("content/studies/a/index.md", Kind::Study, "a", Some("a")),
            ("content/studies/a/notes/p1.md", Kind::Page, "p1", Some("a")),
            ("content/studies/a.md", Kind::Study, "a", Some("a")),
            ("content/themes/x/index.md", Kind::Theme, "x", None),
            ("content/themes/x/y.md", Kind::Theme, "y", None),
            ("content/findings/f.md", Kind::Finding, "f", None),
            ("content/findings/index.md", Kind::Page, "findings", None),
        ];
        for (path, kind, name, study) in cases {
            let place = Location::of(path);
            assert_eq!(
                (place.kind, place.name, place.study),
                (kind, name, study),
                "{path}"
            );
        }
    }
}
