//! The chain of evidence around one page.

use super::Views;
use super::common::Link;
use crate::evidence::{
    FindingKey, ParticipantKey, QuoteKey, RecommendationKey, ReferenceKey, Speaker, StudyKey,
    ThemeKey, in_order,
};
use crate::model::{ConvergenceCode, Relation};
use crate::plan::{Document, QuoteListKind};
use crate::typeset::{PageSetter, Previewed};
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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Step {
    /// `recommendation`, `finding`, `theme`, `quote`, `participant`, `study`, `publication`.
    pub kind: &'static str,
    /// True for the step on which the reader stands.
    pub here: bool,
    /// How many there are in all.
    pub count: usize,
    /// The first few; `count` may be larger.
    pub items: Vec<ChainLink>,
    /// A page with all of them, where `items` does not hold them all.
    pub all: Option<String>,
}

/// One thing on a step.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ChainLink {
    pub label: String,
    pub path: String,
    /// How many quotes stand under it, where it is a theme or finding.
    pub quotes: Option<usize>,
    /// The id of the popover that shows it, where the page has one.
    pub preview: Option<String>,
}

/// What stands on each step, from the page on which the reader is.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub here: &'static str,
    pub recommendations: Vec<RecommendationKey>,
    pub findings: Vec<FindingKey>,
    pub themes: Vec<ThemeKey>,
    pub quotes: Vec<QuoteKey>,
    /// The study where the reader stands on it or on its people; else the quotes tell who and which.
    pub study: Option<StudyKey>,
    /// The most items that a step lists, if not the usual number.
    pub most: Option<usize>,
}

impl Views<'_> {
    /// The chain as seen from one page, whose setter takes what is shown of the quotes where they are listed.
    pub(super) fn chain(&self, around: &Around, page: Option<&mut PageSetter<'_>>) -> Chain {
        let evidence = self.evidence();
        let people = self.people_in(around);
        let studies = self.studies_behind(around);
        let publications = self.publications(&studies, &around.quotes);
        let most = around.most.unwrap_or(MOST);
        let index = |section: &str| Some(format!("{section}/index.html"));
        let note = |key| ChainLink::to(self.note_link(key));
        let table = studies
            .first()
            .and_then(|study| self.plan().participants(*study));
        let recommendations = Keys::of("recommendation", &around.recommendations, most);
        let findings = Keys::of("finding", &around.findings, most);
        let themes = Keys::of("theme", &around.themes, most);
        let quotes = Keys::of("quote", &around.quotes, most);
        let all_people = table.map(str::to_owned);
        let mut steps = vec![
            recommendations.step(index("recommendations"), |key| {
                note(evidence.recommendations[key].note)
            }),
            findings.step(index("findings"), |key| {
                let finding = &evidence.findings[key];
                note(finding.note).resting_on(finding.quotes.len())
            }),
            themes.step(index("themes"), |key| {
                let quotes = self.plan().theme_quotes(key).len();
                note(evidence.themes[key].note).resting_on(quotes)
            }),
            quotes.step(self.all_quotes(around), |key| {
                ChainLink::to(self.quote_link(key))
            }),
            Keys::of("participant", &people, most)
                .step(all_people, |key| ChainLink::to(self.participant_link(key))),
            Keys::of("study", &studies, most).step(index("studies"), |key: StudyKey| {
                note(evidence.studies[key].note)
            }),
            Keys::of("publication", &publications, most)
                .step(Some("references.html".to_owned()), |(key, relation)| {
                    ChainLink::to(self.publication_link(key, relation))
                }),
        ];
        if let Some(page) = page {
            for (link, quote) in steps[3].items.iter_mut().zip(&around.quotes) {
                link.preview = Some(page.preview(Previewed::Quote(*quote)));
            }
        }
        for step in &mut steps {
            step.here = step.kind == around.here;
        }
        Chain { steps }
    }

    /// The chain of one quote, short enough to stand beside its words.
    pub(super) fn quote_chain(&self, key: QuoteKey) -> Chain {
        const FEW: usize = 4;
        let findings = self.setter.findings_on(key).to_vec();
        self.chain(
            &Around {
                here: "quote",
                recommendations: self.recommendations_on(&findings),
                findings,
                themes: self.evidence().quotes[key].themes.clone(),
                quotes: vec![key],
                most: Some(FEW),
                ..Around::default()
            },
            None,
        )
    }

    /// The chain of all quotes of a study, from the study itself or from the people who took part in it.
    pub(super) fn study_chain(&self, here: &'static str, key: StudyKey) -> Chain {
        let study = &self.evidence().studies[key];
        self.chain(
            &Around {
                here,
                recommendations: self.recommendations_on(&study.findings),
                findings: study.findings.clone(),
                themes: study.themes.clone(),
                quotes: study.quotes.clone(),
                study: Some(key),
                ..Around::default()
            },
            None,
        )
    }

    /// Everybody who took part in the reader's study, or those whose quotes stand here.
    fn people_in(&self, around: &Around) -> Vec<ParticipantKey> {
        match around.study {
            Some(study) => self.evidence().studies[study].participants.clone(),
            None => self.evidence().people(&around.quotes).into_iter().collect(),
        }
    }

    /// The studies from which the quotes come, and those that say something about the findings. From a quote or a
    /// person the chain goes down to their own study alone.
    fn studies_behind(&self, around: &Around) -> Vec<StudyKey> {
        let evidence = self.evidence();
        if let Some(study) = around.study {
            return vec![study];
        }
        let quoted = evidence.studies_of(&around.quotes);
        let below = if around.here == "quote" {
            &[]
        } else {
            around.findings.as_slice()
        };
        let speaking = below.iter().flat_map(|finding| {
            let entries = evidence.findings[*finding].convergence.iter();
            entries
                .filter(|entry| entry.code != ConvergenceCode::Silence)
                .map(|entry| entry.study)
        });
        in_order(quoted.into_iter().chain(speaking))
    }

    /// The page with all quotes of the step, where one page holds just these.
    fn all_quotes(&self, around: &Around) -> Option<String> {
        let kind = match (around.study, around.themes.as_slice()) {
            (Some(study), _) => QuoteListKind::Document(Document::Study(study)),
            (None, [theme]) => QuoteListKind::Theme(*theme),
            (None, _) => QuoteListKind::All,
        };
        self.plan().list(kind).map(|list| list.path(0))
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
            Speaker::Document(key) => self.setter.short_name(key),
        };
        let path = self.plan().quote(evidence, key);
        Link { label, path }
    }

    fn participant_link(&self, key: ParticipantKey) -> Link {
        Link {
            label: self.evidence().participants[key].id.clone(),
            path: self.plan().participant(self.evidence(), key),
        }
    }

    /// A publication by its authors and year, and which version it is.
    pub(super) fn publication_link(&self, key: ReferenceKey, relation: Option<Relation>) -> Link {
        let reference = &self.evidence().references[key].reference;
        let year = reference
            .item
            .get("issued")
            .and_then(|issued| issued.get("date-parts")?.get(0)?.get(0)?.as_i64());
        let name = self.setter.short_name(key);
        let label = year.map_or(name.clone(), |year| {
            format!("{name}{}{year}", self.words().get("lists.separator"))
        });
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

impl ChainLink {
    fn to(link: Link) -> Self {
        Self {
            label: link.label,
            path: link.path,
            quotes: None,
            preview: None,
        }
    }

    fn resting_on(self, quotes: usize) -> Self {
        Self {
            quotes: Some(quotes),
            ..self
        }
    }
}

/// The things on a step, of which it lists the first.
struct Keys<'k, K> {
    kind: &'static str,
    all: &'k [K],
    most: usize,
}

impl<'k, K: Copy> Keys<'k, K> {
    fn of(kind: &'static str, all: &'k [K], most: usize) -> Self {
        Self { kind, all, most }
    }

    /// The step; on which one the reader stands is not yet known.
    fn step(&self, all: Option<String>, link: impl Fn(K) -> ChainLink) -> Step {
        let listed = self.all.iter().take(self.most);
        Step {
            kind: self.kind,
            here: false,
            count: self.all.len(),
            items: listed.map(|key| link(*key)).collect(),
            all,
        }
    }
}
