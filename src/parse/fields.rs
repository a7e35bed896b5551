//! Reading a group of keys: every wrong key and value becomes a fault, and what is right is kept.

use super::keys::Group;
use crate::diagnostic::{Code, Diagnostic, Near, near, quoted_list};
use crate::model::{Data, Date, Entry, Node};
use crate::source::{FileId, Place, Span, Spanned};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// Collects the faults of one file.
pub struct Reader {
    pub file: FileId,
    /// True where the front matter could not be read: keys that seem to be missing may be there.
    unread: Cell<bool>,
    /// True while values are read that people alone decide.
    by_hand: Cell<bool>,
    faults: RefCell<Vec<Diagnostic>>,
}

impl Reader {
    pub fn new(file: FileId) -> Self {
        Self {
            file,
            unread: Cell::new(false),
            by_hand: Cell::new(false),
            faults: RefCell::default(),
        }
    }

    pub fn place(&self, span: Span) -> Place {
        span.within(self.file)
    }

    pub fn fault(&self, diagnostic: Diagnostic) {
        self.faults.borrow_mut().push(diagnostic);
    }

    pub fn into_faults(self) -> Vec<Diagnostic> {
        self.faults.into_inner()
    }

    /// Reports YAML that cannot be read as a whole. What seems to be missing is then no fault.
    pub fn unread(&self, fault: Diagnostic) {
        self.unread.set(true);
        self.fault(fault);
    }

    pub fn is_unread(&self) -> bool {
        self.unread.get()
    }

    /// Reads what people alone decide, such as what is published: no program mends a slip in it.
    pub fn by_hand<T>(&self, read: impl FnOnce() -> T) -> T {
        let outside = self.by_hand.replace(true);
        let value = read();
        self.by_hand.set(outside);
        value
    }

    fn wrong_type(&self, key: &str, wanted: Wanted, node: &Node) {
        self.wrong(&format!("`{key}`"), wanted, node);
    }

    fn wrong(&self, what: &str, wanted: Wanted, node: &Node) {
        let message = format!(
            "{} should be {}, but it is {}",
            capitalised(what),
            wanted.name(),
            found(node)
        );
        self.fault(
            Diagnostic::new(Code::WrongType, self.place(node.span), message).hint(wanted.hint()),
        );
    }

    /// The value as text; anything else is a fault.
    pub fn text(&self, key: &str, node: &Node) -> Option<Spanned<String>> {
        let text = node.as_text();
        if text.is_none() {
            self.wrong_type(key, Wanted::Text, node);
        }
        text.map(|text| Spanned::new(text, node.span))
    }

    /// The value as one of `all`; anything else is a fault that lists them.
    pub fn choice<T: Copy>(
        &self,
        key: &str,
        node: &Node,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.text(key, node)?;
        let chosen = all
            .iter()
            .copied()
            .find(|choice| name(*choice) == text.value);
        if chosen.is_none() {
            let names = all.iter().map(|choice| name(*choice));
            let message = format!("`{}` is not a value of `{key}`", text.value);
            let near = near(&text.value, names.clone()).filter(|_| !self.by_hand.get());
            self.fault(
                Diagnostic::new(Code::UnknownValue, self.place(text.span), message)
                    .hint(format!("Use one of {}.", quoted_list(names)))
                    .certainly(&text.value, near),
            );
        }
        chosen
    }

    /// The value as text or a list of texts. An item without words is a fault.
    pub fn texts(&self, key: &str, node: &Node) -> Vec<Spanned<String>> {
        let items = match &node.data {
            Data::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let texts = items.iter().filter_map(|item| self.text(key, item));
        texts.filter_map(|text| self.words(key, text)).collect()
    }

    /// A text without white space around it; text that is only white space is a fault.
    fn words(&self, key: &str, text: Spanned<String>) -> Option<Spanned<String>> {
        let trimmed = text.value.trim();
        if trimmed.is_empty() {
            let place = self.place(text.span);
            self.fault(
                Diagnostic::new(Code::WrongType, place, format!("`{key}` is empty"))
                    .hint("Write a value, or remove it."),
            );
            return None;
        }
        Some(Spanned::new(trimmed.to_owned(), text.span))
    }

    /// The value as a whole number from 0 up.
    pub fn count(&self, key: &str, node: &Node) -> Option<u64> {
        let count = match &node.data {
            Data::Number(text) => text.parse().ok(),
            _ => None,
        };
        if count.is_none() {
            self.wrong_type(key, Wanted::Count, node);
        }
        count
    }

    /// The value as label and text pairs, in the order written.
    pub fn pairs(&self, key: &str, node: &Node) -> Vec<(String, String)> {
        let Data::Map(entries) = &node.data else {
            self.wrong_type(key, Wanted::Group, node);
            return Vec::new();
        };
        let pair = |entry: &Entry| {
            let value = self.text(&entry.key.value, &entry.value)?;
            Some((entry.key.value.clone(), value.value))
        };
        entries.iter().filter_map(pair).collect()
    }

    /// The entries of a group of keys; anything else is a fault.
    pub fn entries<'n>(&self, key: &str, node: &'n Node) -> &'n [Entry] {
        match &node.data {
            Data::Map(entries) => entries,
            _ => {
                self.wrong_type(key, Wanted::Group, node);
                &[]
            }
        }
    }

    /// The items of a list; anything else is a fault.
    pub fn items<'n>(&self, key: &str, node: &'n Node) -> &'n [Node] {
        match &node.data {
            Data::List(items) => items,
            _ => {
                self.wrong_type(key, Wanted::List, node);
                &[]
            }
        }
    }
}

/// What a value should have been.
#[derive(Clone, Copy)]
enum Wanted {
    Text,
    /// A whole number from 0 up.
    Count,
    Integer,
    Group,
    List,
}

impl Wanted {
    fn name(self) -> &'static str {
        match self {
            Wanted::Text => "text",
            Wanted::Count | Wanted::Integer => "a whole number",
            Wanted::Group => "a group of keys",
            Wanted::List => "a list",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Wanted::Text => {
                "Write one value. Put it between quotation marks if it has `:`, `[` or `{`."
            }
            Wanted::Count => {
                "Write digits only, such as `12`. Leave the key empty if the number is not known."
            }
            Wanted::Integer => "Write digits only, such as `12`.",
            Wanted::Group => "Write one `key: value` on each line.",
            Wanted::List => "Write one item on each line, with `- ` before it.",
        }
    }
}

/// What was written instead, in words.
fn found(node: &Node) -> String {
    match &node.data {
        Data::Number(number) => format!("`{number}`"),
        _ => node.describe().to_owned(),
    }
}

/// A text that begins a sentence.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).collect()
}

/// A group of keys that is read key by key.
pub struct Fields<'r, 'n> {
    reader: &'r Reader,
    group: &'static Group,
    entries: &'n [Entry],
    /// True where there is no group at all, which is reported already.
    unread: bool,
}

impl<'r, 'n> Fields<'r, 'n> {
    /// Opens a group. Keys that it does not have are faults. Keys without a value count as absent.
    pub fn open(reader: &'r Reader, node: &'n Node, group: &'static Group) -> Self {
        let entries = match &node.data {
            Data::Map(entries) => entries.as_slice(),
            Data::Empty => &[],
            _ => {
                reader.wrong(group.name, Wanted::Group, node);
                &[]
            }
        };
        unknown_keys(reader, entries, group);
        let unread = reader.is_unread() || !matches!(node.data, Data::Map(_) | Data::Empty);
        Self {
            reader,
            group,
            entries,
            unread,
        }
    }

    /// Whether the group could not be read, so that nothing can be said of what it lacks.
    pub fn is_unread(&self) -> bool {
        self.unread
    }

    /// The node of a key that has a value.
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        self.asked(key);
        let entry = self.entries.iter().find(|entry| entry.key.value == key)?;
        (entry.value.data != Data::Empty).then_some(&entry.value)
    }

    /// A key that is read must be in the table, or no schema would have it.
    fn asked(&self, key: &str) {
        debug_assert!(
            self.group.key(key).is_some(),
            "`{key}` is read from {}, and stands in no table",
            self.group.name
        );
        #[cfg(test)]
        super::keys::note_that_it_is_read(self.group, key);
    }

    /// Where a key stands, whether or not it has a value.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        let entry = self.entries.iter().find(|entry| entry.key.value == key)?;
        Some(entry.key.span)
    }

    /// A key's text; text that is only white space is a fault.
    pub fn text(&self, key: &str) -> Option<Spanned<String>> {
        let text = self.reader.text(key, self.get(key)?)?;
        self.reader.words(key, text)
    }

    pub fn plain_text(&self, key: &str) -> Option<String> {
        self.text(key).map(|text| text.value)
    }

    /// A required key's text; its absence is a fault at `at`.
    pub fn required_text(&self, key: &str, what: &str, at: Span) -> Option<Spanned<String>> {
        if self.get(key).is_none() && !self.unread {
            let at = self.key_span(key).unwrap_or(at);
            let message = format!("{what} needs `{key}`");
            self.reader.fault(
                Diagnostic::new(Code::MissingKey, self.reader.place(at), message)
                    .hint(format!("Add a line such as `{key}: …`.")),
            );
        }
        self.text(key)
    }

    pub fn texts(&self, key: &str) -> Vec<Spanned<String>> {
        self.get(key)
            .map_or_else(Vec::new, |node| self.reader.texts(key, node))
    }

    pub fn plain_texts(&self, key: &str) -> Vec<String> {
        self.texts(key).into_iter().map(|text| text.value).collect()
    }

    pub fn pairs(&self, key: &str) -> Vec<(String, String)> {
        self.get(key)
            .map_or_else(Vec::new, |node| self.reader.pairs(key, node))
    }

    pub fn entries(&self, key: &str) -> &'n [Entry] {
        self.get(key)
            .map_or(&[], |node| self.reader.entries(key, node))
    }

    pub fn items(&self, key: &str) -> &'n [Node] {
        self.get(key)
            .map_or(&[], |node| self.reader.items(key, node))
    }

    pub fn count(&self, key: &str) -> Option<u64> {
        self.reader.count(key, self.get(key)?)
    }

    pub fn integer(&self, key: &str) -> Option<i64> {
        let node = self.get(key)?;
        let number = match &node.data {
            Data::Number(text) => text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.reader.wrong_type(key, Wanted::Integer, node);
        }
        number
    }

    pub fn date(&self, key: &str) -> Option<Spanned<Date>> {
        let text = self.text(key)?;
        let date = Date::parse(&text.value).map(|date| Spanned::new(date, text.span));
        if date.is_none() {
            let message = format!("`{}` is not a date", text.value);
            self.reader.fault(
                Diagnostic::new(Code::WrongType, self.reader.place(text.span), message)
                    .hint("Write year, month and day: 2026-11-22."),
            );
        }
        date
    }

    pub fn choice<T: Copy>(&self, key: &str, all: &[T], name: fn(T) -> &'static str) -> Option<T> {
        self.reader.choice(key, self.get(key)?, all, name)
    }
}

/// Keys that decide what is published, or which fault may stand: a slip in one is for people.
const BY_HAND: &[&str] = &[
    "status",
    "accept",
    "checks",
    "common_phrases",
    "participants",
];

/// Reports keys that a group does not have. A key is mended unless the group would have it twice then.
fn unknown_keys(reader: &Reader, entries: &[Entry], group: &Group) {
    let is_known = |entry: &&Entry| group.key(&entry.key.value).is_some();
    let mut meant: HashMap<&str, usize> = HashMap::new();
    for entry in entries.iter().filter(is_known) {
        *meant.entry(entry.key.value.as_str()).or_default() += 1;
    }
    let unknown = entries.iter().filter(|entry| !is_known(entry));
    let unknown: Vec<_> = unknown
        .map(|entry| (entry, near(&entry.key.value, group.names())))
        .collect();
    for name in unknown
        .iter()
        .filter_map(|(_, near)| near.map(|near| near.name))
    {
        *meant.entry(name).or_default() += 1;
    }
    for (entry, near) in unknown {
        let key = &entry.key.value;
        let message = format!("{} has no key `{key}`", capitalised(group.name));
        let place = reader.place(entry.key.span);
        let mut fault = Diagnostic::new(Code::UnknownKey, place, message)
            .meant(key, near)
            .or_hint(match group.key("extra").is_some() {
                true => "Free data of your own goes under `extra:`.".to_owned(),
                false => format!("Its keys are {}.", quoted_list(group.names())),
            });
        let is_left = |near: Near<'_>| BY_HAND.contains(&near.name) || meant[near.name] > 1;
        if reader.by_hand.get() || near.is_some_and(is_left) {
            fault.fix = None;
        }
        reader.fault(fault);
    }
}
