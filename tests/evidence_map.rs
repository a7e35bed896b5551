//! The evidence map counts every quote, and loses none: in the real programme and in every case.

use catena::evidence::{Axis, Evidence, Item, QuoteKey};
use catena::plan;
use catena::site::{self, Options};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn evidence(root: &Path) -> Option<Evidence> {
    let options = Options {
        root: root.to_path_buf(),
        ..Options::default()
    };
    site::compile(&options)
        .ok()
        .map(|compiled| compiled.evidence)
}

/// This repository's programme, and every case that can be read.
fn programmes() -> Vec<(PathBuf, Evidence)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = std::fs::read_dir(here.join("tests/cases")).expect("the cases");
    let mut roots: Vec<PathBuf> = cases.map(|case| case.expect("a case").path()).collect();
    roots.sort();
    roots.insert(0, here.to_path_buf());
    let read = |root: PathBuf| evidence(&root).map(|evidence| (root, evidence));
    roots.into_iter().filter_map(read).collect()
}

fn all_axes(evidence: &Evidence) -> Vec<Axis> {
    let mut axes = vec![Axis::Themes, Axis::Studies, Axis::Findings];
    axes.extend((0..evidence.config.facets.len()).map(Axis::Facet));
    axes.extend(evidence.attributes.keys().map(Axis::Attribute));
    axes
}

#[test]
fn every_quote_of_a_row_stands_in_a_cell() {
    let programmes = programmes();
    assert!(programmes.len() > 10, "the cases are read");
    let mut seen = 0;
    for (root, evidence) in &programmes {
        for rows in all_axes(evidence) {
            let mut items = evidence.items(rows);
            items.push(Item::Rest(rows));
            for columns in all_axes(evidence) {
                let matrix = evidence.matrix(&items, columns, usize::MAX);
                for row in &matrix.rows {
                    let held: BTreeSet<QuoteKey> = row
                        .cells
                        .iter()
                        .flat_map(|cell| cell.quotes.iter().copied())
                        .collect();
                    let all: BTreeSet<QuoteKey> =
                        evidence.quotes_of(row.item).into_iter().collect();
                    assert_eq!(
                        held,
                        all,
                        "{}: {:?} by {columns:?}",
                        root.display(),
                        row.item
                    );
                    assert_eq!(row.quotes, all.len());
                    assert_eq!(row.cells.len(), matrix.columns.len());
                    seen += all.len();
                }
                let held: BTreeSet<QuoteKey> = matrix
                    .rows
                    .iter()
                    .flat_map(|row| {
                        row.cells
                            .iter()
                            .flat_map(|cell| cell.quotes.iter().copied())
                    })
                    .collect();
                assert_eq!(
                    held.len(),
                    evidence.quotes.len(),
                    "rows and their rest hold every quote"
                );
            }
        }
    }
    assert!(seen > 1_000, "the programmes have quotes: {seen}");
}

/// Where a quote can stand in one column only, the numbers of a row add up to its quotes.
#[test]
fn numbers_of_strands_and_groups_add_up_to_the_coded_quotes() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let evidence = evidence(here).expect("the programme");
    let themes = evidence.items(Axis::Themes);
    let single = all_axes(&evidence)
        .into_iter()
        .filter(|axis| matches!(axis, Axis::Studies | Axis::Attribute(_)));
    for axis in single {
        let matrix = evidence.matrix(&themes, axis, usize::MAX);
        for row in &matrix.rows {
            let sum: usize = row.cells.iter().map(|cell| cell.quotes.len()).sum();
            assert_eq!(sum, row.quotes, "{:?} by {axis:?}", row.item);
        }
        let tops = matrix.rows.iter().filter(|row| match row.item {
            Item::Theme(theme) => evidence.themes[theme].parent.is_none(),
            _ => false,
        });
        let coded = evidence
            .quotes
            .values()
            .filter(|quote| !quote.themes.is_empty());
        assert_eq!(tops.map(|row| row.quotes).sum::<usize>(), coded.count());
    }
}

#[test]
fn a_turned_matrix_holds_the_same() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let evidence = evidence(here).expect("the programme");
    for rows in all_axes(&evidence) {
        for columns in all_axes(&evidence) {
            let straight = evidence.matrix(&evidence.items(rows), columns, usize::MAX);
            let turned = evidence.matrix(&evidence.items(columns), rows, usize::MAX);
            for (at, row) in straight.rows.iter().enumerate() {
                for (other, cell) in row.cells.iter().take(turned.rows.len()).enumerate() {
                    assert_eq!(
                        *cell, turned.rows[other].cells[at],
                        "{rows:?} by {columns:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn columns_beyond_the_most_are_counted() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let evidence = evidence(here).expect("the programme");
    let themes = evidence.items(Axis::Themes);
    let whole = evidence.matrix(&themes, Axis::Studies, usize::MAX);
    let narrow = evidence.matrix(&themes, Axis::Studies, 1);
    assert_eq!(narrow.columns.len() + narrow.left_out, whole.columns.len());
    assert_eq!(narrow.rows[0].cells[0], whole.rows[0].cells[0]);
}

/// Anchors of one page must differ, whatever the values are called.
#[test]
fn every_column_has_an_anchor_of_its_own() {
    for (root, evidence) in programmes() {
        let mut anchors = BTreeSet::new();
        for axis in plan::axes(&evidence) {
            let mut columns = evidence.items(axis);
            columns.push(Item::Rest(axis));
            for column in columns {
                let anchor = plan::column_anchor(&evidence, column);
                assert!(
                    anchors.insert(anchor.clone()),
                    "{}: {anchor}",
                    root.display()
                );
            }
        }
    }
}
