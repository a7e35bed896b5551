//! Which files a programme stands on, as its configuration says.

use crate::load::LOCK;
use crate::model::Config;
use crate::parse;
use crate::source::SourceMap;
use crate::watch::Places;
use std::path::Path;

const CONFIGURATION: &str = "catena.yaml";

/// The files and folders of the programme in `root`. A configuration that cannot be read names none of its own.
pub fn places(root: &Path) -> Places {
    let config = config(root);
    let look = config
        .look
        .as_ref()
        .map_or("default", |look| look.value.as_str());
    let look = format!("themes/{look}");
    let style = config.citation_style.iter();
    let style = style.filter(|style| style.value.ends_with(".csl"));
    let named = config.bibliography.iter().flatten().chain(style);
    let named = named.chain(&config.participants.private_names);
    let named = named.map(|path| path.value.as_str());
    Places::new(
        root,
        ["content", &look],
        [CONFIGURATION, LOCK].into_iter().chain(named),
    )
}

/// The path at which the site will stand at its host: `/` or `/evidence/`.
pub fn base(root: &Path) -> String {
    let config = config(root);
    config
        .base_url
        .map_or_else(|| "/".to_owned(), |base| base.path().to_owned())
}

fn config(root: &Path) -> Config {
    let bytes = std::fs::read(root.join(CONFIGURATION)).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut sources = SourceMap::default();
    let file = sources.add(CONFIGURATION.to_owned(), text);
    parse::config(file, sources.text(file)).value
}
