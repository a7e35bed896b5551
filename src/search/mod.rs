//! The index that lets a browser search the site without a server: made of what the site shows, and of nothing else.
//!
//! [`documents`] gathers what can be found. [`words`] makes words of text, and [`english`] and [`welsh`] stems of words.
//! [`terms`] tells which documents hold which stem, and [`files`] writes it all in pieces, [`numbers`] packing what is
//! many. `themes/default/static/search-*.js` reads the pieces.

mod documents;
mod english;
mod files;
mod numbers;
mod terms;
mod welsh;
mod words;

pub use words::{Language, words};

use crate::typeset::Typesetter;

/// The file that tells what the others hold, from the site's root. They stand beside it.
pub const INDEX: &str = "search/index.js";

/// Every file of the index with its path, the same for the same evidence.
pub fn index(setter: &Typesetter<'_>) -> Vec<(String, Vec<u8>)> {
    let language = Language::of(&setter.evidence.config.language);
    let documents = documents::documents(setter);
    let filters = documents::filters(setter);
    let terms = terms::terms(&documents, language);
    let pieces = files::files(&documents, &filters, &terms, language);
    let path = |piece: files::Piece| {
        (
            format!("search/{}.js", piece.name),
            piece.script.into_bytes(),
        )
    };
    pieces.into_iter().map(path).collect()
}
