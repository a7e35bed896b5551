//! What `catena check` advises for small groups is true: it is followed here, and the groups are counted again.

mod support;

use support::{Scratch, catena};

const ROLES: [&str; 3] = ["Nurse", "Porter", "Baker"];
const TOWNS: [&str; 3] = ["Hove", "Lewes", "Rye"];

/// Numbers that look random and are the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

fn configuration(publish: &[&str], derive: &str) -> String {
    format!(
        "title: Groups\nparticipants:\n  publish: [{}]\n  smallest_group: 3\n{derive}",
        publish.join(", ")
    )
}

fn faults(programme: &Scratch) -> String {
    catena(programme.path(), &["check"]).stdout
}

/// The words between two others.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    Some(text.split_once(before)?.1.split_once(after)?.0)
}

#[test]
fn advice_for_small_groups_does_what_it_says() {
    let mut dice = Dice(7);
    let (mut dropped, mut merged) = (0, 0);
    for _ in 0..12 {
        let mut table = "id,role,town\n".to_owned();
        for person in 1..=9 {
            let (role, town) = (ROLES[dice.roll(3)], TOWNS[dice.roll(2)]);
            table += &format!("P{person},{role},{town}\n");
        }
        let both = configuration(&["role", "town"], "");
        let programme = Scratch::with(
            "groups",
            &[
                ("catena.yaml", both.as_str()),
                ("content/index.md", "---\ntitle: Home\n---\n"),
                ("content/studies/talks/index.md", "---\ntitle: Talks\n---\n"),
                ("content/studies/talks/participants.csv", table.as_str()),
            ],
        );
        let said = faults(&programme);
        for fault in said.split("error[small-group]").skip(1) {
            dropped += usize::from(dropping_holds(&programme, fault));
            merged += usize::from(merging_holds(&programme, &table, fault));
        }
    }
    assert!(
        dropped > 0 && merged > 0,
        "no advice was followed: {dropped}, {merged}"
    );
}

/// Follows "Without `role` the smallest group holds 3 people", where it promises enough.
fn dropping_holds(programme: &Scratch, fault: &str) -> bool {
    let Some(attribute) = between(fault, "Without `", "` the smallest group holds ") else {
        return false;
    };
    let promise = between(fault, "the smallest group holds ", ".").expect("a number");
    let kept: Vec<&str> = ["role", "town"]
        .into_iter()
        .filter(|name| *name != attribute)
        .collect();
    programme.write("catena.yaml", configuration(&kept, ""));
    let said = faults(programme);
    assert_eq!(
        said.contains("[small-group]"),
        promise.ends_with(" only"),
        "{fault}\n{said}"
    );
    true
}

/// Follows "merge `Nurse` with `Porter` of `role`", where it promises enough: nobody of that group is named any more.
fn merging_holds(programme: &Scratch, table: &str, fault: &str) -> bool {
    let Some((one, rest)) = fault
        .split_once("erge `")
        .and_then(|(_, rest)| rest.split_once("` with `"))
    else {
        return false;
    };
    let (other, rest) = rest.split_once("` of `").expect("two values");
    let (attribute, rest) = rest.split_once("` under").expect("an attribute");
    if rest.contains(" only") {
        return false;
    }
    let derive = format!(
        "  derive:\n    {attribute}_group:\n      from: {attribute}\n      map: {{{one}: Both, {other}: Both, {}}}\n",
        others(table, attribute, &[one, other])
    );
    let publish: Vec<String> = ["role", "town"]
        .into_iter()
        .map(|name| {
            if name == attribute {
                format!("{name}_group")
            } else {
                name.to_owned()
            }
        })
        .collect();
    let publish: Vec<&str> = publish.iter().map(String::as_str).collect();
    programme.write("catena.yaml", configuration(&publish, &derive));
    let said = faults(programme);
    let person = between(fault, ": `", "`").expect("a person of the group");
    let small: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("[small-group]"))
        .collect();
    assert!(
        !small
            .iter()
            .any(|line| line.contains(&format!("`{person}`"))),
        "{fault}\n{said}"
    );
    true
}

/// Every other value, mapped to itself.
fn others(table: &str, attribute: &str, merged: &[&str]) -> String {
    let all = if attribute == "role" { ROLES } else { TOWNS };
    let kept = all
        .into_iter()
        .filter(|value| !merged.contains(value) && table.contains(value));
    let lines: Vec<String> = kept.map(|value| format!("{value}: {value}")).collect();
    if lines.is_empty() {
        "\"*\": Other".to_owned()
    } else {
        lines.join(", ")
    }
}
