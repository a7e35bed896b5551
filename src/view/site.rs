//! What every page sees of the whole site; made once and shared.

use crate::evidence::{Entity, Evidence};
use crate::load::{Look, STATIC};
use crate::model::is_right_to_left;
use crate::plan::{SitePlan, USUAL_SECTIONS, section_path};
use crate::untrusted::Address;
use serde::Serialize;

/// The site around the page.
#[derive(Debug, Clone, Serialize)]
pub struct Site {
    pub title: String,
    pub description: Option<String>,
    /// A BCP 47 tag: `en-GB`.
    pub language: String,
    /// `rtl` for a language that is written from right to left.
    pub direction: Option<&'static str>,
    /// The language of the look's own words, where it is another one.
    pub words_language: Option<String>,
    pub navigation: Vec<NavigationEntry>,
    pub licence: Option<Licence>,
    pub contact: Option<Contact>,
    /// The style sheet's path.
    pub style: String,
    /// The path of the style sheet for printed pages.
    pub printed_page: String,
    /// The Atom feed's path.
    pub feed: String,
    /// The generator's name and version.
    pub generator: String,
}

/// One entry of the main navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavigationEntry {
    /// `themes`, `quotes`, … (words in `navigation`), or a note's id.
    pub section: String,
    /// The note's title where the entry is a note; the look's own word where absent.
    pub label: Option<String>,
    pub path: String,
}

/// The licence of the site's text.
#[derive(Debug, Clone, Serialize)]
pub struct Licence {
    pub name: String,
    pub url: Option<Address>,
    pub holder: Option<String>,
}

/// Whom to ask.
#[derive(Debug, Clone, Serialize)]
pub struct Contact {
    pub name: String,
    pub email: Option<String>,
    pub url: Option<Address>,
}

/// The path of the style sheet that puts title and number on each printed page.
pub const PRINTED_PAGE: &str = "print.css";
/// The path of the Atom feed.
pub const FEED: &str = "feed.xml";

/// Makes what every page sees.
pub fn site(evidence: &Evidence, plan: &SitePlan, look: &Look) -> Site {
    let config = &evidence.config;
    let words = &look.words;
    let style = look.lasting.get("look.css");
    Site {
        title: config.title.clone(),
        description: config.description.clone(),
        language: config.language.clone(),
        direction: is_right_to_left(&config.language).then_some("rtl"),
        words_language: Some(words.language())
            .filter(|language| *language != config.language)
            .map(str::to_owned),
        navigation: navigation(evidence, plan),
        licence: config.licence.as_ref().map(|licence| Licence {
            name: licence.name.clone(),
            url: licence.url.clone(),
            holder: licence.holder.clone(),
        }),
        contact: config.contact.as_ref().map(|contact| Contact {
            name: contact.name.clone(),
            email: contact.email.clone(),
            url: contact.url.clone(),
        }),
        style: format!("{STATIC}{}", style.map_or("look.css", String::as_str)),
        printed_page: PRINTED_PAGE.to_owned(),
        feed: FEED.to_owned(),
        generator: format!("Catena {}", env!("CARGO_PKG_VERSION")),
    }
}

/// The entries that the programme chose, or the usual ones. A name that is neither a section nor a note is left out;
/// the check on navigation reports it.
pub(super) fn navigation(evidence: &Evidence, plan: &SitePlan) -> Vec<NavigationEntry> {
    let usual = USUAL_SECTIONS.iter().map(|section| (*section).to_owned());
    let chosen: Vec<String> = match &evidence.config.navigation {
        Some(names) => names.iter().map(|name| name.value.clone()).collect(),
        None => usual.collect(),
    };
    chosen
        .into_iter()
        .filter_map(|name| entry(name, evidence, plan))
        .collect()
}

fn entry(name: String, evidence: &Evidence, plan: &SitePlan) -> Option<NavigationEntry> {
    if let Some(path) = section_path(&name) {
        let (label, path) = (None, path.to_owned());
        return Some(NavigationEntry {
            section: name,
            label,
            path,
        });
    }
    let (key, note) = evidence
        .notes
        .iter()
        .find(|(_, note)| note.note.id.as_str() == name)?;
    let label = if note.entity == Entity::Home {
        None
    } else {
        Some(note.title.clone())
    };
    Some(NavigationEntry {
        section: name,
        label,
        path: plan.note(key).to_owned(),
    })
}
