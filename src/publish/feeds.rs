//! The Atom feed of changes, the sitemap for search engines, and `robots.txt`.

use crate::evidence::Evidence;
use crate::model::{BaseUrl, attribute, escape};
use crate::plan::{PageKind, SitePlan};

/// The most entries of the feed.
const MOST_ENTRIES: usize = 50;
/// The most addresses of one sitemap (sitemaps.org protocol).
const MOST_ADDRESSES: usize = 50_000;

/// The feed of dated notes, newest first (RFC 4287). Without a base address its links are relative and its ids are made
/// from the programme's title.
pub fn atom(evidence: &Evidence, plan: &SitePlan, words: &crate::model::Words) -> String {
    let config = &evidence.config;
    let changes = evidence.changes();
    let updated = changes.first().map_or_else(
        || "1970-01-01T00:00:00Z".to_owned(),
        |(date, _)| date.timestamp(),
    );
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"{}>\n\
         <id>{}</id>\n<title>{}</title>\n<updated>{updated}</updated>\n<author><name>{}</name></author>\n\
         <link rel=\"alternate\" type=\"text/html\"{}/>\n",
        with("xml:lang", &config.language),
        escape(&id(evidence, "")),
        escape(&format!("{} · {}", config.title, words.get("site.feed"))),
        escape(&config.title),
        with("href", &address(config.base_url.as_ref(), "index.html")),
    );
    if let Some(base) = &config.base_url {
        let own = with("href", &base.join("feed.xml"));
        feed += &format!("<link rel=\"self\" type=\"application/atom+xml\"{own}/>\n");
    }
    for (date, key) in changes.into_iter().take(MOST_ENTRIES) {
        let note = &evidence.notes[key];
        let path = plan.note(key);
        let summary = note
            .note
            .common
            .summary
            .as_ref()
            .map_or("", |summary| summary.value.as_str());
        feed += &format!(
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
             <link rel=\"alternate\" type=\"text/html\"{}/>\n<summary>{}</summary>\n</entry>\n",
            escape(&id(evidence, path)),
            escape(&note.title),
            date.timestamp(),
            with("href", &address(config.base_url.as_ref(), path)),
            escape(summary),
        );
    }
    feed + "</feed>\n"
}

/// An attribute with the space before it.
fn with(name: &str, value: &str) -> String {
    let mut written = String::new();
    attribute(name, value, &mut written);
    written
}

fn address(base: Option<&BaseUrl>, path: &str) -> String {
    base.map_or_else(|| path.to_owned(), |base| base.join(path))
}

/// A name for a page that never changes: its address, or a UUID (RFC 9562, version 8) made from its names.
fn id(evidence: &Evidence, path: &str) -> String {
    if let Some(base) = &evidence.config.base_url {
        return base.join(path);
    }
    let hash = blake3::hash(format!("{}\n{path}", evidence.config.title).as_bytes());
    let hex = hash.to_hex();
    format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32]
    )
}

/// The sitemap for search engines; it needs full addresses.
pub fn sitemap(plan: &SitePlan, base: &BaseUrl) -> String {
    let mut sitemap = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let shown = |kind: &PageKind| {
        use PageKind::{NotFound, Pack, Redirect, ThemePack};
        // What is made for paper stands on other pages too.
        !matches!(kind, NotFound | Redirect { .. } | Pack | ThemePack(_))
    };
    for page in plan
        .pages
        .iter()
        .filter(|page| shown(&page.kind))
        .take(MOST_ADDRESSES)
    {
        let path = page.path.strip_suffix("index.html").unwrap_or(&page.path);
        sitemap += &format!("<url><loc>{}</loc></url>\n", escape(&base.join(path)));
    }
    sitemap + "</urlset>\n"
}

/// What search engines may read: everything.
pub fn robots(base: Option<&BaseUrl>) -> String {
    let sitemap = base.map_or_else(String::new, |base| {
        format!("Sitemap: {}\n", base.join("sitemap.xml"))
    });
    format!("User-agent: *\nAllow: /\n{sitemap}")
}
