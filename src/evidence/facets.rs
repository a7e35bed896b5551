//! Facets: from the names that notes write to the values that the configuration declares.

use super::entities::{CodedFacet, FacetRef};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Config, FacetCoding};
use crate::source::{FileId, Spanned};

/// Reads names of facets and their values.
pub struct Codes<'c> {
    config: &'c Config,
}

impl<'c> Codes<'c> {
    pub fn new(config: &'c Config) -> Self {
        Self { config }
    }

    /// The value that `facet` and `value` name; a fault where the configuration declares no such thing.
    pub fn resolve(
        &self,
        file: FileId,
        facet: &Spanned<String>,
        value: &Spanned<String>,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<FacetRef> {
        let facets = &self.config.facets;
        let Some(at) = facets
            .iter()
            .position(|declared| declared.name == facet.value)
        else {
            let message = format!("The programme declares no facet `{}`", facet.value);
            let names = facets.iter().map(|facet| facet.name.as_str());
            faults.push(
                Diagnostic::new(Code::UnknownFacet, facet.span.within(file), message)
                    .suggest(&facet.value, names)
                    .or_hint("Declare it under `facets:` in `catena.yaml`."),
            );
            return None;
        };
        let values = &facets[at].values;
        let found = values
            .iter()
            .position(|declared| declared.name == value.value);
        if found.is_none() {
            let message = format!("The facet `{}` has no value `{}`", facet.value, value.value);
            let names = values.iter().map(|value| value.name.as_str());
            faults.push(
                Diagnostic::new(Code::UnknownFacetValue, value.span.within(file), message)
                    .suggest(&value.value, names),
            );
        }
        found.map(|value| FacetRef { facet: at, value })
    }

    /// The values that a note codes itself to.
    pub fn coded(
        &self,
        file: FileId,
        codings: &[FacetCoding],
        faults: &mut Vec<Diagnostic>,
    ) -> Vec<CodedFacet> {
        let coded = |coding: &FacetCoding| {
            let at = self.resolve(file, &coding.facet, &coding.value, faults)?;
            let stated = coding.stated;
            Some(CodedFacet { at, stated })
        };
        codings.iter().filter_map(coded).collect()
    }
}
