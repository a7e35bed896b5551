//! What a browser shows, as a name made from the bytes: when the name is another, the page is out of date.

use super::desk::{Answer, Now};
use super::links::{self, Linked};
use super::path::Asked;
use axum::http::StatusCode;

/// The names of a page and of what it shows. The browser compares them part by part, and does what the part asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    status: StatusCode,
    page: blake3::Hash,
    styles: blake3::Hash,
    scripts: blake3::Hash,
    others: blake3::Hash,
}

impl Seen {
    pub fn of(now: &Now, answer: &Answer) -> Self {
        let [mut styles, mut scripts, mut others] = std::array::from_fn(|_| blake3::Hasher::new());
        // A page that stands for another path, as that of what is not there, links from its own.
        let own = Asked {
            path: answer.path.clone(),
        };
        for linked in links::of(&answer.bytes, &own) {
            let hasher = match linked {
                Linked::Style(_) => &mut styles,
                Linked::Script(_) => &mut scripts,
                Linked::Other(_) => &mut others,
            };
            hasher.update(linked.path().as_bytes());
            let name = now.name_of(linked.path());
            hasher.update(name.as_ref().map_or(b"", |name| name.as_bytes()));
        }
        Self {
            status: answer.status,
            page: blake3::hash(&answer.bytes),
            styles: styles.finalize(),
            scripts: scripts.finalize(),
            others: others.finalize(),
        }
    }

    /// `status.page.styles.scripts.others`.
    pub fn name(&self) -> String {
        let short = |hash: &blake3::Hash| hash.to_hex()[..16].to_owned();
        let parts = [&self.page, &self.styles, &self.scripts, &self.others].map(short);
        format!("{}.{}", self.status.as_str(), parts.join("."))
    }
}
