//! What a served page has, and its file would not: leave to ask this server, and the script that does.

use super::desk::Answer;
use super::links::{attribute, tag_text};
use super::path::Asked;
use crate::model;
use axum::http::StatusCode;
use memchr::memmem;

const POLICY: &[u8] = b"http-equiv=\"Content-Security-Policy\"";

/// The bytes of a page as they are served. Only the policy's leave to connect to its own host, and one script, are added.
pub fn page(answer: &Answer, asked: &Asked, seen: &str) -> Vec<u8> {
    let page = answer.bytes.as_slice();
    let script = script(seen);
    let (before, policy, after) = match policy(page) {
        Some((start, end, policy)) => (&page[..start], opened(policy), &page[end..]),
        None => {
            let start = head_start(page);
            (&page[..start], String::new(), &page[start..])
        }
    };
    let mut dressed = Vec::with_capacity(page.len() + script.len() + 32);
    dressed.extend_from_slice(before);
    dressed.extend_from_slice(policy.as_bytes());
    if policy.is_empty() {
        dressed.extend_from_slice(script.as_bytes());
        dressed.extend_from_slice(after);
    } else {
        let close = memchr::memchr(b'>', after).map_or(after.len(), |at| at + 1);
        dressed.extend_from_slice(&after[..close]);
        dressed.extend_from_slice(script.as_bytes());
        dressed.extend_from_slice(&after[close..]);
    }
    if answer.status == StatusCode::NOT_FOUND && asked.depth() > 0 {
        return from_root(&dressed);
    }
    dressed
}

/// The first script that runs when the page is read: it sees the page as it was served.
fn script(seen: &str) -> String {
    let mut tag = String::from("<script");
    model::attribute("src", "/_catena/preview.js", &mut tag);
    model::attribute("data-seen", seen, &mut tag);
    tag += " defer></script>";
    tag
}

/// Where the value of the page's policy begins and ends, and the value.
fn policy(page: &[u8]) -> Option<(usize, usize, &str)> {
    let head = &page[..memmem::find(page, b"<body").unwrap_or(page.len())];
    let at = memmem::find(head, POLICY)?;
    let start = memchr::memrchr(b'<', &head[..at])?;
    let tag = tag_text(&head[start..])?;
    let value = attribute(tag, " content")?;
    let from = value.as_ptr() as usize - page.as_ptr() as usize;
    Some((from, from + value.len(), value))
}

/// A policy that lets the page ask its own host, and is else the same.
fn opened(policy: &str) -> String {
    let mut found = false;
    let directives = policy.split(';').map(|directive| {
        let mut words = directive.split_ascii_whitespace();
        if words.next() != Some("connect-src") || std::mem::replace(&mut found, true) {
            return directive.to_owned();
        }
        let sources: Vec<&str> = words
            .filter(|word| !matches!(*word, "'none'" | "'self'"))
            .collect();
        let space = &directive[..directive.len() - directive.trim_start().len()];
        let sources = sources
            .iter()
            .map(|source| format!(" {source}"))
            .collect::<String>();
        format!("{space}connect-src 'self'{sources}")
    });
    let policy = directives.collect::<Vec<_>>().join(";");
    match found {
        true => policy,
        false => format!(
            "{}; connect-src 'self'",
            policy.trim_end_matches([';', ' '])
        ),
    }
}

/// Where the head of a page without a policy begins: a look of somebody's own may have any page.
fn head_start(page: &[u8]) -> usize {
    let after = |tag: &[u8]| {
        let at = memmem::find(page, tag)?;
        Some(at + memchr::memchr(b'>', &page[at..])? + 1)
    };
    after(b"<head").or_else(|| after(b"<!doctype")).unwrap_or(0)
}

/// A page whose relative addresses begin at the root: the page of what was not found stands for any path.
fn from_root(page: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(page.len() + 256);
    let mut rest = page;
    while let Some((at, length)) = next_address(rest) {
        let from = at + length;
        out.extend_from_slice(&rest[..from]);
        let value = &rest[from..];
        let end = memchr::memchr(b'"', value).unwrap_or(value.len());
        let elsewhere = value[..end].contains(&b':')
            || matches!(value.first(), Some(b'/' | b'#' | b'"') | None);
        if !elsewhere {
            out.push(b'/');
        }
        rest = value;
    }
    out.extend_from_slice(rest);
    out
}

fn next_address(page: &[u8]) -> Option<(usize, usize)> {
    let names = [b" href=\"".as_slice(), b" src=\""];
    let found = names.map(|name| Some((memmem::find(page, name)?, name.len())));
    found.into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dressed(path: &str, page: &str, status: StatusCode) -> String {
        let answer = Answer {
            status,
            path: "a.html".to_owned(),
            bytes: page.as_bytes().to_vec(),
        };
        let asked = Asked::of(path).expect("a path");
        String::from_utf8(super::page(&answer, &asked, "state")).expect("text")
    }

    const TAG: &str = "<script src=\"/_catena/preview.js\" data-seen=\"state\" defer></script>";

    #[test]
    fn only_leave_to_connect_and_a_script_are_added() {
        let page = "<!doctype html><html><head><meta charset=\"utf-8\">\
            <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self'\"><title>a &gt; b</title>\
            </head><body>http-equiv</body></html>";
        let expected = page
            .replace("'self'\">", "'self'; connect-src 'self'\">")
            .replace("<title>", &format!("{TAG}<title>"));
        assert_eq!(dressed("/a.html", page, StatusCode::OK), expected);
    }

    #[test]
    fn a_policy_that_speaks_of_connections_keeps_them() {
        assert_eq!(
            opened("default-src 'none'; connect-src 'none'"),
            "default-src 'none'; connect-src 'self'"
        );
        assert_eq!(
            opened("connect-src https://a.example;"),
            "connect-src 'self' https://a.example;"
        );
        assert_eq!(opened("img-src a;"), "img-src a; connect-src 'self'");
    }

    #[test]
    fn a_page_without_policy_or_head_gets_the_script_too() {
        assert_eq!(
            dressed("/a.html", "<p>a</p>", StatusCode::OK),
            format!("{TAG}<p>a</p>")
        );
        let page = "<!doctype html><head lang=\"en\"><p>";
        let expected = page.replace("<p>", &format!("{TAG}<p>"));
        assert_eq!(dressed("/a.html", page, StatusCode::OK), expected);
    }

    #[test]
    fn what_is_not_found_deep_down_finds_its_style() {
        let page = "<head><link href=\"static/a.css\"><a href=\"#b\"><a href=\"https://a.example\"><img src=\"b.png\">";
        let shown = dressed("/deep/down.html", page, StatusCode::NOT_FOUND);
        assert!(shown.contains("<link href=\"/static/a.css\">"), "{shown}");
        assert!(
            shown.contains("<a href=\"#b\"><a href=\"https://a.example\"><img src=\"/b.png\">"),
            "{shown}"
        );
        assert!(
            dressed("/down.html", page, StatusCode::NOT_FOUND).contains("href=\"static/a.css\"")
        );
    }
}
