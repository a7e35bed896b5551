//! How long the comparison of quotes with their sources takes, and how that grows.
//!
//! `cargo bench --bench verify` compares 4,000 quotes with 5 MB of made-up interviews, then 40,000 with 50 MB. The
//! interviews have a vocabulary of 400 words, so that runs of words come back often: that is the hard case. Of ten quotes
//! six are verbatim, two leave words out with a mark, one has a word altered and one is nowhere. Every figure is the
//! median of three runs after one that is not counted.

mod measure;

use catena::matching::{Asked, Library, Owner, People, Scope, judge};
use catena::model::{Emphasis, Mark, Outcome, QuotePiece};
use measure::{median, peak_memory, seconds};
use rayon::prelude::*;

const RUNS: usize = 3;
const WORDS: usize = 400;
const WORDS_OF_A_QUOTE: usize = 40;
const INTERVIEWS: usize = 50;

fn main() {
    println!(
        "| quotes | sources | reading | comparing | of them found whole | peak memory so far |"
    );
    println!("|---|---|---|---|---|---|");
    for quotes in [4_000, 40_000] {
        println!("{}", row(quotes, quotes * 1250));
    }
}

fn row(quotes: usize, bytes: usize) -> String {
    let mut random = Random(quotes as u64);
    let interviews: Vec<Vec<String>> = (0..INTERVIEWS)
        .map(|_| random.words(bytes / INTERVIEWS / 7))
        .collect();
    let texts: Vec<String> = interviews.iter().map(|words| words.join(" ")).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let quotes: Vec<Vec<QuotePiece>> = (0..quotes)
        .map(|number| quote(number, &interviews, &mut random))
        .collect();
    let reading = median(RUNS, || drop(Library::of(texts.clone())));
    let library = Library::of(texts);
    let mut whole = 0;
    let comparing = median(RUNS, || {
        whole = quotes
            .par_iter()
            .filter(|quote| is_whole(quote, &library))
            .count()
    });
    format!(
        "| {} | {} MB | {} | {} | {whole} | {} MB |",
        quotes.len(),
        bytes / 1_000_000,
        seconds(reading),
        seconds(comparing),
        peak_memory(),
    )
}

fn is_whole(quote: &[QuotePiece], library: &Library) -> bool {
    let asked = Asked {
        paragraphs: &[quote.to_vec()],
        speaker: Some("P1"),
        people: &People::default(),
        scope: Scope::All,
        owner: &|_| Owner::Speaker,
    };
    matches!(
        judge(&asked, library).outcome,
        Outcome::Verbatim | Outcome::MarkedEdits | Outcome::UnmarkedCut
    )
}

/// Words of an interview, by the number of the quote whole, shortened, altered or made up.
fn quote(number: usize, interviews: &[Vec<String>], random: &mut Random) -> Vec<QuotePiece> {
    let interview = &interviews[random.below(interviews.len())];
    let start = random.below(interview.len() - WORDS_OF_A_QUOTE);
    let mut words = interview[start..start + WORDS_OF_A_QUOTE].to_vec();
    let piece = |text: String, mark| QuotePiece {
        text,
        mark,
        emphasis: Emphasis::None,
    };
    match number % 10 {
        0 | 1 => vec![
            piece(words[..12].join(" ") + " ", Mark::Said),
            piece("...".to_owned(), Mark::Omission),
            piece(format!(" {}", words[20..].join(" ")), Mark::Said),
        ],
        2 => {
            words[17] = "altered".to_owned();
            vec![piece(words.join(" "), Mark::Said)]
        }
        3 => vec![piece(random.words(WORDS_OF_A_QUOTE).join(" "), Mark::Said)],
        _ => vec![piece(words.join(" "), Mark::Said)],
    }
}

/// Numbers that look random and are the same on every machine (xorshift; Marsaglia 2003, doi:10.18637/jss.v008.i14).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn words(&mut self, count: usize) -> Vec<String> {
        (0..count)
            .map(|_| format!("word{}", self.below(WORDS)))
            .collect()
    }
}
