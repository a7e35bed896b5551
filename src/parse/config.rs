//! `catena.yaml`.

use super::acceptance::{self, Holder};
use super::fields::{Fields, Reader, capitalised};
use super::front_matter::citation_keys;
use super::{characters, checks, keys, yaml};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::model::{
    AttributeRule, BaseUrl, CommonPhrase, Config, Contact, Data, Derivation, Entry, Facet,
    FacetValue, Id, Licence, Node, ParticipantRules,
};
use crate::source::{FileId, Span, Spanned};
use crate::untrusted::Address;

/// Reads the programme's configuration.
pub fn read(file: FileId, text: &str) -> Checked<Config> {
    let reader = Reader::new(file);
    if let Some(fault) = characters::refused(file, text) {
        reader.fault(fault);
    }
    let node = yaml::read(text, file, 0).unwrap_or_else(|fault| {
        reader.unread(*fault);
        Node {
            data: Data::Empty,
            span: Span::default(),
        }
    });
    let fields = Fields::open(&reader, &node, &keys::CONFIGURATION);
    let config = Config {
        file: Some(file),
        title: title(&fields, &node),
        description: fields.plain_text("description"),
        base_url: base_url(&reader, &fields),
        language: language(&reader, &fields),
        language_span: fields.get("language").map(|node| node.span),
        licence: fields
            .get("licence")
            .and_then(|node| licence(&reader, node)),
        contact: fields
            .get("contact")
            .and_then(|node| contact(&reader, node)),
        bibliography: fields
            .get("bibliography")
            .map(|node| reader.texts("bibliography", node)),
        citation_style: fields.text("citation_style"),
        nocite: citation_keys(fields.texts("nocite")),
        facets: facets(&reader, &fields),
        participants: fields
            .get("participants")
            .map(|node| reader.by_hand(|| participants(&reader, node)))
            .unwrap_or_default(),
        navigation: fields
            .get("navigation")
            .map(|node| reader.texts("navigation", node)),
        look: fields.text("look"),
        checks: reader.by_hand(|| checks::read(&reader, &fields)),
        reading_age: reading_age(&reader, &fields),
        accept: acceptance::read(&reader, &fields, Holder::Configuration),
        common_phrases: common_phrases(&reader, &fields),
        output: fields.text("output"),
    };
    Checked::new(config, reader.into_faults())
}

/// The configuration of a programme that has no `catena.yaml`.
pub fn missing() -> Config {
    Config {
        title: "Untitled programme".to_owned(),
        language: "en-GB".to_owned(),
        ..Config::default()
    }
}

fn title(fields: &Fields<'_, '_>, node: &Node) -> String {
    let title = fields.required_text("title", "`catena.yaml`", node.span);
    title.map_or_else(|| missing().title, |title| title.value)
}

fn base_url(reader: &Reader, fields: &Fields<'_, '_>) -> Option<BaseUrl> {
    let text = fields.text("base_url")?;
    let url = BaseUrl::parse(&text.value);
    if url.is_none() {
        let message = format!("`{}` is not an address of a site", text.value);
        reader.fault(
            Diagnostic::new(Code::WrongType, reader.place(text.span), message)
                .hint("Write the whole address: `https://example.org/evidence/`."),
        );
    }
    url
}

/// A BCP 47 tag: letters and digits parted by hyphens.
fn language(reader: &Reader, fields: &Fields<'_, '_>) -> String {
    let Some(text) = fields.text("language") else {
        return missing().language;
    };
    let shaped = text.value.split('-').enumerate().all(|(index, part)| {
        let letters = part.chars().all(|c| c.is_ascii_alphabetic());
        let word = part.chars().all(|c| c.is_ascii_alphanumeric());
        word && (1..=8).contains(&part.len())
            && (index > 0 || letters && (2..=3).contains(&part.len()))
    });
    if shaped {
        return text.value;
    }
    let message = format!("`{}` is not a language tag", text.value);
    reader.fault(
        Diagnostic::new(Code::WrongType, reader.place(text.span), message)
            .hint("Examples are `en-GB`, `cy` and `fr`."),
    );
    missing().language
}

/// An age between the first and the last years of learning.
fn reading_age(reader: &Reader, fields: &Fields<'_, '_>) -> Option<u8> {
    let age = fields.count("reading_age")?;
    let known = u8::try_from(age).ok().filter(|age| (6..=30).contains(age));
    if let (None, Some(node)) = (known, fields.get("reading_age")) {
        let message = format!("`{age}` is not an age for which texts are written");
        reader.fault(
            Diagnostic::new(Code::WrongType, reader.place(node.span), message)
                .hint("Write a number of years from 6 to 30."),
        );
    }
    known
}

fn licence(reader: &Reader, node: &Node) -> Option<Licence> {
    if let Some(name) = node.as_text() {
        let (url, holder) = (None, None);
        return Some(Licence { name, url, holder });
    }
    let fields = Fields::open(reader, node, &keys::LICENCE);
    let name = fields.required_text("name", "`licence`", node.span);
    let url = web_address(reader, &fields, "url");
    let holder = fields.plain_text("holder");
    let name = name?.value;
    Some(Licence { name, url, holder })
}

fn contact(reader: &Reader, node: &Node) -> Option<Contact> {
    if let Some(name) = node.as_text() {
        let (email, url) = (None, None);
        return Some(Contact { name, email, url });
    }
    let fields = Fields::open(reader, node, &keys::CONTACT);
    let name = fields.required_text("name", "`contact`", node.span);
    let email = email(reader, &fields);
    let url = web_address(reader, &fields, "url");
    let name = name?.value;
    Some(Contact { name, email, url })
}

fn web_address(reader: &Reader, fields: &Fields<'_, '_>, key: &str) -> Option<Address> {
    let text = fields.text(key)?;
    let address = Address::of_page(&text.value);
    if address.is_some() {
        return address;
    }
    let message = format!("`{}` is not an address on the web", text.value);
    reader.fault(
        Diagnostic::new(Code::UnsafeLink, reader.place(text.span), message)
            .hint("It begins with `https://`."),
    );
    None
}

fn email(reader: &Reader, fields: &Fields<'_, '_>) -> Option<String> {
    let text = fields.text("email")?;
    if Address::of_mail(&text.value).is_some() {
        return Some(text.value);
    }
    let message = format!("`{}` is not an e-mail address", text.value);
    let place = reader.place(text.span);
    reader.fault(
        Diagnostic::new(Code::WrongType, place, message).hint("An example is `name@example.org`."),
    );
    None
}

fn facets(reader: &Reader, fields: &Fields<'_, '_>) -> Vec<Facet> {
    let mut facets: Vec<Facet> = Vec::new();
    for entry in fields.entries("facets") {
        let inner = Fields::open(reader, &entry.value, &keys::FACET);
        check_name(reader, &entry.key);
        facets.push(Facet {
            name: entry.key.value.clone(),
            label: inner
                .plain_text("label")
                .unwrap_or_else(|| entry.key.value.clone()),
            values: inner
                .entries("values")
                .iter()
                .map(|entry| facet_value(reader, entry))
                .collect(),
        });
    }
    facets
}

fn facet_value(reader: &Reader, entry: &Entry) -> FacetValue {
    check_name(reader, &entry.key);
    let name = entry.key.value.clone();
    if let Some(label) = entry.value.as_text() {
        let description = None;
        return FacetValue {
            name,
            label,
            description,
        };
    }
    let fields = Fields::open(reader, &entry.value, &keys::FACET_VALUE);
    FacetValue {
        label: fields.plain_text("label").unwrap_or_else(|| name.clone()),
        description: fields.plain_text("description"),
        name,
    }
}

/// Names of facets and their values become parts of addresses.
fn check_name(reader: &Reader, name: &Spanned<String>) {
    if Id::parse(&name.value).is_none() {
        let message = format!("`{}` cannot be part of an address", name.value);
        reader.fault(
            Diagnostic::new(Code::InvalidId, reader.place(name.span), message)
                .hint("Use lower-case letters, digits and hyphens."),
        );
    }
}

fn participants(reader: &Reader, node: &Node) -> ParticipantRules {
    let fields = Fields::open(reader, node, &keys::PARTICIPANTS);
    let labels = fields.pairs("labels");
    let label = |name: &str| {
        let written = labels
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, label)| label.clone());
        written.unwrap_or_else(|| capitalised(&name.replace(['_', '-'], " ")))
    };
    let publish = fields.texts("publish");
    for key in ["labels", "derive"] {
        refuse_unpublished(reader, key, fields.entries(key), &publish);
    }
    ParticipantRules {
        publish: publish
            .into_iter()
            .map(|name| AttributeRule {
                label: label(&name.value),
                name,
            })
            .collect(),
        derive: fields
            .entries("derive")
            .iter()
            .filter_map(|entry| derivation(reader, entry))
            .collect(),
        attribution: fields.text("attribution"),
        private_names: fields.text("private_names"),
        smallest_group: fields.get("smallest_group").and_then(|node| {
            let count = reader.count("smallest_group", node)?;
            Some(Spanned::new(count as usize, node.span))
        }),
    }
}

/// A label or rule for what is not published does nothing, and somebody may think that it does.
fn refuse_unpublished(reader: &Reader, key: &str, entries: &[Entry], publish: &[Spanned<String>]) {
    let published = |name: &str| publish.iter().any(|other| other.value == name);
    for entry in entries.iter().filter(|entry| !published(&entry.key.value)) {
        let name = &entry.key.value;
        let message = format!("`{name}` stands under `{key}`, but it is not published");
        reader.fault(
            Diagnostic::new(Code::UnusedKey, reader.place(entry.key.span), message).hint(format!(
                "Add `{name}` under `publish:`, or remove this line."
            )),
        );
    }
}

fn derivation(reader: &Reader, entry: &Entry) -> Option<Derivation> {
    let fields = Fields::open(reader, &entry.value, &keys::DERIVATION);
    Some(Derivation {
        name: entry.key.value.clone(),
        from: fields.required_text("from", "A derived attribute", entry.key.span)?,
        map: fields.pairs("map"),
        span: entry.key.span,
    })
}

/// Phrases, each with its reason.
fn common_phrases(reader: &Reader, fields: &Fields<'_, '_>) -> Vec<CommonPhrase> {
    let mut phrases = Vec::new();
    for entry in fields.entries("common_phrases") {
        let words = &entry.key.value;
        let place = reader.place(entry.key.span);
        let reason = entry.value.as_text().unwrap_or_default();
        if reason.trim().is_empty() {
            let message = format!("The phrase `{words}` has no reason");
            let hint = "Write after the colon why these words give nobody away.";
            reader.fault(Diagnostic::new(Code::MissingKey, place, message).hint(hint));
        } else if words.split_whitespace().count() > CommonPhrase::MOST_WORDS {
            let most = CommonPhrase::MOST_WORDS;
            let message = format!("A common phrase has at most {most} words");
            let hint = "Longer words are somebody's own. Take them out of the site instead.";
            reader.fault(Diagnostic::new(Code::WrongType, place, message).hint(hint));
        } else {
            phrases.push(CommonPhrase {
                words: words.clone(),
                reason,
            });
        }
    }
    phrases
}
