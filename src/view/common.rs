//! The parts that several kinds of page share.

use super::Views;
use crate::evidence::{AttributeKey, CodedFacet, FacetRef, NoteKey, QuoteKey};
use crate::model::Html;
use crate::plan::{QuoteListKind, WayKind};
use crate::typeset::{ListedReference, PageSetter};
use serde::Serialize;
use std::sync::Arc;

/// What every page tells about itself.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// The kind of page: `home`, `study`, `theme`, `finding`, …; names the template.
    pub kind: &'static str,
    /// The page's `h1`, as plain text.
    pub title: String,
    /// One or two plain sentences for search engines and social cards.
    pub description: Option<String>,
    /// The page's own path from the site's root.
    pub path: String,
    /// The navigation entry that holds this page (`themes`, `quotes`, …), if one does.
    pub section: Option<&'static str>,
    /// The way from the home page to this one, without the page itself.
    pub breadcrumbs: Vec<Link>,
    /// ISO date of the last change that the note states.
    pub updated: Option<String>,
    /// The page's full address; only where the programme has a `base_url`.
    pub canonical: Option<String>,
}

/// A link to a page or to a place on one.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    pub label: String,
    /// From the site's root, with the anchor if there is one.
    pub path: String,
}

/// A link with the number of things that it leads to.
#[derive(Debug, Clone, Serialize)]
pub struct CountedLink {
    pub label: String,
    pub path: String,
    pub count: usize,
}

/// One value of one facet.
#[derive(Debug, Clone, Serialize)]
pub struct FacetValue {
    /// The facet's label: `Level of integration`.
    pub facet: String,
    /// The value's label: `Micro`.
    pub label: String,
    /// What the value means, as the programme says it.
    pub description: Option<String>,
    /// `stated` by the source or `interpreted` by the editors; absent on quotes.
    pub basis: Option<&'static str>,
    /// The page that lists the quotes with this value, if there is one.
    pub path: Option<String>,
}

/// One reference in a page's own citation list.
#[derive(Debug, Clone, Serialize)]
pub struct ReferenceItem {
    /// The anchor: `ref-barnett2012`.
    pub anchor: String,
    /// The number in a numeric style; absent in an author-date style.
    pub number: Option<usize>,
    /// The formatted entry, links included.
    pub entry: Html,
    /// The anchors of the places on this page that cite it, in order.
    pub cited_at: Vec<String>,
    /// The entry in the list of all references.
    pub path: String,
}

/// One participant group and how much of it is heard.
#[derive(Debug, Clone, Serialize)]
pub struct VoiceBar {
    pub label: String,
    pub path: Option<String>,
    /// Quotes by this group, here.
    pub quotes: usize,
    /// Words in those quotes, without insertions.
    pub words: usize,
    /// Participants of this group who are quoted, here.
    pub quoted: usize,
    /// Participants of this group in the studies concerned.
    pub participants: usize,
}

/// Who is heard, by one published attribute.
#[derive(Debug, Clone, Serialize)]
pub struct VoiceChart {
    /// The attribute's label: `Sector`.
    pub attribute: String,
    /// The published values, those with no quote included.
    pub bars: Vec<VoiceBar>,
    /// How many values more there are than a page can hold.
    pub left_out: usize,
    /// Where all values stand, if they have a page of their own.
    pub all: Option<String>,
    /// The largest `quotes` of all bars; at least 1.
    pub most: usize,
}

/// What the strands of evidence say about a theme or finding.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Strands {
    /// In the order of studies.
    pub listed: Vec<Strand>,
    /// Further strands, which nobody has compared, where they are too many to list.
    pub others: usize,
}

/// What one strand says.
#[derive(Debug, Clone, Serialize)]
pub struct Strand {
    pub study: Link,
    /// At least one.
    pub says: Vec<StrandSays>,
}

/// One thing that a strand says about a theme or finding.
#[derive(Debug, Clone, Serialize)]
pub struct StrandSays {
    /// `agreement`, `partial-agreement`, `silence`, `dissonance`, or `not-coded` where nobody has said.
    pub code: &'static str,
    pub note: Option<String>,
    /// The finding that says so, where this stands on a theme's page.
    pub finding: Option<Link>,
}

/// What every page made from a note shows around its body.
#[derive(Debug, Clone, Serialize)]
pub struct NoteParts {
    /// The note's `summary`: the plain answer first.
    pub summary: Option<String>,
    /// The body with its quotes, footnotes included.
    pub body: Html,
    /// True where a quote lives in the body.
    pub own_quotes: bool,
    /// True where a quote in the body, or in a list below it, leaves words out or has words put in.
    pub marks: bool,
    /// The citation list; empty where the page cites nothing.
    pub references: Vec<ReferenceItem>,
    /// Pages that link here.
    pub backlinks: Vec<Link>,
    /// Named gaps.
    pub not_held: Vec<String>,
    /// The popovers that links on this page open, as finished HTML.
    pub previews: Vec<Arc<str>>,
    /// People who wrote the note.
    pub authors: Vec<Author>,
    /// The note's `extra:`, for looks of a programme's own.
    pub extra: serde_json::Value,
}

/// A person who wrote a note.
#[derive(Debug, Clone, Serialize)]
pub struct Author {
    pub name: String,
    /// The full address of the ORCID record.
    pub orcid: Option<String>,
}

/// The most groups of a chart beside a page's text.
const MOST_BARS: usize = 30;

impl NoteParts {
    /// The same above a list of quotes, whose marks it explains too.
    pub(super) fn above(mut self, views: &Views<'_>, quotes: &[QuoteKey]) -> Self {
        self.marks |= views.any_marked(quotes);
        self
    }
}

impl Views<'_> {
    /// The head of a page that no note makes; its title is the look's.
    pub(super) fn made_head(
        &self,
        kind: &'static str,
        section: Option<&'static str>,
        path: &str,
    ) -> Head {
        let title = self.words().get(&format!("titles.{kind}")).to_owned();
        self.titled_head(kind, title, section, path)
    }

    /// A head with a title of its own.
    pub(super) fn titled_head(
        &self,
        kind: &'static str,
        title: String,
        section: Option<&'static str>,
        path: &str,
    ) -> Head {
        Head {
            kind,
            title,
            description: None,
            path: path.to_owned(),
            section,
            breadcrumbs: vec![self.home_crumb()],
            updated: None,
            canonical: self.canonical(path),
        }
    }

    /// The head of a note's page.
    pub(super) fn note_head(
        &self,
        kind: &'static str,
        key: NoteKey,
        section: Option<&'static str>,
        path: &str,
    ) -> Head {
        let note = &self.evidence().notes[key];
        let common = &note.note.common;
        Head {
            description: note.summary(),
            updated: common.date().map(|date| date.to_string()),
            ..self.titled_head(kind, note.title.clone(), section, path)
        }
    }

    pub(super) fn home_crumb(&self) -> Link {
        Link {
            label: self.words().get("navigation.home").to_owned(),
            path: "index.html".to_owned(),
        }
    }

    /// A step of the way to a page: the index of its section.
    pub(super) fn section_crumb(&self, section: &'static str) -> Link {
        let path = match section {
            "references" | "glossary" => format!("{section}.html"),
            _ => format!("{section}/index.html"),
        };
        Link {
            label: self
                .words()
                .get(&format!("navigation.{section}"))
                .to_owned(),
            path,
        }
    }

    /// The steps of the chain above a section that the programme has: from recommendations down to it.
    pub(super) fn chain_crumbs(&self, section: &'static str) -> Vec<Link> {
        let evidence = self.evidence();
        let steps = [
            ("recommendations", !evidence.recommendations.is_empty()),
            ("findings", !evidence.findings.is_empty()),
            ("themes", !evidence.themes.is_empty()),
        ];
        let above = steps.iter().take_while(|(step, _)| *step != section);
        let above = above.filter(|(_, any)| *any).map(|(step, _)| *step);
        above
            .chain([section])
            .map(|step| self.section_crumb(step))
            .collect()
    }

    pub(super) fn canonical(&self, path: &str) -> Option<String> {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        self.evidence()
            .config
            .base_url
            .as_ref()
            .map(|base| base.join(path))
    }

    /// What stands around the body of a note.
    pub(super) fn note_parts(&self, key: NoteKey, page: &mut PageSetter<'_>) -> NoteParts {
        let note = &self.evidence().notes[key];
        let common = &note.note.common;
        let author = |author: &crate::model::Author| Author {
            name: author.name.clone(),
            orcid: author
                .orcid
                .as_ref()
                .map(|orcid| format!("https://orcid.org/{orcid}")),
        };
        let body = page.body(key);
        NoteParts {
            summary: note.summary(),
            body,
            previews: self.previews(page),
            own_quotes: page.quotes().own,
            marks: page.quotes().marked,
            references: self.listed(&page.references()),
            backlinks: note
                .backlinks
                .iter()
                .map(|key| self.note_link(*key))
                .collect(),
            not_held: common.not_held.clone(),
            authors: common.authors.iter().map(author).collect(),
            extra: common
                .extra
                .as_ref()
                .map(crate::model::Node::to_json)
                .unwrap_or_default(),
        }
    }

    pub(super) fn listed(&self, references: &[ListedReference]) -> Vec<ReferenceItem> {
        references
            .iter()
            .map(|listed| self.reference_item(listed))
            .collect()
    }

    fn reference_item(&self, listed: &ListedReference) -> ReferenceItem {
        let entry = &self.evidence().references[listed.reference];
        ReferenceItem {
            anchor: listed.anchor.clone(),
            number: listed.number,
            entry: self.setter.rich(&entry.formatted.entry),
            cited_at: listed.cited_at.clone(),
            path: self.plan().reference(self.evidence(), listed.reference),
        }
    }

    pub(super) fn facet_value(&self, facet: FacetRef, basis: Option<&'static str>) -> FacetValue {
        let declared = &self.evidence().config.facets[facet.facet];
        let value = &declared.values[facet.value];
        FacetValue {
            facet: declared.label.clone(),
            label: value.label.clone(),
            description: value.description.clone(),
            basis,
            path: self
                .plan()
                .list(QuoteListKind::Facet(facet))
                .map(|list| list.path(0)),
        }
    }

    /// Coded facets, neighbours of one facet together.
    pub(super) fn coded_facets(&self, facets: &[CodedFacet]) -> Vec<FacetValue> {
        let mut sorted = facets.to_vec();
        sorted.sort_by_key(|coded| coded.at);
        let basis = |coded: &CodedFacet| {
            if coded.stated {
                "stated"
            } else {
                "interpreted"
            }
        };
        sorted
            .iter()
            .map(|coded| self.facet_value(coded.at, Some(basis(coded))))
            .collect()
    }

    /// Who is heard in some quotes, by the attribute that tells most, among the people of the studies concerned.
    pub(super) fn voice_chart(&self, quotes: &[QuoteKey]) -> Option<VoiceChart> {
        let (attribute, _) = self.chart_attribute()?;
        let everybody = self.evidence().people_behind(quotes);
        (!everybody.is_empty()).then(|| self.chart(attribute, quotes, everybody, MOST_BARS))
    }

    /// The attribute that tells most: the published one with the most values.
    fn chart_attribute(&self) -> Option<(AttributeKey, usize)> {
        let values = |(key, attribute): (AttributeKey, &crate::evidence::Attribute)| {
            (key, attribute.values.len())
        };
        let attributes = self.evidence().attributes.iter().map(values);
        attributes.max_by_key(|(key, values)| (*values, std::cmp::Reverse(*key)))
    }

    /// Quotes, words and people for each value of an attribute.
    pub(super) fn chart(
        &self,
        attribute: AttributeKey,
        quotes: &[QuoteKey],
        everybody: impl IntoIterator<Item = crate::evidence::ParticipantKey>,
        most: usize,
    ) -> VoiceChart {
        let entry = &self.evidence().attributes[attribute];
        let bar = |heard: crate::evidence::Heard| VoiceBar {
            label: entry.values[heard.value].clone(),
            path: self
                .plan()
                .list(QuoteListKind::Attribute(attribute, heard.value))
                .map(|list| list.path(0)),
            quotes: heard.quotes,
            words: heard.words,
            quoted: heard.quoted,
            participants: heard.participants,
        };
        let heard = self.evidence().heard(attribute, quotes, everybody);
        let mut bars: Vec<VoiceBar> = heard.into_iter().map(bar).collect();
        let left_out = bars.len().saturating_sub(most);
        bars.truncate(most);
        let way = self.plan().ways.iter();
        let mut way = way.filter(|way| way.kind == WayKind::Attribute(attribute));
        VoiceChart {
            attribute: entry.label.clone(),
            left_out,
            all: way.next().and_then(|way| way.path(0)),
            most: bars.iter().map(|bar| bar.quotes).max().unwrap_or(0).max(1),
            bars,
        }
    }
}
