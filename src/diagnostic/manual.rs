//! What a person can read of a check: its documentation, for a terminal and for reports.

use super::Code;
use std::fmt::Write;
use textwrap::Options;

/// How code stands apart from prose.
const INDENT: &str = "    ";

/// What a check is, what it weighs, and all of its documentation, in lines of at most `width` characters. Only code may
/// run over.
pub fn manual(code: Code, width: usize, colour: bool) -> String {
    let paper = Paper { width, colour };
    let mut output = format!("{}\n\n", paper.bold(code.name()));
    output += &paper.filled(&format!("{}.", code.about()), "", "");
    output.push('\n');
    output += &paper.filled(&weight(code), "", "");
    output.push('\n');
    output += &paper.markdown(code.documentation());
    output
}

/// The documentation without marks of Markdown.
pub(super) fn plain(code: Code) -> String {
    let paper = Paper {
        width: usize::MAX,
        colour: false,
    };
    paper.markdown(code.documentation()).trim().to_owned()
}

/// The documentation as Markdown that can be read outside the guide.
pub(super) fn markdown(code: Code) -> String {
    code.documentation()
        .lines()
        .fold(String::new(), |text, line| {
            text + &relinked(line, |text, address| format!("[{text}]({address})")) + "\n"
        })
}

/// Every check under its heading: name, weight, and what it looks for.
pub fn table(colour: bool) -> String {
    let paper = Paper { width: 0, colour };
    let longest = Code::ALL.iter().map(|code| code.name().len()).max();
    let width = longest.unwrap_or_default();
    let mut output = String::new();
    for group in Code::GROUPS {
        let _ = writeln!(output, "{}\n", paper.bold(group.title));
        for code in group.codes {
            let (name, severity) = (code.name(), code.severity().name());
            let _ = writeln!(output, "  {name:width$}  {severity:7}  {}", code.about());
        }
        output.push('\n');
    }
    output
}

/// What it weighs, and what a programme may do about that.
fn weight(code: Code) -> String {
    let severity = code.severity().name();
    let changed = match code.guards_publication() {
        true => "No programme can change that: what is not public or not safe could be published.",
        false => "`checks:` in `catena.yaml` can change that, everywhere or in some files.",
    };
    let accepted = match code.may_be_accepted() {
        true => "`accept:` can let a single one stand, with a reason.",
        false => "A single one cannot be accepted.",
    };
    format!("Weight: {severity}. {changed} {accepted}")
}

/// Where it is read.
struct Paper {
    width: usize,
    colour: bool,
}

impl Paper {
    fn bold(&self, text: &str) -> String {
        match self.colour {
            true => format!("\x1b[1m{text}\x1b[0m"),
            false => text.to_owned(),
        }
    }

    fn filled(&self, text: &str, first: &str, others: &str) -> String {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(others)
            .break_words(false);
        textwrap::fill(text, options) + "\n"
    }

    /// Headings, paragraphs, lists and fenced code: all that the documentation of checks uses.
    fn markdown(&self, text: &str) -> String {
        let mut output = String::new();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            if let Some(heading) = line.strip_prefix("## ") {
                let above = match output.is_empty() || output.ends_with("\n\n") {
                    true => "",
                    false => "\n",
                };
                let _ = writeln!(output, "{above}{}", self.bold(heading));
            } else if let Some(info) = line.strip_prefix("```") {
                output += &titled(info);
                for line in lines.by_ref().take_while(|line| *line != "```") {
                    let _ = writeln!(output, "{}", format!("{INDENT}{line}").trim_end());
                }
            } else if line.is_empty() {
                if !output.ends_with("\n\n") {
                    output.push('\n');
                }
            } else {
                let mut whole = line.to_owned();
                while let Some(next) = lines.next_if(|line| continues(line)) {
                    whole = format!("{whole} {}", next.trim());
                }
                let whole = relinked(&whole, |text, address| format!("{text} <{address}>"));
                output += &match whole.strip_prefix("- ") {
                    Some(item) => self.filled(item, "- ", "  "),
                    None => self.filled(&whole, "", ""),
                };
            }
        }
        output
    }
}

/// Whether a line belongs to the paragraph or item above it.
fn continues(line: &str) -> bool {
    !(line.is_empty()
        || line.starts_with("- ")
        || line.starts_with("## ")
        || line.starts_with("```"))
}

/// The name of the file that an example shows, if its fence names one.
fn titled(info: &str) -> String {
    let title = info.split(' ').find_map(|word| word.strip_prefix("title="));
    title.map_or(String::new(), |path| format!("  In {path}:\n\n"))
}

/// A text whose links to other pages of the guide name their file, and whose links to the web are as `web` makes them.
fn relinked(text: &str, web: impl Fn(&str, &str) -> String) -> String {
    let mut output = String::new();
    let mut rest = text;
    while let Some((before, label, address, behind)) = first_link(rest) {
        output += before;
        output += &match address.strip_prefix("../") {
            Some(page) => {
                let file = page.split('#').next().unwrap_or_default();
                format!("{label} (docs/content/{file})")
            }
            None if address.contains("://") => web(label, address),
            None => label.to_owned(),
        };
        rest = behind;
    }
    output + rest
}

/// The text before the first link, its label, its address, and the text behind.
fn first_link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let middle = text.find("](")?;
    let open = text[..middle].rfind('[')?;
    let close = middle + text[middle..].find(')')?;
    Some((
        &text[..open],
        &text[open + 1..middle],
        &text[middle + 2..close],
        &text[close + 1..],
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "## What it does\n\nFinds a thing\nof two lines. See [limits](../limits.md#a) and [it](https://example.org/).\n\n\
        - One item that is longer than the line of this test can be\n- Two\n\n## Example\n\n```yaml title=catena.yaml wrong\na: [b](c)\n\n  b: 1\n```\n";

    #[test]
    fn a_terminal_shows_text_lists_and_code() {
        let paper = Paper {
            width: 40,
            colour: false,
        };
        let wanted = "What it does\n\nFinds a thing of two lines. See limits\n(docs/content/limits.md) and it\n<https://example.org/>.\n\n\
            - One item that is longer than the line\n  of this test can be\n- Two\n\n\
            Example\n\n  In catena.yaml:\n\n    a: [b](c)\n\n      b: 1\n";
        assert_eq!(paper.markdown(TEXT), wanted);
    }

    #[test]
    fn every_check_can_be_read() {
        for code in Code::ALL {
            let text = manual(*code, 80, false);
            assert!(text.contains(code.about()), "{text}");
            let prose = text.lines().filter(|line| !line.starts_with("  "));
            for line in prose {
                assert!(line.chars().count() <= 80, "{}: {line}", code.name());
                assert!(!line.contains("](") && !line.starts_with("## "), "{line}");
            }
            let plain = plain(*code);
            let mut prose = plain.lines().filter(|line| !line.starts_with("  "));
            assert!(!prose.any(|line| line.contains("](")), "{}", code.name());
            assert!(!markdown(*code).contains("](.."), "{}", code.name());
            assert!(table(false).contains(code.name()));
        }
        assert!(manual(Code::NoContent, 80, true).starts_with("\x1b[1mno-content\x1b[0m\n"));
    }
}
