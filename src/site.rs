//! The whole pipeline: from a folder of notes to a published site.

use crate::check;
use crate::cite::{self, Style};
use crate::diagnostic::{self, Checked, Code, Diagnostic, Severity};
use crate::evidence::{self, Bibliography, Evidence, Material};
use crate::exchange::{self, Download};
use crate::leak::{Inspector, Origin, Withheld};
use crate::limits::MOST_REFERENCES;
use crate::load::{self, Bytes, LoadError, Look, Programme, Published};
use crate::model::{BaseUrl, Config, Date, Reference};
use crate::parse;
use crate::plan::{self, SitePlan};
use crate::private::{Names, Private};
use crate::publish::{self, Output, PublishError, Staging};
use crate::render::{Renderer, ThemeError};
use crate::search;
use crate::source::{FileId, SourceMap};
use crate::typeset::{Labels, Typesetter, file_path};
use crate::verify::{self, Bindings, Compared};
use crate::view::{self, DataFile, Views};
use rayon::prelude::*;
use std::fmt;
use std::path::{Path, PathBuf};

/// What a person asks of a build.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The programme's folder.
    pub root: PathBuf,
    /// The output folder; the programme's own choice, or `site` in its folder, where absent.
    pub output: Option<PathBuf>,
    /// Stands in for the programme's `base_url`.
    pub base_url: Option<BaseUrl>,
    /// True where drafts are published too.
    pub drafts: bool,
}

/// A programme with its chain tied and checked, ready to be rendered.
#[derive(Debug)]
pub struct Compiled {
    pub sources: SourceMap,
    pub evidence: Evidence,
    pub plan: SitePlan,
    /// Files that notes show or link to.
    files: Vec<Published>,
    look: Look,
    labels: Labels,
    /// Which source holds whose words: known to `verify` alone.
    bindings: Bindings,
    /// What must not stand in any byte of the site.
    withheld: Withheld,
    /// Every open fault of every file, in their stable order.
    pub diagnostics: Vec<Diagnostic>,
    /// Faults that somebody let stand, in the same order.
    pub accepted: Vec<Diagnostic>,
}

/// What a build made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    pub notes: usize,
    pub quotes: usize,
    pub references: usize,
    pub pages: usize,
    /// Files of the site, pages among them.
    pub files: usize,
    /// Files that did not change.
    pub unchanged: usize,
}

/// Why a site cannot be built although its content holds.
#[derive(Debug)]
pub enum BuildError {
    /// The finished site holds what is not public.
    Leaks(Vec<Diagnostic>),
    Load(LoadError),
    Theme(ThemeError),
    Publish(PublishError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::Leaks(_) => f.write_str("the finished site holds what is not public"),
            BuildError::Load(error) => error.fmt(f),
            BuildError::Theme(error) => error.fmt(f),
            BuildError::Publish(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BuildError {}

impl From<LoadError> for BuildError {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

impl From<ThemeError> for BuildError {
    fn from(error: ThemeError) -> Self {
        Self::Theme(error)
    }
}

impl From<PublishError> for BuildError {
    fn from(error: PublishError) -> Self {
        Self::Publish(error)
    }
}

/// Loads, parses, links, checks and plans a programme. Faults of its content are in the result.
///
/// # Errors
/// Where there is no programme or its look cannot be read.
pub fn compile(options: &Options) -> Result<Compiled, LoadError> {
    let mut faults = Vec::new();
    let programme = load::load(&options.root)?.drain_into(&mut faults);
    let Programme {
        mut sources,
        mut config,
        inputs,
        bibliographies,
        style_file,
        lock,
        assets,
        look,
        private_names,
    } = programme;
    let unlisted = matches!(private_names, Names::Missing);
    if let Some(base_url) = &options.base_url {
        config.base_url = Some(base_url.clone());
    }
    let parsed = parse::parse(&sources, &inputs).drain_into(&mut faults);
    let private = Private::of(&parsed.tables, &config, private_names);
    let withheld = Withheld::of(&parsed, options.drafts);
    let references = references(&sources, &bibliographies).drain_into(&mut faults);
    let style_text = style_file.map(|file| sources.text(file));
    let style = style(&config, style_text).drain_into(&mut faults);
    let catalogue = style.catalogue(&references, &config.language);
    let lock = lock.and_then(|file| parse::lock(file, sources.text(file)).drain_into(&mut faults));
    let bindings = Bindings::of(&parsed.tables);
    let material = Material {
        sources: &sources,
        config: &config,
        bibliography: Bibliography {
            formatted: catalogue.entries().to_vec(),
            references: references.clone(),
            form: style.form().clone(),
            style_title: style.title().to_owned(),
        },
        assets,
        lock,
        drafts: options.drafts,
    };
    let evidence = evidence::link(parsed, material).drain_into(&mut faults);
    let used = evidence.assets.values().filter(|entry| entry.used);
    let files =
        load::published(used.map(|entry| &entry.asset), &mut sources).drain_into(&mut faults);
    faults.extend(check::check(&evidence, &private, &sources));
    let plan = plan::plan(&evidence).drain_into(&mut faults);
    let labels = Labels::of(&evidence, |cite| catalogue.label(cite));
    let [diagnostics, accepted] = judged(faults, &evidence, &sources, unlisted);
    Ok(Compiled {
        sources,
        evidence,
        files,
        plan,
        look,
        labels,
        bindings,
        withheld,
        diagnostics,
        accepted,
    })
}

/// Every reference of every bibliography, in their order.
fn references(sources: &SourceMap, files: &[FileId]) -> Checked<Vec<Reference>> {
    let mut faults = Vec::new();
    let read = |file: &FileId| cite::read_bibliography(*file, sources.file(*file));
    let references: Vec<Reference> = files
        .iter()
        .flat_map(|file| read(file).drain_into(&mut faults))
        .collect();
    if let Some(first) = references.get(MOST_REFERENCES) {
        let message = format!("The bibliographies hold more than {MOST_REFERENCES} references");
        faults.push(
            Diagnostic::new(Code::TooMany, first.place, message)
                .hint("Keep those that the programme cites."),
        );
    }
    Checked::new(references, faults)
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
        unlisted && *code == Code::PrivateName || !evidence.verified && code.is_of_verification()
    };
    let unasked: Vec<Code> = Code::ALL.iter().copied().filter(unasked).collect();
    let judged = check::judge(faults, evidence, sources, &unasked);
    [judged.open, judged.accepted].map(|faults| weighed(faults, evidence, sources))
}

/// Faults with the weight that the programme gives them, in their stable order.
fn weighed(faults: Vec<Diagnostic>, evidence: &Evidence, sources: &SourceMap) -> Vec<Diagnostic> {
    let mut faults = check::by_programme(faults, &evidence.config.checks);
    diagnostic::sort(&mut faults, sources);
    faults
}

/// The citation style that the programme names. A style that does not exist is a fault, and the default stands in.
fn style(config: &Config, file: Option<&str>) -> Checked<Style> {
    const DEFAULT: &str = "vancouver";
    let default = || Style::named(DEFAULT).expect("the program carries its default style");
    let Some(written) = &config.citation_style else {
        return Checked::new(default(), Vec::new());
    };
    let found = match file {
        Some(text) => Style::from_csl(text),
        // A file that cannot be read is reported where it is loaded.
        None if written.value.ends_with(".csl") => return Checked::new(default(), Vec::new()),
        None => Style::named(&written.value)
            .ok_or_else(|| format!("There is no citation style `{}`", written.value)),
    };
    found.map(|style| Checked::new(style, Vec::new())).unwrap_or_else(|reason| {
        let place = config.file.map(|file| written.span.within(file));
        let hint = diagnostic::nearest(&written.value, Style::names()).map_or_else(
            || "Write a style's name such as `vancouver` or `apa`, or the path of a `.csl` file.".to_owned(),
            |near| format!("Did you mean `{near}`?"),
        );
        let fault = Diagnostic::new(Code::UnknownStyle, place, reason).hint(hint);
        Checked::new(default(), vec![fault])
    })
}

impl Compiled {
    /// What is known and not published.
    pub fn withheld(&self) -> &Withheld {
        &self.withheld
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
        checked.diagnostics = weighed(judged.open, &self.evidence, &self.sources);
        checked
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
        let chosen = self
            .evidence
            .config
            .output
            .as_ref()
            .map(|output| options.root.join(&output.value));
        options
            .output
            .clone()
            .or(chosen)
            .unwrap_or_else(|| options.root.join("site"))
    }

    /// Renders every page, looks for leaks in every file, and puts the new site in the place of the old one. `progress` is
    /// told of each page, from any thread.
    ///
    /// # Errors
    /// Where the look or the disk fails, or something that is not public is found. The old site is as it was.
    pub fn publish(
        &self,
        root: &Path,
        folder: &Path,
        progress: impl Fn() + Sync,
    ) -> Result<Report, BuildError> {
        let output = Output::check(folder, root)?;
        let setter = Typesetter::new(&self.evidence, &self.plan, &self.look.words, &self.labels);
        let renderer = Renderer::new(
            &self.look,
            &view::site(&self.evidence, &self.plan, &self.look.words),
        )?;
        let downloads = exchange::downloads(&setter);
        let open_checks = view::open_checks(&self.diagnostics);
        let views = Views::new(&setter, open_checks, listed(&downloads));
        let inspector = Inspector::new(
            &self.withheld,
            &self.evidence,
            &self.sources,
            &self.look,
            &[exchange::SCHEMA, view::LINKED_DATA],
        );
        let examine = |path: &str, bytes: &[u8], copied: bool| {
            let origin = if copied { Origin::Copied } else { Origin::Made };
            inspector.examine(path, bytes, origin);
        };
        let staging = Staging::begin(output, &examine)?;
        let mut extras = self.extras();
        extras.extend(
            downloads
                .into_iter()
                .map(|file| (file.path, Extra::Bytes(file.bytes))),
        );
        let pages = self.plan.pages.iter().map(|page| page.path.as_str());
        let others = extras.iter().map(|(path, _)| path.as_str());
        staging.make_folders(pages.chain(others).chain([search::INDEX]))?;
        self.plan
            .pages
            .par_iter()
            .try_for_each(|page| -> Result<(), BuildError> {
                let view = views.page(page);
                let metadata = views.metadata(page, view.head());
                let html = renderer.page(&view, &metadata)?;
                staging.write(&page.path, html.as_bytes())?;
                progress();
                Ok(())
            })?;
        search::index(&setter)
            .par_iter()
            .try_for_each(|(path, bytes)| staging.write(path, bytes))?;
        for (path, extra) in &extras {
            match extra {
                Extra::Bytes(bytes) => staging.write(path, bytes)?,
                Extra::Asset(file) => staging.copy(path, file)?,
            }
        }
        let sealed = staging.seal()?;
        let leaks = self.leaks(inspector.faults());
        if leaks.iter().any(|fault| fault.severity == Severity::Error) {
            return Err(BuildError::Leaks(leaks));
        }
        let published = sealed.publish()?;
        Ok(Report {
            notes: self.evidence.notes.len(),
            quotes: self.evidence.quotes.len(),
            references: self.evidence.references.len(),
            pages: self.plan.pages.len(),
            files: published.files,
            unchanged: published.unchanged,
        })
    }

    /// Faults of the finished site, in their order and with the weights that the programme chose.
    fn leaks(&self, faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut faults = check::by_programme(faults, &self.evidence.config.checks);
        diagnostic::sort(&mut faults, &self.sources);
        faults
    }

    /// The files of the site that are no pages: the look's, the feeds, and those that notes show.
    fn extras(&self) -> Vec<(String, Extra)> {
        let base = self.evidence.config.base_url.as_ref();
        let feed = publish::atom(&self.evidence, &self.plan, &self.look.words);
        let mut extras = vec![
            (view::FEED.to_owned(), Extra::Bytes(feed.into_bytes())),
            (
                view::PRINTED_PAGE.to_owned(),
                Extra::Bytes(
                    publish::printed_page(&self.evidence.config.title, &self.look.words)
                        .into_bytes(),
                ),
            ),
            (
                "llms.txt".to_owned(),
                Extra::Bytes(
                    publish::llms(&self.evidence, &self.plan, &self.look.words).into_bytes(),
                ),
            ),
            (
                "robots.txt".to_owned(),
                Extra::Bytes(publish::robots(base).into_bytes()),
            ),
        ];
        if let Some(base) = base {
            let sitemap = publish::sitemap(&self.plan, base).into_bytes();
            let card = publish::site_card(&self.evidence, &self.look.words);
            extras.push((view::CARD.to_owned(), Extra::Bytes(card)));
            extras.push(("sitemap.xml".to_owned(), Extra::Bytes(sitemap)));
        }
        let statics = self.look.statics.iter();
        extras.extend(
            statics.map(|(path, bytes)| (format!("static/{path}"), Extra::Bytes(bytes.clone()))),
        );
        extras.extend(self.files.iter().map(|file| {
            let extra = match &file.bytes {
                Bytes::OnDisk(path) => Extra::Asset(path.clone()),
                Bytes::Cleaned(text) => Extra::Bytes(text.clone().into_bytes()),
            };
            (file_path(&file.path), extra)
        }));
        extras
    }
}

/// What pages tell of the files that readers may take along.
fn listed(downloads: &[Download]) -> Vec<DataFile> {
    let file = |file: &Download| DataFile {
        name: file.name,
        path: file.path.clone(),
        media: file.media,
        of: file.holds.map(|(of, _)| of),
        holds: file.holds.map_or(0, |(_, count)| count),
        bytes: file.bytes.len(),
        kilobytes: file.bytes.len().div_ceil(1000),
    };
    downloads.iter().map(file).collect()
}

/// A file of the site that is no page.
enum Extra {
    Bytes(Vec<u8>),
    Asset(PathBuf),
}
