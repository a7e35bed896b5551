//! The arguments.

use catena::model::{BaseUrl, Date, Kind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

/// Turn the notes of an evidence programme into one linked site, and check the chain that ties them.
///
/// Run it in the folder of a programme: the one with `catena.yaml` and `content/`.
#[derive(Debug, Parser)]
#[command(name = "catena", version, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check the programme and write its site.
    ///
    /// The site goes to a staging folder first and replaces the old one whole. Nothing is published while the
    /// content has errors: the last good site stays as it was.
    Build(BuildArguments),
    /// Report every fault of every file, and write nothing unless asked to mend.
    ///
    /// Exit code 0: no errors. 1: the content has errors. 2: the programme cannot be read.
    Check(CheckArguments),
    /// Show the site in a browser, and bring it up to date at each save.
    ///
    /// The site is held in memory, and nothing is written. An open page changes where you look, without losing its place.
    /// A mistake is shown here and on the page, with its file and line, and goes when you mend it. Until then the last good
    /// pages stay. Ctrl-C ends it.
    ///
    /// Only this machine can see the site, unless `--interface` names another address. Then everybody who can reach that
    /// address can read it, and drafts with `--drafts`.
    Serve(ServeArguments),
    /// Explain a check: what it does, why it matters, and how to mend what it finds.
    ///
    /// Each fault shows the name of its check between square brackets. Without a name, all checks are listed.
    Explain {
        /// The name of a check, such as `unknown-link`.
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
    /// Compare every quote with its source, and keep the results in `quotes.lock`.
    ///
    /// Run it where the transcripts are: they stay there, and only the results enter the programme. `catena check` and
    /// `catena build` then tell if a quote was changed after it was verified.
    ///
    /// Exit code 0: no errors. 1: a quote differs from its source, or the content has errors. 2: something cannot be read.
    Verify(VerifyArguments),
    /// Take everything that somebody said out of the site: write the day on which they withdrew.
    ///
    /// It says first what follows: which quotes go, and which findings and themes lose evidence. Then it writes the date
    /// into the study's `participants.csv` and takes the quotes out of `quotes.lock`. Build again to change the site.
    ///
    /// Words stay in the notes until you delete them.
    Withdraw(WithdrawArguments),
    /// Begin a programme: a small example that shows everything, with what an editor and two hosts need.
    ///
    /// The example is made up, and says so. Nothing is ever written over: if anything is in the way, nothing is written.
    Init(InitArguments),
    /// Begin a note from a template, and print its path.
    ///
    /// The note is a draft until you take the line `status: draft` out. A file such as `templates/theme.md` in the
    /// programme's folder replaces the program's own template.
    New(NewArguments),
    /// Print the JSON Schema of what editors write, so that an editor completes and checks it.
    ///
    /// Without a name, it lists the schemas there are. `--write .vscode` writes all of them to files, with snippets for
    /// front matter in Visual Studio Code.
    Schema(SchemaArguments),
    /// Print a script that completes this program's arguments in a shell.
    ///
    /// For bash: `catena completion bash > ~/.local/share/bash-completion/completions/catena`.
    Completion {
        /// The shell that will read the script.
        shell: clap_complete::Shell,
    },
}

/// Which programme, and what of it.
#[derive(Debug, Args)]
pub struct ProgrammeArguments {
    /// The folder of the programme.
    #[arg(short, long, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// Treat notes with `status: draft` as public.
    #[arg(long)]
    pub drafts: bool,
}

#[derive(Debug, Args)]
pub struct BuildArguments {
    #[command(flatten)]
    pub programme: ProgrammeArguments,
    /// The folder for the site; `site` in the programme's folder unless `catena.yaml` names another.
    ///
    /// It must be absent, empty, or a site that Catena made. Anything else is left alone.
    #[arg(short, long, value_name = "FOLDER")]
    pub output_dir: Option<PathBuf>,
    /// The address at which the site will stand: for the feed, the sitemap and canonical links.
    ///
    /// All other links are relative, so that the site works at any address and from a disk.
    #[arg(short = 'u', long, value_name = "ADDRESS", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
    /// Publish nothing while there are warnings.
    #[arg(long)]
    pub strict: bool,
    /// Make every file anew.
    ///
    /// Without it, nothing is made where the last build read the same files and its site stands untouched. What that build
    /// read is kept in the folder `.catena`, which may be deleted.
    #[arg(long)]
    pub fresh: bool,
    /// Print how long each step took, and how much memory was needed.
    #[arg(long)]
    pub timings: bool,
    /// How faults are printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    pub programme: ProgrammeArguments,
    /// List what was accepted under `accept:`, with the reasons, in place of open faults.
    #[arg(long, conflicts_with = "fix")]
    pub accepted: bool,
    /// Check again at each save, until Ctrl-C. A terminal is cleared first.
    #[arg(long)]
    pub watch: bool,
    /// End with exit code 1 for warnings too.
    #[arg(long)]
    pub strict: bool,
    /// Print how long each step took, and how much memory was needed.
    #[arg(long, conflicts_with_all = ["watch", "fix"])]
    pub timings: bool,
    /// Mend what needs no person's judgement, then report what is left.
    ///
    /// Nobody's words, no name and nothing that decides what is published is ever changed.
    #[arg(long)]
    pub fix: bool,
    /// With `--fix`: show what would change, and write nothing.
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// How faults are printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct ServeArguments {
    #[command(flatten)]
    pub programme: ProgrammeArguments,
    /// The address of this machine at which the site is shown; 0.0.0.0 for all of them.
    #[arg(short, long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = interface)]
    pub interface: IpAddr,
    /// The port; the next free one where it is taken, and any free one for 0.
    #[arg(short, long, value_name = "NUMBER", default_value_t = 4000)]
    pub port: u16,
    /// Open the site in a browser.
    #[arg(short = 'O', long)]
    pub open: bool,
    /// Look at the files every second, for folders of which the system tells nothing, as on some networks.
    #[arg(long)]
    pub poll: bool,
}

#[derive(Debug, Args)]
pub struct VerifyArguments {
    #[command(flatten)]
    pub programme: ProgrammeArguments,
    /// The folder of the sources: .txt, .md, .docx and .html files, in a folder for each study or together.
    ///
    /// Name one file instead to compare every quote with it, whatever the notes say.
    #[arg(short, long, value_name = "PATH", required_unless_present = "offline")]
    pub sources: Option<PathBuf>,
    /// Compare the quotes with `quotes.lock` alone; no source is needed.
    #[arg(long, conflicts_with = "sources")]
    pub offline: bool,
    /// Tell what was found, and leave `quotes.lock` as it is.
    #[arg(long)]
    pub dry_run: bool,
    /// Print the result of every quote, and where it stands in its source.
    #[arg(long)]
    pub list: bool,
    /// How faults are printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct WithdrawArguments {
    /// Whoever withdraws: `P18`, or with the study `interview-study/P18`.
    #[arg(value_name = "ID")]
    pub id: String,
    /// The folder of the programme.
    #[arg(short, long, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// The day on which they withdrew, such as 2026-11-01; today where absent.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Date>,
    /// Say what follows, and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask; needed where no terminal can ask.
    #[arg(short, long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct InitArguments {
    /// The folder for the programme. It is made where it is missing.
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,
    /// Write none of the example: only what a programme needs.
    #[arg(long)]
    pub empty: bool,
}

#[derive(Debug, Args)]
pub struct NewArguments {
    /// What kind of note.
    #[arg(value_enum)]
    pub kind: NewKind,
    /// Its title, between quotation marks. The id is made from it.
    pub title: String,
    /// The folder of the programme.
    #[arg(short, long, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// Where it goes: the id of a parent theme or of a study, or a folder.
    #[arg(long = "in", value_name = "PLACE")]
    pub inside: Option<String>,
    /// The id, in place of one from the title.
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// A theme that a finding is about; may be given again.
    #[arg(long, value_name = "ID")]
    pub theme: Vec<String>,
    /// A finding on which a recommendation rests; may be given again.
    #[arg(long, value_name = "ID")]
    pub finding: Vec<String>,
}

/// What kind of note is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NewKind {
    Study,
    Theme,
    Finding,
    Recommendation,
    /// A page of its own, or a note of a study.
    Note,
}

impl NewKind {
    /// The word that names its template.
    pub fn name(self) -> &'static str {
        match self {
            NewKind::Note => "note",
            other => other.kind().name(),
        }
    }

    /// What its folder makes of it.
    pub fn kind(self) -> Kind {
        match self {
            NewKind::Study => Kind::Study,
            NewKind::Theme => Kind::Theme,
            NewKind::Finding => Kind::Finding,
            NewKind::Recommendation => Kind::Recommendation,
            NewKind::Note => Kind::Page,
        }
    }
}

#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Which schema: `configuration`, `glossary`, or a kind of note such as `theme`.
    #[arg(value_name = "NAME")]
    pub kind: Option<String>,
    /// Write every schema to a file in this folder, in place of older ones.
    #[arg(long, value_name = "FOLDER", conflicts_with = "kind")]
    pub write: Option<PathBuf>,
}

/// How faults are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The line, a caret under the words, and how to mend it.
    Human,
    /// One line each: `path:line:column: severity[code]: message`.
    Short,
    /// A JSON array, for programs.
    Json,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a change.
    Github,
}

/// A whole day: a month or a year says too little of when somebody withdrew.
fn day(text: &str) -> Result<Date, String> {
    Date::parse(text)
        .filter(|date| date.day.is_some())
        .ok_or_else(|| "write year, month and day, such as 2026-11-01".to_owned())
}

/// An address, or the name that every machine has for itself.
fn interface(text: &str) -> Result<IpAddr, String> {
    if text == "localhost" {
        return Ok(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse()
        .map_err(|_| "write an address such as 127.0.0.1, 0.0.0.0 or ::1".to_owned())
}

fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text)
        .ok_or_else(|| "write the whole address, such as https://example.org/evidence/".to_owned())
}
