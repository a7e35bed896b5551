//! The chain of evidence around one page.

use super::Views;
use super::common::Link;
use crate::evidence::{
    FindingKey, QuoteKey, RecommendationKey, ReferenceKey, Speaker, StudyKey, ThemeKey, in_order,
};
use crate::model::{ConvergenceCode, Relation};
use crate::plan::QuoteListKind;
use serde::Serialize;
use std::collections::BTreeSet;

/// The most items that a step lists; more would bury the chain.
const MOST: usize = 12;

/// The chain from recommendations down to publications, as seen from one page.
#[derive(Debug, Clone, Serialize)]
pub struct Chain {
    /// From recommendation (first) to publication (last); a step with no items is a gap and is said so.
    pub steps: Vec<Step>,
}

/// One step of the chain.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// `recommendation`, `finding`, `theme`, `quote`, `participant`, `study`, `publication`.
    pub kind: &'static str,
    /// True for the step on which the reader stands.
    pub here: bool,
    /// How many there are in all.
    pub count: usize,
    /// The first few; `count` may be larger.
    pub items: Vec<Link>,
    /// A page with all of them, where `items` does not hold them all.
    pub all: Option<String>,
}

/// What stands on each step, from the page on which the reader is.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub here: &'static str,
    pub recommendations: Vec<RecommendationKey>,
    pub findings: Vec<FindingKey>,
    pub themes: Vec<ThemeKey>,
    pub quotes: Vec<QuoteKey>,
}

impl Views<'_> {
    pub(super) fn chain(&self, around: &Around) -> Chain {
        let evidence = self.evidence();
        let people: Vec<_> = evidence.people(&around.quotes).into_iter().collect();
        let studies = self.studies_behind(around);
        let publications = self.publications(&studies, &around.quotes);
        let index = |section: &str| Some(format!("{section}/index.html"));
        let note = |key| self.note_link(key);
        let recommendation = |key: RecommendationKey| note(evidence.recommendations[key].note);
        let finding = |key: FindingKey| note(evidence.findings[key].note);
        let theme = |key: ThemeKey| note(evidence.themes[key].note);
        let study = |key: StudyKey| note(evidence.studies[key].note);
        let table = studies
            .first()
            .and_then(|study| self.plan().participants(*study));
        let mut steps = vec![
            step(
                "recommendation",
                &around.recommendations,
                recommendation,
                index("recommendations"),
            ),
            step("finding", &around.findings, finding, index("findings")),
            step("theme", &around.themes, theme, index("themes")),
            step(
                "quote",
                &around.quotes,
                |key| self.quote_link(key),
                self.all_quotes(around),
            ),
            step(
                "participant",
                &people,
                |key| self.participant_link(key),
                table.map(str::to_owned),
            ),
            step("study", &studies, study, index("studies")),
            step(
                "publication",
                &publications,
                |(key, relation)| self.publication_link(key, relation),
                Some("references.html".to_owned()),
            ),
        ];
        for step in &mut steps {
            step.here = step.kind == around.here;
        }
        Chain { steps }
    }

    /// The studies from which the quotes come, and those that say something about the findings.
    fn studies_behind(&self, around: &Around) -> Vec<StudyKey> {
        let evidence = self.evidence();
        let quoted = evidence.studies_of(&around.quotes);
        let speaking = around.findings.iter().flat_map(|finding| {
            let entries = evidence.findings[*finding].convergence.iter();
            entries
                .filter(|entry| entry.code != ConvergenceCode::Silence)
                .map(|entry| entry.study)
        });
        in_order(quoted.into_iter().chain(speaking))
    }

    /// The page with all quotes of the step, where one page holds just these.
    fn all_quotes(&self, around: &Around) -> Option<String> {
        let [theme] = around.themes.as_slice() else {
            return Some("quotes/index.html".to_owned());
        };
        self.plan()
            .list(QuoteListKind::Theme(*theme))
            .map(|list| list.path(0))
    }

    /// The publications of some studies, then the documents that some quotes are taken from, each once.
    fn publications(
        &self,
        studies: &[StudyKey],
        quotes: &[QuoteKey],
    ) -> Vec<(ReferenceKey, Option<Relation>)> {
        let evidence = self.evidence();
        let publications = studies
            .iter()
            .flat_map(|study| &evidence.studies[*study].publications);
        let documents: BTreeSet<ReferenceKey> = quotes
            .iter()
            .filter_map(|quote| match evidence.quotes[*quote].speaker {
                Speaker::Document(reference) => Some(reference),
                Speaker::Participant(_) => None,
            })
            .collect();
        let published = publications.map(|(reference, relation)| (*reference, Some(*relation)));
        published
            .chain(documents.into_iter().map(|reference| (reference, None)))
            .collect()
    }

    /// A quote by its speaker.
    fn quote_link(&self, key: QuoteKey) -> Link {
        let evidence = self.evidence();
        let label = match evidence.quotes[key].speaker {
            Speaker::Participant(key) => evidence.participants[key].id.clone(),
            Speaker::Document(key) => {
                crate::typeset::short_name(&evidence.references[key].reference)
            }
        };
        let path = self.plan().quote(evidence, key);
        Link { label, path }
    }

    fn participant_link(&self, key: crate::evidence::ParticipantKey) -> Link {
        Link {
            label: self.evidence().participants[key].id.clone(),
            path: self.plan().participant(self.evidence(), key),
        }
    }

    /// A publication by its authors and year, and which version it is.
    fn publication_link(&self, key: ReferenceKey, relation: Option<Relation>) -> Link {
        let reference = &self.evidence().references[key].reference;
        let year = reference
            .item
            .get("issued")
            .and_then(|issued| issued.get("date-parts")?.get(0)?.get(0)?.as_i64());
        let name = crate::typeset::short_name(reference);
        let label = year.map_or(name.clone(), |year| format!("{name}, {year}"));
        let version = relation.map(|relation| {
            self.words()
                .get(&format!("relations.{}", relation.name()))
                .to_lowercase()
        });
        Link {
            label: version.map_or(label.clone(), |version| format!("{label} ({version})")),
            path: self.plan().reference(self.evidence(), key),
        }
    }
}

/// A step that lists the first of some things. Which step the reader stands on is not yet known.
fn step<K: Copy>(
    kind: &'static str,
    keys: &[K],
    link: impl Fn(K) -> Link,
    all: Option<String>,
) -> Step {
    Step {
        kind,
        here: false,
        count: keys.len(),
        items: keys.iter().take(MOST).map(|key| link(*key)).collect(),
        all,
    }
}
