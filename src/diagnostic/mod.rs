//! A fault as data: what is wrong, where, and how to mend it.

mod code;
mod few;
mod fix;
mod github;
mod human;
mod json;
mod manual;
mod places;
mod sarif;
mod short;
mod shown;
mod suggest;

pub use code::{Code, Group, Severity};
pub use few::{Few, few};
pub use fix::{Edit, Fix};
pub use github::github;
pub use human::{human, human_in};
pub use json::{FAULTS_SCHEMA, json};
pub use manual::{manual, table};
pub use sarif::sarif;
pub use short::short;
pub use shown::{Shown, ShownPlace, shown};
pub use suggest::{Near, all_near, hint as suggestion, near, nearest, quoted_list};

use crate::source::{Place, SourceMap};
use serde::{Deserialize, Serialize};

/// Something that a person should know about the content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// Where; absent only for a fault of the whole programme.
    pub place: Option<Place>,
    /// Other places that explain the fault.
    pub related: Vec<Related>,
    /// How to mend it.
    pub hint: Option<String>,
    /// What a program can do about it. In a box, since few faults have one.
    pub fix: Option<Box<Fix>>,
    /// Why somebody let it stand; absent for a fault that is open.
    pub accepted: Option<String>,
}

/// A second place of a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    pub place: Place,
    /// What stands there.
    pub message: String,
}

impl Diagnostic {
    /// A fault with the code's own severity.
    pub fn new(code: Code, place: impl Into<Option<Place>>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            place: place.into(),
            related: Vec::new(),
            hint: None,
            fix: None,
            accepted: None,
        }
    }

    /// Says how to mend it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says how to mend it, where that is known.
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// Says how to mend it where nothing was said yet.
    pub fn or_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = self.hint.or_else(|| Some(hint.into()));
        self
    }

    /// Says what a program can do about it.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(Box::new(fix));
        self
    }

    /// Says which name may have been meant by `wrong`, the name at the fault's place, or which names there are.
    pub fn suggest<'a>(
        self,
        wrong: &str,
        candidates: impl IntoIterator<Item = &'a str> + Clone,
    ) -> Self {
        let near = near(wrong, candidates.clone());
        match near {
            Some(_) => self.meant(wrong, near),
            None => self.maybe_hint(suggest::few(candidates)),
        }
    }

    /// Says which name may have been meant by `wrong`, the name at the fault's place.
    pub fn meant(self, wrong: &str, near: Option<Near<'_>>) -> Self {
        let Some(found) = near else { return self };
        self.hint(format!("Did you mean `{}`?", found.name))
            .certainly(wrong, near)
    }

    /// Offers to write the name that was meant by `wrong`, the name at the fault's place, where only one can be.
    pub fn certainly(self, wrong: &str, near: Option<Near<'_>>) -> Self {
        match (self.place, near.and_then(|near| near.certain(wrong))) {
            (Some(place), Some(name)) => self.fix(Fix::replacement(place, wrong, name)),
            _ => self,
        }
    }

    /// True where all its places lie in files of `sources`.
    pub fn points_into(&self, sources: &SourceMap) -> bool {
        let related = self.related.iter().map(|related| related.place);
        let edits = self.fix.iter().flat_map(|fix| &fix.edits);
        let places = self.place.into_iter().chain(related);
        let mut places = places.chain(edits.map(|edit| edit.place));
        places.all(|place| sources.holds(place))
    }

    /// Points at a second place.
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Self {
        self.related.push(Related {
            place,
            message: message.into(),
        });
        self
    }
}

/// A value and the faults found while making it. A fault never stops a pass and is never lost.
#[derive(Debug, Clone, Default)]
pub struct Checked<T> {
    pub value: T,
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// Moves the faults to `into` and gives the value.
    pub fn drain_into(self, into: &mut Vec<Diagnostic>) -> T {
        into.extend(self.diagnostics);
        self.value
    }
}

/// Puts faults in their stable order: by file, place, then code; the programme's own first.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &SourceMap) {
    diagnostics.sort_by(|a, b| {
        let place = |fault: &Diagnostic| {
            let place = fault.place?;
            Some((sources.path(place.file), place.span))
        };
        let names = |fault: &'_ Diagnostic| (fault.code.name(), fault.message.clone());
        place(a)
            .cmp(&place(b))
            .then_with(|| names(a).cmp(&names(b)))
    });
    diagnostics.dedup();
}
