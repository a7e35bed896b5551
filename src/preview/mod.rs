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
mod newest;
mod pages;
mod state;
mod trial;

pub use changed::Changed;
pub use newest::Redone;
pub use pages::{Pages, Served};
pub use state::{Standing, State};

use crate::site::{Options, let_go};
use changed::Within;
use newest::Newest;
use std::sync::Arc;

/// A programme that is kept open.
pub struct Preview {
    options: Options,
    /// The programme as it lies on the disk; `None` where it cannot be read.
    newest: Option<Newest>,
    /// Why it cannot be read.
    unreadable: Option<String>,
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
    /// How much was done again.
    pub redone: Redone,
}

impl Preview {
    /// Opens a programme. This never fails: what cannot be read is told by [`Preview::state`].
    pub fn open(options: &Options) -> Self {
        let mut preview = Self {
            options: options.clone(),
            newest: None,
            unreadable: None,
            pages: None,
            state: Arc::default(),
        };
        preview.refresh(&Changed::Everything);
        preview
    }

    /// Reads again what changed on the disk, and does again what depends on it.
    pub fn refresh(&mut self, changed: &Changed) -> Update {
        let changed = changed.within(&self.options.root);
        let redone = match changed.is_nothing() {
            true => Redone::Nothing,
            false => self.redo(&changed),
        };
        let state = redone != Redone::Nothing;
        Update {
            pages: state && self.stand(),
            state,
            redone,
        }
    }

    /// Brings the newest state up to date: by a few notes where that is enough, else as a whole.
    fn redo(&mut self, changed: &Within) -> Redone {
        if let (Some(newest), Within::Paths(paths)) = (&mut self.newest, changed)
            && let Some(redone) = newest.again(&self.options.root, paths)
        {
            return redone;
        }
        match Newest::of(&self.options) {
            Ok(newest) => {
                self.newest = Some(newest);
                self.unreadable = None;
            }
            Err(error) => {
                self.newest = None;
                self.unreadable = Some(error.to_string());
            }
        }
        Redone::Everything
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

    /// Shows the newest state if it can be shown, and tells what is wrong with it. True where its pages are shown now.
    fn stand(&mut self) -> bool {
        let compiled = self.newest.as_ref().map(Newest::compiled);
        let sound = compiled.filter(|compiled| !compiled.has_errors());
        let pages = sound.map(|compiled| Pages::of(compiled, self.pages.as_deref()));
        let (pages, broken) = match pages.transpose() {
            Ok(pages) => (pages, None),
            Err(error) => (None, Some(error.to_string())),
        };
        let shown = pages.is_some();
        let standing = match (&self.pages, shown) {
            (_, true) => Standing::Newest,
            (Some(_), false) => Standing::LastGood,
            (None, false) => Standing::Nothing,
        };
        let environment = broken.or_else(|| self.unreadable.clone());
        self.state = Arc::new(State::of(standing, compiled, environment));
        if let Some(pages) = pages {
            let_go(self.pages.replace(Arc::new(pages)));
        }
        shown
    }
}
