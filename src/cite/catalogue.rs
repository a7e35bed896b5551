//! Every reference of a site in one style: each entry is formatted once, and citations agree with the entries.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{DisambiguationRule, IndependentStyle};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, CitePurpose,
    LocatorPayload, Rendered, SpecificLocator,
};
use rayon::prelude::*;
use serde_json::Value;

use super::elements::rich_text;
use super::initials::with_initials;
use super::locale::{Words, words};
use super::sheet::MARK;
use super::style::{Compiled, Variant};
use super::{Cite, Style, guard};
use crate::model::{FormattedReference, Piece, Reference, RichText};

/// How many entries one driver formats: its cost grows with the square of them.
const CHUNK: usize = 16;

/// The largest group of references that are told apart: the work grows with the square of it.
const MOST_RIVALS: usize = 100;

/// The references of a site in one style and language.
#[derive(Debug)]
pub struct Catalogue {
    style: Style,
    words: Words,
    items: Vec<Item>,
    /// The items that have initials in citations.
    initialled: BTreeMap<usize, Item>,
    /// The style of each reference: those that leave out authors have one of their own.
    styles: Vec<Arc<Compiled>>,
    /// The references that a citation of this one could be taken for, itself included, in the order of the list.
    rivals: Vec<Option<Arc<[usize]>>>,
    entries: Vec<FormattedReference>,
}

impl Catalogue {
    pub(super) fn new(style: Style, references: &[Reference], language: &str) -> Self {
        let items: Vec<Item> = references
            .iter()
            .enumerate()
            .map(|(at, one)| guard::item(&one.item, at))
            .collect();
        let (words, styles) = rayon::join(|| words(language), || styles(&style, references));
        let mut catalogue = Self {
            words,
            initialled: initialled(&style, &items),
            styles,
            rivals: vec![None; items.len()],
            entries: Vec::new(),
            items,
            style,
        };
        catalogue.find_rivals();
        catalogue.entries = catalogue.format(references);
        catalogue
    }

    /// Every reference as the style lists it, in the order that was given.
    pub fn entries(&self) -> &[FormattedReference] {
        &self.entries
    }

    /// Every reference as the style lists it, in the order that was given.
    pub fn into_entries(self) -> Vec<FormattedReference> {
        self.entries
    }

    /// The label of one citation without its group's brackets. Of an author-date style: `Barnett et al. 2012, p. 3`,
    /// or `Barnett et al. (2012, p. 3)` in the sentence, or `2012, p. 3` without the author. Of a numeric style it is
    /// what stands beside the number: `Barnett et al.` in the sentence, otherwise `p. 3` or nothing.
    pub fn label(&self, cite: &Cite<'_>) -> RichText {
        if cite.reference >= self.items.len() {
            return RichText::default();
        }
        if self.style.form.numeric {
            return self.beside_number(cite);
        }
        if !cite.textual && !cite.suppress_author {
            return without_mark(self.cite(cite, None));
        }
        let whole = self.cite(cite, Some(CitePurpose::Prose));
        let (author, rest) = split_at_mark(whole);
        if cite.suppress_author {
            return rest;
        }
        let author = if author.pieces.is_empty() {
            without_ending(self.cite(cite, None), &rest)
        } else {
            author
        };
        self.in_sentence(author, rest)
    }

    fn beside_number(&self, cite: &Cite<'_>) -> RichText {
        let locator = cite.locator.filter(|_| !cite.textual);
        if locator.is_none() && !cite.textual || cite.textual && cite.suppress_author {
            return RichText::default();
        }
        without_mark(self.cite(
            &Cite {
                locator,
                ..cite.clone()
            },
            None,
        ))
    }

    fn in_sentence(&self, author: RichText, rest: RichText) -> RichText {
        let form = &self.style.form;
        let plain = |text: String| Piece {
            text,
            ..Piece::default()
        };
        let mut pieces = author.pieces;
        if !rest.pieces.is_empty() {
            let space = if pieces.is_empty() { "" } else { " " };
            pieces.push(plain(format!("{space}{}", form.prefix.trim_start())));
            pieces.extend(rest.pieces);
            pieces.push(plain(form.suffix.clone()));
        }
        join(pieces)
    }

    /// Prints one citation, with its rivals beside it so that it says which of them is meant.
    fn cite(&self, cite: &Cite<'_>, purpose: Option<CitePurpose>) -> RichText {
        let at = cite.reference;
        let locator = cite.locator.and_then(|(label, value)| {
            let label: Locator = label.parse().unwrap_or(Locator::Page);
            Some(SpecificLocator(label, LocatorPayload::Str(value.trim())))
                .filter(|_| !value.trim().is_empty())
        });
        let asked = CitationItem::new(self.cited(at), locator, None, false, purpose);
        let printed = guarded(|| {
            let mut driver = BibliographyDriver::new();
            for rival in self.rivals[at].as_deref().unwrap_or_default() {
                driver.citation(self.request(
                    &self.styles[*rival].cite,
                    CitationItem::with_entry(self.cited(*rival)),
                ));
            }
            driver.citation(self.request(&self.styles[at].cite, asked));
            let rendered = self.finish(driver, &self.styles[at].cite);
            rendered
                .citations
                .last()
                .map(|citation| rich_text(&citation.citation))
                .unwrap_or_default()
        });
        printed
            .unwrap_or_else(|| RichText::plain(format!("{MARK}{}", plain_label(&self.items[at]))))
    }

    /// The item as citations name its authors.
    fn cited(&self, at: usize) -> &Item {
        self.initialled.get(&at).unwrap_or(&self.items[at])
    }

    fn request<'b>(
        &'b self,
        style: &'b IndependentStyle,
        item: CitationItem<'b, Item>,
    ) -> CitationRequest<'b, Item> {
        CitationRequest::new(
            vec![item],
            style,
            Some(self.words.code.clone()),
            &self.words.files,
            None,
        )
    }

    fn finish(&self, driver: BibliographyDriver<'_, Item>, style: &IndependentStyle) -> Rendered {
        driver.finish(BibliographyRequest::new(
            style,
            Some(self.words.code.clone()),
            &self.words.files,
        ))
    }

    /// Finds the references whose citations read the same, and puts each such group in the order of the list, in
    /// which the letters after the year are given.
    fn find_rivals(&mut self) {
        let citation = &self.style.compiled.cite.citation;
        let tells_apart = citation.disambiguate_add_names
            || citation.disambiguate_add_givenname
            || citation.disambiguate_add_year_suffix;
        if self.style.form.numeric || !tells_apart {
            return;
        }
        let label = |reference: usize| {
            let cite = Cite {
                reference,
                locator: None,
                suppress_author: false,
                textual: false,
            };
            self.cite(&cite, None).text()
        };
        let labels: Vec<String> = (0..self.items.len()).into_par_iter().map(label).collect();
        let mut same: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, label) in labels.iter().enumerate() {
            same.entry(label).or_default().push(at);
        }
        let groups: Vec<Vec<usize>> = same
            .into_values()
            .filter(|group| (2..=MOST_RIVALS).contains(&group.len()))
            .collect();
        let sorted: Vec<Arc<[usize]>> = groups
            .par_iter()
            .map(|group| self.in_list_order(group))
            .collect();
        for group in sorted {
            for at in group.iter() {
                self.rivals[*at] = Some(Arc::clone(&group));
            }
        }
    }

    fn in_list_order(&self, group: &[usize]) -> Arc<[usize]> {
        let order = guarded(|| {
            let mut driver = BibliographyDriver::new();
            for at in group {
                driver.citation(self.request(
                    self.style.compiled.both(),
                    CitationItem::with_entry(&self.items[*at]),
                ));
            }
            let rendered = self.finish(driver, self.style.compiled.both());
            let items = rendered
                .bibliography
                .map(|list| list.items)
                .unwrap_or_default();
            items
                .iter()
                .filter_map(|item| item.key.parse().ok())
                .collect::<Vec<usize>>()
        });
        order
            .filter(|order| order.len() == group.len())
            .unwrap_or_else(|| group.to_vec())
            .into()
    }

    fn format(&self, references: &[Reference]) -> Vec<FormattedReference> {
        let jobs = self.jobs();
        let done: Vec<Vec<(usize, RichText)>> = jobs.par_iter().map(|job| self.run(job)).collect();
        let mut texts: Vec<RichText> = vec![RichText::default(); references.len()];
        for (at, text) in done.into_iter().flatten() {
            texts[at] = text;
        }
        let pairs = texts.into_iter().zip(references);
        pairs
            .map(|(entry, reference)| FormattedReference {
                entry,
                sort_key: sort_key(reference),
            })
            .collect()
    }

    /// Entries that one driver formats: those of one style, a chunk at a time or with all their rivals.
    fn jobs(&self) -> Vec<Job> {
        let mut jobs: BTreeMap<(*const Compiled, Option<usize>), Job> = BTreeMap::new();
        for (at, rivals) in self.rivals.iter().enumerate() {
            let group = rivals.as_ref().map(|rivals| rivals[0]);
            let new = || Job {
                print: Vec::new(),
                rivals: rivals.clone(),
            };
            jobs.entry((Arc::as_ptr(&self.styles[at]), group))
                .or_insert_with(new)
                .print
                .push(at);
        }
        let chunks = |job: Job| match job.rivals {
            Some(_) => vec![job],
            None => job
                .print
                .chunks(CHUNK)
                .map(|chunk| Job {
                    print: chunk.to_vec(),
                    rivals: None,
                })
                .collect(),
        };
        jobs.into_values().flat_map(chunks).collect()
    }

    fn run(&self, job: &Job) -> Vec<(usize, RichText)> {
        if let Some(texts) = guarded(|| self.driven(job)) {
            return texts;
        }
        let alone = |at: &usize| {
            let one = Job {
                print: vec![*at],
                rivals: None,
            };
            let text = guarded(|| self.driven(&one)).and_then(|texts| texts.into_iter().next());
            text.unwrap_or_else(|| (*at, RichText::plain(plain_entry(&self.items[*at]))))
        };
        job.print.iter().map(alone).collect()
    }

    fn driven(&self, job: &Job) -> Vec<(usize, RichText)> {
        let compiled = &self.styles[job.print[0]];
        let style = if job.rivals.is_some() {
            compiled.both()
        } else {
            &compiled.list
        };
        let mut driver = BibliographyDriver::new();
        for at in job.rivals.as_deref().unwrap_or(&job.print) {
            driver.citation(self.request(style, CitationItem::with_entry(&self.items[*at])));
        }
        let rendered = self.finish(driver, style);
        let items = rendered
            .bibliography
            .map(|list| list.items)
            .unwrap_or_default();
        let texts = items
            .iter()
            .filter_map(|item| Some((item.key.parse().ok()?, rich_text(&item.content))));
        texts.filter(|(at, _)| job.print.contains(at)).collect()
    }
}

/// Some entries to print, and the entries that must be told apart from them.
struct Job {
    print: Vec<usize>,
    rivals: Option<Arc<[usize]>>,
}

fn styles(style: &Style, references: &[Reference]) -> Vec<Arc<Compiled>> {
    let mut made: BTreeMap<Variant, Arc<Compiled>> = BTreeMap::new();
    let style_of = |reference: &Reference| {
        let variant = guard::variant(&reference.item);
        Arc::clone(
            made.entry(variant)
                .or_insert_with(|| style.variant(variant)),
        )
    };
    references.iter().map(style_of).collect()
}

fn initialled(style: &Style, items: &[Item]) -> BTreeMap<usize, Item> {
    let citation = &style.compiled.cite.citation;
    match citation.givenname_disambiguation_rule {
        _ if style.form.numeric || !citation.disambiguate_add_givenname => BTreeMap::new(),
        DisambiguationRule::ByCite => BTreeMap::new(),
        rule => with_initials(items, rule),
    }
}

/// The library is known to panic on some items that its own types allow. All known ones are kept from it; should
/// there be another, one entry is printed plainly instead of no site at all.
fn guarded<T>(print: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(print)).ok()
}

fn without_mark(text: RichText) -> RichText {
    join(
        text.pieces
            .into_iter()
            .map(|piece| Piece {
                text: piece.text.replace(MARK, ""),
                ..piece
            })
            .collect(),
    )
}

/// A label without its last part: where a title stands for the author, it is what is left.
fn without_ending(label: RichText, ending: &RichText) -> RichText {
    let mut pieces = without_mark(label).pieces;
    let mut surplus = ending.text().chars().count();
    while let Some(last) = pieces.last_mut() {
        while surplus > 0 && last.text.pop().is_some() {
            surplus -= 1;
        }
        last.text
            .truncate(last.text.trim_end_matches([',', ' ', ';', '(']).len());
        if !last.text.is_empty() {
            break;
        }
        pieces.pop();
    }
    join(pieces)
}

/// What stands before the mark and what stands after it.
fn split_at_mark(text: RichText) -> (RichText, RichText) {
    let mut before = Vec::new();
    let mut after = Vec::new();
    let mut found = false;
    for piece in text.pieces {
        match piece.text.split_once(MARK).filter(|_| !found) {
            Some((head, tail)) => {
                found = true;
                before.push(Piece {
                    text: head.to_owned(),
                    ..piece.clone()
                });
                after.push(Piece {
                    text: tail.to_owned(),
                    ..piece
                });
            }
            None if found => after.push(piece),
            None => before.push(piece),
        }
    }
    (join(before), join(after))
}

fn join(pieces: Vec<Piece>) -> RichText {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces.into_iter().filter(|piece| !piece.text.is_empty()) {
        match joined.last_mut() {
            Some(last)
                if Piece {
                    text: String::new(),
                    ..last.clone()
                } == Piece {
                    text: String::new(),
                    ..piece.clone()
                } =>
            {
                last.text.push_str(&piece.text);
            }
            _ => joined.push(piece),
        }
    }
    if let Some(first) = joined.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    if let Some(last) = joined.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    joined.retain(|piece| !piece.text.is_empty());
    RichText { pieces: joined }
}

fn plain_entry(item: &Item) -> String {
    let field = |name: &str| {
        item.0
            .get(name)
            .and_then(|value| value.to_str())
            .unwrap_or_default()
            .into_owned()
    };
    let parts = ["title", "container-title", "DOI", "URL"].map(field);
    let parts = parts
        .iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str);
    parts.collect::<Vec<_>>().join(". ")
}

fn plain_label(item: &Item) -> String {
    item.0
        .get("title")
        .and_then(|title| title.to_str())
        .unwrap_or_default()
        .into_owned()
}

/// Families, then year, then title, in lower case.
fn sort_key(reference: &Reference) -> String {
    let item = &reference.item;
    let names = ["author", "editor"]
        .iter()
        .find_map(|field| item.get(*field)?.as_array());
    let family = |name: &Value| {
        ["family", "literal"]
            .iter()
            .find_map(|part| name.get(part)?.as_str().map(str::to_lowercase))
    };
    let families: Vec<String> = names.into_iter().flatten().filter_map(family).collect();
    let year = item
        .get("issued")
        .and_then(|date| date.get("date-parts")?.get(0)?.get(0)?.as_i64())
        .unwrap_or(0);
    let title = item
        .get("title")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_lowercase();
    format!("{}\u{1}{year:05}\u{1}{title}", families.join("\u{2}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::read::testing::read;
    use crate::model::Position;

    fn style(name: &str) -> Style {
        Style::named(name).unwrap_or_else(|| panic!("{name}"))
    }

    fn label(catalogue: &Catalogue, reference: usize, locator: Option<(&str, &str)>) -> String {
        catalogue
            .label(&Cite {
                reference,
                locator,
                suppress_author: false,
                textual: false,
            })
            .text()
    }

    const THREE: &str =
        "@article{b, author={Lee, Ann}, title={B comes second}, year={2019}, journal={J}}
        @article{a, author={Lee, Ann}, title={A comes first}, year={2019}, journal={J}}
        @article{c, author={Roe, C.}, title={Other}, year={2019}, journal={J}}";

    #[test]
    fn letters_after_the_year_follow_the_list_and_agree_everywhere() {
        let references = read("a.bib", THREE).value;
        let style = style("apa");
        let catalogue = style.catalogue(&references, "en-GB");
        let entry = |at: usize| catalogue.entries()[at].entry.text();
        assert!(
            entry(0).starts_with("Lee, A. (2019b). B comes"),
            "{}",
            entry(0)
        );
        assert!(
            entry(1).starts_with("Lee, A. (2019a). A comes"),
            "{}",
            entry(1)
        );
        assert_eq!(
            label(&catalogue, 0, Some(("page", "7"))),
            "Lee, 2019b, p. 7"
        );
        assert_eq!(
            label(&catalogue, 1, Some(("chapter", "7"))),
            "Lee, 2019a, Chapter 7"
        );
        assert_eq!(label(&catalogue, 2, None), "Roe, 2019");
        assert_eq!(label(&catalogue, 99, None), "");
    }

    #[test]
    fn in_the_sentence_and_without_the_author() {
        let references = read("a.bib", THREE).value;
        let cite = Cite {
            reference: 2,
            locator: Some(("page", "1-2")),
            suppress_author: false,
            textual: true,
        };
        let harvard = style("harvard");
        let catalogue = harvard.catalogue(&references, "en-GB");
        assert_eq!(catalogue.label(&cite).text(), "Roe (2019, pp. 1–2)");
        assert_eq!(
            catalogue
                .label(&Cite {
                    suppress_author: true,
                    ..cite.clone()
                })
                .text(),
            "2019, pp. 1–2"
        );
        let vancouver = style("vancouver");
        let catalogue = vancouver.catalogue(&references, "en-GB");
        assert_eq!(catalogue.label(&cite).text(), "Roe");
        assert_eq!(label(&catalogue, 2, cite.locator), "pp. 1–2");
        assert_eq!(label(&catalogue, 2, None), "");
    }

    #[test]
    fn addresses_are_links_and_tags_are_styles() {
        let text = "@article{a, author={A, B}, title={H$_2$O <b>& \\emph{care}</script>}, journal={J}, year={2019}, doi={10.1/x<y>}}
            @online{b, title={Page}, year={2019}, url={javascript:alert(1)}}";
        let entries = style("apa").format(&read("a.bib", text).value, "en-GB");
        let pieces = &entries[0].entry.pieces;
        let link = pieces
            .iter()
            .find_map(|piece| piece.link.as_ref().map(|link| link.as_str()));
        assert_eq!(link, Some("https://doi.org/10.1/x<y>"));
        assert!(
            pieces
                .iter()
                .any(|piece| piece.text == "2" && piece.position == Position::Subscript)
        );
        assert!(
            pieces
                .iter()
                .any(|piece| piece.text == "care" && piece.italic),
            "{pieces:?}"
        );
        assert!(entries[0].entry.text().contains("</script>"));
        assert!(
            entries[1]
                .entry
                .pieces
                .iter()
                .all(|piece| piece.link.is_none())
        );
    }

    #[test]
    fn authors_left_out_are_et_al() {
        let text = "@article{a, author={Barnett, K. and Mercer, S. and others}, title={T}, year={2012}, journal={J}}";
        let references = read("a.bib", text).value;
        let entry = |name: &str| style(name).format(&references, "en-GB")[0].entry.text();
        assert!(
            entry("vancouver").starts_with("Barnett K, Mercer S, et al. T. J"),
            "{}",
            entry("vancouver")
        );
        assert!(
            entry("harvard").starts_with("Barnett, K. et al. (2012)"),
            "{}",
            entry("harvard")
        );
        let apa = style("apa");
        assert_eq!(
            label(&apa.catalogue(&references, "en-GB"), 0, None),
            "Barnett et al., 2012"
        );
    }

    #[test]
    fn any_number_of_threads_prints_the_same() {
        let text: String = (0..100)
            .map(|at| {
                format!(
                    "@book{{k{at}, author={{Lee, A.}}, title={{T{}}}, year={{20{:02}}}}}\n",
                    at % 7,
                    at % 40
                )
            })
            .collect();
        let references = read("a.bib", &text).value;
        let style = style("harvard");
        let print = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .expect("a pool");
            pool.install(|| style.format(&references, "en-GB"))
        };
        assert_eq!(print(1), print(4));
    }

    #[test]
    fn the_sort_key_is_families_year_title() {
        let keys: Vec<String> = style("vancouver")
            .format(&read("a.bib", THREE).value, "en-GB")
            .into_iter()
            .map(|one| one.sort_key)
            .collect();
        assert!(keys[1] < keys[0] && keys[0] < keys[2], "{keys:?}");
    }
}
