//! Views to pages: the only module that knows the template engine.

mod filters;

use crate::load::Look;
use crate::model::{Html, escape_to};
use crate::view::{Frame, Metadata, PageView, Piece, Site};
use std::fmt;
use std::io::Write;
use std::sync::Arc;
use tera::{Context, Tera, Value};

/// Room for most pages, in bytes.
const USUAL_PAGE: usize = 1 << 15;

/// The look, ready to render pages.
pub struct Renderer {
    tera: Arc<Tera>,
    /// What every page sees, made once: a page's context holds a reference to it.
    site: Value,
    words: Value,
}

/// A fault of the look: a template that cannot be read or rendered.
#[derive(Debug, Clone)]
pub struct ThemeError {
    pub template: String,
    /// The template engine's report, with line and column.
    pub reason: String,
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let template = &self.template;
        write!(
            f,
            "the template `{template}` cannot be used\n{}",
            self.reason
        )
    }
}

impl std::error::Error for ThemeError {}

impl Renderer {
    /// Reads the look's templates.
    ///
    /// # Errors
    /// The first template that the engine cannot read.
    pub fn new(look: &Look, site: &Site) -> Result<Self, ThemeError> {
        let mut tera = Tera::default();
        // Text is escaped in one way, whoever sets it.
        tera.set_escape_fn(|text: &str, page: &mut dyn Write| {
            escape_to(text, |part| page.write_all(part.as_bytes()))
        });
        filters::register(&mut tera, &look.words, &look.lasting);
        let templates = look
            .templates
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        tera.add_raw_templates(templates)
            .map_err(|error| ThemeError {
                template: "templates/".to_owned(),
                reason: report(&error),
            })?;
        Ok(Self {
            tera: Arc::new(tera),
            site: Value::from_serializable(site),
            words: Value::from_serializable(look.words.value()),
        })
    }

    /// The same templates for the pages of another state of the site.
    pub fn around(&self, site: &Site) -> Self {
        Self {
            tera: self.tera.clone(),
            site: Value::from_serializable(site),
            words: self.words.clone(),
        }
    }

    /// Renders a page as UTF-8 with the template of its kind. The result depends on the look, the site and the view alone.
    ///
    /// # Errors
    /// A template that is missing, or that asks for what the view does not hold.
    pub fn page(
        &self,
        view: &PageView,
        frame: &Frame,
        metadata: &Metadata,
    ) -> Result<Vec<u8>, ThemeError> {
        let head = view.head();
        let template = format!("{}.html", head.kind);
        let mut context = Context::new();
        context.insert_value("site", self.site.clone());
        context.insert_value("words", self.words.clone());
        context.insert("root", &crate::plan::root_of(&head.path));
        context.insert("page", view);
        context.insert("frame", frame);
        context.insert("metadata", metadata);
        let mut page = Vec::with_capacity(USUAL_PAGE);
        let rendered = self.tera.render_to(&template, &context, &mut page);
        rendered.map(|()| page).map_err(|error| ThemeError {
            reason: report(&error),
            template,
        })
    }

    /// Fills a part of pages with its component. The result depends on the look, the site and the part alone.
    ///
    /// # Errors
    /// A component that is missing, or that asks for what the part does not hold.
    pub fn piece(&self, piece: &Piece, root: &str) -> Result<Html, ThemeError> {
        let name = piece.component();
        let fault = |error| ThemeError {
            reason: report(&error),
            template: name.to_owned(),
        };
        let arguments = Context::from_serialize(piece).map_err(fault)?;
        let mut around = Context::new();
        around.insert_value("site", self.site.clone());
        around.insert_value("words", self.words.clone());
        around.insert("root", root);
        self.tera
            .render_component_with_implicits(name, &arguments, &around, None, true)
            .map(Html)
            .map_err(fault)
    }
}

/// The error and what caused it, one below the other.
fn report(error: &tera::Error) -> String {
    let mut report = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        report = format!("{report}\n{error}");
        cause = error.source();
    }
    report
}
