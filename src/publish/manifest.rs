//! `manifest.json`: every file of a site with the hash of its bytes.

use super::MANIFEST;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// What a site holds.
#[derive(Debug, Default)]
pub struct Manifest {
    /// BLAKE3 hash in hexadecimal digits, by path from the site's root.
    files: BTreeMap<String, String>,
}

impl Manifest {
    pub fn new(files: BTreeMap<String, String>) -> Self {
        Self { files }
    }

    /// The manifest of a folder that Catena made; `None` for any other folder.
    pub fn read(folder: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(folder.join(MANIFEST)).ok()?;
        let manifest: Value = serde_json::from_str(&text).ok()?;
        manifest
            .get("generator")?
            .as_str()?
            .strip_prefix("Catena ")?;
        let files = manifest.get("files")?.as_object()?.iter();
        let entry =
            |(path, hash): (&String, &Value)| Some((path.clone(), hash.as_str()?.to_owned()));
        Some(Self {
            files: files.filter_map(entry).collect(),
        })
    }

    pub fn lists(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    pub fn to_json(&self) -> String {
        let files: Map<String, Value> = self
            .files
            .iter()
            .map(|(path, hash)| (path.clone(), hash.clone().into()))
            .collect();
        let manifest = json!({
            "generator": format!("Catena {}", env!("CARGO_PKG_VERSION")),
            "hash": "blake3",
            "files": files,
        });
        format!("{manifest:#}\n")
    }
}
