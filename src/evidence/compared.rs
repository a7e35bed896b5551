//! The blocks `{matrix}` and `{voices}`: which dimensions of the evidence they name.

use super::blocks::Context;
use super::entities::{
    AttributeKey, GeneratedBlock, NoteKey, ParticipantKey, QuoteKey, ShownMatrix, ThemeKey,
};
use super::matrix::Axis;
use super::quoted::theme_key;
use super::table::in_order;
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::model::{MatrixBlock, MatrixCells, QuoteFilter};
use crate::source::{Place, Spanned};

/// The axes that every programme has.
const USUAL: [(&str, Axis); 3] = [
    ("themes", Axis::Themes),
    ("studies", Axis::Studies),
    ("findings", Axis::Findings),
];

impl Context<'_> {
    pub(super) fn matrix(
        &self,
        from: NoteKey,
        block: &MatrixBlock,
        place: Place,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<ShownMatrix> {
        let rows = self.axis(from, "rows", block.rows.as_ref(), Axis::Themes, faults);
        let columns = self.axis(
            from,
            "columns",
            block.columns.as_ref(),
            Axis::Studies,
            faults,
        );
        let themes = self.chosen_themes(from, &block.themes, faults);
        let (rows, columns) = (rows?, columns?);
        let cells = block.cells;
        if rows == columns {
            let message = "The rows and the columns of this block are the same";
            let hint = "Write two different ones under `rows:` and `columns:`.";
            faults.push(Diagnostic::new(Code::UnknownValue, place, message).hint(hint));
            return None;
        }
        if cells == MatrixCells::Convergence && !can_converge(rows, columns) {
            let message = "Only studies can agree, and only on themes or findings";
            let hint = "Write `studies` on one side, and `themes` or `findings` on the other.";
            faults.push(Diagnostic::new(Code::UnknownValue, place, message).hint(hint));
            return None;
        }
        if let Some(first) = block.themes.first()
            && rows != Axis::Themes
            && columns != Axis::Themes
        {
            let place = self.resolver.notes[from].place(first.span);
            let message = "`themes` chooses nothing here: no side of this block has themes";
            let hint = "Remove it, or write `rows: themes`.";
            faults.push(Diagnostic::new(Code::UnusedKey, place, message).hint(hint));
        }
        Some(ShownMatrix {
            rows,
            columns,
            cells,
            themes,
        })
    }

    /// The axis that a name means; `usual` where none is written.
    fn axis(
        &self,
        from: NoteKey,
        key: &str,
        written: Option<&Spanned<String>>,
        usual: Axis,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Axis> {
        let Some(written) = written else {
            return Some(usual);
        };
        let name = written.value.as_str();
        let known = USUAL.iter().find(|(usual, _)| *usual == name);
        let found = known.map(|(_, axis)| *axis).or_else(|| {
            let attribute = self.attribute(name).map(Axis::Attribute);
            let facets = &self.material.config.facets;
            let facet = || {
                facets
                    .iter()
                    .position(|facet| facet.name == name)
                    .map(Axis::Facet)
            };
            attribute.or_else(facet)
        });
        if found.is_none() {
            let place = self.resolver.notes[from].place(written.span);
            let message = format!("`{name}` is not a value of `{key}`");
            let facets = self
                .material
                .config
                .facets
                .iter()
                .map(|facet| facet.name.as_str());
            let names = USUAL.iter().map(|(name, _)| *name);
            let names: Vec<&str> = names.chain(self.attribute_names()).chain(facets).collect();
            faults.push(Diagnostic::new(Code::UnknownValue, place, message).suggest(name, names));
        }
        found
    }

    fn attribute(&self, name: &str) -> Option<AttributeKey> {
        let attributes = self.material.attributes.iter();
        let mut named = attributes.filter(|(_, attribute)| attribute.name == name);
        named.next().map(|(key, _)| key)
    }

    fn attribute_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.material
            .attributes
            .values()
            .map(|attribute| attribute.name.as_str())
    }

    /// Some themes and all below them, in the order of the tree; `None` where none is written.
    fn chosen_themes(
        &self,
        from: NoteKey,
        written: &[Spanned<String>],
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Vec<ThemeKey>> {
        let file = self.resolver.notes[from].note.file;
        let (notes, names) = (self.resolver.notes, self.resolver.names);
        let mut open: Vec<ThemeKey> = written
            .iter()
            .filter_map(|theme| theme_key(theme, file, notes, names, faults))
            .collect();
        let mut chosen = Vec::new();
        while let Some(theme) = open.pop() {
            chosen.push(theme);
            open.extend(&self.material.themes[theme].children);
        }
        (!written.is_empty()).then(|| in_order(chosen))
    }

    /// How many cells a matrix has.
    pub(super) fn cells(&self, matrix: &ShownMatrix) -> usize {
        let material = self.material;
        let size = |axis: Axis| match axis {
            Axis::Themes => matrix
                .themes
                .as_ref()
                .map_or(material.themes.len(), Vec::len),
            Axis::Studies => material.studies.len(),
            Axis::Findings => material.findings.len(),
            Axis::Attribute(key) => material.attributes[key].values.len(),
            Axis::Facet(facet) => material.config.facets[facet].values.len(),
        };
        size(matrix.rows).saturating_mul(size(matrix.columns))
    }

    /// Who is heard in the quotes that pass the filter. Without `by`, it is the first published attribute.
    pub(super) fn voices(
        &self,
        from: NoteKey,
        filter: &QuoteFilter,
        by: Option<&Spanned<String>>,
        place: Place,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<GeneratedBlock> {
        let quotes = self.quotes(from, filter, faults);
        let found = match by {
            Some(by) => self.attribute(&by.value),
            None => self.material.attributes.keys().next(),
        };
        let Some(attribute) = found else {
            let place = by.map_or(place, |by| self.resolver.notes[from].place(by.span));
            faults.push(self.no_attribute(by, place));
            return None;
        };
        Some(GeneratedBlock::Voices {
            by: attribute,
            people: self.people(&quotes, filter),
            quotes,
        })
    }

    fn no_attribute(&self, by: Option<&Spanned<String>>, place: Place) -> Diagnostic {
        let message = match by {
            Some(by) => format!("No attribute `{}` of participants is published", by.value),
            None => {
                "No attribute of participants is published, so nobody can be grouped".to_owned()
            }
        };
        let hint = match by {
            Some(by) => suggestion(&by.value, self.attribute_names()),
            None => None,
        };
        let usual = || "Name it under `participants: publish:` in `catena.yaml`.".to_owned();
        Diagnostic::new(Code::UnknownAttribute, place, message).hint(hint.unwrap_or_else(usual))
    }

    /// The people of the studies that the filter names, or from which the quotes come; else everybody.
    fn people(&self, quotes: &[QuoteKey], filter: &QuoteFilter) -> Vec<ParticipantKey> {
        let material = self.material;
        let named = |key: &super::entities::StudyKey| {
            let id = &self.resolver.notes[material.studies[*key].note].note.id;
            filter
                .studies
                .iter()
                .any(|study| study.value == id.as_str())
        };
        let quoted = quotes
            .iter()
            .filter_map(|quote| material.quotes[*quote].study);
        let studies = if filter.studies.is_empty() {
            in_order(quoted)
        } else {
            material.studies.keys().filter(named).collect()
        };
        if studies.is_empty() {
            return material.participants.keys().collect();
        }
        let people = studies
            .iter()
            .flat_map(|study| &material.studies[*study].participants);
        people.copied().collect()
    }
}

fn can_converge(rows: Axis, columns: Axis) -> bool {
    let claims = |axis| matches!(axis, Axis::Themes | Axis::Findings);
    rows == Axis::Studies && claims(columns) || claims(rows) && columns == Axis::Studies
}
