//! How long it takes from a saved note to its page made anew, while a programme is kept open.
//!
//! `cargo bench --bench preview` opens made-up programmes of 1,000 and 10,000 notes; `cargo bench --bench preview -- 4000`
//! opens another size, and a path instead of a number opens the programme that lies there. Notes are written as they are
//! saved, so give it a copy. Every figure is the median of twenty saves, with reading the file and looking for leaks.

mod measure;
mod synthetic;

use catena::preview::{Changed, Preview, Served};
use catena::site::Options;
use measure::{peak_memory, seconds};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const SAVES: usize = 20;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let sizes = match arguments.is_empty() {
        true => vec!["1000".to_owned(), "10000".to_owned()],
        false => arguments,
    };
    println!(
        "| programme | open | prose | words of a quote | summary | a new quote | a new note | peak memory so far |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for size in sizes {
        match size.parse() {
            Err(_) => println!("{}", row(&size, Path::new(&size))),
            Ok(notes) => {
                let folder =
                    std::env::temp_dir().join(format!("catena-preview-{}", std::process::id()));
                synthetic::write(&folder, notes);
                println!("{}", row(&size, &folder));
                let _ = fs::remove_dir_all(&folder);
            }
        }
    }
}

fn row(name: &str, root: &Path) -> String {
    let started = Instant::now();
    let mut preview = Preview::open(&Options {
        root: root.to_owned(),
        ..Options::default()
    });
    let opened = started.elapsed();
    let faults = preview.state().faults.clone();
    assert!(
        preview.pages().is_some(),
        "it has errors: {:?}",
        faults.first()
    );
    let notes = notes_with_quotes(root);
    let mut measure = |edit: &dyn Fn(&str, usize) -> String| {
        let mut times: Vec<Duration> = (0..SAVES)
            .map(|save| {
                let path = &notes[save * 7919 % notes.len()];
                let old = fs::read_to_string(root.join(path)).expect("a note");
                fs::write(root.join(path), edit(&old, save)).expect("it is saved");
                let time = saved(&mut preview, path);
                fs::write(root.join(path), old).expect("it is put back");
                saved(&mut preview, path);
                time
            })
            .collect();
        times.sort();
        milliseconds(times[SAVES / 2])
    };
    let prose = measure(&|text, save| format!("{text}\nAnother sentence, number {save}.\n"));
    let quote = measure(&|text, save| {
        let at = text.find("\n> ").expect("a quote") + 1;
        let end = at + text[at..].find('\n').expect("a line");
        format!("{} and {save}{}", &text[..end], &text[end..])
    });
    let summary = measure(&|text, save| {
        text.replacen("---\n", &format!("---\nsummary: Saved {save} times.\n"), 1)
    });
    let another = measure(&|text, save| {
        let from = text.find("\n> ").expect("a quote");
        let end = from + text[from..].find("\n\n").unwrap_or(text.len() - from);
        let (id, own) = ("{#", format!("{{#saved-{save}-"));
        let again = text[from..end].replace(id, &own);
        format!("{}\n{again}{}", &text[..end], &text[end..])
    });
    let added = Path::new("content/added-by-the-benchmark.md");
    fs::write(root.join(added), "---\ntitle: Added\n---\n\nNew.\n").expect("it is saved");
    let new = saved(&mut preview, added);
    let _ = fs::remove_file(root.join(added));
    format!(
        "| {name} | {} | {prose} | {quote} | {summary} | {another} | {} | {} MB |",
        seconds(opened),
        milliseconds(new),
        peak_memory(),
    )
}

/// From the save to the page.
fn saved(preview: &mut Preview, path: &Path) -> Duration {
    let started = Instant::now();
    preview.refresh(&Changed::Paths([path.to_owned()].into()));
    let page = path
        .strip_prefix("content")
        .expect("a note")
        .with_extension("html");
    let page = preview.file(&page.to_string_lossy());
    assert!(
        matches!(page, Some(Served::File(_))),
        "{}: {page:?}, {:?}",
        path.display(),
        preview.state().faults.first()
    );
    started.elapsed()
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// Notes with a quote and no front matter `summary`, in the order of their paths.
fn notes_with_quotes(root: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(root.join("content")).sort_by_file_name();
    let files = files
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path);
    let has_quote = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap_or_default();
        path.extension().is_some_and(|extension| extension == "md")
            && text.contains("\n> ")
            && text.starts_with("---\n")
            && !text.contains("\nsummary:")
            && !path.ends_with("index.md")
    };
    let below = |path: PathBuf| path.strip_prefix(root).expect("it lies below").to_owned();
    files.filter(has_quote).map(below).collect()
}
