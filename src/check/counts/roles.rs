//! What a marked number may count.

use crate::diagnostic::suggestion;
use crate::evidence::{
    AttributeKey, Evidence, FacetRef, FindingKey, LinkedNote, NoteKey, ParticipantKey, QuoteKey,
    Speaker, StudyKey, ThemeKey,
};
use crate::model::{FlowField, MarkedCount, slug};
use crate::source::{Place, Span, Spanned};

/// What the data says.
pub struct Counted {
    pub number: u64,
    /// What could be wrong besides the number.
    pub from: &'static str,
    /// Where the data stands, and what stands there.
    pub place: Option<(Place, &'static str)>,
}

/// A role, or what narrows it, that does not exist.
pub struct Unknown {
    pub span: Span,
    pub message: String,
    pub hint: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Participants,
    Speakers,
    Quotes,
    Words,
    Themes,
    Findings,
    Recommendations,
    Studies,
    References,
    Terms,
    Flow(FlowField),
}

const ROLES: &[(&str, Role)] = &[
    ("participants", Role::Participants),
    ("speakers", Role::Speakers),
    ("quotes", Role::Quotes),
    ("words", Role::Words),
    ("themes", Role::Themes),
    ("findings", Role::Findings),
    ("recommendations", Role::Recommendations),
    ("studies", Role::Studies),
    ("references", Role::References),
    ("terms", Role::Terms),
];

/// By what some things are narrowed.
#[derive(Default)]
struct Narrowing {
    study: Option<StudyKey>,
    theme: Option<ThemeKey>,
    finding: Option<FindingKey>,
    quoted: Option<bool>,
    attributes: Vec<(AttributeKey, usize)>,
    facets: Vec<FacetRef>,
}

/// Counts what a mark names.
pub fn count(
    evidence: &Evidence,
    note: &LinkedNote,
    written: &MarkedCount,
) -> Result<Counted, Unknown> {
    let role = role(&written.role)?;
    let mut narrowing = Narrowing::default();
    for (key, value) in &written.narrowed {
        narrow(evidence, role, key, value, &mut narrowing)?;
    }
    if role.is_of_one_study() {
        narrowing.study = narrowing.study.or(note.study);
    }
    let counter = Counter {
        evidence,
        narrowing,
    };
    Ok(match role {
        Role::Flow(field) => counter.flow(field, &written.role)?,
        Role::Participants => counter.participants(),
        Role::Quotes | Role::Speakers | Role::Words => counter.said(role),
        _ => counter.notes(role),
    })
}

fn role(written: &Spanned<String>) -> Result<Role, Unknown> {
    let name = written.value.as_str();
    let known = ROLES
        .iter()
        .find(|(other, _)| *other == name)
        .map(|(_, role)| *role);
    let field = name.strip_prefix("flow.");
    let flow = || {
        let field = FlowField::ALL
            .iter()
            .find(|other| Some(other.name()) == field)?;
        Some(Role::Flow(*field))
    };
    known.or_else(flow).ok_or_else(|| {
        let hint = match field {
            Some(field) => {
                let near = crate::diagnostic::nearest(
                    field,
                    FlowField::ALL.iter().map(|field| field.name()),
                );
                near.map(|near| format!("Did you mean `flow.{near}`?"))
            }
            None => suggestion(
                name,
                ROLES
                    .iter()
                    .map(|(name, _)| *name)
                    .chain(["flow.total_studies"]),
            ),
        };
        Unknown {
            span: written.span,
            message: format!("Nothing is counted by the name `{name}`"),
            hint,
        }
    })
}

impl Role {
    /// Whether a note in a study's folder means its own study.
    fn is_of_one_study(self) -> bool {
        matches!(
            self,
            Role::Participants | Role::Speakers | Role::Quotes | Role::Words | Role::Flow(_)
        )
    }

    /// What may narrow it, besides attributes of participants and facets.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Role::Participants => &["study", "quoted"],
            Role::Speakers | Role::Quotes | Role::Words => &["study", "theme", "finding"],
            Role::Themes => &["study", "theme"],
            Role::Findings => &["study", "theme"],
            Role::Recommendations => &["finding"],
            Role::Flow(_) => &["study"],
            Role::Studies | Role::References | Role::Terms => &[],
        }
    }

    fn has_attributes(self) -> bool {
        matches!(
            self,
            Role::Participants | Role::Speakers | Role::Quotes | Role::Words
        )
    }

    fn has_facets(self) -> bool {
        matches!(self, Role::Speakers | Role::Quotes | Role::Words)
    }
}

/// Reads one `key=value`.
fn narrow(
    evidence: &Evidence,
    role: Role,
    key: &Spanned<String>,
    value: &Spanned<String>,
    narrowing: &mut Narrowing,
) -> Result<(), Unknown> {
    let name = key.value.as_str();
    if role.keys().contains(&name) {
        match name {
            "study" => narrowing.study = Some(study(evidence, value)?),
            "theme" => {
                let themes = evidence.themes.iter();
                narrowing.theme = Some(of_note(
                    evidence,
                    "theme",
                    value,
                    themes.map(|(key, theme)| (key, theme.note)),
                )?);
            }
            "finding" => {
                let findings = evidence.findings.iter();
                let notes = findings.map(|(key, finding)| (key, finding.note));
                narrowing.finding = Some(of_note(evidence, "finding", value, notes)?);
            }
            _ => narrowing.quoted = Some(yes_or_no(value)?),
        }
        return Ok(());
    }
    let attribute = evidence
        .attributes
        .iter()
        .find(|(_, attribute)| attribute.name == name);
    if let Some((key, attribute)) = attribute.filter(|_| role.has_attributes()) {
        let index = named(&attribute.values, value)?;
        narrowing.attributes.push((key, index));
        return Ok(());
    }
    let facet = evidence
        .config
        .facets
        .iter()
        .position(|facet| facet.name == name);
    if let Some(facet) = facet.filter(|_| role.has_facets()) {
        let values: Vec<String> = evidence.config.facets[facet]
            .values
            .iter()
            .map(|value| value.name.clone())
            .collect();
        let value = named(&values, value)?;
        narrowing.facets.push(FacetRef { facet, value });
        return Ok(());
    }
    Err(unknown_key(evidence, role, key))
}

fn unknown_key(evidence: &Evidence, role: Role, key: &Spanned<String>) -> Unknown {
    let mut known = role.keys().to_vec();
    if role.has_attributes() {
        known.extend(
            evidence
                .attributes
                .values()
                .map(|attribute| attribute.name.as_str()),
        );
    }
    if role.has_facets() {
        known.extend(
            evidence
                .config
                .facets
                .iter()
                .map(|facet| facet.name.as_str()),
        );
    }
    Unknown {
        span: key.span,
        message: format!("`{}` does not narrow this count", key.value),
        hint: suggestion(&key.value, known).or(Some("Leave it out.".to_owned())),
    }
}

fn study(evidence: &Evidence, value: &Spanned<String>) -> Result<StudyKey, Unknown> {
    let ids = || evidence.studies.keys().map(|key| evidence.study_id(key));
    let found = evidence
        .studies
        .keys()
        .find(|key| evidence.study_id(*key) == value.value);
    found.ok_or_else(|| {
        unknown_value(
            "study",
            value,
            suggestion(&value.value, ids().collect::<Vec<_>>()),
        )
    })
}

/// The theme or finding with an id.
fn of_note<T: Copy>(
    evidence: &Evidence,
    what: &str,
    value: &Spanned<String>,
    all: impl Iterator<Item = (T, NoteKey)>,
) -> Result<T, Unknown> {
    let id = |note: NoteKey| evidence.notes[note].note.id.as_str();
    let mut ids = Vec::new();
    for (key, note) in all {
        if id(note) == value.value {
            return Ok(key);
        }
        ids.push(id(note));
    }
    Err(unknown_value(what, value, suggestion(&value.value, ids)))
}

/// The index of a value. It may be written as it would stand in an address: `patients-and-carers`.
fn named(values: &[String], written: &Spanned<String>) -> Result<usize, Unknown> {
    let wanted = slug(&written.value);
    let slugs: Vec<String> = values.iter().map(|value| slug(value)).collect();
    let found = slugs.iter().position(|value| *value == wanted);
    found.ok_or_else(|| {
        let hint = suggestion(
            &wanted,
            slugs.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        unknown_value("value", written, hint)
    })
}

fn yes_or_no(value: &Spanned<String>) -> Result<bool, Unknown> {
    match value.value.as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(unknown_value(
            "value",
            value,
            Some("Write `yes` or `no`.".to_owned()),
        )),
    }
}

fn unknown_value(what: &str, value: &Spanned<String>, hint: Option<String>) -> Unknown {
    Unknown {
        span: value.span,
        message: format!("There is no {what} `{}`", value.value),
        hint,
    }
}

struct Counter<'e> {
    evidence: &'e Evidence,
    narrowing: Narrowing,
}

impl Counter<'_> {
    fn participants(&self) -> Counted {
        let evidence = self.evidence;
        let some: Vec<ParticipantKey> = match self.narrowing.study {
            Some(study) => evidence.studies[study].participants.clone(),
            None => evidence.participants.keys().collect(),
        };
        let quoted = |key: &ParticipantKey| {
            let quoted = !evidence.participants[*key].quotes.is_empty();
            self.narrowing.quoted.is_none_or(|wanted| wanted == quoted)
        };
        let first = some.first().map(|key| evidence.participants[*key].place);
        let some = some
            .into_iter()
            .filter(|key| self.has_attributes(*key) && quoted(key));
        Counted {
            number: some.count() as u64,
            from: "the table of participants",
            place: first.map(|place| (place, "The table begins with this person")),
        }
    }

    fn has_attributes(&self, participant: ParticipantKey) -> bool {
        let wanted = &self.narrowing.attributes;
        wanted.iter().all(|(attribute, value)| {
            self.evidence.value_of(participant, *attribute) == Some(*value)
        })
    }

    /// Quotes, who says them, or their words.
    fn said(&self, role: Role) -> Counted {
        let quotes = self.quotes();
        let number = match role {
            Role::Speakers => self.evidence.people(&quotes).len(),
            Role::Words => self.evidence.words(quotes),
            _ => quotes.len(),
        };
        let theme = self
            .narrowing
            .theme
            .map(|theme| self.evidence.themes[theme].note);
        let finding = self
            .narrowing
            .finding
            .map(|finding| self.evidence.findings[finding].note);
        let named = theme
            .map(|note| (note, "The theme is here"))
            .or(finding.map(|note| (note, "The finding is here")));
        Counted {
            number: number as u64,
            from: "the quotes and their codes",
            place: named.map(|(note, words)| (crate::check::top(self.evidence, note), words)),
        }
    }

    fn quotes(&self) -> Vec<QuoteKey> {
        let evidence = self.evidence;
        let Narrowing {
            study,
            theme,
            finding,
            attributes,
            facets,
            ..
        } = &self.narrowing;
        // The narrowest list first: a programme may have a hundred thousand quotes.
        let mut quotes: Vec<QuoteKey> = match (finding, theme, study) {
            (Some(finding), ..) => evidence.findings[*finding].quotes.clone(),
            (None, Some(theme), _) => evidence.quotes_below(*theme).into_iter().collect(),
            (None, None, Some(study)) => evidence.studies[*study].quotes.clone(),
            (None, None, None) => evidence.quotes.keys().collect(),
        };
        if let (Some(_), Some(theme)) = (finding, theme) {
            let below = evidence.quotes_below(*theme);
            quotes.retain(|quote| below.contains(quote));
        }
        quotes.retain(|key| {
            let quote = &evidence.quotes[*key];
            let by = match quote.speaker {
                Speaker::Participant(speaker) => self.has_attributes(speaker),
                Speaker::Document(_) => attributes.is_empty(),
            };
            by && study.is_none_or(|study| quote.study == Some(study))
                && facets.iter().all(|facet| quote.facets.contains(facet))
        });
        quotes
    }

    /// A figure of a study's flow: of its own, or of the only study that has one.
    fn flow(&self, field: FlowField, role: &Spanned<String>) -> Result<Counted, Unknown> {
        let evidence = self.evidence;
        let flow_of = |study: &StudyKey| {
            let note = evidence.study_note(*study);
            let flow = note.study_matter()?.flow.as_ref()?;
            Some((note, flow))
        };
        let mut studies: Vec<StudyKey> = match self.narrowing.study {
            Some(study) => vec![study],
            None => evidence.studies.keys().collect(),
        };
        studies.retain(|study| flow_of(study).is_some());
        let entry = match studies.as_slice() {
            [study] => flow_of(study).and_then(|(note, flow)| Some((note, flow.entry(field)?))),
            [] => None,
            _ => {
                return Err(Unknown {
                    span: role.span,
                    message: "More than one study has a flow".to_owned(),
                    hint: Some("Say which one: `study=` and the name of its folder.".to_owned()),
                });
            }
        };
        let Some((note, entry)) = entry else {
            return Err(Unknown {
                span: role.span,
                message: format!("No flow has the figure `{}`", field.name()),
                hint: Some("Name a figure that the study gives under `flow:`.".to_owned()),
            });
        };
        Ok(Counted {
            number: entry.count.total(),
            from: "the flow",
            place: Some((note.place(entry.span), "The figure stands here")),
        })
    }

    /// Notes and what else the programme has one of each.
    fn notes(&self, role: Role) -> Counted {
        let evidence = self.evidence;
        let Narrowing {
            study,
            theme,
            finding,
            ..
        } = &self.narrowing;
        let number = match role {
            Role::Themes => {
                let of_study = |key: &ThemeKey| {
                    study.is_none_or(|study| evidence.studies[study].themes.contains(key))
                };
                let themes: Vec<ThemeKey> = match theme {
                    Some(theme) => evidence.themes[*theme].children.clone(),
                    None => evidence.themes.keys().collect(),
                };
                themes.iter().filter(|key| of_study(key)).count()
            }
            Role::Findings => {
                let of_study = |key: &FindingKey| {
                    study.is_none_or(|study| evidence.studies[study].findings.contains(key))
                };
                let findings: Vec<FindingKey> = match theme {
                    Some(theme) => evidence.themes[*theme].findings.clone(),
                    None => evidence.findings.keys().collect(),
                };
                findings.iter().filter(|key| of_study(key)).count()
            }
            Role::Recommendations => match finding {
                Some(finding) => evidence.findings[*finding].recommendations.len(),
                None => evidence.recommendations.len(),
            },
            Role::References => evidence.references.len(),
            Role::Terms => evidence.terms.len(),
            _ => evidence.studies.len(),
        };
        Counted {
            number: number as u64,
            from: match role {
                Role::References => "the bibliography",
                Role::Terms => "the glossary",
                _ => "the notes",
            },
            place: None,
        }
    }
}
