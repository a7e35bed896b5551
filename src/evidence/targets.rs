//! Where links, images, citations and generated blocks of each note lead. Notes are resolved in parallel.

use super::blocks;
use super::entities::{
    AssetEntry, AssetKey, Entity, GeneratedBlock, LinkedNote, NoteKey, ReferenceKey, Target,
};
use super::names::{Lookup, Named, Names, Nearest};
use super::table::Table;
use super::uses::ReferenceKeys;
use crate::diagnostic::{Code, Diagnostic, Fix, near, nearest, suggestion};
use crate::limits::LONGEST_NAME;
use crate::model::{FlowField, LinkTarget, QuoteSource, slug};
use crate::source::{Place, SourceMap, Span};
use crate::untrusted::{ENDINGS, FileType, is_safe_name};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// What a note's parts lead to.
pub struct Resolved {
    faults: Vec<Diagnostic>,
    links: Vec<Target>,
    images: Vec<Target>,
    citations: Vec<Vec<Option<ReferenceKey>>>,
    blocks: Vec<GeneratedBlock>,
    nocite: Vec<ReferenceKey>,
    flow_links: Vec<(FlowField, Target)>,
}

/// Resolves targets against all names there are.
pub struct Resolver<'a> {
    pub notes: &'a Table<LinkedNote>,
    pub names: &'a Names,
    pub keys: &'a ReferenceKeys,
    assets: HashMap<&'a str, AssetKey>,
    sources: &'a SourceMap,
}

impl<'a> Resolver<'a> {
    pub fn new(
        sources: &'a SourceMap,
        notes: &'a Table<LinkedNote>,
        names: &'a Names,
        keys: &'a ReferenceKeys,
        assets: &'a Table<AssetEntry>,
    ) -> Self {
        Self {
            notes,
            names,
            keys,
            assets: assets
                .iter()
                .map(|(key, entry)| (entry.asset.path.as_str(), key))
                .collect(),
            sources,
        }
    }

    /// Every note's targets, in the order of the notes.
    pub fn all(&self, notes: &Table<LinkedNote>, material: &blocks::Material<'_>) -> Vec<Resolved> {
        let keys: Vec<NoteKey> = notes.keys().collect();
        let resolved = keys.par_iter().map(|key| self.note(*key, material));
        resolved.collect()
    }

    /// One note's targets.
    pub fn note(&self, key: NoteKey, material: &blocks::Material<'_>) -> Resolved {
        let mut found = Vec::new();
        let faults = &mut found;
        let blocks = blocks::Context {
            resolver: self,
            material,
        };
        let note = &self.notes[key];
        let body = &note.note.body;
        let mut links = Vec::with_capacity(body.links.len());
        for link in &body.links {
            links.push(self.target(key, &link.target, link.span, faults));
        }
        let mut images = Vec::with_capacity(body.images.len());
        for image in &body.images {
            images.push(self.image(key, &image.target, image.span, faults));
        }
        let mut citations = Vec::with_capacity(body.citations.len());
        let attributions = attributions(note);
        for (index, citation) in body.citations.iter().enumerate() {
            let from = faults.len();
            let found = citation
                .items
                .iter()
                .map(|item| self.keys.find(&item.key, note.note.file, faults));
            citations.push(found.collect());
            if attributions.contains(&index) {
                // Whose words a quote holds is never guessed.
                faults[from..].iter_mut().for_each(|fault| fault.fix = None);
            }
        }
        let flow = note.study_matter().and_then(|matter| matter.flow.as_ref());
        let mut flow_links = Vec::new();
        for (field, link) in flow.iter().flat_map(|flow| &flow.links) {
            flow_links.push((*field, self.target(key, &link.value, link.span, faults)));
        }
        let nocite = note.note.common.nocite.iter();
        let directives = body.directives.iter();
        let shown: Vec<GeneratedBlock> = directives
            .map(|block| blocks.resolve(key, block, faults))
            .collect();
        blocks.refuse_too_much(key, &shown, faults);
        let nocite = nocite.filter_map(|written| self.keys.find(written, note.note.file, faults));
        let nocite = nocite.collect();
        Resolved {
            faults: found,
            links,
            images,
            citations,
            nocite,
            blocks: shown,
            flow_links,
        }
    }

    fn target(
        &self,
        from: NoteKey,
        target: &LinkTarget,
        span: Span,
        faults: &mut Vec<Diagnostic>,
    ) -> Target {
        let place = self.notes[from].place(span);
        match target {
            LinkTarget::Wiki { target, heading } => {
                let found = self.wiki(from, target, place, faults);
                self.with_heading(found, heading.as_deref(), place, faults)
            }
            LinkTarget::Embed(target) => self.embed(from, target, place, faults),
            LinkTarget::Path { path, heading } => {
                let found = self.path(from, path, place, faults);
                self.with_heading(found, heading.as_deref(), place, faults)
            }
            LinkTarget::Here(heading) => {
                self.with_heading(Target::Note(from), Some(heading), place, faults)
            }
            LinkTarget::External(address) => Target::External(address.clone()),
            LinkTarget::Unsafe(address) => {
                let message = format!(
                    "The address `{}` is not safe to publish",
                    shortened(address)
                );
                faults.push(
                    Diagnostic::new(Code::UnsafeLink, place, message).hint(
                        "Links may begin with `https:`, `http:`, `mailto:`, `tel:` or `doi:`.",
                    ),
                );
                Target::Nothing
            }
        }
    }

    /// An image is a file of the programme: a page makes no request to another host.
    fn image(
        &self,
        from: NoteKey,
        target: &LinkTarget,
        span: Span,
        faults: &mut Vec<Diagnostic>,
    ) -> Target {
        let found = self.target(from, target, span, faults);
        if matches!(found, Target::Asset(_) | Target::Nothing) {
            return found;
        }
        let place = self.notes[from].place(span);
        faults.push(
            Diagnostic::new(
                Code::BrokenPath,
                place,
                "An image must be a file of the programme",
            )
            .hint("Put the file beside the note and write its relative path."),
        );
        Target::Nothing
    }

    /// What a wikilink's target names.
    pub fn wiki(
        &self,
        from: NoteKey,
        target: &str,
        place: Place,
        faults: &mut Vec<Diagnostic>,
    ) -> Target {
        let study = self.notes[from]
            .study
            .and_then(|_| self.notes[from].note.study.as_ref());
        match self.names.look_up(target, study.map(|id| id.as_str())) {
            Lookup::Found(named) => self.named(named, target, place, faults),
            Lookup::Ambiguous(several) => {
                faults.push(self.ambiguous(target, place, &several));
                Target::Nothing
            }
            Lookup::Unknown => {
                let message = format!("`{target}` names nothing in this programme");
                let mut fault = Diagnostic::new(Code::UnknownLink, place, message);
                if let Some(near) = self.names.nearest(target) {
                    let spelling = self.spelling(&near);
                    let meant = spelling.unwrap_or(&near.name);
                    fault = fault.hint(format!("Did you mean `{meant}`?"));
                    let fix = spelling.and_then(|spelling| self.respelled(target, place, spelling));
                    fault.fix = fix.map(Box::new);
                }
                let usual = "Write the id or title of a note, or the id of a quote or participant.";
                faults.push(fault.or_hint(usual));
                Target::Nothing
            }
        }
    }

    /// The only name that can have been meant, as the note or quote writes it.
    fn spelling<'n>(&'n self, near: &'n Nearest) -> Option<&'n str> {
        match near.certain? {
            Named::Note(key) => self.notes[key].spelling(&near.name),
            Named::Quote(_) => Some(&near.name),
            _ => None,
        }
    }

    /// Writes a name in the place of a target.
    fn respelled(&self, target: &str, place: Place, spelling: &str) -> Option<Fix> {
        let place = target_place(self.sources, place, target)?;
        is_linkable(spelling).then(|| Fix::replacement(place, target, spelling))
    }

    fn named(
        &self,
        named: Named,
        target: &str,
        place: Place,
        faults: &mut Vec<Diagnostic>,
    ) -> Target {
        match named {
            Named::Note(key) => Target::Note(key),
            Named::Quote(key) => Target::Quote(key),
            Named::Participant(key) => Target::Participant(key),
            Named::Term(key) => Target::Term(key),
            Named::Withheld => Target::Nothing,
            Named::Unpublished => {
                faults.push(
                    Diagnostic::new(
                        Code::LinkToUnpublished,
                        place,
                        format!("`{target}` is not published"),
                    )
                    .hint("Remove the link, or publish the note with `status: public`."),
                );
                Target::Nothing
            }
        }
    }

    fn ambiguous(&self, target: &str, place: Place, several: &[Named]) -> Diagnostic {
        let choices = several.iter().filter_map(|named| match named {
            Named::Note(key) => Some(format!("`{}`", self.notes[*key].note.id)),
            _ => None,
        });
        let choices = choices.collect::<Vec<_>>().join(", ");
        let hint = if choices.is_empty() {
            "Write the study too: `[[study/P1]]`.".to_owned()
        } else {
            format!("Write an id: {choices}.")
        };
        Diagnostic::new(
            Code::AmbiguousLink,
            place,
            format!("`{target}` could mean several things"),
        )
        .hint(hint)
    }

    fn embed(
        &self,
        from: NoteKey,
        target: &str,
        place: Place,
        faults: &mut Vec<Diagnostic>,
    ) -> Target {
        let found = self.wiki(from, target, place, faults);
        match found {
            Target::Quote(quote) if self.notes[from].quotes.contains(&Some(quote)) => {
                let message = format!("This note holds the quote `{target}` already");
                faults.push(
                    Diagnostic::new(Code::EmbedOfItself, place, message)
                        .hint("Remove this line, or remove the `!` to link to the quote."),
                );
                Target::Nothing
            }
            Target::Quote(_) | Target::Nothing => found,
            _ => {
                let message = format!("`{target}` is not a quote");
                faults.push(
                    Diagnostic::new(Code::EmbedNotAQuote, place, message)
                        .hint("Only quotes can be shown in another note; remove the `!` to link."),
                );
                Target::Nothing
            }
        }
    }

    /// What a relative path leads to.
    fn path(
        &self,
        from: NoteKey,
        written: &str,
        place: Place,
        faults: &mut Vec<Diagnostic>,
    ) -> Target {
        let note = &self.notes[from].note;
        let folder = self
            .sources
            .path(note.file)
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let Some(path) = joined(folder, written) else {
            let message = format!("`{}` leads out of `content/`", shortened(written));
            faults.push(
                Diagnostic::new(Code::PathOutsideRoot, place, message)
                    .hint("Put the file into `content/` and write its path from this note."),
            );
            return Target::Nothing;
        };
        let with_index = format!("{path}/index.md");
        let note = self
            .names
            .paths
            .get(&path)
            .or_else(|| self.names.paths.get(&with_index));
        if let Some(named) = note {
            return self.named(*named, written, place, faults);
        }
        if let Some(asset) = self.assets.get(path.as_str()) {
            return match refused_file(&path) {
                None => Target::Asset(*asset),
                Some((code, message, hint)) => {
                    faults.push(Diagnostic::new(code, place, message).hint(hint));
                    Target::Nothing
                }
            };
        }
        let message = format!("There is no file `{path}`");
        let notes = self.names.paths.keys().map(String::as_str);
        let known = notes.chain(self.assets.keys().copied());
        let hint = nearest(&path, known).map_or_else(
            || "Check the path: it begins at the folder of this note.".to_owned(),
            |near| format!("Did you mean `{near}`?"),
        );
        faults.push(Diagnostic::new(Code::BrokenPath, place, message).hint(hint));
        Target::Nothing
    }

    fn with_heading(
        &self,
        found: Target,
        heading: Option<&str>,
        place: Place,
        faults: &mut Vec<Diagnostic>,
    ) -> Target {
        let (Target::Note(key), Some(heading)) = (&found, heading) else {
            return found;
        };
        let note = &self.notes[*key];
        let headings = &note.note.body.headings;
        let wanted = slug(heading);
        if let Some(index) = headings
            .iter()
            .position(|other| other.anchor == heading || other.anchor == wanted)
            .or_else(|| {
                headings
                    .iter()
                    .position(|other| slug(&other.text) == wanted)
            })
        {
            return Target::Heading(*key, index);
        }
        if let Some(Named::Quote(quote)) = self.names.id(heading) {
            return Target::Quote(quote);
        }
        let message = format!("“{}” has no heading `{heading}`", note.title);
        let anchors = headings.iter().map(|heading| heading.anchor.as_str());
        let mut fault = Diagnostic::new(Code::UnknownHeading, place, message)
            .maybe_hint(suggestion(&wanted, anchors.clone()));
        let certain = near(&wanted, anchors).and_then(|near| near.certain(&wanted));
        if let (Some(anchor), Some(place)) = (certain, heading_place(self.sources, place, heading))
        {
            fault = fault.fix(Fix::replacement(place, heading, anchor));
        }
        faults.push(fault);
        Target::Nothing
    }

    /// The note that an id names, for a generated block.
    pub fn entity(
        &self,
        from: NoteKey,
        written: &str,
        place: Place,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<(NoteKey, Entity)> {
        match self.wiki(from, written, place, faults) {
            Target::Note(key) => Some((key, self.notes[key].entity)),
            _ => None,
        }
    }
}

/// The citations of a note that are attributions of quotes.
fn attributions(note: &LinkedNote) -> HashSet<usize> {
    let quotes = note.note.body.quotes.iter();
    let citations = quotes.filter_map(|quote| match quote.source {
        QuoteSource::Document { citation } => Some(citation),
        QuoteSource::Participant { .. } => None,
    });
    citations.collect()
}

/// Where the target of a link stands in it: `[[target#heading|words]]`.
pub fn target_place(sources: &SourceMap, place: Place, target: &str) -> Option<Place> {
    let written = sources.text(place.file).get(place.span.range())?;
    let bare = written.trim_start_matches(['!', '[', '"', '\'', ' ']);
    let after = bare.strip_prefix(target)?.trim_start();
    let start = place.span.start as usize + written.len() - bare.len();
    let ends = after.is_empty() || after.starts_with(['|', '#', ']', '\\', '"', '\'']);
    ends.then(|| Span::new(start, start + target.len()).within(place.file))
}

/// Where the heading of a link stands in it: `[[target#heading|words]]`, `[words](path#heading)`.
fn heading_place(sources: &SourceMap, place: Place, heading: &str) -> Option<Place> {
    let written = sources.text(place.file).get(place.span.range())?;
    let mut places = written.match_indices('#').filter(|(at, _)| {
        let after = written[at + 1..].strip_prefix(heading);
        after.is_some_and(|after| after.is_empty() || after.starts_with(['|', ']', ')', '"', '\'']))
    });
    let (at, _) = places.next()?;
    let start = place.span.start as usize + at + 1;
    let only = places.next().is_none();
    only.then(|| Span::new(start, start + heading.len()).within(place.file))
}

/// Whether a name can stand in a wikilink as it is.
pub fn is_linkable(name: &str) -> bool {
    !name.contains(['[', ']', '|', '#', '\\', '"', '\n', '\r'])
}

/// Gives each note what was resolved for it.
pub fn store(resolved: Vec<Resolved>, notes: &mut Table<LinkedNote>) {
    for (note, resolved) in notes.values_mut().zip(resolved) {
        resolved.give(note);
    }
}

impl Resolved {
    /// Gives a note what was resolved for it.
    pub fn give(self, note: &mut LinkedNote) {
        note.faults = self.faults;
        note.links = self.links;
        note.images = self.images;
        note.citations = self.citations;
        note.blocks = self.blocks;
        note.nocite = self.nocite;
        note.flow_links = self.flow_links;
    }
}

/// Why a file cannot be published, by its name alone.
fn refused_file(path: &str) -> Option<(Code, String, String)> {
    if FileType::of(path).is_none() {
        let message = format!(
            "`{}` is not a kind of file that is published",
            shortened(path)
        );
        let hint = format!("A browser could run it. Published are {ENDINGS}.");
        return Some((Code::UnsafeFile, message, hint));
    }
    let odd = path
        .split('/')
        .find(|part| !is_safe_name(part, LONGEST_NAME))?;
    let message = format!(
        "Some systems or readers would take the name `{}` for another",
        shortened(odd)
    );
    let hint = "Rename it: use letters, digits, hyphens and dots.".to_owned();
    Some((Code::UnsafeName, message, hint))
}

/// A path relative to a folder, from the root; `None` where it leaves `content/`.
fn joined(folder: &str, written: &str) -> Option<String> {
    if written.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (parts.first() == Some(&"content")).then(|| parts.join("/"))
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    if short.len() < text.len() {
        format!("{short}…")
    } else {
        short
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_path_stays_in_content() {
        assert_eq!(
            joined("content/a", "../b/c.md"),
            Some("content/b/c.md".into())
        );
        assert_eq!(joined("content", "./x.md"), Some("content/x.md".into()));
        for written in [
            "../../etc/passwd",
            "/etc/passwd",
            "../catena.yaml",
            "../../../x",
        ] {
            assert_eq!(
                joined("content/a", written).filter(|path| !path.starts_with("content/")),
                None
            );
            assert_eq!(joined("content", written), None, "{written}");
        }
    }
}
