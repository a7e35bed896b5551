//! A whole postcode: `src/diagnostic/rules/postcode.md` says what this looks for and why.

use super::text::Passage;
use super::{Hit, hit};

/// The areas that there are: the letters with which a postcode begins.
const AREAS: &str = " AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY \
E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N \
NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS \
TW UB W WA WC WD WF WN WR WS WV YO ZE ";

pub fn find(passage: &Passage, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at < passage.len() {
        let last = last_word(passage, at);
        if let Some(last) = last.filter(|last| stands_alone(passage, at, *last)) {
            let range = passage.range(at, last);
            hits.push(hit(
                range,
                "A postcode tells readers where somebody lives or works",
            ));
            at = last;
        }
        at += 1;
    }
}

/// The last word of the postcode that begins with a word: that word, or the next.
fn last_word(passage: &Passage, at: usize) -> Option<usize> {
    let word = passage.word(at);
    if !(2..=7).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    if word.len() >= 5 {
        let (outward, inward) = word.split_at(word.len() - 3);
        // Without a space, small letters are more often a name of something.
        let shaped = is_inward(inward) && is_upper(word) && is_outward(outward);
        return shaped.then_some(at);
    }
    let inward = passage.word(at + 1);
    // Few words have the form of the second half, so that is asked first.
    if !is_inward(inward) || !is_outward(word) {
        return None;
    }
    let parted = passage.follows(at + 1) && !passage.before(at + 1).contains('\n');
    let one_case = is_upper(word) == is_upper(inward);
    (parted && one_case).then_some(at + 1)
}

fn is_upper(word: &str) -> bool {
    !word.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// `N1`, `SO17`, `W1A`, `EC1A`.
fn is_outward(word: &str) -> bool {
    let word = word.to_ascii_uppercase();
    if word == "GIR" {
        return true;
    }
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let (area, district) = word.split_at(letters);
    let known = (1..=2).contains(&letters) && AREAS.contains(&format!(" {area} "));
    let shaped = match district.as_bytes() {
        [b'0'..=b'9'] | [b'1'..=b'9', b'0'..=b'9'] => true,
        [b'1'..=b'9', letter] if letters == 1 => b"ABCDEFGHJKPSTUW".contains(letter),
        [b'1'..=b'9', letter] => b"ABEHMNPRVWXY".contains(letter),
        _ => false,
    };
    known && shaped
}

/// `1BJ`: a digit and two letters, some of which are never used.
fn is_inward(word: &str) -> bool {
    let letter =
        |byte: &u8| byte.is_ascii_alphabetic() && !b"CIKMOV".contains(&byte.to_ascii_uppercase());
    matches!(word.as_bytes(), [b'0'..=b'9', first, second] if letter(first) && letter(second))
}

/// Whether no longer name or address holds the words.
fn stands_alone(passage: &Passage, first: usize, last: usize) -> bool {
    let joins = |c: char| matches!(c, '-' | '/' | '_' | '.' | '@' | '#' | '=');
    let before = !passage.before(first).ends_with(joins);
    let after = passage.after(last);
    let sentence_ends = after.starts_with('.') && !passage.follows_closely(last + 1);
    before && (!after.starts_with(joins) || sentence_ends)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finds, misses};

    #[test]
    fn finds_postcodes() {
        finds(
            super::find,
            &[
                ("We live at SO17 1BJ.", "SO17 1BJ"),
                ("W1A 1AA and", "W1A 1AA"),
                ("(EC1A 1BB)", "EC1A 1BB"),
                ("at M1 1AE, near", "M1 1AE"),
                ("so17 1bj", "so17 1bj"),
                ("CR26XH", "CR26XH"),
                ("DN55 1PT", "DN55 1PT"),
                ("GIR 0AA", "GIR 0AA"),
            ],
        );
    }

    #[test]
    fn leaves_other_codes_alone() {
        misses(
            super::find,
            &[
                "P24 1AB",
                "pages E753-E761",
                "10.3399/BJGP.2020.1100",
                "BJGPO.2021.0035",
                "SO17",
                "T4 2AB",
                "SO17 1CK",
                "doi:10.1/SO17 1BJ-2",
                "so171bj",
                "AB1 2 CD",
                "in May 2020",
                "grant SPCR2014-10043",
                "see N1\n1AA",
                "https://example.org/SO171BJ",
            ],
        );
    }
}
