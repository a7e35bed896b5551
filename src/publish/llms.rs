//! `llms.txt`: a plain map of the site for programs that read for people (llmstxt.org).

use crate::evidence::{Evidence, NoteKey};
use crate::model::Words;
use crate::plan::{PACK, SitePlan};

/// The most links of one section; what has more has a page that lists them.
const MOST: usize = 50;

/// The map: what the site is, how to read it, and where the evidence is.
pub fn llms(evidence: &Evidence, plan: &SitePlan, words: &Words) -> String {
    let config = &evidence.config;
    let mut text = format!("# {}\n\n", line(&config.title));
    if let Some(about) = &config.description {
        text += &format!("> {}\n\n", line(about));
    }
    let rules = [
        "llms.chain",
        "llms.verbatim",
        "quotes.key",
        "participants.intro",
        "llms.gaps",
    ];
    let rules: Vec<&str> = rules.iter().map(|key| words.get(key)).collect();
    text += &format!("{}\n", rules.join(" "));
    let map = Map {
        evidence,
        plan,
        words,
    };
    let recommendations = evidence.recommendations.values().map(|each| each.note);
    text += &map.notes("recommendations", recommendations);
    text += &map.notes("findings", evidence.findings.values().map(|each| each.note));
    text += &map.notes("themes", evidence.themes.values().map(|each| each.note));
    text += &map.notes("studies", evidence.studies.values().map(|each| each.note));
    text += &map.made(
        "titles.data",
        &[
            ("data.files.evidence-json", "data/evidence.json"),
            ("data.files.quotes-csv", "data/quotes.csv"),
            ("data.files.codebook-csv", "data/codebook.csv"),
            ("data.files.references-json", "data/references.json"),
        ],
    );
    text + &map.made(
        "llms.optional",
        &[
            ("titles.quotes", "quotes/index.html"),
            ("titles.voices", "quotes/voices.html"),
            ("titles.references", "references.html"),
            ("titles.glossary", "glossary.html"),
            ("titles.evidence", "evidence.html"),
            ("titles.pack", PACK),
            ("titles.sitemap", "sitemap.html"),
        ],
    )
}

struct Map<'a> {
    evidence: &'a Evidence,
    plan: &'a SitePlan,
    words: &'a Words,
}

impl Map<'_> {
    /// A section of notes, each with its plain summary, and where all of them are if there are more.
    fn notes(&self, section: &str, notes: impl ExactSizeIterator<Item = NoteKey>) -> String {
        if notes.len() == 0 {
            return String::new();
        }
        let more = notes.len() > MOST;
        let title = self.words.get(&format!("navigation.{section}")).to_owned();
        let mut text = format!("\n## {title}\n\n");
        for key in notes.take(MOST) {
            let note = &self.evidence.notes[key];
            let summary = note.summary();
            text += &self.link(&note.title, self.plan.note(key), summary.as_deref());
        }
        if more {
            text += &self.link(&title, &format!("{section}/index.html"), None);
        }
        text
    }

    /// A section of pages and files that no note makes.
    fn made(&self, title: &str, links: &[(&str, &str)]) -> String {
        let links = links
            .iter()
            .map(|(label, path)| self.link(self.words.get(label), path, None));
        let links: String = links.collect();
        format!("\n## {}\n\n{links}", self.words.get(title))
    }

    fn link(&self, label: &str, path: &str, about: Option<&str>) -> String {
        let base = self.evidence.config.base_url.as_ref();
        let address = base.map_or_else(|| path.to_owned(), |base| base.join(path));
        let about = about.map_or_else(String::new, |about| format!(": {}", line(about)));
        let label = line(label).replace('[', "\\[").replace(']', "\\]");
        format!("- [{label}]({address}){about}\n")
    }
}

/// A text on one line, in which nothing is a heading, a tag or a list.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace('<', "&lt;")
}
