//! What readers may take along: tables, JSON and references, read back as other programs read them.

mod support;

use serde_json::Value;
use std::fs;
use std::path::Path;
use support::{Scratch, catena};

/// A programme that shows most of what data can hold, with what breaks careless writers.
fn programme() -> Scratch {
    Scratch::with(
        "data",
        &[
            (
                "catena.yaml",
                "title: Homes & \"care\"\nlanguage: en-GB\nlicence: {name: CC BY 4.0, url: \"https://creativecommons.org/licenses/by/4.0/\"}\n\
                 facets:\n  level:\n    label: Level\n    values:\n      micro: {label: Micro, description: near}\n      macro: {label: Macro}\n\
                 participants:\n  publish: [group]\n  attribution: \"{id}, {group}\"\nbibliography: [content/refs.bib]\n",
            ),
            (
                "content/index.md",
                "---\nsummary: Plain.\n---\nHome cites [@lee2019; @who].\n",
            ),
            (
                "content/themes/trust.md",
                "---\ntitle: \"=Trust\"\nsummary: \"+Short\"\nnot_held: [The other half]\n---\n\
                 > =1+1 is what they [the staff] said … “so there”.\n>\n> A second paragraph.\n>\n> — [[P1]] {#one themes=trust level=micro}\n\n\
                 > +44 is what I dial\n>\n> — [@lee2019, p. 3] {#two}\n",
            ),
            (
                "content/findings/f.md",
                "---\ntitle: A finding\ntype: synthesis\nthemes: [trust]\nconvergence:\n  talks: {code: agreement, note: So it is.}\n\
                 confidence:\n  overall: low\n  because: Few people\n  methodological_limitations: {concern: minor, because: Old}\n  \
                 coherence: {concern: none}\n  adequacy: {concern: serious, because: Few}\n  relevance: {concern: none}\n---\nText.\n",
            ),
            (
                "content/recommendations/r.md",
                "---\ntitle: Do this\nfindings: [f]\naudience: [Everybody]\nfacets: {level: {macro: stated}}\n---\nText.\n",
            ),
            (
                "content/studies/talks/index.md",
                "---\ntitle: Talks\ndesign: interview-study\nquestion: How?\npublications: [{key: lee2019, relation: version-of-record}]\n---\nTalks.\n",
            ),
            (
                "content/studies/talks/participants.csv",
                "id,group,town\nP1,Family,Amberford\nP2,Family,Brindlewick\n",
            ),
            (
                "content/glossary.yaml",
                "- term: Trust\n  definition: Reliance on others.\n  abbreviation: TR\n",
            ),
            (
                "content/refs.bib",
                "@article{lee2019, author={Lee, Ann and others}, title={Homes \\& {NHS} care: 50\\%}, journal={J Homes}, year=2019, volume=3, pages={1--9}, doi={10.1/x_y}}\n\
                 @techreport{who, author={{World Health Organization}}, title={Report}, institution={WHO}, year=2020, annote={secret thought}}\n",
            ),
        ],
    )
}

fn built(scratch: &Scratch) {
    let run = catena(scratch.path(), &["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

fn read(scratch: &Scratch, path: &str) -> String {
    fs::read_to_string(scratch.join(path)).expect(path)
}

#[test]
fn the_evidence_is_as_its_schema_says() {
    let scratch = programme();
    built(&scratch);
    let [evidence, schema]: [Value; 2] = ["evidence.json", "evidence.schema.json"].map(|name| {
        serde_json::from_str(&read(&scratch, &format!("site/data/{name}"))).expect("JSON")
    });
    assert_eq!(faults(&evidence, &schema, &schema, "").join("\n"), "");
    let sizes: Vec<usize> = [
        "studies",
        "participants",
        "themes",
        "quotes",
        "findings",
        "recommendations",
        "terms",
    ]
    .iter()
    .map(|list| evidence[*list].as_array().expect("a list").len())
    .collect();
    assert_eq!(sizes, [1, 2, 1, 2, 1, 1, 1]);
    let quote = &evidence["quotes"][0];
    assert_eq!(
        quote["words"],
        "=1+1 is what they [the staff] said … “so there”.\n\nA second paragraph."
    );
    assert_eq!(quote["insertions"], serde_json::json!(["[the staff]"]));
    assert_eq!(quote["facets"], serde_json::json!({"level": ["micro"]}));
    assert_eq!(
        evidence["findings"][0]["confidence"]["components"]["adequacy"]["because"],
        "Few"
    );
    // The validator can fail.
    let mut wrong = evidence.clone();
    wrong["quotes"][0]["words"] = Value::from(7);
    wrong["themes"][0]["extra"] = Value::from("x");
    assert_eq!(faults(&wrong, &schema, &schema, "").len(), 2);
}

/// What of a value a schema does not allow; the words of JSON Schema that ours uses.
fn faults(value: &Value, schema: &Value, root: &Value, at: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root
            .pointer(name.trim_start_matches('#'))
            .expect("a definition");
        return faults(value, target, root, at);
    }
    let mut found = Vec::new();
    if let Some(allowed) = schema["enum"].as_array()
        && !allowed.contains(value)
    {
        found.push(format!("{at}: {value} is not one of the values"));
    }
    let fits = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value
            .as_i64()
            .is_some_and(|number| number >= schema["minimum"].as_i64().unwrap_or(0)),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    };
    if !fits {
        found.push(format!("{at}: {value} has another type"));
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(faults(
            item,
            &schema["items"],
            root,
            &format!("{at}/{index}"),
        ));
    }
    let required = schema["required"].as_array().into_iter().flatten();
    for name in required.filter_map(Value::as_str) {
        if value.get(name).is_none() {
            found.push(format!("{at}: `{name}` is missing"));
        }
    }
    for (name, field) in value.as_object().into_iter().flatten() {
        match (
            schema["properties"].get(name),
            &schema["additionalProperties"],
        ) {
            (Some(known), _) => found.extend(faults(field, known, root, &format!("{at}/{name}"))),
            (None, Value::Bool(false)) => found.push(format!("{at}: `{name}` is not described")),
            (None, other) => found.extend(faults(field, other, root, &format!("{at}/{name}"))),
        }
    }
    found
}

#[test]
fn tables_hold_every_quote_and_code_and_run_nothing() {
    let scratch = programme();
    built(&scratch);
    let table = |name: &str| -> Vec<Vec<String>> {
        let text = read(&scratch, &format!("site/data/{name}"));
        let text = text
            .strip_prefix('\u{FEFF}')
            .expect("the mark of UTF-8")
            .to_owned();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.expect("a row"));
        rows.map(|row| row.iter().map(str::to_owned).collect())
            .collect()
    };
    let quotes = table("quotes.csv");
    assert_eq!(
        quotes[0],
        [
            "id",
            "words",
            "speaker",
            "speaker_detail",
            "study",
            "document",
            "participant_group",
            "themes",
            "theme_titles",
            "facet_level",
            "words_said",
            "check",
            "address",
            "guarded"
        ]
    );
    assert_eq!(quotes.len(), 3);
    let cell = |row: usize, name: &str| {
        let column = quotes[0]
            .iter()
            .position(|column| column == name)
            .expect(name);
        quotes[row][column].as_str()
    };
    assert_eq!(
        cell(1, "words"),
        "'=1+1 is what they [the staff] said … “so there”.\n\nA second paragraph."
    );
    assert_eq!(cell(1, "guarded"), "words theme_titles");
    assert_eq!(
        (cell(1, "participant_group"), cell(1, "facet_level")),
        ("Family", "micro")
    );
    assert_eq!(
        (cell(2, "words"), cell(2, "document")),
        ("'+44 is what I dial", "lee2019")
    );
    assert_eq!(cell(2, "address"), "themes/trust.html#two");
    let codebook = table("codebook.csv");
    let kinds: Vec<(&str, &str)> = codebook
        .iter()
        .map(|row| (row[0].as_str(), row[1].as_str()))
        .collect();
    assert_eq!(
        kinds,
        [
            ("kind", "id"),
            ("theme", "trust"),
            ("level", "micro"),
            ("level", "macro")
        ]
    );
    for row in quotes.iter().chain(&codebook) {
        for cell in row {
            assert!(
                !cell.trim_start().starts_with(['=', '+', '-', '@']),
                "{cell}"
            );
        }
    }
}

#[test]
fn references_come_back_without_a_fault() {
    let scratch = programme();
    built(&scratch);
    let listed = read(&scratch, "site/references.html");
    assert!(!listed.contains("secret thought"));
    for ending in ["bib", "ris", "json"] {
        let file = format!("site/data/references.{ending}");
        let text = read(&scratch, &file);
        assert!(
            !text.contains("secret thought"),
            "{file} tells what no page tells"
        );
        let again = programme();
        again.write("content/refs.bib", "");
        fs::remove_file(again.join("content/refs.bib")).expect("it is there");
        let config = read(&again, "catena.yaml")
            .replace("content/refs.bib", &format!("content/refs.{ending}"));
        again.write("catena.yaml", config);
        again.write(&format!("content/refs.{ending}"), &text);
        built(&again);
        assert_eq!(
            main(&read(&again, "site/references.html")),
            main(&listed),
            "{ending}"
        );
    }
}

fn main(page: &str) -> &str {
    let from = page.find("<main").expect("a page has a main part");
    &page[from..page.find("</main>").expect("its end")]
}

#[test]
fn the_same_bytes_every_time() {
    let [first, second] = [(); 2].map(|()| {
        let scratch = programme();
        built(&scratch);
        bytes(&scratch.join("site/data"))
    });
    assert!(first == second);
    assert_eq!(first.len(), 8);
}

fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter();
    let files = entries
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).expect("a file"))
    };
    files.map(read).collect()
}
