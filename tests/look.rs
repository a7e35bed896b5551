//! The look keeps to its own system, and its page in the guide says what is in the style sheet.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}

fn sheet() -> String {
    read("themes/default/static/look.css")
}

/// The tokens of the first block that begins with some words.
fn tokens(sheet: &str, opening: &str) -> BTreeMap<String, String> {
    let from = sheet.find(opening).expect(opening) + opening.len();
    let block = &sheet[from..from + sheet[from..].find('}').expect("the block ends")];
    let declared = block.split(';').filter_map(|line| {
        let (name, value) = line[line.find("--")?..].split_once(':')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    });
    declared.collect()
}

#[test]
fn the_dark_that_readers_choose_is_the_dark_that_devices_ask_for() {
    let sheet = sheet();
    let asked = tokens(&sheet, ":root:not([data-colours=\"light\"]) {");
    let chosen = tokens(&sheet, ":root[data-colours=\"dark\"] {");
    assert!(asked.len() > 10, "{asked:?}");
    assert_eq!(asked, chosen);
}

#[test]
fn the_page_about_the_design_is_true() {
    let (sheet, page) = (sheet(), read("docs/content/design.md"));
    let light = tokens(&sheet, ":root {");
    let dark = tokens(&sheet, ":root[data-colours=\"dark\"] {");
    let mut missing = Vec::new();
    for (name, value) in &dark {
        let row = format!("| `{name}` | `{}` | `{value}` |", light[name]);
        missing.extend((!page.contains(&row)).then_some(row));
    }
    let scales = light.iter().filter(|(name, _)| {
        let step = name.strip_prefix("--t").or(name.strip_prefix("--s"));
        step.is_some_and(|step| step.trim_start_matches('-').parse::<u8>().is_ok())
    });
    for (name, value) in scales {
        let row = format!("| `{name}` | `{value}` |");
        missing.extend((!page.contains(&row)).then_some(row));
    }
    assert!(
        missing.is_empty(),
        "docs/content/design.md lacks {missing:#?}"
    );
}

/// What would not turn round with the direction of reading.
#[test]
fn the_look_names_sides_by_the_direction_of_reading() {
    const PHYSICAL: &[&str] = &[
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        "text-align: left",
        "text-align: right",
        " left:",
        " right:",
        "float:",
    ];
    let sheet = sheet();
    let faults: Vec<String> = sheet
        .lines()
        .enumerate()
        // A rule for one direction may name a side.
        .filter(|(_, line)| !line.starts_with("[dir="))
        .flat_map(|(at, line)| {
            let found = PHYSICAL.iter().filter(move |word| line.contains(**word));
            found.map(move |word| format!("look.css:{}: `{}`", at + 1, word.trim()))
        })
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Sizes come from the scale; a clamp is a title that grows with the window, and `em` follows the text around.
#[test]
fn the_look_takes_its_sizes_from_the_scale() {
    let sheet = sheet();
    let (_, rules) = sheet.split_once("/* ground */").expect("the rules");
    let faults: Vec<&str> = rules
        .split(['{', ';', '}'])
        .map(str::trim)
        .filter(|declared| declared.starts_with("font:") || declared.starts_with("font-size:"))
        .filter(|declared| declared.contains("rem") && !declared.contains("clamp("))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}
