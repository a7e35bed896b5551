//! The sections that every site has.

/// The sections of the main navigation where the programme does not choose, in their order.
pub const USUAL_SECTIONS: [&str; 6] = [
    "themes",
    "quotes",
    "findings",
    "recommendations",
    "studies",
    "references",
];

/// Every section that a programme may put into its navigation, with the path of its page.
const SECTIONS: &[(&str, &str)] = &[
    ("home", "index.html"),
    ("themes", "themes/index.html"),
    ("quotes", "quotes/index.html"),
    ("voices", "quotes/voices.html"),
    ("map", "map.html"),
    ("findings", "findings/index.html"),
    ("recommendations", "recommendations/index.html"),
    ("studies", "studies/index.html"),
    ("references", "references.html"),
    ("glossary", "glossary.html"),
    ("evidence", "evidence.html"),
    ("search", "search.html"),
    ("sitemap", "sitemap.html"),
];

/// The names of all sections.
pub fn section_names() -> impl Iterator<Item = &'static str> + Clone {
    SECTIONS.iter().map(|(name, _)| *name)
}

/// The page of a section.
pub fn section_path(section: &str) -> Option<&'static str> {
    let found = SECTIONS.iter().find(|(name, _)| *name == section);
    found.map(|(_, path)| *path)
}
