//! Which file of the site a browser asks for.

use percent_encoding::percent_decode_str;

/// A path of the site, as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The path from the site's root, decoded. A folder stands for its `index.html`.
    pub path: String,
}

impl Asked {
    /// Reads the path of an address. `None` where no site can have it: it leads upwards, or holds what no name holds.
    pub fn of(path: &str) -> Option<Self> {
        let below = path.strip_prefix('/')?;
        if !is_encoded(below) {
            return None;
        }
        let path = percent_decode_str(below).decode_utf8().ok()?;
        let odd = |c: char| c == '\\' || c.is_control();
        let mut parts: Vec<&str> = path.split('/').collect();
        let last = parts.pop()?;
        let leads_away = |part: &&str| matches!(*part, "" | "." | "..");
        if path.contains(odd) || parts.iter().any(leads_away) || matches!(last, "." | "..") {
            return None;
        }
        let path = if last.is_empty() {
            format!("{path}index.html")
        } else {
            path.into_owned()
        };
        Some(Self { path })
    }

    /// The path of the folder in which the file stands, from the site's root.
    pub fn depth(&self) -> usize {
        self.path.matches('/').count()
    }
}

/// Whether every `%` begins a byte in hexadecimal.
fn is_encoded(path: &str) -> bool {
    let mut parts = path.split('%');
    parts.next();
    let hexadecimal = |part: &str| {
        let bytes = part.as_bytes();
        bytes.len() >= 2 && bytes[..2].iter().all(u8::is_ascii_hexdigit)
    };
    parts.all(hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_its_index() {
        let path = |text: &str| Asked::of(text).map(|asked| asked.path);
        assert_eq!(path("/").as_deref(), Some("index.html"));
        assert_eq!(path("/themes/").as_deref(), Some("themes/index.html"));
        assert_eq!(path("/a%20b/%C3%A9.html").as_deref(), Some("a b/é.html"));
        assert_eq!(path("/themes/a.html").as_deref(), Some("themes/a.html"));
    }

    #[test]
    fn what_leads_out_of_the_site_is_no_path() {
        let hostile = [
            "",
            "*",
            "/..",
            "/../catena.yaml",
            "/a/../../b",
            "/%2e%2e/catena.yaml",
            "/..%2fcatena.yaml",
            "/%2e%2e%5ccatena.yaml",
            "/a%5C..%5Cb",
            "/a\\b",
            "//etc/passwd",
            "/a//b",
            "/./a",
            "/a%00.html",
            "/a%0Ab",
            "/%",
            "/%zz",
            "/%ff",
            "/a/.",
        ];
        for path in hostile {
            assert_eq!(Asked::of(path), None, "{path}");
        }
    }
}
