//! `accept:`, in a note or in `catena.yaml`.

use super::fields::{Fields, Reader};
use super::keys;
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::model::{Acceptance, Node};
use crate::source::Spanned;

/// Where a list of acceptances stands.
#[derive(Clone, Copy)]
pub enum Holder {
    /// In a note: it means faults of that note.
    Note,
    Configuration,
}

/// Reads the list. An entry without a check or a reason is left out, so that it accepts nothing.
pub fn read(reader: &Reader, fields: &Fields<'_, '_>, holder: Holder) -> Vec<Acceptance> {
    let items = fields.items("accept").iter();
    reader.by_hand(|| {
        items
            .filter_map(|node| entry(reader, node, holder))
            .collect()
    })
}

fn entry(reader: &Reader, node: &Node, holder: Holder) -> Option<Acceptance> {
    let group = match holder {
        Holder::Note => &keys::ACCEPTANCE,
        Holder::Configuration => &keys::CONFIGURED_ACCEPTANCE,
    };
    let fields = Fields::open(reader, node, group);
    let check = fields.required_text("check", "An acceptance", node.span);
    let because = fields.required_text("because", "An acceptance", node.span);
    Some(Acceptance {
        place: reader.place(node.span),
        note: match holder {
            Holder::Note => None,
            Holder::Configuration => fields.text("note"),
        },
        quote: fields.text("quote"),
        words: fields.text("words"),
        check: code(reader, &check?)?,
        because: because?.value,
    })
}

fn code(reader: &Reader, name: &Spanned<String>) -> Option<Code> {
    let refuse = |message: String, hint: Option<String>| {
        let place = reader.place(name.span);
        reader.fault(Diagnostic::new(Code::UnknownValue, place, message).maybe_hint(hint));
    };
    let acceptable = || Code::ALL.iter().filter(|code| code.may_be_accepted());
    match Code::named(&name.value) {
        Some(code) if code.may_be_accepted() => return Some(code),
        Some(_) => refuse(
            format!("The check `{}` cannot be accepted", name.value),
            Some("Mend what it reports: only a judgement can be let stand.".to_owned()),
        ),
        None => refuse(
            format!("There is no check `{}`", name.value),
            suggestion(&name.value, acceptable().map(|code| code.name())),
        ),
    }
    None
}
