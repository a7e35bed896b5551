//! # Image without alternative text
//!
//! **What it does.** Finds images whose square brackets are empty, and figures without `alt`.
//!
//! **Why it matters.** A screen reader has nothing to say for such an image, and print may lose it.
//!
//! **How to mend it.** Say between the brackets what the image shows: `![Bar chart of …](chart.png)`. In a
//! `{figure}` block, say it under `alt`.

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
