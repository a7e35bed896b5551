//! `catena withdraw`: say what follows, then write the day on which somebody withdrew.

use super::today::today;
use super::{CONTENT, ENVIRONMENT, counted, fail, print, print_error, tally};
use crate::cli::WithdrawArguments;
use catena::load::LOCK;
use catena::model::Date;
use catena::site::{self, Compiled, Options};
use catena::source::{Lines, Place};
use catena::withdrawal::{self, Consequences, Loss, Person, Refusal, Use, Weakened};
use std::fmt::Write as _;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What marks a file as UTF-8.
const MARK: &str = "\u{feff}";

pub fn run(arguments: &WithdrawArguments) -> ExitCode {
    let options = Options {
        root: arguments.root.clone(),
        ..Options::default()
    };
    let compiled = match site::compile(&options) {
        Ok(compiled) => compiled,
        Err(error) => return fail(&error),
    };
    let person = match Person::find(compiled.withheld().tables(), &arguments.id) {
        Ok(person) => person,
        Err(reason) => return fail(&reason),
    };
    let followed = withdrawal::consequences(
        &person,
        &compiled.evidence,
        compiled.withheld(),
        &compiled.sources,
    );
    let date = arguments.on.unwrap_or_else(today);
    let changes = match Changes::plan(&arguments.root, &compiled, &person, &followed, date) {
        Ok(changes) => changes,
        Err(stop) => return stop.tell(&person),
    };
    print(&report(&compiled, &person, &followed, &changes, date));
    if arguments.dry_run {
        print_error("Nothing was written: this was a dry run.\n");
        return ExitCode::SUCCESS;
    }
    if !arguments.yes && !agreed(&person) {
        return ExitCode::from(ENVIRONMENT);
    }
    if let Err(stop) = changes.write() {
        return stop.tell(&person);
    }
    print_error(&format!(
        "`{}` is withdrawn. Build and publish now: until then the old site still shows their words.\n",
        person.full_name()
    ));
    ExitCode::SUCCESS
}

/// Asks on a terminal. Nobody is withdrawn because a script had no answer.
fn agreed(person: &Person) -> bool {
    if !std::io::stdin().is_terminal() {
        print_error(
            "Nothing was written: no terminal can ask you. Add `--yes` if this is what you want.\n",
        );
        return false;
    }
    print(&format!("Withdraw `{}`? [y/N] ", person.full_name()));
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    let yes = read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes");
    if !yes {
        print_error("Nothing was written.\n");
    }
    yes
}

/// Why the command ends early.
enum Stop {
    Refused(PathBuf, Refusal),
    /// The file is not the one that was read at the start.
    Changed(PathBuf),
    Disk(PathBuf, std::io::Error),
}

impl Stop {
    fn tell(&self, person: &Person) -> ExitCode {
        let (code, reason) = match self {
            Stop::Refused(path, refusal) => {
                let path = path.display();
                let code = match refusal {
                    Refusal::Withdrawn => ENVIRONMENT,
                    _ => CONTENT,
                };
                (
                    code,
                    match refusal {
                        Refusal::Withdrawn => format!(
                            "`{}` has withdrawn already: {path} holds a date",
                            person.full_name()
                        ),
                        Refusal::NoRow | Refusal::UnreadableRow => format!(
                            "the row of `{}` in {path} cannot be read for certain\n\
                         Run `catena check`, mend the table and try again. Or write the date yourself.",
                            person.full_name()
                        ),
                        Refusal::TornLock => format!(
                            "{path} holds both sides of a merge\nKeep one side of each conflict and try again."
                        ),
                    },
                )
            }
            Stop::Changed(path) => (
                ENVIRONMENT,
                format!(
                    "{} was changed meanwhile\nRun the command again.",
                    path.display()
                ),
            ),
            Stop::Disk(path, error) => (ENVIRONMENT, format!("{}: {error}", path.display())),
        };
        print_error(&format!("error: {reason}\n"));
        ExitCode::from(code)
    }
}

/// A file with the text that it had and the one that it will have.
struct Change {
    path: PathBuf,
    before: Vec<u8>,
    after: Vec<u8>,
}

/// What is written: the table, and `quotes.lock` where it names quotes that go.
struct Changes {
    table: Change,
    lock: Option<(Change, usize)>,
}

impl Changes {
    fn plan(
        root: &Path,
        compiled: &Compiled,
        person: &Person,
        followed: &Consequences,
        date: Date,
    ) -> Result<Self, Stop> {
        let file = compiled.sources.file(person.place.file);
        let path = root.join(&file.path);
        let before = read(&path)?;
        let text = String::from_utf8_lossy(&before).into_owned();
        let bare = text.strip_prefix(MARK).unwrap_or(&text);
        if bare != file.text {
            return Err(Stop::Changed(path));
        }
        let after = withdrawal::write_date(bare, &person.id, date)
            .map_err(|refusal| Stop::Refused(path.clone(), refusal))?;
        let mark = &text[..text.len() - bare.len()];
        let after = format!("{mark}{after}").into_bytes();
        Ok(Self {
            table: Change {
                path,
                before,
                after,
            },
            lock: Self::lock(root, followed)?,
        })
    }

    fn lock(root: &Path, followed: &Consequences) -> Result<Option<(Change, usize)>, Stop> {
        let path = root.join(LOCK);
        if !path.exists() {
            return Ok(None);
        }
        let before = read(&path)?;
        let quotes = followed.quotes.iter().chain(&followed.hidden_quotes);
        let ids: Vec<String> = quotes.map(|(id, _)| id.clone()).collect();
        let text = String::from_utf8(before.clone())
            .map_err(|_| Stop::Refused(path.clone(), Refusal::TornLock))?;
        let (after, entries) = withdrawal::lock_without(&text, &ids)
            .map_err(|refusal| Stop::Refused(path.clone(), refusal))?;
        let after = after.into_bytes();
        let change = Change {
            path,
            before,
            after,
        };
        Ok((entries > 0).then_some((change, entries)))
    }

    /// The table first: it is what keeps the words from being published.
    fn write(&self) -> Result<(), Stop> {
        let lock = self.lock.iter().map(|(lock, _)| lock);
        for change in std::iter::once(&self.table).chain(lock) {
            change.write()?;
        }
        Ok(())
    }
}

impl Change {
    /// Writes the new text beside the file and puts it in its place, if the file is still as it was.
    fn write(&self) -> Result<(), Stop> {
        if read(&self.path)? != self.before {
            return Err(Stop::Changed(self.path.clone()));
        }
        super::replace(&self.path, &self.after)
            .map_err(|error| Stop::Disk(self.path.clone(), error))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Stop> {
    std::fs::read(path).map_err(|error| Stop::Disk(path.to_owned(), error))
}

/// Everything that follows, in the order in which people will mend it.
fn report(
    compiled: &Compiled,
    person: &Person,
    followed: &Consequences,
    changes: &Changes,
    date: Date,
) -> String {
    let mut report = Report {
        compiled,
        text: format!(
            "`{}` withdraws on {date}. What follows:\n",
            person.full_name()
        ),
    };
    report.quotes(
        "of theirs leaves the site",
        "of theirs leave the site",
        &followed.quotes,
    );
    report.quotes(
        "of theirs stands in a note that is not public",
        "of theirs stand in notes that are not public",
        &followed.hidden_quotes,
    );
    report.uses(&followed.uses);
    report.places(
        &followed.links,
        "link to the person will show nothing. Mend the sentence:",
        "links to the person will show nothing. Mend the sentences:",
    );
    report.findings(&followed.findings);
    report.recommendations(&followed.recommendations);
    report.themes(followed);
    let mention = format!(
        "other place names `{}`. Read it, and remove the id:",
        person.id
    );
    let mentions = format!(
        "other places name `{}`. Read them, and remove the id:",
        person.id
    );
    report.places(&followed.mentions, &mention, &mentions);
    report.written(changes);
    report.text
}

struct Report<'c> {
    compiled: &'c Compiled,
    text: String,
}

impl Report<'_> {
    fn heading(&mut self, count: usize, singular: &str, plural: &str) {
        let words = if count == 1 { singular } else { plural };
        let _ = writeln!(self.text, "\n{count} {words}");
    }

    fn place(&self, place: Place) -> String {
        let file = self.compiled.sources.file(place.file);
        let line = Lines::of(&file.text).locate(place.span.start as usize).line;
        format!("{}:{line}", file.path)
    }

    fn item(&mut self, place: Place, words: &str) {
        let place = self.place(place);
        let _ = writeln!(self.text, "  {place}  {words}");
    }

    fn places(&mut self, places: &[Place], singular: &str, plural: &str) {
        if !places.is_empty() {
            self.heading(places.len(), singular, plural);
        }
        for place in places {
            self.item(*place, "");
        }
    }

    fn quotes(&mut self, singular: &str, plural: &str, quotes: &[(String, Place)]) {
        if !quotes.is_empty() {
            let (one, many) = (format!("quote {singular}:"), format!("quotes {plural}:"));
            self.heading(quotes.len(), &one, &many);
        }
        for (id, place) in quotes {
            self.item(*place, &format!("`{id}`"));
        }
    }

    fn uses(&mut self, uses: &[(Place, Use)]) {
        if !uses.is_empty() {
            let singular = "place names these quotes. It leads nowhere from now on:";
            self.heading(
                uses.len(),
                singular,
                "places name these quotes. They lead nowhere from now on:",
            );
        }
        for (place, by) in uses {
            self.item(
                *place,
                match by {
                    Use::Embed => "shows the quote",
                    Use::Link => "links to the quote",
                    Use::Evidence => "lists it as evidence",
                },
            );
        }
    }

    fn findings(&mut self, findings: &[Loss]) {
        if !findings.is_empty() {
            self.heading(
                findings.len(),
                "finding loses evidence:",
                "findings lose evidence:",
            );
        }
        for loss in findings {
            let left = match loss.is_whole() {
                true => "NOTHING IS LEFT, and the build stops until you mend it".to_owned(),
                false => format!(
                    "{} and {} left",
                    counted(loss.quotes_left, "quote"),
                    counted(loss.references_left, "reference")
                ),
            };
            let lost = counted(loss.quotes_lost, "quote");
            self.item(
                loss.place,
                &format!("“{}”: {lost} gone; {left}", loss.title),
            );
        }
    }

    fn recommendations(&mut self, recommendations: &[Weakened]) {
        if !recommendations.is_empty() {
            let plural = "recommendations rest on those findings:";
            self.heading(
                recommendations.len(),
                "recommendation rests on those findings:",
                plural,
            );
        }
        for weakened in recommendations {
            let Weakened {
                title,
                findings,
                weaker,
                without_evidence,
                ..
            } = weakened;
            let all = counted(*findings, "finding");
            let words =
                format!("“{title}”: {weaker} of {all} weaker, {without_evidence} without evidence");
            self.item(weakened.place, &words);
        }
    }

    fn themes(&mut self, followed: &Consequences) {
        if !followed.silent_themes.is_empty() {
            let count = followed.silent_themes.len();
            self.heading(
                count,
                "theme is left without a quote:",
                "themes are left without a quote:",
            );
        }
        for (title, place) in &followed.silent_themes {
            self.item(*place, &format!("“{title}”"));
        }
        if !followed.themes.is_empty() {
            self.heading(
                followed.themes.len(),
                "theme loses some:",
                "themes lose some:",
            );
        }
        for (title, lost) in &followed.themes {
            let _ = writeln!(self.text, "  “{title}”: {} gone", counted(*lost, "quote"));
        }
    }

    fn written(&mut self, changes: &Changes) {
        let _ = writeln!(
            self.text,
            "\nThis writes the date into {}.",
            changes.table.path.display()
        );
        if let Some((change, entries)) = &changes.lock {
            let path = change.path.display();
            let entries = match entries {
                1 => "1 entry".to_owned(),
                entries => format!("{entries} entries"),
            };
            let _ = writeln!(self.text, "It takes {entries} out of {path}.");
        }
        if self.compiled.has_errors() {
            let faults = tally(&self.compiled.diagnostics);
            let _ = writeln!(
                self.text,
                "The programme has {faults}, so this list may lack something."
            );
        }
        self.text += "The words stay in your notes, and in what version control keeps, until you delete them.\n";
    }
}
