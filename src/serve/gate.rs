//! Who is answered.

use super::Address;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Why a request is not answered: it calls another host, or comes from a page of another site. That page could otherwise
/// read drafts.
pub fn refusal(address: &Address, request: &Request) -> Option<Response> {
    if !is_called(address, request) {
        let message = format!("This preview answers at {} only\n", address.url());
        return Some((StatusCode::FORBIDDEN, message).into_response());
    }
    if is_from_elsewhere(address, request) {
        let message = "Pages of other sites get nothing from here\n";
        return Some((StatusCode::FORBIDDEN, message).into_response());
    }
    None
}

fn is_called(address: &Address, request: &Request) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let named = host.is_some_and(|host| address.is_called(host));
    let authority = request.uri().authority();
    named
        && hosts.next().is_none()
        && authority.is_none_or(|authority| address.is_called(authority.as_str()))
}

/// Whoever follows a link from elsewhere is welcome. What another site takes into a page of its own is not.
fn is_from_elsewhere(address: &Address, request: &Request) -> bool {
    let value = |name: &str| {
        let value = request.headers().get(name)?;
        Some(value.to_str().unwrap_or("unreadable"))
    };
    let site =
        value("sec-fetch-site").is_some_and(|site| matches!(site, "cross-site" | "same-site"));
    let visit = value("sec-fetch-mode") == Some("navigate")
        && value("sec-fetch-dest").is_none_or(|dest| dest == "document");
    let origin = value("origin").is_some_and(|origin| {
        let host = origin.strip_prefix("http://");
        !host.is_some_and(|host| address.is_called(host))
    });
    origin || site && !visit
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use std::net::Ipv4Addr;

    fn refused(headers: &[(&str, &str)]) -> bool {
        let (_listener, address) = Address::listen(Ipv4Addr::LOCALHOST.into(), 0).expect("a port");
        let own = format!("127.0.0.1:{}", address.port());
        let mut request = Request::builder().uri("/").header("host", &own);
        for (name, value) in headers {
            request = request.header(*name, value.replace("OWN", &own));
        }
        let request = request.body(Body::empty()).expect("a request");
        refusal(&address, &request).is_some()
    }

    #[test]
    fn other_sites_may_link_and_not_take() {
        assert!(!refused(&[]));
        assert!(!refused(&[
            ("origin", "http://OWN"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(!refused(&[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate")
        ]));
        assert!(!refused(&[("sec-fetch-site", "none")]));
        assert!(refused(&[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "no-cors")
        ]));
        assert!(refused(&[
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-mode", "cors")
        ]));
        let framed = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "iframe"),
        ];
        assert!(refused(&framed));
        for origin in [
            "null",
            "https://evil.example",
            "https://OWN",
            "http://127.0.0.1:1",
        ] {
            assert!(refused(&[("origin", origin)]), "{origin}");
        }
        assert!(refused(&[("host", "127.0.0.1")]), "two hosts");
    }
}
