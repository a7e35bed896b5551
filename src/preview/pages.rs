//! One state of a site, whose files are made when they are asked for.

use crate::diagnostic::{Diagnostic, Severity};
use crate::leak::{Inspector, Origin};
use crate::load;
use crate::render::{Renderer, ThemeError};
use crate::site::{Compiled, Extra, Press, Shared};
use crate::typeset::Prepared;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A site that can be shown. It never changes, except where a file that is copied changes on the disk.
pub struct Pages {
    compiled: Arc<Compiled>,
    renderer: Renderer,
    shared: Shared,
    prepared: OnceLock<Arc<Prepared>>,
    search: OnceLock<BTreeMap<String, Vec<u8>>>,
    inspector: OnceLock<Inspector>,
}

/// What is given for a path of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Served {
    File(Vec<u8>),
    /// The file would show what was withheld, so it is kept back.
    Leak(Vec<Diagnostic>),
    /// The file cannot be made or read, for this reason.
    Broken(String),
}

impl Pages {
    /// The pages of a programme without errors. What they share with those of `before` is taken from there.
    ///
    /// # Errors
    /// Where a template cannot be read, or cannot be rendered where the programme has templates of its own.
    pub(super) fn of(compiled: &Arc<Compiled>, before: Option<&Self>) -> Result<Self, ThemeError> {
        let same_look =
            before.and_then(|before| compiled.renderer_after(&before.compiled, &before.renderer));
        let tried = same_look.is_some();
        let pages = Self {
            compiled: compiled.clone(),
            renderer: match same_look {
                Some(renderer) => renderer,
                None => compiled.renderer()?,
            },
            shared: Shared::default(),
            prepared: OnceLock::new(),
            search: OnceLock::new(),
            inspector: OnceLock::new(),
        };
        if let Some(before) = before.filter(|before| compiled.has_ties_of(&before.compiled)) {
            pages.take_over(before);
        }
        match tried {
            true => Ok(pages),
            false => pages.tried().map(|()| pages),
        }
    }

    /// Takes what the pages before have made, and what is still the same.
    fn take_over(&self, before: &Self) {
        if let Some(prepared) = before.prepared.get() {
            let _ = self.prepared.set(prepared.clone());
        }
        let inspector = before.inspector.get();
        let inspector = inspector
            .and_then(|inspector| self.compiled.inspector_after(&before.compiled, inspector));
        if let Some(inspector) = inspector {
            let _ = self.inspector.set(inspector);
        }
    }

    pub(super) fn compiled(&self) -> &Arc<Compiled> {
        &self.compiled
    }

    /// One file of the site by its path, such as `themes/co-location.html`. `None` where the site has no such file.
    pub fn file(&self, path: &str) -> Option<Served> {
        let mut pages = self.compiled.plan.pages.iter();
        if let Some(page) = pages.find(|page| page.path == path) {
            let page = self.with_press(|press| press.page(page));
            return Some(match page {
                Ok(page) => self.inspected(path, page, Origin::Made),
                Err(error) => Served::Broken(error.to_string()),
            });
        }
        if path.starts_with("search/") {
            let file = self.search().get(path)?.clone();
            return Some(self.inspected(path, file, Origin::Made));
        }
        self.with_press(|press| {
            let (bytes, origin) = match press.other(path)? {
                Extra::Made(bytes) => (Ok(bytes), Origin::Made),
                Extra::OnDisk(file) => (load::copied(file).map(Cow::Owned), Origin::Copied),
            };
            Some(match bytes {
                Ok(bytes) => self.inspected(path, bytes.into_owned(), origin),
                Err(error) => Served::Broken(format!("`{path}` cannot be read: {error}")),
            })
        })
    }

    /// The path of every file of the site.
    pub fn paths(&self) -> Vec<String> {
        let pages = self.compiled.plan.pages.iter();
        let mut paths: Vec<String> = pages.map(|page| page.path.clone()).collect();
        paths.extend(self.search().keys().cloned());
        paths.extend(self.with_press(|press| press.others()));
        paths
    }

    fn search(&self) -> &BTreeMap<String, Vec<u8>> {
        self.search
            .get_or_init(|| self.with_press(|press| press.search().into_iter().collect()))
    }

    pub(super) fn with_press<T>(&self, make: impl FnOnce(&Press<'_>) -> T) -> T {
        let prepared = self.prepared.get_or_init(|| self.compiled.prepared());
        let setter = self.compiled.prepared_typesetter(prepared.clone());
        make(&Press::new(
            &self.compiled,
            &setter,
            &self.renderer,
            &self.shared,
        ))
    }

    /// A file, unless it shows what was withheld.
    fn inspected(&self, path: &str, bytes: Vec<u8>, origin: Origin) -> Served {
        let inspector = self.inspector.get_or_init(|| self.compiled.inspector());
        let inspector = inspector.afresh();
        inspector.examine(path, &bytes, origin);
        let faults = self.compiled.weighed(inspector.faults());
        let is_error = |fault: &Diagnostic| fault.severity == Severity::Error;
        match faults.iter().any(is_error) {
            true => Served::Leak(faults),
            false => Served::File(bytes),
        }
    }
}
