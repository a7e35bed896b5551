//! Text as LaTeX, so that BibTeX prints it and our reader gives it back character by character.

/// The tags that CSL-JSON has for styled text, and LaTeX's commands.
const STYLES: [(&str, &str, &str); 4] = [
    ("<i>", "</i>", "\\textit{"),
    ("<b>", "</b>", "\\textbf{"),
    ("<sup>", "</sup>", "\\textsuperscript{"),
    ("<sub>", "</sub>", "\\textsubscript{"),
];

/// Escapes a text. Braces in the result are balanced whatever the text holds.
pub(in crate::cite) fn latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    let mut open: Vec<&str> = Vec::new();
    loop {
        // Most characters mean nothing to LaTeX, and no tag begins with them.
        let plain = rest.find(means_something).unwrap_or(rest.len());
        out.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(c) = rest.chars().next() else { break };
        if let Some((_, end, command)) = STYLES.iter().find(|(start, end, _)| {
            rest.strip_prefix(start)
                .is_some_and(|after| after.contains(end))
        }) && open.len() < 8
            && closes_first(&rest[1..], end, open.last().copied())
        {
            out.push_str(command);
            rest = &rest[rest.find('>').unwrap_or(0) + 1..];
            open.push(end);
            continue;
        }
        if let Some(end) = open.last().filter(|end| rest.starts_with(**end)) {
            rest = &rest[end.len()..];
            out.push('}');
            open.pop();
            continue;
        }
        rest = &rest[c.len_utf8()..];
        character(c, rest, &mut out);
    }
    out.extend(open.iter().map(|_| '}'));
    out
}

/// Whether a style ends before the one around it does.
fn closes_first(rest: &str, end: &str, around: Option<&str>) -> bool {
    let Some(at) = rest.find(end) else {
        return false;
    };
    around.is_none_or(|around| rest.find(around).is_none_or(|outer| at <= outer))
}

fn means_something(c: char) -> bool {
    c.is_ascii_punctuation()
}

fn character(c: char, rest: &str, out: &mut String) {
    match c {
        '\\' => out.push_str("\\textbackslash{}"),
        '~' => out.push_str("\\textasciitilde{}"),
        '^' => out.push_str("\\textasciicircum{}"),
        '`' => out.push_str("\\textasciigrave{}"),
        // Two in a row would be a dash or a quotation mark.
        '-' if rest.starts_with('-') => out.push_str("-{}"),
        '\'' if rest.starts_with('\'') => out.push_str("\\textquotesingle{}"),
        // BibTeX counts braces behind a backslash too.
        '{' => out.push_str("\\textbraceleft{}"),
        '}' => out.push_str("\\textbraceright{}"),
        '$' | '&' | '#' | '_' | '%' => {
            out.push('\\');
            out.push(c);
        }
        c => out.push(c),
    }
}

/// An address or number, where LaTeX must not touch anything.
pub(in crate::cite) fn verbatim(text: &str) -> String {
    text.replace('{', "%7B")
        .replace('}', "%7D")
        .replace('\\', "%5C")
}
