//! A citation style as a tree that can be changed: what the citation library gets wrong is mended in the style
//! before it is used, so that its output needs no mending.

use std::collections::BTreeSet;

use hayagriva::citationberg::{IndependentStyle, Style as CslStyle};
use serde_json::{Map, Value, json};

/// Marks the place before a citation. The library writes it where it writes the citation's opening bracket.
pub(super) const MARK: char = '\u{E000}';

/// The tree of an independent style.
#[derive(Debug, Clone)]
pub(super) struct Sheet(Value);

impl Sheet {
    /// The tree of a style with its defects mended.
    pub(super) fn new(style: IndependentStyle) -> Result<Self, String> {
        let tree = serde_json::to_value(CslStyle::Independent(style))
            .map_err(|error| error.to_string())?;
        let mut sheet = Self(tree);
        sheet.check_macros()?;
        mend_names(&mut sheet.0);
        expand_substitutes(&mut sheet.0);
        mend_affixes(&mut sheet.0);
        mend_page_labels(&mut sheet.0);
        delimit_dates(&mut sheet.0);
        Ok(sheet)
    }

    /// The style again.
    pub(super) fn compile(&self) -> Result<IndependentStyle, String> {
        match serde_json::from_value(self.0.clone()) {
            Ok(CslStyle::Independent(style)) => Ok(style),
            Ok(CslStyle::Dependent(_)) => Err("the style depends on another style".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// For lists: entries without their numbers, each in full (no dash for a repeated author).
    pub(super) fn prepare_list(&mut self) {
        let macros = self.number_macros();
        if let Some(list) = self
            .0
            .get_mut("bibliography")
            .and_then(Value::as_object_mut)
        {
            list.remove("@second-field-align");
            list.remove("@subsequent-author-substitute");
            if let Some(children) = list
                .get_mut("layout")
                .and_then(|layout| layout.get_mut("$value"))
            {
                remove_numbers(children, &macros);
            }
        }
    }

    /// For citations one at a time: no bracket but a mark, no collapsing.
    pub(super) fn prepare_citations(&mut self) {
        if let Some(citation) = self.0.get_mut("citation").and_then(Value::as_object_mut) {
            citation.remove("@collapse");
            citation.remove("@cite-group-delimiter");
            citation.remove("sort");
            if let Some(layout) = citation.get_mut("layout").and_then(Value::as_object_mut) {
                layout.insert("@prefix".to_owned(), MARK.to_string().into());
                layout.insert("@suffix".to_owned(), "".into());
            }
        }
    }

    /// Prints each citation as if it were the first of its reference: a site has no order of reading.
    pub(super) fn forget_order(&mut self) {
        forget_order(&mut self.0);
    }

    /// Gives citations another layout, and nothing to tell apart.
    pub(super) fn replace_citations(&mut self, layout: Value) {
        self.0["citation"] = json!({ "layout": { "$value": layout } });
    }

    /// Leaves out the list, and the macros that nothing calls then.
    pub(super) fn remove_list(&mut self) {
        if let Some(style) = self.0.as_object_mut() {
            style.remove("bibliography");
        }
    }

    /// Leaves out macros that nothing calls: each costs time wherever the style is copied.
    pub(super) fn remove_unused_macros(&mut self) {
        let macros = self.macros();
        let mut needed: BTreeSet<String> = ["citation", "bibliography"]
            .iter()
            .flat_map(|part| called(&self.0[*part]))
            .collect();
        let mut unread: Vec<String> = needed.iter().cloned().collect();
        while let Some(name) = unread.pop() {
            let calls = macros
                .iter()
                .filter(|sheet| name_of(sheet) == name)
                .flat_map(called);
            unread.extend(calls.filter(|call| needed.insert(call.clone())));
        }
        if let Some(macros) = self.0.get_mut("macro").and_then(Value::as_array_mut) {
            macros.retain(|sheet| needed.contains(name_of(sheet)));
        }
    }

    fn macros(&self) -> &[Value] {
        self.0
            .get("macro")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    pub(super) fn remove_sort(&mut self) {
        if let Some(list) = self
            .0
            .get_mut("bibliography")
            .and_then(Value::as_object_mut)
        {
            list.remove("sort");
        }
    }

    /// Ends the list of `field` after `known` names with “et al.”, as an entry does that leaves out the rest of its
    /// authors. A style that prints fewer still does.
    pub(super) fn abridge(&mut self, field: &str, known: usize, part: &str) {
        let root = EtAl::default().inherit(&self.0).inherit(&self.0[part]);
        abridge_names(&mut self.0, field, known, root);
    }

    /// For entries whose date of `variable` is a year only: leaves out dates that print no year, before which a
    /// delimiter would stand all the same (`(2019,)`).
    pub(super) fn drop_dates_without_year(&mut self, variable: &str) {
        drop_dates(&mut self.0, variable);
    }

    /// What encloses the number in a numeric style's citation, and whether it is raised.
    pub(super) fn number_wrapping(&self) -> Option<Wrapping> {
        let macros = self.macros();
        let layout = self.0.pointer("/citation/layout")?.as_object()?;
        let inner = wrapping(layout.get("$value")?, macros)?;
        Some(Wrapping {
            raised: inner.raised || is_raised(layout),
            ..inner
        })
    }

    fn number_macros(&self) -> BTreeSet<String> {
        let macros = self
            .0
            .get("macro")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let only_number = |sheet: &&Value| {
            let children = sheet.get("$value").and_then(Value::as_array);
            children.is_some_and(|children| !children.is_empty() && children.iter().all(is_number))
        };
        macros
            .filter(only_number)
            .filter_map(|sheet| Some(sheet.get("@name")?.as_str()?.to_owned()))
            .collect()
    }

    /// Refuses macros that call themselves: they never end.
    fn check_macros(&self) -> Result<(), String> {
        let macros = self.macros();
        let calls: Vec<(&str, BTreeSet<String>)> = macros
            .iter()
            .map(|sheet| (name_of(sheet), called(sheet)))
            .collect();
        let mut open: BTreeSet<&str> = calls.iter().map(|(name, _)| *name).collect();
        while let Some((done, _)) = calls.iter().find(|(name, calls)| {
            open.contains(name) && calls.iter().all(|call| !open.contains(call.as_str()))
        }) {
            open.remove(done);
        }
        match open.first() {
            Some(name) => Err(format!("the macro `{name}` calls itself")),
            None => Ok(()),
        }
    }
}

/// What stands around a number.
#[derive(Debug, Default)]
pub(super) struct Wrapping {
    pub(super) prefix: String,
    pub(super) suffix: String,
    pub(super) raised: bool,
}

fn wrapping(children: &Value, macros: &[Value]) -> Option<Wrapping> {
    children.as_array()?.iter().find_map(|child| {
        let (_, element) = child.as_object()?.iter().next()?;
        let inner = if is_number(child) {
            Wrapping::default()
        } else if let Some(name) = element.get("@macro") {
            let called = macros
                .iter()
                .find(|sheet| sheet.get("@name") == Some(name))?;
            wrapping(called.get("$value")?, macros)?
        } else {
            wrapping(element.get("$value")?, macros)?
        };
        let element = element.as_object()?;
        let affix = |name: &str| {
            element
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        Some(Wrapping {
            prefix: format!("{}{}", affix("@prefix"), inner.prefix),
            suffix: format!("{}{}", inner.suffix, affix("@suffix")),
            raised: inner.raised || is_raised(element),
        })
    })
}

fn is_raised(element: &Map<String, Value>) -> bool {
    element.get("@vertical-align").and_then(Value::as_str) == Some("sup")
}

fn is_number(child: &Value) -> bool {
    let variable = |tag: &str| {
        child
            .get(tag)
            .and_then(|element| element.get("@variable"))
            .and_then(Value::as_str)
    };
    ["text", "number"]
        .iter()
        .any(|tag| variable(tag) == Some("citation-number"))
}

fn remove_numbers(children: &mut Value, macros: &BTreeSet<String>) {
    let Some(children) = children.as_array_mut() else {
        return;
    };
    children.retain_mut(|child| {
        let calls_number = child
            .pointer("/text/@macro")
            .and_then(Value::as_str)
            .is_some_and(|name| macros.contains(name));
        if is_number(child) || calls_number {
            return false;
        }
        match child.pointer_mut("/group/$value") {
            Some(group) => {
                remove_numbers(group, macros);
                group.as_array().is_some_and(|group| !group.is_empty())
            }
            None => true,
        }
    });
}

fn name_of(sheet: &Value) -> &str {
    sheet
        .get("@name")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn called(value: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    match value {
        Value::Object(object) => {
            names.extend(
                object
                    .get("@macro")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            names.extend(object.values().flat_map(called));
        }
        Value::Array(list) => names.extend(list.iter().flat_map(called)),
        _ => {}
    }
    names
}

/// What hayagriva 0.10.1 gets wrong about names, and what it prints right instead:
/// - `<names><label/></names>` prints no name (issue 519): CSL has an implied `<name/>` there;
/// - a group is printed for its words alone (`in`) where its names are empty: a substitute that is always empty makes
///   the names count as a variable without a value.
fn mend_names(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (tag, child) in object.iter_mut().filter(|(tag, _)| *tag != "substitute") {
                if tag == "names"
                    && let Some(names) = child.as_object_mut()
                {
                    let parts = names.entry("$value").or_insert_with(|| json!([]));
                    mend_name_parts(parts.as_array_mut());
                }
                mend_names(child);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(mend_names),
        _ => {}
    }
}

fn mend_name_parts(parts: Option<&mut Vec<Value>>) {
    let Some(parts) = parts else { return };
    let has = |parts: &[Value], tag: &str| parts.iter().any(|part| part.get(tag).is_some());
    if !has(parts, "name") {
        parts.insert(0, json!({ "name": {} }));
    }
    if !has(parts, "substitute") {
        parts.push(json!({ "substitute": { "$value": [{ "text": { "@variable": NEVER_SET } }] } }));
    }
}

/// `<names variable="editor"/>` in a substitute takes the settings of the names around it. Hayagriva 0.10.1 sees only
/// direct children so; written out, they print right inside `<choose>` too.
fn expand_substitutes(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(names) = object.get_mut("names") {
                let mut model = names.clone();
                let parts = names
                    .get_mut("$value")
                    .and_then(Value::as_array_mut)
                    .into_iter()
                    .flatten();
                if let Some(substitute) = parts.filter_map(|part| part.get_mut("substitute")).next()
                {
                    if let Some(parts) = model.get_mut("$value").and_then(Value::as_array_mut) {
                        parts.retain(|part| part.get("substitute").is_none());
                    }
                    expand_names(substitute, &model);
                }
            }
            object.values_mut().for_each(expand_substitutes);
        }
        Value::Array(list) => list.iter_mut().for_each(expand_substitutes),
        _ => {}
    }
}

fn expand_names(value: &mut Value, model: &Value) {
    match value {
        Value::Object(object) => {
            let own = |names: &Value| {
                names
                    .get("$value")
                    .and_then(Value::as_array)
                    .is_some_and(|parts| !parts.is_empty())
            };
            if let Some(names) = object.get_mut("names").filter(|names| !own(names))
                && let (Some(names), Some(model)) = (names.as_object_mut(), model.as_object())
            {
                names.remove("$value");
                for (name, setting) in model {
                    names.entry(name).or_insert_with(|| setting.clone());
                }
            }
            object
                .values_mut()
                .for_each(|child| expand_names(child, model));
        }
        Value::Array(list) => list.iter_mut().for_each(|child| expand_names(child, model)),
        _ => {}
    }
}

/// Affixes are not in their element's style (`<b>380</b>,`), but hayagriva 0.10.1 prints them so. A group around the
/// element carries them instead.
fn mend_affixes(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (tag, child) in object.iter_mut() {
                if tag == "$value"
                    && let Some(children) = child.as_array_mut()
                {
                    children.iter_mut().for_each(wrap_affixes);
                }
                if tag != "substitute" {
                    mend_affixes(child);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(mend_affixes),
        _ => {}
    }
}

fn wrap_affixes(child: &mut Value) {
    const STYLES: [&str; 5] = [
        "@font-style",
        "@font-variant",
        "@font-weight",
        "@text-decoration",
        "@vertical-align",
    ];
    let Some((tag, element)) = child
        .as_object_mut()
        .and_then(|child| child.iter_mut().next())
    else {
        return;
    };
    let Some(element) = element.as_object_mut() else {
        return;
    };
    let wraps = matches!(tag.as_str(), "text" | "number" | "date" | "names" | "group");
    if !wraps || !STYLES.iter().any(|style| element.contains_key(*style)) {
        return;
    }
    let mut group = Map::new();
    for affix in ["@prefix", "@suffix"] {
        group.extend(element.remove(affix).map(|text| (affix.to_owned(), text)));
    }
    if !group.is_empty() {
        group.insert("$value".to_owned(), json!([child.clone()]));
        *child = json!({ "group": group });
    }
}

/// A variable that no item has: readers drop it.
const NEVER_SET: &str = "citation-key";

/// Hayagriva 0.10.1 takes no notice of `plural="never"` on a page label; a plain term prints the same.
fn mend_page_labels(value: &mut Value) {
    match value {
        Value::Object(object) => {
            let label = object
                .get("label")
                .filter(|label| is_page_label(label))
                .cloned();
            if let Some(Value::Object(mut label)) = label {
                let plural = label
                    .remove("@plural")
                    .is_some_and(|plural| plural == "always");
                label.remove("@variable");
                label.insert("@term".to_owned(), "page".into());
                label.insert("@plural".to_owned(), plural.into());
                let term = json!({ "@variable": ["page"], "@match": "all", "$value": [{ "text": label }] });
                object.remove("label");
                object.insert("choose".to_owned(), json!({ "if": term }));
            }
            object.values_mut().for_each(mend_page_labels);
        }
        Value::Array(list) => list.iter_mut().for_each(mend_page_labels),
        _ => {}
    }
}

fn is_page_label(label: &Value) -> bool {
    let attribute = |name: &str| label.get(name).and_then(Value::as_str);
    attribute("@variable") == Some("page")
        && matches!(attribute("@plural"), Some("never" | "always"))
}

/// A date's delimiter stands before a missing month or day in hayagriva 0.10.1 (`(2019,)`). Affixes of the parts
/// print the same and only with their part.
pub(super) fn delimit_dates(value: &mut Value) {
    match value {
        Value::Object(object) => {
            let delimiter = match object.get("date-part").and_then(Value::as_array) {
                Some(parts) if !parts.is_empty() => object.remove("@delimiter"),
                _ => None,
            };
            let delimiter = delimiter
                .as_ref()
                .and_then(Value::as_str)
                .unwrap_or_default();
            if !delimiter.is_empty()
                && let Some(parts) = object.get_mut("date-part").and_then(Value::as_array_mut)
            {
                delimit_parts(parts, delimiter);
            }
            object.values_mut().for_each(delimit_dates);
        }
        Value::Array(list) => list.iter_mut().for_each(delimit_dates),
        _ => {}
    }
}

fn delimit_parts(parts: &mut [Value], delimiter: &str) {
    let is_year = |part: &Value| part.get("@name").and_then(Value::as_str) == Some("year");
    let year = parts.iter().position(is_year).unwrap_or(0);
    for (at, part) in parts.iter_mut().enumerate() {
        let Some(part) = part.as_object_mut() else {
            continue;
        };
        let affix = |part: &Map<String, Value>, name: &str| {
            part.get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        if at < year {
            part.insert(
                "@suffix".to_owned(),
                format!("{}{delimiter}", affix(part, "@suffix")).into(),
            );
        } else if at > year {
            part.insert(
                "@prefix".to_owned(),
                format!("{delimiter}{}", affix(part, "@prefix")).into(),
            );
        }
    }
}

fn forget_order(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|name, _| !name.starts_with("@et-al-subsequent-"));
            let first = |position: &Value| {
                position
                    .as_array()
                    .is_some_and(|list| list.iter().any(|one| one == "first"))
            };
            if object
                .remove("@position")
                .is_some_and(|position| !first(&position))
            {
                object.insert("@variable".to_owned(), json!([NEVER_SET]));
                object.insert("@match".to_owned(), "all".into());
            }
            object.values_mut().for_each(forget_order);
        }
        Value::Array(list) => list.iter_mut().for_each(forget_order),
        _ => {}
    }
}

fn drop_dates(value: &mut Value, variable: &str) {
    match value {
        Value::Object(object) => object
            .values_mut()
            .for_each(|child| drop_dates(child, variable)),
        Value::Array(list) => {
            list.retain(|child| {
                !child
                    .get("date")
                    .is_some_and(|date| prints_no_year(date, variable))
            });
            list.iter_mut()
                .for_each(|child| drop_dates(child, variable));
        }
        _ => {}
    }
}

fn prints_no_year(date: &Value, variable: &str) -> bool {
    let parts = date.get("date-part").and_then(Value::as_array);
    let is_year = |part: &Value| part.get("@name").and_then(Value::as_str) == Some("year");
    date.get("@variable").and_then(Value::as_str) == Some(variable)
        && date.get("@form").is_none()
        && parts.is_some_and(|parts| !parts.iter().any(is_year))
}

/// How a list of names is shortened.
#[derive(Debug, Clone, Copy, Default)]
struct EtAl {
    min: Option<u64>,
    first: Option<u64>,
}

impl EtAl {
    fn inherit(self, element: &Value) -> Self {
        let number = |name: &str| element.get(name).and_then(Value::as_u64);
        Self {
            min: number("@et-al-min").or(self.min),
            first: number("@et-al-use-first").or(self.first),
        }
    }

    /// How many of `known` names are printed where others follow: as many as of a long list.
    fn shown(self, known: u64) -> u64 {
        match (self.min, self.first) {
            (Some(_), Some(first)) => first.min(known),
            _ => known,
        }
    }
}

fn abridge_names(value: &mut Value, field: &str, known: usize, inherited: EtAl) {
    match value {
        Value::Object(object) => {
            for (tag, child) in object.iter_mut() {
                if tag == "names" && lists(child, field) {
                    abridge_one(child, known as u64, inherited);
                }
                abridge_names(child, field, known, inherited);
            }
        }
        Value::Array(list) => list
            .iter_mut()
            .for_each(|child| abridge_names(child, field, known, inherited)),
        _ => {}
    }
}

/// True where these names are, or may stand for, the field.
fn lists(names: &Value, field: &str) -> bool {
    let variables = names.get("@variable").and_then(Value::as_array);
    variables.is_some_and(|variables| variables.iter().any(|variable| variable == field))
}

fn abridge_one(names: &mut Value, known: u64, inherited: EtAl) {
    let own = inherited.inherit(names);
    let name = names
        .get_mut("$value")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten();
    let name = name.filter_map(|child| child.get_mut("name")).next();
    let shown = match &name {
        Some(name) => own.inherit(name).shown(known),
        None => own.shown(known),
    };
    let settings = json!({
        "@et-al-min": 1, "@et-al-use-first": shown, "@et-al-subsequent-min": 1, "@et-al-subsequent-use-first": shown,
        "@et-al-use-last": false,
    });
    let Some(settings) = settings.as_object() else {
        return;
    };
    if let Some(name) = name.and_then(Value::as_object_mut) {
        name.extend(settings.clone());
    }
    if let Some(names) = names.as_object_mut() {
        names.extend(settings.clone());
    }
}
