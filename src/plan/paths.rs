//! The path of each note's page.

use crate::evidence::{Entity, Evidence, NoteKey, ThemeKey};
use crate::model::Id;

/// The path of a note's page from the site's root.
pub fn note(evidence: &Evidence, key: NoteKey) -> String {
    let linked = &evidence.notes[key];
    let id = &linked.note.id;
    match linked.entity {
        Entity::Home => "index.html".to_owned(),
        Entity::Study(_) => format!("studies/{id}.html"),
        Entity::Theme(_) => format!("themes/{id}.html"),
        Entity::Finding(_) => format!("findings/{id}.html"),
        Entity::Recommendation(_) => format!("recommendations/{id}.html"),
        Entity::Page => page(evidence, key),
    }
}

/// A plain page keeps its folder; a further note of a study stands below the study.
fn page(evidence: &Evidence, key: NoteKey) -> String {
    let linked = &evidence.notes[key];
    let (id, folder) = (&linked.note.id, linked.note.folder.as_str());
    if let Some(study) = linked.study {
        return format!("studies/{}/{id}.html", evidence.study_note(study).note.id);
    }
    if folder.is_empty() {
        return format!("{id}.html");
    }
    // A folder that gives no id is a fault, so what stands for it is never published.
    let part =
        |name: &str| Id::nearest(name).map_or_else(|| "folder".to_owned(), |id| id.to_string());
    let folder: Vec<String> = folder.split('/').map(part).collect();
    let folder = folder.join("/");
    // The note of a folder is named after it: `a/index.md` has the id `a`.
    match folder.rsplit('/').next() {
        Some(last) if last == id.as_str() => format!("{folder}/index.html"),
        _ => format!("{folder}/{id}.html"),
    }
}

/// The id of a theme's note.
pub fn theme_id(evidence: &Evidence, theme: ThemeKey) -> &Id {
    &evidence.theme_note(theme).note.id
}

/// What leads from a page to the site's root: `""`, `"../"`, `"../../"`.
pub fn root_of(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}
