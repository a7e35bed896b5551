//! A programme that is kept open shows what a build of the same folder writes, byte for byte, whatever somebody did.

mod support;

use catena::preview::{Changed, Preview, Served, Standing};
use catena::site::{self, Options};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use support::{Scratch, copy, tree};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A small programme with every kind of page.
fn programme(name: &str) -> Scratch {
    let scratch = Scratch::new("preview");
    copy(
        &Path::new(ROOT).join("tests/programmes").join(name),
        scratch.path(),
    );
    scratch
}

fn options(root: &Path) -> Options {
    Options {
        root: root.to_owned(),
        ..Options::default()
    }
}

fn paths(paths: &[&str]) -> Changed {
    Changed::Paths(paths.iter().map(PathBuf::from).collect())
}

/// Every file of the site that the preview shows.
fn shown(preview: &Preview) -> BTreeMap<String, Vec<u8>> {
    let file = |path: String| match preview.file(&path) {
        Some(Served::File(bytes)) => (path, bytes),
        other => panic!("{path}: {other:?}"),
    };
    preview.paths().into_iter().map(file).collect()
}

/// Every file that a build of the folder writes; `None` where it has errors.
fn built(root: &Path) -> Option<BTreeMap<String, Vec<u8>>> {
    let compiled = site::compile(&options(root)).expect("a programme");
    if compiled.has_errors() {
        return None;
    }
    let output = Scratch::new("preview-built");
    let folder = output.join("site");
    compiled.publish(root, &folder, || {}).expect("a site");
    let mut files = tree(&folder);
    files.remove("manifest.json").expect("a manifest");
    Some(files)
}

/// The preview equals a clean build, faults and all.
fn compare(preview: &Preview, root: &Path) {
    let compiled = site::compile(&options(root)).expect("a programme");
    let state = preview.state();
    assert_eq!(
        printed(&state.faults, &state.sources),
        printed(&compiled.diagnostics, &compiled.sources)
    );
    assert_eq!(
        printed(&state.accepted, &state.sources),
        printed(&compiled.accepted, &compiled.sources)
    );
    let Some(built) = built(root) else {
        assert_ne!(state.standing, Standing::Newest);
        return;
    };
    assert_eq!(state.standing, Standing::Newest);
    let shown = shown(preview);
    let differs = built
        .iter()
        .find(|(path, bytes)| shown.get(*path) != Some(bytes));
    if let Some((path, bytes)) = differs {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(
            shown.get(path).map(|bytes| text(bytes)),
            Some(text(bytes)),
            "{path}"
        );
    }
    assert_eq!(shown.len(), built.len());
}

fn printed(
    faults: &[catena::diagnostic::Diagnostic],
    sources: &catena::source::SourceMap,
) -> String {
    catena::diagnostic::human(faults, sources, false)
}

#[test]
fn a_broken_note_leaves_the_last_good_pages_and_says_what_is_wrong() {
    let scratch = programme("cerqual");
    let mut preview = Preview::open(&options(scratch.path()));
    compare(&preview, scratch.path());
    let before = shown(&preview);
    scratch.write(
        "content/new.md",
        "---\ntitle: New\n---\n\nSee [[nowhere at all]].\n",
    );
    preview.refresh(&paths(&["content/new.md"]));
    assert_eq!(preview.state().standing, Standing::LastGood);
    assert!(
        preview
            .state()
            .faults
            .iter()
            .any(|fault| fault.message.contains("nowhere at all"))
    );
    assert!(shown(&preview) == before);
    scratch.write("content/new.md", "---\ntitle: New\n---\n\nSee [[index]].\n");
    preview.refresh(&paths(&["content/new.md"]));
    compare(&preview, scratch.path());
    assert!(preview.file("new.html").is_some());
}

#[test]
fn a_programme_that_cannot_be_read_is_a_state() {
    let scratch = Scratch::new("preview-none");
    let mut preview = Preview::open(&options(scratch.path()));
    assert_eq!(preview.state().standing, Standing::Nothing);
    assert!(preview.state().environment.is_some());
    assert_eq!(preview.file("index.html"), None);
    scratch.write("catena.yaml", "title: Now\n");
    scratch.write("content/index.md", "---\ntitle: Now\n---\n");
    preview.refresh(&Changed::Everything);
    compare(&preview, scratch.path());
    fs::remove_file(scratch.join("catena.yaml")).expect("it is there");
    preview.refresh(&paths(&["catena.yaml"]));
    assert_eq!(preview.state().standing, Standing::LastGood);
    assert!(preview.state().environment.is_some());
    assert!(preview.file("index.html").is_some());
}

#[test]
fn a_template_that_cannot_be_used_keeps_the_pages() {
    let scratch = programme("cerqual");
    let mut preview = Preview::open(&options(scratch.path()));
    for broken in ["{% if", "{{ page.nothing.of.this }}"] {
        scratch.write("themes/default/templates/home.html", broken);
        preview.refresh(&paths(&["themes/default/templates/home.html"]));
        assert_eq!(preview.state().standing, Standing::LastGood, "{broken}");
        let words = preview.state().environment.clone().expect("words");
        assert!(words.contains("template"), "{words}");
        assert!(matches!(preview.file("index.html"), Some(Served::File(_))));
    }
    fs::remove_dir_all(scratch.join("themes")).expect("it is there");
    preview.refresh(&paths(&["themes"]));
    compare(&preview, scratch.path());
}

#[test]
fn a_file_that_shows_what_was_withheld_is_kept_back() {
    let scratch = Scratch::new("preview-leak");
    scratch.write("catena.yaml", "title: Leak\n");
    scratch.write("content/index.md", "---\ntitle: Home\n---\n");
    scratch.write("content/studies/s/index.md", "---\ntitle: Study\n---\n");
    scratch.write("content/studies/s/participants.csv", "id\nP1\n");
    let words = "nobody should ever read these particular words of mine";
    let draft = format!("---\ntitle: Draft\nstatus: internal\n---\n\n> {words}\n>\n> -- [[P1]]\n");
    scratch.write("content/studies/s/draft.md", draft);
    scratch.write(
        "content/public.md",
        format!("---\ntitle: Public\n---\n\nShe said: {words}.\n"),
    );
    let preview = Preview::open(&options(scratch.path()));
    let Some(Served::Leak(faults)) = preview.file("public.html") else {
        panic!("{:?}", preview.state().faults);
    };
    assert_eq!(faults.len(), 1);
    assert!(matches!(preview.file("index.html"), Some(Served::File(_))));
}
