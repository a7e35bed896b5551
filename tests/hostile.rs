//! Programmes that were made to do harm, and disks that say no. Each must end in a clear fault (exit 1) or a refusal
//! (exit 2), in time and in bounded memory, without a panic, and with the last good site as it was.

mod support;

use std::fs;
use std::path::Path;
use support::{Run, Scratch, catena, tree};

const FINE: i32 = 0;
const FAULTS: i32 = 1;
const REFUSED: i32 = 2;

/// A programme that built once, before something happened to it.
struct Programme(Scratch);

impl Programme {
    fn new() -> Self {
        let scratch = Scratch::with(
            "hostile",
            &[
                ("catena.yaml", "title: A programme\n"),
                ("content/index.md", "The last good site.\n"),
                ("content/studies/talks/index.md", "---\ntitle: Talks\n---\n"),
                ("content/studies/talks/participants.csv", "id\nP1\n"),
            ],
        );
        let run = catena(scratch.path(), &["build"]);
        assert_eq!(run.code, Some(FINE), "{}", run.stderr);
        Self(scratch)
    }

    fn with<B: AsRef<[u8]>>(path: &str, bytes: B) -> Self {
        let programme = Self::new();
        programme.0.write(path, bytes);
        programme
    }

    /// Builds, and asserts what holds for every programme.
    fn build(&self, wanted: i32) -> Run {
        self.build_with(wanted, &[])
    }

    fn build_with(&self, wanted: i32, arguments: &[&str]) -> Run {
        let before = tree(&self.0.join("site"));
        let all: Vec<&str> = ["build"].iter().chain(arguments).copied().collect();
        let run = catena(self.0.path(), &all);
        assert!(
            !run.stderr.contains("panicked"),
            "{}",
            shortened(&run.stderr)
        );
        assert_eq!(
            run.code,
            Some(wanted),
            "after {:.1} s: {}",
            run.seconds,
            shortened(&run.stderr)
        );
        if wanted != FINE {
            assert!(
                before == tree(&self.0.join("site")),
                "the last good site changed"
            );
            assert!(!run.stderr.trim().is_empty(), "a failure says why");
        }
        assert_eq!(strays(self.0.path()), Vec::<String>::new());
        run
    }

    /// Builds, and asserts that one fault is among those that are told.
    fn faults(&self, code: &str) -> Run {
        let run = self.build(FAULTS);
        assert!(
            run.stderr.contains(&format!("[{code}]")),
            "no {code}: {}",
            shortened(&run.stderr)
        );
        run
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(3000).collect()
}

/// Staging folders that a build left behind.
fn strays(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder)
        .expect("a folder")
        .filter_map(Result::ok);
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.contains(".catena-")).collect()
}

#[test]
fn a_programme_that_is_not_there() {
    let empty = Scratch::new("hostile");
    let run = catena(empty.path(), &["build"]);
    assert_eq!(run.code, Some(REFUSED));
    assert!(run.stderr.contains("no `catena.yaml`"), "{}", run.stderr);
    empty.write("catena.yaml", "title: A\n");
    for _ in ["without content", "with an empty folder"] {
        let run = catena(empty.path(), &["build"]);
        assert_eq!(run.code, Some(FAULTS));
        assert!(run.stderr.contains("[no-content]"), "{}", run.stderr);
        fs::create_dir_all(empty.join("content")).expect("a folder");
    }
    fs::remove_dir(empty.join("content")).expect("it is empty");
    empty.write("content", "a file");
    let run = catena(empty.path(), &["build"]);
    assert!(matches!(run.code, Some(FAULTS | REFUSED)), "{}", run.stderr);
}

#[test]
fn a_note_of_fifty_megabytes() {
    Programme::with("content/big.md", vec![b'x'; 50 << 20]).faults("file-too-large");
}

#[test]
fn a_note_as_large_as_is_allowed() {
    let line = "Words and [[nowhere]] and [a](b.md) and @key.\n";
    let programme = Programme::with(
        "content/big.md",
        format!("---\ntitle: Big\n---\n{}", line.repeat(20_000)),
    );
    programme.faults("unknown-link");
}

#[test]
fn ten_thousand_levels() {
    let deep = 10_000;
    let bodies = [
        ">".repeat(deep),
        "> ".repeat(deep) + "— [[P1]]",
        "[".repeat(deep) + &"]".repeat(deep),
        "![".repeat(deep) + &"](x)".repeat(deep),
        "[[".repeat(deep) + &"]]".repeat(deep),
        "*".repeat(deep) + "a" + &"*".repeat(deep),
        "*a **b ".repeat(deep),
        "_a ".repeat(deep),
        "- ".repeat(deep) + "a",
        "1. ".repeat(deep) + "a",
        (0..1000)
            .map(|level| format!("{}- a\n", " ".repeat(2 * level)))
            .collect(),
        "<b>".repeat(deep) + &"</b>".repeat(deep),
        "<div>\n".repeat(deep),
        "<b>".repeat(deep),
        "`".repeat(deep) + "a",
        "[^a]: > ".repeat(deep),
        "a\n: ".repeat(deep),
        "~~a ".repeat(deep),
        "@a; ".repeat(deep),
        "[@a; ".repeat(deep) + "@b]",
        "> — ".repeat(deep),
        "\\".repeat(deep),
        "<!--".repeat(deep),
        "[a](".repeat(deep),
        "[a]: b\n".repeat(deep) + &"[a]".repeat(deep),
    ];
    for body in bodies {
        let note = format!("---\ntitle: Deep\n---\n{body}\n");
        let programme = Programme::with("content/deep.md", note);
        let run = catena(programme.0.path(), &["build"]);
        let begin: String = body.chars().take(20).collect();
        assert!(
            !run.stderr.contains("panicked"),
            "{begin}: {}",
            shortened(&run.stderr)
        );
        assert!(
            matches!(run.code, Some(FINE | FAULTS)),
            "{begin}: {:?} after {:.1} s",
            run.code,
            run.seconds
        );
    }
}

#[test]
fn yaml_that_unfolds() {
    let mut bomb = String::from("a: &a [x,x,x,x,x,x,x,x,x,x]\n");
    for (from, to) in
        ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi", "ij"].map(|pair| pair.split_at(1))
    {
        bomb += &format!("{to}: &{to} [{}]\n", [&*format!("*{from}"); 10].join(","));
    }
    let nested = format!("a: {}", "[".repeat(100_000));
    let keys = "{a: ".repeat(50_000);
    let long: String = (0..100_000).map(|key| format!("k{key}: 1\n")).collect();
    for yaml in [&bomb, &nested, &keys, &long] {
        Programme::with("content/note.md", format!("---\n{yaml}\n---\nText\n")).build(FAULTS);
        Programme::with("catena.yaml", yaml).build(FAULTS);
        Programme::with("content/glossary.yaml", yaml).build(FAULTS);
        Programme::with("content/references.yaml", yaml).build(FAULTS);
        let block = format!("---\ntitle: A\n---\n```{{quotes}}\n{yaml}\n```\n");
        Programme::with("content/note.md", block).build(FAULTS);
    }
}

#[test]
fn quotes_that_show_each_other() {
    let note = |own: &str, other: &str| {
        format!(
            "---\ntitle: {own}\n---\n> Words.\n>\n> — [[P1]] {{#q-{own}}}\n\n![[q-{other}]]\n\n![[{own}]]\n"
        )
    };
    let programme = Programme::with("content/one.md", note("one", "two"));
    programme.0.write("content/two.md", note("two", "one"));
    programme.faults("embed-not-a-quote");
    let inside = "---\ntitle: A\n---\n> ![[q]]\n>\n> — [[P1]] {#q}\n\n![[q]]\n";
    Programme::with("content/note.md", inside).faults("embed-of-itself");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_programme() {
    use std::os::unix::fs::symlink;
    let outside = Scratch::with(
        "outside",
        &[("secret.md", "---\ntitle: Outsideword\n---\n")],
    );
    for (target, name) in [
        (Path::new("/etc/passwd"), "content/passwd.md"),
        (Path::new("/etc/passwd"), "content/picture.png"),
        (outside.path(), "content/folder"),
        (&outside.join("secret.md"), "content/references.bib"),
        (&outside.join("nothing"), "content/dangling.md"),
    ] {
        let programme = Programme::new();
        symlink(target, programme.0.join(name)).expect("a link");
        let run = programme.faults("symbolic-link");
        assert!(!run.stderr.contains("root:") && !run.stderr.contains("Outsideword"));
    }
    let programme = Programme::new();
    fs::rename(programme.0.join("content"), programme.0.join("elsewhere")).expect("a folder");
    symlink(outside.path(), programme.0.join("content")).expect("a link");
    let run = programme.build(FAULTS);
    assert!(!run.stderr.contains("Outsideword"), "{}", run.stderr);
}

#[test]
fn paths_out_of_the_programme() {
    for line in [
        "bibliography: [../outside.bib]",
        "bibliography: [/etc/passwd]",
        "citation_style: ../outside.csl",
        "look: ../../etc",
        "output: ../outside",
        "output: /tmp/catena-outside",
    ] {
        let programme = Programme::with("catena.yaml", format!("title: A\n{line}\n"));
        programme.faults("path-outside-root");
        assert!(!Path::new("/tmp/catena-outside").exists());
    }
    for link in [
        "[a](../../x.md)",
        "[a](/etc/passwd)",
        "![a](../catena.yaml)",
        "[a](%2e%2e/%2e%2e/x)",
    ] {
        Programme::with("content/index.md", link).faults("path-outside-root");
    }
    let aliases =
        "---\ntitle: A\naliases: [../../evil, /etc/evil, ..\\evil, con, \"a/b\", index]\n---\n";
    let programme = Programme::with("content/page.md", aliases);
    programme.build(FINE);
    let site = tree(&programme.0.join("site"));
    assert!(
        site.keys()
            .all(|path| !path.contains("evil") && !path.contains(".."))
    );
}

#[test]
fn ids_that_are_paths() {
    let quote = "---\ntitle: A\n---\n> Words.\n>\n> — [[P1]] {#../../evil}\n";
    Programme::with("content/page.md", quote).faults("invalid-id");
    Programme::with("content/studies/talks/participants.csv", "id\n../../P1\n")
        .faults("invalid-id");
    Programme::with("content/studies/talks/participants.csv", "id\n<script>\n")
        .faults("invalid-id");
    Programme::with("content/Upper Case.md", "---\ntitle: A\n---\n").faults("invalid-id");
}

/// Names that some systems keep for devices, and names too long for a file.
#[test]
fn ids_that_no_system_likes() {
    Programme::with("content/con.md", "---\ntitle: A device\n---\n").faults("invalid-id");
    let long = "a".repeat(200);
    Programme::with(&format!("content/{long}.md"), "---\ntitle: Long\n---\n").faults("invalid-id");
    let title = "word ".repeat(20_000);
    Programme::with(
        "content/page.md",
        format!("---\ntitle: {title}\n---\n# {title}\n"),
    )
    .build(FINE);
    let quote = format!(
        "---\ntitle: A\n---\n> Words.\n>\n> — [[P1]] {{#{}}}\n",
        "a".repeat(300)
    );
    Programme::with("content/page.md", quote).faults("invalid-id");
}

#[test]
fn folders_named_as_files() {
    for name in ["content/page.md/x.txt", "content/references.bib/x.txt"] {
        Programme::with(name, "x").faults("folder-named-as-note");
    }
    let programme = Programme::new();
    fs::remove_file(programme.0.join("catena.yaml")).expect("a file");
    programme.0.write("catena.yaml/x.txt", "x");
    programme.build(REFUSED);
}

#[test]
fn bytes_that_are_no_text() {
    for name in [
        "index.md",
        "references.bib",
        "references.ris",
        "a.nbib",
        "references.json",
        "references.yaml",
    ] {
        let path = format!("content/{name}");
        Programme::with(&path, b"title \xff\xfe \xc3").faults("not-utf8");
    }
    Programme::with("catena.yaml", b"title: \xff\xfe").faults("not-utf8");
    Programme::with("content/glossary.yaml", b"- term: \xff").faults("not-utf8");
    Programme::with("content/studies/talks/participants.csv", b"id\n\xff").faults("not-utf8");
    Programme::with("content/index.md", b"\xff\xfeH\0i\0").faults("not-utf8");
    Programme::with("content/index.md", b"A\0B\x1b[31mred").faults("control-character");
    let yaml = Programme::with("content/index.md", b"---\ntitle: \"A\0B\"\n---\n");
    assert!(!yaml.build(FAULTS).stderr.contains('\0'));
}

#[test]
fn looks_that_are_broken() {
    for (path, bytes) in [
        ("themes/mine/templates/home.html", &b"{% if %}"[..]),
        ("themes/mine/templates/home.html", b"{{ nothing.at.all }}"),
        ("themes/mine/templates/home.html", b"\xff"),
        ("themes/mine/i18n/en.yaml", b"\xff: [\n"),
        ("themes/mine/i18n/en.yaml", b"a: b: c"),
    ] {
        let programme = Programme::with(path, bytes);
        programme.0.write("catena.yaml", "title: A\nlook: mine\n");
        let run = catena(programme.0.path(), &["build"]);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        assert!(
            matches!(run.code, Some(FAULTS | REFUSED)),
            "{path}: {:?} {}",
            run.code,
            run.stderr
        );
        assert_eq!(strays(programme.0.path()), Vec::<String>::new());
    }
}

#[test]
fn empty_files_of_every_kind() {
    for name in [
        "content/index.md",
        "content/references.bib",
        "content/references.ris",
        "content/a.nbib",
        "content/glossary.yaml",
        "content/picture.png",
        "themes/default/i18n/en.yaml",
        "themes/default/static/look.css",
    ] {
        let run = catena(Programme::with(name, "").0.path(), &["build"]);
        assert!(
            !run.stderr.contains("panicked") && run.code.is_some(),
            "{name}: {}",
            run.stderr
        );
    }
    Programme::with("catena.yaml", "").faults("missing-key");
    Programme::with("content/page.md", "").faults("missing-title");
    Programme::with("content/studies/talks/participants.csv", "").faults("unreadable-row");
    let json = Programme::with("content/references.json", "");
    assert!(
        !catena(json.0.path(), &["build"])
            .stderr
            .contains("panicked")
    );
}

#[test]
fn addresses_that_harm() {
    for link in [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "[a](&#106;avascript:alert(1))",
        "[a](javascript&colon;alert(1))",
        "[a](data:text/html;base64,eA==)",
        "[a](vbscript:x)",
        "[a](//evil.example/x)",
        "<javascript:alert(1)>",
        "![a](javascript:alert(1))",
        "[a][b]\n\n[b]: javascript:alert(1)",
    ] {
        Programme::with("content/index.md", link).faults("unsafe-link");
    }
    for url in [
        "javascript:alert(1)",
        "https://a\"onload=x",
        "https://",
        "ftp://a",
        "https://a/<b>",
    ] {
        let yaml = format!("title: A\nbase_url: '{url}'\n");
        Programme::with("catena.yaml", yaml).build(FAULTS);
        Programme::new().build_with(REFUSED, &["--base-url", url]);
    }
    let contact = "title: A\ncontact: {name: A, url: 'javascript:alert(1)'}\n";
    Programme::with("catena.yaml", contact).faults("unsafe-link");
}

/// Names that no repository can hold on every system, so they are made here.
#[cfg(unix)]
#[test]
fn names_that_mislead() {
    let shown = |name: &str| {
        let programme = Programme::with(&format!("content/{name}"), "text\n");
        programme
            .0
            .write("content/index.md", format!("[a](<{name}>)\n"));
        programme
    };
    for name in [
        "con.txt",
        "NUL.csv",
        "a\u{202E}vsc.txt",
        "a\u{200B}.txt",
        "a:b.txt",
        "a?b.txt",
        "folder./a.txt",
        "aux/a.txt",
    ] {
        let encoded = name.replace('?', "%3F");
        let programme = shown(name);
        programme
            .0
            .write("content/index.md", format!("[a](<./{encoded}>)\n"));
        programme.faults("unsafe-name");
    }
    shown(&format!("{}.txt", "é".repeat(120))).faults("unsafe-name");
    shown("a b & c (1).txt").build(FINE);
    let twins = shown("Twins.txt");
    twins.0.write("content/twins.TXT", "text\n");
    twins
        .0
        .write("content/index.md", "[a](Twins.txt) [b](twins.TXT)\n");
    if tree(&twins.0.join("content")).len() > 4 {
        twins.faults("path-taken");
    }
    let unused = Programme::with("content/con.txt", "text\n");
    unused.build(FINE);
}

/// A folder whose name leaves nothing for an address must not lead to the top of the disk.
#[test]
fn folders_that_leave_no_address() {
    for folder in ["!!!", "綜合", "\u{202E}", "-", "con", "a/!!!"] {
        let note = "---\ntitle: Catena hostile page\n---\n";
        let path = format!("content/{folder}/catena-hostile.md");
        Programme::with(&path, note).faults("invalid-id");
        assert!(!Path::new("/catena-hostile.html").exists());
    }
    let deep = "a/".repeat(40);
    Programme::with(&format!("content/{deep}b.md"), "---\ntitle: A\n---\n")
        .faults("nesting-too-deep");
    let long = "綜".repeat(60);
    Programme::with(&format!("content/{long}.md"), "---\ntitle: A\n---\n").faults("invalid-id");
}

#[test]
fn files_that_are_too_large() {
    let programme = Programme::with("content/index.md", "[a](big.txt) ![b](big.svg)\n");
    programme.0.write("content/big.svg", "");
    programme.0.write("content/big.txt", "");
    for (name, size) in [("big.txt", 101 << 20), ("big.svg", 9 << 20)] {
        let file = fs::File::create(programme.0.join(&format!("content/{name}"))).expect("a file");
        file.set_len(size).expect("a hole");
    }
    let run = programme.faults("file-too-large");
    assert!(run.stderr.contains("100 MB") && run.stderr.contains(" 8 MB"));
}

#[test]
fn blocks_that_show_far_too_much() {
    let quotes: String = (0..300)
        .map(|number| format!("> Words {number}.\n>\n> — [[P1]] {{#q-{number}}}\n\n"))
        .collect();
    let blocks = "```{quotes}\n```\n\n".repeat(100);
    let programme = Programme::with("content/page.md", format!("---\ntitle: A\n---\n{quotes}"));
    programme
        .0
        .write("content/blocks.md", format!("---\ntitle: B\n---\n{blocks}"));
    programme.faults("too-many");
    let blocks = "```{gaps}\n```\n\n".repeat(1_001);
    Programme::with("content/page.md", format!("---\ntitle: A\n---\n{blocks}")).faults("too-many");
}

/// Whatever looks like a template is printed as it was written.
#[test]
fn template_code_is_text() {
    let input = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/hostile/template-code.md"
    );
    let note = fs::read(input).expect("the input");
    let picture = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/hostile/_base/content/one.png"
    );
    let programme = Programme::with("content/template-code.md", note);
    programme
        .0
        .write("content/one.png", fs::read(picture).expect("a picture"));
    programme.build(FINE);
    let site = tree(&programme.0.join("site"));
    let page = String::from_utf8_lossy(&site["template-code.html"]).into_owned();
    for code in [
        "{{ 7 * 7 }} {% raw %}",
        "{% for a in b %} {# comment #} {{ page.body | safe }}",
        "<h2 id=\"7-7\">{{ 7 * 7 }}",
        "alt=\"{{ 7 * 7 }}\"",
        "<p>{{ 7 * 7 }} {% endraw %}</p>",
        "<code>{{ 7 * 7 }}</code>",
    ] {
        assert!(page.contains(code), "{code} is not on the page");
    }
    assert!(!page.contains("49"));
}

#[test]
fn html_that_harms() {
    let body = concat!(
        "<script>evilword()</script>\n\n<img src=x onerror=evilword()>\n\n<svg onload=evilword()>\n\n",
        "Inline <a href=\"javascript:evilword()\">x</a> <img src=x onerror=evilword()> <b onclick=evilword()>x</b>\n\n",
        "<div style=\"background:url(evilword)\" onclick='evilword()'>x</div>\n\n<iframe srcdoc='evilword'></iframe>\n\n",
        "<details><summary><script>evilword()</script></summary></details>\n\n<!-- --><p onclick=evilword()>\n",
        "</main></body></html><script>evilword()</script>\n\n<noscript><p title=\"</noscript><script>evilword()</script>\">",
    );
    let names = "---\ntitle: <script>evilword()</script>\nsummary: \"\\\"><script>evilword()</script>\"\n---\n";
    let programme = Programme::with(
        "content/page.md",
        format!("{names}# <script>evilword()</script>\n\n{body}\n"),
    );
    programme.0.write(
        "catena.yaml",
        "title: \"</title><script>evilword()</script>\"\n",
    );
    programme.build(FINE);
    for (path, bytes) in tree(&programme.0.join("site")) {
        let page = String::from_utf8_lossy(&bytes).to_lowercase();
        let harm = harmful(&page);
        assert_eq!(harm, None, "{path}");
    }
}

/// The first tag that carries the harm. Words between tags, and inside quoted attributes, are only words.
fn harmful(page: &str) -> Option<&str> {
    let tags = page
        .split('<')
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or(rest));
    let mut tags = tags.filter(|tag| {
        let unquoted: String = tag.split('"').step_by(2).collect();
        unquoted.contains("evilword") || tag.contains("\"javascript:") || tag.starts_with("iframe")
    });
    let script = page.find("<script>evilword").map(|at| &page[at..at + 20]);
    script.or_else(|| tags.next())
}

#[test]
fn very_many_of_one_thing() {
    let footnotes: String = (0..100_000)
        .map(|n| format!("a[^{n}]\n\n[^{n}]: b\n\n"))
        .collect();
    Programme::with(
        "content/page.md",
        format!("---\ntitle: A\n---\n{footnotes}"),
    )
    .build(FINE);
    let cells = "|a".repeat(5_000);
    let table = format!(
        "---\ntitle: A\n---\n{cells}|\n{}|\n{cells}|\n{cells}|\n",
        "|-".repeat(5_000)
    );
    Programme::with("content/page.md", table).build(FINE);
    let headings = "# Same\n\n".repeat(20_000);
    Programme::with("content/page.md", format!("---\ntitle: A\n---\n{headings}")).build(FINE);
    let undefined = "[^x] ".repeat(20_000);
    Programme::with(
        "content/page.md",
        format!("---\ntitle: A\n---\n{undefined}"),
    )
    .faults("undefined-footnote");
    let rows: String = (0..100_000).map(|n| format!("Q{n}\n")).collect();
    Programme::with(
        "content/studies/talks/participants.csv",
        format!("id\n{rows}"),
    )
    .build(FINE);
}

#[test]
fn output_folders_that_are_not_catenas() {
    let refused = |arguments: &[&str], prepare: fn(&Scratch)| {
        let programme = Programme::new();
        prepare(&programme.0);
        let before = tree(programme.0.path());
        programme.build_with(REFUSED, arguments);
        assert!(
            before == tree(programme.0.path()),
            "{arguments:?} changed something"
        );
    };
    refused(&["-o", "."], |_| ());
    refused(&["-o", ".."], |_| ());
    refused(&["-o", "/"], |_| ());
    refused(&["-o", "content"], |_| ());
    refused(&["-o", "content/site"], |_| ());
    refused(&["-o", "themes/x"], |_| ());
    refused(&["-o", "catena.yaml"], |_| ());
    refused(&["-o", "mine"], |folder| {
        folder.write("mine/thesis.docx", "years of work")
    });
    refused(&["-o", "mine"], |folder| {
        folder.write("mine/manifest.json", "{}")
    });
    refused(&["-o", "site"], |folder| {
        folder.write("site/mine.txt", "added by hand")
    });
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_a_link() {
    use std::os::unix::fs::symlink;
    let outside = Scratch::with("outside", &[("keep.txt", "keep")]);
    let programme = Programme::new();
    symlink(outside.path(), programme.0.join("link")).expect("a link");
    programme.build_with(REFUSED, &["-o", "link"]);
    programme
        .0
        .write("catena.yaml", "title: A\noutput: link/site\n");
    programme.faults("path-outside-root");
    assert_eq!(tree(outside.path()).len(), 1);
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let programme = Programme::new();
    let locked = programme.0.join("locked");
    fs::create_dir(&locked).expect("a folder");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("a mode");
    if fs::write(locked.join("x"), "x").is_ok() {
        let _ = fs::remove_file(locked.join("x"));
        eprintln!("skipped: this user may write everywhere");
    } else {
        programme.build_with(REFUSED, &["-o", "locked/site"]);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let programme = Programme::with("content/page.md", "---\ntitle: A\n---\n");
    let page = programme.0.join("content/page.md");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o000)).expect("a mode");
    if fs::read(&page).is_ok() {
        eprintln!("skipped: this user may read everything");
    } else {
        programme.faults("unreadable-file");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    use std::process::Command;
    let programme = Programme::new();
    let small = programme.0.join("small");
    fs::create_dir(&small).expect("a folder");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
        .arg(&small)
        .output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no small disk can be mounted here");
        return;
    }
    let run = catena(programme.0.path(), &["build", "-o", "small/site"]);
    let left = fs::read_dir(&small).map(Iterator::count);
    let _ = Command::new("umount").arg(&small).output();
    assert_eq!(run.code, Some(REFUSED), "{}", run.stderr);
    assert!(run.stderr.contains("cannot be written"), "{}", run.stderr);
    assert_eq!(left.ok(), Some(0), "nothing stays behind");
}

#[test]
fn builds_at_the_same_time() {
    let programme = Programme::new();
    let folder = programme.0.path();
    let runs: Vec<Run> = std::thread::scope(|scope| {
        let builds: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| catena(folder, &["build"])))
            .collect();
        builds
            .into_iter()
            .map(|build| build.join().expect("a test thread"))
            .collect()
    });
    for run in &runs {
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        assert!(
            matches!(run.code, Some(FINE | REFUSED)),
            "{:?} {}",
            run.code,
            run.stderr
        );
    }
    assert!(runs.iter().any(|run| run.code == Some(FINE)));
    assert_eq!(strays(folder), Vec::<String>::new());
    let alone = Programme::new();
    let [together, alone] = [&programme, &alone].map(|built| tree(&built.0.join("site")));
    let differ = |path: &String| together.get(path) != alone.get(path);
    let paths: std::collections::BTreeSet<_> = together.keys().chain(alone.keys()).collect();
    let differing: Vec<_> = paths.into_iter().filter(|path| differ(path)).collect();
    assert!(differing.is_empty(), "{differing:?}");
}
