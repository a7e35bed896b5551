//! How much of everything a programme may hold: each limit once, with its unit and the fault of what is beyond.
//!
//! They are far beyond any programme that people write. Within them a build ends in bounded time and memory, whoever wrote
//! the content. `docs/content/limits.md` has a row for each; a test compares them.

/// One limit, as the guide shows it.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    pub about: &'static str,
    pub most: u64,
    pub unit: Unit,
    /// The name of the fault.
    pub fault: &'static str,
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Bytes,
    Levels,
    Items,
}

/// Makes the constants and the list of all from one table.
macro_rules! limits {
    ($($name:ident: $kind:ty = $most:expr, $unit:ident, $fault:literal, $about:literal;)*) => {
        $(#[doc = $about] pub const $name: $kind = $most;)*

        /// Every limit, in the order of the table.
        pub const ALL: &[Limit] = &[$(Limit { about: $about, most: $most as u64, unit: Unit::$unit, fault: $fault },)*];
    };
}

const MB: u64 = 1 << 20;

limits! {
    // Files
    LARGEST_NOTE: u64 = 8 * MB, Bytes, "file-too-large", "One note, or `catena.yaml`";
    LARGEST_TABLE: u64 = 64 * MB, Bytes, "file-too-large", "One table, bibliography or glossary";
    LARGEST_PICTURE: u64 = 8 * MB, Bytes, "file-too-large", "One picture in SVG";
    LARGEST_FILE: u64 = 100 * MB, Bytes, "file-too-large", "One other file that a note shows or links to";
    ALL_FILES: u64 = 1024 * MB, Bytes, "file-too-large", "All files that notes show or link to";
    LONGEST_NAME: usize = 200, Bytes, "unsafe-name", "The name of a file that is published";
    LONGEST_ID: usize = 100, Bytes, "invalid-id", "An id";
    MOST_NOTES: usize = 200_000, Items, "too-many", "Notes in a programme";
    DEEPEST_FOLDER: usize = 16, Levels, "nesting-too-deep", "Folders inside folders under `content/`";
    // One note
    DEEPEST_BLOCK: usize = 48, Levels, "nesting-too-deep", "Lists, quotes and emphasis inside each other";
    MOST_TAGS: usize = 5_000, Items, "unsafe-html", "Tags in one block of raw HTML";
    MOST_ATTRIBUTES: usize = 200, Items, "unsafe-html", "Attributes of one tag in a block of raw HTML";
    MOST_HEADINGS: usize = 50_000, Items, "too-many", "Headings in a note";
    MOST_LINKS: usize = 100_000, Items, "too-many", "Links and embedded quotes in a note";
    MOST_IMAGES: usize = 10_000, Items, "too-many", "Images in a note";
    MOST_FOOTNOTES: usize = 100_000, Items, "too-many", "Footnotes in a note";
    MOST_CITATIONS: usize = 100_000, Items, "too-many", "Citations in a note";
    MOST_QUOTES: usize = 50_000, Items, "too-many", "Quotes in a note";
    MOST_CELLS: usize = 500_000, Items, "too-many", "Cells of all tables in a note";
    MOST_BLOCKS: usize = 1_000, Items, "too-many", "Generated blocks in a note";
    MOST_SHOWN: usize = 20_000, Items, "too-many", "Quotes, references and people that the generated blocks of a note show";
    // Data
    DEEPEST_YAML: usize = 64, Levels, "yaml-syntax", "Lists and groups inside each other in YAML";
    MOST_YAML: usize = 250_000, Items, "yaml-syntax", "Keys and values in one YAML file";
    MOST_ALIASES: usize = 1_000, Items, "yaml-syntax", "Aliases (`*name`) in one YAML file";
    MOST_ROWS: usize = 200_000, Items, "too-many", "Rows of a table of participants";
    MOST_COLUMNS: usize = 1_000, Items, "too-many", "Columns of a table of participants";
    MOST_TERMS: usize = 20_000, Items, "too-many", "Terms of a glossary";
    MOST_REFERENCES: usize = 200_000, Items, "too-many", "References in all bibliographies";
    LONGEST_ENTRY: usize = 50_000, Bytes, "bibliography-syntax", "An entry of a Hayagriva bibliography (`.yaml`)";
    DEEPEST_ENTRY: usize = 20, Levels, "bibliography-syntax", "Brackets inside each other in such an entry";
    LONGEST_VALUE: usize = 100_000, Bytes, "bibliography-syntax", "A BibTeX value that is made of abbreviations";
    LARGEST_STYLE: usize = 2_000_000, Bytes, "unknown-style", "The text of a `.csl` file";
    DEEPEST_STYLE: usize = 100, Levels, "unknown-style", "Elements inside each other in a `.csl` file";
    DEEPEST_SVG: usize = 100, Levels, "unsafe-file", "Elements inside each other in a picture in SVG";
}
