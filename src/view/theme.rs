//! One theme, and the theme tree.

use super::Views;
use super::chain::Around;
use super::chain::Chain;
use super::common::{FacetValue, Head, NoteParts, Strand, StrandSays, Strands, VoiceChart};
use crate::evidence::{FindingKey, QuoteKey, RecommendationKey, StudyKey, ThemeKey, in_order};
use crate::plan::QuoteListKind;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, Clone, Serialize)]
pub struct ThemePage {
    pub head: Head,
    pub note: NoteParts,
    pub plain_title: Option<String>,
    /// Quotes coded to this theme or to one below it.
    pub quotes: usize,
    /// People who say them.
    pub people: usize,
    pub facets: Vec<FacetValue>,
    pub children: Vec<ThemeBranch>,
    /// The first quotes coded here that the body does not show.
    pub more_quotes: Vec<std::sync::Arc<str>>,
    /// The page with every quote of this theme; absent where there is none.
    pub quotes_path: Option<String>,
    pub strands: Strands,
    /// The theme's part of the evidence map.
    pub map_path: String,
    pub chain: Chain,
    /// This theme as a page made for paper.
    pub pack: String,
    pub voices: Option<VoiceChart>,
}

/// A theme in the tree.
#[derive(Debug, Clone, Serialize)]
pub struct ThemeBranch {
    pub title: String,
    pub plain_title: Option<String>,
    pub path: String,
    pub summary: Option<String>,
    /// Quotes coded to this theme itself.
    pub quotes: usize,
    /// Quotes coded to it or to a theme below it.
    pub quotes_with_children: usize,
    pub findings: usize,
    pub children: Vec<ThemeBranch>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ThemesPage {
    pub head: Head,
    pub themes: Vec<ThemeBranch>,
}

/// The most quotes that a theme's page shows below its body; the theme's list of quotes holds all.
const MOST_QUOTES: usize = 20;

/// The most strands of which those are listed too that nobody has compared: with more, they would bury what is said.
const MOST_STRANDS: usize = 30;

impl StrandSays {
    fn nothing() -> Self {
        Self {
            code: "not-coded",
            note: None,
            finding: None,
        }
    }
}

impl Views<'_> {
    pub(super) fn theme(&self, key: ThemeKey, path: &str) -> ThemePage {
        let evidence = self.evidence();
        let theme = &evidence.themes[key];
        let matter = evidence.notes[theme.note].theme_matter();
        let mut page = self.setter.page(path);
        let quotes = self.plan().theme_quotes(key);
        let mut head = self.note_head("theme", theme.note, Some("themes"), path);
        head.breadcrumbs.extend(self.chain_crumbs("themes"));
        head.breadcrumbs.extend(self.parents(key));
        let findings = evidence.findings_below(key);
        let mut note = self.note_parts(theme.note, &mut page);
        let chain = Around {
            here: "theme",
            recommendations: self.recommendations_on(&findings),
            findings: findings.clone(),
            themes: vec![key],
            quotes: quotes.to_vec(),
            ..Around::default()
        };
        let chain = self.chain(&chain, Some(&mut page));
        note.previews = self.previews(&page);
        let hidden = self.not_shown(key);
        ThemePage {
            note: note.above(self, &hidden),
            head,
            plain_title: matter.and_then(|matter| matter.plain_title.clone()),
            quotes: quotes.len(),
            people: self.count_people(quotes),
            facets: self.coded_facets(&theme.facets),
            children: theme
                .children
                .iter()
                .map(|child| self.branch(*child))
                .collect(),
            more_quotes: self.own_cards(&hidden, path, path, |_| String::new()),
            quotes_path: self
                .plan()
                .list(QuoteListKind::Theme(key))
                .map(|list| list.path(0)),
            strands: self.strands_of(&findings, true),
            map_path: self.plan().map_of(key).path(0),
            pack: self.plan().theme_pack(evidence, key),
            voices: self.voice_chart(quotes),
            chain,
        }
    }

    /// The themes above one, from the top.
    pub(super) fn parents(&self, key: ThemeKey) -> Vec<super::common::Link> {
        let themes = &self.evidence().themes;
        let mut parents = Vec::new();
        let mut above = themes[key].parent;
        while let Some(parent) = above {
            parents.push(self.note_link(themes[parent].note));
            above = themes[parent].parent;
        }
        parents.reverse();
        parents
    }

    /// The first quotes coded to a theme that its body does not show.
    fn not_shown(&self, key: ThemeKey) -> Vec<QuoteKey> {
        let theme = &self.evidence().themes[key];
        let shown = self.evidence().shown_by(theme.note);
        let hidden = theme.quotes.iter().filter(|quote| !shown.contains(quote));
        hidden.copied().take(MOST_QUOTES).collect()
    }

    pub(super) fn recommendations_on(&self, findings: &[FindingKey]) -> Vec<RecommendationKey> {
        let all = findings
            .iter()
            .flat_map(|finding| &self.evidence().findings[*finding].recommendations);
        in_order(all.copied())
    }

    /// What each strand says about some findings, which are `named` on pages other than their own. There is a row for
    /// each finding that says something of a strand, and one for a strand that none of them speaks of.
    pub(super) fn strands_of(&self, findings: &[FindingKey], named: bool) -> Strands {
        let evidence = self.evidence();
        let mut said: BTreeMap<StudyKey, Vec<StrandSays>> = BTreeMap::new();
        for key in findings {
            let finding = &evidence.findings[*key];
            for entry in &finding.convergence {
                said.entry(entry.study).or_default().push(StrandSays {
                    code: entry.code.name(),
                    note: entry.note.clone(),
                    finding: named.then(|| self.note_link(finding.note)),
                });
            }
        }
        if evidence.studies.len() <= MOST_STRANDS {
            for study in evidence.studies.keys() {
                said.entry(study)
                    .or_insert_with(|| vec![StrandSays::nothing()]);
            }
        }
        Strands {
            others: evidence.studies.len() - said.len(),
            listed: said
                .into_iter()
                .map(|(study, says)| Strand {
                    study: self.note_link(evidence.studies[study].note),
                    says,
                })
                .collect(),
        }
    }

    /// The tree from its top.
    pub(super) fn branches(&self) -> Vec<ThemeBranch> {
        let themes = self.evidence().themes.iter();
        let tops = themes.filter(|(_, theme)| theme.parent.is_none());
        tops.map(|(key, _)| self.branch(key)).collect()
    }

    fn branch(&self, key: ThemeKey) -> ThemeBranch {
        let evidence = self.evidence();
        let theme = &evidence.themes[key];
        let note = &evidence.notes[theme.note];
        ThemeBranch {
            title: note.title.clone(),
            plain_title: note
                .theme_matter()
                .and_then(|matter| matter.plain_title.clone()),
            path: self.plan().note(theme.note).to_owned(),
            summary: note.summary(),
            quotes: theme.quotes.len(),
            quotes_with_children: self.plan().theme_quotes(key).len(),
            findings: theme.findings.len(),
            children: theme
                .children
                .iter()
                .map(|child| self.branch(*child))
                .collect(),
        }
    }

    pub(super) fn themes(&self, path: &str) -> ThemesPage {
        ThemesPage {
            head: self.made_head("themes", Some("themes"), path),
            themes: self.branches(),
        }
    }
}
