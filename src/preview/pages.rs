//! One state of a site, whose files are made when they are asked for.

use crate::diagnostic::{Diagnostic, Severity};
use crate::leak::{Inspector, Origin};
use crate::load;
use crate::render::{Renderer, ThemeError};
use crate::site::{Compiled, Extra, Press, Shared};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

/// A site that can be shown. It never changes, except where a file that is copied changes on the disk.
pub struct Pages {
    compiled: Arc<Compiled>,
    renderer: Arc<Renderer>,
    shared: Shared,
    /// The page of each path.
    pages: OnceLock<HashMap<String, usize>>,
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
    /// The pages of a programme without errors.
    ///
    /// # Errors
    /// Where a template cannot be read, or cannot be rendered where the programme has templates of its own.
    pub(super) fn of(compiled: &Arc<Compiled>) -> Result<Self, ThemeError> {
        let pages = Self {
            compiled: compiled.clone(),
            renderer: Arc::new(compiled.renderer()?),
            shared: Shared::default(),
            pages: OnceLock::new(),
            search: OnceLock::new(),
            inspector: OnceLock::new(),
        };
        pages.tried().map(|()| pages)
    }

    pub(super) fn compiled(&self) -> &Arc<Compiled> {
        &self.compiled
    }

    /// One file of the site by its path, such as `themes/co-location.html`. `None` where the site has no such file.
    pub fn file(&self, path: &str) -> Option<Served> {
        if let Some(page) = self.numbers().get(path) {
            let page = &self.compiled.plan.pages[*page];
            let page = self.with_press(|press| press.page(page));
            return Some(match page {
                Ok(page) => self.inspected(path, page.into_bytes(), Origin::Made),
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

    /// The page of a path, by its place in the plan.
    fn numbers(&self) -> &HashMap<String, usize> {
        self.pages.get_or_init(|| {
            let pages = self.compiled.plan.pages.iter().enumerate();
            pages.map(|(at, page)| (page.path.clone(), at)).collect()
        })
    }

    fn search(&self) -> &BTreeMap<String, Vec<u8>> {
        self.search
            .get_or_init(|| self.with_press(|press| press.search().into_iter().collect()))
    }

    pub(super) fn with_press<T>(&self, make: impl FnOnce(&Press<'_>) -> T) -> T {
        let setter = self.compiled.typesetter();
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
        let faults = self.compiled.leaks(inspector.faults());
        let is_error = |fault: &Diagnostic| fault.severity == Severity::Error;
        match faults.iter().any(is_error) {
            true => Served::Leak(faults),
            false => Served::File(bytes),
        }
    }
}
