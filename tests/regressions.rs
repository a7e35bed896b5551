//! What fuzzing found stays mended: each input in `fuzz/regressions/` goes through the function that it once broke.

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/regressions");

#[test]
fn every_input_that_was_found_holds() {
    let known: Vec<&str> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
    let mut broken = Vec::new();
    let mut inputs = 0;
    for entry in walkdir::WalkDir::new(FOLDER).sort_by_file_name() {
        let entry = entry.expect("a readable folder");
        if !entry.file_type().is_file() {
            continue;
        }
        let target = entry.path().parent().and_then(|folder| folder.file_name());
        let target = target.and_then(|name| name.to_str()).unwrap_or_default();
        assert!(known.contains(&target), "there is no target `{target}`");
        let data = fs::read(entry.path()).expect("a readable file");
        if catch_unwind(AssertUnwindSafe(|| targets::run(target, &data))).is_err() {
            broken.push(entry.path().display().to_string());
        }
        inputs += 1;
    }
    assert!(inputs > 0, "there are no inputs in {FOLDER}");
    assert!(broken.is_empty(), "these inputs break again: {broken:#?}");
}
