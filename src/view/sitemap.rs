//! All pages, for people.

use super::Views;
use super::common::{Head, Link};
use crate::plan::PageKind;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct SitemapPage {
    pub head: Head,
    pub groups: Vec<SitemapGroup>,
}

/// The pages of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct SitemapGroup {
    /// `studies`, `themes`, `findings`, `recommendations`, `quotes`, `participants`, `pages`, `about`.
    pub section: &'static str,
    pub pages: Vec<Link>,
}

impl Views<'_> {
    pub(super) fn sitemap(&self, path: &str) -> SitemapPage {
        let mut groups: Vec<SitemapGroup> = SECTIONS
            .iter()
            .map(|section| SitemapGroup {
                section,
                pages: Vec::new(),
            })
            .collect();
        for page in &self.plan().pages {
            let Some((section, label)) = self.sitemap_entry(&page.kind) else {
                continue;
            };
            let group = groups.iter_mut().find(|group| group.section == section);
            group.expect("a known section").pages.push(Link {
                label,
                path: page.path.clone(),
            });
        }
        groups.retain(|group| !group.pages.is_empty());
        SitemapPage {
            head: self.made_head("sitemap", None, path),
            groups,
        }
    }

    /// The section and label of a page; `None` for pages that only their neighbours lead to.
    fn sitemap_entry(&self, kind: &PageKind) -> Option<(&'static str, String)> {
        let evidence = self.evidence();
        let title = |note| self.note_link(note).label;
        let made = |kind: &str| self.words().get(&format!("titles.{kind}")).to_owned();
        Some(match kind {
            PageKind::Home => ("about", self.home_crumb().label),
            // A study's page lists its own further notes.
            PageKind::Note(key) if evidence.notes[*key].study.is_some() => return None,
            PageKind::Note(key) => ("pages", title(*key)),
            PageKind::Study(key) => ("studies", title(evidence.studies[*key].note)),
            PageKind::Theme(key) => ("themes", title(evidence.themes[*key].note)),
            PageKind::Finding(key) => ("findings", title(evidence.findings[*key].note)),
            PageKind::Recommendation(key) => (
                "recommendations",
                title(evidence.recommendations[*key].note),
            ),
            PageKind::Studies => ("studies", made("studies")),
            PageKind::Themes => ("themes", made("themes")),
            PageKind::Findings => ("findings", made("findings")),
            PageKind::Recommendations => ("recommendations", made("recommendations")),
            PageKind::Quotes { number, .. } if *number > 0 => return None,
            PageKind::Quotes { list, .. } => ("quotes", self.list_label(*list)),
            PageKind::Voices => ("quotes", made("voices")),
            PageKind::Participants(study) => {
                let study = title(evidence.studies[*study].note);
                ("participants", format!("{}: {study}", made("participants")))
            }
            PageKind::References => ("about", made("references")),
            PageKind::Glossary => ("about", made("glossary")),
            PageKind::Evidence => ("about", made("evidence")),
            PageKind::Accessibility => ("about", made("accessibility")),
            PageKind::NotFound | PageKind::Sitemap | PageKind::Redirect { .. } => return None,
        })
    }
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
