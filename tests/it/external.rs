//! `ibid check --external` against a server on this machine that misbehaves in every way.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use insta::assert_snapshot;

use crate::builder::{Run, Site};

/// How often each path was asked for, and how many requests were there at once.
#[derive(Default)]
struct Log {
    hits: BTreeMap<String, usize>,
    now: usize,
    most: usize,
}

/// A web server whose paths say how it is to behave.
struct Server {
    address: SocketAddr,
    log: Arc<Mutex<Log>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::new(Mutex::new(Log::default()));
        let shared = log.clone();
        // It ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming() {
                let log = shared.clone();
                thread::spawn(move || answer(stream.unwrap(), &log));
            }
        });
        Self { address, log }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    fn hits(&self, path: &str) -> usize {
        let log = self.log.lock().unwrap();
        log.hits.get(path).copied().unwrap_or_default()
    }

    /// Runs `ibid check --external` with a cache beside the explainer.
    fn check(&self, site: &Site, arguments: &[&str]) -> Run {
        let all = [&["check", "--external"], arguments].concat();
        let mut command = site.command(&all);
        command.env("XDG_CACHE_HOME", site.path("cache"));
        for proxy in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            command.env_remove(proxy);
        }
        let mut run = site.run_command(command);
        for stream in [&mut run.stdout, &mut run.stderr] {
            *stream = stream.replace(&self.address.to_string(), "HOST");
        }
        run
    }
}

fn answer(mut stream: TcpStream, log: &Mutex<Log>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    let path = first
        .split(' ')
        .nth(1)
        .unwrap()
        .trim_start_matches('/')
        .to_owned();
    let visit = {
        let mut log = log.lock().unwrap();
        log.now += 1;
        log.most = log.most.max(log.now);
        let hits = log.hits.entry(path.clone()).or_default();
        *hits += 1;
        *hits
    };
    if path == "reset" {
        // What was not read when a connection is closed makes a reset of it.
        log.lock().unwrap().now -= 1;
        return;
    }
    let mut line = String::new();
    while reader.read_line(&mut line).unwrap_or_default() > 2 {
        line.clear();
    }
    let page = "<h1 id=top-of-it>Page</h1><h2 id=\"two\">Two</h2>";
    let (status, headers, body) = match path.as_str() {
        "moved" => ("301 Moved Permanently", "Location: /fine\r\n", ""),
        "loop" => ("302 Found", "Location: /loop\r\n", ""),
        "gone" => ("404 Not Found", "", "nothing"),
        "busy" if visit == 1 => ("429 Too Many Requests", "Retry-After: 1\r\n", ""),
        "busier" => ("429 Too Many Requests", "Retry-After: 3600\r\n", ""),
        "shaky" if visit == 1 => ("502 Bad Gateway", "", ""),
        "fault" => ("500 Internal Server Error", "", ""),
        "closed" => ("403 Forbidden", "", ""),
        "hang" => {
            thread::sleep(Duration::from_secs(30));
            ("200 OK", "", "")
        }
        "text" => ("200 OK", "Content-Type: text/plain\r\n", "no ids"),
        slow if slow.starts_with("slow") => {
            thread::sleep(Duration::from_millis(60));
            ("200 OK", "", "")
        }
        _ => ("200 OK", "Content-Type: text/html; charset=utf-8\r\n", page),
    };
    // Before the answer: who has it may ask the next thing at once.
    log.lock().unwrap().now -= 1;
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
}

/// An explainer without sources and with one page that links to `paths`, a line each.
fn linking(server: &Server, paths: &[&str]) -> Site {
    let links = paths
        .iter()
        .map(|path| format!("- [{path}]({})\n", server.url(path)));
    let links: String = links.collect();
    Site::new().sources(&[]).page("links.md", &links)
}

#[test]
fn every_kind_of_dead_link_is_reported_where_it_is_written() {
    let server = Server::start();
    let site = linking(
        &server,
        &[
            "fine",
            "moved",
            "gone",
            "busy",
            "shaky",
            "fault",
            "hang",
            "reset",
            "loop",
            "closed",
            "page#two",
            "page#tow",
            "page#zebra",
            "text#L7",
            "page#:~:text=Two",
            "gone",
        ],
    );
    let arguments = ["--timeout", "1", "--retries", "1", "--format", "short"];
    let run = server.check(&site, &arguments).succeeds();
    assert_snapshot!(run.stdout);
    assert_eq!(server.hits("fine"), 2, "for itself and after a redirect");
    assert_eq!(server.hits("gone"), 1, "asked once however often written");
    assert_eq!(server.hits("page"), 1, "asked once for all of its ids");
    assert_eq!(
        server.hits("busy"),
        2,
        "again after the pause that it asked for"
    );
    assert_eq!(server.hits("fault"), 2, "again, in case it passes");
    assert_eq!(server.hits("closed"), 1);
    assert!(site.has("cache/ibid/links.json"));
}

#[test]
fn sources_are_checked_where_their_fields_are() {
    let server = Server::start();
    let (gone, fault) = (server.url("gone"), server.url("fault"));
    let entries = format!(
        "@online{{smith,\n  title = {{Wells}}, publisher = {{Us}}, date = {{2023}},\n  \
         url = {{{gone}}},\n  archiveurl = {{{fault}}},\n}}\n\n\
         @online{{jones, url = {{{gone}}}, title = {{Pumps}}, publisher = {{Us}}, date = {{2023}}}}\n"
    );
    let site = Site::new()
        .file("sources.bib", entries)
        .page("wells.md", "Dug.[@smith; @jones]");
    let run = server.check(&site, &["--retries", "0", "--format", "short"]);
    assert_snapshot!(run.succeeds().stdout);
}

#[test]
fn good_answers_are_kept_and_bad_ones_asked_for_again() {
    let server = Server::start();
    let site = linking(&server, &["fine", "gone", "page#two", "page#tow"]);
    for round in 1..=2 {
        let run = server.check(&site, &["--format", "short"]).succeeds();
        assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
        assert_eq!(server.hits("fine"), 1);
        assert_eq!(server.hits("gone"), round);
        assert_eq!(server.hits("page"), round, "for the id that it lacks");
    }
    let anew = server.check(&site, &["--max-age", "0"]).succeeds();
    assert!(
        anew.stderr.contains("asked for 3 links\n"),
        "{}",
        anew.stderr
    );
    assert_eq!(server.hits("fine"), 2);
}

#[test]
fn a_host_is_asked_gently_but_not_one_by_one() {
    let server = Server::start();
    let paths: Vec<String> = (0..12).map(|n| format!("slow{n}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let site = linking(&server, &paths);
    let run = server.check(&site, &[]).succeeds();
    assert!(
        run.stderr.contains("asked for 12 links\n"),
        "{}",
        run.stderr
    );
    assert_eq!(server.log.lock().unwrap().most, 2);
}

#[test]
fn a_host_that_is_busy_for_long_is_not_waited_for() {
    let server = Server::start();
    let site = linking(&server, &["busier"]);
    let run = server.check(&site, &[]).succeeds();
    assert_eq!(server.hits("busier"), 1);
    assert_snapshot!(run.stderr, @"
    asked for 1 link
    not checked, since these hosts turn programs away: 127.0.0.1
    checked 2 pages: no problems
    ");
}

#[test]
fn a_refused_connection_and_no_address_are_dead() {
    let server = Server::start();
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let links = format!("[a](http://127.0.0.1:{port}/) [b](https://) [c](mailto:a@b.org)");
    let site = Site::new().sources(&[]).page("links.md", &links);
    let run = server.check(&site, &["--retries", "0", "--format", "short"]);
    let stdout = run.succeeds().stdout.replace(&format!(":{port}"), ":PORT");
    assert_snapshot!(stdout, @r#"
    content/links.md:5:1: warning[dead-link]: the link to "http://127.0.0.1:PORT/" leads nowhere: the server refuses the connection; write where it is now, or link to an archived copy
    content/links.md:5:30: warning[dead-link]: the link to "https://" leads nowhere: it is not an address: empty host; write where it is now, or link to an archived copy
    "#);
}

#[test]
fn a_denied_dead_link_fails_the_check() {
    let server = Server::start();
    let site = linking(&server, &["gone"]).config("[lints]\ndead-link = \"deny\"");
    let run = server.check(&site, &[]).fails(1);
    assert!(run.stderr.contains("error[dead-link]"), "{}", run.stderr);
}

#[test]
fn an_excuse_covers_a_dead_link_and_is_never_called_unused() {
    let server = Server::start();
    let excuse = "ibid: allow(dead-link) reason=\"the host is down this week\"";
    let (gone, fine) = (server.url("gone"), server.url("fine"));
    let site = Site::new()
        .file(
            "sources.bib",
            format!(
                "% {excuse}\n@online{{smith, url = {{{gone}}}, title = {{Wells}}, publisher = {{Us}}, date = {{2023}}}}\n"
            ),
        )
        .page(
            "links.md",
            &format!("Dug.[@smith]\n\n<!-- {excuse} -->\n[a]({gone})\n\n<!-- {excuse} -->\n[b]({fine})"),
        );
    let run = server.check(&site, &["--format", "short"]).succeeds();
    assert_eq!(run.stdout, "", "{}", run.stderr);
    assert_eq!(server.hits("gone"), 1);
    site.check().succeeds().is_clean();
}

#[test]
fn the_network_is_not_touched_unasked() {
    let server = Server::start();
    let site = linking(&server, &["fine", "gone"]);
    site.check().succeeds().is_clean();
    site.build().succeeds().is_clean();
    assert!(server.log.lock().unwrap().hits.is_empty());
    site.run(&["check", "--timeout", "3"]).fails(2);
}
