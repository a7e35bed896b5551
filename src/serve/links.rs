//! What a page shows besides its own text: style sheets, scripts, pictures, sound.

use super::path::Asked;
use memchr::memmem;

/// A file that a page shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Linked {
    /// By the path from the site's root.
    Style(String),
    Script(String),
    /// A picture, sound or film.
    Other(String),
}

impl Linked {
    pub fn path(&self) -> &str {
        match self {
            Linked::Style(path) | Linked::Script(path) | Linked::Other(path) => path,
        }
    }
}

/// The files of the site that a page shows. Its markup is the look's, so a tag is read as browsers write it: names in lower
/// case, values between double quotation marks. What is not read is merely not brought up to date.
pub fn of(page: &[u8], asked: &Asked) -> Vec<Linked> {
    let mut linked = Vec::new();
    let tags = [
        b"<link ".as_slice(),
        b"<script ",
        b"<img ",
        b"<source ",
        b"<video ",
        b"<audio ",
    ];
    for tag in tags {
        for at in memmem::find_iter(page, tag) {
            let Some(text) = tag_text(&page[at..]) else {
                continue;
            };
            let target = |name| attribute(text, name).and_then(|value| resolved(value, asked));
            match tag {
                b"<link " if attribute(text, " rel") == Some("stylesheet") => {
                    linked.extend(target(" href").map(Linked::Style))
                }
                b"<link " => {}
                b"<script " => linked.extend(target(" src").map(Linked::Script)),
                _ => {
                    linked.extend(target(" src").map(Linked::Other));
                    linked.extend(target(" poster").map(Linked::Other));
                }
            }
        }
    }
    linked.sort();
    linked.dedup();
    linked
}

/// The text of a tag, up to the `>` that is in no value.
pub fn tag_text(from: &[u8]) -> Option<&str> {
    let mut inside = false;
    let end = from.iter().position(|byte| {
        inside ^= *byte == b'"';
        *byte == b'>' && !inside
    })?;
    std::str::from_utf8(&from[..end]).ok()
}

/// The value of an attribute of a tag; the name begins with a space.
pub fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let after = tag.match_indices(name).find_map(|(at, _)| {
        let rest = &tag[at + name.len()..];
        rest.strip_prefix('=')?.strip_prefix('"')
    })?;
    after.split('"').next()
}

/// The path from the site's root of an address on a page; `None` for what lies elsewhere.
fn resolved(address: &str, page: &Asked) -> Option<String> {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let address = address.replace("&amp;", "&");
    if address.is_empty() || address.starts_with("//") || address.contains(':') {
        return None;
    }
    let mut parts: Vec<&str> = match address.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => page.path.split('/').take(page.depth()).collect(),
    };
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(Asked::of(&format!("/{}", parts.join("/")))?.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_page_shows() {
        let page = br#"<link rel="stylesheet" href="../static/a.css"><link rel="alternate" href="../feed.xml">
            <script src="/static/b.js?x" defer data-a="1 > 0"></script><script type="application/ld+json">{}</script>
            <img alt="a > b" src="../files/a%20b.png"><img src="https://example.org/c.png"><img src="../../../d.png">"#;
        let asked = Asked::of("/themes/x.html").expect("a path");
        let found = of(page, &asked);
        let expected = [
            Linked::Style("static/a.css".into()),
            Linked::Script("static/b.js".into()),
            Linked::Other("d.png".into()),
            Linked::Other("files/a b.png".into()),
        ];
        assert_eq!(found, expected);
    }
}
