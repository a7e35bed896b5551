//! The index and the script that searches it, together and without a browser: each programme is built, and each word of each
//! thing that can be found is searched for. Exactly the things that hold a form of the word must be found.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// More than any file of a small programme needs: a file of words or documents ends soon after it is full.
const LARGEST: usize = 24_000;

fn programmes() -> Vec<PathBuf> {
    let mut programmes = vec![PathBuf::from(ROOT)];
    let made_up =
        fs::read_dir(Path::new(ROOT).join("tests/programmes")).expect("made-up programmes");
    let folders = made_up.filter_map(Result::ok).map(|entry| entry.path());
    programmes.extend(folders.filter(|path| path.join("catena.yaml").is_file()));
    programmes.sort();
    programmes
}

/// A programme with the notes that its `make.mjs` writes, if it has one.
fn whole(programme: &Path) -> PathBuf {
    let make = programme.join("make.mjs");
    if !make.is_file() {
        return programme.to_owned();
    }
    let name = programme.file_name().expect("a folder").to_string_lossy();
    let copy = temporary(&format!("whole-{name}"));
    for entry in walkdir::WalkDir::new(programme)
        .into_iter()
        .filter_map(Result::ok)
    {
        let to = copy.join(entry.path().strip_prefix(programme).expect("it lies below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).expect("a folder");
        } else {
            fs::copy(entry.path(), to).expect("a file");
        }
    }
    let script = format!(
        "import {{ make }} from '{}'; await make(process.argv[1]);",
        make.display()
    );
    let made = Command::new("node")
        .args(["--input-type=module", "-e", &script])
        .arg(&copy)
        .status();
    assert!(made.expect("node runs").success());
    copy
}

fn temporary(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("catena-search-{}-{name}", std::process::id()))
}

/// Builds a programme, and gives its site.
fn built(programme: &Path, name: &str) -> PathBuf {
    let output = temporary(name);
    let status = Command::new(env!("CARGO_BIN_EXE_catena"))
        .args(["build", "--root"])
        .arg(programme)
        .arg("--output-dir")
        .arg(&output)
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&status.stderr).into_owned();
    assert!(status.status.success(), "{}: {said}", programme.display());
    output
}

/// Every file of the index by its name.
fn index(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(site.join("search")).expect("an index");
    let files = files.filter_map(Result::ok).map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).expect("a file"))
    });
    files.collect()
}

#[test]
fn every_word_finds_what_holds_it_and_nothing_else() {
    if Command::new("node").arg("--version").output().is_err() {
        assert!(
            std::env::var_os("CI").is_none(),
            "continuous integration has node"
        );
        return;
    }
    for programme in programmes() {
        let name = programme
            .file_name()
            .expect("a folder")
            .to_string_lossy()
            .into_owned();
        let whole = whole(&programme);
        let site = built(&whole, &format!("words-{name}"));
        let run = Command::new("node")
            .arg(Path::new(ROOT).join("tests/search/every-word.cjs"))
            .arg(&site)
            .output()
            .expect("node runs");
        let said = String::from_utf8_lossy(&run.stdout).into_owned()
            + &String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{name}: {said}");
        fs::remove_dir_all(site).expect("it goes");
        if whole != programme {
            fs::remove_dir_all(whole).expect("it goes");
        }
    }
}

#[test]
fn the_same_programme_gives_the_same_index_in_small_files() {
    let [first, second] = ["first", "second"].map(|name| {
        let site = built(Path::new(ROOT), name);
        let index = index(&site);
        fs::remove_dir_all(site).expect("it goes");
        index
    });
    assert!(first == second, "two builds gave two indexes");
    assert!(first.contains_key("index.js"));
    for (name, bytes) in first {
        assert!(bytes.len() <= LARGEST, "{name} has {} bytes", bytes.len());
        assert!(
            bytes.starts_with(b"catenaSearch("),
            "{name} is a script that hands over one piece"
        );
    }
}
