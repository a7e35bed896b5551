//! `catena explain`: what a check does, why it matters, and how to mend what it finds.

use super::{ENVIRONMENT, colour, print, print_error, width};
use catena::diagnostic::{self, Code};
use std::process::ExitCode;

/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: usize = 80;

/// Explains the check of this name, or lists all of them.
pub fn run(name: Option<&str>) -> ExitCode {
    let stdout = std::io::stdout();
    let Some(name) = name else {
        print(&diagnostic::table(colour(&stdout)));
        print("`catena explain unknown-link` tells more of one.\n");
        return ExitCode::SUCCESS;
    };
    let Some(code) = Code::named(name) else {
        let near = diagnostic::nearest(name, Code::ALL.iter().map(|code| code.name()));
        let hint = near.map_or_else(
            || "`catena explain` lists them all.".to_owned(),
            |near| format!("Did you mean `{near}`?"),
        );
        print_error(&format!(
            "error: there is no check `{name}`\nhelp: {hint}\n"
        ));
        return ExitCode::from(ENVIRONMENT);
    };
    let width = width(&stdout).map_or(WIDEST, |width| width.min(WIDEST));
    print(&diagnostic::manual(code, width, colour(&stdout)));
    ExitCode::SUCCESS
}
