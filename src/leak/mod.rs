//! The last look at the finished site: nothing that was withheld may stand in any byte of it.
//!
//! What is not public never enters the evidence, so no page can show it by design. This module trusts no design. It
//! keeps what was withheld, reads every file as it is written, and says where something got through: a quote's words
//! pasted into public prose, a spreadsheet that a note links to, a fault of this program. Then nothing is published.
//!
//! What is looked for, and the only place where that is decided:
//!
//! 1. **Words of quotes that are not published**: of somebody who withdrew, or in a note that is internal or a draft. Any
//!    six words in a row count ([`secrets`]). Letters are compared, so nothing between them hides words ([`letters`]).
//!    Words that the same speaker says in a published quote are public. Words that others say are not: whether they are
//!    a common phrase is for people to say, under `common_phrases` in `catena.yaml`.
//! 2. **Values of participants that are not published and identify**: those that fewer people of a study share than
//!    `smallest_group` says, or only one. A value counts as whole words of four letters or more. One that stands in
//!    something that people wrote for the public (a note, a reference, the look) is for them to judge, and left out here:
//!    whatever else is in the site was leaked by a machine, or by a file that is published as it is.
//! 3. **Ids of people who withdrew**, where nobody else has that id.
//!
//! Shorter words, numbers and single letters cannot be told from the site's own. `docs/content/withdrawal.md` says so.

mod letters;
mod public;
mod search;
mod secrets;
mod unpack;

pub use secrets::Withheld;

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::Evidence;
use crate::load::Look;
use crate::source::SourceMap;
use letters::Reading;
use search::Finder;
use secrets::{Secret, SecretKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use unpack::Unpackable;

/// Whether this program made a file's bytes, or copied them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Made,
    Copied,
}

/// Bytes as they are, and as HTML and XML.
const BARE: Reading = Reading { markup: false };
const MARKUP: Reading = Reading { markup: true };
/// How many layers of escapes are read: JSON in JSON, HTML in a feed.
const DEEPEST: usize = 3;

/// A file of the site, and a line of it where there are lines.
type Spot = (String, Option<usize>);

/// Reads every file of a site, on any thread, and remembers what should not be there.
#[derive(Debug)]
pub struct Inspector {
    secrets: Arc<Vec<Secret>>,
    finder: Arc<Finder>,
    /// What makes public words of values.
    values: Arc<Finder>,
    /// Where each secret stands.
    leaks: Mutex<BTreeMap<usize, BTreeSet<Spot>>>,
    unexamined: Mutex<BTreeMap<String, Unpackable>>,
}

impl Inspector {
    /// An inspector that knows what was withheld from this evidence. `own` is what this program itself writes into
    /// every site: its words tell nothing of anybody.
    pub fn new(
        withheld: &Withheld,
        evidence: &Evidence,
        sources: &SourceMap,
        look: &Look,
        own: &[&str],
    ) -> Self {
        let found = secrets::secrets(withheld, evidence, sources, look, own);
        Self {
            secrets: Arc::new(found.secrets),
            finder: Arc::new(Finder::new(found.needles)),
            values: Arc::new(found.values),
            leaks: Mutex::default(),
            unexamined: Mutex::default(),
        }
    }

    /// An inspector that knows the same and has read nothing yet.
    pub fn afresh(&self) -> Self {
        Self {
            secrets: self.secrets.clone(),
            finder: self.finder.clone(),
            values: self.values.clone(),
            leaks: Mutex::default(),
            unexamined: Mutex::default(),
        }
    }

    /// True where a public text may stand in the place of another, and what is looked for stays the same.
    pub fn knows_the_same(&self, old: &str, new: &str) -> bool {
        public::found(&self.values, old) == public::found(&self.values, new)
    }

    /// Reads a file of the site: its path and every byte.
    pub fn examine(&self, path: &str, bytes: &[u8], origin: Origin) {
        if self.finder.is_empty() {
            return;
        }
        self.search(path, path.as_bytes(), BARE, false);
        if let Some(plain) = letters::decoded(path.as_bytes()) {
            self.search(path, &plain, BARE, false);
        }
        if origin == Origin::Made && (path.ends_with(".html") || path.ends_with(".xml")) {
            // Tags are well formed: read with markup, attributes and text are all that there is.
            self.layers(path, bytes, &[MARKUP], true, DEEPEST);
            return;
        }
        self.any_file(path, bytes, true);
        let unpacked = unpack::unpack(bytes, &mut |inner| self.any_file(path, inner, false));
        if let Err(reason) = unpacked {
            let mut unexamined = self
                .unexamined
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            unexamined.insert(path.to_owned(), reason);
        }
    }

    /// Searches bytes that may be anything, in every way in which they can be read.
    fn any_file(&self, path: &str, bytes: &[u8], lines: bool) {
        match utf16(bytes) {
            Some(text) => self.layers(path, text.as_bytes(), &[BARE, MARKUP], false, DEEPEST),
            None => self.layers(path, bytes, &[BARE, MARKUP], lines, DEEPEST),
        }
    }

    /// Searches bytes in some ways, and again with their escapes read, and with what is escaped in those.
    fn layers(&self, path: &str, bytes: &[u8], readings: &[Reading], lines: bool, depth: usize) {
        let mut escapes = false;
        for reading in readings {
            escapes |= self.search(path, bytes, *reading, lines);
        }
        let plain = (escapes && depth > 0).then(|| letters::decoded(bytes));
        if let Some(plain) = plain.flatten() {
            self.layers(path, &plain, &[BARE, MARKUP], lines, depth - 1);
        }
    }

    /// Searches bytes in one way. True where they may hold escapes that were not read.
    fn search(&self, path: &str, bytes: &[u8], reading: Reading, lines: bool) -> bool {
        let result = self.finder.find(bytes, reading);
        if !result.found.is_empty() {
            let mut leaks = self.leaks.lock().unwrap_or_else(PoisonError::into_inner);
            for found in result.found {
                let line = lines.then(|| {
                    let before = bytes[..found.at].iter();
                    before.filter(|byte| **byte == b'\n').count() + 1
                });
                let secret = self.finder.owner(found.needle);
                let places = leaks.entry(secret).or_default();
                places.insert((path.to_owned(), line));
            }
        }
        result.may_hold_escapes
    }

    /// What is wrong with the site that was read.
    pub fn faults(&self) -> Vec<Diagnostic> {
        let leaks = self.leaks.lock().unwrap_or_else(PoisonError::into_inner);
        let leaks = leaks
            .iter()
            .map(|(secret, places)| leak(&self.secrets[*secret], places));
        let unexamined = self
            .unexamined
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let unexamined = unexamined
            .iter()
            .map(|(path, reason)| closed(path, *reason));
        leaks.chain(unexamined).collect()
    }
}

/// The fault says where words stand, and points at where they come from. It never repeats them: logs are read by others.
fn leak(secret: &Secret, places: &BTreeSet<Spot>) -> Diagnostic {
    let files: BTreeSet<&str> = places.iter().map(|(path, _)| path.as_str()).collect();
    let what = match &secret.kind {
        SecretKind::Quote => "Words of this quote, which is not public, stand".to_owned(),
        SecretKind::Value { column } => format!("A value of `{column}` that is not public stands"),
        SecretKind::Withdrawn => "The id of this person, who withdrew, stands".to_owned(),
    };
    let place = places
        .first()
        .map_or_else(String::new, |(path, line)| match line {
            Some(line) => format!("in line {line} of `{path}`"),
            None => format!("in `{path}`"),
        });
    let more = match files.len() {
        0 | 1 => String::new(),
        2 => ", and in 1 more file".to_owned(),
        files => format!(", and in {} more files", files - 1),
    };
    let hint = match secret.kind {
        SecretKind::Quote => {
            "Remove the words from the note or file that this part of the site is made from. \
             If anybody might say them, list them under `common_phrases` in `catena.yaml`."
        }
        SecretKind::Value { .. } => {
            "Remove it from the file that the site copies, or do not link to that file."
        }
        SecretKind::Withdrawn => {
            "Remove the id from your own words and from files that notes link to."
        }
    };
    Diagnostic::new(Code::Leak, secret.place, format!("{what} {place}{more}")).hint(hint)
}

fn closed(path: &str, reason: Unpackable) -> Diagnostic {
    let reason = match reason {
        Unpackable::Unreadable => {
            "It is locked, damaged, or packed in another way than zip and gzip."
        }
        Unpackable::TooLarge => "It unpacks to too much.",
        Unpackable::TooDeep => "It holds packed files in packed files.",
    };
    let message = format!("`{path}` cannot be searched for what is not public");
    Diagnostic::new(Code::UnexaminedFile, None, message).hint(format!(
        "{reason} Link to a file that can be read, such as a `.docx`, `.csv` or plain text."
    ))
}

/// The text of bytes in UTF-16, by their mark or by the empty half of their characters.
fn utf16(bytes: &[u8]) -> Option<String> {
    let start = &bytes[..bytes.len().min(256)];
    let empty = |half: usize| {
        let zeros = start
            .iter()
            .skip(half)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count();
        start.len() >= 4 && zeros * 2 > start.len() / 2
    };
    let little = bytes.starts_with(b"\xFF\xFE") || empty(1) && !empty(0);
    let big = bytes.starts_with(b"\xFE\xFF") || empty(0) && !empty(1);
    let unit: fn([u8; 2]) -> u16 = match (little, big) {
        (true, _) => u16::from_le_bytes,
        (_, true) => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    Some(
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}
