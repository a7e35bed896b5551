//! What must hold of any input. Each target of `fuzz_targets/` is one function here, so that the project's own tests can
//! run the inputs of `regressions/` through the same functions (`tests/regressions.rs`).

mod bibliography;
mod body;
mod citation;
mod front_matter;
mod lock;
mod matching;
mod participants;
mod pipeline;
mod quote_words;
mod spans;
mod transcript;

/// One target: a function that panics where something does not hold.
type Target = fn(&[u8]);

/// Every target by the name of its folder in `regressions/`.
pub const TARGETS: &[(&str, Target)] = &[
    ("front_matter", front_matter::holds),
    ("body", body::holds),
    ("quote_words", quote_words::holds),
    ("citation", citation::holds),
    ("participants", participants::holds),
    ("bibliography", bibliography::holds),
    ("transcript", transcript::holds),
    ("matching", matching::holds),
    ("lock", lock::holds),
];

/// Runs one input through the target of this name.
pub fn run(name: &str, data: &[u8]) {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    let (_, holds) = target.unwrap_or_else(|| panic!("there is no target `{name}`"));
    holds(data);
}

/// The text of an input as a build sees it: files that are not UTF-8 are refused when they are loaded.
fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}
