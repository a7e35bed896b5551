//! An image without alternative text: `src/diagnostic/rules/image-without-text.md` says what this looks for and why.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::LinkedNote;

pub fn check(note: &LinkedNote, _: &Context<'_>) -> Vec<Diagnostic> {
    let images = note.note.body.images.iter();
    images
        .filter(|image| image.alternative.is_empty())
        .map(|image| {
            let message = "This image has no alternative text";
            Diagnostic::new(Code::ImageWithoutText, note.place(image.span), message)
                .hint("Say what the image shows: between the square brackets, or under `alt:` of a `{figure}`.")
        })
        .collect()
}
