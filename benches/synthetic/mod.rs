//! A made-up programme of any size: the same bytes at every run.

pub mod peers;

use std::fmt::Write;
use std::fs;
use std::path::Path;

const WORDS: &[&str] = &[
    "care",
    "integration",
    "primary",
    "social",
    "services",
    "older",
    "adults",
    "patient",
    "carer",
    "practice",
    "nurse",
    "discharge",
    "hospital",
    "community",
    "team",
    "trust",
    "record",
    "sharing",
    "coordinator",
    "funding",
    "structure",
    "policy",
    "local",
    "system",
    "level",
    "clinic",
    "visit",
    "home",
    "support",
    "need",
    "plan",
    "meeting",
    "phone",
    "time",
    "staff",
    "role",
    "bridge",
    "together",
    "work",
    "people",
    "and",
    "the",
    "of",
    "to",
    "in",
    "that",
    "with",
    "for",
    "it",
    "was",
    "they",
    "we",
    "on",
    "as",
    "is",
    "at",
    "by",
    "from",
    "their",
    "not",
];
const LEVELS: &[&str] = &["micro", "meso", "macro"];
const SECTORS: &[&str] = &[
    "Primary care",
    "Secondary care",
    "Voluntary sector",
    "Care homes",
    "Local government",
];

/// Writes a programme of so many interview notes, each with four quotes and four citations.
pub fn write(root: &Path, notes: usize) {
    let shape = Shape::of(notes);
    put(root, "catena.yaml", CONFIG);
    put(
        root,
        "content/index.md",
        "---\ntitle: Made-up programme\n---\n\nFor measuring.\n",
    );
    put(root, "content/references.bib", &bibliography(&shape));
    for theme in 0..shape.themes {
        put(
            root,
            &format!("content/themes/theme-{theme:04}.md"),
            &self::theme(theme, &shape),
        );
    }
    for study in 0..shape.studies {
        let folder = format!("content/studies/study-{study:04}");
        let text = about(study);
        put(
            root,
            &format!("{folder}/index.md"),
            &format!("---\ntitle: Study {study}\n---\n\n{text}\n"),
        );
        put(
            root,
            &format!("{folder}/participants.csv"),
            &participants(&shape),
        );
    }
    for number in 0..notes {
        let path = format!("content/{}", path(number, &shape));
        put(root, &path, &note(number, &shape));
    }
}

const CONFIG: &str = "title: Made-up programme\nlanguage: en-GB\nfacets:\n  level:\n    label: Level\n    \
    values: {micro: Micro, meso: Meso, macro: Macro}\nparticipants:\n  publish: [sector]\n  \
    attribution: \"{id}, {sector}\"\n";

/// How many of each thing a programme has.
struct Shape {
    studies: usize,
    themes: usize,
    references: usize,
    notes_in_study: usize,
}

impl Shape {
    fn of(notes: usize) -> Self {
        let studies = (notes / 250).max(3);
        Self {
            studies,
            themes: (notes / 40).max(12),
            references: (notes / 5).max(20),
            notes_in_study: notes.div_ceil(studies),
        }
    }
}

/// Where a note stands below `content/`, in every format.
fn path(number: usize, shape: &Shape) -> String {
    let study = number / shape.notes_in_study;
    format!("studies/study-{study:04}/note-{number:06}.md")
}

/// The prose of a study.
fn about(study: usize) -> String {
    Text::new(study as u64).paragraph(5)
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn bibliography(shape: &Shape) -> String {
    let mut bibliography = String::new();
    for number in 0..shape.references {
        let mut text = Text::new(number as u64 + 7_000);
        let (title, journal) = (text.sentence(), text.word());
        let year = 1998 + number % 27;
        let _ = writeln!(
            bibliography,
            "@article{{ref{number:05},\n  author = {{Author{number}, A. and Other, B.}},\n  title = {{{title}}},\n  \
             journal = {{Journal of {journal}}},\n  year = {{{year}}},\n  volume = {{{}}},\n  doi = \
             {{10.1234/ref{number:05}}}\n}}\n",
            number % 80 + 1
        );
    }
    bibliography
}

fn theme(theme: usize, shape: &Shape) -> String {
    let mut text = Text::new(theme as u64 + 100);
    let reference = theme % shape.references;
    format!(
        "---\ntitle: Theme {theme}\nsummary: {}\n---\n\n{} [@ref{reference:05}]\n",
        text.sentence(),
        text.paragraph(5)
    )
}

fn participants(shape: &Shape) -> String {
    let mut table = String::from("id,sector\n");
    for number in 0..shape.notes_in_study {
        let _ = writeln!(table, "P{},{}", number + 1, SECTORS[number % SECTORS.len()]);
    }
    table
}

fn note(number: usize, shape: &Shape) -> String {
    let interview = Interview::new(number, shape);
    let Interview { title, opening, .. } = &interview;
    let mut note = format!("---\ntitle: \"{title}\"\n---\n\n{opening}\n");
    for (quote, passage) in interview.passages.iter().enumerate() {
        let Passage {
            theme,
            reference,
            level,
            words,
            comment,
        } = passage;
        let person = interview.person;
        let _ = write!(
            note,
            "\n> {words}\n>\n> — [[P{person}]] {{#n{number:06}-q{quote} themes=theme-{theme:04} level={level}}}\n\n\
             {comment} [@ref{reference:05}] See [[theme-{theme:04}]].\n",
        );
    }
    note
}

/// What an interview note says, in whatever format.
struct Interview {
    title: String,
    opening: String,
    person: usize,
    passages: Vec<Passage>,
}

/// A quote, and what is said of it.
struct Passage {
    theme: usize,
    reference: usize,
    level: &'static str,
    words: String,
    comment: String,
}

impl Interview {
    fn new(number: usize, shape: &Shape) -> Self {
        let mut text = Text::new(number as u64 + 1);
        Self {
            title: format!("Interview {number}: {}", text.sentence()),
            opening: text.paragraph(4),
            person: number % shape.notes_in_study + 1,
            passages: (0..4).map(|_| Passage::new(&mut text, shape)).collect(),
        }
    }
}

impl Passage {
    fn new(text: &mut Text, shape: &Shape) -> Self {
        Self {
            theme: text.below(shape.themes),
            reference: text.below(shape.references),
            level: LEVELS[text.below(LEVELS.len())],
            words: text.paragraph(2),
            comment: text.paragraph(3),
        }
    }
}

/// Words by a small generator of its own (splitmix64), so that no library's change moves the figures.
struct Text(u64);

impl Text {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }

    fn sentence(&mut self) -> String {
        let words: Vec<&str> = (0..8 + self.below(10)).map(|_| self.word()).collect();
        let sentence = words.join(" ");
        format!("{}{}.", sentence[..1].to_uppercase(), &sentence[1..])
    }

    fn paragraph(&mut self, sentences: usize) -> String {
        let sentences: Vec<String> = (0..sentences).map(|_| self.sentence()).collect();
        sentences.join(" ")
    }
}
