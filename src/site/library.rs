//! The bibliographies of a programme in its citation style.

use crate::cite::{self, Catalogue, Style};
use crate::diagnostic::{self, Checked, Code, Diagnostic};
use crate::evidence::Bibliography;
use crate::limits::MOST_REFERENCES;
use crate::load::Programme;
use crate::model::{Config, Reference};
use crate::source::{FileId, SourceMap};
use std::sync::Arc;

/// Every reference, formatted once.
pub struct Library {
    pub bibliography: Bibliography,
    pub catalogue: Catalogue,
}

impl Library {
    pub fn of(programme: &Programme) -> Checked<Self> {
        let mut faults = Vec::new();
        let Programme {
            sources, config, ..
        } = programme;
        let style_text = programme.style_file.map(|file| sources.text(file));
        let (references, style) = rayon::join(
            || references(sources, &programme.bibliographies),
            || style(config, style_text),
        );
        let references = references.drain_into(&mut faults);
        let style = style.drain_into(&mut faults);
        let catalogue = style.catalogue(&references, &config.language);
        let library = Self {
            bibliography: Bibliography {
                formatted: catalogue.entries().iter().cloned().map(Arc::new).collect(),
                references: references.into_iter().map(Arc::new).collect(),
                form: style.form().clone(),
                style_title: style.title().to_owned(),
            },
            catalogue,
        };
        Checked::new(library, faults)
    }
}

/// Every reference of every bibliography, in their order.
fn references(sources: &SourceMap, files: &[FileId]) -> Checked<Vec<Reference>> {
    let mut faults = Vec::new();
    let read = |file: &FileId| cite::read_bibliography(*file, sources.file(*file));
    let references: Vec<Reference> = files
        .iter()
        .flat_map(|file| read(file).drain_into(&mut faults))
        .collect();
    if let Some(first) = references.get(MOST_REFERENCES) {
        let message = format!("The bibliographies hold more than {MOST_REFERENCES} references");
        faults.push(
            Diagnostic::new(Code::TooMany, first.place, message)
                .hint("Keep those that the programme cites."),
        );
    }
    Checked::new(references, faults)
}

/// The citation style that the programme names. A style that does not exist is a fault, and the default stands in.
fn style(config: &Config, file: Option<&str>) -> Checked<Style> {
    const DEFAULT: &str = "vancouver";
    let default = || Style::named(DEFAULT).expect("the program carries its default style");
    let Some(written) = &config.citation_style else {
        return Checked::new(default(), Vec::new());
    };
    let found = match file {
        Some(text) => Style::from_csl(text),
        // A file that cannot be read is reported where it is loaded.
        None if written.value.ends_with(".csl") => return Checked::new(default(), Vec::new()),
        None => Style::named(&written.value)
            .ok_or_else(|| format!("There is no citation style `{}`", written.value)),
    };
    found
        .map(|style| Checked::new(style, Vec::new()))
        .unwrap_or_else(|reason| {
            let place = config.file.map(|file| written.span.within(file));
            let near = diagnostic::near(&written.value, Style::names());
            let usual =
                "Write a style's name such as `vancouver` or `apa`, or the path of a `.csl` file.";
            let fault = Diagnostic::new(Code::UnknownStyle, place, reason)
                .meant(&written.value, near)
                .or_hint(usual);
            Checked::new(default(), vec![fault])
        })
}
