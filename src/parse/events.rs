//! The Markdown parser's events, with their places and the ends of what they begin.

use super::citation;
use super::html::{self, InlineTag};
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser};
use std::collections::HashMap;
use std::ops::Range;

/// Where a citation in brackets leads for the Markdown parser: nowhere that a note could name.
pub const CITATION: &str = "catena:citation";

/// The events of one body, with ranges in the whole file.
pub struct Events<'a> {
    events: Vec<(Event<'a>, Range<usize>)>,
    /// For each start its end; for every other event itself.
    ends: Vec<usize>,
    /// For each tag of HTML in running text the tag that closes it.
    closing_tags: HashMap<usize, usize>,
}

impl<'a> Events<'a> {
    /// Reads the Markdown of `text` from byte `from` on.
    pub fn of(text: &'a str, from: usize) -> Self {
        let is_citation = |link: BrokenLink<'a>| {
            let shortcut = matches!(
                link.link_type,
                LinkType::Shortcut | LinkType::ShortcutUnknown
            );
            let found = shortcut && citation::read(&link.reference, 0).is_some();
            found.then_some((CowStr::Borrowed(CITATION), CowStr::Borrowed("")))
        };
        let parser =
            Parser::new_with_broken_link_callback(&text[from..], options(), Some(is_citation));
        let events: Vec<_> = parser
            .into_offset_iter()
            .map(|(event, range)| (event, range.start + from..range.end + from))
            .collect();
        let ends = ends(&events);
        let closing_tags = closing_tags(&events);
        Self {
            events,
            ends,
            closing_tags,
        }
    }

    pub fn len(&self) -> usize {
        self.events.len()
    }

    pub fn event(&self, at: usize) -> &Event<'a> {
        &self.events[at].0
    }

    pub fn range(&self, at: usize) -> Range<usize> {
        self.events[at].1.clone()
    }

    /// The tag that closes the element opened at `at`, where one does in the same running text.
    pub fn closing_tag(&self, at: usize) -> Option<usize> {
        self.closing_tags.get(&at).copied()
    }

    /// The index of the end of what begins at `at`.
    pub fn end(&self, at: usize) -> usize {
        self.ends[at]
    }
}

/// Chosen one by one: `Options::all()` would turn on old footnotes, among others.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

fn ends(events: &[(Event<'_>, Range<usize>)]) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..events.len()).collect();
    let mut open = Vec::new();
    for (at, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => open.push(at),
            Event::End(_) => {
                if let Some(start) = open.pop() {
                    ends[start] = at;
                }
            }
            _ => {}
        }
    }
    ends
}

/// Pairs the tags of HTML in running text. Done once: a search from each tag would take the square of their number.
fn closing_tags(events: &[(Event<'_>, Range<usize>)]) -> HashMap<usize, usize> {
    let mut closing = HashMap::new();
    let mut levels: Vec<HashMap<&str, Vec<usize>>> = vec![HashMap::new()];
    for (at, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => levels.push(HashMap::new()),
            Event::End(_) => {
                levels.pop();
            }
            Event::InlineHtml(tag) => {
                let Some(open) = levels.last_mut() else {
                    continue;
                };
                if let InlineTag::Open(name) = html::inline(tag) {
                    open.entry(name).or_default().push(at);
                } else if let Some(name) = html::closed(tag) {
                    let start = open.get_mut(name).and_then(Vec::pop);
                    closing.extend(start.map(|start| (start, at)));
                }
            }
            _ => {}
        }
    }
    closing
}
