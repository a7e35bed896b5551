//! The whole pipeline: from a folder of notes to a published site.
//!
//! 1. [`Read`] holds what each file says on its own.
//! 2. [`Compiled`] is the programme with its chain tied and checked.
//! 3. [`Press`] makes every file of the site, each when it is asked for.
//! 4. [`Compiled::publish`] asks for all of them, and puts the site in its place.
//!
//! [`crate::preview`] keeps the first three open while somebody writes.

mod again;
mod build;
mod compiled;
mod library;
mod press;
mod read;

pub use again::Rewritten;
pub use build::{BuildError, Report};
pub use compiled::Compiled;
pub use press::{Extra, Press, Shared};
pub use read::Read;

use crate::load::LoadError;
use crate::model::{BaseUrl, Date};
use crate::timings::Timings;
use std::path::PathBuf;

/// What a person asks of a build.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The programme's folder.
    pub root: PathBuf,
    /// The output folder; the programme's own choice, or `site` in its folder, where absent.
    pub output: Option<PathBuf>,
    /// Stands in for the programme's `base_url`.
    pub base_url: Option<BaseUrl>,
    /// True where drafts are published too.
    pub drafts: bool,
    /// The day on which somebody looks, for what is said to editors alone: the site is the same on any day. Where it is
    /// absent, no date is held to be still to come.
    pub today: Option<Date>,
    /// What keeps how long each step takes.
    pub timings: Timings,
}

/// Loads, parses, links, checks and plans a programme. Faults of its content are in the result.
///
/// # Errors
/// Where there is no programme or its look cannot be read.
pub fn compile(options: &Options) -> Result<Compiled, LoadError> {
    let read = Read::of(options)?;
    let compiled = read.tied();
    let_go(read);
    Ok(compiled)
}

/// Drops something large without keeping anybody waiting.
pub(crate) fn let_go(something: impl Send + 'static) {
    rayon::spawn(|| drop(something));
}
