//! Citation styles: found by name or read from a file, mended, and ready for use.

use std::sync::{Arc, OnceLock};

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{
    CitationFormat, IndependentStyle, Style as CslStyle, StyleCategory, StyleClass,
};
use serde_json::json;

use crate::limits::{DEEPEST_STYLE, LARGEST_STYLE};

use super::sheet::Sheet;
use super::{CitationForm, Style};

/// Other names that people have for the styles that are inside.
const ALIASES: &[(&str, &str)] = &[
    ("harvard", "harvard-cite-them-right"),
    ("harvard1", "harvard-cite-them-right"),
    ("vancouver", "nlm-citation-sequence"),
    ("vancouver-brackets", "nlm-citation-sequence"),
    ("chicago", "chicago-author-date"),
    ("ama", "american-medical-association"),
    ("lancet", "the-lancet"),
];

/// Styles inside that cannot be used: they are for footnotes, or have no list.
const UNUSABLE: &[&str] = &[
    "alphanumeric",
    "chicago-fullnotes",
    "chicago-notes",
    "chicago-shortened-notes",
    "gb-7714-2015-note",
    "modern-humanities-research-association",
    "modern-humanities-research-association-notes",
    "turabian-fullnote-8",
];

/// What an entry needs changed in the style, because the citation library cannot say it in the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Variant {
    /// The names that lead the entry, and how many of them it has before it leaves out the rest.
    pub(super) abridged: Option<(&'static str, usize)>,
    /// True where the date is a year only.
    pub(super) year_only: bool,
}

/// The trees of a style for its three uses.
#[derive(Debug, Clone)]
pub(super) struct Sheets {
    /// For entries that no other entry can be taken for.
    list: Sheet,
    /// For citations.
    cite: Sheet,
    /// For both at once, where entries must be told apart.
    both: Sheet,
}

impl Sheets {
    fn new(mut sheet: Sheet, numeric: bool) -> Self {
        sheet.forget_order();
        sheet.prepare_list();
        let mut list = sheet.clone();
        list.remove_sort();
        list.replace_citations(json!([{ "text": { "@value": "x" } }]));
        list.remove_unused_macros();
        let mut both = sheet;
        if numeric {
            both.remove_sort();
            both.replace_citations(beside_number());
        }
        both.prepare_citations();
        both.remove_unused_macros();
        let mut cite = both.clone();
        cite.remove_list();
        cite.remove_unused_macros();
        Self { list, cite, both }
    }

    fn change(&mut self, variant: Variant) {
        if let Some((field, known)) = variant.abridged {
            self.list.abridge(field, known, "bibliography");
            self.cite.abridge(field, known, "citation");
            self.both.abridge(field, known, "bibliography");
        }
        if variant.year_only {
            for sheet in [&mut self.list, &mut self.cite, &mut self.both] {
                sheet.drop_dates_without_year("issued");
            }
        }
    }

    fn compile(self) -> Result<Compiled, String> {
        Ok(Compiled {
            list: self.list.compile()?,
            cite: self.cite.compile()?,
            both: OnceLock::new(),
            sheet: self.both,
        })
    }
}

/// A style that is ready to print.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) list: IndependentStyle,
    pub(super) cite: IndependentStyle,
    both: OnceLock<IndependentStyle>,
    sheet: Sheet,
}

impl Compiled {
    /// The style for entries and citations at once. Few sites need it, and it is the largest.
    pub(super) fn both(&self) -> &IndependentStyle {
        self.both
            .get_or_init(|| self.sheet.compile().unwrap_or_else(|_| self.list.clone()))
    }
}

/// The style of this name, or why there is none.
pub(super) fn named(name: &str) -> Option<Style> {
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
    let style = ArchivedStyle::by_name(alias.map_or(name, |(_, name)| name))?;
    match style.get() {
        CslStyle::Independent(style) => prepare(style).ok(),
        CslStyle::Dependent(_) => None,
    }
}

/// The names of every style inside, in alphabetical order.
pub(super) fn names() -> Vec<&'static str> {
    let archived = ArchivedStyle::all()
        .iter()
        .flat_map(|style| style.names().iter().copied());
    let mut names: Vec<&str> = archived
        .chain(ALIASES.iter().map(|(alias, _)| *alias))
        .collect();
    names.retain(|name| !UNUSABLE.contains(name));
    names.sort_unstable();
    names.dedup();
    names
}

/// The style of a `.csl` file.
pub(super) fn from_csl(text: &str) -> Result<Style, String> {
    if text.len() > LARGEST_STYLE || depth(text) > DEEPEST_STYLE {
        return Err("the style file is too long or nests too deep".to_owned());
    }
    let text = text.trim_start_matches('\u{FEFF}');
    match CslStyle::from_xml(text) {
        Ok(CslStyle::Independent(style)) => prepare(style),
        Ok(CslStyle::Dependent(style)) => Err(format!(
            "the style depends on another one; use that instead: {}",
            style.parent_link.href
        )),
        Err(error) => Err(format!(
            "the file is not a CSL style: {}",
            super::normalise::tidy(&error.to_string())
        )),
    }
}

/// How deep elements nest, counted by their tags.
fn depth(xml: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    for (at, _) in xml.match_indices('<') {
        let rest = &xml[at + 1..];
        let tag = &rest[..rest.find('>').unwrap_or(rest.len())];
        match tag.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            _ if tag.ends_with('/') => {}
            _ => depth += 1,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn prepare(style: IndependentStyle) -> Result<Style, String> {
    if style.settings.class == StyleClass::Note {
        return Err("the style is for footnotes; use one for citations in the text".to_owned());
    }
    if style.bibliography.is_none() {
        return Err("the style has no bibliography, so no reference can be listed".to_owned());
    }
    let title = style.info.title.value.trim().to_owned();
    let layout = style.citation.layout.clone();
    let format = style
        .info
        .category
        .iter()
        .find_map(|category| match category {
            StyleCategory::CitationFormat { format } => Some(*format),
            StyleCategory::Field { .. } => None,
        });
    let sheet = Sheet::new(style)?;
    let number = sheet.number_wrapping().filter(|_| {
        !matches!(
            format,
            Some(CitationFormat::AuthorDate | CitationFormat::Author | CitationFormat::Label)
        )
    });
    let numeric = number.is_some();
    let number = number.unwrap_or_default();
    let text = |text: Option<String>| text.unwrap_or_default();
    let form = CitationForm {
        numeric,
        delimiter: format!(
            "{}{}{}",
            number.suffix,
            layout.delimiter.clone().unwrap_or_else(|| ", ".to_owned()),
            number.prefix
        ),
        prefix: text(layout.prefix.clone()) + &number.prefix,
        suffix: number.suffix.clone() + &text(layout.suffix.clone()),
        superscript: number.raised,
    };
    let sheets = Sheets::new(sheet, numeric);
    let compiled = Arc::new(sheets.clone().compile()?);
    Ok(Style {
        title,
        form,
        sheets: Arc::new(sheets),
        compiled,
    })
}

/// What may stand beside a number: the author in the sentence, the page after the number.
fn beside_number() -> serde_json::Value {
    let name = json!({
        "@form": "short", "@and": "text", "@et-al-min": 3, "@et-al-use-first": 1, "@delimiter": ", ",
        "@delimiter-precedes-last": "never",
    });
    let instead = json!([{ "names": { "@variable": ["editor"] } }, { "text": { "@variable": "title", "@form": "short" } }]);
    let names = json!({ "@variable": ["author"], "$value": [{ "name": name }, { "substitute": { "$value": instead } }] });
    let locator = json!([{ "label": { "@variable": "locator", "@form": "short" } }, { "text": { "@variable": "locator" } }]);
    json!([{ "choose": {
        "if": { "@variable": ["locator"], "$value": [{ "group": { "@delimiter": " ", "$value": locator } }] },
        "else": { "$value": [{ "names": names }] },
    } }])
}

impl Style {
    /// The style for entries that need it changed.
    pub(super) fn variant(&self, variant: Variant) -> Arc<Compiled> {
        let mut sheets = Sheets::clone(&self.sheets);
        sheets.change(variant);
        sheets
            .compile()
            .map_or_else(|_| Arc::clone(&self.compiled), Arc::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::read::testing::read;

    const REFERENCE: &str = "@article{a, author={Lee, Ann and others}, title={A title}, journal={J}, year={2019}, volume={1}, pages={2--3}}";

    #[test]
    fn every_style_inside_prints_a_reference() {
        let references = read("a.bib", REFERENCE).value;
        for name in names() {
            let style = named(name).unwrap_or_else(|| panic!("{name}"));
            assert!(!style.title().is_empty(), "{name}");
            let text = style.format(&references, "en-GB")[0].entry.text();
            assert!(
                text.contains("Lee") || text.contains("LEE"),
                "{name}: {text}"
            );
            assert!(
                !text.contains("..") && !text.contains("  ") && !text.contains(MARK_TEXT),
                "{name}: {text}"
            );
        }
    }

    const MARK_TEXT: char = crate::cite::sheet::MARK;

    #[test]
    fn how_citations_stand_in_the_text() {
        let form = |name: &str| named(name).map(|style| style.form);
        let expected = |numeric, prefix: &str, delimiter: &str, suffix: &str, superscript| {
            let [prefix, delimiter, suffix] = [prefix, delimiter, suffix].map(str::to_owned);
            Some(CitationForm {
                numeric,
                prefix,
                delimiter,
                suffix,
                superscript,
            })
        };
        assert_eq!(form("vancouver"), expected(true, "(", ",", ")", false));
        assert_eq!(
            form("vancouver-superscript"),
            expected(true, "", ",", "", true)
        );
        assert_eq!(form("ieee"), expected(true, "[", "], [", "]", false));
        assert_eq!(form("nature"), expected(true, "", ",", "", true));
        assert_eq!(form("apa"), expected(false, "(", "; ", ")", false));
        assert_eq!(form("harvard"), form("harvard-cite-them-right"));
        assert_eq!(form("no-such-style"), None);
        assert_eq!(form("chicago-notes"), None);
    }

    /// A style file with this citation layout and these macros.
    fn csl(attributes: &str, macros: &str) -> String {
        format!(
            r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" {attributes}><info><title>Test</title><id>t</id>
            <updated>2020-01-01T00:00:00+00:00</updated></info>{macros}<citation><layout prefix="[" suffix="]"><text variable="citation-number"/>
            </layout></citation><bibliography><layout><text variable="title"/></layout></bibliography></style>"#
        )
    }

    #[test]
    fn a_file_that_cannot_be_used_says_why() {
        assert!(from_csl(&csl(r#"class="in-text""#, "")).is_ok());
        let error = |text: &str| from_csl(text).expect_err("no style");
        assert!(error("not XML at all").starts_with("the file is not a CSL style: "));
        assert!(error("").starts_with("the file is not a CSL style: "));
        assert!(error("<style>").starts_with("the file is not a CSL style: "));
        assert_eq!(
            error(&csl(r#"class="note""#, "")),
            "the style is for footnotes; use one for citations in the text"
        );
        let loops =
            r#"<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>"#;
        assert_eq!(
            error(&csl(r#"class="in-text""#, loops)),
            "the macro `a` calls itself"
        );
        assert_eq!(
            error(&"<a>".repeat(200)),
            "the style file is too long or nests too deep"
        );
        let dependent = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>D</title><id>d</id>
            <link href="http://www.zotero.org/styles/apa" rel="independent-parent"/><updated>2020-01-01T00:00:00+00:00</updated></info></style>"#;
        assert_eq!(
            error(dependent),
            "the style depends on another one; use that instead: http://www.zotero.org/styles/apa"
        );
    }
}
