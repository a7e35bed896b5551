//! What is wrong with a programme that is kept open.

use crate::diagnostic::Diagnostic;
use crate::site::Compiled;
use crate::source::SourceMap;
use std::sync::Arc;

/// What was found when the programme was last looked at.
#[derive(Debug, Default)]
pub struct State {
    pub standing: Standing,
    /// Every open fault, with its severity, in the order in which a build tells them.
    pub faults: Vec<Diagnostic>,
    /// Faults that somebody let stand, in the same order.
    pub accepted: Vec<Diagnostic>,
    /// What is wrong around the content, in words: a folder or look that cannot be read, a template that cannot be used.
    pub environment: Option<String>,
    /// The texts in which faults have their places.
    pub sources: SourceMap,
}

impl State {
    pub(super) fn of(
        standing: Standing,
        compiled: Option<&Arc<Compiled>>,
        environment: Option<String>,
    ) -> Self {
        let found = compiled.map(|compiled| Self {
            faults: compiled.diagnostics.clone(),
            accepted: compiled.accepted.clone(),
            sources: compiled.sources.clone(),
            ..Self::default()
        });
        Self {
            standing,
            environment,
            ..found.unwrap_or_default()
        }
    }
}

/// Which pages are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Those of the programme as it is now.
    Newest,
    /// Those of the last state that had no errors.
    LastGood,
    /// None: there never was such a state.
    #[default]
    Nothing,
}
