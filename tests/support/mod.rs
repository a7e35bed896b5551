//! What the tests share: folders that go away, and the real program run with limits.

#![allow(dead_code, reason = "each test program uses its own part")]

pub mod examples;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// No programme of a test needs longer; what does hangs.
const PATIENCE: Duration = Duration::from_secs(90);
/// The memory that a run may ask for, in kilobytes.
const MEMORY: &str = "2097152";

/// The day of every run that names no other: 1 January 2030, in seconds since 1970.
pub const A_DAY: &str = "1893456000";

/// A folder of a test's own that is removed at the end.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = format!("catena-{name}-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(folder);
        fs::create_dir_all(&path).expect("a temporary folder");
        Self(path.canonicalize().expect("it was just made"))
    }

    /// A folder that holds a programme of files: path and bytes.
    pub fn with<B: AsRef<[u8]>>(name: &str, files: &[(&str, B)]) -> Self {
        let scratch = Self::new(name);
        for (path, bytes) in files {
            scratch.write(path, bytes);
        }
        scratch
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn join(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().expect("a file has a folder")).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a run of the program did.
#[derive(Debug)]
pub struct Run {
    /// Absent where it was killed: it hung, or crashed.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub seconds: f64,
}

/// Runs the program in a folder, with a bound on its time and memory.
pub fn catena(folder: &Path, arguments: &[&str]) -> Run {
    catena_with(folder, arguments, &[])
}

/// Runs the program with some environment variables.
pub fn catena_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let started = Instant::now();
    let mut child = limited(folder, arguments)
        .envs(variables.iter().copied())
        .spawn()
        .expect("the program starts");
    let stdout = drain(child.stdout.take().expect("it is piped"));
    let stderr = drain(child.stderr.take().expect("it is piped"));
    let code = wait(&mut child, started);
    Run {
        code,
        stdout: stdout.join().expect("a reader does not panic"),
        stderr: stderr.join().expect("a reader does not panic"),
        seconds: started.elapsed().as_secs_f64(),
    }
}

/// Memory is limited by the shell's `ulimit`, where there is one.
fn limited(folder: &Path, arguments: &[&str]) -> Command {
    let program = env!("CARGO_BIN_EXE_catena");
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        let line = format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
        shell.args(["-c", &line, program]);
        shell
    } else {
        Command::new(program)
    };
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("CATENA_BLESS")
        .env("RUST_BACKTRACE", "0")
        .env("SOURCE_DATE_EPOCH", A_DAY)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn drain(mut from: impl Read + Send + 'static) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = from.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn wait(child: &mut Child, started: Instant) -> Option<i32> {
    loop {
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            return status.code();
        }
        if started.elapsed() > PATIENCE {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Every file below a folder: its path with `/` between the parts, and its bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
    {
        if entry.file_type().is_file() {
            let below = entry.path().strip_prefix(folder).expect("it lies below");
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            files.insert(
                parts.join("/"),
                fs::read(entry.path()).expect("a file that was just listed"),
            );
        }
    }
    files
}

/// Copies a folder with all that it holds.
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        let file = to.join(path);
        fs::create_dir_all(file.parent().expect("a file has a folder")).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }
}
