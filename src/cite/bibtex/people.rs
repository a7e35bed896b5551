//! Lists of names as BibTeX writes them: `Barnett, K. and {House of Commons} and others`.

use super::latex::plain;
use crate::cite::name::Name;
use crate::cite::normalise::tidy;

/// Stand for a space and a comma inside braces, which part nothing.
const SPACE: char = '\u{E000}';
const COMMA: char = '\u{E001}';

/// The names of a field.
pub(super) fn names(latex: &str) -> Vec<Name> {
    split_at_and(latex).into_iter().filter_map(name).collect()
}

fn name(latex: &str) -> Option<Name> {
    let latex = latex.trim();
    if latex == "others" {
        return Some(Name::others());
    }
    if let Some(inner) = one_group(latex) {
        let text = tidy(&plain(inner));
        return (!text.is_empty()).then_some(Name::Literal(text));
    }
    if let Some(name) = extended(latex) {
        return Some(name);
    }
    Some(unprotect(Name::read(&plain(&protect(latex)))?))
}

/// BibLaTeX's `family=Barnett, given=Karen`.
fn extended(latex: &str) -> Option<Name> {
    latex.contains("family=").then_some(())?;
    let part = |wanted: &str| {
        let parts = latex.split(',').filter_map(|part| part.split_once('='));
        let found = parts
            .map(|(name, value)| (name.trim(), value))
            .find(|(name, _)| *name == wanted);
        found
            .map(|(_, value)| tidy(&plain(value)))
            .unwrap_or_default()
    };
    Some(Name::Person {
        given: part("given"),
        particle: part("prefix"),
        family: part("family"),
        suffix: part("suffix"),
    })
}

/// How many groups are open at a place in LaTeX. A brace behind a backslash is a sign, and opens none.
#[derive(Default)]
struct Depth {
    open: usize,
    escaped: bool,
}

impl Depth {
    /// Takes the next character in. False where a brace closes what was never open.
    fn pass(&mut self, c: char) -> bool {
        let escaped = self.escaped;
        self.escaped = c == '\\' && !escaped;
        match c {
            '{' if !escaped => self.open += 1,
            '}' if !escaped && self.open == 0 => return false,
            '}' if !escaped => self.open -= 1,
            _ => {}
        }
        true
    }
}

fn split_at_and(latex: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut depth = Depth::default();
    let mut start = 0;
    for (at, c) in latex.char_indices() {
        depth.pass(c);
        if matches!(c, 'a' | 'A') && depth.open == 0 && at >= start && is_and(latex, at) {
            names.push(&latex[start..at]);
            start = at + 3;
        }
    }
    names.push(&latex[start..]);
    names
}

fn is_and(latex: &str, at: usize) -> bool {
    let bytes = latex.as_bytes();
    let space = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_whitespace)
    };
    bytes[at..].len() >= 3
        && bytes[at..at + 3].eq_ignore_ascii_case(b"and")
        && space(at.checked_sub(1))
        && space(Some(at + 3))
}

/// The inside of a text that is one pair of braces, such as `{House of Commons}`.
fn one_group(latex: &str) -> Option<&str> {
    let inner = latex.strip_prefix('{')?.strip_suffix('}')?;
    let mut depth = Depth::default();
    inner.chars().all(|c| depth.pass(c)).then_some(inner)
}

fn protect(latex: &str) -> String {
    let mut depth = Depth::default();
    let mut before = ' ';
    let mut out = String::with_capacity(latex.len());
    for c in latex.chars() {
        depth.pass(c);
        let inside = depth.open > 0;
        out.push(match c {
            ' ' if inside && (!before.is_ascii_alphabetic() || !in_command(&out)) => SPACE,
            ',' if inside => COMMA,
            c => c,
        });
        before = c;
    }
    out
}

/// True right after a command such as `\v`, whose space belongs to it.
fn in_command(text: &str) -> bool {
    let letters = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    letters.ends_with('\\')
}

fn unprotect(name: Name) -> Name {
    let back = |text: String| text.replace(SPACE, " ").replace(COMMA, ",");
    match name {
        Name::Literal(literal) => Name::Literal(back(literal)),
        Name::Person {
            given,
            particle,
            family,
            suffix,
        } => Name::Person {
            given: back(given),
            particle: back(particle),
            family: back(family),
            suffix: back(suffix),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn values(latex: &str) -> Value {
        names(latex).into_iter().map(Name::into_value).collect()
    }

    #[test]
    fn people_bodies_and_others() {
        assert_eq!(
            values("Barnett, K. and {House of Commons and Lords} and others"),
            json!([{"family": "Barnett", "given": "K."}, {"literal": "House of Commons and Lords"}, {"literal": "others"}]),
        );
    }

    #[test]
    fn braces_part_nothing() {
        assert_eq!(
            values("{Barnes and Noble, Inc.} and Anderson, A"),
            json!([{"literal": "Barnes and Noble, Inc."}, {"family": "Anderson", "given": "A"}])
        );
        assert_eq!(values(r"{\},}"), json!([{"literal": "},"}]));
        assert_eq!(
            values("{De La Cruz}, Maria"),
            json!([{"family": "De La Cruz", "given": "Maria"}])
        );
        assert_eq!(
            values(r"{\'A}lvarez, {\v C}edo"),
            json!([{"family": "Álvarez", "given": "Čedo"}])
        );
    }

    #[test]
    fn extended_names() {
        assert_eq!(
            values("family=Berg, given=Jan, prefix=van"),
            json!([{"family": "Berg", "given": "Jan", "non-dropping-particle": "van"}])
        );
    }
}
