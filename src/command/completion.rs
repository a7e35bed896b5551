//! `catena completion`: a script for the shell.

use super::print;
use crate::cli::Cli;
use clap::CommandFactory;
use clap_complete::Shell;
use std::process::ExitCode;

pub fn run(shell: Shell) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "catena", &mut script);
    print(&String::from_utf8_lossy(&script));
    ExitCode::SUCCESS
}
