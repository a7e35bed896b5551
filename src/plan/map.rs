//! The pages of the evidence map: the map itself, and for each theme the quotes that stand in its cells.

use super::paths;
use crate::evidence::{Axis, Evidence, Item, ThemeKey};
use crate::model::slug;

/// The most columns of one table; a wider one could not be read.
pub const MOST_COLUMNS: usize = 24;
/// The most cells of all tables on one page: with 300, a page stays under 200 kB.
const MOST_CELLS: usize = 300;

/// A part of the map: the whole programme's, or one theme's.
#[derive(Debug)]
pub struct MapPart {
    /// Absent for the map of the whole programme.
    pub theme: Option<ThemeKey>,
    /// The path of the first page without `.html`.
    stem: String,
    /// The themes of its tables.
    rows: Vec<ThemeKey>,
    rows_per_page: usize,
    /// True where themes below its rows have tables on the pages of their parents.
    pub deeper: bool,
}

impl MapPart {
    /// How many pages the part takes.
    pub fn pages(&self) -> usize {
        self.rows.len().div_ceil(self.rows_per_page).max(1)
    }

    /// The path of a page, by its number from 0.
    pub fn path(&self, number: usize) -> String {
        match number {
            0 => format!("{}.html", self.stem),
            number => format!("{}-part-{}.html", self.stem, number + 1),
        }
    }

    /// The themes of a page's tables, by its number from 0.
    pub fn page(&self, number: usize) -> &[ThemeKey] {
        let mut pages = self.rows.chunks(self.rows_per_page);
        pages.nth(number).unwrap_or_default()
    }
}

/// The dimensions against which themes are set: strands, then each facet, then each published attribute.
pub fn axes(evidence: &Evidence) -> Vec<Axis> {
    let facets = (0..evidence.config.facets.len()).map(Axis::Facet);
    let attributes = evidence.attributes.keys().map(Axis::Attribute);
    let axes = std::iter::once(Axis::Studies)
        .chain(facets)
        .chain(attributes);
    axes.filter(|axis| !evidence.items(*axis).is_empty())
        .collect()
}

/// Every part. All themes stand on the map while they fit on one page; else only those at the top of the tree, and each
/// parent's part has the themes right below it.
pub fn parts(evidence: &Evidence) -> Vec<MapPart> {
    let columns = axes(evidence)
        .into_iter()
        .map(|axis| evidence.items(axis).len().min(MOST_COLUMNS) + 1);
    let rows_per_page = (MOST_CELLS / columns.sum::<usize>().max(1)).clamp(4, 60);
    let deeper = evidence.themes.len() > rows_per_page;
    let tops = |key: &ThemeKey| !deeper || evidence.themes[*key].parent.is_none();
    let mut parts = vec![MapPart {
        theme: None,
        stem: "map".to_owned(),
        rows: evidence.themes.keys().filter(tops).collect(),
        rows_per_page,
        deeper,
    }];
    for (key, theme) in evidence.themes.iter() {
        let rows = if deeper {
            theme.children.clone()
        } else {
            Vec::new()
        };
        parts.push(MapPart {
            theme: Some(key),
            stem: format!("map/{}", paths::theme_id(evidence, key)),
            rows,
            rows_per_page,
            deeper,
        });
    }
    parts
}

/// The anchor of a column on the page of a theme's part: its list of quotes.
pub fn column_anchor(evidence: &Evidence, column: Item) -> String {
    match column {
        Item::Study(key) => format!("_strand-{}", evidence.study_id(key)),
        Item::Theme(key) => format!("_theme-{}", paths::theme_id(evidence, key)),
        Item::Finding(key) => {
            let note = &evidence.notes[evidence.findings[key].note];
            format!("_finding-{}", note.note.id)
        }
        Item::Facet(at) => {
            let facet = &evidence.config.facets[at.facet];
            let value = slug(&facet.values[at.value].name);
            format!("_facet-{}-{value}", slug(&facet.name))
        }
        Item::Value(key, value) => {
            let attribute = &evidence.attributes[key];
            let name = slug(&attribute.values[value]);
            let mut before = attribute.values[..value].iter();
            // Two values may differ in signs alone, and one may have no letter.
            let same = before.any(|other| slug(other) == name) || name.is_empty();
            let number = if same {
                format!("-{value}")
            } else {
                String::new()
            };
            format!("_group-{}-{name}{number}", slug(&attribute.name))
        }
        Item::Rest(axis) => match axis {
            Axis::Themes => "_no-theme".to_owned(),
            Axis::Studies => "_no-strand".to_owned(),
            Axis::Findings => "_no-finding".to_owned(),
            Axis::Facet(facet) => {
                format!("_no-facet-{}", slug(&evidence.config.facets[facet].name))
            }
            Axis::Attribute(key) => format!("_no-group-{}", slug(&evidence.attributes[key].name)),
        },
    }
}
