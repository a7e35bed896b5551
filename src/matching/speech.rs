//! Who speaks where in a source: the turns of a transcript, and what a transcriber or editor put between brackets.

use crate::source::floor;
use std::collections::HashMap;
use std::ops::Range;

/// Who has the word.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Voice {
    Interviewer,
    /// A label such as `P18` or `Participant 18`, in the form of [`folded`].
    Labelled(String),
    /// A label that names nobody, such as `Respondent`.
    Unnamed,
}

/// The words of one voice, from a byte of the source to the next turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    pub start: usize,
    pub voice: Voice,
}

/// What a source shows besides the words that were said.
#[derive(Debug, Default)]
pub struct Speech {
    /// In order; empty where the source names no speakers at the start of lines.
    pub turns: Vec<Turn>,
    /// Labels, times and words between square brackets: ordered and apart.
    pub unsaid: Vec<Range<usize>>,
}

impl Speech {
    pub fn of(text: &str) -> Self {
        let labels = labels(text);
        let mut unsaid: Vec<Range<usize>> =
            labels.iter().map(|label| label.range.clone()).collect();
        unsaid.extend(brackets(text));
        unsaid.sort_by_key(|range| (range.start, range.end));
        unsaid.dedup_by(|later, earlier| {
            let overlap = later.start < earlier.end;
            if overlap {
                earlier.end = earlier.end.max(later.end);
            }
            overlap
        });
        let turn = |label: Label| Turn {
            start: label.range.start,
            voice: label.voice,
        };
        Self {
            turns: labels.into_iter().map(turn).collect(),
            unsaid,
        }
    }

    /// The turn in which a byte stands.
    pub fn turn(&self, byte: usize) -> Option<&Turn> {
        let after = self.turns.partition_point(|turn| turn.start <= byte);
        after.checked_sub(1).map(|index| &self.turns[index])
    }
}

/// The people of a study, by what a transcript or an article may call them.
#[derive(Debug, Default, Clone)]
pub struct People {
    ids: HashMap<String, String>,
    /// By the number at the end of the id; empty where several share it.
    numbers: HashMap<String, Option<String>>,
}

impl People {
    pub fn new<'i>(ids: impl IntoIterator<Item = &'i str>) -> Self {
        let mut people = Self::default();
        for id in ids {
            let name = folded(id);
            let number = name.trim_start_matches(|c: char| c.is_alphabetic());
            if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
                let number = number.trim_start_matches('0').to_owned();
                let entry = people.numbers.entry(number);
                entry
                    .and_modify(|known| *known = None)
                    .or_insert_with(|| Some(id.to_owned()));
            }
            people.ids.insert(name, id.to_owned());
        }
        people
    }

    /// The id of the person whom a label names by their id: `P18`, `Participant P18`.
    pub fn by_id(&self, label: &str) -> Option<&str> {
        let label = folded(label);
        let known = |name: &str| self.ids.get(name).map(String::as_str);
        known(&label).or_else(|| known(without_kind(&label)))
    }

    /// The id of the person whom a label names, by the id or by its number alone: `Participant 18`, `[P]18`.
    pub fn named(&self, label: &str) -> Option<&str> {
        self.by_id(label).or_else(|| {
            let label = folded(label);
            let number = without_kind(&label).trim_start_matches('0');
            self.numbers.get(number)?.as_deref()
        })
    }
}

/// A folded label without the word for what somebody is.
fn without_kind(label: &str) -> &str {
    let short = KINDS.iter().find_map(|kind| label.strip_prefix(kind));
    short.unwrap_or(label)
}

/// A label's letters and digits in lower case.
pub fn folded(label: &str) -> String {
    let kept = label.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Where a line names its speaker.
struct Label {
    range: Range<usize>,
    voice: Voice,
}

/// What a numbered person is called.
const KINDS: &[&str] = &["participant", "respondent", "interviewee", "p"];

/// The longest label, in bytes: a name and a time.
const LONGEST_LABEL: usize = 40;

/// The labels of a transcript. A word before a colon may be anything: it counts only where it comes back.
fn labels(text: &str) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut seen: HashMap<Voice, usize> = HashMap::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(label) = label(line, at) {
            *seen.entry(label.voice.clone()).or_default() += 1;
            labels.push(label);
        }
        at += line.len();
    }
    let alone = |voice: &Voice| match voice {
        Voice::Labelled(name) => {
            KINDS.contains(&name.trim_end_matches(|c: char| c.is_ascii_digit()))
        }
        Voice::Interviewer | Voice::Unnamed => false,
    };
    let sure = |label: &Label| alone(&label.voice) || seen[&label.voice] > 1;
    // Where others have labels, an interviewer may ask but once.
    let is_transcript = labels.iter().any(sure);
    let asks = |label: &Label| is_transcript && label.voice == Voice::Interviewer;
    labels.retain(|label| sure(label) || asks(label));
    labels
}

fn label(line: &str, at: usize) -> Option<Label> {
    let head: &str = &line[..floor(line, LONGEST_LABEL + 16)];
    let body = head.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '>'));
    let body = after_time(body);
    let colon = body.find(':')?;
    let name = body[..colon].trim_matches(|c: char| matches!(c, '*' | '_' | ' '));
    let name = name
        .split_once(['(', '['])
        .map_or(name, |(name, _)| name.trim());
    let after = body[colon + 1..].trim_start_matches(['*', '_']);
    if !after.is_empty() && !after.starts_with(char::is_whitespace) || colon > LONGEST_LABEL {
        return None;
    }
    let end = line.len() - (line.len() - head.len()) - after.len();
    Some(Label {
        range: at..at + end,
        voice: voice(name)?,
    })
}

/// A line without the time with which it begins: `00:12:03`, `[00:12]`.
fn after_time(line: &str) -> &str {
    let inner = line.trim_start_matches(['[', '(']);
    let time = inner.len()
        - inner
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == ':')
            .len();
    let is_time =
        inner[..time].contains(':') && inner[..time].starts_with(|c: char| c.is_ascii_digit());
    if !is_time || inner[..time].ends_with(':') {
        return line;
    }
    inner[time..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ']' | ')' | '-'))
}

/// Whose label a name is; `None` where it cannot be one.
fn voice(name: &str) -> Option<Voice> {
    let words = name.split_whitespace().count();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '\'');
    if !(1..=3).contains(&words) || !name.chars().all(plain) {
        return None;
    }
    let name = folded(name);
    let kind = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = kind.len() < name.len();
    match kind {
        "interviewer" | "int" | "i" | "q" | "moderator" | "facilitator" | "researcher" => {
            Some(Voice::Interviewer)
        }
        "participant" | "respondent" | "interviewee" | "speaker" | "r" | "p" | "a" if !numbered => {
            Some(Voice::Unnamed)
        }
        "" => None,
        _ => (words == 1 || numbered).then_some(Voice::Labelled(name)),
    }
}

/// How far apart two brackets that belong together may stand, in bytes.
const LONGEST_BRACKET: usize = 400;

/// Words between square brackets: a transcriber's or an editor's. The text of a Markdown link is none.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open.push(at),
            b']' => {
                let Some(start) = open.pop() else { continue };
                let link = text.as_bytes().get(at + 1) == Some(&b'(');
                let inner = &text[start..at];
                if !link && inner.len() <= LONGEST_BRACKET && !inner.contains("\n\n") {
                    while found.last().is_some_and(|last| last.start > start) {
                        found.pop();
                    }
                    found.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voices(text: &str) -> Vec<Voice> {
        Speech::of(text)
            .turns
            .into_iter()
            .map(|turn| turn.voice)
            .collect()
    }

    fn labelled(name: &str) -> Voice {
        Voice::Labelled(name.to_owned())
    }

    #[test]
    fn reads_the_labels_of_transcripts() {
        use Voice::{Interviewer, Unnamed};
        assert_eq!(
            voices("Interviewer: Why?\nP18: Because.\nINT: Oh?\n**P18:** Yes.\nI: Well\nI: So\n"),
            [
                Interviewer,
                labelled("p18"),
                Interviewer,
                labelled("p18"),
                Interviewer,
                Interviewer
            ]
        );
        assert_eq!(
            voices("I: Why?\nP18: Because.\n"),
            [Interviewer, labelled("p18")]
        );
        assert_eq!(
            voices("[00:12:03] Participant 4: Yes.\n00:13 Participant 5: No.\n"),
            [labelled("participant4"), labelled("participant5")]
        );
        assert_eq!(
            voices("R: Yes.\nQ: So?\nR: No.\nQ: Why?\n"),
            [Unnamed, Interviewer, Unnamed, Interviewer]
        );
        assert_eq!(
            voices("Mary: Yes.\nMary: No.\n"),
            [labelled("mary"), labelled("mary")]
        );
    }

    #[test]
    fn prose_has_no_labels() {
        for text in [
            "Theme 1: What helps\nTheme 2: Where\n",
            "Another carer said:\n\n'Yes.'\n",
            "Note: this is one.\n",
            "I: this is one too.\n",
            "see https://example.org\nsee https://example.org\n",
            "At 10:30 we met.\nAt 10:30 we left.\n",
            "",
        ] {
            assert_eq!(voices(text), [], "{text}");
        }
    }

    #[test]
    fn brackets_are_unsaid_and_links_are_not() {
        let text = "a [laughs] b [c](d) e [open f [g [h] i] j\n";
        let unsaid = Speech::of(text).unsaid;
        let words: Vec<&str> = unsaid.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(words, ["[laughs]", "[g [h] i]"]);
    }

    #[test]
    fn people_are_found_by_what_they_are_called() {
        let people = People::new(["P4", "P18", "carer-2", "X18"]);
        assert_eq!(people.named("Participant 4"), Some("P4"));
        assert_eq!(people.named("Participant [P]4"), Some("P4"));
        assert_eq!(people.named("p18"), Some("P18"));
        assert_eq!(people.named("Carer 2"), Some("carer-2"));
        // Two people have this number.
        assert_eq!(people.named("Participant 18"), None);
        assert_eq!(people.named("Mary"), None);
        // Programs that write transcripts number voices as they come.
        assert_eq!(people.named("Speaker 4"), None);
        assert_eq!(people.by_id("Participant P4"), Some("P4"));
        assert_eq!(people.by_id("Participant 4"), None);
    }
}
