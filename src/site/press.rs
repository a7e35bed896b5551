//! Every file of a site, each made when it is asked for.

use super::Compiled;
use crate::exchange::{self, Download};
use crate::load::{Bytes, STATIC};
use crate::model::{BaseUrl, Html};
use crate::plan::Page;
use crate::publish;
use crate::render::{Renderer, ThemeError};
use crate::search;
use crate::typeset::{Prepared, Typesetter, file_path};
use crate::view::{self, DataFile, Piece, Views};
use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

const HEADERS: &str = "_headers";
const LLMS: &str = "llms.txt";
const ROBOTS: &str = "robots.txt";
const SITEMAP: &str = "sitemap.xml";

/// What many files of a site share: made when the first of them asks for it.
#[derive(Default)]
pub struct Shared {
    downloads: OnceLock<Vec<Download>>,
    /// The first part of a page that the look could not fill.
    failed: OnceLock<ThemeError>,
}

/// Makes the files of one site.
pub struct Press<'c> {
    compiled: &'c Compiled,
    setter: &'c Typesetter<'c>,
    renderer: &'c Renderer,
    shared: &'c Shared,
    views: Views<'c>,
}

impl Compiled {
    /// What sets the text of every page.
    pub fn typesetter(&self) -> Typesetter<'_> {
        self.prepared_typesetter(self.prepared())
    }

    /// The same, with what was prepared before.
    pub fn prepared_typesetter(&self, prepared: Arc<Prepared>) -> Typesetter<'_> {
        let words = &self.look.words;
        Typesetter::new(&self.evidence, &self.plan, words, &self.labels, prepared)
    }

    /// What every page looks up.
    pub fn prepared(&self) -> Arc<Prepared> {
        Arc::new(Prepared::of(&self.evidence))
    }

    /// The templates, ready for the pages of this site.
    ///
    /// # Errors
    /// The first template that cannot be read.
    pub fn renderer(&self) -> Result<Renderer, ThemeError> {
        Renderer::new(&self.look, &self.around())
    }

    /// The templates of another state of this site, if its look is the same.
    pub fn renderer_after(&self, other: &Compiled, renderer: &Renderer) -> Option<Renderer> {
        Arc::ptr_eq(&self.look, &other.look).then(|| renderer.around(&self.around()))
    }

    /// What every page sees.
    fn around(&self) -> view::Site {
        view::site(&self.evidence, &self.plan, &self.look)
    }
}

impl<'c> Press<'c> {
    pub fn new(
        compiled: &'c Compiled,
        setter: &'c Typesetter<'c>,
        renderer: &'c Renderer,
        shared: &'c Shared,
    ) -> Self {
        let open_checks = view::open_checks(&compiled.diagnostics);
        let files = || listed(shared.downloads(setter));
        let fill = |piece: &Piece, root: &str| {
            renderer.piece(piece, root).unwrap_or_else(|error| {
                let _ = shared.failed.set(error);
                Html::default()
            })
        };
        Self {
            compiled,
            setter,
            renderer,
            shared,
            views: Views::new(setter, open_checks, Box::new(files), Box::new(fill)),
        }
    }

    /// A page as HTML in UTF-8.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn page(&self, page: &Page) -> Result<Vec<u8>, ThemeError> {
        let view = self.views.page(page);
        let frame = self.views.frame(&view);
        if let Some(error) = self.shared.failed.get() {
            return Err(error.clone());
        }
        let metadata = self.views.metadata(page, view.head());
        self.renderer.page(&view, &frame, &metadata)
    }

    /// The files of the search index by their paths.
    pub fn search(&self) -> Vec<(String, Vec<u8>)> {
        search::index(self.setter)
    }

    /// The paths of the files that are neither pages nor of the search: the feed, those of the look, those that notes
    /// show, and those that readers may take along.
    pub fn others(&self) -> Vec<String> {
        let compiled = self.compiled;
        let own = [view::FEED, view::PRINTED_PAGE, LLMS, ROBOTS, HEADERS];
        let addressed = [view::CARD, SITEMAP].into_iter();
        let addressed = addressed.filter(|_| compiled.base_url().is_some());
        let own = own.into_iter().chain(addressed).map(str::to_owned);
        let look = &compiled.look;
        let statics = look.statics.keys().chain(look.lasting.values());
        let files = compiled.files.iter().map(|file| file_path(&file.path));
        let downloads = self.shared.downloads(self.setter).iter();
        own.chain(statics.map(|path| format!("{STATIC}{path}")))
            .chain(files)
            .chain(downloads.map(|file| file.path.clone()))
            .collect()
    }

    /// One of these files.
    pub fn other(&self, path: &str) -> Option<Extra<'c>> {
        let made = |text: String| Some(Extra::Made(text.into_bytes().into()));
        let compiled = self.compiled;
        let (evidence, plan) = (&compiled.evidence, &compiled.plan);
        let words = &compiled.look.words;
        let base = compiled.base_url();
        match path {
            view::FEED => made(publish::atom(evidence, plan, words)),
            view::PRINTED_PAGE => made(publish::printed_page(&evidence.config.title, words)),
            LLMS => made(publish::llms(evidence, plan, words)),
            ROBOTS => made(publish::robots(base)),
            HEADERS => made(publish::headers(compiled.look.lasting.values())),
            view::CARD => base.map(|_| Extra::Made(publish::site_card(evidence, words).into())),
            SITEMAP => made(publish::sitemap(plan, base?)),
            path => self.file(path),
        }
    }

    /// A file that is handed on: of the look, of the content, or to take along.
    fn file(&self, path: &str) -> Option<Extra<'c>> {
        let made = |bytes: &'c [u8]| Extra::Made(bytes.into());
        if let Some(name) = path.strip_prefix(STATIC) {
            let look = &self.compiled.look;
            let lasting = look.lasting.iter().find(|(_, lasting)| *lasting == name);
            let name = lasting.map_or(name, |(plain, _)| plain);
            return look.statics.get(name).map(|bytes| made(bytes));
        }
        let mut files = self.compiled.files.iter();
        if let Some(file) = files.find(|file| file_path(&file.path) == path) {
            return Some(match &file.bytes {
                Bytes::OnDisk(path) => Extra::OnDisk(path),
                Bytes::Cleaned(text) => made(text.as_bytes()),
            });
        }
        // To make them is costly, and all of them lie in one folder.
        let downloads = path
            .starts_with(exchange::FOLDER)
            .then(|| self.shared.downloads(self.setter));
        let file = downloads?.iter().find(|file| file.path == path)?;
        Some(made(&file.bytes))
    }
}

impl Shared {
    fn downloads(&self, setter: &Typesetter<'_>) -> &[Download] {
        self.downloads.get_or_init(|| exchange::downloads(setter))
    }
}

impl Compiled {
    fn base_url(&self) -> Option<&BaseUrl> {
        self.evidence.config.base_url.as_ref()
    }
}

/// What pages tell of the files that readers may take along.
fn listed(downloads: &[Download]) -> Vec<DataFile> {
    let file = |file: &Download| DataFile {
        name: file.name,
        path: file.path.clone(),
        media: file.media,
        of: file.holds.map(|(of, _)| of),
        holds: file.holds.map_or(0, |(_, count)| count),
        bytes: file.bytes.len(),
        kilobytes: file.bytes.len().div_ceil(1000),
    };
    downloads.iter().map(file).collect()
}

/// A file of the site that is neither a page nor of the search.
pub enum Extra<'c> {
    Made(Cow<'c, [u8]>),
    /// It is copied as it lies on the disk.
    OnDisk(&'c Path),
}
