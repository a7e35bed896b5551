//! Mends what needs no person's judgement: `catena check --fix`.
//!
//! A fault that a program can mend carries a [`Fix`](crate::diagnostic::Fix). Mending goes in rounds. Each makes the fixes
//! that do not touch each other, in memory, and checks the whole programme again. A fix that did not mend its fault, or
//! after which a file has an error of a kind that it had not, is taken back. No round may change what anybody said, or who
//! said it. Nothing here touches the disk.

mod diff;
mod lines;
mod rounds;
mod trial;

pub use diff::unified;

use crate::load::LoadError;
use crate::site::{self, Compiled, Options};
use rounds::Rounds;

/// So many rounds are enough: what one mends may show another fault behind it, but not for ever. A round may also be
/// needed to find one bad fix among many.
const MOST_ROUNDS: usize = 20;

/// What all rounds together come to.
#[derive(Debug)]
pub struct Mended {
    /// The programme as it will be.
    pub compiled: Compiled,
    /// Whether the programme has errors as it is.
    pub had_errors: bool,
    /// Files that change, in the order of their paths.
    pub files: Vec<MendedFile>,
    /// Fixes that would have made something worse.
    pub taken_back: Vec<Mend>,
}

/// A file with the text that it has and the one that it will have, both without a byte order mark.
#[derive(Debug)]
pub struct MendedFile {
    /// The path from the programme's root.
    pub path: String,
    pub before: String,
    pub after: String,
    pub mends: Vec<Mend>,
}

/// One fix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mend {
    pub path: String,
    pub line: usize,
    /// What it does, as an order.
    pub title: String,
}

/// Mends a programme in memory.
///
/// # Errors
/// As [`site::compile`].
pub fn mend(options: &Options) -> Result<Mended, LoadError> {
    let compiled = site::compile(options)?;
    let had_errors = compiled.has_errors();
    let mut rounds = Rounds::of(options, compiled);
    for _ in 0..MOST_ROUNDS {
        if !rounds.round()? {
            break;
        }
    }
    Ok(rounds.finish(had_errors))
}
