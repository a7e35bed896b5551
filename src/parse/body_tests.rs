//! Whatever a note holds, its body is read without a panic, and every part lies where its place says.

use super::body::read;
use super::fields::Reader;
use crate::model::{Block, BlockKind, Body, DirectiveKind, Inline, QuoteSource};
use crate::source::{SourceMap, Span};
use proptest::prelude::*;

/// Pieces that mean something to Markdown or to Catena, and some that mean nothing.
const PIECES: &[&str] = &[
    "> ",
    ">",
    "\n",
    "\n\n",
    "\r\n",
    "    ",
    "\t",
    "- ",
    "1. ",
    "# ",
    "## ",
    "*",
    "**",
    "_",
    "`",
    "```",
    "~~~",
    "~~",
    "[",
    "]",
    "[[",
    "]]",
    "![",
    "![[",
    "(",
    ")",
    "|",
    "\n|-|-|\n",
    "@",
    "@key",
    "[@a, p. 2]",
    "; ",
    "-@b",
    "— ",
    "-- ",
    "— [[P1]]",
    " {#id level=a}",
    "{",
    "}",
    "{#",
    "=",
    "\"",
    "'",
    "...",
    "…",
    "[^1]",
    "\n[^1]: ",
    "<b>",
    "</b>",
    "<div>",
    "<!--",
    "-->",
    "<br>",
    "&amp;",
    "\\",
    "\n: ",
    "- [x] ",
    "[!NOTE]\n",
    "{quotes}\n",
    "limit: 1\n",
    "---\n",
    "https://a.b",
    "<https://a.b>",
    "é",
    "綜",
    "👩‍⚕️",
    "\u{feff}",
    "\0",
    "\u{a0}",
    "word",
    "a b",
    " ",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Every place that a body tells.
fn places(body: &Body) -> Vec<Span> {
    let mut places: Vec<Span> = Vec::new();
    places.extend(body.links.iter().map(|link| link.span));
    places.extend(body.images.iter().map(|image| image.span));
    places.extend(body.headings.iter().map(|heading| heading.span));
    places.extend(body.directives.iter().map(|directive| directive.span));
    for citation in &body.citations {
        places.push(citation.span);
        places.extend(citation.items.iter().map(|item| item.key.span));
    }
    for quote in &body.quotes {
        places.push(quote.span);
        places.extend(quote.id.iter().map(|id| id.span));
        places.extend(quote.themes.iter().flatten().map(|theme| theme.span));
        places.extend(
            quote
                .facets
                .iter()
                .flat_map(|(facet, value)| [facet.span, value.span]),
        );
        if let QuoteSource::Participant { span, .. } = &quote.source {
            places.push(*span);
        }
    }
    blocks(&body.blocks, &mut places);
    places
}

fn blocks(list: &[Block], places: &mut Vec<Span>) {
    for block in list {
        places.push(block.span);
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Plain(content) => inlines(content, places),
            BlockKind::Heading { content, .. } => inlines(content, places),
            BlockKind::Blockquote(inner) => blocks(inner, places),
            BlockKind::Alert { blocks: inner, .. } => blocks(inner, places),
            BlockKind::Footnote { blocks: inner, .. } => blocks(inner, places),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| blocks(&item.blocks, places));
            }
            BlockKind::Definitions(list) => list.iter().for_each(|definition| {
                inlines(&definition.term, places);
                definition
                    .definitions
                    .iter()
                    .for_each(|inner| blocks(inner, places));
            }),
            BlockKind::Table { head, rows, .. } => {
                let cells = head.iter().chain(rows.iter().flatten());
                cells.for_each(|cell| inlines(cell, places));
            }
            _ => {}
        }
    }
}

fn inlines(list: &[Inline], places: &mut Vec<Span>) {
    for inline in list {
        match inline {
            Inline::Text { span, .. } | Inline::Footnote { span, .. } => places.push(*span),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                inlines(inner, places);
            }
            Inline::Link { content, .. } | Inline::Element { content, .. } => {
                inlines(content, places)
            }
            _ => {}
        }
    }
}

#[test]
fn what_a_generated_block_says_has_its_place() {
    for text in [
        "```{quotes}\nthemes: [time]\nlimits: 3\n```\n",
        "```{quotes}\r\nthemes: [time]\r\nlimits: 3\r\n```\r\n",
        "> ```{quotes}\n> themes: [time]\n>limits: 3\n> ```\n",
        "- é\n\n  ```{quotes}\n  themes: [time]\n  limits: 3\n  ```\n",
        "1. \t```{quotes}\n\tthemes: [time]\n\tlimits: 3\n\t```\n",
    ] {
        let file = SourceMap::default().add(String::new(), String::new());
        let reader = Reader::new(file);
        let body = read(&reader, text, 0);
        let DirectiveKind::Quotes(filter) = &body.directives[0].kind else {
            panic!("{text}: no block of quotes");
        };
        assert_eq!(&text[filter.themes[0].span.range()], "time", "{text}");
        let faults = reader.into_faults();
        let place = faults[0].place.expect("a place");
        assert_eq!(&text[place.span.range()], "limits", "{text}");
        assert_eq!(faults.len(), 1, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_place_lies_in_the_file(before in "[a-z\n]{0,5}", text in text()) {
        let whole = format!("{before}{text}");
        let file = SourceMap::default().add(String::new(), String::new());
        let reader = Reader::new(file);
        let body = read(&reader, &whole, before.len());
        for place in places(&body) {
            prop_assert!(whole.get(place.range()).is_some(), "{:?} in {:?}", place, whole);
        }
        for key in body.citations.iter().flat_map(|citation| &citation.items).map(|item| &item.key) {
            prop_assert_eq!(whole[key.span.range()].trim_start_matches('@'), key.value.as_str());
        }
        for fault in reader.into_faults() {
            let place = fault.place.expect("a fault of a body has a place");
            prop_assert!(whole.get(place.span.range()).is_some(), "{:?} in {:?}", fault, whole);
        }
    }
}
