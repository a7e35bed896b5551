//! Meeting packs of large programmes stay a size that somebody can print.

mod support;

use std::fmt::Write;
use std::fs;
use support::{Scratch, catena};

/// As many themes as the programme's pack has room for, and some more.
const THEMES: usize = 45;
/// More quotes than any pack has room for.
const QUOTES: usize = 80;
const WORDS: usize = 400;

fn programme() -> Scratch {
    let mut files: Vec<(String, String)> = vec![
        ("catena.yaml".to_owned(), "title: Large\n".to_owned()),
        ("content/index.md".to_owned(), "Home.\n".to_owned()),
        (
            "content/studies/talks/index.md".to_owned(),
            "---\ntitle: Talks\n---\nTalks.\n".to_owned(),
        ),
        (
            "content/studies/talks/participants.csv".to_owned(),
            "id\nP1\n".to_owned(),
        ),
    ];
    for theme in 0..THEMES {
        let mut note = format!("---\ntitle: Theme {theme:02}\n---\nText.\n");
        let quotes = if theme == 0 { QUOTES } else { 1 };
        for quote in 0..quotes {
            let words = if theme == 0 { WORDS } else { 5 };
            let said = format!("word{theme}x{quote} ").repeat(words);
            let _ = write!(note, "\n> {said}\n>\n> — [[P1]] {{#q{theme}-{quote}}}\n");
        }
        files.push((format!("content/themes/theme-{theme:02}.md"), note));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    Scratch::with("packs", &files)
}

#[test]
fn a_pack_has_bounds_and_says_what_it_leaves_out() {
    let scratch = programme();
    let run = catena(scratch.path(), &["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let page = |path: &str| fs::read_to_string(scratch.join(path)).expect(path);
    let whole = page("site/print.html");
    assert_eq!(whole.matches("class=\"pack-theme\"").count(), 40);
    assert!(whole.contains("There are more themes on the site (5):"));
    assert!(whole.contains("There are more quotes on this theme on the site (75):"));
    let theme = page("site/themes/theme-00.print.html");
    let numbers = theme.matches("class=\"quote-number\"").count();
    assert_eq!(numbers, 60, "quotes that fit 25,000 words, and at most 60");
    assert!(theme.contains("There are more quotes on this theme on the site (20):"));
    assert!(theme.contains(">Quote 60<") && !theme.contains(">Quote 61<"));
    for pack in [whole, theme] {
        assert!(pack.len() < 1_000_000, "{} bytes", pack.len());
        // No quote has an anchor here: its home is elsewhere.
        assert!(!pack.contains("id=\"q0-0\""));
    }
}
