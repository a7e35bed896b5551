//! The guide's table of limits says what the program keeps to.

use catena::diagnostic::Code;
use catena::limits::{ALL, Limit, Unit};

#[test]
fn the_guide_has_a_row_for_every_limit() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/content/limits.md");
    let text = std::fs::read_to_string(path).expect("the guide");
    let found: Vec<&str> = text.lines().filter(|line| line.ends_with("` |")).collect();
    let wanted: Vec<String> = ALL.iter().map(row).collect();
    assert_eq!(
        found,
        wanted,
        "docs/content/limits.md should have these rows:\n{}",
        wanted.join("\n")
    );
}

#[test]
fn every_limit_has_a_fault() {
    for limit in ALL {
        assert!(Code::named(limit.fault).is_some(), "{}", limit.about);
    }
}

fn row(limit: &Limit) -> String {
    let most = match limit.unit {
        Unit::Bytes if limit.most.is_multiple_of(1 << 20) => {
            format!("{} MB", grouped(limit.most >> 20))
        }
        Unit::Bytes => format!("{} bytes", grouped(limit.most)),
        Unit::Levels => format!("{} levels", limit.most),
        Unit::Items => grouped(limit.most),
    };
    format!("| {} | {most} | `{}` |", limit.about, limit.fault)
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
