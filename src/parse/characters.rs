//! Characters that hide or turn the text around them, in any file that people write.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::untrusted::{Hidden, hidden_character};

/// The fault of the first such character.
pub fn refused(file: FileId, text: &str) -> Option<Diagnostic> {
    let (at, character, hidden) = hidden_character(text)?;
    let place = Span::new(at, at + character.len_utf8()).within(file);
    let what = match hidden {
        Hidden::Control => "cannot be shown",
        Hidden::Turns => "turns the order of the words behind it",
    };
    let message = format!("This character (U+{:04X}) {what}", u32::from(character));
    Some(
        Diagnostic::new(Code::ControlCharacter, place, message)
            .hint("Delete it and save the file again."),
    )
}
