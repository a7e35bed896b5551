//! Other people's formats: what the site holds, as files to take along.
//!
//! Everything here is made from the [`Evidence`], which holds only what may be published. Nothing reads a note's body:
//! narratives stand on pages, and here stands what can be counted, filtered and cited.
//!
//! | file | for |
//! |---|---|
//! | `quotes.csv`, `codebook.csv` | spreadsheets ([`tables`]) |
//! | `evidence.json`, `evidence.schema.json` | programs ([`json`]) |
//! | `references.bib`, `.ris`, `.json` | reference managers (written by [`crate::cite`]) |

mod cells;
mod json;
mod tables;

pub use json::SCHEMA;

use crate::cite::{self, Exchange};
use crate::evidence::{Evidence, ReferenceKey};
use crate::typeset::Typesetter;

/// A file to take along.
#[derive(Debug)]
pub struct Download {
    /// Its name, by which the look's words know it.
    pub name: &'static str,
    /// From the site's root.
    pub path: String,
    /// The media type.
    pub media: &'static str,
    /// How many quotes, themes or references it holds; absent where nobody would count.
    pub holds: Option<(&'static str, usize)>,
    pub bytes: Vec<u8>,
}

/// The folder of all downloads.
pub const FOLDER: &str = "data";

/// Every download, in the order in which a page lists them.
pub fn downloads(setter: &Typesetter<'_>) -> Vec<Download> {
    let evidence = setter.evidence;
    let file = |name: &'static str, media, holds, text: String| Download {
        name,
        path: format!("{FOLDER}/{name}"),
        media,
        holds,
        bytes: text.into_bytes(),
    };
    let quotes = Some(("quotes", evidence.quotes.len()));
    let themes = Some(("themes", evidence.themes.len()));
    let references = Some(("references", evidence.references.len()));
    let [bib, ris, csl] = [Exchange::BibTex, Exchange::Ris, Exchange::CslJson]
        .map(|form| write_references(evidence, form));
    const CSV: &str = "text/csv";
    vec![
        file("quotes.csv", CSV, quotes, tables::quotes(setter)),
        file("codebook.csv", CSV, themes, tables::codebook(setter)),
        file(
            "evidence.json",
            "application/json",
            quotes,
            json::evidence(setter),
        ),
        file(
            "evidence.schema.json",
            "application/schema+json",
            None,
            SCHEMA.to_owned(),
        ),
        file("references.bib", "application/x-bibtex", references, bib),
        file(
            "references.ris",
            "application/x-research-info-systems",
            references,
            ris,
        ),
        file(
            "references.json",
            "application/vnd.citationstyles.csl+json",
            references,
            csl,
        ),
    ]
}

/// The references of the site, as far as its pages show them.
fn write_references(evidence: &Evidence, form: Exchange) -> String {
    let item = |key: ReferenceKey| {
        let entry = &evidence.references[key];
        let printed = entry.formatted.entry.text();
        let fields = cite::citable(&entry.reference, &printed);
        (entry.reference.key.as_str(), fields)
    };
    let items: Vec<_> = evidence.references.keys().map(item).collect();
    cite::write(form, &items)
}

/// Where a page of the site is: its full address, or its path where the site has no address.
fn address(evidence: &Evidence, path: &str) -> String {
    let base = evidence.config.base_url.as_ref();
    base.map_or_else(|| path.to_owned(), |base| base.join(path))
}
