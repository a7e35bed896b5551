//! Pictures in SVG. They are documents: opened on their own they can run script and ask other hosts for things.
//!
//! A picture is read as XML and written anew with the elements and attributes of the lists below, so that only what was
//! understood is published.

use super::Address;
use crate::limits::DEEPEST_SVG;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer, XmlVersion, escape::resolve_predefined_entity};
use std::ops::Range;

/// Elements that draw, or help to.
const ELEMENTS: &str = "\
    svg g defs symbol use switch title desc a path rect circle ellipse line polyline polygon text \
    tspan textPath image style linearGradient radialGradient stop clipPath mask pattern marker \
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting \
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR \
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting \
    feSpotLight feTile feTurbulence";

/// Attributes that say where, how large and in which colour.
const ATTRIBUTES: &str = "\
    id class style lang role tabindex version baseProfile xmlns xmlns:xlink xml:space xml:lang \
    transform x y z dx dy x1 y1 x2 y2 cx cy r rx ry fx fy fr d points width height viewBox \
    preserveAspectRatio pathLength rotate textLength lengthAdjust startOffset method spacing side \
    offset gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits \
    patternTransform clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight \
    refX refY orient filterUnits primitiveUnits in in2 result mode type values tableValues slope \
    intercept amplitude exponent operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX \
    targetY edgeMode kernelUnitLength preserveAlpha surfaceScale diffuseConstant specularConstant \
    specularExponent azimuth elevation pointsAtX pointsAtY pointsAtZ limitingConeAngle scale \
    xChannelSelector yChannelSelector stdDeviation radius baseFrequency numOctaves seed stitchTiles \
    systemLanguage requiredExtensions requiredFeatures media href xlink:href xlink:title";

/// Attributes that are also properties of CSS.
const PROPERTIES: &str = "\
    alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation \
    color-interpolation-filters color-rendering cursor direction display dominant-baseline \
    enable-background fill fill-opacity fill-rule filter flood-color flood-opacity font font-family \
    font-size font-size-adjust font-stretch font-style font-variant font-weight \
    glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning \
    letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type \
    mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color \
    stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin \
    stroke-miterlimit stroke-opacity stroke-width text-align text-anchor text-decoration \
    text-rendering transform-origin unicode-bidi vector-effect visibility white-space word-spacing \
    writing-mode";

/// What drawing programs keep for themselves. It shows nothing, so it goes without a word.
const OF_PROGRAMS: &[&str] = &[
    "inkscape:",
    "sodipodi:",
    "rdf:",
    "cc:",
    "dc:",
    "serif:",
    "sketch:",
    "xmlns:",
    "data-",
    "metadata",
];

/// What of a picture may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    pub svg: String,
    pub removed: Vec<Part>,
}

/// A part that was taken out: its place, and its name in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub at: Range<usize>,
    pub what: String,
}

/// Why a picture cannot be published at all, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub at: usize,
    pub reason: String,
}

/// Cleans a picture.
///
/// # Errors
/// Text that is no well-formed XML, or whose first element is not `svg`.
pub fn cleaned(text: &str) -> Result<Cleaned, Refused> {
    let mut reader = Reader::from_str(text);
    let mut cleaner = Cleaner {
        writer: Writer::new(Vec::new()),
        removed: Vec::new(),
        open: Vec::new(),
        style: None,
        begun: false,
    };
    loop {
        let from = reader.buffer_position() as usize;
        let refuse = |reason: String| Refused {
            at: from.min(text.len()),
            reason,
        };
        let event = reader
            .read_event()
            .map_err(|error| refuse(error.to_string()))?;
        let at = from..reader.buffer_position() as usize;
        if event == Event::Eof {
            break;
        }
        cleaner.event(event, at).map_err(refuse)?;
    }
    let refuse = |reason: &str| Refused {
        at: text.len(),
        reason: reason.to_owned(),
    };
    if !cleaner.open.is_empty() {
        return Err(refuse("an element is not closed"));
    }
    if !cleaner.begun {
        return Err(refuse("there is no element `svg`"));
    }
    let svg = String::from_utf8(cleaner.writer.into_inner())
        .map_err(|error| refuse(&error.to_string()))?;
    Ok(Cleaned {
        svg: svg + "\n",
        removed: cleaner.removed,
    })
}

struct Cleaner {
    writer: Writer<Vec<u8>>,
    removed: Vec<Part>,
    /// For each open element whether it is kept.
    open: Vec<bool>,
    /// The text of a style sheet so far, and where it begins.
    style: Option<(usize, String)>,
    begun: bool,
}

type Step = Result<(), String>;

impl Cleaner {
    fn event(&mut self, event: Event<'_>, at: Range<usize>) -> Step {
        match event {
            Event::Start(start) => self.start(&start, at, false),
            Event::Empty(start) => self.start(&start, at, true),
            Event::End(end) => self.end(end.name().as_ref()),
            Event::Text(text) => self.text(&text.xml10_content(), &text),
            Event::CData(data) => {
                let text = data.xml10_content().into_owned();
                self.text(&text, &BytesText::new(&text))
            }
            Event::GeneralRef(reference) => self.reference(&reference),
            // Drawing programs write a plain document type. One that declares something may be after harm.
            Event::DocType(kind) => self.remove(at, "The document type", kind.contains('[')),
            Event::PI(_) => self.remove(at, "An instruction to programs", true),
            Event::Decl(_) | Event::Comment(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, at: Range<usize>, empty: bool) -> Step {
        let name = start.name().as_ref().to_owned();
        if !self.begun && name != "svg" {
            return Err(format!("the first element is `{name}` and not `svg`"));
        }
        if self.begun && self.open.is_empty() {
            return Err("there is a second first element".to_owned());
        }
        if self.open.len() == DEEPEST_SVG {
            return Err(format!(
                "elements lie more than {DEEPEST_SVG} deep in each other"
            ));
        }
        self.begun = true;
        let inside = self.kept();
        let kept = inside && listed(ELEMENTS, &name);
        if inside && !kept {
            let whole = format!("The element `{name}`, with all that is in it,");
            self.remove(at.clone(), &whole, !is_of_programs(&name))?;
        }
        if kept && name == "style" && !empty {
            self.style = Some((at.end, String::new()));
        }
        if kept {
            let clean = self.attributes(&name, start, &at)?;
            self.write(if empty {
                Event::Empty(clean)
            } else {
                Event::Start(clean)
            })?;
        }
        if !empty {
            self.open.push(kept);
        }
        Ok(())
    }

    /// Whether what stands here is in kept elements only.
    fn kept(&self) -> bool {
        self.open.last().copied().unwrap_or(true)
    }

    fn attributes(
        &mut self,
        element: &str,
        start: &BytesStart<'_>,
        at: &Range<usize>,
    ) -> Result<BytesStart<'static>, String> {
        let mut clean = BytesStart::new(element.to_owned());
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let name = attribute.key.as_ref();
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|error| error.to_string())?;
            if is_allowed(element, name, &value) {
                clean.push_attribute((name, value.as_ref()));
            } else if !is_of_programs(name) {
                let what = format!("The attribute `{name}` of `{element}`");
                self.remove(at.clone(), &what, true)?;
            }
        }
        Ok(clean)
    }

    fn end(&mut self, name: &str) -> Step {
        let Some(kept) = self.open.pop() else {
            return Err(format!("`{name}` is closed before it is opened"));
        };
        if let Some((from, css)) = self.style.take_if(|_| name == "style" && kept) {
            if is_safe_css(&css) {
                self.write(Event::Text(BytesText::new(&css)))?;
            } else {
                self.remove(from..from, "A style sheet that loads something", true)?;
            }
        }
        if kept {
            self.write(Event::End(BytesEnd::new(name.to_owned())))?;
        }
        Ok(())
    }

    /// Text as it reads, and as it is written in XML.
    fn text(&mut self, read: &str, written: &BytesText<'_>) -> Step {
        if self.open.is_empty() {
            let blank = read.trim().is_empty();
            return if blank {
                Ok(())
            } else {
                Err("there is text outside the picture".to_owned())
            };
        }
        if let Some((_, css)) = &mut self.style {
            css.push_str(read);
        } else if self.kept() {
            self.write(Event::Text(written.borrow()))?;
        }
        Ok(())
    }

    /// `&amp;` and `&#38;`. Others were declared in the document type, and may stand for anything.
    fn reference(&mut self, reference: &quick_xml::events::BytesRef<'_>) -> Step {
        let name: &str = reference;
        let character = reference
            .resolve_char_ref()
            .map_err(|error| error.to_string())?;
        let text = match character {
            Some(character) => character.to_string(),
            None => resolve_predefined_entity(name)
                .ok_or_else(|| format!("the entity `{name}` is declared nowhere safe"))?
                .to_owned(),
        };
        self.text(&text, &BytesText::new(&text))
    }

    fn remove(&mut self, at: Range<usize>, what: &str, told: bool) -> Step {
        if told && self.kept() {
            self.removed.push(Part {
                at,
                what: what.to_owned(),
            });
        }
        Ok(())
    }

    fn write(&mut self, event: Event<'_>) -> Step {
        self.writer
            .write_event(event)
            .map_err(|error| error.to_string())
    }
}

fn listed(names: &str, name: &str) -> bool {
    names.split(' ').any(|listed| listed == name)
}

fn is_of_programs(name: &str) -> bool {
    OF_PROGRAMS.iter().any(|prefix| name.starts_with(prefix))
}

fn is_allowed(element: &str, name: &str, value: &str) -> bool {
    match name {
        "href" | "xlink:href" => leads_well(element, value),
        "xmlns" => value == "http://www.w3.org/2000/svg",
        "xmlns:xlink" => value == "http://www.w3.org/1999/xlink",
        _ if name.starts_with("aria-") => true,
        _ => (listed(ATTRIBUTES, name) || listed(PROPERTIES, name)) && is_safe_css(value),
    }
}

/// A part of the picture itself, a page on the web for a link, or pixels that are written out.
fn leads_well(element: &str, value: &str) -> bool {
    let pixels = ["png", "jpeg", "jpg", "gif", "webp"];
    let written_out = |kind: &&str| {
        value
            .strip_prefix("data:image/")
            .is_some_and(|rest| rest.starts_with(&format!("{kind};base64,")))
    };
    match element {
        "a" => {
            value.starts_with('#')
                || Address::of_page(value).is_some_and(|address| address.as_str() == value)
        }
        "image" => pixels.iter().any(written_out),
        _ => value.starts_with('#'),
    }
}

/// Style that loads nothing: `url()` names parts of the picture only. A backslash could hide any other word.
fn is_safe_css(css: &str) -> bool {
    const LOADING: &[&str] = &[
        "\\",
        "@import",
        "@namespace",
        "image(",
        "image-set(",
        "src(",
        "expression(",
        "javascript:",
        "-moz-binding",
        "behavior:",
        "<",
    ];
    let lower = css.to_ascii_lowercase();
    let own_parts = lower.match_indices("url(").all(|(at, found)| {
        lower[at + found.len()..]
            .trim_start_matches(['"', '\'', ' '])
            .starts_with('#')
    });
    own_parts && !LOADING.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inside}</svg>"
        )
    }

    fn removed(inside: &str) -> (String, Vec<String>) {
        let cleaned = cleaned(&svg(inside)).expect("a picture");
        (
            cleaned.svg,
            cleaned.removed.into_iter().map(|part| part.what).collect(),
        )
    }

    #[test]
    fn a_plain_picture_stays() {
        let inside = "<defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#fff\"/></linearGradient></defs>\
            <style>.a { fill: url(#g); stroke: red }</style><g transform=\"scale(2)\"><rect class=\"a\" width=\"1\" height=\"2\" style=\"opacity:.5\"/>\
            <use xlink:href=\"#g\"/><text x=\"1\">A &amp; B &#233; — é</text></g>\
            <image href=\"data:image/png;base64,AAAA\"/><a href=\"https://a.org\"><circle r=\"1\"/></a>";
        let (clean, removed) = removed(inside);
        assert_eq!(removed, Vec::<String>::new());
        assert_eq!(clean.trim_end(), svg(inside).replace("&#233;", "é"));
    }

    #[test]
    fn what_runs_or_loads_goes() {
        for inside in [
            "<script>alert(1)</script>",
            "<script href=\"x.js\"/>",
            "<rect onload=\"alert(1)\"/>",
            "<rect ONCLICK=\"alert(1)\"/>",
            "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">a</p></foreignObject>",
            "<use href=\"https://evil.example/a.svg#b\"/>",
            "<use xlink:href=\"data:image/svg+xml,x\"/>",
            "<image href=\"https://evil.example/a.png\"/>",
            "<image xlink:href=\"data:image/svg+xml;base64,AAAA\"/>",
            "<a xlink:href=\"javascript:alert(1)\"><rect/></a>",
            "<a href=\"java&#10;script:alert(1)\"><rect/></a>",
            "<animate attributeName=\"href\" to=\"javascript:alert(1)\"/>",
            "<set attributeName=\"onload\" to=\"alert(1)\"/>",
            "<style>@import 'https://evil.example/a.css';</style>",
            "<style>rect { fill: url(https://evil.example/a) }</style>",
            "<style>rect { fill: u\\72l(https://evil.example/a) }</style>",
            "<style><![CDATA[@IMPORT url(//evil.example)]]></style>",
            "<rect style=\"background:url('//evil.example')\"/>",
            "<rect fill=\"url(https://evil.example/#a)\"/>",
            "<iframe src=\"x\"/>",
            "<feImage href=\"https://evil.example/a.png\"/>",
            "<handler type=\"application/ecmascript\">alert(1)</handler>",
            "<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">alert(1)</h:script>",
            "<?xml-stylesheet href=\"https://evil.example/a.css\"?>",
            "<g xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        ] {
            let (clean, removed) = removed(inside);
            assert_eq!(removed.len(), 1, "{inside}: {removed:?}");
            let lower = clean.to_lowercase();
            for word in [
                "script", "alert", "evil", "onload", "onclick", "xhtml", "base64",
            ] {
                assert!(!lower.contains(word), "{inside}: {clean}");
            }
        }
    }

    #[test]
    fn entities_and_what_is_no_picture_are_refused() {
        let bomb = "<!DOCTYPE svg [<!ENTITY a \"<script>alert(1)</script>\">]><svg>&a;</svg>";
        for text in [
            bomb,
            "",
            "<html/>",
            "<svg>",
            "<svg></g>",
            "<svg/><svg/>",
            "text<svg/>",
            "<svg a=b/>",
            "<svg a=\"1\" a=\"2\"/>",
            "<svg>&nbsp;</svg>",
            &"<g>".repeat(200),
        ] {
            assert!(cleaned(text).is_err(), "{text}");
        }
        let plain = cleaned(
            "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a 'b'>]><svg><!-- a --><g/></svg>",
        )
        .expect("a picture");
        assert_eq!(
            (plain.svg.as_str(), plain.removed.len()),
            ("<svg><g/></svg>\n", 1)
        );
    }

    #[test]
    fn what_drawing_programs_keep_goes_without_a_word() {
        let (clean, removed) =
            removed("<metadata><rdf:RDF/></metadata><g inkscape:label=\"a\" sodipodi:x=\"1\"/>");
        assert_eq!((clean.trim_end(), removed.len()), (svg("<g/>").as_str(), 0));
    }
}
