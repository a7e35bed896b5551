//! A light stemmer for Welsh: initial mutations are undone, and the commonest endings go.
//!
//! Mutations cannot be undone for certain: `fam` may come from `mam` or `bam`. So consonants that mutate into each other
//! count as one: `gofal`, `ofal` and `ngofal` meet, and so do `cyngor`, `gyngor` and `nghyngor`. Changes inside a word
//! (`bardd`, `beirdd`) are not undone.

/// The sounds that stand for each other at the start of a word, longest first, and what stands for all of them.
const INITIALS: &[(&str, &str)] = &[
    ("ngh", ""),
    ("ng", ""),
    ("ch", ""),
    ("mh", "b"),
    ("ph", "b"),
    ("nh", "d"),
    ("th", "d"),
    ("dd", "d"),
    ("ll", "l"),
    ("rh", "r"),
    ("ff", "ff"),
    ("c", ""),
    ("g", ""),
    ("p", "b"),
    ("b", "b"),
    ("m", "b"),
    ("f", "b"),
    ("t", "d"),
    ("d", "d"),
];
/// Plurals and people, then what makes one kind of word of another, then forms of verbs; longest first.
const ENDINGS: [&[&str]; 3] = [
    &[
        "ioedd", "iaid", "oedd", "wyr", "aid", "iau", "ion", "au", "od", "on", "wr", "ys",
    ],
    &["iaeth", "aeth", "edd", "iad", "ydd", "ol"],
    &[
        "iant", "ient", "iodd", "iwch", "iwyd", "ant", "ent", "odd", "wch", "wyd", "ir",
    ],
];
/// What must be left of a word.
const LEAST: usize = 3;

/// A folded word with its initial mutation undone.
pub fn radical(word: &str) -> String {
    for (initial, stands) in INITIALS {
        if let Some(rest) = word.strip_prefix(initial) {
            return format!("{stands}{rest}");
        }
    }
    // `h` before a vowel is put there by the word before: `ei harian`.
    match word.strip_prefix('h') {
        Some(rest) if rest.starts_with(['a', 'e', 'i', 'o', 'u', 'w', 'y']) => rest.to_owned(),
        _ => word.to_owned(),
    }
}

pub fn stem(word: &str) -> String {
    let radical = radical(word);
    // Too little would be left to tell words apart.
    let mut stem = if radical.len() < LEAST {
        word.to_owned()
    } else {
        radical
    };
    for endings in ENDINGS {
        let found = endings.iter().find(|ending| stem.ends_with(**ending));
        if let Some(ending) = found.filter(|ending| stem.len() - ending.len() >= LEAST) {
            stem.truncate(stem.len() - ending.len());
        }
    }
    for vowels in [&['a', 'o', 'u', 'i'][..], &['i'][..]] {
        if stem.len() > LEAST && stem.ends_with(vowels) {
            stem.pop();
        }
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_one_word_meet() {
        let families: &[&[&str]] = &[
            &[
                "gofal", "ofal", "ngofal", "gofalu", "gofalwr", "gofalwyr", "ofalwyr", "gofalodd",
            ],
            &[
                "gwasanaeth",
                "gwasanaethau",
                "wasanaeth",
                "wasanaethau",
                "ngwasanaethau",
            ],
            &[
                "cymuned",
                "gymuned",
                "chymuned",
                "nghymuned",
                "cymunedau",
                "cymunedol",
                "gymunedol",
            ],
            &["pobl", "bobl", "phobl", "mhobl"],
            &[
                "teulu",
                "deulu",
                "theulu",
                "nheulu",
                "teuluoedd",
                "deuluoedd",
            ],
            &["meddyg", "feddyg", "meddygon", "meddygol"],
            &["llety", "lety"],
            &["rhwydwaith", "rwydwaith"],
            &["cyngor", "gyngor", "nghyngor", "chyngor"],
            &["integreiddio", "integreiddiwyd", "integreiddiodd"],
            &["arian", "harian"],
            &["nyrs", "nyrsys"],
        ];
        for family in families {
            for word in *family {
                assert_eq!(stem(word), stem(family[0]), "{word} and {}", family[0]);
            }
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (one, other) in [
            ("gofal", "teulu"),
            ("iechyd", "iaith"),
            ("cymuned", "cymdeithas"),
            ("tad", "tan"),
            ("ysbyty", "ysgol"),
            ("nyrs", "dyrs"),
        ] {
            assert_ne!(stem(one), stem(other));
        }
    }
}
