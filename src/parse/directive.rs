//! Generated blocks: their names and keys.

use super::fields::{Fields, Reader};
use super::front_matter::citation_keys;
use super::keys::{self, Group};
use super::{link, yaml};
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::model::{Directive, DirectiveKind, Image, MatrixBlock, MatrixCells, Node, QuoteFilter};
use crate::source::{Span, Spanned};

/// What a block in braces turns out to be.
pub enum Block {
    Generated(Directive),
    /// `{figure}` writes an image with more to say than a line of Markdown holds.
    Figure(Image),
}

/// Reads the block `{name}` whose YAML begins at byte `at`. `None` where it cannot be read; the fault is
/// reported.
pub fn read(reader: &Reader, name: &str, yaml: &str, at: usize, span: Span) -> Option<Block> {
    let node = yaml::read(yaml, reader.file, at)
        .map_err(|fault| reader.fault(*fault))
        .ok()?;
    if name == "figure" {
        return figure(reader, &node, span).map(Block::Figure);
    }
    let kind = kind(reader, name, &node).or_else(|| {
        let message = format!("There is no generated block `{{{name}}}`");
        reader.fault(
            Diagnostic::new(Code::UnknownBlock, reader.place(span), message).maybe_hint(
                suggestion(name, keys::BLOCKS.iter().map(|block| block.name)),
            ),
        );
        None
    })?;
    Some(Block::Generated(Directive { span, kind }))
}

/// An image that says nothing to a screen reader is the fault of a check, like any other image's.
fn figure(reader: &Reader, node: &Node, span: Span) -> Option<Image> {
    let fields = Fields::open(reader, node, &keys::FIGURE);
    let image = fields.required_text("image", "A `{figure}` block", span);
    let (alternative, title) = (fields.plain_text("alt"), fields.plain_text("caption"));
    let image = image?;
    Some(Image {
        span: image.span,
        target: link::target(pulldown_cmark::LinkType::Inline, &image.value),
        alternative: alternative.unwrap_or_default(),
        title,
    })
}

fn kind(reader: &Reader, name: &str, node: &Node) -> Option<DirectiveKind> {
    let open = |group: &'static Group| Fields::open(reader, node, group);
    Some(match name {
        "quotes" => {
            let fields = open(&keys::QUOTES);
            DirectiveKind::Quotes(QuoteFilter {
                limit: fields.count("limit").map(|limit| limit as usize),
                ..quote_filter(reader, &fields)
            })
        }
        "bibliography" => DirectiveKind::Bibliography {
            keys: citation_keys(open(&keys::BIBLIOGRAPHY).texts("keys")),
        },
        "flow" => DirectiveKind::Flow {
            study: open(&keys::FLOW_BLOCK).text("study"),
        },
        "participants" => DirectiveKind::Participants {
            study: open(&keys::PARTICIPANTS_BLOCK).text("study"),
        },
        "gaps" => DirectiveKind::Gaps {
            of: open(&keys::GAPS).text("of"),
        },
        "matrix" => DirectiveKind::Matrix(matrix(&open(&keys::MATRIX))),
        "voices" => {
            let fields = open(&keys::VOICES);
            DirectiveKind::Voices {
                by: fields.text("by"),
                quotes: quote_filter(reader, &fields),
            }
        }
        _ => return None,
    })
}

fn matrix(fields: &Fields<'_, '_>) -> MatrixBlock {
    let cells = fields.choice("cells", MatrixCells::ALL, MatrixCells::name);
    MatrixBlock {
        rows: fields.text("rows"),
        columns: fields.text("columns"),
        cells: cells.unwrap_or_default(),
        themes: fields.texts("themes"),
    }
}

fn quote_filter(reader: &Reader, fields: &Fields<'_, '_>) -> QuoteFilter {
    let mut facets: Vec<(Spanned<String>, Spanned<String>)> = Vec::new();
    for entry in fields.entries("facets") {
        let values = reader.texts(&entry.key.value, &entry.value);
        facets.extend(values.into_iter().map(|value| (entry.key.clone(), value)));
    }
    QuoteFilter {
        themes: fields.texts("themes"),
        studies: fields.texts("studies"),
        facets,
        limit: None,
    }
}
