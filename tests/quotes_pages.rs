//! Pages of quotes at scale: none is heavier than an old phone can bear, and none loses a quote or a way to it.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use support::{Scratch, catena};

const LIMIT: u64 = 200_000;

const CONFIG: &str = "title: Scale\nlanguage: en-GB\nfacets:\n  level:\n    label: Level\n    values: {micro: Micro, meso: Meso}\n\
    participants:\n  publish: [group, town]\n  attribution: \"{id}, {group}\"\n";

/// Words that fill a title or a quote.
fn words(count: usize, seed: usize) -> String {
    const SOME: [&str; 8] = [
        "they'd", "care", "\"no\"", "&", "older", "people", "trust", "waiting",
    ];
    let word = |at: usize| SOME[(at * 7 + seed) % SOME.len()];
    (0..count).map(word).collect::<Vec<_>>().join(" ")
}

/// A programme of so many themes, people and quotes. Every third theme lies in the one before; titles are long.
fn programme(themes: usize, people: usize, quotes: usize, title_words: usize) -> Scratch {
    let scratch = Scratch::new("quotes-pages");
    scratch.write("catena.yaml", CONFIG);
    scratch.write("content/index.md", "---\ntitle: Scale\n---\nHome.\n");
    scratch.write("content/studies/talks/index.md", "---\ntitle: Talks\n---\n");
    let mut table = "id,group,town\n".to_owned();
    for person in 1..=people {
        let _ = writeln!(table, "P{person},Group {},Town number {person}", person % 5);
    }
    scratch.write("content/studies/talks/participants.csv", table);
    let each = quotes.div_ceil(themes);
    for theme in 0..themes {
        let title = format!("Theme {theme} {}", words(title_words, theme));
        let mut note = format!("---\ntitle: '{}'\n---\n", title.replace('\'', "''"));
        for quote in (theme * each..quotes).take(each) {
            let other = (theme * 31 + quote) % themes;
            let person = quote * 13 % people + 1;
            let _ = write!(
                note,
                "\n> Words {quote} … {} [added] ...\n>\n> — [[P{person}]] {{#q-{quote} themes=\"theme-{theme}, theme-{other}\" level=micro}}\n",
                words(10 + quote % 120, quote)
            );
        }
        let name = match theme % 3 {
            0 => format!("theme-{theme}/index.md"),
            _ => format!("theme-{}/theme-{theme}.md", theme - theme % 3),
        };
        scratch.write(&format!("content/themes/{name}"), note);
    }
    scratch
}

struct Page {
    path: String,
    text: String,
}

/// Every page in `quotes/` of the programme's site.
fn quotes_pages(scratch: &Scratch) -> Vec<Page> {
    let run = catena(scratch.path(), &["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let files = fs::read_dir(scratch.join("site/quotes")).expect("a folder");
    let mut pages: Vec<Page> = files
        .map(|file| {
            let path = file.expect("a file").path();
            Page {
                path: path
                    .file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
                text: fs::read_to_string(&path).expect("a page"),
            }
        })
        .collect();
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    pages
}

fn assert_light(pages: &[Page]) {
    let heavy: Vec<String> = pages
        .iter()
        .filter(|page| page.text.len() as u64 > LIMIT)
        .map(|page| format!("{}: {} bytes", page.path, page.text.len()))
        .collect();
    assert!(heavy.is_empty(), "over {LIMIT} bytes: {heavy:?}");
}

/// The permalinks of the cards on the pages whose names begin so.
fn cards(pages: &[Page], stem: &str) -> Vec<String> {
    let of_list = pages.iter().filter(|page| {
        let rest = page
            .path
            .strip_prefix(stem)
            .and_then(|rest| rest.strip_suffix(".html"));
        rest.is_some_and(|rest| {
            rest.is_empty() || rest[1..].bytes().all(|byte| byte.is_ascii_digit())
        })
    });
    let anchors = of_list.flat_map(|page| {
        page.text
            .match_indices("class=\"anchor\" href=\"")
            .map(|(at, found)| {
                page.text[at + found.len()..]
                    .split('"')
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            })
    });
    anchors.collect()
}

#[test]
fn pages_stay_light_with_many_quotes_themes_and_people() {
    let scratch = programme(500, 3_000, 2_000, 40);
    let pages = quotes_pages(&scratch);
    assert_light(&pages);
    let all = cards(&pages, "index");
    assert_eq!(all.len(), 2_000);
    assert_eq!(
        all.iter().collect::<BTreeSet<_>>().len(),
        2_000,
        "each quote once"
    );
    // Every theme and every town has a list, and a page of ways leads to it.
    let ways: String = pages
        .iter()
        .filter(|page| page.path.starts_with("by-"))
        .map(|page| page.text.as_str())
        .collect();
    for page in pages
        .iter()
        .filter(|page| page.path.starts_with("theme-theme-") || page.path.starts_with("town-"))
    {
        let first = !page.text.contains("rel=\"prev\"");
        assert!(
            !first || ways.contains(&format!("quotes/{}\"", page.path)),
            "nothing leads to {}",
            page.path
        );
    }
    let index = pages
        .iter()
        .find(|page| page.path == "index.html")
        .expect("the index");
    for page in ["by-theme.html", "by-town.html"] {
        assert!(index.text.contains(page), "the index leads to {page}");
    }
    let voices = pages
        .iter()
        .find(|page| page.path == "voices.html")
        .expect("who is heard");
    assert!(voices.text.contains("more"), "what is left out is said");
}

#[test]
fn long_quotes_take_more_pages_and_lose_no_word() {
    let scratch = programme(3, 5, 0, 3);
    let long = words(3_000, 1);
    let mut note = "---\ntitle: Long\n---\n".to_owned();
    for quote in 0..40 {
        let _ = write!(
            note,
            "\n> {quote} {long}\n>\n> — [[P1]] {{#long-{quote} themes=theme-0}}\n"
        );
    }
    let huge = words(60_000, 2);
    let _ = write!(note, "\n> {huge}\n>\n> — [[P2]] {{#huge themes=theme-0}}\n");
    scratch.write("content/long.md", note);
    let pages = quotes_pages(&scratch);
    assert_light(&pages);
    assert_eq!(cards(&pages, "index").len(), 41);
    assert_eq!(cards(&pages, "theme-theme-0").len(), 41);
    let shown = long
        .replace('&', "&amp;")
        .replace('\'', "&#39;")
        .replace('"', "&quot;");
    let whole: usize = pages
        .iter()
        .filter(|page| page.path.starts_with("index"))
        .map(|page| page.text.matches(&shown).count())
        .sum();
    assert_eq!(whole, 40, "all words of the long quotes stand in the list");
    let index: String = pages
        .iter()
        .filter(|page| page.path.starts_with("index"))
        .map(|page| page.text.as_str())
        .collect();
    assert!(
        index.contains("../long.html#huge"),
        "what no list can hold is a link"
    );
}

#[test]
fn a_list_of_several_pages_meets_no_other_list() {
    let scratch = programme(3, 5, 0, 3);
    let mut note = "---\ntitle: A\n---\n".to_owned();
    for quote in 0..120 {
        let _ = write!(
            note,
            "\n> Some words {quote}.\n>\n> — [[P1]] {{#a-{quote} themes=year}}\n"
        );
    }
    note.push_str("\n> Other words.\n>\n> — [[P1]] {#b themes=year-2}\n");
    scratch.write("content/themes/year.md", "---\ntitle: Year\n---\n");
    scratch.write("content/themes/year-2.md", "---\ntitle: Second year\n---\n");
    scratch.write("content/a.md", note);
    let pages = quotes_pages(&scratch);
    assert!(
        pages.iter().any(|page| page.path == "theme-year-2.html"),
        "one list has the path"
    );
    let listed: usize = [
        "theme-year",
        "theme-year-list",
        "theme-year-2",
        "theme-year-2-list",
    ]
    .iter()
    .flat_map(|stem| {
        pages
            .iter()
            .filter(move |page| page.path == format!("{stem}.html"))
    })
    .count();
    assert!(listed >= 2, "both lists have a page");
    let titles: BTreeSet<&str> = pages
        .iter()
        .filter_map(|page| page.text.split("<h1>").nth(1)?.split('<').next())
        .collect();
    assert!(
        titles.contains("Year") && titles.contains("Second year"),
        "{titles:?}"
    );
}
