//! The evidence map: where the evidence is and where it is not.

use super::Views;
use super::common::{CountedLink, Head, Link};
use super::quote::QuoteLine;
use super::quotes::Pages;
use crate::evidence::{Axis, Cell, Item, Matrix, Row, ThemeKey};
use crate::model::{ConvergenceCode, Html, MatrixCells};
use crate::plan::{MOST_COLUMNS, MapPart, axes, column_anchor};
use crate::typeset::{PageSetter, map_picture};
use serde::Serialize;

/// The most quotes that a page of the map lists in one cell; the list of the theme's quotes has all.
const MOST_LISTED: usize = 12;

/// A page of the map: of the whole programme, or of one theme.
#[derive(Debug, Clone, Serialize)]
pub struct MapPage {
    pub head: Head,
    /// The theme of the page, with its number of quotes.
    pub theme: Option<CountedLink>,
    /// The page with every quote of the theme.
    pub quotes_path: Option<String>,
    pub picture: Option<Html>,
    pub tables: Vec<MapTable>,
    /// What stands in each cell of the theme's row.
    pub cells: Vec<MapCells>,
    /// Themes whose own pages have tables of the themes below them.
    pub deeper: Vec<Link>,
    pub pages: Pages,
}

/// Themes against one dimension.
#[derive(Debug, Clone, Serialize)]
pub struct MapTable {
    /// `strand`, `facet` or `group`; words in `map.by`.
    pub by: &'static str,
    /// The label of the facet or attribute.
    pub label: String,
    pub table: Html,
    /// Columns that the table has no room for.
    pub left_out: usize,
    /// Themes of which no cell holds anything; they stand in no gap below.
    pub bare: Vec<String>,
    /// Columns with an empty cell, in the order of the table.
    pub gaps: Vec<Gap>,
}

/// A column and the themes on which it holds nothing.
#[derive(Debug, Clone, Serialize)]
pub struct Gap {
    pub column: String,
    pub themes: Vec<String>,
    /// True where it holds nothing on any theme of the table.
    pub everywhere: bool,
    /// Themes whose findings all say that the strand is silent.
    pub silent: Vec<String>,
}

/// One dimension's cells of a theme.
#[derive(Debug, Clone, Serialize)]
pub struct MapCells {
    pub by: &'static str,
    pub label: String,
    pub cells: Vec<MapCell>,
    /// Columns without any quote.
    pub empty: Vec<String>,
}

/// What stands in one cell.
#[derive(Debug, Clone, Serialize)]
pub struct MapCell {
    pub anchor: String,
    pub label: String,
    /// The page of the column, or the list of all its quotes.
    pub path: Option<String>,
    pub quotes: usize,
    pub listed: Vec<QuoteLine>,
    /// What a strand says: a code and the finding in which it says so.
    pub says: Vec<Says>,
    pub references: Vec<Link>,
    /// `stated` or `interpreted`, where the theme itself is placed at a facet's value.
    pub basis: Option<&'static str>,
}

/// A convergence code and its finding.
#[derive(Debug, Clone, Serialize)]
pub struct Says {
    pub code: &'static str,
    pub finding: Link,
}

impl Views<'_> {
    /// A page of the map, by its part and the page's number from 0.
    pub(super) fn map(&self, part: usize, number: usize, path: &str) -> MapPage {
        let part = &self.plan().map[part];
        let tables: Vec<(Axis, Matrix)> = axes(self.evidence())
            .into_iter()
            .map(|axis| (axis, self.themes_against(axis, part.page(number))))
            .collect();
        let setter = self.setter.page(path);
        let drawn = !part.page(number).is_empty() && !tables.is_empty();
        let cells = match part.theme {
            Some(theme) if number == 0 => self.theme_cells(theme),
            _ => Vec::new(),
        };
        MapPage {
            head: self.map_head(part, path),
            theme: part.theme.map(|theme| self.counted_theme(theme)),
            quotes_path: part
                .theme
                .and_then(|theme| self.setter.quotes_path(Item::Theme(theme))),
            picture: drawn.then(|| map_picture(self.setter, &tables)),
            tables: tables
                .iter()
                .filter(|_| drawn)
                .map(|(axis, matrix)| self.map_table(&setter, *axis, matrix))
                .collect(),
            cells,
            deeper: self.deeper(part, part.page(number)),
            pages: Pages {
                number: number + 1,
                of: part.pages(),
                previous: number.checked_sub(1).map(|number| part.path(number)),
                next: (number + 1 < part.pages()).then(|| part.path(number + 1)),
            },
        }
    }

    fn map_head(&self, part: &MapPart, path: &str) -> Head {
        let Some(theme) = part.theme else {
            return self.made_head("map", Some("map"), path);
        };
        let evidence = self.evidence();
        let title = self
            .words()
            .get("map.of")
            .replace("{title}", &evidence.theme_note(theme).title);
        let mut head = self.titled_head("map", title, Some("map"), path);
        head.breadcrumbs.push(Link {
            label: self.words().get("titles.map").to_owned(),
            path: "map.html".to_owned(),
        });
        head.breadcrumbs.extend(self.parents(theme));
        head.breadcrumbs
            .push(self.note_link(evidence.themes[theme].note));
        head
    }

    fn counted_theme(&self, theme: ThemeKey) -> CountedLink {
        let link = self.note_link(self.evidence().themes[theme].note);
        CountedLink {
            label: link.label,
            path: link.path,
            count: self.plan().theme_quotes(theme).len(),
        }
    }

    fn themes_against(&self, axis: Axis, themes: &[ThemeKey]) -> Matrix {
        let rows: Vec<Item> = themes.iter().copied().map(Item::Theme).collect();
        self.evidence().matrix(&rows, axis, MOST_COLUMNS)
    }

    fn map_table(&self, setter: &PageSetter<'_>, axis: Axis, matrix: &Matrix) -> MapTable {
        let by = by(axis);
        let label = self.setter.axis_label(axis).to_owned();
        let caption = self
            .words()
            .get(&format!("map.caption.{by}"))
            .replace("{label}", &label);
        let shows = match axis {
            Axis::Studies => MatrixCells::Convergence,
            _ => MatrixCells::Count,
        };
        let (held, bare): (Vec<&Row>, Vec<&Row>) = matrix
            .rows
            .iter()
            .partition(|row| row.cells.iter().any(|cell| holds(shows, cell)));
        MapTable {
            by,
            table: setter.matrix(matrix, Axis::Themes, shows, &caption),
            left_out: matrix.left_out,
            bare: self.names(bare.into_iter()),
            gaps: self.empty_cells(shows, &matrix.columns, &held),
            label,
        }
    }

    /// The names of themes in some rows of a table.
    fn names<'m>(&self, rows: impl Iterator<Item = &'m Row>) -> Vec<String> {
        rows.map(|row| self.setter.item_label(row.item).to_owned())
            .collect()
    }

    /// Each column with an empty cell among some rows. The rest is no group, so that it lacks something is no gap.
    fn empty_cells(&self, shows: MatrixCells, columns: &[Item], rows: &[&Row]) -> Vec<Gap> {
        let gap = |(at, column): (usize, &Item)| {
            let of = |wanted: &dyn Fn(&Cell) -> bool| {
                self.names(rows.iter().copied().filter(|row| wanted(&row.cells[at])))
            };
            let themes = of(&|cell| !holds(shows, cell));
            Gap {
                column: self.setter.item_label(*column).to_owned(),
                everywhere: themes.len() == rows.len(),
                themes,
                silent: of(&is_silent),
            }
        };
        let columns = columns.iter().enumerate();
        let kept = columns.filter(|(_, column)| !matches!(column, Item::Rest(_)));
        kept.map(gap)
            .filter(|gap| !gap.themes.is_empty() || !gap.silent.is_empty())
            .collect()
    }

    /// What stands in every cell of a theme's row.
    fn theme_cells(&self, theme: ThemeKey) -> Vec<MapCells> {
        let evidence = self.evidence();
        let all = axes(evidence).into_iter();
        all.map(|axis| {
            let matrix = evidence.matrix(&[Item::Theme(theme)], axis, usize::MAX);
            let row = matrix.rows.first().map_or(&[][..], |row| &row.cells);
            let pairs = matrix.columns.iter().zip(row);
            let (held, empty): (Vec<_>, Vec<_>) = pairs.partition(|(_, cell)| !cell.is_empty());
            MapCells {
                by: by(axis),
                label: self.setter.axis_label(axis).to_owned(),
                cells: held
                    .iter()
                    .map(|(column, cell)| self.map_cell(**column, cell, held.len()))
                    .collect(),
                empty: empty
                    .iter()
                    .map(|(column, _)| self.setter.item_label(**column).to_owned())
                    .collect(),
            }
        })
        .collect()
    }

    /// `cells` is the number of cells of the same dimension: many of them list fewer quotes each.
    fn map_cell(&self, column: Item, cell: &Cell, cells: usize) -> MapCell {
        let evidence = self.evidence();
        let finding = |finding| self.note_link(evidence.findings[finding].note);
        let reference = |key: &crate::evidence::ReferenceKey| Link {
            label: self.setter.short_name(*key),
            path: self.plan().reference(evidence, *key),
        };
        let room = (160 / cells.max(1)).clamp(1, MOST_LISTED);
        MapCell {
            anchor: column_anchor(evidence, column),
            label: self.setter.item_label(column).to_owned(),
            path: self.setter.item_path(column),
            quotes: cell.quotes.len(),
            listed: self.quote_lines(cell.quotes.iter().take(room)),
            says: cell
                .says
                .iter()
                .map(|(key, code)| Says {
                    code: code.name(),
                    finding: finding(*key),
                })
                .collect(),
            references: cell.references.iter().map(reference).collect(),
            basis: cell
                .placed
                .map(|stated| if stated { "stated" } else { "interpreted" }),
        }
    }

    /// Of some themes, those whose own pages go deeper.
    fn deeper(&self, part: &MapPart, rows: &[ThemeKey]) -> Vec<Link> {
        let parents = rows
            .iter()
            .filter(|theme| part.deeper && !self.evidence().themes[**theme].children.is_empty());
        parents
            .map(|theme| Link {
                label: self.evidence().theme_note(*theme).title.clone(),
                path: self.plan().map_of(*theme).path(0),
            })
            .collect()
    }
}

fn by(axis: Axis) -> &'static str {
    match axis {
        Axis::Studies => "strand",
        Axis::Facet(_) => "facet",
        _ => "group",
    }
}

/// Whether a cell holds what its table shows.
fn holds(shows: MatrixCells, cell: &Cell) -> bool {
    match shows {
        MatrixCells::Count => !cell.quotes.is_empty(),
        MatrixCells::Convergence => !cell.is_empty(),
    }
}

/// True where a strand was looked at and says nothing.
fn is_silent(cell: &Cell) -> bool {
    let mut codes = cell.says.iter().map(|(_, code)| *code);
    !cell.says.is_empty() && codes.all(|code| code == ConvergenceCode::Silence)
}
