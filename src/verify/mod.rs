//! Quotes beside their sources: which source may hold each quote, what was found, and what a person should do.
//!
//! [`scope`] says where to look, [`crate::matching`] looks, [`explain`] puts the verdict into words, and [`record`]
//! makes the text of `quotes.lock`.

mod explain;
mod record;
mod scope;

pub use record::{Record, record, text as lock_text};
pub use scope::Bindings;

use crate::diagnostic::Checked;
use crate::evidence::{Evidence, ParticipantKey, Quote, QuoteKey, Speaker, StudyKey};
use crate::load::Sources;
use crate::matching::{Asked, Library, Owner, People, Verdict, judge};
use crate::model::{Outcome, SourcePlace, words_hash};
use crate::source::SourceMap;
use rayon::prelude::*;
use scope::Scopes;

/// What is compared.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    pub evidence: &'a Evidence,
    /// The notes, to show where a quote stands.
    pub notes: &'a SourceMap,
    pub bindings: &'a Bindings,
}

/// What was found for one quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub quote: QuoteKey,
    pub verdict: Verdict,
    /// Where the words stand.
    pub source: Option<SourcePlace>,
    /// Whose words they are said to be: `interview-study/P18`, or a citation key.
    pub speaker: String,
    /// The hash of the quote's words.
    pub words: String,
}

/// Compares every published quote with the sources that may hold it. `progress` is told of each, from any thread.
pub fn verify(
    question: &Question<'_>,
    sources: Sources,
    progress: impl Fn() + Sync,
) -> Checked<Vec<Compared>> {
    let evidence = question.evidence;
    let names: Vec<String> = sources
        .sources
        .iter()
        .map(|source| source.name.clone())
        .collect();
    let hashes: Vec<String> = sources
        .sources
        .iter()
        .map(|source| source.hash.clone())
        .collect();
    let scopes = Scopes::new(question, &names, sources.single);
    let texts = sources
        .sources
        .into_iter()
        .map(|source| source.text)
        .collect();
    let library = Library::of(texts);
    let people: Vec<People> = evidence
        .studies
        .iter()
        .map(|(study, _)| people(evidence, study))
        .collect();
    let quotes: Vec<QuoteKey> = evidence.quotes.iter().map(|(key, _)| key).collect();
    let compare = |key: &QuoteKey| {
        let quote = &evidence.quotes[*key];
        let verdict = compare(evidence, quote, &scopes, &people, &library);
        progress();
        Compared {
            quote: *key,
            source: verdict.passage.as_ref().map(|passage| SourcePlace {
                name: names[passage.document].clone(),
                hash: hashes[passage.document].clone(),
                start: passage.characters.start,
                end: passage.characters.end,
            }),
            speaker: evidence.speaker_id(quote.speaker),
            words: words_hash(evidence.written(*key)),
            verdict,
        }
    };
    let compared: Vec<Compared> = quotes.par_iter().map(compare).collect();
    let mut faults = scopes.faults;
    faults.extend(
        compared
            .iter()
            .filter_map(|compared| explain::fault(question, compared)),
    );
    Checked::new(compared, faults)
}

fn compare(
    evidence: &Evidence,
    quote: &Quote,
    scopes: &Scopes,
    people: &[People],
    library: &Library,
) -> Verdict {
    let written = &evidence.notes[quote.home].note.body.quotes[quote.index];
    let nobody = People::default();
    let (id, study, participant) = match quote.speaker {
        Speaker::Participant(key) => {
            let participant = &evidence.participants[key];
            (
                Some(participant.id.as_str()),
                Some(participant.study),
                Some(key),
            )
        }
        Speaker::Document(_) => (None, None, None),
    };
    let owner = |document| owner(evidence, scopes, study, participant, document);
    let scope = scopes.of(quote.speaker, study);
    let asked = Asked {
        paragraphs: &written.paragraphs,
        speaker: id,
        people: study.map_or(&nobody, |study| &people[study.index()]),
        scope,
        owner: &owner,
    };
    let verdict = judge(&asked, library);
    let of_others = |document| matches!(owner(document), Owner::Other(_));
    let own = scope.any(library.documents.len(), |document| !of_others(document));
    match verdict.outcome {
        // Other people's interviews were looked at only to tell a wrong attribution.
        Outcome::NotFound if !own => Verdict {
            outcome: Outcome::NoSource,
            ..verdict
        },
        _ => verdict,
    }
}

/// Whose interview a source is, seen from the speaker of a quote.
fn owner(
    evidence: &Evidence,
    scopes: &Scopes,
    study: Option<StudyKey>,
    speaker: Option<ParticipantKey>,
    document: usize,
) -> Owner {
    let owners = study.map_or(&[] as &[ParticipantKey], |study| {
        scopes.owners(study, document)
    });
    match owners {
        [only] if Some(*only) == speaker => Owner::Speaker,
        [] => Owner::Unknown,
        several if several.iter().any(|owner| Some(*owner) == speaker) => Owner::Unknown,
        others => {
            let ids = others
                .iter()
                .map(|owner| evidence.participants[*owner].id.as_str());
            Owner::Other(ids.collect::<Vec<_>>().join(" or "))
        }
    }
}

fn people(evidence: &Evidence, study: StudyKey) -> People {
    let keys = evidence.studies[study].participants.iter();
    People::new(keys.map(|key| evidence.participants[*key].id.as_str()))
}
