//! What somebody changed on the disk.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// Files and folders that were written, made, renamed or removed: whole paths, or from the programme's root.
    Paths(BTreeSet<PathBuf>),
    /// Anything.
    Everything,
}

impl Changed {
    /// The same, as paths from the root with `/` between their parts. Hidden files, copies that editors keep and an
    /// editor's own folders are left out. A path outside the root may be anything that the configuration names.
    pub(super) fn within(&self, root: &Path) -> Within {
        let Self::Paths(paths) = self else {
            return Within::Everything;
        };
        let real = root.canonicalize();
        let tops = [Some(root), real.as_deref().ok()];
        let mut found = BTreeSet::new();
        for path in paths {
            let below = tops.into_iter().flatten();
            let below = below.filter_map(|top| path.strip_prefix(top).ok()).next();
            match below.or(path.is_relative().then_some(path)) {
                Some(below) if is_passed_over(below) => {}
                Some(below) => {
                    found.insert(written(below));
                }
                None => return Within::Everything,
            }
        }
        Within::Paths(found)
    }
}

/// Changes of one programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Within {
    Paths(BTreeSet<String>),
    Everything,
}

impl Within {
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Paths(paths) if paths.is_empty())
    }
}

/// A path with `/` between its parts.
fn written(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// A file that the programme passes over, as `load` does.
fn is_passed_over(path: &Path) -> bool {
    path.components().any(|part| match part {
        Component::Normal(name) => {
            let name = name.to_string_lossy();
            name.starts_with('.') || name.ends_with('~')
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_root_and_hidden_files_are_passed_over() {
        let paths = [
            "/p/content/a.md",
            "content/b.md",
            "/p/.git/index",
            "content/.a.md.swp",
            "content/a.md~",
        ];
        let changed = Changed::Paths(paths.iter().map(PathBuf::from).collect());
        let expected = ["content/a.md", "content/b.md"].map(str::to_owned);
        assert_eq!(
            changed.within(Path::new("/p")),
            Within::Paths(expected.into())
        );
    }

    #[test]
    fn a_path_elsewhere_may_be_anything() {
        let changed = Changed::Paths([PathBuf::from("/elsewhere/names.txt")].into());
        assert_eq!(changed.within(Path::new("/p")), Within::Everything);
    }
}
