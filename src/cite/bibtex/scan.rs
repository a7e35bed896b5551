//! The text of a `.bib` file as entries and raw fields. A fault ends one entry, never the file.

use crate::source::Span;

/// What a `.bib` file holds.
#[derive(Debug, Default)]
pub(super) struct File<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    /// The fields of every `@string{…}`, in order.
    pub(super) strings: Vec<Field<'a>>,
    pub(super) faults: Vec<Fault>,
}

/// One `@kind{key, …}`.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// In lower case.
    pub(super) kind: String,
    pub(super) key: &'a str,
    pub(super) key_span: Span,
    /// From its `@` to its closing brace.
    pub(super) span: Span,
    pub(super) fields: Vec<Field<'a>>,
    /// True where a fault hides some of the fields.
    pub(super) broken: bool,
}

/// One `name = value`.
#[derive(Debug)]
pub(super) struct Field<'a> {
    /// In lower case.
    pub(super) name: String,
    pub(super) pieces: Vec<Piece<'a>>,
}

/// One part of a value; `#` joins them.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// The name of an abbreviation, and where it stands.
    Name(&'a str, Span),
}

/// What is wrong, and how to mend it.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) hint: &'static str,
}

/// Splits the text of a file.
pub(super) fn scan(text: &str) -> File<'_> {
    let mut scanner = Scanner {
        text,
        at: 0,
        file: File::default(),
    };
    while scanner.skip_to_entry() {
        scanner.entry();
    }
    let file = &mut scanner.file;
    let nothing = file.entries.is_empty() && file.strings.is_empty() && file.faults.is_empty();
    if nothing && has_words(text) {
        scanner.fault(
            Span::new(0, 0),
            "This file has no BibTeX entry".to_owned(),
            "An entry begins like `@article{smith2019,`.",
        );
    }
    scanner.file
}

/// True where something stands outside comments.
fn has_words(text: &str) -> bool {
    text.lines()
        .any(|line| !line.trim().is_empty() && !line.trim_start().starts_with(['%', '@']))
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    file: File<'a>,
}

impl<'a> Scanner<'a> {
    fn fault(&mut self, span: Span, message: String, hint: &'static str) {
        self.file.faults.push(Fault {
            span,
            message,
            hint,
        });
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn word(&mut self) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(is_name_byte) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    /// Moves to the `@` of the next entry. Text between entries is a comment, but a closing brace there shows that
    /// the entry before it ended too early.
    fn skip_to_entry(&mut self) -> bool {
        let mut depth = 0_usize;
        let mut reported = false;
        let mut line_start = self.at == 0 || self.text[..self.at].ends_with('\n');
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => self.skip_comment(),
                b'@' if line_start || opens_entry(&self.text[self.at..]) => return true,
                b'{' => depth += 1,
                b'}' if depth > 0 => depth -= 1,
                b'}' if !reported => {
                    reported = true;
                    self.stray_brace();
                }
                _ => {}
            }
            line_start = byte == b'%' || byte == b'\n' || line_start && byte.is_ascii_whitespace();
            self.at = (self.at + 1).min(self.text.len());
        }
        false
    }

    fn skip_comment(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    fn stray_brace(&mut self) {
        let message = match self.file.entries.last_mut() {
            Some(entry) => {
                entry.broken = true;
                format!("The entry `{}` ends before this closing brace", entry.key)
            }
            None => "A closing brace stands outside any entry".to_owned(),
        };
        let span = Span::new(self.at, self.at + 1);
        self.fault(
            span,
            message,
            "Look for a `}` too many in the entry, or remove this one.",
        );
    }

    fn entry(&mut self) {
        let start = self.at;
        self.at += 1;
        self.skip_space();
        let kind = self.word().to_ascii_lowercase();
        self.skip_space();
        let close = match self.peek() {
            Some(b'{') => b'}',
            Some(b'(') => b')',
            _ if kind == "comment" => return,
            _ => {
                let span = Span::new(start, start + 1 + kind.len());
                let message = format!("`@{kind}` is not followed by an opening brace");
                return self.fault(span, message, "An entry begins like `@article{smith2019,`.");
            }
        };
        self.at += 1;
        match kind.as_str() {
            "comment" | "preamble" => self.skip_group(close),
            "string" => {
                let (strings, _) = self.fields(close, "");
                self.file.strings.extend(strings);
            }
            _ => self.keyed_entry(kind, close, start),
        }
    }

    fn skip_group(&mut self, close: u8) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                byte if byte == close && depth == 0 => {
                    self.at += 1;
                    return;
                }
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
        }
    }

    fn keyed_entry(&mut self, kind: String, close: u8, from: usize) {
        self.skip_space();
        let start = self.at;
        let is_end = |byte: u8| byte == b',' || byte == close || byte == b'=' || byte == b'\n';
        while self.peek().is_some_and(|byte| !is_end(byte)) {
            self.at += 1;
        }
        let mut key = self.text[start..self.at].trim_end();
        if self.peek() == Some(b'=') {
            self.at = start;
            key = "";
        }
        let key_span = Span::new(start, start + key.len());
        let place = self.file.entries.len();
        let (fields, broken) = self.fields(close, key);
        self.file.entries.insert(
            place,
            Entry {
                kind,
                key,
                key_span,
                span: Span::new(from, self.at),
                fields,
                broken,
            },
        );
        if broken
            && !self
                .file
                .faults
                .iter()
                .any(|fault| fault.span.start as usize >= start)
        {
            let message = format!("The entry `{key}` is not closed");
            self.fault(key_span, message, "Add the missing `}` at its end.");
        }
    }

    /// Reads fields to the end of the entry. The second value is true where the entry has a fault.
    fn fields(&mut self, close: u8, key: &str) -> (Vec<Field<'a>>, bool) {
        let mut fields = Vec::new();
        let mut broken = false;
        loop {
            self.skip_separators();
            match self.peek() {
                None | Some(b'@') => return (fields, true),
                Some(byte) if byte == close => {
                    self.at += 1;
                    return (fields, broken);
                }
                Some(_) => {}
            }
            match self.field(key) {
                Some(field) => fields.push(field),
                None => {
                    broken = true;
                    self.recover(close);
                }
            }
        }
    }

    fn skip_separators(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => self.skip_comment(),
                b',' => self.at += 1,
                byte if byte.is_ascii_whitespace() => self.at += 1,
                _ => return,
            }
        }
    }

    fn field(&mut self, key: &str) -> Option<Field<'a>> {
        let start = self.at;
        let name = self.word();
        let end = self.at;
        self.skip_space();
        if name.is_empty() || self.peek() != Some(b'=') {
            let end = end.max(start + char_len(&self.text[start..]));
            let message = format!("A field of `{key}` cannot be read: `=` is missing");
            self.fault(
                Span::new(start, end),
                message,
                "A field is written like `title = {…},`.",
            );
            return None;
        }
        self.at += 1;
        let pieces = self.value(name, Span::new(start, end))?;
        Some(Field {
            name: name.to_ascii_lowercase(),
            pieces,
        })
    }

    fn value(&mut self, name: &str, span: Span) -> Option<Vec<Piece<'a>>> {
        let mut pieces = Vec::new();
        loop {
            self.skip_space();
            let start = self.at;
            let piece = match self.peek() {
                Some(b'{') => self.delimited(b'}').map(Piece::Text),
                Some(b'"') => self.delimited(b'"').map(Piece::Text),
                _ => match self.word() {
                    "" => None,
                    digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                        Some(Piece::Text(digits))
                    }
                    word => Some(Piece::Name(word, Span::new(start, self.at))),
                },
            };
            let Some(piece) = piece else {
                let message = format!("The value of `{name}` is missing or not closed");
                self.fault(
                    span,
                    message,
                    "Put the value in braces and close each brace.",
                );
                return None;
            };
            pieces.push(piece);
            self.skip_space();
            if self.peek() != Some(b'#') {
                return Some(pieces);
            }
            self.at += 1;
        }
    }

    /// The text between `{` or `"` and its end. A line that begins an entry shows that the end is missing.
    fn delimited(&mut self, close: u8) -> Option<&'a str> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut depth = 0_usize;
        let mut at = start;
        while at < bytes.len() {
            match bytes[at] {
                b'\\' => at += 1,
                byte if byte == close && depth == 0 => {
                    self.at = at + 1;
                    return Some(&self.text[start..at]);
                }
                b'{' => depth += 1,
                b'}' => depth = depth.checked_sub(1)?,
                b'\n' if opens_entry(self.text[at..].trim_start()) => return None,
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Moves past a field that cannot be read: to the next line, or to the end of the entry.
    fn recover(&mut self, close: u8) {
        while let Some(byte) = self.peek() {
            let rest = self.text.get(self.at..).unwrap_or_default();
            if byte == b'\n'
                || byte == close && close_is_last(rest)
                || byte == b'@' && opens_entry(rest)
            {
                return;
            }
            self.at += 1;
        }
    }
}

/// True where the brace at the start of `rest` is the last of its line, as an entry's own end is.
fn close_is_last(rest: &str) -> bool {
    rest[1..].lines().next().unwrap_or("").trim().is_empty()
}

/// True for `@word{` and `@word(`.
fn opens_entry(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix('@') else {
        return false;
    };
    let word = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    word > 0
        && rest[word..]
            .trim_start_matches([' ', '\t'])
            .starts_with(['{', '('])
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-:.+/".contains(&byte)
}

fn char_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}
