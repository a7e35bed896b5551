//! A programme kept open while somebody writes: what they save is read again, and any file of its site is made when asked.
//!
//! - [`Preview`] takes what changed ([`Changed`]), and says what that did ([`Update`]).
//! - [`Pages`] is one state of the site that can be shown. It never changes: whoever reads one needs no lock, and a newer
//!   one is made beside it. Pages are made when they are asked for, so nothing has to tell which of them a save spoils.
//! - [`State`] says what is wrong. While the newest state has errors, [`Preview::pages`] stays the last one without.
//!
//! Every file equals what [`crate::site::Compiled::publish`] writes for the same folder, byte for byte. Only
//! `manifest.json` is not here: it lists what was published.
//!
//! A file that would show what was withheld is not given out ([`Served::Leak`]): somebody may look over the writer's
//! shoulder. `catena build` looks at every file before it publishes any. The preview looks at each file that is asked for.

mod changed;
mod pages;
mod state;
mod trial;

pub use changed::Changed;
pub use pages::{Pages, Served};
pub use state::{Standing, State};

use crate::site::{Compiled, Options, Read};
use std::sync::Arc;

/// A programme that is kept open.
pub struct Preview {
    options: Options,
    pages: Option<Arc<Pages>>,
    state: Arc<State>,
}

/// What a change did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Update {
    /// True where pages may have changed.
    pub pages: bool,
    /// True where what is wrong may have changed.
    pub state: bool,
}

impl Preview {
    /// Opens a programme. This never fails: what cannot be read is told by [`Preview::state`].
    pub fn open(options: &Options) -> Self {
        let mut preview = Self {
            options: options.clone(),
            pages: None,
            state: Arc::default(),
        };
        preview.refresh(&Changed::Everything);
        preview
    }

    /// Reads again what changed on the disk, and does again what depends on it.
    pub fn refresh(&mut self, changed: &Changed) -> Update {
        if changed.within(&self.options.root).is_nothing() {
            return Update {
                pages: false,
                state: false,
            };
        }
        let pages = match Read::of(&self.options) {
            Ok(read) => self.stand(read.tied()),
            Err(error) => {
                self.fail(error.to_string());
                false
            }
        };
        Update { pages, state: true }
    }

    /// The state of the site to show: the newest, or the last one without errors. `None` where there never was one.
    pub fn pages(&self) -> Option<Arc<Pages>> {
        self.pages.clone()
    }

    /// One file of the site, as [`Pages::file`] gives it.
    pub fn file(&self, path: &str) -> Option<Served> {
        self.pages.as_ref()?.file(path)
    }

    /// The path of every file of the site.
    pub fn paths(&self) -> Vec<String> {
        let pages = self.pages.as_ref();
        pages.map(|pages| pages.paths()).unwrap_or_default()
    }

    /// What is wrong with the programme as it lies on the disk now.
    pub fn state(&self) -> Arc<State> {
        self.state.clone()
    }

    /// Takes a programme as the newest. True where its pages are shown from now on.
    fn stand(&mut self, compiled: Compiled) -> bool {
        let compiled = Arc::new(compiled);
        let pages = match compiled.has_errors() {
            true => Ok(None),
            false => Pages::of(&compiled).map(Some),
        };
        let environment = pages.as_ref().err().map(ToString::to_string);
        let pages = pages.ok().flatten();
        let shown = pages.is_some();
        if let Some(pages) = pages {
            self.pages = Some(Arc::new(pages));
        }
        self.state = Arc::new(State {
            standing: self.standing(shown),
            faults: compiled.diagnostics.clone(),
            accepted: compiled.accepted.clone(),
            environment,
            sources: compiled.sources.clone(),
        });
        shown
    }

    /// Keeps what is shown, and says why there is nothing newer.
    fn fail(&mut self, environment: String) {
        self.state = Arc::new(State {
            standing: self.standing(false),
            environment: Some(environment),
            ..State::default()
        });
    }

    fn standing(&self, newest: bool) -> Standing {
        match (&self.pages, newest) {
            (Some(_), true) => Standing::Newest,
            (Some(_), false) => Standing::LastGood,
            (None, _) => Standing::Nothing,
        }
    }
}
