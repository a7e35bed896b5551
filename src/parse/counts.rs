//! How much one note may hold.

use super::fields::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::{
    MOST_BLOCKS, MOST_CELLS, MOST_CITATIONS, MOST_FOOTNOTES, MOST_HEADINGS, MOST_IMAGES,
    MOST_LINKS, MOST_QUOTES,
};
use crate::model::{Block, BlockKind, Body};
use crate::source::Span;

/// Reports what a body holds more of than any page could show.
pub fn refuse_too_many(reader: &Reader, body: &Body, at: usize) {
    let counts = [
        ("headings", body.headings.len(), MOST_HEADINGS),
        ("links", body.links.len(), MOST_LINKS),
        ("images", body.images.len(), MOST_IMAGES),
        ("footnotes", body.footnotes.len(), MOST_FOOTNOTES),
        ("citations", body.citations.len(), MOST_CITATIONS),
        ("quotes", body.quotes.len(), MOST_QUOTES),
        ("cells in its tables", cells(&body.blocks), MOST_CELLS),
        ("generated blocks", body.directives.len(), MOST_BLOCKS),
    ];
    for (what, _, most) in counts.into_iter().filter(|(_, count, most)| count > most) {
        let place = reader.place(Span::new(at, at));
        reader.fault(
            Diagnostic::new(
                Code::TooMany,
                place,
                format!("This note has more than {most} {what}"),
            )
            .hint("Part it in several notes."),
        );
    }
}

fn cells(blocks: &[Block]) -> usize {
    let of_block = |block: &Block| match &block.kind {
        BlockKind::Table { head, rows, .. } => {
            head.len() + rows.iter().map(Vec::len).sum::<usize>()
        }
        BlockKind::Blockquote(blocks)
        | BlockKind::Alert { blocks, .. }
        | BlockKind::Footnote { blocks, .. } => cells(blocks),
        BlockKind::List { items, .. } => items.iter().map(|item| cells(&item.blocks)).sum(),
        BlockKind::Definitions(definitions) => definitions
            .iter()
            .flat_map(|definition| &definition.definitions)
            .map(|blocks| cells(blocks))
            .sum(),
        _ => 0,
    };
    blocks.iter().map(of_block).sum()
}
