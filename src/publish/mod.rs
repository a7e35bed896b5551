//! The only writer of the site: staging, manifest, swap.
//!
//! A site is written to a staging folder beside the old one and swapped in whole. A file whose bytes did not change is
//! linked, not written, so that it keeps its time of change. Whatever fails, the old site stays as it was.

mod card;
mod error;
mod feeds;
mod headers;
mod llms;
mod manifest;
mod output;
mod printed_page;
mod record;
mod staging;

pub use card::site_card;
pub use error::PublishError;
pub use feeds::{atom, robots, sitemap};
pub use headers::headers;
pub use llms::llms;
pub use output::Output;
pub use printed_page::printed_page;
pub use record::Record;
pub use staging::Staging;

/// The name of the file that lists every other file of a site.
pub const MANIFEST: &str = "manifest.json";
