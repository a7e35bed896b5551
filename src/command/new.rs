//! `catena new`: a note from a template.

use super::new_files::{self, NewFile};
use super::today::today;
use super::{CONTENT, fail, faults, print, print_error};
use crate::cli::{Format, NewArguments, NewKind};
use catena::diagnostic::suggestion;
use catena::limits::LARGEST_NOTE;
use catena::load::{self, Programme};
use catena::model::{Id, Kind, Note, Status};
use catena::parse;
use catena::source::{Lines, Place, SourceMap};
use rust_embed::RustEmbed;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// The program's own templates, one for each kind.
#[derive(RustEmbed)]
#[folder = "templates/notes/"]
struct Templates;

/// Where a programme keeps templates that replace the program's own.
const OWN_TEMPLATES: &str = "templates";

pub fn run(arguments: &NewArguments) -> ExitCode {
    match make(arguments) {
        Ok(made) => {
            print(&format!("{}\n", made.path));
            if made.status == Status::Draft {
                print_error("It is a draft: take the line `status: draft` out to publish it.\n");
            }
            ExitCode::SUCCESS
        }
        Err(Stop::Argument(message)) => fail(&message),
        Err(Stop::Template(message)) => {
            print_error(&message);
            ExitCode::from(CONTENT)
        }
    }
}

/// Why no note was made.
enum Stop {
    Argument(String),
    /// The note that a template would give has faults: what they are.
    Template(String),
}

impl From<String> for Stop {
    fn from(message: String) -> Self {
        Self::Argument(message)
    }
}

/// A note that was written.
struct Made {
    path: String,
    status: Status,
}

fn make(arguments: &NewArguments) -> Result<Made, Stop> {
    let title = title(&arguments.title)?;
    let loaded = load::load(&arguments.root).map_err(|error| error.to_string())?;
    let known = Known::of(loaded.value);
    let id = id(arguments, &title, &known)?;
    let folder = folder(arguments, &known)?;
    let named = Named {
        themes: known.all(&arguments.theme, Kind::Theme)?,
        findings: known.all(&arguments.finding, Kind::Finding)?,
    };
    let path = match arguments.kind {
        NewKind::Study => format!("content/studies/{id}/index.md"),
        _ => format!("{folder}/{id}.md"),
    };
    let template = template(&arguments.root, arguments.kind)?;
    let text = filled(&template, &title, &id, &named)?;
    let status = status(&path, &text, &title, arguments.kind)?;
    let file = NewFile {
        path: path.clone(),
        bytes: text.into_bytes(),
    };
    new_files::write(&arguments.root, &[file]).map_err(|refusal| refusal.to_string())?;
    let shown = if arguments.root == Path::new(".") {
        path
    } else {
        arguments.root.join(path).display().to_string()
    };
    Ok(Made {
        path: shown,
        status,
    })
}

/// A title as it can stand in a note.
fn title(written: &str) -> Result<String, String> {
    if written.trim().is_empty() {
        return Err("a note needs a title, such as \"Getting home\"".to_owned());
    }
    if written.chars().any(char::is_control) {
        return Err("a title is one line without control characters".to_owned());
    }
    Ok(written.trim().to_owned())
}

/// The notes that there are.
struct Known {
    sources: SourceMap,
    notes: Vec<Arc<Note>>,
}

impl Known {
    fn of(programme: Programme) -> Self {
        let notes = parse::notes(&programme.sources, &programme.inputs.notes);
        Self {
            notes: notes.into_iter().map(|note| note.value).collect(),
            sources: programme.sources,
        }
    }

    fn note(&self, id: &str) -> Option<&Arc<Note>> {
        self.notes.iter().find(|note| note.id.as_str() == id)
    }

    /// Where an id stands already: `content/themes/x.md:2:8`.
    fn place_of(&self, id: &str) -> Option<String> {
        let quotes = self.notes.iter().find_map(|note| {
            let mut ids = note
                .body
                .quotes
                .iter()
                .filter_map(|quote| quote.id.as_ref());
            let same = ids.find(|other| other.value.eq_ignore_ascii_case(id))?;
            Some(same.span.within(note.file))
        });
        let of_note = |note: &Arc<Note>| {
            let title = note.common.title.as_ref();
            title
                .map_or_else(Default::default, |title| title.span)
                .within(note.file)
        };
        let place: Place = self.note(id).map(of_note).or(quotes)?;
        let lines = Lines::of(self.sources.text(place.file));
        let at = lines.locate(place.span.start as usize);
        let path = self.sources.path(place.file);
        Some(format!("{path}:{}:{}", at.line, at.column))
    }

    /// Ids of notes of a kind, each of which must be there.
    fn all(&self, ids: &[String], kind: Kind) -> Result<Vec<String>, String> {
        for id in ids {
            let found = self.note(id).map(|note| note.matter.kind());
            if found == Some(kind) {
                continue;
            }
            let of_kind = self.notes.iter().filter(|note| note.matter.kind() == kind);
            let hint = suggestion(id, of_kind.map(|note| note.id.as_str()));
            let hint = hint.map_or_else(String::new, |hint| format!("\n{hint}"));
            return Err(format!("there is no {} `{id}`{hint}", kind.name()));
        }
        Ok(ids.to_vec())
    }
}

/// The id that somebody chose, or one from the title.
fn id(arguments: &NewArguments, title: &str, known: &Known) -> Result<Id, String> {
    let id = match &arguments.id {
        Some(written) => Id::parse(written).filter(usable).ok_or_else(|| {
            format!(
                "`{written}` cannot be an id: use lower-case letters and digits joined by hyphens"
            )
        })?,
        None => id_from(title).map_or_else(|| numbered(arguments.kind, known), Ok)?,
    };
    match known.place_of(id.as_str()) {
        Some(place) => Err(format!(
            "the id `{id}` is taken by {place}\nUse another title, or choose an id with `--id`."
        )),
        None => Ok(id),
    }
}

/// `index` is a folder's own note.
fn usable(id: &Id) -> bool {
    id.as_str() != "index"
}

/// The ASCII words of a title, as many as an id may hold.
fn id_from(title: &str) -> Option<Id> {
    let slug = catena::model::slug(title);
    let ascii: String = slug
        .chars()
        .map(|c| if c.is_ascii() { c } else { '-' })
        .collect();
    let mut id = String::new();
    for word in ascii.split('-').filter(|word| !word.is_empty()) {
        let longer = if id.is_empty() {
            word.to_owned()
        } else {
            format!("{id}-{word}")
        };
        if longer.len() > LONGEST_FROM_TITLE {
            break;
        }
        id = longer;
    }
    Id::parse(&id).filter(usable)
}

/// A longer id is no help in an address.
const LONGEST_FROM_TITLE: usize = 60;

/// For a title in another script: the kind, and the first number that is free.
fn numbered(kind: NewKind, known: &Known) -> Result<Id, String> {
    let free = (1..=known.notes.len() + 1).find_map(|number| {
        let id = Id::parse(&format!("{}-{number}", kind.name()))?;
        known.place_of(id.as_str()).is_none().then_some(id)
    });
    free.ok_or_else(|| "no id can be made from this title: choose one with `--id`".to_owned())
}

/// The folder for the note, from the programme's root.
fn folder(arguments: &NewArguments, known: &Known) -> Result<String, String> {
    let base = match arguments.kind {
        NewKind::Study => "content/studies",
        NewKind::Theme => "content/themes",
        NewKind::Finding => "content/findings",
        NewKind::Recommendation => "content/recommendations",
        NewKind::Note => "content",
    };
    let Some(inside) = &arguments.inside else {
        return Ok(base.to_owned());
    };
    if arguments.kind == NewKind::Study {
        return Err(
            "a study has a folder of its own in `content/studies/`: leave `--in` out".to_owned(),
        );
    }
    if let Some(note) = known.note(inside) {
        return folder_of(note, known);
    }
    let written = inside.trim_end_matches('/');
    let below = written.strip_prefix("content/").unwrap_or(written);
    let plain = below
        .split('/')
        .all(|part| Id::nearest(part).is_some() && !part.starts_with('.'));
    let places = [format!("{base}/{below}"), format!("content/{below}")];
    let found = places
        .into_iter()
        .find(|place| plain && arguments.root.join(place).is_dir());
    found.ok_or_else(|| {
        let ids = known.notes.iter().map(|note| note.id.as_str());
        let hint = suggestion(inside, ids).map_or_else(String::new, |hint| format!("\n{hint}"));
        format!("there is no note `{inside}`, and no folder of that name in `{base}/`{hint}")
    })
}

/// The folder of a study or a parent theme.
fn folder_of(note: &Note, known: &Known) -> Result<String, String> {
    let path = known.sources.path(note.file);
    if let Some(folder) = path.strip_suffix("/index.md") {
        return Ok(folder.to_owned());
    }
    let id = &note.id;
    let folder = path.trim_end_matches(".md");
    Err(format!(
        "`{id}` is one file, and cannot hold others\nMove {path} to {folder}/index.md first."
    ))
}

/// What a note names from the start.
struct Named {
    themes: Vec<String>,
    findings: Vec<String>,
}

/// The programme's own template for a kind, or the program's.
fn template(root: &Path, kind: NewKind) -> Result<String, String> {
    let name = format!("{}.md", kind.name());
    let path = root.join(OWN_TEMPLATES).join(&name);
    let failed = |reason: &str| format!("the template {} cannot be used: {reason}", path.display());
    match std::fs::metadata(&path) {
        Ok(found) if found.is_file() && found.len() <= LARGEST_NOTE => {
            let bytes = std::fs::read(&path).map_err(|error| failed(&error.to_string()))?;
            let text = String::from_utf8(bytes).map_err(|_| failed("it is not UTF-8 text"))?;
            Ok(text.trim_start_matches('\u{feff}').to_owned())
        }
        Ok(found) if found.is_file() => Err(failed("it is too large")),
        Ok(_) => Err(failed("it is no file")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let own = Templates::get(&name).map(|file| file.data.into_owned());
            let own = own.and_then(|bytes| String::from_utf8(bytes).ok());
            own.ok_or_else(|| failed("the program has none"))
        }
        Err(error) => Err(failed(&error.to_string())),
    }
}

/// The template with its words in braces filled in: as YAML in front matter, and as they are below it.
fn filled(template: &str, title: &str, id: &Id, named: &Named) -> Result<String, String> {
    for (ids, word) in [(&named.themes, "{themes}"), (&named.findings, "{findings}")] {
        if !ids.is_empty() && !template.contains(word) {
            return Err(format!(
                "the template has no place `{word}` for {}",
                ids.join(", ")
            ));
        }
    }
    let body_at = parse::front_matter_end(template);
    let (front, body) = template.split_at(body_at);
    let fill = |text: &str, title: &str| {
        // The title comes last: it may hold words in braces of its own.
        text.replace("{id}", id.as_str())
            .replace("{date}", &today().to_string())
            .replace("{themes}", &list(&named.themes))
            .replace("{findings}", &list(&named.findings))
            .replace("{title}", title)
    };
    Ok(fill(front, &yaml(title)) + &fill(body, title))
}

fn list(ids: &[String]) -> String {
    format!("[{}]", ids.join(", "))
}

/// A text as one YAML value. JSON's texts are YAML's too.
fn yaml(text: &str) -> String {
    let letters = |c: char| c.is_alphanumeric() || " ,'’().?!-".contains(c);
    let plain = text.chars().all(letters)
        && text.starts_with(char::is_alphabetic)
        && text.split_whitespace().count() > 1;
    if plain {
        return text.to_owned();
    }
    serde_json::to_string(text).unwrap_or_default()
}

/// Who may read the note. It must be whole at once, whoever wrote the template.
fn status(path: &str, text: &str, title: &str, kind: NewKind) -> Result<Status, Stop> {
    let mut sources = SourceMap::default();
    let file = sources.add(path.to_owned(), text.to_owned());
    let parsed = parse::note(file, sources.file(file));
    let found = parsed.value.matter.kind();
    if found != kind.kind() {
        return Err(Stop::Argument(format!(
            "a note in this folder is a {}, and no {}: choose another folder with `--in`",
            found.name(),
            kind.name()
        )));
    }
    if !parsed.diagnostics.is_empty() {
        let said = faults(&parsed.diagnostics, &sources, Format::Human, false);
        return Err(Stop::Template(format!(
            "{said}\nNo note was made: the title and the template give one with faults.\n"
        )));
    }
    let read = parsed.value.common.title.as_ref();
    match read {
        Some(read) if read.value == title => Ok(parsed.value.common.status),
        _ => Err(Stop::Argument(
            "the template does not give the note its title: it needs a line `title: {title}`"
                .to_owned(),
        )),
    }
}
