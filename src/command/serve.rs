//! `catena serve`: the site in a browser, up to date at each save.

use super::today::today;
use super::{colour, counted, fail, faults, print, print_error};
use crate::cli::{Format, ServeArguments};
use catena::diagnostic::{Diagnostic, Severity};
use catena::load::LoadError;
use catena::preview::{Changed, Preview, Standing, State};
use catena::serve::{self, Address, Desk, Server};
use catena::site::Options;
use catena::watch::Watch;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// How many files a line names.
const NAMED: usize = 3;

pub fn run(arguments: &ServeArguments) -> ExitCode {
    let started = Instant::now();
    let given = &arguments.programme.root;
    let (mut watch, options) = match watched(given, arguments.programme.drafts, arguments.poll) {
        Ok(watched) => watched,
        Err(error) => return fail(&error),
    };
    let root = options.root.clone();
    let (listener, address) = match Address::listen(arguments.interface, arguments.port) {
        Ok(listening) => listening,
        Err(error) => {
            let (interface, port) = (arguments.interface, arguments.port);
            return fail(&format!(
                "nothing can listen at {interface}, port {port}: {error}"
            ));
        }
    };
    let mut preview = Preview::open(&options);
    let desk = Arc::new(Desk::of(&preview, &serve::base(&root)));
    let server = match Server::start(listener, address, desk.clone()) {
        Ok(server) => server,
        Err(error) => return fail(&format!("the site cannot be shown: {error}")),
    };
    let stop = watch.stop();
    server.at_end(move || stop.stop());
    print(&format!(
        "{}: {} ({} ms){}\n",
        given.display(),
        told(&preview.state()),
        started.elapsed().as_millis(),
        standing(&preview.state())
    ));
    print_faults(&preview.state());
    print(&format!(
        "{}The site is at {}\nCtrl-C ends it.\n",
        moved(arguments.port, address),
        address.url()
    ));
    if arguments.open
        && let Err(error) = open::that_detached(address.url())
    {
        print_error(&format!("No browser could be opened: {error}\n"));
    }
    loop {
        say_refusal(&mut watch);
        let Some(changed) = watch.wait() else {
            break;
        };
        let began = Instant::now();
        let configured = changed.iter().any(|path| path == Path::new("catena.yaml"));
        let update = preview.refresh(&Changed::Paths(changed.clone()));
        if configured {
            watch.turn_to(serve::places(&root));
        }
        if update.pages || update.state {
            desk.turn(&preview, &serve::base(&root));
            let state = preview.state();
            let took = began.elapsed().as_millis();
            print(&format!(
                "{}: {} ({took} ms){}\n",
                names(&changed),
                told(&state),
                standing(&state)
            ));
            print_faults(&state);
        }
    }
    server.end();
    print("\n");
    ExitCode::SUCCESS
}

/// Begins to watch a programme before it is read, so that no change is missed. From here on its whole path counts: another
/// folder may come in the place of this one.
pub fn watched(root: &Path, drafts: bool, poll: bool) -> Result<(Watch, Options), LoadError> {
    if !root.join("catena.yaml").is_file() {
        return Err(LoadError::NoProgramme(root.to_owned()));
    }
    let places = serve::places(root);
    let options = Options {
        root: places.root().to_owned(),
        drafts,
        today: Some(today()),
        ..Options::default()
    };
    Ok((Watch::start(places, poll), options))
}

/// Says once why files are looked at every second.
pub fn say_refusal(watch: &mut Watch) {
    if let Some(reason) = watch.refused() {
        print_error(&format!(
            "The system cannot tell of changes ({reason}), so files are looked at every second.\n"
        ));
    }
}

fn moved(wanted: u16, address: Address) -> String {
    match wanted {
        0 => String::new(),
        wanted if wanted == address.port() => String::new(),
        wanted => format!("Port {wanted} is taken, so another is used. "),
    }
}

/// The files that changed: their names where they are few.
fn names(changed: &BTreeSet<PathBuf>) -> String {
    if changed.len() > NAMED {
        return counted(changed.len(), "file");
    }
    let names: Vec<String> = changed
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    names.join(", ")
}

/// How much is wrong.
fn told(state: &State) -> String {
    let environment = usize::from(state.environment.is_some());
    let of = |severity| {
        let faults = state.faults.iter();
        faults.filter(|fault| fault.severity == severity).count()
    };
    let counts = [
        (of(Severity::Error) + environment, "error"),
        (of(Severity::Warning), "warning"),
    ];
    let some = counts.into_iter().filter(|(count, _)| *count > 0);
    let some: Vec<String> = some.map(|(count, noun)| counted(count, noun)).collect();
    match some.is_empty() {
        true => "no faults".to_owned(),
        false => some.join(", "),
    }
}

/// What is shown while something is wrong.
fn standing(state: &State) -> &'static str {
    match state.standing {
        Standing::Newest => "",
        Standing::LastGood => "; the last good pages stay",
        Standing::Nothing => "; there is no page to show yet",
    }
}

/// As in a build, notes are left to `catena check`.
fn print_faults(state: &State) {
    let shown: Vec<Diagnostic> = state
        .faults
        .iter()
        .filter(|fault| fault.severity != Severity::Note)
        .cloned()
        .collect();
    if let Some(environment) = &state.environment {
        print(&format!("error: {environment}\n\n"));
    }
    let stdout = std::io::stdout();
    print(&faults(
        &shown,
        &state.sources,
        Format::Human,
        colour(&stdout),
    ));
}
