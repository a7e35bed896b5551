//! The same notes for other site generators, with layouts as simple as they can be.
//!
//! What they cannot say is plain Markdown there: a quote is a block quote, a citation is a link, and themes are a taxonomy.
//! So they do less with the same words, never more. Themes have no prose there, and nothing is searched or downloaded.

#![allow(dead_code, reason = "each benchmark uses its own part")]

use super::{Interview, Passage, SECTORS, Shape, about, path, put};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// Every page around what is its own.
fn page(title: &str, main: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title}</title><link rel=\"stylesheet\" href=\"/site.css\"></head><body>\
         <header><a href=\"/\">Made-up programme</a><nav><ul><li><a href=\"/themes/\">Themes</a></li>\
         <li><a href=\"/studies/\">Studies</a></li><li><a href=\"/references/\">References</a></li></ul></nav></header>\
         <main>{main}</main><footer>For measuring</footer></body></html>\n"
    )
}

/// Writes the notes for Hugo.
pub fn hugo(root: &Path, notes: usize) {
    put(
        root,
        "hugo.toml",
        "baseURL = \"https://example.org\"\ntitle = \"Made-up programme\"\ndisableKinds = [\"RSS\"]\n[taxonomies]\n\
         theme = \"themes\"\nsector = \"sectors\"\n",
    );
    let layouts = [
        (
            "baseof",
            page("{{ .Title }}", "{{ block \"main\" . }}{{ end }}"),
        ),
        (
            "single",
            hugo_layout(
                "{{ range .Params.themes }}<li><a href=\"/themes/{{ . }}/\">{{ . }}</a></li>{{ end }}",
            ),
        ),
        (
            "list",
            hugo_layout(
                "{{ range .Pages }}<li><a href=\"{{ .Permalink }}\">{{ .Title }}</a></li>{{ end }}",
            ),
        ),
    ];
    for (name, layout) in layouts {
        put(root, &format!("layouts/_default/{name}.html"), &layout);
    }
    content(
        root,
        notes,
        &Format {
            fence: "---",
            equals: ":",
            taxonomies: "",
        },
    );
}

fn hugo_layout(list: &str) -> String {
    format!(
        "{{{{ define \"main\" }}}}<h1>{{{{ .Title }}}}</h1>{{{{ .Content }}}}<ul>{list}</ul>{{{{ end }}}}\n"
    )
}

/// Writes the notes for Zola.
pub fn zola(root: &Path, notes: usize) {
    put(
        root,
        "config.toml",
        "base_url = \"https://example.org\"\ntitle = \"Made-up programme\"\ncompile_sass = false\n\
         build_search_index = false\ntaxonomies = [{name = \"themes\"}, {name = \"sectors\"}]\n",
    );
    let base = page(
        "{% block title %}{% endblock %}",
        "{% block main %}{% endblock %}",
    );
    let linked = "<li><a href=\"{{ each.permalink }}\">{{ each.title }}</a></li>";
    let layouts = [
        ("base", base),
        (
            "page",
            zola_layout(
                "page.title",
                "{{ page.content | safe }}",
                "theme in page.taxonomies.themes | default(value=[])",
                "<li><a href=\"{{ get_taxonomy_url(kind=\"themes\", name=theme) }}\">{{ theme }}</a></li>",
            ),
        ),
        (
            "section",
            zola_layout(
                "section.title",
                "{{ section.content | safe }}",
                "each in section.pages",
                linked,
            ),
        ),
        ("index", "{% extends \"section.html\" %}\n".to_owned()),
        (
            "taxonomy_list",
            zola_layout(
                "taxonomy.name",
                "",
                "each in terms",
                "<li><a href=\"{{ each.permalink }}\">{{ each.name }}</a></li>",
            ),
        ),
        (
            "taxonomy_single",
            zola_layout("term.name", "", "each in term.pages", linked),
        ),
    ];
    for (name, layout) in layouts {
        put(root, &format!("templates/{name}.html"), &layout);
    }
    content(
        root,
        notes,
        &Format {
            fence: "+++",
            equals: " =",
            taxonomies: "[taxonomies]\n",
        },
    );
}

fn zola_layout(title: &str, prose: &str, each: &str, item: &str) -> String {
    format!(
        "{{% extends \"base.html\" %}}{{% block title %}}{{{{ {title} }}}}{{% endblock %}}\
         {{% block main %}}<h1>{{{{ {title} }}}}</h1>{prose}<ul>{{% for {each} %}}{item}{{% endfor %}}</ul>\
         {{% endblock %}}\n"
    )
}

/// What differs between the front matters of the two.
struct Format {
    fence: &'static str,
    equals: &'static str,
    /// What stands before the taxonomies of a note.
    taxonomies: &'static str,
}

impl Format {
    fn note(&self, title: &str, more: &str, body: &str) -> String {
        let Self { fence, equals, .. } = self;
        format!("{fence}\ntitle{equals} \"{title}\"\n{more}{fence}\n\n{body}\n")
    }

    fn interview(&self, number: usize, shape: &Shape) -> String {
        let interview = Interview::new(number, shape);
        let Self {
            equals, taxonomies, ..
        } = self;
        let themes: BTreeSet<usize> = { &interview.passages }
            .iter()
            .map(|passage| passage.theme)
            .collect();
        let themes: Vec<String> = themes
            .iter()
            .map(|theme| format!("\"theme-{theme:04}\""))
            .collect();
        let sector = SECTORS[(interview.person - 1) % SECTORS.len()];
        let more = format!(
            "{taxonomies}themes{equals} [{}]\nsectors{equals} [\"{sector}\"]\n",
            themes.join(", ")
        );
        self.note(&interview.title, &more, &body(&interview))
    }
}

fn content(root: &Path, notes: usize, format: &Format) {
    let shape = Shape::of(notes);
    let put = |path: &str, text: &str| put(root, &format!("content/{path}"), text);
    put(
        "_index.md",
        &format.note("Made-up programme", "", "For measuring."),
    );
    put(
        "references.md",
        &format.note("References", "", &references(&shape)),
    );
    put("studies/_index.md", &format.note("Studies", "", ""));
    for study in 0..shape.studies {
        let note = format.note(&format!("Study {study}"), "", &about(study));
        put(&format!("studies/study-{study:04}/_index.md"), &note);
    }
    for number in 0..notes {
        put(&path(number, &shape), &format.interview(number, &shape));
    }
}

fn references(shape: &Shape) -> String {
    let lines: Vec<String> = (0..shape.references)
        .map(|number| format!("- ref{number:05}"))
        .collect();
    lines.join("\n")
}

fn body(interview: &Interview) -> String {
    let mut body = interview.opening.clone();
    let person = interview.person;
    for passage in &interview.passages {
        let Passage {
            theme,
            reference,
            words,
            comment,
            ..
        } = passage;
        // Writing to text cannot fail.
        let _ = write!(
            body,
            "\n\n> {words}\n>\n> — P{person}\n\n{comment} [ref{reference:05}](/references/#ref{reference:05}) \
             See [theme-{theme:04}](/themes/theme-{theme:04}/)."
        );
    }
    body
}
