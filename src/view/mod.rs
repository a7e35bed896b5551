//! What templates may see: one file for each kind of page, nothing else.
//!
//! A view holds finished values: text, [`Html`] that is already safe, numbers, codes, and paths from the
//! site's root. It holds no words of the look: a code such as `agreement` finds its words in
//! `i18n/<language>.yaml`. Templates print a path as `{{ root }}{{ link.path }}`, where `root` leads from
//! the page to the site's root (`""`, `"../"`, …), so that the site works at any path and from a disk.

mod accessibility;
mod chain;
mod common;
mod confidence;
mod data;
mod evidence;
mod finding;
mod frame;
mod glossary;
mod home;
mod linked_data;
mod map;
mod metadata;
mod note;
mod pack;
mod participants;
mod parts;
mod pieces;
mod previews;
mod quote;
mod quotes;
mod recommendation;
mod redirect;
mod references;
mod search;
mod site;
mod sitemap;
mod study;
mod theme;
mod voices;
mod ways;

pub use data::DataFile;
pub use evidence::{OpenCheck, open_checks};
pub use frame::Frame;
pub use linked_data::LINKED_DATA;
pub use metadata::{CARD, CARD_SIZE, Metadata};
pub use pieces::{Fill, Piece};
pub use site::{FEED, PRINTED_PAGE, Site, site};

use crate::evidence::{Evidence, NoteKey, QuoteKey};
use crate::model::Words;
use crate::plan::{Page, PageKind, SitePlan};
use crate::typeset::Typesetter;
use pieces::Pieces;
use serde::Serialize;
use std::sync::OnceLock;

/// Makes the view of every page of one site.
pub struct Views<'a> {
    setter: &'a Typesetter<'a>,
    open_checks: Vec<OpenCheck>,
    /// Tells what readers may take along; costly, and asked for by few pages.
    files: Box<dyn Fn() -> Vec<DataFile> + Sync + 'a>,
    /// What is costly and the same on every page that shows it.
    shared: Shared,
    pieces: Pieces<'a>,
    /// The paths to which the main menu leads.
    navigation: Vec<String>,
}

/// Values that many pages show; each is made when the first page asks for it.
#[derive(Default)]
struct Shared {
    ways: OnceLock<Vec<ways::Way>>,
    /// The references in their order.
    references: OnceLock<Vec<crate::evidence::ReferenceKey>>,
}

/// The view of one page.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum PageView {
    Home(Box<home::HomePage>),
    Note(Box<note::NotePage>),
    Study(Box<study::StudyPage>),
    Studies(study::StudiesPage),
    Theme(Box<theme::ThemePage>),
    Themes(theme::ThemesPage),
    Finding(Box<finding::FindingPage>),
    Findings(finding::FindingsPage),
    Confidence(confidence::ConfidencePage),
    Recommendation(Box<recommendation::RecommendationPage>),
    Recommendations(recommendation::RecommendationsPage),
    Quotes(Box<quotes::QuotesPage>),
    Ways(ways::WaysPage),
    Voices(voices::VoicesPage),
    Participants(participants::ParticipantsPage),
    Map(Box<map::MapPage>),
    References(references::ReferencesPage),
    Glossary(glossary::GlossaryPage),
    Evidence(Box<evidence::EvidencePage>),
    Data(data::DataPage),
    Pack(Box<pack::PackPage>),
    Plain(accessibility::PlainPage),
    Sitemap(sitemap::SitemapPage),
    Redirect(redirect::RedirectPage),
}

impl PageView {
    /// What the page tells about itself.
    pub fn head(&self) -> &common::Head {
        match self {
            PageView::Home(page) => &page.head,
            PageView::Note(page) => &page.head,
            PageView::Study(page) => &page.head,
            PageView::Studies(page) => &page.head,
            PageView::Theme(page) => &page.head,
            PageView::Themes(page) => &page.head,
            PageView::Finding(page) => &page.head,
            PageView::Findings(page) => &page.head,
            PageView::Confidence(page) => &page.head,
            PageView::Recommendation(page) => &page.head,
            PageView::Recommendations(page) => &page.head,
            PageView::Quotes(page) => &page.head,
            PageView::Ways(page) => &page.head,
            PageView::Voices(page) => &page.head,
            PageView::Participants(page) => &page.head,
            PageView::Map(page) => &page.head,
            PageView::References(page) => &page.head,
            PageView::Glossary(page) => &page.head,
            PageView::Evidence(page) => &page.head,
            PageView::Data(page) => &page.head,
            PageView::Pack(page) => &page.head,
            PageView::Plain(page) => &page.head,
            PageView::Sitemap(page) => &page.head,
            PageView::Redirect(page) => &page.head,
        }
    }
}

impl<'a> Views<'a> {
    /// `open_checks` are the faults that do not stop the build; `files` tells what readers may take along; `fill` makes
    /// HTML of the parts that many pages share.
    pub fn new(
        setter: &'a Typesetter<'a>,
        open_checks: Vec<OpenCheck>,
        files: Box<dyn Fn() -> Vec<DataFile> + Sync + 'a>,
        fill: Box<Fill<'a>>,
    ) -> Self {
        Self {
            setter,
            open_checks,
            files,
            shared: Shared::default(),
            pieces: Pieces::new(fill),
            navigation: site::navigation(setter.evidence, setter.plan)
                .into_iter()
                .map(|entry| entry.path)
                .collect(),
        }
    }

    /// The view of a page.
    pub fn page(&self, page: &Page) -> PageView {
        let path = page.path.as_str();
        match &page.kind {
            PageKind::Home => PageView::Home(Box::new(self.home(path))),
            PageKind::Note(key) => PageView::Note(Box::new(self.note(*key, path))),
            PageKind::Study(key) => PageView::Study(Box::new(self.study(*key, path))),
            PageKind::Studies => PageView::Studies(self.studies(path)),
            PageKind::Theme(key) => PageView::Theme(Box::new(self.theme(*key, path))),
            PageKind::Themes => PageView::Themes(self.themes(path)),
            PageKind::Finding(key) => PageView::Finding(Box::new(self.finding(*key, path))),
            PageKind::Findings => PageView::Findings(self.findings(path)),
            PageKind::Confidence { number } => PageView::Confidence(self.confidence(*number, path)),
            PageKind::Recommendation(key) => {
                PageView::Recommendation(Box::new(self.recommendation(*key, path)))
            }
            PageKind::Recommendations => PageView::Recommendations(self.recommendations(path)),
            PageKind::Quotes { list, number } => {
                PageView::Quotes(Box::new(self.quotes(*list, *number, path)))
            }
            PageKind::Way { way, number } => PageView::Ways(self.ways_page(*way, *number, path)),
            PageKind::Voices => PageView::Voices(self.voices_page(path)),
            PageKind::Participants { study, number } => {
                PageView::Participants(self.participants(*study, *number, path))
            }
            PageKind::Map { part, number } => {
                PageView::Map(Box::new(self.map(*part, *number, path)))
            }
            PageKind::Pack => PageView::Pack(Box::new(self.pack(path))),
            PageKind::ThemePack(theme) => PageView::Pack(Box::new(self.theme_pack(*theme, path))),
            PageKind::References { number } => PageView::References(self.references(*number, path)),
            PageKind::Glossary => PageView::Glossary(self.glossary(path)),
            PageKind::Evidence => PageView::Evidence(Box::new(self.evidence_page(path))),
            PageKind::Data => PageView::Data(self.data(path)),
            PageKind::Accessibility => PageView::Plain(self.accessibility(path)),
            PageKind::Search => PageView::Plain(self.search(path)),
            PageKind::NotFound => PageView::Plain(self.not_found(path)),
            PageKind::Sitemap { number } => PageView::Sitemap(self.sitemap(*number, path)),
            PageKind::Redirect { to } => PageView::Redirect(self.redirect(to, path)),
        }
    }

    fn evidence(&self) -> &'a Evidence {
        self.setter.evidence
    }

    fn plan(&self) -> &'a SitePlan {
        self.setter.plan
    }

    fn words(&self) -> &'a Words {
        self.setter.words
    }

    /// `Sector: Primary care`, with the language's own mark between the two.
    fn labelled(&self, label: String, value: String) -> String {
        self.words()
            .filled("lists.labelled", &[("label", label), ("value", value)])
    }

    fn note_link(&self, key: NoteKey) -> common::Link {
        common::Link {
            label: self.evidence().notes[key].title.clone(),
            path: self.plan().note(key).to_owned(),
        }
    }

    fn count_people(&self, quotes: &[QuoteKey]) -> usize {
        self.evidence().people(quotes).len()
    }
}
