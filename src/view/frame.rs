//! What stands around every page: the masthead above it and the foot below it.

use super::pieces::{Kept, Piece};
use super::{PageView, Views};
use serde::Serialize;
use std::sync::Arc;

/// The frame of one page, as finished HTML. Most pages of a section have the same one.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    pub masthead: Arc<str>,
    /// Whom to ask for another format.
    pub ask: Arc<str>,
    /// The choice of colours, and the last lines of the page.
    pub colophon: Arc<str>,
}

/// Where a page stands, as far as its frame tells.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Place {
    /// `home`, `search`, or a page to which the foot leads: `map`, `evidence`, `accessibility`, `sitemap`. Else empty.
    kind: &'static str,
    /// The page's path where an entry of the main menu leads to it.
    path: Option<String>,
    section: Option<&'static str>,
    /// ISO date of the last change that the note states.
    updated: Option<String>,
}

impl Place {
    fn of(page: &PageView, navigation: &[String]) -> Self {
        let head = page.head();
        let framed = [
            "home",
            "search",
            "map",
            "evidence",
            "accessibility",
            "sitemap",
        ];
        // The foot leads to the map of the whole programme.
        let of_theme = matches!(page, PageView::Map(map) if map.theme.is_some());
        let kind = framed.into_iter().find(|kind| *kind == head.kind);
        Self {
            kind: kind.filter(|_| !of_theme).unwrap_or_default(),
            path: Some(head.path.clone()).filter(|path| navigation.contains(path)),
            section: head.section,
            updated: head.updated.clone(),
        }
    }

    fn without_date(self) -> Self {
        Self {
            updated: None,
            ..self
        }
    }
}

impl Views<'_> {
    /// What stands around a page.
    pub fn frame(&self, page: &PageView) -> Frame {
        let place = Place::of(page, &self.navigation);
        // A page that is found at any address has links that begin at the host's root.
        if let PageView::Plain(plain) = page
            && let Some(base) = &plain.base
        {
            let new = |piece: &Piece| self.pieces.new_one(piece, base);
            return Frame {
                masthead: new(&Piece::Masthead(place.clone())),
                ask: new(&Piece::Ask {}),
                colophon: new(&Piece::Colophon(place)),
            };
        }
        let root = crate::plan::root_of(&page.head().path);
        let kept = |kept, make: &dyn Fn() -> Piece| self.pieces.kept(kept, &root, make);
        let undated = place.clone().without_date();
        Frame {
            masthead: kept(Kept::Masthead(undated.clone()), &|| {
                Piece::Masthead(undated.clone())
            }),
            ask: kept(Kept::Ask, &|| Piece::Ask {}),
            colophon: kept(Kept::Colophon(place.clone()), &|| {
                Piece::Colophon(place.clone())
            }),
        }
    }
}
