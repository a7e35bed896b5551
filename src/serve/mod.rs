//! The site over HTTP, while somebody writes. It is held in memory, and nothing is written.
//!
//! 1. [`crate::preview`] keeps the programme open: the last good site, and what is wrong now.
//! 2. [`Desk`] hands both out, and wakes every open page when they change.
//! 3. [`Server`] answers browsers: [`gate`] says whom, [`path`] which file is meant, [`dress`] what a page needs to stay up
//!    to date, and [`events`] tells it that it is not.
//!
//! An open page knows what it shows by a name ([`seen`]) made from the bytes. The server keeps nothing of any browser.
//!
//! The script of `browser/` brings an open page up to date without losing its place, and shows faults on it.

mod address;
mod desk;
mod dress;
mod events;
mod faults;
mod gate;
mod links;
mod media;
mod path;
mod places;
mod seen;

pub use address::Address;
pub use desk::Desk;
pub use places::{base, places};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::Found;
use path::Asked;
use seen::Seen;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;

/// The files of serve's own stand below this path. No page can: no id begins with `_`.
const OWN: &str = "_catena/";
const SCRIPT: &[u8] = include_bytes!("browser/preview.js");
const STYLE: &[u8] = include_bytes!("browser/preview.css");

/// A server that is answering.
pub struct Server {
    runtime: tokio::runtime::Runtime,
}

/// What each answer needs.
#[derive(Clone)]
struct Counter {
    desk: Arc<Desk>,
    address: Arc<Address>,
}

impl Server {
    /// Answers whoever comes to `listener`, until it is dropped.
    ///
    /// # Errors
    /// Where the system gives no threads or does not let go of the listener.
    pub fn start(listener: TcpListener, address: Address, desk: Arc<Desk>) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        listener.set_nonblocking(true)?;
        let counter = Counter {
            desk,
            address: Arc::new(address),
        };
        let router = Router::new().fallback(answer).with_state(counter);
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        runtime.spawn(async move { axum::serve(listener, router).await });
        Ok(Self { runtime })
    }

    /// Calls `then` when somebody asks the program to end: Ctrl-C.
    pub fn at_end(&self, then: impl FnOnce() + Send + 'static) {
        self.runtime.spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                then();
            }
        });
    }

    /// Stops answering. Open streams are cut.
    pub fn end(self) {
        self.runtime.shutdown_background();
    }
}

async fn answer(Shared(counter): Shared<Counter>, request: Request) -> Response {
    let mut response = match gate::refusal(&counter.address, &request) {
        Some(refusal) => refusal,
        None => granted(counter, request).await,
    };
    let headers = response.headers_mut();
    let always = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Drafts are nobody else's: no other site may take a script or picture from here, or frame a page.
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'self'"),
    ];
    for (name, value) in always {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn granted(counter: Counter, request: Request) -> Response {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let allowed = [(header::ALLOW, "GET, HEAD")];
        return (
            StatusCode::METHOD_NOT_ALLOWED,
            allowed,
            "Only GET and HEAD\n",
        )
            .into_response();
    }
    let Some(asked) = Asked::of(request.uri().path()) else {
        return (StatusCode::BAD_REQUEST, "This is no path of the site\n").into_response();
    };
    match asked.path.strip_prefix(OWN) {
        Some("preview.js") => own("text/javascript; charset=utf-8", SCRIPT),
        Some("preview.css") => own("text/css; charset=utf-8", STYLE),
        Some("events") => events::stream(counter.desk, &request),
        Some(_) => StatusCode::NOT_FOUND.into_response(),
        None => site_file(counter.desk, asked).await,
    }
}

fn own(media: &'static str, bytes: &'static [u8]) -> Response {
    ([(header::CONTENT_TYPE, media)], Bytes::from_static(bytes)).into_response()
}

/// A file of the site. Pages are made when they are asked for, which takes a while, so no other answer waits for it.
async fn site_file(desk: Arc<Desk>, asked: Asked) -> Response {
    let made = tokio::task::spawn_blocking(move || dressed(&desk, &asked));
    let failed = |_| StatusCode::INTERNAL_SERVER_ERROR.into_response();
    made.await.unwrap_or_else(failed)
}

fn dressed(desk: &Desk, asked: &Asked) -> Response {
    let now = desk.now();
    let answer = match now.answer(asked) {
        Found::Here(answer) => answer,
        Found::At(address) => {
            let to = [(header::LOCATION, address)];
            return (StatusCode::FOUND, to).into_response();
        }
    };
    let media = media::of(&answer.path);
    let bytes = if media::is_page(media) {
        let seen = Seen::of(&now, &answer);
        dress::page(&answer, asked, &seen.name())
    } else {
        answer.bytes
    };
    let headers = [(header::CONTENT_TYPE, media)];
    (answer.status, headers, Body::from(bytes)).into_response()
}
