//! All pages, for people.

use super::Views;
use super::common::{Head, Link};
use super::quotes::Pages;
use crate::plan::PageKind;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct SitemapPage {
    pub head: Head,
    pub groups: Vec<SitemapGroup>,
    pub pages: Pages,
}

/// The pages of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct SitemapGroup {
    /// `studies`, `themes`, `findings`, `recommendations`, `quotes`, `participants`, `pages`, `about`.
    pub section: &'static str,
    pub pages: Vec<Link>,
}

impl Views<'_> {
    /// A page of the list of all pages, by its number from 0.
    pub(super) fn sitemap(&self, number: usize, path: &str) -> SitemapPage {
        let evidence = self.evidence();
        let split = &self.plan().sitemap;
        let mut groups: Vec<SitemapGroup> = SECTIONS
            .iter()
            .map(|section| SitemapGroup {
                section,
                pages: Vec::new(),
            })
            .collect();
        let mut entries: Vec<(Entry, &str)> = self
            .plan()
            .pages
            .iter()
            .filter(|page| page.kind.is_listed(evidence))
            .filter_map(|page| Some((self.sitemap_entry(&page.kind)?, page.path.as_str())))
            .collect();
        let section = |entry: &Entry| SECTIONS.iter().position(|name| *name == entry.section);
        entries.sort_by_key(|(entry, _)| (section(entry), entry.order));
        let range = split.range(number);
        for (entry, path) in entries.into_iter().skip(range.start).take(range.len()) {
            let group = groups
                .iter_mut()
                .find(|group| group.section == entry.section);
            group.expect("a known section").pages.push(Link {
                label: entry.label,
                path: path.to_owned(),
            });
        }
        groups.retain(|group| !group.pages.is_empty());
        SitemapPage {
            head: self.made_head("sitemap", None, path),
            groups,
            pages: super::parts::pages(split, number),
        }
    }

    /// The entry of a page; `None` for pages that the list does not name.
    fn sitemap_entry(&self, kind: &PageKind) -> Option<Entry> {
        let evidence = self.evidence();
        let title = |note| self.note_link(note).label;
        let made = |kind: &str| self.words().get(&format!("titles.{kind}")).to_owned();
        // What lists the others of its section comes first; the others keep their own order.
        let first = |section, label| (section, 0, label);
        let (section, order, label) = match kind {
            PageKind::Home => first("about", self.home_crumb().label),
            PageKind::Note(key) => ("pages", key.index() + 1, title(*key)),
            PageKind::Study(key) => (
                "studies",
                key.index() + 1,
                title(evidence.studies[*key].note),
            ),
            PageKind::Theme(key) => ("themes", key.index() + 1, title(evidence.themes[*key].note)),
            PageKind::Finding(key) => (
                "findings",
                key.index() + 1,
                title(evidence.findings[*key].note),
            ),
            PageKind::Recommendation(key) => {
                let note = evidence.recommendations[*key].note;
                ("recommendations", key.index() + 1, title(note))
            }
            PageKind::Studies => first("studies", made("studies")),
            PageKind::Themes => first("themes", made("themes")),
            PageKind::Findings => first("findings", made("findings")),
            PageKind::Confidence { .. } => first("findings", made("confidence")),
            PageKind::Recommendations => first("recommendations", made("recommendations")),
            PageKind::Way { way, .. } => {
                first("quotes", self.way_title(self.plan().ways[*way].kind))
            }
            PageKind::Quotes { list, .. } => ("quotes", *list, self.list_label(*list)),
            PageKind::Voices => first("quotes", made("voices")),
            PageKind::Participants { study, .. } => {
                let study_title = title(evidence.studies[*study].note);
                let label = self.labelled(made("participants"), study_title);
                ("participants", study.index(), label)
            }
            PageKind::Map { .. } => ("themes", 0, made("map")),
            PageKind::References { .. } => ("about", 1, made("references")),
            PageKind::Glossary => ("about", 1, made("glossary")),
            PageKind::Data => ("about", 1, made("data")),
            PageKind::Evidence => ("about", 1, made("evidence")),
            PageKind::Search => ("about", 1, made("search")),
            PageKind::Accessibility => ("about", 1, made("accessibility")),
            PageKind::Pack => ("about", 1, made("pack")),
            // A theme's page leads to its pack.
            PageKind::ThemePack(_)
            | PageKind::NotFound
            | PageKind::Sitemap { .. }
            | PageKind::Redirect { .. } => return None,
        };
        Some(Entry {
            section,
            order,
            label,
        })
    }
}

/// One page of the list, before it is in its group.
struct Entry {
    section: &'static str,
    /// The place among the pages of its section.
    order: usize,
    label: String,
}

/// The groups in their order.
const SECTIONS: &[&str] = &[
    "about",
    "recommendations",
    "findings",
    "themes",
    "quotes",
    "studies",
    "participants",
    "pages",
];
