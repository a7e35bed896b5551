//! What is handed out now: the last good site, and what is wrong.

use super::faults::Faults;
use super::path::Asked;
use crate::diagnostic::Diagnostic;
use crate::preview::{Pages, Preview, Served};
use axum::http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::watch;

/// The page of what is not there. Every site has one.
const NOT_FOUND: &str = "404.html";
/// The name under which pages of serve's own are given out.
const OWN_PAGE: &str = "faults.html";

/// Hands out the site and its faults, from any thread.
pub struct Desk {
    now: RwLock<Arc<Now>>,
    turns: watch::Sender<u64>,
}

/// One state of the site and its faults. It does not change.
pub struct Now {
    pages: Option<Arc<Pages>>,
    pub faults: Arc<Faults>,
    /// The path at which the site will stand, without its first slash: `evidence/`.
    base: String,
    /// Names of the bytes of files that pages show, kept as they are asked for.
    names: Mutex<BTreeMap<String, Option<blake3::Hash>>>,
}

/// What a browser gets for a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: StatusCode,
    /// The path of the file that is given out.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Where a browser finds what it asked for.
pub enum Found {
    Here(Answer),
    /// At another address of this server.
    At(String),
}

impl Desk {
    pub fn of(preview: &Preview, base: &str) -> Self {
        Self {
            now: RwLock::new(Arc::new(Now::of(preview, base))),
            turns: watch::Sender::new(0),
        }
    }

    /// Hands out the programme as it is now, and wakes every open page.
    pub fn turn(&self, preview: &Preview, base: &str) {
        let now = Arc::new(Now::of(preview, base));
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = now;
        self.turns.send_modify(|turn| *turn += 1);
    }

    pub(super) fn now(&self) -> Arc<Now> {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        now.clone()
    }

    /// Wakes whenever there is something new.
    pub(super) fn turns(&self) -> watch::Receiver<u64> {
        self.turns.subscribe()
    }
}

impl Now {
    fn of(preview: &Preview, base: &str) -> Self {
        Self {
            pages: preview.pages(),
            faults: Arc::new(Faults::of(&preview.state())),
            base: base.trim_start_matches('/').to_owned(),
            names: Mutex::default(),
        }
    }

    pub fn answer(&self, asked: &Asked) -> Found {
        let Some(pages) = &self.pages else {
            return Found::Here(self.refused());
        };
        if let Some(served) = pages.file(&asked.path) {
            return Found::Here(self.given(&asked.path, served));
        }
        let index = format!("{}/index.html", asked.path);
        if pages.file(&index).is_some() {
            let parts = asked.path.split('/');
            let parts = parts.map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string());
            return Found::At(format!("/{}/", parts.collect::<Vec<_>>().join("/")));
        }
        // Pages that do not know where they stand name the whole path of the site's real address.
        let below = asked.path.strip_prefix(&self.base);
        let below = below.filter(|_| !self.base.is_empty());
        if let Some((path, served)) = below.and_then(|path| Some((path, pages.file(path)?))) {
            return Found::Here(self.given(path, served));
        }
        Found::Here(self.missing(pages))
    }

    /// The name of a file's bytes; `None` where the site has no such file.
    pub fn name_of(&self, path: &str) -> Option<blake3::Hash> {
        let kept = |names: &BTreeMap<String, _>| names.get(path).copied();
        let names = || self.names.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(name) = kept(&names()) {
            return name;
        }
        let name = match self.pages.as_ref()?.file(path) {
            Some(Served::File(bytes)) => Some(blake3::hash(&bytes)),
            _ => None,
        };
        names().insert(path.to_owned(), name);
        name
    }

    fn given(&self, path: &str, served: Served) -> Answer {
        match served {
            Served::File(bytes) => Answer {
                status: StatusCode::OK,
                path: path.to_owned(),
                bytes,
            },
            Served::Leak(leaks) => self.kept_back(&leaks),
            Served::Broken(reason) => own(Faults::only(&reason)),
        }
    }

    fn missing(&self, pages: &Pages) -> Answer {
        let page = pages
            .file(NOT_FOUND)
            .map(|served| self.given(NOT_FOUND, served));
        let mut answer = page.unwrap_or_else(|| own(Faults::only("this page is not there")));
        if answer.status == StatusCode::OK {
            answer.status = StatusCode::NOT_FOUND;
        }
        answer
    }

    /// A page with what is wrong, while there is no site.
    fn refused(&self) -> Answer {
        Answer {
            status: StatusCode::SERVICE_UNAVAILABLE,
            path: OWN_PAGE.to_owned(),
            bytes: self.faults.page().into_bytes(),
        }
    }

    fn kept_back(&self, leaks: &[Diagnostic]) -> Answer {
        own(Faults::among(leaks, &self.faults))
    }
}

fn own(faults: Faults) -> Answer {
    Answer {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        path: OWN_PAGE.to_owned(),
        bytes: faults.page().into_bytes(),
    }
}
