//! An e-mail address: `src/diagnostic/rules/email-address.md` says what this looks for and why.

use super::text::Passage;
use super::{Hit, hit};

pub fn find(passage: &Passage, hits: &mut Vec<Hit>) {
    let text = &passage.text;
    for (at, _) in text.match_indices('@') {
        let name = text[..at].bytes().rev().take_while(is_name).count();
        let host = text[at + 1..].bytes().take_while(is_host).count();
        let name = text[at - name..at].trim_start_matches(['.', '-', '+']);
        let host = text[at + 1..at + 1 + host].trim_end_matches(['.', '-']);
        if !name.is_empty() && is_domain(host) && !is_example(host) {
            let range = at - name.len()..at + 1 + host.len();
            hits.push(hit(
                range,
                "An e-mail address names somebody and leads to them",
            ));
        }
    }
}

fn is_name(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+-_".contains(byte)
}

fn is_host(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b".-".contains(byte)
}

/// A domain: parts joined by dots, the last of letters alone.
fn is_domain(host: &str) -> bool {
    let mut parts = host.split('.');
    let last = parts.next_back().unwrap_or_default();
    let more = host.contains('.') && parts.all(|part| !part.is_empty());
    more && last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Domains that lead to nobody (RFC 2606).
fn is_example(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let mut parts = host.rsplit('.');
    let (last, second) = (parts.next().unwrap_or_default(), parts.next());
    let reserved = second == Some("example") && matches!(last, "com" | "net" | "org");
    reserved || matches!(last, "example" | "test" | "invalid")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{finds, misses};

    #[test]
    fn finds_addresses() {
        finds(
            super::find,
            &[
                (
                    "write to ada.okafor@clinic.local.",
                    "ada.okafor@clinic.local",
                ),
                ("<a+b@okafor.local>", "a+b@okafor.local"),
                ("mailto:a@b.org", "a@b.org"),
            ],
        );
    }

    #[test]
    fn leaves_other_signs_alone() {
        misses(
            super::find,
            &[
                "@turner2018",
                "[@a; @b]",
                "a @ b.org",
                "me@home",
                "5@6.7",
                "@ada.org",
                "x@.org",
                "é@",
                "me@example.org",
                "me@mail.example.com",
                "me@host.test",
            ],
        );
    }
}
