//! Parts of pages that are the same on many pages: a quote's card, what is shown of a reference, theme or term, a step of
//! a chain, and what stands around every page.
//!
//! A part depends on what it shows and on how deep the folder of its page lies, since its links begin at the site's root.
//! So the look's component fills it once for each depth, and every page of that depth takes the same text. A programme of
//! 40,000 quotes shows each of them on some ten lists.

use super::Views;
use super::chain::Step;
use super::frame::Place;
use super::previews::Preview;
use super::quote::QuoteCard;
use crate::evidence::QuoteKey;
use crate::model::Html;
use crate::typeset::Previewed;
use foldhash::HashMap;
use foldhash::fast::FixedState;
use serde::Serialize;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex};

/// A part of a page before the look fills it. Its fields are the arguments of its component.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Piece {
    /// A quote in a list.
    Quote {
        q: Box<QuoteCard>,
        /// The path of the theme on whose page it stands, which needs no second link.
        here: String,
        /// What it is filed under, where the page's own script finds it.
        filed: String,
    },
    /// What a popover shows.
    Preview {
        item: Box<Preview>,
    },
    /// A step of a chain; `title` names it where the reader stands on it.
    Step {
        step: Step,
        title: Option<String>,
    },
    Masthead(Place),
    Ask {},
    Colophon(Place),
}

impl Piece {
    /// The look's component that fills it.
    pub fn component(&self) -> &'static str {
        match self {
            Piece::Quote { .. } => "quote",
            Piece::Preview { .. } => "preview",
            Piece::Step { .. } => "chain_step",
            Piece::Masthead(_) => "masthead",
            Piece::Ask {} => "ask",
            Piece::Colophon(_) => "colophon",
        }
    }
}

/// Fills a part with its component; the second argument leads to the site's root.
pub type Fill<'a> = dyn Fn(&Piece, &str) -> Html + Sync + 'a;

/// A part as every page has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Kept {
    Quote(QuoteKey),
    Preview(Previewed),
    Step(Step, Option<String>),
    Masthead(Place),
    Ask,
    Colophon(Place),
}

type Shelf = Mutex<HashMap<(Kept, usize), Arc<str>>>;

/// Threads rarely ask for parts of one shelf at the same time.
const SHELVES: usize = 64;

/// The parts that were filled.
pub(super) struct Pieces<'a> {
    fill: Box<Fill<'a>>,
    shelves: [Shelf; SHELVES],
}

impl<'a> Pieces<'a> {
    pub(super) fn new(fill: Box<Fill<'a>>) -> Self {
        Self {
            fill,
            shelves: std::array::from_fn(|_| Shelf::default()),
        }
    }

    pub(super) fn new_one(&self, piece: &Piece, root: &str) -> Arc<str> {
        (self.fill)(piece, root).0.into()
    }

    /// A part that was filled before, or is now. Two threads may fill it at once: both give the same text.
    pub(super) fn kept(&self, kept: Kept, root: &str, make: impl FnOnce() -> Piece) -> Arc<str> {
        let key = (kept, root.len());
        let hash = FixedState::default().hash_one(&key);
        let shelf = &self.shelves[hash as usize % SHELVES];
        let open = || shelf.lock().expect("no thread panics with a shelf");
        if let Some(text) = open().get(&key) {
            return text.clone();
        }
        let text = self.new_one(&make(), root);
        open().entry(key).or_insert(text).clone()
    }
}

impl Views<'_> {
    /// The cards of some quotes on a page.
    pub(super) fn cards(&self, quotes: &[QuoteKey], path: &str) -> Vec<Arc<str>> {
        let root = crate::plan::root_of(path);
        let card = |quote: &QuoteKey| {
            let make = || self.card(*quote, String::new(), String::new());
            self.pieces.kept(Kept::Quote(*quote), &root, make)
        };
        quotes.iter().map(card).collect()
    }

    /// The same where they say more or less than elsewhere: on a theme's own page, which is `here`, and where the page's
    /// script must know what they are filed under.
    pub(super) fn own_cards(
        &self,
        quotes: &[QuoteKey],
        path: &str,
        here: &str,
        filed: impl Fn(QuoteKey) -> String,
    ) -> Vec<Arc<str>> {
        let root = crate::plan::root_of(path);
        let card = |quote: &QuoteKey| {
            let piece = self.card(*quote, here.to_owned(), filed(*quote));
            self.pieces.new_one(&piece, &root)
        };
        quotes.iter().map(card).collect()
    }

    /// What a popover shows. Those with a name of their own are the same on every page.
    pub(super) fn preview(&self, id: String, what: Previewed, root: &str) -> Arc<str> {
        let make = || Piece::Preview {
            item: Box::new(self.new_preview(id, what, root)),
        };
        match what {
            Previewed::Reference(_) | Previewed::Term(_) | Previewed::Theme(_) => {
                self.pieces.kept(Kept::Preview(what), root, make)
            }
            Previewed::Quote(_) | Previewed::ChainOf(_) => self.pieces.new_one(&make(), root),
        }
    }

    /// The steps of the chain of a quote, of which many quotes have the same.
    pub(super) fn quote_steps(&self, quote: QuoteKey, root: &str) -> Vec<Arc<str>> {
        let name = self.setter.speaker(quote).name;
        let steps = self.quote_chain(quote).steps.into_iter().map(|step| {
            let title = step.here.then(|| name.clone());
            let make = || Piece::Step {
                step: step.clone(),
                title: title.clone(),
            };
            let kept = Kept::Step(step.clone(), title.clone());
            self.pieces.kept(kept, root, make)
        });
        steps.collect()
    }

    fn card(&self, quote: QuoteKey, here: String, filed: String) -> Piece {
        Piece::Quote {
            q: Box::new(self.quote_card(quote)),
            here,
            filed,
        }
    }
}
