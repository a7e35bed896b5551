//! Entries taken out of `quotes.lock`, line by line. Every other byte stays.

use super::Refusal;

/// The text without the entries of some quotes, and how many there were.
///
/// # Errors
/// Where a merge has left both sides in the file: nobody can tell which entries are meant.
pub fn without(text: &str, quotes: &[String]) -> Result<(String, usize), Refusal> {
    let torn = |line: &str| {
        ["<<<<<<<", ">>>>>>>"]
            .iter()
            .any(|mark| line.starts_with(mark))
    };
    if text.lines().any(torn) {
        return Err(Refusal::TornLock);
    }
    let mut kept = String::with_capacity(text.len());
    let (mut inside, mut dropping, mut dropped, mut left) = (false, false, 0, 0);
    let mut heading = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let indent = bare.len() - bare.trim_start().len();
        if indent == 0 && !bare.is_empty() && !bare.starts_with('#') {
            inside = bare.trim_start_matches('\u{feff}') == "quotes:";
            dropping = false;
            if inside {
                heading = Some(kept.len() + bare.len());
            }
        } else if inside && indent == 2 && !bare.trim_start().starts_with('#') {
            dropping = key(bare).is_some_and(|key| quotes.iter().any(|quote| quote == key));
            dropped += usize::from(dropping);
            left += usize::from(!dropping);
        }
        if !dropping {
            kept.push_str(line);
        }
    }
    if let Some(end) = heading.filter(|_| left == 0 && dropped > 0) {
        kept.insert_str(end, " {}");
    }
    Ok((kept, dropped))
}

/// The key of a line `  key:`, with or without quotation marks.
fn key(line: &str) -> Option<&str> {
    let key = line.trim().strip_suffix(':')?;
    Some(key.trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "# Written by `catena verify`.\nversion: 1\nquotes:\n  p1-a:\n    speaker: s/P1\n    source:\n      \
                        name: x\n  p2-b:\n    speaker: s/P2\n    words: '0'\n  p3-c:\n    speaker: s/P3\n";

    fn run(text: &str, quotes: &[&str]) -> (String, usize) {
        let quotes: Vec<String> = quotes.iter().map(|quote| (*quote).to_owned()).collect();
        without(text, &quotes).expect("a whole lock")
    }

    #[test]
    fn entries_go_and_nothing_else() {
        let middle = LOCK.replace("  p2-b:\n    speaker: s/P2\n    words: '0'\n", "");
        assert_eq!(run(LOCK, &["p2-b"]), (middle.clone(), 1));
        let windows = LOCK.replace('\n', "\r\n");
        assert_eq!(run(&windows, &["p2-b"]), (middle.replace('\n', "\r\n"), 1));
        assert_eq!(
            run(LOCK, &["p2", "speaker", "version"]),
            (LOCK.to_owned(), 0)
        );
        assert_eq!(run("", &["p1-a"]), (String::new(), 0));
        let quoted = LOCK.replace("p2-b:", "\"p2-b\":");
        assert_eq!(run(&quoted, &["p2-b"]), (middle, 1));
    }

    #[test]
    fn an_empty_lock_stays_readable() {
        let (text, count) = run(LOCK, &["p1-a", "p2-b", "p3-c"]);
        assert_eq!(
            text,
            "# Written by `catena verify`.\nversion: 1\nquotes: {}\n"
        );
        assert_eq!(count, 3);
    }

    #[test]
    fn a_torn_lock_is_refused() {
        let torn = LOCK.replace("  p2-b:", "<<<<<<< ours\n  p2-b:");
        assert_eq!(without(&torn, &["p1-a".to_owned()]), Err(Refusal::TornLock));
    }
}
