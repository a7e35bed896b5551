//! What is wrong, for browsers: as JSON for the script, and as a page of its own while there is no site.

use crate::diagnostic::{self, Diagnostic, Severity, Shown, ShownPlace};
use crate::model::{attribute, escape, plain_json};
use crate::preview::State;
use crate::source::SourceMap;
use serde::Serialize;

/// How many faults a page shows. The terminal has the others.
const MOST: usize = 50;

/// What is wrong, as pages show it. Every field is text, none is HTML.
#[derive(Debug, Clone)]
pub struct Faults {
    parts: Parts,
    json: String,
    sources: SourceMap,
}

#[derive(Debug, Clone, Serialize)]
struct Parts {
    errors: usize,
    warnings: usize,
    /// What is wrong around the content: the look, the configuration, a folder.
    environment: Option<Environment>,
    faults: Vec<Shown>,
    /// How many more there are.
    more: usize,
}

#[derive(Debug, Clone, Serialize)]
struct Environment {
    message: String,
    /// A report of several lines, such as a template's.
    detail: String,
}

impl Faults {
    pub fn of(state: &State) -> Self {
        Self::new(&state.faults, &state.sources, state.environment.as_deref())
    }

    /// One thing that is wrong around the content.
    pub fn only(reason: &str) -> Self {
        Self::new(&[], &SourceMap::default(), Some(reason))
    }

    /// Other faults of the same files.
    pub fn among(faults: &[Diagnostic], others: &Self) -> Self {
        Self::new(faults, &others.sources, None)
    }

    fn new(faults: &[Diagnostic], sources: &SourceMap, environment: Option<&str>) -> Self {
        let count = |severity| {
            faults
                .iter()
                .filter(|fault| fault.severity == severity)
                .count()
        };
        let of = |severity| {
            faults
                .iter()
                .filter(move |fault| fault.severity == severity)
        };
        let open: Vec<&Diagnostic> = of(Severity::Error).chain(of(Severity::Warning)).collect();
        let parts = Parts {
            errors: count(Severity::Error) + usize::from(environment.is_some()),
            warnings: count(Severity::Warning),
            environment: environment.map(Environment::of),
            faults: diagnostic::shown(&open[..open.len().min(MOST)], sources),
            more: open.len().saturating_sub(MOST),
        };
        Self {
            json: serde_json::to_value(&parts)
                .map_or_else(|_| "{}".to_owned(), |json| plain_json(&json)),
            sources: sources.clone(),
            parts,
        }
    }

    pub fn json(&self) -> &str {
        &self.json
    }

    /// A page that says what is wrong, in the place of one that cannot be shown.
    pub fn page(&self) -> String {
        let mut list = String::new();
        if let Some(environment) = &self.parts.environment {
            environment.write(&mut list);
        }
        for fault in &self.parts.faults {
            write(fault, &mut list);
        }
        if self.parts.more > 0 {
            list += &format!(
                "<li>And {} more: <code>catena check</code> tells all of them.</li>",
                self.parts.more
            );
        }
        PAGE.replace("LIST", &list)
    }
}

/// The page around the list. Its policy is that of every page.
const PAGE: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-src 'self'; \
    base-uri 'none'; form-action 'none'\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <meta name=\"color-scheme\" content=\"light dark\">\n\
    <title>Catena cannot show this page yet</title>\n\
    <link rel=\"stylesheet\" href=\"/_catena/preview.css\">\n</head>\n<body class=\"alone\">\n<main>\n\
    <h1>This page cannot be shown yet</h1>\n\
    <p>Mend what follows and save. The page then comes by itself.</p>\n\
    <ol class=\"faults\">LIST</ol>\n</main>\n</body>\n</html>\n";

impl Environment {
    fn of(reason: &str) -> Self {
        let (message, detail) = reason.split_once('\n').unwrap_or((reason, ""));
        let mut letters = message.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string());
        Self {
            message: first.unwrap_or_default() + letters.as_str(),
            detail: detail.to_owned(),
        }
    }

    fn write(&self, list: &mut String) {
        *list += "<li class=\"fault error\"><p class=\"message\"><b>error</b> ";
        *list += &sentence(&self.message);
        *list += "</p>";
        if !self.detail.is_empty() {
            *list += &format!("<pre>{}</pre>", escape(&self.detail));
        }
        *list += "</li>";
    }
}

/// A sentence in which what stands between backquotes is shown as it is written in a note.
fn sentence(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let last = parts.len() - 1;
    let part = |(at, part): (usize, &&str)| match at % 2 {
        1 if at < last => format!("<code>{}</code>", escape(part)),
        1 => format!("`{}", escape(part)),
        _ => escape(part),
    };
    parts.iter().enumerate().map(part).collect()
}

fn write(fault: &Shown, list: &mut String) {
    *list += "<li";
    attribute("class", &format!("fault {}", fault.severity), list);
    *list += &format!(
        "><p class=\"message\"><b>{}</b> {} <span class=\"code\">{}</span></p>",
        escape(fault.severity),
        sentence(&fault.message),
        escape(fault.code),
    );
    if let Some(place) = &fault.place {
        write_place(place, None, list);
    }
    for (message, place) in &fault.related {
        write_place(place, Some(message), list);
    }
    if let Some(hint) = &fault.hint {
        *list += &format!("<p class=\"hint\">{}</p>", sentence(hint));
    }
    *list += "</li>";
}

fn write_place(place: &ShownPlace, message: Option<&str>, list: &mut String) {
    let at = format!("{}:{}:{}", place.path, place.line, place.column);
    let message = message
        .map(|message| format!(" {message}"))
        .unwrap_or_default();
    *list += &format!(
        "<p class=\"where\"><span>{}</span>{}</p>",
        escape(&at),
        escape(&message)
    );
    let [before, words, after] =
        [&place.before, &place.words, &place.after].map(|part| escape(part));
    if !(before.is_empty() && words.is_empty() && after.is_empty()) {
        *list += &format!("<pre><code>{before}<mark>{words}</mark>{after}</code></pre>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    #[test]
    fn nothing_of_the_content_becomes_markup() {
        let mut sources = SourceMap::default();
        let text = "<img src=x onerror=alert(1)> </script><script>";
        let file = sources.add("content/<b>.md".to_owned(), text.to_owned());
        let fault = Diagnostic::new(
            Code::UnknownLink,
            Span::new(0, 4).within(file),
            "No `<i>` here",
        )
        .hint("Write </ol> \"less\"")
        .related(Span::new(5, 8).within(file), "<u>");
        let faults = Faults::new(&[fault], &sources, Some("the look <x> fails\n<y>"));
        let page = faults.page();
        for markup in ["<img", "<b>.md", "<i>", "<u>", "<x>", "<y>", "<script>"] {
            assert!(!page.contains(markup), "{markup} in {page}");
            assert!(!faults.json().contains(markup), "{markup}");
        }
        assert!(page.contains("The look &lt;x&gt; fails"), "{page}");
        assert!(page.contains("<mark>&lt;img</mark>"), "{page}");
        assert!(page.contains("content/&lt;b&gt;.md:1:1"), "{page}");
    }

    #[test]
    fn what_is_named_is_shown_as_written() {
        assert_eq!(
            sentence("No `<a>` in `b`"),
            "No <code>&lt;a&gt;</code> in <code>b</code>"
        );
        assert_eq!(sentence("A ` alone"), "A ` alone");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn errors_come_first_and_a_flood_is_cut() {
        let mut faults = vec![Diagnostic::new(Code::UnusedReference, None, "warned"); 60];
        faults.push(Diagnostic::new(Code::UnknownLink, None, "wrong"));
        let faults = Faults::new(&faults, &SourceMap::default(), None);
        assert_eq!((faults.parts.errors, faults.parts.warnings), (1, 60));
        assert_eq!((faults.parts.faults.len(), faults.parts.more), (MOST, 11));
        assert_eq!(faults.parts.faults[0].message, "wrong");
    }
}
