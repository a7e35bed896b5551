//! Addresses: the one function that decides which schemes a published page may lead to.

use ammonia::Url;
use serde::Serialize;
use std::fmt;

/// An address that leads out of the site and may be published. Only [`Address::read`] makes one from content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Address(String);

/// What an address turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// It leads out of the site, by a scheme that does no harm.
    Out(Address),
    /// It has no scheme: it is a path or a heading.
    Within,
    /// No page may hold it.
    Unsafe,
}

impl Address {
    /// The schemes that a published page may hold; `doi:` becomes an address of the web.
    pub const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "doi"];

    /// Reads any address of any content.
    pub fn read(written: &str) -> Reading {
        let seen = as_seen(written);
        // What hides a scheme from one reader may show it to another, so white space inside it hides nothing.
        let bare: String = seen.chars().filter(|c| !c.is_whitespace()).collect();
        let Some(name) = scheme(&bare) else {
            let host = bare.starts_with("//") || bare.contains('\\') || bare.contains('\0');
            return if host {
                Reading::Unsafe
            } else {
                Reading::Within
            };
        };
        let rest = seen
            .get(name.len() + 1..)
            .filter(|_| scheme(&seen) == Some(name));
        let address = rest.and_then(|rest| match name.to_ascii_lowercase().as_str() {
            "http" | "https" => web_address(&seen),
            "mailto" => mail_address(rest).then(|| format!("mailto:{}", without_spaces(rest))),
            "tel" => telephone(rest).then(|| format!("tel:{}", without_spaces(rest))),
            "doi" => rest
                .trim()
                .starts_with("10.")
                .then(|| format!("https://doi.org/{}", without_spaces(rest.trim()))),
            _ => None,
        });
        address.map_or(Reading::Unsafe, |address| Reading::Out(Self(address)))
    }

    /// An address of a page on the web; `None` for anything else.
    pub fn of_page(written: &str) -> Option<Self> {
        match Self::read(written) {
            Reading::Out(address)
                if address.0.starts_with("mailto:") || address.0.starts_with("tel:") =>
            {
                None
            }
            Reading::Out(address) => Some(address),
            Reading::Within | Reading::Unsafe => None,
        }
    }

    /// The address that writes to somebody; `None` where `written` is no e-mail address.
    pub fn of_mail(written: &str) -> Option<Self> {
        match Self::read(&format!("mailto:{written}")) {
            Reading::Out(address) if !written.contains(['?', ',', ' ']) => Some(address),
            _ => None,
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address as a browser takes it: without control characters and invisible ones, and without white space around it.
fn as_seen(written: &str) -> String {
    let shown = written
        .chars()
        .filter(|c| !c.is_control() && !super::characters::is_invisible(*c));
    shown.collect::<String>().trim().to_owned()
}

/// The scheme of an address that has one: letters, digits, `+`, `.` and `-` before a colon (RFC 3986, 3.1).
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut characters = scheme.chars();
    let shaped = characters.next()?.is_ascii_alphabetic()
        && characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'));
    shaped.then_some(scheme)
}

/// An address with a host that everybody reads alike. A name before the host (`https://bank.org@evil.org`) and dots that
/// are none (`evil。org`) serve only to mislead; `\` is `/` to a browser and not to others.
fn web_address(seen: &str) -> Option<String> {
    let (_, rest) = seen.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let odd_dot = host.contains(['。', '．', '｡', '․', '﹒']);
    let misleading = host.is_empty() || host.contains(['@', '%']) || odd_dot || seen.contains('\\');
    let url = Url::parse(seen).ok().filter(|_| !misleading)?;
    url.has_host().then(|| without_spaces(seen))
}

fn mail_address(text: &str) -> bool {
    let address = text.split('?').next().unwrap_or_default();
    let plain = |part: &str| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".!#$'*+-_~".contains(c);
        !part.is_empty() && part.chars().all(allowed)
    };
    address.split(',').all(|one| {
        let parts = one.trim().split_once('@');
        parts.is_some_and(|(name, host)| plain(name) && plain(host))
    })
}

/// Digits and what parts them. `*` and `#` would be commands to a telephone.
fn telephone(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_digit() || "+-.() ".contains(c);
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(allowed)
}

/// Spaces as a browser would write them.
fn without_spaces(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.trim().chars() {
        if character.is_whitespace() {
            plain.push_str("%20");
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn out(written: &str) -> Option<String> {
        match Address::read(written) {
            Reading::Out(address) => Some(address.0),
            Reading::Within | Reading::Unsafe => None,
        }
    }

    #[test]
    fn known_schemes_lead_out() {
        for written in [
            "https://a.org/b?c#d",
            "http://a.org",
            "HTTPS://a.org",
            "https://müller.de/",
            "tel:+44-20-1",
        ] {
            assert_eq!(out(written).as_deref(), Some(written));
        }
        assert_eq!(out("doi:10.1/x").as_deref(), Some("https://doi.org/10.1/x"));
        assert_eq!(
            out("https://a.org/a b").as_deref(),
            Some("https://a.org/a%20b")
        );
        assert_eq!(
            out("mailto:a@b.org?subject=x").as_deref(),
            Some("mailto:a@b.org?subject=x")
        );
    }

    #[test]
    fn nothing_else_does() {
        for harm in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "java script:alert(1)",
            "\u{1}javascript:x",
            "\u{feff}javascript:x",
            "java\u{200b}script:x",
            " javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://a.org/x",
            "filesystem:https://a.org/x",
            "view-source:https://a.org",
            "intent://a#Intent;end",
            "ms-word:ofe|u|https://a.org",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https:\\\\evil.example",
            "https:evil.example",
            "https:/evil.example",
            "https:///evil.example",
            "https://good.org@evil.example",
            "https://good.org%2f@evil.example",
            "https://evil。example",
            "ht tp://a.org",
            "https://",
            "https://a.org:99999",
            "mailto:",
            "mailto:a@b.org%0abcc:c@d.org",
            "tel:*21*123#",
            "doi:javascript",
        ] {
            assert_eq!(Address::read(harm), Reading::Unsafe, "{harm}");
        }
    }

    #[test]
    fn paths_stay_within() {
        for path in ["a.md", "../a b.md#c", "#a", "", "a/b:c", "?x"] {
            assert_eq!(Address::read(path), Reading::Within, "{path}");
        }
    }

    #[test]
    fn a_page_is_no_letter() {
        assert!(Address::of_page("https://a.org").is_some());
        assert!(Address::of_page("mailto:a@b.org").is_none());
        assert!(Address::of_page("a.org").is_none());
        assert!(Address::of_mail("a@b.org").is_some());
        for wrong in [
            "a",
            "a@",
            "a@b?bcc=c@d",
            "a b@c",
            "a@b, c@d\"",
            "javascript:a@b",
        ] {
            assert!(Address::of_mail(wrong).is_none(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_leads_out_has_a_known_scheme(written in "[ -~\t\n\u{0}\u{200b}。é]{0,24}|(java|https?|DATA|doi|tel)[ \t]{0,2}:[ -~]{0,20}") {
            if let Some(address) = out(&written) {
                let scheme = address.split(':').next().unwrap_or_default().to_ascii_lowercase();
                prop_assert!(["http", "https", "mailto", "tel"].contains(&scheme.as_str()), "{address}");
                prop_assert!(!address.contains(char::is_whitespace) && !address.contains(char::is_control));
            }
        }
    }
}
