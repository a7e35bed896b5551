//! Every file of a site, each made when it is asked for.

use super::Compiled;
use crate::exchange::{self, Download};
use crate::load::Bytes;
use crate::plan::Page;
use crate::publish;
use crate::render::{Renderer, ThemeError};
use crate::search;
use crate::typeset::{Typesetter, file_path};
use crate::view::{self, DataFile, Views};
use std::path::PathBuf;
use std::sync::OnceLock;

/// What many files of a site share: made when the first of them asks for it.
#[derive(Default)]
pub struct Shared {
    downloads: OnceLock<Vec<Download>>,
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
        Typesetter::new(&self.evidence, &self.plan, &self.look.words, &self.labels)
    }

    /// The templates, ready for the pages of this site.
    ///
    /// # Errors
    /// The first template that cannot be read.
    pub fn renderer(&self) -> Result<Renderer, ThemeError> {
        let site = view::site(&self.evidence, &self.plan, &self.look.words);
        Renderer::new(&self.look, &site)
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
        Self {
            compiled,
            setter,
            renderer,
            shared,
            views: Views::new(setter, open_checks, Box::new(files)),
        }
    }

    /// A page as HTML.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn page(&self, page: &Page) -> Result<String, ThemeError> {
        let view = self.views.page(page);
        let metadata = self.views.metadata(page, view.head());
        self.renderer.page(&view, &metadata)
    }

    /// The files of the search index by their paths.
    pub fn search(&self) -> Vec<(String, Vec<u8>)> {
        search::index(self.setter)
    }

    /// The files that are neither pages nor of the search: the look's, the feeds, those that notes show, and those that
    /// readers may take along.
    pub fn others(&self) -> Vec<(String, Extra)> {
        let downloads = self.shared.downloads(self.setter).iter();
        let downloads = downloads.map(|file| (file.path.clone(), Extra::Bytes(file.bytes.clone())));
        self.compiled
            .extras()
            .into_iter()
            .chain(downloads)
            .collect()
    }
}

impl Shared {
    fn downloads(&self, setter: &Typesetter<'_>) -> &[Download] {
        self.downloads.get_or_init(|| exchange::downloads(setter))
    }
}

impl Compiled {
    /// The files of the site that are no pages: the look's, the feeds, and those that notes show.
    fn extras(&self) -> Vec<(String, Extra)> {
        let base = self.evidence.config.base_url.as_ref();
        let feed = publish::atom(&self.evidence, &self.plan, &self.look.words);
        let mut extras = vec![
            (view::FEED.to_owned(), Extra::Bytes(feed.into_bytes())),
            (
                view::PRINTED_PAGE.to_owned(),
                Extra::Bytes(
                    publish::printed_page(&self.evidence.config.title, &self.look.words)
                        .into_bytes(),
                ),
            ),
            (
                "llms.txt".to_owned(),
                Extra::Bytes(
                    publish::llms(&self.evidence, &self.plan, &self.look.words).into_bytes(),
                ),
            ),
            (
                "robots.txt".to_owned(),
                Extra::Bytes(publish::robots(base).into_bytes()),
            ),
        ];
        if let Some(base) = base {
            let sitemap = publish::sitemap(&self.plan, base).into_bytes();
            let card = publish::site_card(&self.evidence, &self.look.words);
            extras.push((view::CARD.to_owned(), Extra::Bytes(card)));
            extras.push(("sitemap.xml".to_owned(), Extra::Bytes(sitemap)));
        }
        let statics = self.look.statics.iter();
        extras.extend(
            statics.map(|(path, bytes)| (format!("static/{path}"), Extra::Bytes(bytes.clone()))),
        );
        extras.extend(self.files.iter().map(|file| {
            let extra = match &file.bytes {
                Bytes::OnDisk(path) => Extra::Asset(path.clone()),
                Bytes::Cleaned(text) => Extra::Bytes(text.clone().into_bytes()),
            };
            (file_path(&file.path), extra)
        }));
        extras
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

/// The bytes of a file of the site that is no page.
pub enum Extra {
    Bytes(Vec<u8>),
    Asset(PathBuf),
}
