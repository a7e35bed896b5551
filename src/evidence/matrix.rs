//! Two dimensions of the evidence against each other: what stands where each row meets each column.
//!
//! A theme stands for itself and all themes below it, as on its page. What belongs to no column (a document has no
//! participant group) stands in a last column of its own, so that no quote is lost.

use super::Evidence;
use super::entities::{
    AttributeKey, FacetRef, FindingKey, QuoteKey, ReferenceKey, Speaker, StudyKey, ThemeKey,
};
use super::table::in_order;
use crate::model::ConvergenceCode;
use std::collections::{BTreeMap, HashMap};

/// A dimension of the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axis {
    Themes,
    Studies,
    Findings,
    Attribute(AttributeKey),
    /// By its index in the configuration.
    Facet(usize),
}

/// One row or column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    Theme(ThemeKey),
    Study(StudyKey),
    Finding(FindingKey),
    /// A value of an attribute of participants.
    Value(AttributeKey, usize),
    Facet(FacetRef),
    /// What has no place on this axis.
    Rest(Axis),
}

/// What stands where a row meets a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// In their own order, each once.
    pub quotes: Vec<QuoteKey>,
    /// What a strand says, in the order of the findings.
    pub says: Vec<(FindingKey, ConvergenceCode)>,
    /// Publications of a strand that the findings name as evidence.
    pub references: Vec<ReferenceKey>,
    /// The theme itself is placed at the facet's value: by the source (`true`), or by the editors.
    pub placed: Option<bool>,
}

impl Cell {
    /// True where nothing stands here: a gap.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Each code with how many findings say so, in the order of the codes.
    pub fn codes(&self) -> BTreeMap<ConvergenceCode, usize> {
        let mut codes = BTreeMap::new();
        for (_, code) in &self.says {
            *codes.entry(*code).or_default() += 1;
        }
        codes
    }
}

/// Rows against columns.
#[derive(Debug)]
pub struct Matrix {
    pub columns: Vec<Item>,
    pub rows: Vec<Row>,
    /// Columns that are not shown, beyond the most that a page can show.
    pub left_out: usize,
}

/// A row and its cells, one for each column.
#[derive(Debug)]
pub struct Row {
    pub item: Item,
    /// All quotes of the row, each once: a quote may stand in several cells.
    pub quotes: usize,
    pub cells: Vec<Cell>,
}

impl Matrix {
    /// Leaves out all columns but some.
    pub fn keep_columns(&mut self, kept: &[Item]) {
        let keeps: Vec<bool> = self
            .columns
            .iter()
            .map(|column| kept.contains(column))
            .collect();
        let mut columns = keeps.iter();
        self.columns
            .retain(|_| columns.next().copied().unwrap_or_default());
        for row in &mut self.rows {
            let mut cells = keeps.iter();
            row.cells
                .retain(|_| cells.next().copied().unwrap_or_default());
        }
    }
}

impl Evidence {
    /// The items of an axis, in their own order. A value that nobody has is no item: its silence is no gap.
    pub fn items(&self, axis: Axis) -> Vec<Item> {
        match axis {
            Axis::Themes => self.themes.keys().map(Item::Theme).collect(),
            Axis::Studies => self.studies.keys().map(Item::Study).collect(),
            Axis::Findings => self.findings.keys().map(Item::Finding).collect(),
            Axis::Attribute(key) => {
                let mut held = vec![false; self.attributes[key].values.len()];
                for person in self.participants.keys() {
                    if let Some(value) = self.value_of(person, key) {
                        held[value] = true;
                    }
                }
                let values = held.iter().enumerate().filter(|(_, held)| **held);
                values.map(|(value, _)| Item::Value(key, value)).collect()
            }
            Axis::Facet(facet) => (0..self.config.facets[facet].values.len())
                .map(|value| Item::Facet(FacetRef { facet, value }))
                .collect(),
        }
    }

    /// Some rows against an axis, of which at most `most` columns are kept.
    pub fn matrix(&self, rows: &[Item], axis: Axis, most: usize) -> Matrix {
        let mut columns = self.items(axis);
        let all = columns.len();
        let places = Places::new(self, axis, &columns);
        let mut rows: Vec<Row> = rows
            .iter()
            .map(|item| self.row(*item, &columns, &places))
            .collect();
        columns.push(Item::Rest(axis));
        // The last column is that of the rest, which stays only where it holds something.
        let rest_is_empty = rows.iter().all(|row| row.cells[all].is_empty());
        let kept = all.min(most);
        columns.drain(kept..all);
        for row in &mut rows {
            row.cells.drain(kept..all);
        }
        if rest_is_empty {
            columns.pop();
            rows.iter_mut().for_each(|row| drop(row.cells.pop()));
        }
        Matrix {
            columns,
            rows,
            left_out: all - kept,
        }
    }

    fn row(&self, item: Item, columns: &[Item], places: &Places<'_>) -> Row {
        let mut cells = vec![Cell::default(); columns.len() + 1];
        let quotes = self.quotes_of(item);
        for quote in &quotes {
            let found = places.of(*quote);
            if found.is_empty() {
                cells[columns.len()].quotes.push(*quote);
            }
            for column in found {
                cells[column].quotes.push(*quote);
            }
        }
        for (cell, column) in cells.iter_mut().zip(columns) {
            self.claims(item, *column, cell);
        }
        Row {
            item,
            quotes: quotes.len(),
            cells,
        }
    }

    /// What a cell holds besides quotes, whichever way the matrix is turned.
    fn claims(&self, row: Item, column: Item, cell: &mut Cell) {
        match (row, column) {
            (Item::Theme(theme), Item::Facet(at)) | (Item::Facet(at), Item::Theme(theme)) => {
                let coded = self.themes[theme].facets.iter();
                cell.placed = coded
                    .filter(|coded| coded.at == at)
                    .map(|coded| coded.stated)
                    .max();
            }
            (Item::Theme(theme), Item::Study(study)) | (Item::Study(study), Item::Theme(theme)) => {
                self.says(study, &self.findings_below(theme), cell);
            }
            (Item::Finding(finding), Item::Study(study))
            | (Item::Study(study), Item::Finding(finding)) => {
                self.says(study, &[finding], cell);
            }
            _ => {}
        }
    }

    /// What a strand says about some findings, and which of its publications they name.
    fn says(&self, study: StudyKey, findings: &[FindingKey], cell: &mut Cell) {
        let published = &self.studies[study].publications;
        let mut references = Vec::new();
        for key in findings {
            let finding = &self.findings[*key];
            let entries = finding.convergence.iter();
            let own = entries.filter(|entry| entry.study == study);
            cell.says.extend(own.map(|entry| (*key, entry.code)));
            let named = finding.references.iter().copied();
            references.extend(named.filter(|named| published.iter().any(|(own, _)| own == named)));
        }
        cell.references = in_order(references);
    }

    /// The quotes of a row or column, each once, in their own order.
    pub fn quotes_of(&self, item: Item) -> Vec<QuoteKey> {
        match item {
            Item::Theme(theme) => self.quotes_below(theme).into_iter().collect(),
            Item::Study(study) => in_order(self.studies[study].quotes.iter().copied()),
            Item::Finding(finding) => in_order(self.findings[finding].quotes.iter().copied()),
            Item::Value(attribute, value) => {
                let people = self.participants.iter();
                let own = people.filter(|(key, _)| self.value_of(*key, attribute) == Some(value));
                in_order(own.flat_map(|(_, person)| person.quotes.iter().copied()))
            }
            Item::Facet(facet) => {
                let quotes = self.quotes.iter();
                let coded = quotes.filter(|(_, quote)| quote.facets.contains(&facet));
                coded.map(|(key, _)| key).collect()
            }
            Item::Rest(axis) => {
                let places = Places::new(self, axis, &self.items(axis));
                let quotes = self.quotes.keys();
                quotes
                    .filter(|quote| places.of(*quote).is_empty())
                    .collect()
            }
        }
    }

    /// The findings of a theme and of all themes below it.
    pub fn findings_below(&self, theme: ThemeKey) -> Vec<FindingKey> {
        let theme = &self.themes[theme];
        let below = theme
            .children
            .iter()
            .flat_map(|child| self.findings_below(*child));
        in_order(theme.findings.iter().copied().chain(below))
    }
}

/// Where each quote stands on one axis.
struct Places<'e> {
    evidence: &'e Evidence,
    axis: Axis,
    positions: HashMap<Item, usize>,
    /// The findings that rest on each quote; only for an axis of findings.
    findings: HashMap<QuoteKey, Vec<FindingKey>>,
}

impl<'e> Places<'e> {
    fn new(evidence: &'e Evidence, axis: Axis, items: &[Item]) -> Self {
        let mut findings: HashMap<QuoteKey, Vec<FindingKey>> = HashMap::new();
        if axis == Axis::Findings {
            for (key, finding) in evidence.findings.iter() {
                for quote in &finding.quotes {
                    findings.entry(*quote).or_default().push(key);
                }
            }
        }
        let positions = items.iter().enumerate().map(|(at, item)| (*item, at));
        Self {
            evidence,
            axis,
            positions: positions.collect(),
            findings,
        }
    }

    /// The positions of a quote, each once, in their order.
    fn of(&self, quote: QuoteKey) -> Vec<usize> {
        let written = &self.evidence.quotes[quote];
        let items: Vec<Item> = match self.axis {
            Axis::Themes => written
                .themes
                .iter()
                .flat_map(|theme| self.above(*theme))
                .collect(),
            Axis::Studies => written.study.map(Item::Study).into_iter().collect(),
            Axis::Findings => {
                let findings = self.findings.get(&quote);
                let findings = findings.into_iter().flatten();
                findings.copied().map(Item::Finding).collect()
            }
            Axis::Attribute(attribute) => match written.speaker {
                Speaker::Participant(person) => {
                    let value = self.evidence.value_of(person, attribute);
                    value.map(|value| Item::Value(attribute, value))
                }
                Speaker::Document(_) => None,
            }
            .into_iter()
            .collect(),
            Axis::Facet(facet) => {
                let coded = written.facets.iter().copied();
                let own = coded.filter(|coded| coded.facet == facet);
                own.map(Item::Facet).collect()
            }
        };
        let found = items.iter().filter_map(|item| self.positions.get(item));
        let mut positions: Vec<usize> = found.copied().collect();
        positions.sort_unstable();
        positions.dedup();
        positions
    }

    /// A theme and all above it.
    fn above(&self, theme: ThemeKey) -> impl Iterator<Item = Item> {
        let themes = &self.evidence.themes;
        std::iter::successors(Some(theme), |theme| themes[*theme].parent).map(Item::Theme)
    }
}
