//! The guide in `docs/` says only what is true: each of its examples is run.
//!
//! `CONTRIBUTING.md` says how an example is written. Each page's examples are laid over `docs/example/`, and the real
//! program checks and builds the result. With `CATENA_BLESS=1` what the program says is written into the page.

mod support;

use catena::diagnostic::Code;
use rayon::prelude::*;
use std::process::Command;
use support::examples::{self, Proof, pages, prose, read, root};

#[test]
fn every_example_is_true() {
    let pages = pages("docs/content");
    let run: usize = pages
        .par_iter()
        .map(|page| examples::run(page, Proof::Build).count)
        .sum();
    assert!(run > 20, "only {run} examples were found");
}

/// The guide is a programme too. It is published, so nothing in it may be worth a warning.
#[test]
fn the_guide_is_a_programme_that_holds() {
    let site = std::env::temp_dir().join(format!("catena-guide-site-{}", std::process::id()));
    let built = Command::new(env!("CARGO_BIN_EXE_catena"))
        .args(["build", "--strict", "--root"])
        .arg(root().join("docs"))
        .arg("--output-dir")
        .arg(&site)
        .output()
        .expect("the program starts");
    let pages = [
        "index.html",
        "first-note.html",
        "checks/index.html",
        "unknown-link.html",
    ];
    let missing: Vec<&str> = pages
        .into_iter()
        .filter(|page| !site.join(page).is_file() && !site.join("checks").join(page).is_file())
        .collect();
    let _ = std::fs::remove_dir_all(&site);
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{said}");
    assert!(missing.is_empty(), "{missing:?} are missing");
}

#[test]
fn the_guide_lists_what_can_be_accepted() {
    let text = read(&root().join("docs/content/disclosure.md"));
    let list = text
        .split("Only these checks can be accepted:")
        .nth(1)
        .and_then(|rest| rest.split("Behind all others").next())
        .expect("the list of checks that can be accepted");
    let listed: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    let acceptable = Code::ALL.iter().filter(|code| code.may_be_accepted());
    let acceptable: Vec<&str> = acceptable.map(|code| code.name()).collect();
    assert_eq!(listed, acceptable);
}

#[test]
fn every_link_leads_to_a_file() {
    let more = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    ]
    .map(|name| root().join(name));
    for page in pages("docs/content")
        .into_iter()
        .chain(pages("docs/content/checks"))
        .chain(more)
    {
        let text = prose(&read(&page));
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let path = target.split('#').next().unwrap_or_default();
            let local = !path.is_empty() && !path.contains("://") && !path.starts_with("mailto:");
            let there = page
                .parent()
                .is_some_and(|folder| folder.join(path).exists());
            assert!(
                !local || there,
                "{}: there is no file `{target}`",
                page.display()
            );
        }
    }
}
