//! The leak test on the finished site: whatever was withheld stands in no byte of it, or nothing is published.

mod support;

use std::io::{Cursor, Write};
use support::{Run, Scratch, catena, tree};
use zip::write::SimpleFileOptions;

/// Words of somebody who withdrew, of an internal note and of a draft.
const WITHDRAWN: &str = "They never asked me how the stairs were going";
const INTERNAL: &str = "Nobody in the kitchen knew who held the spare key";
const DRAFT: &str = "We waited by the garden gate until the lamp went out";

/// A programme that holds: everything private in it is withheld by the rules.
fn programme() -> Scratch {
    let quote = |words: &str, who: &str| format!("> {words}.\n>\n> — [[{who}]]\n");
    let theme = format!(
        "---\ntitle: Home\n---\n{}\n{}",
        quote("The bus stops right outside our door", "P1"),
        quote(WITHDRAWN, "P2"),
    );
    let inside = format!(
        "---\ntitle: Inside\nstatus: internal\n---\n{}",
        quote(INTERNAL, "P1")
    );
    let draft = format!(
        "---\ntitle: Later\nstatus: draft\n---\n{}",
        quote(DRAFT, "P3")
    );
    let table = "id,group,town,age,withdrawn\nP1,Family,Amberford,83,\nP2,Family,Brindlewick,91,2026-03-01\n\
                 P3,Family,Amberford,77,\n";
    Scratch::with(
        "leak",
        &[
            (
                "catena.yaml",
                "title: Homes\nparticipants:\n  publish: [group]\n",
            ),
            (
                "content/index.md",
                "What people say about [home](files.md).\n",
            ),
            ("content/files.md", "---\ntitle: Files\n---\nNothing yet.\n"),
            ("content/themes/home.md", &theme),
            ("content/inside.md", &inside),
            ("content/later.md", &draft),
            (
                "content/studies/talks/index.md",
                "---\ntitle: Talks\n---\nTalks.\n",
            ),
            ("content/studies/talks/participants.csv", table),
        ],
    )
}

/// The programme with a file that a public note links to.
fn with_file(name: &str, bytes: impl AsRef<[u8]>) -> Scratch {
    let scratch = programme();
    scratch.write(&format!("content/{name}"), bytes);
    scratch.write(
        "content/files.md",
        format!("---\ntitle: Files\n---\n[A file]({name})\n"),
    );
    scratch
}

/// The programme with public prose.
fn with_prose(prose: &str) -> Scratch {
    let scratch = programme();
    scratch.write(
        "content/files.md",
        format!("---\ntitle: Files\n---\n{prose}\n"),
    );
    scratch
}

/// Builds on top of a good site, which must stay as it is, and says what was wrong.
fn refused(scratch: &Scratch, what: &str) -> Run {
    scratch.write("site/index.html", "the last good site");
    scratch.write(
        "site/manifest.json",
        r#"{"generator": "Catena 0.1.0", "hash": "blake3", "files": {"index.html": ""}}"#,
    );
    let before = tree(scratch.path());
    let run = catena(scratch.path(), &["build"]);
    assert_eq!(run.code, Some(1), "{what} got through:\n{}", run.stderr);
    assert!(
        run.stderr.contains("error[leak]"),
        "{what}:\n{}",
        run.stderr
    );
    assert!(
        before == tree(scratch.path()),
        "{what}: something changed on disk"
    );
    for words in [WITHDRAWN, INTERNAL, DRAFT] {
        for word in words.split(' ').filter(|word| word.len() > 5) {
            assert!(
                !run.stderr.contains(word),
                "{what}: the log says `{word}`:\n{}",
                run.stderr
            );
        }
    }
    run
}

fn holds(scratch: &Scratch, arguments: &[&str]) {
    let run = catena(scratch.path(), arguments);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .expect("a file");
        archive.write_all(text.as_bytes()).expect("its text");
    }
    archive.finish().expect("an archive").into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect("it is written to memory");
    packed.finish().expect("a packed file")
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_programme_that_withholds_what_it_should_is_published() {
    let scratch = programme();
    holds(&scratch, &["build"]);
    let site = tree(&scratch.join("site"));
    for (path, bytes) in &site {
        let text = String::from_utf8_lossy(bytes);
        for secret in [
            "stairs",
            "kitchen",
            "garden",
            "P2",
            "Amberford",
            "Brindlewick",
        ] {
            assert!(!text.contains(secret), "{path} holds `{secret}`");
        }
    }
    holds(&scratch, &["build"]);
}

#[test]
fn words_in_linked_files_are_found() {
    let words = WITHDRAWN;
    let parted = words.replace(' ', "</w:t></w:r><w:r><w:t xml:space=\"preserve\"> ");
    let document = format!("<?xml version=\"1.0\"?><w:p><w:r><w:t>{parted}</w:t></w:r></w:p>");
    let inner = zipped(&[("inner.txt", words)]);
    let nested = {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive
            .start_file("inner.zip", SimpleFileOptions::default())
            .expect("a file");
        archive.write_all(&inner).expect("its bytes");
        archive.finish().expect("an archive").into_inner()
    };
    let packed = {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default();
        archive.start_file("a.txt.gz", options).expect("a file");
        let bytes = gzipped(words.as_bytes());
        archive.write_all(&bytes).expect("its bytes");
        archive.finish().expect("an archive").into_inner()
    };
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.txt", words.into()),
        ("upper.txt", words.to_uppercase().into()),
        ("lines.txt", words.replace(' ', "\r\n").into()),
        ("a.csv", format!("id,words\nP1,\"{words}\"\n").into()),
        ("cells.csv", words.replace(' ', "\",\"").into()),
        ("soft.txt", words.replace('e', "e\u{ad}").into()),
        ("wide.txt", words.replace(' ', "\u{200b} \u{2003}").into()),
        (
            "a.page.txt",
            format!("Page: <p>{}</p>", words.replace(' ', "</b>&nbsp;<b>")).into(),
        ),
        (
            "split.page.txt",
            format!("Page: <p>{}</p>", words.replace("ai", "a<i></i>i")).into(),
        ),
        (
            "attribute.page.txt",
            format!("Page: <img alt=\"1 > 0: {words}\">").into(),
        ),
        (
            "script.page.txt",
            format!("Page: <script>if (1<a) say(\"{words}\")</script>").into(),
        ),
        (
            "entities.page.txt",
            words.replace('a', "&#97;").replace('e', "&#x65;").into(),
        ),
        (
            "a.svg",
            format!(
                "<svg><text>{}</text></svg>",
                words.replace(' ', "</text><text>")
            )
            .into(),
        ),
        (
            "a.json",
            format!("{{\"q\": \"{}\"}}", words.replace(' ', "\\n")).into(),
        ),
        (
            "coded.json",
            format!("[\"{}\"]", words.replace('s', "\\u0073")).into(),
        ),
        (
            "markup.json",
            format!("[\"{}\"]", words.replace(' ', "<\\/b>\\u003cb> ")).into(),
        ),
        ("feed.txt", {
            let words = words.replace(' ', "&lt;/b&gt; &lt;b&gt;");
            format!("Feed: <content type=\"html\">{words}</content>").into()
        }),
        ("address.txt", words.replace(' ', "%20").into()),
        ("bare16.txt", utf16(words)),
        (
            "latin.txt",
            [b"\xe9t\xe9 ", words.as_bytes(), b" \xff"].concat(),
        ),
        (
            "a.docx",
            zipped(&[
                ("[Content_Types].xml", "<Types/>"),
                ("word/document.xml", &document),
            ]),
        ),
        (
            "a.xlsx",
            zipped(&[(
                "xl/sharedStrings.xml",
                &format!("<sst><si><t>{words}</t></si></sst>"),
            )]),
        ),
        (
            "a.odt",
            zipped(&[("content.xml", &format!("<text:p>{words}</text:p>"))]),
        ),
        (
            "named.epub",
            zipped(&[(&format!("{}.txt", words.replace(' ', "_")), "nothing")]),
        ),
        ("nested.odt", nested),
        ("packed.odt", packed),
        (
            "picture.png",
            [b"\x89PNG\r\n\x1a\n\0tEXtComment\0", words.as_bytes(), b"\0"].concat(),
        ),
    ];
    for (name, bytes) in files {
        let run = refused(&with_file(name, &bytes), name);
        assert!(
            run.stderr.contains(&format!("`files/{name}`")),
            "{name}:\n{}",
            run.stderr
        );
        assert!(
            run.stderr.contains("content/themes/home.md:8:1"),
            "{name}:\n{}",
            run.stderr
        );
    }
}

#[test]
fn words_in_public_prose_are_found() {
    let prose = [
        WITHDRAWN.to_owned(),
        format!("One person said: “{}”", WITHDRAWN.to_lowercase()),
        WITHDRAWN.replace("me how", "*me* how"),
        WITHDRAWN.replace("stairs", "sta&shy;irs"),
        format!("# {WITHDRAWN}"),
        format!("`{WITHDRAWN}`"),
        format!("| A |\n|---|\n| {WITHDRAWN} |"),
        format!("![{WITHDRAWN}](a.png)"),
        format!(
            "[A site](https://example.org/{})",
            WITHDRAWN.replace(' ', "%20")
        ),
        format!("> {WITHDRAWN}\n>\n> — [[P1]]"),
        INTERNAL.to_owned(),
        DRAFT.to_owned(),
        // Six words are enough.
        "It is said that never asked me how the stairs matter.".to_owned(),
    ];
    for text in &prose {
        let scratch = with_prose(text);
        scratch.write("content/a.png", b"\x89PNG\r\n\x1A\n");
        refused(&scratch, text);
    }
    holds(
        &with_prose("They said that never asked me how the matters."),
        &["build"],
    );
}

#[test]
fn words_in_front_matter_names_and_feeds_are_found() {
    let scratch = programme();
    let summary = format!("---\ntitle: Files\nupdated: 2026-01-01\nsummary: {WITHDRAWN}\n---\n");
    scratch.write("content/files.md", summary);
    let run = refused(&scratch, "a summary");
    assert!(run.stderr.contains("and in 2 more files"), "{}", run.stderr);
    let name = format!("{}.txt", WITHDRAWN.to_lowercase().replace(' ', "-"));
    refused(&with_file(&name, "nothing"), "a file's name");
}

#[test]
fn the_faults_are_the_same_each_time() {
    let scratch = with_prose(&format!("{WITHDRAWN}. {INTERNAL}. {DRAFT}."));
    let first = refused(&scratch, "prose").stderr;
    for _ in 0..3 {
        assert_eq!(refused(&scratch, "prose").stderr, first);
    }
    let faults = first.matches("error[leak]").count();
    assert_eq!(faults, 3, "one fault for each quote:\n{first}");
}

#[test]
fn drafts_are_no_leak_where_they_are_asked_for() {
    let scratch = with_prose(DRAFT);
    refused(&scratch, "a draft");
    std::fs::remove_dir_all(scratch.join("site")).expect("the last site");
    holds(&scratch, &["build", "--drafts"]);
}

#[test]
fn a_speaker_may_say_in_public_what_an_internal_note_holds() {
    let public = |who: &str| with_prose(&format!("> {INTERNAL}.\n>\n> — [[{who}]]"));
    holds(&public("P1"), &["build"]);
    // Somebody else's quote is no licence: it may be the same words under another name.
    refused(&public("P3"), "the words of another");
}

#[test]
fn a_common_phrase_is_accepted_with_a_reason() {
    let phrase = "asked me how the stairs were";
    let scratch = with_prose(&format!("Some {phrase}, some did not."));
    refused(&scratch, "a phrase");
    std::fs::remove_dir_all(scratch.join("site")).expect("the last site");
    let config = |line: &str| {
        format!("title: Homes\nparticipants: {{publish: [group]}}\ncommon_phrases:\n  {line}\n")
    };
    scratch.write(
        "catena.yaml",
        config(&format!("{phrase}: Everybody asks that.")),
    );
    holds(&scratch, &["build"]);
    let longer = with_prose(&format!("Some {phrase} going."));
    longer.write(
        "catena.yaml",
        config(&format!("{phrase}: Everybody asks that.")),
    );
    refused(&longer, "one word more");
    for (line, fault) in [
        (format!("{phrase}:"), "missing-key"),
        (format!("{WITHDRAWN} and more of it: Why not"), "wrong-type"),
    ] {
        scratch.write("catena.yaml", config(&line));
        let run = catena(scratch.path(), &["check"]);
        assert_eq!(run.code, Some(1));
        assert!(run.stdout.contains(fault), "{}", run.stdout);
    }
}

#[test]
fn values_that_identify_are_found_in_files() {
    for (name, text, column) in [
        ("a.csv", "id,town\n1,Brindlewick\n", "town"),
        ("a.txt", "A <td>brindlewick</td>", "town"),
    ] {
        let run = refused(&with_file(name, text), name);
        assert!(
            run.stderr.contains(&format!("`{column}`")),
            "{}",
            run.stderr
        );
        assert!(
            !run.stderr.to_lowercase().contains("brindlewick"),
            "{}",
            run.stderr
        );
    }
    // Two people share this one, and it is no word of its own in the other file.
    holds(&with_file("a.csv", "Amberford"), &["build"]);
    holds(&with_file("a.txt", "Brindlewicks"), &["build"]);
    // What people write for the public is theirs to judge.
    holds(&with_prose("We went to Brindlewick."), &["build"]);
    let scratch = with_file("a.csv", "Amberford");
    scratch.write(
        "catena.yaml",
        "title: Homes\nparticipants: {publish: [group], smallest_group: 3}\n",
    );
    let run = catena(scratch.path(), &["build"]);
    assert!(run.stderr.contains("small-group"), "{}", run.stderr);
    scratch.write(
        "catena.yaml",
        "title: Homes\nparticipants: {smallest_group: 3}\n",
    );
    refused(&scratch, "a value that two of three share");
}

#[test]
fn ids_of_those_who_withdrew_are_found() {
    for prose in [
        "As P2 told us.",
        "See <span>p2</span>.",
        "[A site](https://example.org/p2-home)",
    ] {
        let run = refused(&with_prose(prose), prose);
        assert!(
            run.stderr.contains("participants.csv:3:1"),
            "{}",
            run.stderr
        );
    }
    holds(&with_prose("P23 and MP2."), &["build"]);
    let road = with_prose("The road P2.");
    let config = "title: Homes\nparticipants: {publish: [group]}\ncommon_phrases: {P2: A road.}\n";
    road.write("catena.yaml", config);
    holds(&road, &["build"]);
}

#[test]
fn a_packed_file_that_cannot_be_examined_is_a_fault() {
    let locked = zipped(&[("a.txt", "harmless")]);
    let broken = &locked[..locked.len() - 12];
    let files: [(&str, &[u8]); 2] = [
        ("broken.docx", broken),
        ("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 harmless"),
    ];
    for (name, bytes) in files {
        let scratch = with_file(name, bytes);
        let run = catena(scratch.path(), &["build"]);
        assert_eq!(run.code, Some(1), "{name}:\n{}", run.stderr);
        assert!(
            run.stderr.contains("error[unexamined-file]"),
            "{name}:\n{}",
            run.stderr
        );
        assert!(!scratch.join("site").exists());
    }
    holds(&with_file("good.docx", &locked), &["build"]);
}

#[test]
fn a_bomb_is_refused_within_bounds() {
    let zeros = vec![0; 1 << 20];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    archive.start_file("zeros", options).expect("a file");
    for _ in 0..400 {
        archive.write_all(&zeros).expect("it is written to memory");
    }
    let bomb = archive.finish().expect("an archive").into_inner();
    let scratch = with_file("bomb.docx", bomb);
    let run = catena(scratch.path(), &["build"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(
        run.stderr.contains("It unpacks to too much"),
        "{}",
        run.stderr
    );
}

/// Without a secret nothing is examined: a file that cannot be is then no fault.
#[test]
fn where_nothing_is_withheld_nothing_is_looked_for() {
    let scratch = Scratch::with(
        "leak",
        &[
            ("catena.yaml", "title: A\n"),
            ("content/index.md", "[A file](a.doc)\n"),
            ("content/a.doc", ""),
        ],
    );
    scratch.write("content/a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    holds(&scratch, &["build"]);
}

#[test]
fn what_readers_take_along_is_searched_too() {
    // No page shows the name of a column: only the tables and the JSON hold it.
    let scratch = programme();
    let name = INTERNAL.to_lowercase().replace(' ', "_");
    scratch.write(
        "catena.yaml",
        format!("title: Homes\nparticipants:\n  publish: [{name}]\n  labels: {{{name}: Group}}\n"),
    );
    let table = format!(
        "id,{name},town,age,withdrawn\nP1,Family,Amberford,83,\nP2,Family,Brindlewick,91,2026-03-01\nP3,Family,Amberford,77,\n"
    );
    scratch.write("content/studies/talks/participants.csv", table);
    let run = refused(&scratch, "the name of a column");
    assert!(run.stderr.contains("`data/"), "{}", run.stderr);
}

#[test]
fn what_the_program_itself_writes_is_no_leak() {
    // `insertions` is a field of the JSON, and here what only one person does.
    let scratch = programme();
    let table = "id,group,town,age,work,withdrawn\nP1,Family,Amberford,83,insertions,\nP3,Family,Amberford,77,omissions,\n\
                 P2,Family,Amberford,77,x,2026-03-01\n";
    scratch.write("content/studies/talks/participants.csv", table);
    holds(&scratch, &["build"]);
}
