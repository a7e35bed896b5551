//! `catena.yaml`: what holds for the whole programme.

use super::{Acceptance, Checks};
use crate::source::{FileId, Span, Spanned};
use crate::untrusted::Address;

/// The programme's configuration.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The file it was read from; absent where there is none.
    pub file: Option<FileId>,
    pub title: String,
    pub description: Option<String>,
    pub base_url: Option<BaseUrl>,
    /// A BCP 47 tag.
    pub language: String,
    /// Where the tag is written, if it is.
    pub language_span: Option<Span>,
    pub licence: Option<Licence>,
    pub contact: Option<Contact>,
    /// Paths of bibliographies, from the programme's root; absent to use all under `content/`.
    pub bibliography: Option<Vec<Spanned<String>>>,
    /// A style's name or the path of a `.csl` file.
    pub citation_style: Option<Spanned<String>>,
    pub nocite: Vec<Spanned<String>>,
    pub facets: Vec<Facet>,
    pub participants: ParticipantRules,
    /// Sections and note ids, in order; absent for the usual ones.
    pub navigation: Option<Vec<Spanned<String>>>,
    pub look: Option<Spanned<String>>,
    pub checks: Checks,
    /// The age for which texts are written.
    pub reading_age: Option<u8>,
    /// Faults that somebody let stand.
    pub accept: Vec<Acceptance>,
    /// Words that anybody may say, though a quote that is not public holds them too.
    pub common_phrases: Vec<CommonPhrase>,
    /// The output folder, from the programme's root.
    pub output: Option<Spanned<String>>,
}

/// The address at which the site will stand, ending in `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// An `http` or `https` address with a host; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let web = text.starts_with("https://") || text.starts_with("http://");
        let plain = text
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '?' | '#' | '\\'));
        let address = Address::of_page(text).filter(|_| web && plain)?;
        Some(Self(format!("{}/", address.as_str().trim_end_matches('/'))))
    }

    /// The full address of a path from the site's root.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The path of the site at its host, with both slashes: `/` or `/evidence/`.
    pub fn path(&self) -> &str {
        let host_start = self.0.find("://").map_or(0, |at| at + 3);
        self.0[host_start..]
            .find('/')
            .map_or("/", |at| &self.0[host_start + at..])
    }
}

/// The licence of the site's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    pub name: String,
    pub url: Option<Address>,
    pub holder: Option<String>,
}

/// Whom readers may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub name: String,
    pub email: Option<String>,
    pub url: Option<Address>,
}

/// A facet: a dimension by which quotes, themes and recommendations are coded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The key that notes use: `level`.
    pub name: String,
    pub label: String,
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The key that notes use: `micro`.
    pub name: String,
    pub label: String,
    pub description: Option<String>,
}

/// What about participants may be published.
#[derive(Debug, Clone, Default)]
pub struct ParticipantRules {
    /// Attributes that may leave the machine, in order; nothing else does.
    pub publish: Vec<AttributeRule>,
    /// Attributes made from others.
    pub derive: Vec<Derivation>,
    /// How a speaker is named: `{id}` and published attributes in braces.
    pub attribution: Option<Spanned<String>>,
    /// The path of a list of names that may stand nowhere, from the programme's root; it may lead out.
    pub private_names: Option<Spanned<String>>,
    /// The fewest people that a published combination may point at.
    pub smallest_group: Option<Spanned<usize>>,
}

/// One published attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeRule {
    pub name: Spanned<String>,
    pub label: String,
}

/// An attribute made from another by a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derivation {
    pub name: String,
    pub from: Spanned<String>,
    /// Value to value; the key `*` catches all others.
    pub map: Vec<(String, String)>,
    pub span: Span,
}

/// Words that anybody may say, and why they give nobody away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonPhrase {
    pub words: String,
    pub reason: String,
}

impl CommonPhrase {
    /// The most words of a common phrase: more of them are somebody's own.
    pub const MOST_WORDS: usize = 10;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_an_address_of_the_web() {
        let url = BaseUrl::parse("https://example.org/evidence").expect("an address");
        assert_eq!(url.path(), "/evidence/");
        assert_eq!(url.join("a.html"), "https://example.org/evidence/a.html");
        assert_eq!(
            BaseUrl::parse("http://localhost:8000")
                .expect("an address")
                .path(),
            "/"
        );
        for text in [
            "",
            "example.org",
            "https://",
            "javascript:alert(1)",
            "https://a b",
            "https://a?b",
        ] {
            assert_eq!(BaseUrl::parse(text), None, "{text}");
        }
    }
}
