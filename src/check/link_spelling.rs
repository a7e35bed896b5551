//! The rule `link-spelling`: see `src/diagnostic/rules/link-spelling.md`.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::evidence::{LinkedNote, Target, is_linkable, target_place};
use crate::model::LinkTarget;

pub fn check(note: &LinkedNote, context: &Context<'_>) -> Vec<Diagnostic> {
    let links = note.note.body.links.iter().zip(&note.links);
    let mut faults = Vec::new();
    for (link, found) in links {
        let (LinkTarget::Wiki { target, .. } | LinkTarget::Embed(target)) = &link.target else {
            continue;
        };
        let Some(spelling) = spelling(context, found, target) else {
            continue;
        };
        let place = note.place(link.span);
        let message = format!("This link writes `{spelling}` as `{target}`");
        let mut fault = Diagnostic::new(Code::LinkSpelling, place, message).hint(format!(
            "Write `{spelling}`, so that every program finds it."
        ));
        let place = target_place(context.sources, place, target);
        if let Some(place) = place.filter(|_| is_linkable(spelling)) {
            fault = fault.fix(Fix::replacement(place, target, spelling));
        }
        faults.push(fault);
    }
    faults
}

/// The name that a target means, where it is written otherwise. People and terms are left alone: a person's id is never
/// touched, and a term stands in a sentence with or without a capital.
fn spelling<'e>(context: &Context<'e>, found: &Target, target: &str) -> Option<&'e str> {
    let evidence = context.evidence;
    let spelling = match found {
        Target::Note(key) | Target::Heading(key, _) => evidence.notes[*key].spelling(target)?,
        // A link to a quote may also name the note in which it stands.
        Target::Quote(key) => {
            let id = evidence.quotes[*key].id.as_str();
            Some(id).filter(|id| id.eq_ignore_ascii_case(target))?
        }
        _ => return None,
    };
    (spelling != target).then_some(spelling)
}
