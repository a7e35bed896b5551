//! What a link points at.

use crate::model::LinkTarget;
use crate::untrusted::{Address, Reading};
use pulldown_cmark::LinkType;

/// Sorts the destination of a link or image.
pub fn target(link_type: LinkType, destination: &str) -> LinkTarget {
    match link_type {
        LinkType::WikiLink { .. } => wiki(destination),
        LinkType::Email => address(&format!("mailto:{destination}")),
        _ => address(destination),
    }
}

/// The quote that `![[…]]` names.
pub fn embed(destination: &str) -> LinkTarget {
    LinkTarget::Embed(trimmed(destination).to_owned())
}

/// The note, quote or participant that `[[…]]` names, perhaps with a heading.
pub fn wiki(destination: &str) -> LinkTarget {
    let written = trimmed(destination);
    let (target, heading) = match written.split_once('#') {
        Some((target, heading)) => (target.trim(), Some(heading.trim().to_owned())),
        None => (written, None),
    };
    match heading {
        Some(heading) if target.is_empty() => LinkTarget::Here(heading),
        heading => LinkTarget::Wiki {
            target: target.to_owned(),
            heading,
        },
    }
}

/// In a table `\|` leaves its backslash in the target.
fn trimmed(destination: &str) -> &str {
    destination.trim().trim_end_matches('\\').trim_end()
}

fn address(destination: &str) -> LinkTarget {
    if let Some(anchor) = destination.strip_prefix('#') {
        return LinkTarget::Here(percent_decoded(anchor));
    }
    match Address::read(destination) {
        Reading::Out(address) => return LinkTarget::External(address),
        Reading::Unsafe => return LinkTarget::Unsafe(destination.to_owned()),
        Reading::Within => {}
    }
    let (path, heading) = match destination.split_once('#') {
        Some((path, heading)) => (path, Some(percent_decoded(heading))),
        None => (destination, None),
    };
    LinkTarget::Path {
        path: percent_decoded(path),
        heading,
    }
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten();
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inline(destination: &str) -> LinkTarget {
        target(LinkType::Inline, destination)
    }

    #[test]
    fn only_known_schemes_leave_the_site() {
        for fine in ["https://a.org", "doi:10.1/x"] {
            assert!(matches!(inline(fine), LinkTarget::External(_)), "{fine}");
        }
        for harm in ["javascript:alert(1)", "//evil.example"] {
            assert!(matches!(inline(harm), LinkTarget::Unsafe(_)), "{harm}");
        }
    }

    #[test]
    fn a_path_keeps_its_heading() {
        let path = LinkTarget::Path {
            path: "../a b.md".into(),
            heading: Some("x".into()),
        };
        assert_eq!(inline("../a%20b.md#x"), path);
    }

    #[test]
    fn a_wikilink_is_trimmed() {
        let pothole = LinkType::WikiLink { has_pothole: true };
        let target = target(pothole, " co-location # why \\");
        let wanted = LinkTarget::Wiki {
            target: "co-location".into(),
            heading: Some("why".into()),
        };
        assert_eq!(target, wanted);
    }
}
