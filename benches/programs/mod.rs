//! Whole builds by programs: Catena's own, and those of its peers that are installed. Each build is a process of its own.

use crate::measure::{peak_memory_of, timed};
use crate::synthetic;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How often a program is asked for its memory while it runs.
const GLANCE: Duration = Duration::from_millis(5);

/// Whose format notes are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Catena,
    Hugo,
    Zola,
}

impl Format {
    /// Writes a made-up programme.
    pub fn write(self, root: &Path, notes: usize) {
        match self {
            Self::Catena => synthetic::write(root, notes),
            Self::Hugo => synthetic::peers::hugo(root, notes),
            Self::Zola => synthetic::peers::zola(root, notes),
        }
    }

    /// Asks a program for its version.
    fn version(self) -> &'static str {
        match self {
            Self::Hugo => "version",
            Self::Catena | Self::Zola => "--version",
        }
    }
}

/// A program that builds a site.
#[derive(Debug, Clone)]
pub struct Program {
    /// With its version.
    pub name: String,
    pub format: Format,
    path: PathBuf,
}

/// What one build needed.
#[derive(Debug, Clone, Copy)]
pub struct Build {
    pub took: Duration,
    /// The most memory at once, in megabytes; 0 where the system does not tell.
    pub memory: u64,
}

/// Catena as people run it, built with this benchmark.
pub fn catena() -> Program {
    Program {
        name: "Catena".to_owned(),
        format: Format::Catena,
        path: env::var_os("CATENA")
            .map_or_else(|| env!("CARGO_BIN_EXE_catena").into(), PathBuf::from),
    }
}

/// The peers that are there: at the path that `HUGO` or `ZOLA` gives, or among the programs of the system.
pub fn peers() -> Vec<Program> {
    let peers = [("Hugo", Format::Hugo), ("Zola", Format::Zola)];
    peers.into_iter().filter_map(peer).collect()
}

fn peer((name, format): (&str, Format)) -> Option<Program> {
    let given = env::var_os(name.to_uppercase());
    let path = PathBuf::from(given.clone().unwrap_or_else(|| name.to_lowercase().into()));
    let asked = Command::new(&path).arg(format.version()).output();
    match asked {
        Ok(said) => Some(Program {
            name: format!("{name} {}", version(&String::from_utf8_lossy(&said.stdout))),
            format,
            path,
        }),
        Err(error) if given.is_some() => panic!("{} is not {name}: {error}", path.display()),
        Err(_) => {
            eprintln!("{name} is not installed, so it is not measured.");
            None
        }
    }
}

/// The first word that is a version, without `v` and without what follows its numbers.
fn version(said: &str) -> String {
    let numbers = |word: &str| -> String {
        let word = word.strip_prefix('v').unwrap_or(word);
        let is_number = |sign: &char| sign.is_ascii_digit() || *sign == '.';
        word.chars().take_while(is_number).collect()
    };
    let mut words = said.split_whitespace().map(numbers);
    words.find(|word| word.contains('.')).unwrap_or_default()
}

impl Program {
    /// Where a programme's site stands.
    pub fn site(root: &Path) -> PathBuf {
        root.join("site")
    }

    /// Builds where nothing was built before.
    pub fn build_cold(&self, root: &Path) -> Build {
        for kept in ["site", "cache", ".catena"] {
            let _ = fs::remove_dir_all(root.join(kept));
        }
        self.build(root)
    }

    /// Builds a site.
    ///
    /// # Panics
    /// Where the program fails: then its time means nothing.
    pub fn build(&self, root: &Path) -> Build {
        let mut memory = 0;
        let took = timed(|| memory = self.run(root));
        assert!(
            Self::site(root).join("index.html").is_file(),
            "{} made no site",
            self.name
        );
        Build { took, memory }
    }

    fn run(&self, root: &Path) -> u64 {
        let mut command = self.command(root);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let child = command.stderr(Stdio::piped()).spawn().expect("it starts");
        let process = child.id();
        let ended = AtomicBool::new(false);
        thread::scope(|scope| {
            let most = scope.spawn(|| most_memory(process, &ended));
            let output = child.wait_with_output().expect("it ends");
            ended.store(true, Ordering::Relaxed);
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{} failed: {said}", self.name);
            most.thread().unpark();
            most.join().expect("it only reads")
        })
    }

    fn command(&self, root: &Path) -> Command {
        let mut command = Command::new(&self.path);
        let site = Self::site(root);
        match self.format {
            Format::Catena => command.args(["build", "--root"]).arg(root),
            Format::Hugo => {
                command
                    .arg("--source")
                    .arg(root)
                    .arg("--destination")
                    .arg(site);
                command.arg("--cacheDir").arg(root.join("cache"))
            }
            Format::Zola => {
                command.arg("--root").arg(root).arg("build");
                command.arg("--output-dir").arg(site)
            }
        };
        command
    }
}

/// The most memory that a process has had until it ended.
fn most_memory(process: u32, ended: &AtomicBool) -> u64 {
    let mut most = 0;
    while !ended.load(Ordering::Relaxed) {
        most = most.max(peak_memory_of(process).unwrap_or(0));
        thread::park_timeout(GLANCE);
    }
    most
}
