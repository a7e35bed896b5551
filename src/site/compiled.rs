//! A programme with its chain tied and checked.

use super::{Options, Read};
use crate::check;
use crate::diagnostic::{self, Checked, Code, Diagnostic, Severity};
use crate::evidence::{self, Evidence, Material};
use crate::leak::Withheld;
use crate::load::{self, Look, Published};
use crate::model::Date;
use crate::plan::{self, Cards, SitePlan};
use crate::source::SourceMap;
use crate::timings::Timings;
use crate::typeset::Labels;
use crate::verify::{self, Bindings, Compared};
use std::path::PathBuf;
use std::sync::Arc;

/// A programme with its chain tied and checked, ready to be rendered.
#[derive(Debug, Clone)]
pub struct Compiled {
    pub sources: SourceMap,
    pub evidence: Evidence,
    pub plan: Arc<SitePlan>,
    /// What the plan's lists of quotes weigh.
    pub(super) cards: Arc<Cards>,
    /// Files that notes show or link to.
    pub(super) files: Arc<Vec<Published>>,
    pub(super) look: Arc<Look>,
    pub(super) labels: Arc<Labels>,
    /// Which source holds whose words: known to `verify` alone.
    bindings: Arc<Bindings>,
    /// What must not stand in any byte of the site.
    pub(super) withheld: Arc<Withheld>,
    /// What is wrong with how things are tied, and with files.
    pub(super) tying: Vec<Diagnostic>,
    /// Dates that are still to come.
    pub(super) dates: Vec<Diagnostic>,
    /// What is wrong with pages.
    pub(super) planning: Vec<Diagnostic>,
    pub(super) results: check::Results,
    /// Every open fault of every file, in their stable order.
    pub diagnostics: Vec<Diagnostic>,
    /// Faults that somebody let stand, in the same order.
    pub accepted: Vec<Diagnostic>,
    pub(super) timings: Timings,
}

impl Read {
    /// Links, checks and plans.
    pub fn tied(&self) -> Compiled {
        self.tied_after(None)
    }

    /// The same, where some of it may be known from before some notes were written again.
    pub(super) fn tied_after(&self, before: Option<check::Before<'_>>) -> Compiled {
        let mut tying = Vec::new();
        let mut sources = self.programme.sources.clone();
        let parsed = self.parsed();
        let withheld = Withheld::of(&parsed, self.drafts);
        let bindings = Bindings::of(&parsed.data.tables);
        let library = &self.library.value;
        let material = Material {
            sources: &sources,
            config: &self.programme.config,
            bibliography: library.bibliography.clone(),
            assets: self.programme.assets.clone(),
            lock: self.lock(),
            drafts: self.drafts,
        };
        let timings = &self.timings;
        let linked = timings.step("links", || evidence::link(parsed, material));
        let evidence = linked.drain_into(&mut tying);
        let used = evidence.assets.values().filter(|entry| entry.used);
        let files =
            load::published(used.map(|entry| &entry.asset), &mut sources).drain_into(&mut tying);
        let dates = self.future_dates(&evidence);
        let results = timings.step("checks", || {
            check::Results::after(before, &evidence, &self.private, &sources)
        });
        let (cards, plan) = timings.step("plan", || {
            let cards = Cards::of(&evidence);
            let plan = plan::plan(&evidence, &cards);
            (cards, plan)
        });
        let labels = timings.step("citations", || self.labels(&evidence));
        let mut compiled = Compiled {
            sources,
            evidence,
            files: Arc::new(files),
            plan: Arc::new(plan.value),
            cards: Arc::new(cards),
            planning: plan.diagnostics,
            look: self.programme.look.clone(),
            labels: Arc::new(labels),
            bindings: Arc::new(bindings),
            withheld: Arc::new(withheld),
            tying,
            dates,
            results,
            diagnostics: Vec::new(),
            accepted: Vec::new(),
            timings: timings.clone(),
        };
        compiled.judge(self);
        compiled
    }

    /// The labels of all citations.
    pub(super) fn labels(&self, evidence: &Evidence) -> Labels {
        let catalogue = &self.library.value.catalogue;
        Labels::of(evidence, |cite| catalogue.label(cite))
    }
}

impl Compiled {
    /// Sorts all faults into those that are open and those that somebody let stand.
    pub(super) fn judge(&mut self, read: &Read) {
        let mut faults = read.faults();
        let notes = self.evidence.notes.values();
        let leading = notes.flat_map(|note| &note.faults);
        let of_all = [&self.tying, &self.dates, &self.planning];
        let tied = of_all.into_iter().flatten().chain(leading);
        faults.extend(tied.cloned());
        faults.extend(self.results.faults(&self.evidence, &read.private));
        [self.diagnostics, self.accepted] =
            judged(faults, &self.evidence, &self.sources, read.unlisted);
    }

    /// What is known and not published.
    pub fn withheld(&self) -> &Withheld {
        &self.withheld
    }

    /// True where the programme replaces a template of the program.
    pub fn has_own_templates(&self) -> bool {
        self.look.replaced
    }

    /// True where a fault keeps the site from being published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|fault| fault.severity == Severity::Error)
    }

    /// Compares every published quote with the sources that may hold it. `progress` is told of each quote, from any thread.
    pub fn verify(
        &self,
        sources: load::Sources,
        progress: impl Fn() + Sync,
    ) -> Checked<Vec<Compared>> {
        let mut checked = verify::verify(&self.question(), sources, progress);
        let found = checked.diagnostics;
        let judged = check::judge(found, &self.evidence, &self.sources, Code::ALL);
        checked.diagnostics = self.weighed(judged.open);
        checked
    }

    /// Faults with the weight that the programme gives them, in their stable order.
    pub fn weighed(&self, faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
        weighed(faults, &self.evidence, &self.sources)
    }

    /// The text of `quotes.lock` after a comparison.
    pub fn lock_text(&self, compared: &[Compared], date: Date) -> String {
        verify::lock_text(&verify::record(&self.question(), compared, date))
    }

    fn question(&self) -> verify::Question<'_> {
        verify::Question {
            evidence: &self.evidence,
            notes: &self.sources,
            bindings: &self.bindings,
        }
    }

    /// The folder into which the site goes.
    pub fn output_folder(&self, options: &Options) -> PathBuf {
        super::output_folder(&self.evidence.config, options)
    }
}

/// The faults that are open and those that somebody let stand, as the programme weighs them and in their order.
/// `unlisted`: the private list of names was not at hand, so nobody can say whether what was accepted of it still stands.
fn judged(
    faults: Vec<Diagnostic>,
    evidence: &Evidence,
    sources: &SourceMap,
    unlisted: bool,
) -> [Vec<Diagnostic>; 2] {
    let unasked = |code: &Code| {
        code.depends_on_the_day()
            || unlisted && *code == Code::PrivateName
            || !evidence.verified && code.is_of_verification()
    };
    let unasked: Vec<Code> = Code::ALL.iter().copied().filter(unasked).collect();
    let judged = check::judge(faults, evidence, sources, &unasked);
    [judged.open, judged.accepted].map(|faults| weighed(faults, evidence, sources))
}

/// Faults with the weight that the programme gives them, in their stable order.
fn weighed(faults: Vec<Diagnostic>, evidence: &Evidence, sources: &SourceMap) -> Vec<Diagnostic> {
    let mut faults = check::by_programme(faults, &evidence.config.checks, sources);
    for fault in &mut faults {
        let fix = fault.fix.take().and_then(|fix| fix.settled(sources));
        fault.fix = fix.map(Box::new);
    }
    diagnostic::sort(&mut faults, sources);
    faults
}
