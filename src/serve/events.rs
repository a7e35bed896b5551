//! What an open page is told, as server-sent events.
//!
//! - `faults`: what is wrong now, as JSON. At the start, and whenever it changes.
//! - `seen`: the name of what the page would show if it were opened now. Only where the page shows something else.

use super::desk::{Desk, Found};
use super::path::Asked;
use super::seen::Seen;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use percent_encoding::percent_decode_str;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// A browser that went away is noticed when this is sent.
const STILL_HERE: Duration = Duration::from_secs(15);
/// How soon a browser comes back after the stream is cut.
const RETRY: Duration = Duration::from_secs(1);

/// The stream for one open page: `?path=/themes/a.html&seen=NAME`.
pub fn stream(desk: Arc<Desk>, request: &Request) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let Some(asked) = value(query, "path").and_then(|path| Asked::of(&path)) else {
        return (
            StatusCode::BAD_REQUEST,
            "Which page? Write ?path=/index.html\n",
        )
            .into_response();
    };
    let again = request.headers().get("last-event-id");
    let again = again.and_then(|id| Some(id.to_str().ok()?.to_owned()));
    let follower = Follower {
        turns: desk.turns(),
        desk,
        asked,
        seen: again.or_else(|| value(query, "seen")).unwrap_or_default(),
        faults: String::new(),
        waiting: VecDeque::new(),
        begun: false,
    };
    let events = stream::unfold(follower, |mut follower| async {
        let event = follower.next().await?;
        Some((Ok::<_, Infallible>(event), follower))
    });
    let alive = KeepAlive::new().interval(STILL_HERE);
    Sse::new(events).keep_alive(alive).into_response()
}

/// A value of a query, decoded.
fn value(query: &str, name: &str) -> Option<String> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(key, _)| *key == name)?;
    Some(percent_decode_str(value).decode_utf8().ok()?.into_owned())
}

/// What one open page knows.
struct Follower {
    desk: Arc<Desk>,
    turns: watch::Receiver<u64>,
    asked: Asked,
    seen: String,
    faults: String,
    waiting: VecDeque<Event>,
    begun: bool,
}

impl Follower {
    /// The next event; `None` when the server ends.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            if self.begun {
                self.turns.changed().await.ok()?;
            } else {
                self.begun = true;
                self.turns.mark_unchanged();
                self.waiting.push_back(Event::default().retry(RETRY));
            }
            self.look().await?;
        }
    }

    /// Looks what is new for this page. Pages are made meanwhile, so others are answered in the mean time.
    async fn look(&mut self) -> Option<()> {
        let now = self.desk.now();
        let asked = self.asked.clone();
        let (faults, seen) = tokio::task::spawn_blocking(move || {
            let seen = match now.answer(&asked) {
                Found::Here(answer) => Seen::of(&now, &answer).name(),
                // The page became a folder's.
                Found::At(address) => format!("302.{address}"),
            };
            (now.faults.json().to_owned(), seen)
        })
        .await
        .ok()?;
        if faults != self.faults {
            self.waiting
                .push_back(Event::default().event("faults").data(&faults));
            self.faults = faults;
        }
        if seen != self.seen {
            self.waiting
                .push_back(Event::default().event("seen").id(&seen).data(&seen));
            self.seen = seen;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded() {
        let query = "seen=200.a&path=%2Fthemes%2Fa%20b.html&path=/other";
        assert_eq!(value(query, "path").as_deref(), Some("/themes/a b.html"));
        assert_eq!(value(query, "seen").as_deref(), Some("200.a"));
        assert_eq!(value(query, "else"), None);
    }
}
