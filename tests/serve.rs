//! `catena serve` and `catena check --watch` end to end: the real program, a real folder, plain TCP. Every test waits for
//! what it expects, however slow the machine is.

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};
use support::{Scratch, catena, tree};

/// Whatever takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(120);

const GOOD: &str = "---\ntitle: Trains\n---\n\nThe first words.\n\n## A part\n\nSee [[index]].\n";
const BROKEN: &str = "---\ntitle: Trains\n---\n\nSee [[nothing-of-that-name]] and <b>this</b>.\n";

fn programme() -> Scratch {
    Scratch::with(
        "serve",
        &[
            ("catena.yaml", "title: Journeys\n"),
            (
                "content/index.md",
                "---\ntitle: Home\n---\n\nSee [[trains]].\n",
            ),
            ("content/trains.md", GOOD),
        ],
    )
}

/// A program that goes on until the test ends.
struct Running {
    child: Child,
    lines: Receiver<String>,
    said: Vec<String>,
}

impl Running {
    fn start(scratch: &Scratch, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_catena"))
            .args(arguments)
            .current_dir(scratch.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (sender, lines) = channel();
        let stdout = child.stdout.take().expect("it is piped");
        let stderr = child.stderr.take().expect("it is piped");
        let errors = sender.clone();
        thread::spawn(move || {
            BufReader::new(stdout)
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        thread::spawn(move || {
            BufReader::new(stderr)
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| errors.send(line))
        });
        Self {
            child,
            lines,
            said: Vec::new(),
        }
    }

    /// Waits for a line that holds these words.
    fn says(&mut self, words: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(line) = self.lines.recv_timeout(left) else {
                panic!("it never said `{words}`, but:\n{}", self.said.join("\n"));
            };
            self.said.push(line.clone());
            if line.contains(words) {
                return line;
            }
        }
    }

    /// The same, where the line may have come already: two streams keep no order.
    fn has_said(&mut self, words: &str) {
        if !self.said.iter().any(|line| line.contains(words)) {
            self.says(words);
        }
    }

    fn lives(&mut self) -> bool {
        self.child.try_wait().expect("it can be asked").is_none()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server and its address, `127.0.0.1:1234`.
struct Served {
    running: Running,
    host: String,
}

fn serve(scratch: &Scratch) -> Served {
    serve_with(scratch, &["serve", "--port", "0"])
}

fn serve_with(scratch: &Scratch, arguments: &[&str]) -> Served {
    let mut running = Running::start(scratch, arguments);
    let line = running.says("The site is at http://");
    let (_, address) = line.split_once("http://").expect("an address");
    let host = address.trim_end_matches('/').to_owned();
    Served { running, host }
}

#[derive(Debug)]
struct Response {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Response {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let of_name = |line: &&str| {
            let (key, _) = line.split_once(':').unwrap_or_default();
            key.eq_ignore_ascii_case(name)
        };
        let line = self.head.lines().find(of_name)?;
        Some(line.split_once(':')?.1.trim())
    }
}

impl Served {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    /// The answer to bytes as they are.
    fn raw(&self, request: &str) -> Response {
        let mut stream = self.connect();
        stream
            .write_all(request.as_bytes())
            .expect("it takes a request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers and ends");
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = bytes.split_at(end.map_or(bytes.len(), |at| at + 4));
        let head = String::from_utf8_lossy(head).into_owned();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Response {
            status: status.unwrap_or_else(|| panic!("no status in {head:?} for {request:?}")),
            head,
            body: body.to_vec(),
        }
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Response {
        let host = &self.host;
        self.raw(&format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n"
        ))
    }

    fn get(&self, path: &str) -> Response {
        self.ask("GET", path, "")
    }

    /// Waits until a page is as it should be.
    fn shows(&self, path: &str, holds: impl Fn(&Response) -> bool) -> Response {
        let until = Instant::now() + PATIENCE;
        loop {
            let response = self.get(path);
            if holds(&response) {
                return response;
            }
            assert!(
                Instant::now() < until,
                "{path} stays {}\n{}",
                response.head,
                response.text()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn shows_words(&self, path: &str, words: &str) -> Response {
        self.shows(path, |response| {
            response.status == 200 && response.text().contains(words)
        })
    }

    /// The events of an open page.
    fn events(&self, path: &str, seen: &str) -> Events {
        let mut stream = self.connect();
        let host = &self.host;
        let request =
            format!("GET /_catena/events?path={path}&seen={seen} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream
            .write_all(request.as_bytes())
            .expect("it takes a request");
        Events {
            lines: BufReader::new(stream),
        }
    }

    /// The name of what a page shows.
    fn seen(&self, path: &str) -> String {
        let page = self.get(path).text();
        let (_, after) = page
            .split_once("data-seen=\"")
            .expect("the script of the preview");
        after.split('"').next().unwrap_or_default().to_owned()
    }
}

struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// Waits for an event of this name, and gives its data.
    fn next(&mut self, name: &str) -> String {
        let mut current = String::new();
        loop {
            let mut line = String::new();
            let read = self
                .lines
                .read_line(&mut line)
                .expect("an event comes in time");
            assert!(read > 0, "the stream ended before `{name}`");
            if let Some(event) = line.strip_prefix("event: ") {
                current = event.trim().to_owned();
            }
            if let Some(data) = line.strip_prefix("data: ")
                && current == name
            {
                return data.trim_end().to_owned();
            }
        }
    }
}

#[test]
fn the_site_is_served_from_memory_and_is_that_of_a_build() {
    let scratch = programme();
    scratch.write(
        "catena.yaml",
        "title: Journeys\nbase_url: https://example.org/travel/\n",
    );
    let built = Scratch::new("serve-built");
    let folder = built.path().to_str().expect("a plain path");
    assert_eq!(
        catena(scratch.path(), &["build", "-o", folder]).code,
        Some(0)
    );
    let before = tree(scratch.path());
    let served = serve(&scratch);
    let mut compared = 0;
    for (path, bytes) in tree(built.path()) {
        if path == "manifest.json" {
            continue;
        }
        let response = served.get(&format!("/{path}"));
        assert_eq!(response.status, 200, "{path}");
        assert_eq!(response.header("cache-control"), Some("no-store"));
        assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(undressed(&response, &path), bytes, "{path}");
        compared += 1;
    }
    assert!(compared > 20, "{compared} files");
    assert_eq!(tree(scratch.path()), before, "nothing is written");
}

/// The bytes of an answer without what a page has only while it is served.
fn undressed(response: &Response, path: &str) -> Vec<u8> {
    if !path.ends_with(".html") {
        return response.body.clone();
    }
    assert_eq!(
        response.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let text = response.text();
    let (before, rest) = text
        .split_once("<script src=\"/_catena/preview.js\"")
        .expect("a script");
    let (_, after) = rest.split_once("></script>").expect("its end");
    let whole = format!("{before}{after}");
    assert_eq!(
        whole.matches("; connect-src 'self'\">").count(),
        1,
        "{path}"
    );
    whole
        .replacen("; connect-src 'self'\">", "\">", 1)
        .into_bytes()
}

#[test]
fn addresses_are_answered_as_a_host_would() {
    let scratch = programme();
    scratch.write(
        "content/findings/late.md",
        "---\ntitle: Late\nevidence: [some]\n---\n",
    );
    scratch.write(
        "content/references.bib",
        "@article{some, title={Some}, year={2020}, author={A, B}}\n",
    );
    let served = serve(&scratch);
    assert!(served.get("/").text().contains("Home"));
    assert!(served.get("/?a=b").text().contains("Home"));
    let moved = served.get("/findings");
    assert_eq!(
        (moved.status, moved.header("location")),
        (302, Some("/findings/"))
    );
    assert_eq!(served.get("/findings/").status, 200);
    let missing = served.get("/deep/down/nothing.html");
    assert_eq!(missing.status, 404);
    assert!(
        missing.text().contains("href=\"/static/look."),
        "{}",
        missing.text()
    );
    let head = served.ask("HEAD", "/trains.html", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    let length = served.get("/trains.html").body.len().to_string();
    assert_eq!(head.header("content-length"), Some(length.as_str()));
    assert_eq!(
        served.get("/static/look.css").header("content-type"),
        Some("text/css; charset=utf-8")
    );
    assert_eq!(
        served.get("/_catena/preview.js").header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
    assert_eq!(served.get("/_catena/preview.css").status, 200);
    assert_eq!(served.get("/_catena/other").status, 404);
}

#[test]
fn foreign_hosts_sites_methods_and_paths_get_nothing() {
    let scratch = programme();
    let served = serve(&scratch);
    let port = served.host.rsplit(':').next().expect("a port");
    let host = |host: &str| {
        served
            .raw(&format!(
                "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
            ))
            .status
    };
    assert_eq!(host(&format!("localhost:{port}")), 200);
    assert_eq!(host(&format!("[::1]:{port}")), 200);
    for foreign in [
        format!("evil.example:{port}"),
        "127.0.0.1".to_owned(),
        format!("192.168.1.1:{port}"),
        String::new(),
    ] {
        assert_eq!(host(&foreign), 403, "{foreign}");
    }
    let own = &served.host;
    let no_host = served
        .raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
        .status;
    assert!(matches!(no_host, 400 | 403), "{no_host}");
    let proxied =
        format!("GET http://evil.example/ HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n");
    assert_eq!(served.raw(&proxied).status, 403);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let refused = served.ask(method, "/", "Content-Length: 0\r\n");
        assert_eq!(
            (refused.status, refused.header("allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
    let paths = [
        "/../catena.yaml",
        "/%2e%2e/catena.yaml",
        "/..%2fcatena.yaml",
        "/a/..%5c..%5ccatena.yaml",
        "/a%00b",
        "//etc/passwd",
        "/%",
    ];
    for path in paths {
        let response = served.get(path);
        assert!(
            matches!(response.status, 400 | 404),
            "{path} gives {}",
            response.status
        );
        assert!(!response.text().contains("title: Journeys"), "{path}");
    }
    for path in ["/catena.yaml", "/content/trains.md"] {
        assert_eq!(served.get(path).status, 404, "{path}");
    }
    for headers in [
        "Origin: https://evil.example\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Origin: null\r\n",
    ] {
        let stolen = served.ask("GET", "/_catena/events?path=/", headers);
        assert_eq!(stolen.status, 403, "{headers}");
        let stolen = served.ask("GET", "/search/words.js", headers);
        assert_eq!(stolen.status, 403, "{headers}");
    }
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn a_save_is_told_to_the_page_that_changed_and_shown() {
    let scratch = programme();
    let mut served = serve(&scratch);
    let (trains, home) = (served.seen("/trains.html"), served.seen("/"));
    let mut events = served.events("/trains.html", &trains);
    assert!(events.next("faults").contains("\"errors\":0"));
    scratch.write(
        "content/trains.md",
        GOOD.replace("first words", "second words"),
    );
    let now = events.next("seen");
    assert_ne!(now, trains);
    let page = served.shows_words("/trains.html", "The second words");
    assert!(page.text().contains(&now));
    assert_eq!(served.seen("/"), home, "no other page changed");
    served.running.says("content/trains.md: no faults (");
    // A page that was opened before the last save learns of it at once.
    assert_eq!(served.events("/trains.html", &trains).next("seen"), now);
    // A new style sheet is another part of the name than the page.
    scratch.write("themes/default/static/look.css", "body { color: red }\n");
    let styled = events.next("seen");
    let parts = |name: &str| name.split('.').map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (parts(&now), parts(&styled));
    assert_eq!(before.len(), 5);
    let differ: Vec<usize> = (0..5).filter(|at| before[*at] != after[*at]).collect();
    assert!(differ == [2] || differ == [1, 2], "{now} {styled}");
    assert!(served.get("/static/look.css").text().contains("color: red"));
}

#[test]
fn files_saved_by_rename_deleted_made_again_and_moved_are_shown() {
    let scratch = programme();
    let served = serve(&scratch);
    scratch.write(
        "content/.trains.md.new",
        GOOD.replace("first words", "renamed words"),
    );
    fs::rename(
        scratch.join("content/.trains.md.new"),
        scratch.join("content/trains.md"),
    )
    .expect("a file");
    served.shows_words("/trains.html", "The renamed words");
    scratch.write("content/index.md", "---\ntitle: Home\n---\n");
    fs::remove_file(scratch.join("content/trains.md")).expect("a file");
    let mut events = served.events("/trains.html", "200.a.b.c.d");
    served.shows("/trains.html", |response| response.status == 404);
    while !events.next("seen").starts_with("404.") {}
    scratch.write("content/trains.md", GOOD);
    served.shows_words("/trains.html", "The first words");
    assert!(events.next("seen").starts_with("200."));
    scratch.write(
        "content/far/away/boats.md",
        "---\ntitle: Boats\n---\n\nBoats sail.\n",
    );
    served.shows_words("/far/away/boats.html", "Boats sail");
    fs::rename(scratch.join("content/far"), scratch.join("content/near")).expect("a folder");
    served.shows_words("/near/away/boats.html", "Boats sail");
    served.shows("/far/away/boats.html", |response| response.status == 404);
    scratch.write(
        "content/near/away/boats.md",
        "---\ntitle: Boats\n---\n\nBoats sink.\n",
    );
    served.shows_words("/near/away/boats.html", "Boats sink");
}

#[test]
fn faults_are_told_and_the_last_good_pages_stay() {
    let scratch = programme();
    let mut served = serve(&scratch);
    let mut events = served.events("/trains.html", &served.seen("/trains.html"));
    events.next("faults");
    scratch.write("content/trains.md", BROKEN);
    let faults = events.next("faults");
    for words in [
        "\"errors\":1",
        "unknown-link",
        "content/trains.md",
        "\"line\":5",
        "nothing-of-that-name",
        "\\u003cb\\u003e",
    ] {
        assert!(faults.contains(words), "{words} is not in {faults}");
    }
    assert!(!faults.contains('<'), "{faults}");
    served.running.says("content/trains.md: 1 error (");
    served.running.says("unknown-link");
    assert!(
        served
            .get("/trains.html")
            .text()
            .contains("The first words")
    );
    scratch.write(
        "content/trains.md",
        GOOD.replace("first words", "mended words"),
    );
    assert!(events.next("faults").contains("\"errors\":0"));
    served.shows_words("/trains.html", "The mended words");
    served.running.says("content/trains.md: no faults");
}

#[test]
fn a_broken_look_or_configuration_is_a_fault_like_any_other() {
    let scratch = programme();
    let served = serve(&scratch);
    let mut events = served.events("/trains.html", &served.seen("/trains.html"));
    events.next("faults");
    scratch.write(
        "themes/default/templates/note.html",
        "{% extends \"base.html\" %}{% block main %}{{ nothing.here }",
    );
    let faults = events.next("faults");
    assert!(
        faults.contains("\"errors\":1") && faults.contains("note.html"),
        "{faults}"
    );
    assert!(
        served
            .get("/trains.html")
            .text()
            .contains("The first words")
    );
    fs::remove_dir_all(scratch.join("themes")).expect("a folder");
    assert!(events.next("faults").contains("\"errors\":0"));
    scratch.write("catena.yaml", "title: [broken\n");
    assert!(events.next("faults").contains("catena.yaml"));
    assert!(
        served
            .get("/trains.html")
            .text()
            .contains("The first words")
    );
    fs::remove_file(scratch.join("catena.yaml")).expect("a file");
    assert!(events.next("faults").contains("here is no `catena.yaml`"));
    scratch.write(
        "catena.yaml",
        "title: Other journeys\nbibliography: [refs/read.bib]\n",
    );
    assert!(events.next("faults").contains("read.bib"));
    scratch.write(
        "refs/read.bib",
        "@article{some, title={Some}, year={2020}, author={A, B}}\n",
    );
    while !events.next("faults").contains("\"errors\":0") {}
    served.shows_words("/trains.html", "Other journeys");
}

#[test]
fn what_was_never_good_has_a_page_of_its_own() {
    let scratch = programme();
    scratch.write("content/trains.md", BROKEN);
    let served = serve(&scratch);
    let page = served.get("/trains.html");
    assert_eq!(page.status, 503);
    let text = page.text();
    assert!(
        text.contains("content/trains.md:5:") && text.contains("<mark>"),
        "{text}"
    );
    assert!(!text.contains("<b>this</b>"), "{text}");
    let mut events = served.events("/trains.html", &served.seen("/trains.html"));
    scratch.write("content/trains.md", GOOD);
    assert!(events.next("seen").starts_with("200."));
    served.shows_words("/trains.html", "The first words");
}

#[test]
fn five_hundred_files_at_once_are_one_turn() {
    let scratch = programme();
    let mut served = serve(&scratch);
    let note = |number: usize, words: &str| {
        let text = format!("---\ntitle: Note {number}\n---\n\n{words}\n");
        scratch.write(&format!("content/many/note-{number}.md"), text);
    };
    (0..500).for_each(|number| note(number, "Come"));
    served.shows_words("/many/note-499.html", "Come");
    (0..500).for_each(|number| note(number, "Changed"));
    served.shows_words("/many/note-499.html", "Changed");
    served.shows_words("/many/note-0.html", "Changed");
    scratch.write("content/trains.md", GOOD.replace("first", "last"));
    served.running.says("content/trains.md: no faults");
    let turns = served
        .running
        .said
        .iter()
        .filter(|line| line.contains(" ms)"))
        .count();
    assert!(
        turns <= 10,
        "{turns} turns for three changes:\n{}",
        served.running.said.join("\n")
    );
}

#[test]
fn browsers_that_go_away_or_never_end_harm_nobody() {
    let scratch = programme();
    let mut served = serve(&scratch);
    let seen = served.seen("/trains.html");
    let mut open: Vec<Events> = (0..200)
        .map(|_| served.events("/trains.html", &seen))
        .collect();
    open[199].next("faults");
    // Half of a request, and then nothing more.
    let mut slow = served.connect();
    slow.write_all(b"GET /trains.html HT")
        .expect("it takes bytes");
    // Requests whose answers nobody waits for.
    for _ in 0..50 {
        let request = format!("GET /trains.html HTTP/1.1\r\nHost: {}\r\n\r\n", served.host);
        served
            .connect()
            .write_all(request.as_bytes())
            .expect("it takes a request");
    }
    let garbage = served.connect().write_all(&[0, 255, 13, 10, 13, 10]);
    garbage.expect("it takes bytes");
    open.truncate(100);
    scratch.write(
        "content/trains.md",
        GOOD.replace("first words", "second words"),
    );
    for events in &mut open {
        events.next("seen");
    }
    served.shows_words("/trains.html", "The second words");
    assert!(served.running.lives());
}

#[test]
fn a_taken_port_leads_to_the_next_one() {
    let scratch = programme();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let served = serve_with(
        &scratch,
        &["serve", "-i", "127.0.0.1", "-p", &port.to_string()],
    );
    assert_ne!(served.host, format!("127.0.0.1:{port}"));
    let said = served.running.said.join("\n");
    assert!(said.contains(&format!("Port {port} is taken")), "{said}");
    assert_eq!(served.get("/").status, 200);
}

#[test]
fn a_root_that_goes_and_comes_back_is_served_again() {
    let scratch = Scratch::new("serve-root");
    let files = [
        ("catena.yaml", "title: Journeys\n"),
        ("content/index.md", "---\ntitle: Home\n---\n\nAt home.\n"),
    ];
    let make = || {
        files
            .iter()
            .for_each(|(path, text)| scratch.write(&format!("programme/{path}"), text))
    };
    make();
    let served = serve_with(&scratch, &["serve", "-p", "0", "-r", "programme"]);
    let mut events = served.events("/", &served.seen("/"));
    events.next("faults");
    fs::remove_dir_all(scratch.join("programme")).expect("a folder");
    while !events.next("faults").contains("catena.yaml") {}
    assert!(served.get("/").text().contains("At home"));
    make();
    while !events.next("faults").contains("\"errors\":0") {}
    scratch.write(
        "programme/content/index.md",
        "---\ntitle: Home\n---\n\nAway again.\n",
    );
    served.shows_words("/", "Away again");
}

#[test]
fn where_the_system_cannot_tell_the_files_are_looked_at() {
    let scratch = programme();
    let served = serve_with(&scratch, &["serve", "-p", "0", "--poll", "--drafts"]);
    scratch.write(
        "content/draft.md",
        "---\ntitle: Draft\nstatus: draft\n---\n\nA draft.\n",
    );
    served.shows_words("/draft.html", "A draft");
}

#[test]
fn a_folder_without_programme_and_an_address_of_another_machine_are_refused() {
    let scratch = Scratch::new("serve-none");
    let run = catena(scratch.path(), &["serve", "-p", "0"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("catena.yaml"), "{}", run.stderr);
    let run = catena(programme().path(), &["serve", "-p", "0", "-i", "192.0.2.1"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("192.0.2.1"), "{}", run.stderr);
    let run = catena(scratch.path(), &["serve", "-i", "nowhere"]);
    assert_eq!(run.code, Some(2));
}

#[test]
fn a_check_that_watches_tells_faults_anew() {
    let scratch = programme();
    let mut check = Running::start(&scratch, &["check", "--watch", "--format", "human"]);
    check.says("Checked: no faults");
    scratch.write("content/trains.md", BROKEN);
    check.says("Checked: 1 error");
    check.has_said("error[unknown-link]");
    scratch.write("content/trains.md", GOOD);
    check.says("Checked: no faults");
    assert!(check.lives());
    let said = check.said.join("\n");
    assert!(!said.contains('\u{1b}'), "a pipe is no terminal: {said}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_cleanly() {
    let scratch = programme();
    let mut served = serve(&scratch);
    let mut events = served.events("/", &served.seen("/"));
    events.next("faults");
    let id = served.running.child.id().to_string();
    let killed = Command::new("kill")
        .args(["-INT", &id])
        .status()
        .expect("kill");
    assert!(killed.success());
    let until = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = served.running.child.try_wait().expect("it can be asked") {
            break status;
        }
        assert!(Instant::now() < until, "it goes on");
        thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(status.code(), Some(0));
}
