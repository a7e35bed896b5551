//! # Image without alternative text
//!
//! **What it does.** Finds images whose square brackets are empty, and figures without `alt`.
//!
//! **Why it matters.** A screen reader has nothing to say for such an image, and print may lose it.
//!
//! **How to mend it.** Say between the brackets what the image shows: `![Bar chart of …](chart.png)`. In a
//! `{figure}` block, say it under `alt`.

use crate::diagnostic::{Code, Diagnostic};
use crate::evidence::Evidence;

pub fn check(evidence: &Evidence) -> Vec<Diagnostic> {
    let images = evidence
        .notes
        .values()
        .flat_map(|note| note.note.body.images.iter().map(move |image| (note, image)));
    images
        .filter(|(_, image)| image.alternative.is_empty())
        .map(|(note, image)| {
            let message = "This image has no alternative text";
            Diagnostic::new(Code::ImageWithoutText, note.place(image.span), message)
                .hint("Say what the image shows: between the square brackets, or under `alt:` of a `{figure}`.")
        })
        .collect()
}
