//! A plain page, or a further note of a study.

use super::Views;
use super::common::{Head, Link, NoteParts};
use crate::evidence::NoteKey;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct NotePage {
    pub head: Head,
    pub note: NoteParts,
    /// The study to which the note belongs.
    pub study: Option<Link>,
    /// Quotes that live in this note.
    pub quotes: usize,
}

impl Views<'_> {
    pub(super) fn note(&self, key: NoteKey, path: &str) -> NotePage {
        let evidence = self.evidence();
        let linked = &evidence.notes[key];
        let mut page = self.setter.page(path);
        let study = linked
            .study
            .map(|study| self.note_link(evidence.studies[study].note));
        let section = study.as_ref().map(|_| "studies");
        let mut head = self.note_head("note", key, section, path);
        if let Some(study) = &study {
            head.breadcrumbs.push(self.section_crumb("studies"));
            head.breadcrumbs.push(study.clone());
        }
        NotePage {
            note: self.note_parts(key, &mut page),
            head,
            study,
            quotes: linked.quotes.iter().flatten().count(),
        }
    }
}
