//! The whole pipeline: from a folder of notes to a published site.
//!
//! 1. [`Opened`] holds the files as they are. Where the last build read the same, all is done.
//! 2. [`Read`] holds what each file says on its own.
//! 3. [`Compiled`] is the programme with its chain tied and checked.
//! 4. [`Press`] makes every file of the site, each when it is asked for.
//! 5. [`Compiled::publish`] asks for all of them, and puts the site in its place.
//!
//! [`crate::preview`] keeps the second to fourth open while somebody writes.

mod again;
mod build;
mod compiled;
mod library;
mod opened;
mod press;
mod read;

pub use again::Rewritten;
pub use build::{BuildError, Report};
pub use compiled::Compiled;
pub use opened::{Opened, Said};
pub use press::{Extra, Press, Shared};
pub use read::Read;

use crate::load::LoadError;
use crate::model::{BaseUrl, Config, Date};
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
    Ok(Opened::of(options)?.compile(options))
}

/// The folder into which a site goes.
fn output_folder(config: &Config, options: &Options) -> PathBuf {
    let chosen = config.output.as_ref();
    let chosen = chosen.map(|output| options.root.join(&output.value));
    let asked = options.output.clone().or(chosen);
    asked.unwrap_or_else(|| options.root.join("site"))
}

/// Drops something large without keeping anybody waiting.
pub(crate) fn let_go(something: impl Send + 'static) {
    rayon::spawn(|| drop(something));
}
