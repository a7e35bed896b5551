//! Meeting packs: the whole programme, or one theme, as a page made for paper.
//!
//! A pack is read away from the site. So it has numbers instead of links, the terms that it uses, and room for notes.
//! It stays a size that somebody can print: what does not fit is counted, and its address stands where it would be.

use super::Views;
use super::common::{FacetValue, Head, Link, NoteParts, ReferenceItem, Strands, VoiceChart};
use super::quote::QuoteCard;
use crate::evidence::{FindingKey, NoteKey, QuoteKey, RecommendationKey, TermKey, ThemeKey};
use crate::model::Html;
use crate::plan::QuoteListKind;
use crate::typeset::{PageSetter, QuoteNumbers};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

#[derive(Debug, Clone, Serialize)]
pub struct PackPage {
    pub head: Head,
    /// The programme's or theme's own title.
    pub subject: String,
    /// The page on the site that this pack stands for.
    pub about: Link,
    pub plain_title: Option<String>,
    pub summary: Option<String>,
    /// What short addresses leave out: the site's own address without `https://`; empty where it has none.
    pub base: String,
    pub findings: Claims<PackFinding>,
    pub recommendations: Claims<PackRecommendation>,
    pub themes: Vec<PackTheme>,
    /// Themes that are left out.
    pub more_themes: usize,
    pub strands: Strands,
    pub voices: Option<VoiceChart>,
    pub terms: Vec<PackTerm>,
    pub references: Vec<ReferenceItem>,
    /// The pages on which the quotes stand.
    pub addresses: Vec<QuotePage>,
    pub not_held: Vec<String>,
}

/// The first of some statements, and how many are left out.
#[derive(Debug, Clone, Serialize)]
pub struct Claims<T> {
    pub items: Vec<T>,
    pub more: usize,
    /// The page with all of them.
    pub all: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub struct PackFinding {
    pub number: usize,
    pub title: String,
    pub summary: Option<String>,
    pub quotes: usize,
    pub people: usize,
    /// `overall` of the confidence; absent where not assessed.
    pub confidence: Option<&'static str>,
    pub path: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct PackRecommendation {
    pub number: usize,
    pub title: String,
    pub summary: Option<String>,
    pub audience: Vec<String>,
    /// The numbers of the findings on which it rests.
    pub findings: String,
    /// True where they are more than one.
    pub several: bool,
    pub path: String,
}

/// One theme in a pack; it starts a page.
#[derive(Debug, Clone, Serialize)]
pub struct PackTheme {
    pub anchor: String,
    pub title: String,
    pub plain_title: Option<String>,
    pub summary: Option<String>,
    pub path: String,
    pub facets: Vec<FacetValue>,
    /// The narrative, in a pack of its own theme.
    pub body: Html,
    pub quotes: Vec<NumberedQuote>,
    /// The numbers of its quotes that stand elsewhere in the pack.
    pub also: String,
    /// The first and last number of the quotes that stand here.
    pub range: Option<(usize, usize)>,
    /// Quotes of this theme, and of those below it where they have no part of their own here.
    pub total: usize,
    /// Those of them that are left out.
    pub more: usize,
    /// The page with all of them.
    pub all: Option<String>,
    /// The themes within this one.
    pub children: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NumberedQuote {
    pub number: usize,
    pub quote: QuoteCard,
}

#[derive(Debug, Clone, Serialize)]
pub struct PackTerm {
    pub term: String,
    pub abbreviation: Option<String>,
    pub definition: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct QuotePage {
    /// Numbers of quotes, neighbours as a range: `1–4, 7`.
    pub numbers: String,
    /// True where they are more than one.
    pub several: bool,
    pub path: String,
}

/// The most findings, and the most recommendations, of a pack.
const MOST_CLAIMS: usize = 40;
/// The most themes of a pack. Where a programme has more, its pack tells of the top ones.
const MOST_THEMES: usize = 40;
/// The most quotes under a theme in the programme's pack.
const FEW_QUOTES: usize = 5;
/// The most quotes in a theme's own pack, about 20 pages of large print.
const MANY_QUOTES: usize = 60;
/// The most words that people say in a pack: with 25,000, it stays well under a megabyte.
const MOST_WORDS: usize = 25_000;

/// A pack as it grows: what is numbered, and which words need explaining.
struct Making {
    numbers: QuoteNumbers,
    terms: BTreeSet<TermKey>,
    words_left: usize,
}

impl Making {
    fn new() -> Self {
        Self {
            numbers: QuoteNumbers::default(),
            terms: BTreeSet::new(),
            words_left: MOST_WORDS,
        }
    }
}

impl Views<'_> {
    /// The pack of the whole programme.
    pub(super) fn pack(&self, path: &str) -> PackPage {
        let evidence = self.evidence();
        let mut making = Making::new();
        let (themes, with_below) = self.themes_of_pack();
        let more_themes = evidence.themes.len() - themes.len();
        let themes = themes
            .into_iter()
            .map(|key| {
                let quotes = match with_below {
                    true => self.plan().theme_quotes(key),
                    false => evidence.themes[key].quotes.as_slice(),
                };
                self.pack_theme(key, quotes, FEW_QUOTES, &mut making)
            })
            .collect();
        let home = evidence.home.map(|key| &evidence.notes[key]);
        let summary = home.and_then(|note| note.summary());
        let everything: Vec<QuoteKey> = evidence.quotes.keys().collect();
        let findings: Vec<FindingKey> = evidence.findings.keys().collect();
        let recommendations: Vec<_> = evidence.recommendations.keys().collect();
        let page = self.setter.page(path);
        let mut head = self.made_head("pack", None, path);
        head.description = evidence.config.description.clone();
        self.finish(
            PackPage {
                subject: evidence.config.title.clone(),
                about: self.home_crumb(),
                plain_title: None,
                summary: summary.or_else(|| evidence.config.description.clone()),
                base: self.short_base(),
                findings: self.pack_findings(&findings),
                recommendations: self.pack_recommendations(&recommendations),
                themes,
                more_themes,
                strands: Strands::default(),
                voices: self.voice_chart(&everything),
                terms: Vec::new(),
                references: self.listed(&page.references()),
                addresses: Vec::new(),
                not_held: home.map_or_else(Vec::new, |note| note.note.common.not_held.clone()),
                head,
            },
            making,
        )
    }

    /// The pack of one theme: its narrative, its quotes, and the themes below it.
    pub(super) fn theme_pack(&self, key: ThemeKey, path: &str) -> PackPage {
        let evidence = self.evidence();
        let theme = &evidence.themes[key];
        let mut making = Making::new();
        let mut page = self.setter.page(path).numbered();
        let parts = self.narrative(key, &mut page, &mut making);
        let references = self.listed(&page.references());
        making.terms.extend(page.terms());
        making.numbers = page.into_numbers();
        let mut own = self.pack_theme(key, &theme.quotes, MANY_QUOTES, &mut making);
        if let Some(parts) = parts {
            own.body = parts.body;
            own.also.clear();
            own.range = Some((1, making.numbers.quotes().len())).filter(|(_, last)| *last > 0);
        }
        let mut themes = vec![own];
        for below in self.below(key).into_iter().take(MOST_THEMES) {
            let quotes = &evidence.themes[below].quotes;
            let room = MANY_QUOTES.saturating_sub(making.numbers.quotes().len());
            themes.push(self.pack_theme(below, quotes, room.min(FEW_QUOTES * 2), &mut making));
        }
        let more_themes = (self.below(key).len() + 1).saturating_sub(themes.len());
        let findings = evidence.findings_below(key);
        let note = &evidence.notes[theme.note];
        let mut head = self.note_head("pack", theme.note, Some("themes"), path);
        head.title = self
            .words()
            .get("pack.title_of")
            .replace("{title}", &note.title);
        head.breadcrumbs.push(self.section_crumb("themes"));
        head.breadcrumbs.push(self.note_link(theme.note));
        self.finish(
            PackPage {
                head,
                subject: note.title.clone(),
                about: self.note_link(theme.note),
                plain_title: themes[0].plain_title.clone(),
                summary: note.summary(),
                base: self.short_base(),
                recommendations: self.pack_recommendations(&self.recommendations_on(&findings)),
                strands: self.strands_of(&findings, true),
                findings: self.pack_findings(&findings),
                themes,
                more_themes,
                voices: self.voice_chart(self.plan().theme_quotes(key)),
                terms: Vec::new(),
                references,
                addresses: Vec::new(),
                not_held: note.note.common.not_held.clone(),
            },
            making,
        )
    }

    /// The narrative of a theme, where its quotes leave the pack a size that can be printed.
    fn narrative(
        &self,
        key: ThemeKey,
        page: &mut PageSetter<'_>,
        making: &mut Making,
    ) -> Option<NoteParts> {
        let evidence = self.evidence();
        let note = evidence.themes[key].note;
        let shown = evidence.shown_by(note);
        let words = evidence.words(shown.iter().copied());
        if shown.len() > MANY_QUOTES || words > making.words_left {
            return None;
        }
        making.words_left -= words;
        Some(self.note_parts(note, page))
    }

    /// The themes of the programme's pack, and whether each stands for those below it too.
    fn themes_of_pack(&self) -> (Vec<ThemeKey>, bool) {
        let themes = &self.evidence().themes;
        if themes.len() <= MOST_THEMES {
            return (themes.keys().collect(), false);
        }
        let tops = themes.iter().filter(|(_, theme)| theme.parent.is_none());
        (tops.map(|(key, _)| key).take(MOST_THEMES).collect(), true)
    }

    /// All themes below one, in the order of the tree.
    fn below(&self, key: ThemeKey) -> Vec<ThemeKey> {
        let mut below = Vec::new();
        for child in &self.evidence().themes[key].children {
            below.push(*child);
            below.extend(self.below(*child));
        }
        below
    }

    /// One theme and the first of its quotes: those of its own page before those that live elsewhere.
    fn pack_theme(
        &self,
        key: ThemeKey,
        quotes: &[QuoteKey],
        most: usize,
        making: &mut Making,
    ) -> PackTheme {
        let evidence = self.evidence();
        let theme = &evidence.themes[key];
        let note = &evidence.notes[theme.note];
        let (known, new): (Vec<QuoteKey>, Vec<QuoteKey>) = quotes
            .iter()
            .partition(|quote| making.numbers.known(**quote).is_some());
        let at_home = |quote: &&QuoteKey| evidence.quotes[**quote].home == theme.note;
        let ordered = new.iter().filter(at_home);
        let ordered = ordered.chain(new.iter().filter(|quote| !at_home(quote)));
        // One or two more are no reason to send anybody elsewhere.
        let most = if new.len() <= most + 2 {
            most + 2
        } else {
            most
        };
        let mut chosen = Vec::new();
        for quote in ordered {
            let words = evidence.quotes[*quote].words;
            if chosen.len() < most && words <= making.words_left {
                making.words_left -= words;
                chosen.push(NumberedQuote {
                    number: making.numbers.number(*quote),
                    quote: self.quote_card(*quote),
                });
            }
        }
        let mut also: Vec<usize> = known
            .iter()
            .filter_map(|quote| making.numbers.known(*quote))
            .collect();
        also.sort_unstable();
        let range = chosen.first().zip(chosen.last());
        PackTheme {
            anchor: format!("_theme-{}", note.note.id),
            title: note.title.clone(),
            plain_title: note
                .theme_matter()
                .and_then(|matter| matter.plain_title.clone()),
            summary: note.summary(),
            path: self.plan().note(theme.note).to_owned(),
            facets: self.coded_facets(&theme.facets),
            body: Html::default(),
            range: range.map(|(first, last)| (first.number, last.number)),
            more: new.len() - chosen.len(),
            also: ranges(&also),
            quotes: chosen,
            total: quotes.len(),
            all: self
                .plan()
                .list(QuoteListKind::Theme(key))
                .map(|list| list.path(0)),
            children: theme
                .children
                .iter()
                .map(|child| evidence.theme_note(*child).title.clone())
                .collect(),
        }
    }

    fn pack_findings(&self, findings: &[FindingKey]) -> Claims<PackFinding> {
        let finding = |key: &FindingKey| {
            let row = self.finding_row(*key);
            PackFinding {
                number: row.number,
                title: row.title,
                summary: row.summary,
                quotes: row.quotes,
                people: row.people,
                confidence: row.confidence,
                path: row.path,
            }
        };
        claims(findings, "findings/index.html", finding)
    }

    fn pack_recommendations(
        &self,
        recommendations: &[RecommendationKey],
    ) -> Claims<PackRecommendation> {
        let recommendation = |key: &RecommendationKey| {
            let evidence = self.evidence();
            let recommendation = &evidence.recommendations[*key];
            let note = &evidence.notes[recommendation.note];
            let matter = note.recommendation_matter();
            let findings = recommendation.findings.iter();
            let mut findings: Vec<usize> = findings.map(|finding| finding.index() + 1).collect();
            findings.sort_unstable();
            PackRecommendation {
                number: key.index() + 1,
                title: note.title.clone(),
                summary: note.summary(),
                audience: matter
                    .map(|matter| matter.audience.clone())
                    .unwrap_or_default(),
                several: findings.len() > 1,
                findings: ranges(&findings),
                path: self.plan().note(recommendation.note).to_owned(),
            }
        };
        claims(
            recommendations,
            "recommendations/index.html",
            recommendation,
        )
    }

    /// Adds what is known only when all else stands: the terms in use, and where each quote is.
    fn finish(&self, mut pack: PackPage, mut making: Making) -> PackPage {
        let evidence = self.evidence();
        for text in texts(&pack) {
            making.terms.extend(self.setter.terms_in(text));
        }
        for quote in making.numbers.quotes() {
            let text = evidence.written(*quote).text();
            making.terms.extend(self.setter.terms_in(&text));
        }
        let term = |key: TermKey| {
            let written = &evidence.terms[key].written;
            PackTerm {
                term: written.term.value.clone(),
                abbreviation: written.abbreviation.clone(),
                definition: written.definition.clone(),
            }
        };
        pack.addresses = self.quote_pages(making.numbers.quotes());
        pack.terms = making.terms.into_iter().map(term).collect();
        pack
    }

    /// The pages on which numbered quotes live, in the order of their first quotes. The page is the address that
    /// somebody may type; the number tells the quote.
    fn quote_pages(&self, quotes: &[QuoteKey]) -> Vec<QuotePage> {
        let mut pages: Vec<(NoteKey, Vec<usize>)> = Vec::new();
        let mut at: HashMap<NoteKey, usize> = HashMap::new();
        for (index, quote) in quotes.iter().enumerate() {
            let home = self.evidence().quotes[*quote].home;
            let page = *at.entry(home).or_insert_with(|| {
                pages.push((home, Vec::new()));
                pages.len() - 1
            });
            pages[page].1.push(index + 1);
        }
        let page = |(home, numbers): (NoteKey, Vec<usize>)| QuotePage {
            several: numbers.len() > 1,
            numbers: ranges(&numbers),
            path: self.plan().note(home).to_owned(),
        };
        pages.into_iter().map(page).collect()
    }

    /// The site's address as people write it down.
    fn short_base(&self) -> String {
        let base = self.evidence().config.base_url.as_ref();
        let whole = base.map(|base| base.join("")).unwrap_or_default();
        let bare = whole.split_once("://").map_or("", |(_, rest)| rest);
        bare.to_owned()
    }
}

/// Sorted numbers, neighbours as a range: `1–4, 7`.
fn ranges(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let run = |(first, last): &(usize, usize)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

fn claims<K, T>(keys: &[K], all: &'static str, claim: impl Fn(&K) -> T) -> Claims<T> {
    Claims {
        items: keys.iter().take(MOST_CLAIMS).map(claim).collect(),
        more: keys.len().saturating_sub(MOST_CLAIMS),
        all,
    }
}

/// The editors' own words in a pack.
fn texts(pack: &PackPage) -> Vec<&str> {
    let mut texts: Vec<&str> = vec![&pack.subject];
    texts.extend(pack.summary.as_deref());
    texts.extend(pack.not_held.iter().map(String::as_str));
    for theme in &pack.themes {
        texts.push(&theme.title);
        texts.extend(theme.plain_title.as_deref());
        texts.extend(theme.summary.as_deref());
    }
    for finding in &pack.findings.items {
        texts.push(&finding.title);
        texts.extend(finding.summary.as_deref());
    }
    for recommendation in &pack.recommendations.items {
        texts.push(&recommendation.title);
        texts.extend(recommendation.summary.as_deref());
    }
    let says = pack.strands.listed.iter().flat_map(|strand| &strand.says);
    texts.extend(says.filter_map(|says| says.note.as_deref()));
    texts
}
