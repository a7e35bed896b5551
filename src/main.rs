//! The program: parse arguments, run a command, print, exit.

mod cli;
mod command;

use clap::Parser;
use cli::{Cli, Command};
use std::process::ExitCode;

/// A build asks for memory some hundred million times; the system's own allocator took a sixth of its time.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Build(arguments) => command::build::run(&arguments),
        Command::Check(arguments) => command::check::run(&arguments),
        Command::Serve(arguments) => command::serve::run(&arguments),
        Command::Verify(arguments) => command::verify::run(&arguments),
        Command::Withdraw(arguments) => command::withdraw::run(&arguments),
        Command::Init(arguments) => command::init::run(&arguments),
        Command::New(arguments) => command::new::run(&arguments),
        Command::Schema(arguments) => command::schema::run(&arguments),
        Command::Explain { code } => command::explain::run(code.as_deref()),
        Command::Completion { shell } => command::completion::run(shell),
    }
}
