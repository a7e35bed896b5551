//! What parts of a page weigh, before it is made: so that lists are split where a page would become too heavy for an old
//! phone. Each weight is a little more than the part takes in HTML; `tests/quotes_pages.rs` weighs real pages.

use super::Page;
use super::lists::QuoteListKind;
use crate::evidence::{Evidence, NoteKey, ParticipantKey, QuoteKey, Speaker, ThemeKey};
use crate::model::{Mark, QuotePiece};
use rayon::prelude::*;

/// The bytes that the items of one page may take. A page may have 200 kB; the rest is for what stands around them.
const MOST: usize = 110_000;
/// The bytes of a quote that a list shows in full. Of longer ones it shows how they begin.
const LONGEST_CARD: usize = 100_000;

/// The tags of a card that has no theme and no facet.
const CARD: usize = 900;
/// The tags around a link to a theme or a facet's value.
const TAG: usize = 130;
/// The tags around an omission or an insertion.
const MARK: usize = 80;

/// Where each page of a list ends: none is too heavy, and none has more than `most` items.
pub fn page_ends(weights: impl Iterator<Item = usize>, most: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let (mut items, mut bytes, mut count) = (0, 0, 0);
    for weight in weights {
        if items > 0 && (items == most || bytes + weight > MOST) {
            ends.push(count);
            (items, bytes) = (0, 0);
        }
        (items, bytes, count) = (items + 1, bytes + weight, count + 1);
    }
    if items > 0 {
        ends.push(count);
    }
    ends
}

/// True where a list cannot show a quote in full.
pub fn is_too_long(evidence: &Evidence, quote: QuoteKey) -> bool {
    words(evidence, quote) > LONGEST_CARD
}

/// The weight of each quote's card, in bytes and in the order of the quotes.
#[derive(Debug, Clone)]
pub struct Cards(Vec<usize>);

impl Cards {
    pub fn of(evidence: &Evidence) -> Self {
        let themes = of_themes(evidence);
        let quotes: Vec<QuoteKey> = evidence.quotes.keys().collect();
        let weights = quotes.par_iter();
        Self(
            weights
                .map(|quote| of_card(evidence, *quote, &themes))
                .collect(),
        )
    }

    /// Weighs some cards again, because their words changed.
    pub fn weigh_again(&mut self, evidence: &Evidence, quotes: impl Iterator<Item = QuoteKey>) {
        let themes = of_themes(evidence);
        for quote in quotes {
            self.0[quote.index()] = of_card(evidence, quote, &themes);
        }
    }

    pub(super) fn of_quote(&self, quote: QuoteKey) -> usize {
        self.0[quote.index()]
    }
}

fn of_themes(evidence: &Evidence) -> Vec<usize> {
    let themes = evidence.themes.keys();
    themes.map(|theme| of_theme(evidence, theme)).collect()
}

fn of_card(evidence: &Evidence, key: QuoteKey, themes: &[usize]) -> usize {
    let quote = &evidence.quotes[key];
    let link = |note: NoteKey| {
        let note = &evidence.notes[note];
        text(&note.title) + note.note.id.as_str().len()
    };
    let speaker = match quote.speaker {
        Speaker::Participant(key) => {
            let participant = &evidence.participants[key];
            let values = participant
                .values
                .iter()
                .enumerate()
                .flat_map(|(at, value)| {
                    let attribute = evidence.attributes.values().nth(at)?;
                    Some(attribute.name.len() + text(&attribute.values[(*value)?]))
                });
            let shown = 3 * text(&participant.id) + text(&participant.detail);
            shown + values.sum::<usize>()
        }
        Speaker::Document(key) => 4 * evidence.references[key].reference.key.len() + 400,
    };
    let facets = quote.facets.iter().map(|facet| {
        let declared = &evidence.config.facets[facet.facet];
        let value = &declared.values[facet.value];
        TAG + text(&declared.label)
            + text(&value.label)
            + 3 * (declared.name.len() + value.name.len())
    });
    let study = quote
        .study
        .map_or(0, |study| 2 * link(evidence.studies[study].note));
    CARD + words(evidence, key).min(LONGEST_CARD)
        + speaker
        + 2 * link(quote.home)
        + study
        + quote
            .themes
            .iter()
            .map(|theme| themes[theme.index()])
            .sum::<usize>()
        + facets.sum::<usize>()
}

/// A theme on a card: a link, and the ids of it and all above it, by which the page's filter knows it.
fn of_theme(evidence: &Evidence, theme: ThemeKey) -> usize {
    let mut weight = TAG + text(&evidence.theme_note(theme).title);
    let mut here = Some(theme);
    while let Some(theme) = here {
        weight += 2 * evidence.theme_note(theme).note.id.as_str().len() + 12;
        here = evidence.themes[theme].parent;
    }
    weight
}

fn words(evidence: &Evidence, quote: QuoteKey) -> usize {
    let piece = |piece: &QuotePiece| {
        let tags = match piece.mark {
            Mark::Said => 20,
            Mark::Break => 10,
            Mark::Omission | Mark::Insertion => MARK,
        };
        tags + text(&piece.text)
    };
    let paragraphs = evidence.written(quote).paragraphs.iter();
    paragraphs
        .map(|pieces| 8 + pieces.iter().map(piece).sum::<usize>())
        .sum()
}

/// The weight of a value among the ways into the quotes.
pub fn of_value(evidence: &Evidence, kind: QuoteListKind) -> usize {
    let note = |note: NoteKey| {
        let note = &evidence.notes[note];
        text(&note.title) + 3 * note.note.id.as_str().len()
    };
    let words = match kind {
        QuoteListKind::All => 0,
        QuoteListKind::Theme(key) => note(evidence.themes[key].note),
        QuoteListKind::Attribute(key, value) => {
            let attribute = &evidence.attributes[key];
            3 * (text(&attribute.values[value]) + attribute.name.len())
        }
        QuoteListKind::Facet(facet) => {
            let declared = &evidence.config.facets[facet.facet];
            let value = &declared.values[facet.value];
            text(&value.label) + 3 * (value.name.len() + declared.name.len())
        }
        QuoteListKind::Document(super::Document::Study(key)) => note(evidence.studies[key].note),
        QuoteListKind::Document(super::Document::Reference(key)) => {
            200 + 3 * evidence.references[key].reference.key.len()
        }
    };
    150 + words
}

/// The weight of a person's row among the participants of a study.
pub fn of_person(evidence: &Evidence, key: ParticipantKey) -> usize {
    let person = &evidence.participants[key];
    let labels = evidence.attributes.values();
    let cells = labels.map(|attribute| 120 + 2 * text(&attribute.label));
    let quote = |quote: &QuoteKey| {
        let quote = &evidence.quotes[*quote];
        180 + quote.id.len() + evidence.notes[quote.home].note.id.as_str().len()
    };
    250 + 2 * text(&person.id)
        + text(&person.detail)
        + cells.sum::<usize>()
        + person.quotes.iter().map(quote).sum::<usize>()
}

/// The weight of each reference in the list of all, in the order of that list.
pub fn of_references(evidence: &Evidence) -> Vec<usize> {
    let mut weights = vec![0; evidence.references.len()];
    for entry in evidence.references.values() {
        let pieces = entry.formatted.entry.pieces.iter();
        let words = pieces.map(|piece| {
            let link = piece
                .link
                .as_ref()
                .map_or(0, |link| 20 + text(link.as_str()));
            link + text(&piece.text)
        });
        let cited = entry.cited_on.iter().map(|note| {
            let note = &evidence.notes[*note];
            60 + text(&note.title) + note.note.id.as_str().len()
        });
        weights[entry.rank] =
            300 + entry.reference.key.len() + words.sum::<usize>() + cited.sum::<usize>();
    }
    weights
}

/// The weight of a page in the list of all pages.
pub fn of_link(evidence: &Evidence, page: &Page) -> usize {
    let title = super::note_of(evidence, &page.kind).map(|note| text(&evidence.notes[note].title));
    60 + 2 * page.path.len() + title.unwrap_or(200)
}

/// The bytes of a text as HTML.
fn text(text: &str) -> usize {
    let escaped = |byte: u8| match byte {
        b'&' | b'\'' => 5,
        b'<' | b'>' => 4,
        b'"' => 6,
        _ => 1,
    };
    text.bytes().map(escaped).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_end_where_they_are_full() {
        let ends = |weights: &[usize], most| page_ends(weights.iter().copied(), most);
        assert_eq!(ends(&[], 3), Vec::<usize>::new());
        assert_eq!(ends(&[1; 7], 3), [3, 6, 7]);
        assert_eq!(ends(&[MOST / 2, MOST / 2, 1], 100), [2, 3]);
        // What is too heavy for any page has one of its own.
        assert_eq!(ends(&[1, MOST * 2, 1], 100), [1, 2, 3]);
    }
}
