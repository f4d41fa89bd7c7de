//! `ibid serve`: what is served is what the files say, however they are saved.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::builder::Site;

/// How long a change may take on a busy machine before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// A preview of a site, ended with the test.
struct Preview {
    process: Child,
    host: String,
}

/// An answer of the server.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

impl Preview {
    fn of(site: &Site) -> Self {
        Self::with(site, &["--port", "0"])
    }

    fn with(site: &Site, arguments: &[&str]) -> Self {
        let all = [&["serve"], arguments].concat();
        Self::run(site.command(&all))
    }

    fn run(mut command: std::process::Command) -> Self {
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        let stdout = process.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut url).unwrap();
        let host = url.trim().trim_start_matches("http://");
        let host = host.trim_end_matches('/').to_owned();
        Self { process, host }
    }

    fn port(&self) -> u16 {
        self.host.rsplit(':').next().unwrap().parse().unwrap()
    }

    /// Sends a request with these lines and the `Host` that browsers send.
    fn ask(&self, request: &str) -> Answer {
        let host = &self.host;
        self.send(&format!(
            "{request}\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        ))
    }

    fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let body = bytes[end + 4..].to_vec();
        Answer { status, head, body }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1"))
    }

    /// Waits until the page at `path` shows `text`.
    fn shows(&self, path: &str, text: &str) {
        self.comes_to(path, text, |answer| answer.text().contains(text));
    }

    /// Waits until browsers are told of `text`.
    fn tells(&self, text: &str) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let request = format!("GET /_ibid/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.host);
        stream.write_all(request.as_bytes()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut lines = BufReader::new(stream).lines();
        assert!(lines.any(|line| line.unwrap().contains(text)), "{text}");
    }

    /// Waits until nothing is at `path`.
    fn loses(&self, path: &str) {
        self.comes_to(path, "404", |answer| answer.status == 404);
    }

    fn comes_to(&self, path: &str, what: &str, is: impl Fn(&Answer) -> bool) {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if is(&answer) {
                return;
            }
            let text = answer.text();
            assert!(
                start.elapsed() < PATIENCE,
                "{path} never came to {what}:\n{}\n{text}",
                answer.head
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn page(title: &str, body: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n+++\n{body}\n")
}

#[test]
fn every_way_of_saving_is_followed() {
    let site = Site::new().page("a.md", "First.");
    let preview = Preview::of(&site);
    preview.shows("/a/", "First.");
    // In place.
    site.write("content/a.md", page("A", "In place."));
    preview.shows("/a/", "In place.");
    // Written beside and renamed, as Vim and many others can.
    site.write("content/a.md.tmp", page("A", "Renamed to it."));
    fs::rename(site.path("content/a.md.tmp"), site.path("content/a.md")).unwrap();
    preview.shows("/a/", "Renamed to it.");
    // Put aside, written anew, and the backup deleted.
    fs::rename(site.path("content/a.md"), site.path("content/a.md~")).unwrap();
    site.write("content/a.md", page("A", "With a backup."));
    fs::remove_file(site.path("content/a.md~")).unwrap();
    preview.shows("/a/", "With a backup.");
    // Deleted and written.
    fs::remove_file(site.path("content/a.md")).unwrap();
    site.write("content/a.md", page("A", "Deleted before."));
    preview.shows("/a/", "Deleted before.");
    // In two strokes.
    let mut file = fs::File::create(site.path("content/a.md")).unwrap();
    file.write_all(b"+++\ntitle = \"A\"\n+++\nHalf, ").unwrap();
    file.flush().unwrap();
    std::thread::sleep(Duration::from_millis(60));
    file.write_all(b"and whole.\n").unwrap();
    drop(file);
    preview.shows("/a/", "Half, and whole.");
}

#[test]
fn files_and_folders_come_go_and_move() {
    let site = Site::new().page("a.md", "First.");
    let preview = Preview::of(&site);
    site.write("content/new/_index.md", page("New", "A section."));
    site.write("content/new/deep/er/b.md", page("B", "Deep."));
    preview.shows("/new/", "A section.");
    preview.shows("/new/deep/er/b/", "Deep.");
    site.write("content/new/deep/er/b.md", page("B", "Deep, changed."));
    preview.shows("/new/deep/er/b/", "Deep, changed.");
    fs::rename(site.path("content/new"), site.path("content/newer")).unwrap();
    preview.shows("/newer/deep/er/b/", "Deep, changed.");
    preview.loses("/new/deep/er/b/");
    site.write("content/newer/deep/er/b.md", page("B", "Followed there."));
    preview.shows("/newer/deep/er/b/", "Followed there.");
    fs::remove_dir_all(site.path("content/newer")).unwrap();
    preview.loses("/newer/");
    // The whole of the content is exchanged.
    fs::rename(site.path("content"), site.path("old")).unwrap();
    site.write("content/_index.md", page("Home", "Another home."));
    preview.shows("/", "Another home.");
    fs::remove_dir_all(site.path("content")).unwrap();
    fs::rename(site.path("old"), site.path("content")).unwrap();
    preview.shows("/a/", "First.");
    site.write("content/a.md", page("A", "Still followed."));
    preview.shows("/a/", "Still followed.");
}

#[test]
fn what_was_missing_is_noticed_when_it_appears() {
    let site = Site::new().config("[citations]\nbibliography = [\"refs/a.bib\"]");
    site.write("content/a.md", page("A", "Said.[@late] ![Map](/map.svg)"));
    let preview = Preview::of(&site);
    preview.shows("/a/", "Said.");
    site.write(
        "refs/a.bib",
        "@online{late, title = {Come Lately}, author = {A, B}, date = {2024}}\n",
    );
    preview.shows("/a/", "Come Lately");
    site.write(
        "refs/a.bib",
        "@online{late, title = {Come Again}, author = {A, B}, date = {2024}}\n",
    );
    preview.shows("/a/", "Come Again");
    site.write("static/map.svg", "<svg/>");
    preview.shows("/map.svg", "<svg/>");
    preview.shows("/a/", "src=\"../map.svg\"");
    site.write("templates/page.html", "Own: {{ page.title }}");
    preview.shows("/a/", "Own: A");
    fs::remove_dir_all(site.path("templates")).unwrap();
    preview.shows("/a/", "<article");
}

#[test]
fn a_checkout_of_500_files_is_followed() {
    let site = Site::new();
    let preview = Preview::of(&site);
    for round in ["one", "two"] {
        for n in 0..500 {
            site.write(
                &format!("content/s{}/p{n}.md", n % 10),
                page("P", &format!("{round} {n}.")),
            );
        }
        for n in [0, 250, 499] {
            preview.shows(&format!("/s{}/p{n}/", n % 10), &format!("{round} {n}."));
        }
    }
    for n in 0..10 {
        fs::remove_dir_all(site.path(&format!("content/s{n}"))).unwrap();
    }
    preview.loses("/s9/p499/");
    preview.loses("/s0/p0/");
}

#[test]
fn a_broken_page_is_shown_as_it_was_and_others_go_on() {
    let site = Site::new().page("a.md", "Good a.").page("b.md", "Good b.");
    let preview = Preview::of(&site);
    site.write("content/a.md", page("A", "Bad [a](nowhere.md)."));
    site.write("content/b.md", page("B", "Better b."));
    preview.shows("/b/", "Better b.");
    assert!(preview.get("/a/").text().contains("Good a."));
    // A configuration that cannot be read concerns all pages.
    site.write("ibid.toml", "title = [");
    preview.tells("ibid.toml is not valid TOML");
    site.write("content/b.md", page("B", "Best b."));
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(200) {
        // A good page of some earlier moment, and not what was saved under the broken configuration.
        let text = preview.get("/b/").text();
        assert!(text.contains(" b.") && !text.contains("Best b."), "{text}");
    }
    site.write("ibid.toml", "title = \"T\"\n");
    preview.shows("/b/", "Best b.");
    site.write("content/a.md", page("A", "Mended a."));
    preview.shows("/a/", "Mended a.");
}

#[test]
#[cfg(unix)]
fn unreadable_files_and_a_lost_configuration_do_no_harm() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = Site::new().page("a.md", "Good a.");
    let preview = Preview::of(&site);
    preview.shows("/a/", "Good a.");
    // What root may read all the same, a link out of the explainer is refused to everybody.
    fs::set_permissions(site.path("content/a.md"), fs::Permissions::from_mode(0o000)).unwrap();
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), page("Secret", "Secret.")).unwrap();
    symlink(outside.path(), site.path("content/b.md")).unwrap();
    let text = fs::read(site.path("ibid.toml")).unwrap();
    fs::remove_file(site.path("ibid.toml")).unwrap();
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(300) {
        assert!(preview.get("/a/").text().contains("Good a."));
        assert_eq!(preview.get("/b/").status, 404);
    }
    fs::set_permissions(site.path("content/a.md"), fs::Permissions::from_mode(0o644)).unwrap();
    fs::remove_file(site.path("content/b.md")).unwrap();
    site.write("ibid.toml", text);
    site.write("content/a.md", page("A", "Better a."));
    preview.shows("/a/", "Better a.");
}

#[test]
fn a_request_during_a_rebuild_never_misses() {
    let site = Site::new().page("a.md", "Round 0.");
    let preview = Preview::of(&site);
    for round in 1..60 {
        site.write("content/a.md", page("A", &format!("Round {round}.")));
        let answer = preview.get("/a/");
        assert_eq!(answer.status, 200);
        let text = answer.text();
        assert!(
            text.contains("Round ") && text.contains("</html>"),
            "{text}"
        );
    }
    preview.shows("/a/", "Round 59.");
}

#[test]
fn addresses_and_kinds_of_answers() {
    let site = Site::new()
        .sources(&["smith"])
        .page("a.md", "Said.[@smith]");
    site.write(
        "content/b.md",
        "+++\ntitle = \"B\"\naliases = [\"/old/b\"]\n+++\nText.\n",
    );
    site.write("static/film.mp4", "0123456789");
    let preview = Preview::of(&site);
    for (path, status, mime) in [
        ("/", 200, "text/html; charset=utf-8"),
        ("/index.html", 200, "text/html; charset=utf-8"),
        ("/a/", 200, "text/html; charset=utf-8"),
        ("/a/?x=1", 200, "text/html; charset=utf-8"),
        ("/old/b/", 200, "text/html; charset=utf-8"),
        ("/sources/", 200, "text/html; charset=utf-8"),
        ("/sources/smith/", 200, "text/html; charset=utf-8"),
        ("/print/", 200, "text/html; charset=utf-8"),
        ("/nowhere/", 404, "text/html; charset=utf-8"),
        ("/../ibid.toml", 404, "text/html; charset=utf-8"),
        ("/%2e%2e/ibid.toml", 404, "text/html; charset=utf-8"),
        ("/sitemap.xml", 200, "text/xml; charset=utf-8"),
        ("/atom.xml", 200, "application/atom+xml; charset=utf-8"),
        ("/feed.json", 200, "application/feed+json; charset=utf-8"),
        ("/film.mp4", 200, "video/mp4"),
        ("/_ibid/client.js", 200, "text/javascript; charset=utf-8"),
        ("/_ibid/nothing", 404, ""),
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(
            answer.header("content-type").unwrap_or_default(),
            mime,
            "{path}"
        );
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
    }
    let to_folder = preview.get("/a");
    assert_eq!(
        (to_folder.status, to_folder.header("location")),
        (307, Some("/a/"))
    );
    let head = preview.ask("HEAD /a/ HTTP/1.1");
    assert_eq!((head.status, head.body.len()), (200, 0));
    let part = preview.ask("GET /film.mp4 HTTP/1.1\r\nRange: bytes=2-4");
    assert_eq!((part.status, part.text().as_str()), (206, "234"));
    assert_eq!(part.header("content-range"), Some("bytes 2-4/10"));
    let html = preview.get("/a/").text();
    assert_eq!(html.matches("/_ibid/client.js").count(), 1);
    let style = html.split("href=\"../assets/").nth(1).unwrap();
    let style = style.split('"').next().unwrap();
    assert_eq!(preview.get(&format!("/assets/{style}")).status, 200);
    assert_eq!(preview.ask("POST /a/ HTTP/1.1").status, 405);
}

#[test]
fn other_host_names_are_refused() {
    let site = Site::new();
    let preview = Preview::of(&site);
    let request =
        |host: &str| format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    assert_eq!(preview.send(&request("localhost")).status, 200);
    for host in ["evil.example", "127.0.0.1.evil.example", ""] {
        let answer = preview.send(&request(host));
        assert!(matches!(answer.status, 400 | 403), "{host}");
        assert!(!answer.text().contains("<html"), "{host}");
    }
}

#[test]
fn a_taken_port_gives_way_and_a_killed_server_frees_its_port() {
    let site = Site::new();
    let mut first = Preview::of(&site);
    let port = first.port().to_string();
    let second = Preview::with(&site, &["--port", &port]);
    assert_ne!(second.port(), first.port());
    assert_eq!(second.get("/").status, 200);
    first.process.kill().unwrap();
    first.process.wait().unwrap();
    let third = Preview::with(&site, &["--port", &port]);
    assert_eq!(third.port().to_string(), port);
}

#[test]
fn drafts_are_shown_on_request() {
    let site = Site::new();
    site.write(
        "content/d.md",
        "+++\ntitle = \"D\"\ndraft = true\n+++\nText.\n",
    );
    assert_eq!(Preview::of(&site).get("/d/").status, 404);
    let preview = Preview::with(&site, &["--port", "0", "--drafts"]);
    assert!(
        preview
            .get("/d/")
            .text()
            .contains("<li class=\"draft\">Draft</li>")
    );
}

#[test]
fn who_says_nothing_does_not_keep_others_waiting() {
    let site = Site::new();
    let preview = Preview::of(&site);
    let silent: Vec<_> = (0..300)
        .map(|n| {
            let mut stream = TcpStream::connect(&preview.host).unwrap();
            if n % 2 == 0 {
                stream.write_all(b"GET / HTTP/1.1\r\nHost: local").unwrap();
            }
            stream
        })
        .collect();
    let start = Instant::now();
    assert_eq!(preview.get("/").status, 200);
    let waited = start.elapsed();
    assert!(waited < Duration::from_secs(30), "{waited:?}");
    drop(silent);
    // Between two requests it is the same.
    let mut stream = TcpStream::connect(&preview.host).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(40)))
        .unwrap();
    let request = format!("GET /robots.txt HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host);
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn listeners_are_few() {
    let site = Site::new();
    let preview = Preview::of(&site);
    let listen = || {
        let mut stream = TcpStream::connect(&preview.host).unwrap();
        let request = format!(
            "GET /_ibid/events HTTP/1.1\r\nHost: {}\r\n\r\n",
            preview.host
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut line = String::new();
        let mut lines = BufReader::new(stream);
        lines.read_line(&mut line).unwrap();
        (line, lines)
    };
    let mut open: Vec<_> = (0..64).map(|_| listen()).collect();
    assert!(open.iter().all(|(line, _)| line == "HTTP/1.1 200 OK\r\n"));
    assert!(listen().0.starts_with("HTTP/1.1 503"));
    assert_eq!(preview.get("/").status, 200);
    open.pop();
    let start = Instant::now();
    while !listen().0.starts_with("HTTP/1.1 200") {
        assert!(
            start.elapsed() < PATIENCE,
            "a place that is free is given away"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_root_that_vanishes_and_comes_back_is_followed() {
    let site = Site::new().page("a.md", "Old words.");
    let preview = Preview::of(&site);
    preview.shows("/a/", "Old words.");
    let away = site.root().with_extension("away");
    fs::rename(site.root(), &away).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    fs::rename(&away, site.root()).unwrap();
    site.write("content/a.md", "+++\ntitle = \"A\"\n+++\nNew words.\n");
    preview.shows("/a/", "New words.");
    // Deleted, and made anew.
    let files: Vec<_> = site
        .files("")
        .into_iter()
        .map(|path| (site.read(&path), path))
        .collect();
    fs::remove_dir_all(site.root()).unwrap();
    preview.tells("ibid.toml");
    for (text, path) in files {
        site.write(&path, text);
    }
    site.write("content/a.md", "+++\ntitle = \"A\"\n+++\nNewest words.\n");
    preview.shows("/a/", "Newest words.");
    // And is watched as before.
    site.write("content/a.md", "+++\ntitle = \"A\"\n+++\nLast words.\n");
    preview.shows("/a/", "Last words.");
}

#[test]
fn other_computers_are_let_in_with_a_warning() {
    let site = Site::new();
    let mut command = site.command(&["serve", "--port", "0", "--host", "0.0.0.0"]);
    let mut process = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut stderr = BufReader::new(process.stderr.take().unwrap());
    stderr.read_line(&mut line).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    assert_eq!(
        line,
        "warning: other computers of this network can read the preview, drafts included\n"
    );
}

#[test]
fn where_the_system_cannot_watch_files_are_looked_at() {
    let limit = "echo 1 > /proc/sys/user/max_inotify_watches";
    let namespace = ["--user", "--map-root-user", "sh", "-euc"];
    if !crate::faults::works("unshare", &[&namespace[..], &[limit]].concat()) {
        return;
    }
    let site = Site::new().page("deep/er/a.md", "Old words.");
    let script = format!("{limit}; exec \"$IBID\" serve --port 0 2> said");
    let mut command = std::process::Command::new("unshare");
    command.args(namespace).arg(script).current_dir(site.root());
    command.env("IBID", env!("CARGO_BIN_EXE_ibid"));
    let preview = Preview::run(command);
    site.write(
        "content/deep/er/a.md",
        "+++\ntitle = \"A\"\n+++\nNew words.\n",
    );
    preview.shows("/deep/er/a/", "New words.");
    let said = site.read("said");
    assert!(said.contains("the system cannot watch all files"), "{said}");
    assert!(
        said.contains("help: on Linux, raise fs.inotify.max_user_watches"),
        "{said}"
    );
}

#[test]
fn included_files_are_followed_wherever_they_are() {
    let site = Site::new()
        .page(
            "a.md",
            "{{ include(path=\"includes/x.md\") }}\n\n{{ include(path=\"code/y.rs\") }}\n",
        )
        .file("includes/x.md", "One\n")
        .file("code/y.rs", "fn first() {}\n");
    let preview = Preview::of(&site);
    preview.shows("/a/", "One");
    preview.shows("/a/", "first");
    fs::write(site.path("includes/x.md"), "Two\n").unwrap();
    preview.shows("/a/", "Two");
    fs::write(site.path("code/y.rs"), "fn second() {}\n").unwrap();
    preview.shows("/a/", "second");
    // A file that a page begins to include is followed from then on.
    fs::write(
        site.path("content/a.md"),
        page("A", "{{ include(path=\"late/z.md\") }}"),
    )
    .unwrap();
    preview.tells("late/z.md");
    fs::create_dir(site.path("late")).unwrap();
    fs::write(site.path("late/z.md"), "Late words\n").unwrap();
    fs::write(site.path("content/b.md"), page("B", "More.")).unwrap();
    preview.shows("/a/", "Late words");
}
