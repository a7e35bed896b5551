//! LaTeX of a bibliography as plain text. Bold, italic, raised and lowered text keep the tags that CSL-JSON has
//! for them: `<i>`, `<b>`, `<sup>`, `<sub>`.

use super::accents::compose;

/// Plain text of a LaTeX value. Unknown commands are dropped and their arguments stay.
pub(super) fn plain(latex: &str) -> String {
    let mut decoder = Decoder {
        rest: latex,
        out: String::with_capacity(latex.len()),
        ..Decoder::default()
    };
    while decoder.step() {}
    decoder.finish()
}

/// The text of an address or number, where only escapes and braces mean anything.
pub(super) fn verbatim(latex: &str) -> String {
    let inner = command_argument(latex, "\\url").unwrap_or(latex);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars
                .peek()
                .is_some_and(|next| "_%&#$~^{}\\".contains(*next)) =>
            {
                out.extend(chars.next())
            }
            '{' | '}' => {}
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// What stands in the braces of a command, if the text has it.
pub(super) fn command_argument<'a>(latex: &'a str, command: &str) -> Option<&'a str> {
    let after = &latex[latex.find(command)? + command.len()..];
    let inner = after.trim_start().strip_prefix('{')?;
    Some(&inner[..inner.find('}').unwrap_or(inner.len())])
}

#[derive(Default)]
struct Decoder<'a> {
    rest: &'a str,
    out: String,
    /// The accent that the next letter takes.
    accent: Option<char>,
    /// What each open brace has to write when it closes.
    groups: Vec<&'static str>,
    math: bool,
}

impl<'a> Decoder<'a> {
    fn step(&mut self) -> bool {
        let Some(c) = self.rest.chars().next() else {
            return false;
        };
        self.rest = &self.rest[c.len_utf8()..];
        match c {
            '\\' => self.command(),
            '{' => self.groups.push(""),
            '}' => self.close(),
            '$' => self.math = !self.math,
            '^' if self.math => self.shift("<sup>", "</sup>"),
            '_' if self.math => self.shift("<sub>", "</sub>"),
            '~' => self.letter(' '),
            '-' => self.dash(),
            '`' => self.quote("`", '“', '‘'),
            '\'' => self.quote("'", '”', '\''),
            c if c.is_whitespace() && self.accent.is_some() => {}
            c => self.letter(c),
        }
        true
    }

    fn finish(mut self) -> String {
        while !self.groups.is_empty() {
            self.close();
        }
        self.drop_accent();
        self.out
    }

    fn letter(&mut self, c: char) {
        match self.accent.take() {
            Some(mark) => match compose(c, mark) {
                Some(composed) => self.out.push(composed),
                None => self.out.extend([c, mark]),
            },
            None => self.out.push(c),
        }
    }

    fn text(&mut self, text: &str) {
        let mut chars = text.chars();
        if let Some(first) = chars.next() {
            self.letter(first);
        }
        self.out.push_str(chars.as_str());
    }

    /// An accent on nothing is the sign itself: `\~{}`.
    fn drop_accent(&mut self) {
        let sign = match self.accent.take() {
            Some('\u{303}') => "~",
            Some('\u{302}') => "^",
            _ => "",
        };
        self.out.push_str(sign);
    }

    fn close(&mut self) {
        self.drop_accent();
        if let Some(end) = self.groups.pop() {
            self.out.push_str(end);
        }
    }

    /// Opens a styled group at the brace that follows; a single character is its own group.
    fn shift(&mut self, open: &'static str, close: &'static str) {
        self.out.push_str(open);
        if let Some(rest) = self.rest.trim_start().strip_prefix('{') {
            self.rest = rest;
            self.groups.push(close);
        } else {
            self.step_character();
            self.out.push_str(close);
        }
    }

    fn step_character(&mut self) {
        if self.rest.starts_with(|c: char| c.is_alphanumeric()) {
            let c = self.rest.chars().next().unwrap_or_default();
            self.rest = &self.rest[c.len_utf8()..];
            self.letter(c);
        }
    }

    fn dash(&mut self) {
        let count = 1 + self
            .rest
            .bytes()
            .take(2)
            .take_while(|byte| *byte == b'-')
            .count();
        self.rest = &self.rest[count - 1..];
        self.letter(['-', '–', '—'][count - 1]);
    }

    fn quote(&mut self, again: &str, double: char, single: char) {
        match self.rest.strip_prefix(again) {
            Some(rest) => {
                self.rest = rest;
                self.letter(double);
            }
            None => self.letter(single),
        }
    }

    fn command(&mut self) {
        let letters = self
            .rest
            .bytes()
            .take_while(u8::is_ascii_alphabetic)
            .count();
        if letters == 0 {
            return self.sign_command();
        }
        let (name, rest) = self.rest.split_at(letters);
        if let Some(mark) = letter_accent(name) {
            self.rest = rest;
            self.accent = Some(mark);
        } else if let Some((open, close)) =
            style(name).filter(|_| rest.trim_start().starts_with('{'))
        {
            self.rest = rest;
            self.shift(open, close);
        } else {
            self.rest = rest.strip_prefix("{}").unwrap_or(rest.trim_start());
            self.named_sign(name);
        }
    }

    fn sign_command(&mut self) {
        let Some(c) = self.rest.chars().next() else {
            return;
        };
        self.rest = &self.rest[c.len_utf8()..];
        match c {
            _ if sign_accent(c).is_some() => self.accent = sign_accent(c),
            '/' | '-' | '!' | '(' | ')' | '[' | ']' | '@' => {}
            ',' | ';' | ':' | '\\' | ' ' | '\n' => self.letter(' '),
            c => self.letter(c),
        }
    }

    fn named_sign(&mut self, name: &str) {
        match name {
            "i" if self.accent.is_some() => self.letter('i'),
            "j" if self.accent.is_some() => self.letter('j'),
            _ => self.text(sign(name).unwrap_or_default()),
        }
    }
}

fn style(command: &str) -> Option<(&'static str, &'static str)> {
    match command {
        "emph" | "textit" | "mkbibemph" => Some(("<i>", "</i>")),
        "textbf" | "mkbibbold" => Some(("<b>", "</b>")),
        "textsuperscript" => Some(("<sup>", "</sup>")),
        "textsubscript" => Some(("<sub>", "</sub>")),
        "enquote" | "mkbibquote" => Some(("‘", "’")),
        _ => None,
    }
}

fn sign_accent(c: char) -> Option<char> {
    const ACCENTS: [(char, char); 7] = [
        ('\'', '\u{301}'),
        ('`', '\u{300}'),
        ('^', '\u{302}'),
        ('"', '\u{308}'),
        ('~', '\u{303}'),
        ('=', '\u{304}'),
        ('.', '\u{307}'),
    ];
    ACCENTS
        .iter()
        .find(|(sign, _)| *sign == c)
        .map(|(_, mark)| *mark)
}

fn letter_accent(name: &str) -> Option<char> {
    const ACCENTS: [(&str, char); 8] = [
        ("c", '\u{327}'),
        ("v", '\u{30C}'),
        ("u", '\u{306}'),
        ("H", '\u{30B}'),
        ("k", '\u{328}'),
        ("r", '\u{30A}'),
        ("d", '\u{323}'),
        ("b", '\u{331}'),
    ];
    ACCENTS
        .iter()
        .find(|(letter, _)| *letter == name)
        .map(|(_, mark)| *mark)
}

/// Commands that stand for a character or word.
#[rustfmt::skip]
const SIGNS: &[(&str, &str)] = &[
    ("ss", "ß"), ("o", "ø"), ("O", "Ø"), ("l", "ł"), ("L", "Ł"), ("ae", "æ"), ("AE", "Æ"), ("oe", "œ"),
    ("OE", "Œ"), ("aa", "å"), ("AA", "Å"), ("i", "ı"), ("j", "ȷ"), ("dh", "ð"), ("DH", "Ð"), ("dj", "đ"),
    ("DJ", "Đ"), ("th", "þ"), ("TH", "Þ"), ("textendash", "–"), ("textemdash", "—"), ("textquoteright", "’"),
    ("textquoteleft", "‘"), ("textquotedblleft", "“"), ("textquotedblright", "”"), ("ldots", "…"),
    ("dots", "…"), ("textellipsis", "…"), ("copyright", "©"), ("textregistered", "®"), ("texttrademark", "™"),
    ("pounds", "£"), ("textsterling", "£"), ("texteuro", "€"), ("euro", "€"), ("S", "§"), ("P", "¶"),
    ("textbraceleft", "{"), ("textbraceright", "}"), ("lbrace", "{"), ("rbrace", "}"),
    ("textbackslash", "\\"), ("textasciitilde", "~"), ("textasciicircum", "^"), ("textasciigrave", "`"),
    ("textquotesingle", "'"), ("textunderscore", "_"), ("textdegree", "°"),
    ("degree", "°"), ("times", "×"), ("pm", "±"), ("leq", "≤"), ("le", "≤"), ("geq", "≥"), ("ge", "≥"),
    ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("kappa", "κ"), ("lambda", "λ"),
    ("mu", "μ"), ("chi", "χ"), ("omega", "ω"), ("LaTeX", "LaTeX"), ("TeX", "TeX"), ("quad", " "),
    ("newline", " "),
];

fn sign(name: &str) -> Option<&'static str> {
    SIGNS
        .iter()
        .find(|(command, _)| *command == name)
        .map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_in_every_spelling() {
        for (latex, text) in [
            (r"Mart{\'\i}nez", "Martínez"),
            (r"Mart\'{\i}nez", "Martínez"),
            (r"Mart\'inez", "Martínez"),
            (r#"M{\"u}ller and M\"uller"#, "Müller and Müller"),
            (r"Ga\v{s}per {\v C}", "Gašper Č"),
            (r"Fran{\c c}ois \c{c}", "François ç"),
            (r"S{\o}ren {\AA}rhus \ss", "Søren Århus ß"),
            (r"\~{}x \^{}", "~x ^"),
            (r"Erd\H{o}s, \={a}", "Erdős, ā"),
        ] {
            assert_eq!(plain(latex), text, "{latex}");
        }
    }

    #[test]
    fn signs_and_dashes() {
        assert_eq!(
            plain(r"Health \& care 50\% -- 2019---20"),
            "Health & care 50% – 2019—20"
        );
        assert_eq!(plain(r"``Quoted'' it's"), "“Quoted” it's");
        assert_eq!(
            plain(r"{NHS} \emph{Plan} H$_2$O x$^{10}$"),
            "NHS <i>Plan</i> H<sub>2</sub>O x<sup>10</sup>"
        );
        assert_eq!(plain(r"\unknown{kept} \textendash{} a\,b"), "kept – a b");
    }

    #[test]
    fn broken_latex_is_text() {
        for latex in [
            "\\", "{", "}", "{{{", "\\'", "$x", "\\emph{", "^", "a\\", "\\v{",
        ] {
            let _ = plain(latex);
        }
        assert_eq!(plain("\\emph{open"), "<i>open</i>");
    }

    #[test]
    fn addresses_lose_escapes_only() {
        assert_eq!(
            verbatim(r"https://a.org/x\_y--z?a=1\&b=~c"),
            "https://a.org/x_y--z?a=1&b=~c"
        );
        assert_eq!(verbatim(r"\url{https://a.org/x}"), "https://a.org/x");
    }
}
