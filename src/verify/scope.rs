//! Where to look for a quote: the sources of its speaker, of its study, or of the document it is taken from.

use super::Question;
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::evidence::{ParticipantKey, ReferenceKey, Speaker, StudyKey};
use crate::matching::Scope;
use crate::model::ParticipantTable;
use crate::source::{FileId, Spanned};
use std::collections::HashMap;

/// Which source holds whose words, as the participants tables say. The names of sources may say who somebody is, so
/// they are no part of the evidence.
#[derive(Debug, Default)]
pub struct Bindings {
    /// Study and participant in lower case to the source's name and the table it stands in.
    sources: HashMap<(String, String), (FileId, Spanned<String>)>,
}

impl Bindings {
    pub fn of(tables: &[ParticipantTable]) -> Self {
        let mut sources = HashMap::new();
        for table in tables {
            for row in &table.rows {
                let key = (table.study.to_string(), row.id.value.to_lowercase());
                let source = row.source.clone().filter(|_| row.withdrawn.is_none());
                sources.extend(source.map(|source| (key, (table.file, source))));
            }
        }
        Self { sources }
    }

    fn of_participant(&self, study: &str, id: &str) -> Option<&(FileId, Spanned<String>)> {
        self.sources.get(&(study.to_owned(), id.to_lowercase()))
    }
}

/// For every speaker the sources that may hold their words.
pub struct Scopes {
    studies: Vec<StudySources>,
    /// Of participants whose sources their table names.
    participants: HashMap<ParticipantKey, Vec<usize>>,
    documents: HashMap<ReferenceKey, Vec<usize>>,
    /// True where every source may hold any quote.
    everywhere: bool,
    /// Names of sources that are not there.
    pub faults: Vec<Diagnostic>,
}

/// The sources of one study, in order, and whose interviews they are.
#[derive(Default)]
struct StudySources {
    sources: Vec<usize>,
    /// The people whose interview a source is; a group's discussion is that of several.
    owners: HashMap<usize, Vec<ParticipantKey>>,
}

impl Scopes {
    /// `names` are the paths of the sources. With `everywhere`, what the notes say of sources does not count.
    pub fn new(question: &Question<'_>, names: &[String], everywhere: bool) -> Self {
        let evidence = question.evidence;
        let mut builder = Builder {
            question,
            names,
            catalogue: Catalogue::of(names),
            participants: HashMap::new(),
            faults: Vec::new(),
        };
        let studies = evidence
            .studies
            .iter()
            .map(|(key, _)| builder.study(key, everywhere));
        let studies = studies.collect();
        let documents = evidence
            .references
            .iter()
            .map(|(key, entry)| (key, builder.catalogue.find(&entry.reference.key).to_vec()));
        Self {
            studies,
            documents: documents.collect(),
            participants: builder.participants,
            everywhere,
            faults: builder.faults,
        }
    }

    /// The sources that may hold the words of somebody of a study, or of a document.
    pub fn of(&self, speaker: Speaker, study: Option<StudyKey>) -> Scope<'_> {
        if self.everywhere {
            return Scope::All;
        }
        let own = match speaker {
            Speaker::Participant(key) => self.participants.get(&key),
            Speaker::Document(key) => self.documents.get(&key),
        };
        let of_study = || study.map(|study| &self.studies[study.index()].sources);
        Scope::Only(own.or_else(of_study).map_or(&[], Vec::as_slice))
    }

    /// The people whose interview a source is; none where nothing says whose it is.
    pub fn owners(&self, study: StudyKey, source: usize) -> &[ParticipantKey] {
        let owners = self.studies[study.index()].owners.get(&source);
        owners.map_or(&[], Vec::as_slice)
    }
}

/// Finds the sources of one study after the other.
struct Builder<'a> {
    question: &'a Question<'a>,
    names: &'a [String],
    catalogue: Catalogue,
    participants: HashMap<ParticipantKey, Vec<usize>>,
    faults: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn study(&mut self, study: StudyKey, everywhere: bool) -> StudySources {
        let mut found = StudySources::default();
        if everywhere {
            found.sources = (0..self.names.len()).collect();
        } else {
            found.sources = self
                .named_by_study(study)
                .unwrap_or_else(|| self.by_folder(study));
            self.bind(study, &mut found.owners);
        }
        self.own_by_name(study, &mut found);
        found
    }

    /// The sources that the study's front matter names.
    fn named_by_study(&mut self, study: StudyKey) -> Option<Vec<usize>> {
        let note = self.question.evidence.study_note(study);
        let named = &note.study_matter()?.sources;
        let mut sources = Vec::new();
        for source in named {
            sources.extend(self.find(note.note.file, &source.file));
        }
        sources.sort_unstable();
        sources.dedup();
        (!named.is_empty()).then_some(sources)
    }

    /// The sources in the folder of the study's name; where there is none, those that lie in no study's folder.
    fn by_folder(&self, study: StudyKey) -> Vec<usize> {
        let evidence = self.question.evidence;
        let folders: HashMap<&str, StudyKey> = evidence
            .studies
            .iter()
            .map(|(key, _)| (evidence.study_id(key), key))
            .collect();
        let folder = |name: &String| {
            let (first, _) = name.split_once('/')?;
            folders.get(first).copied()
        };
        let of = |wanted: Option<StudyKey>| -> Vec<usize> {
            let names = self.names.iter().enumerate();
            names
                .filter(|(_, name)| folder(name) == wanted)
                .map(|(index, _)| index)
                .collect()
        };
        let own = of(Some(study));
        if own.is_empty() { of(None) } else { own }
    }

    /// Ties participants to the sources that their table names.
    fn bind(&mut self, study: StudyKey, owners: &mut HashMap<usize, Vec<ParticipantKey>>) {
        let evidence = self.question.evidence;
        for key in &evidence.studies[study].participants {
            let id = &evidence.participants[*key].id;
            let Some((file, name)) = self
                .question
                .bindings
                .of_participant(evidence.study_id(study), id)
            else {
                continue;
            };
            let mut sources = self.find(*file, name);
            sources.sort_unstable();
            for source in &sources {
                owners.entry(*source).or_default().push(*key);
            }
            self.participants.insert(*key, sources);
        }
    }

    /// A source whose file is named after a participant is their interview.
    fn own_by_name(&self, study: StudyKey, found: &mut StudySources) {
        let evidence = self.question.evidence;
        let people: HashMap<String, ParticipantKey> = evidence.studies[study]
            .participants
            .iter()
            .map(|key| (evidence.participants[*key].id.to_lowercase(), *key))
            .collect();
        for source in &found.sources {
            if let Some(person) = people.get(stem(&self.names[*source]).as_str()) {
                found.owners.entry(*source).or_insert_with(|| vec![*person]);
            }
        }
    }

    /// The sources that a name means; a fault where there is none.
    fn find(&mut self, file: FileId, name: &Spanned<String>) -> Vec<usize> {
        let found = self.catalogue.find(&name.value);
        if found.is_empty() {
            let message = format!("There is no source `{}`", name.value);
            let names = self.names.iter().map(String::as_str);
            self.faults.push(
                Diagnostic::new(Code::UnknownSource, name.span.within(file), message)
                    .maybe_hint(suggestion(&name.value, names)),
            );
        }
        found.to_vec()
    }
}

/// Sources by their path, their file name, and that without its ending, in lower case.
struct Catalogue(HashMap<String, Vec<usize>>);

impl Catalogue {
    fn of(names: &[String]) -> Self {
        let mut sources: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, name) in names.iter().enumerate() {
            let path = name.to_lowercase();
            let file = path.rsplit('/').next().unwrap_or_default().to_owned();
            let mut keys = vec![stem(name), file, path];
            keys.dedup();
            for key in keys {
                sources.entry(key).or_default().push(index);
            }
        }
        Self(sources)
    }

    fn find(&self, name: &str) -> &[usize] {
        let found = self.0.get(&name.trim().to_lowercase());
        found.map_or(&[], Vec::as_slice)
    }
}

/// A file's name without folders and ending, in lower case.
fn stem(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.to_lowercase()
}
