//! `_headers`: what Netlify, Cloudflare Pages and others must send with the files of a site.

use crate::load::STATIC;

/// What no page can say of itself, and files that a browser may keep for ever: their names change with their bytes.
///
/// Everything else is asked for again at each visit, as hosts do by themselves, and costs an answer without a body.
pub fn headers<'p>(lasting: impl Iterator<Item = &'p String>) -> String {
    let mut text = String::from(
        "/*\n  Content-Security-Policy: frame-ancestors 'none'\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: no-referrer\n/files/*\n  Content-Security-Policy: sandbox\n",
    );
    for path in lasting {
        text += &format!("/{STATIC}{path}\n  Cache-Control: public, max-age=31536000, immutable\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_change_with_their_bytes_are_kept() {
        let text = headers([&"look.0123456789.css".to_owned()].into_iter());
        let kept =
            "/static/look.0123456789.css\n  Cache-Control: public, max-age=31536000, immutable\n";
        assert!(text.ends_with(kept), "{text}");
        assert_eq!(text.matches("Cache-Control").count(), 1);
        assert!(text.starts_with("/*\n  Content-Security-Policy: frame-ancestors 'none'\n"));
    }
}
