//! A name of the private list: `src/diagnostic/rules/private-name.md` says what this looks for and why.

use super::text::Passage;
use super::{Hit, hit};
use crate::private::Names;
use aho_corasick::{AhoCorasick, MatchKind};

/// Finds the names of a list.
pub struct Finder(Option<AhoCorasick>);

impl Finder {
    pub fn of(names: &Names) -> Self {
        let Names::Listed(names) = names else {
            return Self(None);
        };
        let ways = names.iter().flat_map(|name| ways(name));
        let mut builder = AhoCorasick::builder();
        builder
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard);
        // Names that are too many for any machine are refused by their file's size.
        Self(builder.build(ways).ok().filter(|_| !names.is_empty()))
    }

    pub fn find(&self, passage: &Passage, hits: &mut Vec<Hit>) {
        let Some(names) = &self.0 else {
            return;
        };
        // A name may be parted by the end of a line.
        let text = passage.text.replace(['\n', '\t'], " ");
        let whole = |start: usize, end: usize| {
            let letter = |c: char| c.is_alphanumeric();
            !text[..start].ends_with(letter) && !text[end..].starts_with(letter)
        };
        let mut end = 0;
        for found in names.find_overlapping_iter(&text) {
            if whole(found.start(), found.end()) && found.start() >= end {
                end = found.end();
                let message = "This name is on the private list";
                hits.push(hit(found.range(), message));
            }
        }
    }
}

/// How a name may be written: the search itself takes care of the case of plain letters only.
fn ways(name: &str) -> Vec<String> {
    let curly = name.replace('\'', "’");
    let straight = name.replace('’', "'");
    let mut ways = vec![straight, curly];
    if !name.is_ascii() {
        let more: Vec<String> = ways
            .iter()
            .flat_map(|way| [way.to_lowercase(), way.to_uppercase()])
            .collect();
        ways.extend(more);
    }
    ways.sort();
    ways.dedup();
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], text: &str) -> Vec<String> {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        let finder = Finder::of(&Names::Listed(names));
        let mut hits = Vec::new();
        finder.find(&Passage::plain(text.to_owned()), &mut hits);
        hits.into_iter()
            .map(|hit| text[hit.range].to_owned())
            .collect()
    }

    #[test]
    fn finds_whole_names_in_any_case() {
        let names = ["Ada Okafor", "Lind", "Élodie", "O'Brien", "Jo", "Jo Ann"];
        assert_eq!(found(&names, "ADA\nokafor's friend"), ["ADA\nokafor"]);
        assert_eq!(found(&names, "ÉLODIE and élodie"), ["ÉLODIE", "élodie"]);
        assert_eq!(found(&names, "with O’Brien"), ["O’Brien"]);
        assert_eq!(found(&names, "Jo Anne"), ["Jo"]);
        assert_eq!(found(&names, "Linden trees, Jonas"), [""; 0]);
        assert_eq!(found(&[], "anything"), [""; 0]);
    }
}
