//! A programme that is kept open shows what a build of the same folder writes, byte for byte, whatever somebody did.

mod support;

use catena::model::Date;
use catena::preview::{Changed, Preview, Redone, Served, Standing};
use catena::site::{self, Compiled, Options};
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
        today: Date::parse("2026-02-01"),
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

/// Every file that a build writes; `None` where it has errors.
fn built(compiled: &Compiled, root: &Path) -> Option<BTreeMap<String, Vec<u8>>> {
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
    same_faults(preview, &compiled);
    let standing = preview.state().standing;
    let Some(built) = built(&compiled, root) else {
        assert_ne!(standing, Standing::Newest);
        return;
    };
    assert_eq!(standing, Standing::Newest);
    let shown = shown(preview);
    let differs = { built.iter() }.find(|(path, bytes)| shown.get(*path) != Some(bytes));
    if let Some((path, bytes)) = differs {
        let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(shown.get(path).map(text), Some(text(bytes)), "{path}");
    }
    assert_eq!(shown.len(), built.len());
}

fn same_faults(preview: &Preview, compiled: &Compiled) {
    let state = preview.state();
    let pairs = [
        (&state.faults, &compiled.diagnostics),
        (&state.accepted, &compiled.accepted),
    ];
    for (here, there) in pairs {
        assert_eq!(
            printed(here, &state.sources),
            printed(there, &compiled.sources)
        );
    }
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

/// A programme with some of everything: a page of each kind, and each kind of thing that a note can name.
const FILES: &[(&str, &str)] = &[
    (
        "catena.yaml",
        "title: Edits\nlanguage: en\nfacets:\n  level: {label: Level, values: {micro: Micro, meso: Meso}}\n\
        participants: {publish: [group], attribution: \"{id}, {group}\"}\n",
    ),
    (
        "content/index.md",
        "---\ntitle: Home\n---\n\nWelcome to [[gates]].\n",
    ),
    (
        "content/about.md",
        "---\ntitle: About\nupdated: 2026-01-05\n---\n\n## How\n\nAs [@lee2019] did.\n",
    ),
    (
        "content/glossary.yaml",
        "- term: gate\n  definition: A way in.\n",
    ),
    (
        "content/references.bib",
        "@book{lee2019, title = {Gates}, author = {Lee, Ann}, year = 2019}\n\
        @book{ito2020, title = {Walls}, author = {Ito, Ken}, year = 2020}\n",
    ),
    (
        "content/picture.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1\"/></svg>",
    ),
    (
        "content/studies/talks/index.md",
        "---\ntitle: Talks\npublications: [ito2020]\n---\n\nWe talked.\n",
    ),
    (
        "content/studies/talks/participants.csv",
        "id,group,town\nP1,Carers,Ely\nP2,Nurses,Bath\nP3,Nurses,Bath\n",
    ),
    (
        "content/themes/gates.md",
        "---\ntitle: Gates\nfacets: {level: micro}\n---\n\nA gate is shut.\n\n\
        > The gate was shut when I came.\n>\n> — [[P1]] {#p1-gate level=micro}\n\nThen:\n\n\
        > We open it [the gate] at nine.\n>\n> — [[P2]]\n",
    ),
    (
        "content/themes/walls.md",
        "---\ntitle: Walls\n---\n\nSee [[gates]] and [[about#How]].\n\n> A wall is a wall.\n>\n> — [[P2]] {#p2-wall}\n",
    ),
    (
        "content/findings/shut.md",
        "---\ntitle: Gates are shut\nthemes: [gates]\nevidence: [p1-gate]\n---\n\nThey are.\n\n![[p1-gate]]\n",
    ),
    (
        "content/recommendations/open.md",
        "---\ntitle: Open them\nfindings: [shut]\n---\n\nDo.\n",
    ),
];

/// What somebody may put at the end of a note.
const ADDED: &[&str] = &[
    "\nMore prose about a gate.\n",
    "\nSee [[walls]], [[Talks]] and [[P3]].\n",
    "\nAs [@ito2020, p. 3] and @lee2019 say.\n",
    "\n![[p2-wall]]\n",
    "\n## Another heading\n",
    "\n[[nowhere]] and [@nobody1999].\n",
    "\nCall 07700 900123.\n",
    "\n> I say this.\n>\n> — [[P3]] {#p3-this}\n",
    "\n> Nobody said this.\n>\n> — [[P9]]\n",
    "\n```quotes\ntheme: gates\n```\n",
    "\n![A picture](../picture.svg)\n",
    "\n> The gate was shut when I came. It was late.\n>\n> — [[P1]] {#p1-again}\n",
    "\nWe met [3 people]{count=participants} and heard [4 quotes]{count=quotes}.\n",
];

/// What somebody may write instead of something else, anywhere.
const REPLACED: &[(&str, &str)] = &[
    ("shut", "closed"),
    ("gate", "door"),
    ("at nine", "at ten [in the morning]"),
    ("{#p1-gate", "{#p1-door"),
    ("title: Gates", "title: Doors"),
    ("## How", "## How we did it"),
    ("---\n\n", "summary: In short.\n---\n\n"),
    ("---\n\n", "status: draft\n---\n\n"),
    ("group", "role"),
    ("Nurses", "Doctors"),
    ("language: en", "language: cy"),
    ("Ann", "Anne"),
    (":", " ["),
    ("lee2019", "lee2018"),
    (
        "title: Gates",
        "summary: An MDT said it.\nupdated: 2999-01-05\ntitle: Gates",
    ),
    ("---\n\n", "extra: {a: 1}\nauthors: [Ann Lee]\n---\n\n"),
    ("title: Gates", "title: Gates # the same\naccept: []"),
    ("I came", "I came. A wall is a wall"),
];

/// The whole text of files that may come and go.
const WHOLE: &[(&str, &str)] = &[
    ("content/new.md", "---\ntitle: New\n---\n\nOf [[gates]].\n"),
    ("content/themes/gates.md", "---\ntitle: Half\n"),
    ("content/about.md", ""),
    (
        "content/themes/walls.md",
        "\u{FEFF}---\r\ntitle: Walls\r\n---\r\n\r\nText.\r\n",
    ),
    ("themes/default/templates/home.html", "{% if"),
    ("themes/default/static/look.css", "body {}"),
    (
        "themes/default/templates/glossary.html",
        "{{ page.head.title }}",
    ),
];

/// One thing that somebody does, and the paths that a watcher tells of.
fn edit(files: &mut BTreeMap<String, Vec<u8>>, [what, which, how]: [usize; 3]) -> Vec<String> {
    let path = files
        .keys()
        .nth(which % files.len())
        .expect("a file")
        .clone();
    let text = String::from_utf8_lossy(&files[&path]).into_owned();
    let mut put = |path: String, text: String| {
        files.insert(path.clone(), text.into_bytes());
        vec![path]
    };
    match what {
        0..=4 => put(path, text + ADDED[how % ADDED.len()]),
        5..=8 => {
            let (from, to) = REPLACED[how % REPLACED.len()];
            put(path, text.replacen(from, to, 1))
        }
        9 => {
            let (path, text) = WHOLE[how % WHOLE.len()];
            put(path.to_owned(), text.to_owned())
        }
        10 => put(path, text.chars().take(text.len() / 2).collect()),
        11 => {
            files.remove(&path);
            vec![path]
        }
        _ => {
            let bytes = files.remove(&path).expect("it is there");
            let new = path.replace(".md", "-renamed.md");
            files.insert(new.clone(), bytes);
            vec![path, new]
        }
    }
}

/// Makes the disk hold just these files.
fn lay(root: &Path, files: &BTreeMap<String, Vec<u8>>, paths: &[String]) {
    for path in paths {
        let file = root.join(path);
        match files.get(path) {
            Some(bytes) => {
                fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
                fs::write(file, bytes).expect("it is saved");
            }
            None => {
                let _ = fs::remove_file(file);
            }
        }
    }
}

fn whole() -> BTreeMap<String, Vec<u8>> {
    let files = FILES.iter();
    files
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

/// What is wrong is the same as a clean build would say.
fn compare_faults(preview: &Preview, root: &Path) {
    match site::compile(&options(root)) {
        Ok(compiled) => same_faults(preview, &compiled),
        Err(error) => assert_eq!(preview.state().environment, Some(error.to_string())),
    }
}

/// Where a build of the folder fails because of the environment, the preview says so too.
fn compare_all(preview: &Preview, root: &Path) {
    match preview.state().environment {
        Some(_) => {
            compare_faults(preview, root);
            assert_ne!(preview.state().standing, Standing::Newest);
        }
        None => compare(preview, root),
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 6, max_shrink_iters: 40, failure_persistence: None, ..Default::default() })]
    #[test]
    fn after_any_edits_the_site_is_that_of_a_clean_build(
        edits in proptest::collection::vec(proptest::array::uniform3(0_usize..1000), 1..6),
    ) {
        let mut files = whole();
        let all: Vec<String> = files.keys().cloned().collect();
        let scratch = Scratch::new("preview-edits");
        lay(scratch.path(), &files, &all);
        let mut preview = Preview::open(&options(scratch.path()));
        for [what, which, how] in edits {
            let paths = edit(&mut files, [what % 13, which, how]);
            lay(scratch.path(), &files, &paths);
            preview.refresh(&Changed::Paths(paths.iter().map(PathBuf::from).collect()));
            compare_faults(&preview, scratch.path());
        }
        compare_all(&preview, scratch.path());
    }
}

#[test]
fn each_edit_of_a_note_shows_as_in_a_clean_build() {
    let files = whole();
    let all: Vec<String> = files.keys().cloned().collect();
    let scratch = Scratch::new("preview-each");
    lay(scratch.path(), &files, &all);
    let mut preview = Preview::open(&options(scratch.path()));
    compare_all(&preview, scratch.path());
    assert_eq!(
        preview.state().standing,
        Standing::Newest,
        "{:?}",
        preview.state().faults
    );
    let note = all
        .iter()
        .position(|path| path == "content/themes/gates.md")
        .expect("a theme");
    let edits = (0..ADDED.len()).map(|how| [0, note, how]);
    let edits = edits.chain((0..REPLACED.len()).map(|how| [5, note, how]));
    let mut redone = Vec::new();
    for what in edits {
        let mut files = files.clone();
        let paths = edit(&mut files, what);
        lay(scratch.path(), &files, &paths);
        let changed = Changed::Paths(paths.iter().map(PathBuf::from).collect());
        redone.push(preview.refresh(&changed).redone);
        compare_all(&preview, scratch.path());
        lay(scratch.path(), &whole(), &paths);
        preview.refresh(&changed);
    }
    // Prose, links, citations, embeds, blocks, words of quotes and what is only the note's own are done note by note.
    let notes = [0, 1, 2, 3, 5, 6, 9, 12, 13, 14, 15, 19, 27, 28, 29, 30];
    assert!(
        notes.iter().all(|at| redone[*at] == Redone::Notes),
        "{redone:?}"
    );
    // A new heading, quote, picture, id or title is not, since other notes may tell the difference.
    let ties = [4, 7, 8, 10, 11, 16, 17];
    assert!(
        ties.iter().all(|at| redone[*at] == Redone::Ties),
        "{redone:?}"
    );
    compare_all(&preview, scratch.path());
}

#[test]
fn files_that_come_and_go_leave_no_trace() {
    let files = whole();
    let all: Vec<String> = files.keys().cloned().collect();
    let scratch = Scratch::new("preview-go");
    lay(scratch.path(), &files, &all);
    let mut preview = Preview::open(&options(scratch.path()));
    let before = shown(&preview);
    let theme = scratch.join("content/themes/gates.md");
    // Deleted and made again between two looks.
    fs::remove_file(&theme).expect("it is there");
    lay(scratch.path(), &files, &all);
    let changed = paths(&["content/themes/gates.md"]);
    assert_eq!(preview.refresh(&changed).redone, Redone::Nothing);
    // Saved by half, in the middle of a character.
    fs::write(&theme, b"---\ntitle: Gat\xC3").expect("it is saved");
    preview.refresh(&changed);
    assert_eq!(preview.state().standing, Standing::LastGood);
    compare_faults(&preview, scratch.path());
    // A folder under another name, and back; a watcher tells of the folders alone.
    let (one, other) = (
        scratch.join("content/themes"),
        scratch.join("content/other"),
    );
    fs::rename(&one, &other).expect("it is renamed");
    preview.refresh(&paths(&["content/themes", "content/other"]));
    compare_faults(&preview, scratch.path());
    fs::rename(&other, &one).expect("it is renamed");
    lay(scratch.path(), &files, &all);
    preview.refresh(&paths(&["content/themes", "content/other"]));
    compare_all(&preview, scratch.path());
    assert!(shown(&preview) == before);
}

#[test]
fn many_notes_saved_at_once_are_done_together() {
    let mut files = whole();
    for number in 0..60 {
        let text = format!("---\ntitle: Page {number}\n---\n\nSee [[gates]].\n");
        files.insert(format!("content/pages/page-{number}.md"), text.into_bytes());
    }
    let all: Vec<String> = files.keys().cloned().collect();
    let scratch = Scratch::new("preview-many");
    lay(scratch.path(), &files, &all);
    let mut preview = Preview::open(&options(scratch.path()));
    let pages: Vec<String> = all
        .iter()
        .filter(|path| path.contains("/pages/"))
        .cloned()
        .collect();
    for path in &pages {
        let text = String::from_utf8(files[path].clone())
            .expect("text")
            .replace("[[gates]]", "[[walls]] and [@lee2019]");
        files.insert(path.clone(), text.into_bytes());
    }
    lay(scratch.path(), &files, &pages);
    let changed = Changed::Paths(pages.iter().map(PathBuf::from).collect());
    assert_eq!(preview.refresh(&changed).redone, Redone::Notes);
    compare_all(&preview, scratch.path());
}

/// A server reads pages on other threads while the next state is made.
#[test]
fn pages_are_read_from_any_thread() {
    fn from_any_thread<T: Send + Sync>() {}
    from_any_thread::<catena::preview::Pages>();
    from_any_thread::<catena::preview::State>();
    fn owned_by_any_thread<T: Send>() {}
    owned_by_any_thread::<Preview>();
}
