//! The browser's script makes the same words and stems of a text as the index does: both are run on all notes of the
//! programme, on lists of English and Welsh words, and on text that bites.

use catena::search::{Language, words};
use std::fmt::Write;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Reads `language<TAB>text as JSON` line by line, and prints each word with its stem and its place.
const SCRIPT: &str = r#"
global.window = {};
eval(require('fs').readFileSync(process.argv[1] + '/themes/default/static/search-words.js', 'utf8'));
const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter(Boolean);
const out = [];
for (const line of lines) {
  const [language, text] = line.split('\t');
  const rules = window.catenaWords(language);
  for (const { word } of rules.words(JSON.parse(text), false)) out.push(`${word} ${rules.stem(word)} ${rules.place(word)}`);
}
process.stdout.write(out.join('\n'));
"#;

fn notes() -> Vec<String> {
    let entries = walkdir::WalkDir::new(Path::new(ROOT).join("content")).sort_by_file_name();
    let paths = entries.into_iter().filter_map(Result::ok);
    paths
        .filter_map(|entry| std::fs::read_to_string(entry.path()).ok())
        .collect()
}

fn texts() -> Vec<String> {
    let mut texts = notes();
    texts.push(
        std::fs::read_to_string(Path::new(ROOT).join("tests/search/english.txt"))
            .expect("a word list"),
    );
    texts.push(
        std::fs::read_to_string(Path::new(ROOT).join("tests/search/welsh.txt"))
            .expect("a word list"),
    );
    for text in [
        "Ŵyr ÂÊÎÔÛ ẃ ﬁnd ½ ² Å K Œuvre straße ΣΊΣΥΦΟΣ ϕ İstanbul",
        "社会服务、ケア、がん ガン ﾊﾝｶｸ 𠀀𠀁 한국어 ไทย",
        "الرِّعاية ـ שָׁלוֹם 😀👩‍👩‍👧 a\u{301}b\u{ad}c\u{200b}d",
        "'s ’s carer's carers’ don’t i'r o’r 'tis rock'n'roll l'été ''x",
        "P18 2012;380:37 3.5% e-mail_address a.b 1st ①",
        "\u{0}\u{feff}\u{202e}x\u{2028}y",
    ] {
        texts.push(text.to_owned());
    }
    texts.push(format!("{} {}", "a".repeat(200), "é".repeat(200)));
    texts.push("心".repeat(100));
    texts
}

#[test]
fn the_script_makes_the_same_words() {
    let mut input = String::new();
    let mut expected = String::new();
    let mut count = 0;
    for language in [Language::English, Language::Welsh, Language::Other] {
        for text in texts() {
            let json = serde_json::to_string(&text).expect("text");
            writeln!(input, "{}\t{json}", language.name()).expect("memory");
            words(&text, |word| {
                let line = format!("{word} {} {}", language.stem(word), language.place(word));
                writeln!(expected, "{line}").expect("memory");
                count += 1;
            });
        }
    }
    let Some(actual) = run(&input) else {
        eprintln!("There is no node here, so the script was not compared.");
        assert!(
            std::env::var_os("CI").is_none(),
            "continuous integration has node"
        );
        return;
    };
    assert!(count > 10_000, "only {count} words were compared");
    for (number, (ours, theirs)) in expected.lines().zip(actual.lines()).enumerate() {
        assert_eq!(ours, theirs, "word {number}");
    }
    assert_eq!(expected.lines().count(), actual.lines().count());
}

fn run(input: &str) -> Option<String> {
    let mut child = Command::new("node")
        .args(["-e", SCRIPT, ROOT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("node ends");
    writer
        .join()
        .expect("no panic")
        .expect("node reads everything");
    assert!(output.status.success(), "node failed");
    Some(String::from_utf8(output.stdout).expect("node writes text"))
}
