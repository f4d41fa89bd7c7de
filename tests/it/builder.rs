//! A small explainer on disk, the program run in it, and what came of it.
//!
//! ```ignore
//! let site = Site::new()
//!     .sources(&["smith"])
//!     .page("wells.md", "Wells are dug by hand.[@smith]");
//! site.build().succeeds().is_clean();
//! insta::assert_snapshot!(site.html("wells").content());
//! ```
//!
//! A test that fails tells the whole story: every command that was run with both of its streams, and every
//! file of the explainer.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs};

use scraper::{ElementRef, Html, Selector};
use tempfile::TempDir;

/// A command that takes longer hangs: far more than any of them needs, even on a busy machine.
const HANG: Duration = Duration::from_secs(240);

/// A grey pixel, as the smallest PNG.
pub(crate) const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\
    \0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82";

/// An explainer in a folder of its own, which is removed with it.
pub(crate) struct Site {
    folder: TempDir,
    /// Where the program keeps what it remembers.
    cache: TempDir,
    story: RefCell<String>,
}

/// The search has tests of its own, and many files. It comes after other lines, whose numbers diagnostics show.
const NO_SEARCH: &str = "[search]\nenabled = false\n";

impl Site {
    /// A title, a home page, and nothing to complain about.
    pub(crate) fn new() -> Self {
        Self::empty()
            .file(
                "ibid.toml",
                format!("title = \"Wells\"\ndescription = \"How wells are dug.\"\n{NO_SEARCH}"),
            )
            .file(
                "content/_index.md",
                "+++\ntitle = \"Wells\"\ndescription = \"How wells are dug.\"\n+++\n\nWelcome.\n",
            )
    }

    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        Self {
            folder: TempDir::with_prefix("ibid test ").unwrap(),
            cache: TempDir::with_prefix("ibid cache ").unwrap(),
            story: RefCell::default(),
        }
    }

    /// Writes a file, in place of an earlier one.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    /// Writes `content/PATH` with a title and a description above `body`.
    pub(crate) fn page(self, path: &str, body: &str) -> Self {
        let front = "+++\ntitle = \"Page\"\ndescription = \"A page.\"\n+++\n";
        self.file(&format!("content/{path}"), format!("{front}{body}\n"))
    }

    /// Writes `sources.bib` with some of the made-up sources that tests cite: `smith`, `jones`, `board`.
    pub(crate) fn sources(self, keys: &[&str]) -> Self {
        let entries: Vec<&str> = keys.iter().map(|key| source(key)).collect();
        self.file("sources.bib", entries.join("\n"))
    }

    /// Adds lines to `ibid.toml`; top-level keys before tables.
    pub(crate) fn config(self, lines: &str) -> Self {
        let path = self.path("ibid.toml");
        let old = fs::read_to_string(path).unwrap_or_default();
        match old.strip_suffix(NO_SEARCH) {
            Some(old) => self.file("ibid.toml", format!("{old}{lines}\n{NO_SEARCH}")),
            None => self.file("ibid.toml", format!("{old}{lines}\n")),
        }
    }

    /// Writes a file in a test that keeps the site.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let full = self.path(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, content).unwrap();
    }

    /// The explainer's folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A path below the root.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        match fs::read(self.path(path)) {
            Ok(bytes) => String::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is not UTF-8")),
            Err(error) => panic!("cannot read {path}: {error}"),
        }
    }

    /// Whether there is a file or folder at `path`.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.path(path).symlink_metadata().is_ok()
    }

    /// The page that is published at `address`, such as `""`, `"wells"` or `"404.html"`.
    pub(crate) fn html(&self, address: &str) -> Page {
        let path = if address.ends_with(".html") {
            format!("public/{address}")
        } else {
            format!("public/{}/index.html", address.trim_matches('/'))
        };
        Page::parse(self.read(&path.replace("//", "/")))
    }

    /// Every file below `folder`, sorted, with forward slashes.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        files_below(&self.path(folder))
    }

    /// The program, ready to run in the explainer's folder, without the colours and folders of whoever tests.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command
            .args(arguments)
            .current_dir(self.root())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("RUST_BACKTRACE")
            .env("XDG_CACHE_HOME", self.cache.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs `ibid ARGUMENTS` in the explainer's folder.
    #[must_use = "say whether it succeeds or fails"]
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_command(self.command(arguments))
    }

    /// Runs a command made by [`Site::command`] and changed by the test.
    #[must_use = "say whether it succeeds or fails"]
    pub(crate) fn run_command(&self, command: Command) -> Run {
        let run = Run::of(command, self.root());
        self.story.borrow_mut().push_str(&run.story());
        run
    }

    /// Runs `ibid build`; whether a test's site outlives a power failure is no matter.
    #[must_use = "say whether it succeeds or fails"]
    pub(crate) fn build(&self) -> Run {
        self.run(&["build", "--no-sync"])
    }

    /// Runs `ibid check`.
    #[must_use = "say whether it succeeds or fails"]
    pub(crate) fn check(&self) -> Run {
        self.run(&["check"])
    }
}

/// The entry of a made-up source, complete enough to be cited without a warning.
fn source(key: &str) -> &'static str {
    match key {
        "smith" => {
            "@online{smith,\n  author = {Smith, Ada},\n  title = {How to dig a well},\n  \
             publisher = {The Water Journal},\n  date = {2023-04-12},\n  url = {https://example.org/wells},\n}\n"
        }
        "jones" => {
            "@book{jones,\n  author = {Jones, Ben and Roe, Cleo},\n  title = {Ground Water},\n  \
             publisher = {Delta Press},\n  location = {Leeds},\n  date = {2019},\n}\n"
        }
        "board" => {
            "@report{board,\n  author = {{Board of Wells}},\n  title = {Wells in Figures},\n  \
             institution = {Board of Wells},\n  date = {2024-02},\n  url = {https://example.org/figures.pdf},\n}\n"
        }
        other => panic!("no test source has the key {other}"),
    }
}

/// Tells what happened in a test that fails, whatever it was that failed.
impl Drop for Site {
    fn drop(&mut self) {
        if !thread::panicking() {
            return;
        }
        let mut listing = String::new();
        for path in self.files("") {
            let size = fs::metadata(self.path(&path)).map_or(0, |meta| meta.len());
            let _ = writeln!(listing, "{size:>9}  {path}");
        }
        eprintln!("{}=== files ===\n{listing}", self.story.borrow());
    }
}

/// A command that ended.
pub(crate) struct Run {
    command: String,
    /// How it ended.
    pub status: ExitStatus,
    /// Standard output, with the same changes as `stderr`.
    pub stdout: String,
    /// Standard error; the explainer's folder is `ROOT`, and a time `N ms`.
    pub stderr: String,
}

impl Run {
    fn of(mut command: Command, root: &Path) -> Self {
        let arguments: Vec<_> = command.get_args().map(|it| it.to_string_lossy()).collect();
        let name = format!("ibid {}", arguments.join(" "));
        let child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (status, stdout, stderr) = wait(child, &name);
        Self {
            command: name,
            status,
            stdout: neutral(&stdout, root),
            stderr: neutral(&stderr, root),
        }
    }

    /// Asserts that the exit status is 0.
    pub(crate) fn succeeds(self) -> Self {
        self.fails(0)
    }

    /// Asserts the exit status.
    pub(crate) fn fails(self, status: i32) -> Self {
        assert_eq!(
            self.status.code(),
            Some(status),
            "the exit status of `{}`\n{}",
            self.command,
            shorten(&self.stderr)
        );
        self
    }

    /// Asserts that nothing but the summary was said.
    pub(crate) fn is_clean(&self) {
        let said = self.stderr.lines().filter(|line| !line.is_empty()).count();
        assert!(said <= 1, "no warnings expected\n{}", shorten(&self.stderr));
    }

    /// The diagnostics alone, without the line that counts them.
    pub(crate) fn diagnostics(&self) -> String {
        let lines: Vec<&str> = self.stderr.trim_end().lines().collect();
        let (_summary, lines) = lines.split_last().expect("a summary");
        lines.join("\n").trim_end().to_owned()
    }

    /// The first line of each diagnostic with its `file:line:column`.
    pub(crate) fn headlines(&self) -> String {
        let mut lines = String::new();
        let starts = |line: &str| line.starts_with("error") || line.starts_with("warning");
        let mut all = self.stderr.lines().peekable();
        while let Some(line) = all.next() {
            if !starts(line) {
                continue;
            }
            let place = all
                .peek()
                .and_then(|next| next.trim_start().strip_prefix("--> "));
            let _ = writeln!(lines, "{}: {line}", place.unwrap_or("nowhere"));
        }
        lines
    }

    fn story(&self) -> String {
        format!(
            "\n=== {} ===\n{}\n--- stdout ---\n{}--- stderr ---\n{}",
            self.command,
            self.status,
            shorten(&self.stdout),
            shorten(&self.stderr)
        )
    }
}

/// A page as a browser reads it.
pub(crate) struct Page {
    /// The file's text.
    pub text: String,
    html: Html,
}

impl Page {
    /// Parses a file as the HTML standard says.
    pub(crate) fn parse(text: String) -> Self {
        let html = Html::parse_document(&text);
        Self { text, html }
    }

    /// The elements that a CSS selector finds, in the order of the page.
    pub(crate) fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let parsed =
            Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"));
        self.html.select(&parsed).collect()
    }

    /// The one element that a selector finds.
    pub(crate) fn one(&self, selector: &str) -> ElementRef<'_> {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in\n{}", self.text);
        found[0]
    }

    /// The texts of the elements that a selector finds, white space made even.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(text).collect()
    }

    /// The values of an attribute of the elements that a selector finds.
    pub(crate) fn attributes(&self, selector: &str, attribute: &str) -> Vec<&str> {
        self.all(selector)
            .into_iter()
            .filter_map(|element| element.attr(attribute))
            .collect()
    }

    /// The markup inside the one element that a selector finds.
    pub(crate) fn part(&self, selector: &str) -> String {
        self.one(selector).inner_html().trim().to_owned()
    }

    /// The author's text as published, without what the theme puts around it.
    pub(crate) fn content(&self) -> String {
        self.part("div.prose")
    }
}

/// The text of an element, white space made even.
pub(crate) fn text(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every file below `folder`, sorted, with forward slashes.
pub(crate) fn files_below(folder: &Path) -> Vec<String> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let below = entry.path().strip_prefix(folder).unwrap();
            below.to_string_lossy().replace('\\', "/")
        })
        .collect()
}

/// Waits for a command and reads both of its streams, so that neither fills up.
fn wait(mut child: Child, name: &str) -> (ExitStatus, String, String) {
    fn reader(mut stream: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            stream.read_to_end(&mut bytes).unwrap();
            bytes
        })
    }
    let stdout = reader(child.stdout.take().unwrap());
    let stderr = reader(child.stderr.take().unwrap());
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > HANG {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{name} hangs");
        }
        thread::sleep(Duration::from_millis(2));
    };
    let read = |stream: thread::JoinHandle<Vec<u8>>| {
        String::from_utf8(stream.join().unwrap()).expect("the program prints UTF-8")
    };
    (status, read(stdout), read(stderr))
}

/// What is the same wherever and however fast the test runs.
pub(crate) fn neutral(text: &str, root: &Path) -> String {
    let text = text.replace(&*root.to_string_lossy(), "ROOT");
    // Most sites of these tests have no address, which a test of its own speaks of.
    let is_note = |line: &&str| line.starts_with("note: no `base_url`");
    let text: String = text
        .split_inclusive('\n')
        .filter(|line| !is_note(line))
        .collect();
    let mut neutral = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find(" ms") {
        let digits = rest[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        neutral.push_str(digits);
        if digits.len() < at {
            neutral.push('N');
        }
        neutral.push_str(" ms");
        rest = &rest[at + 3..];
    }
    neutral + rest
}

/// A stream of a size that a person reads.
fn shorten(text: &str) -> String {
    const ENOUGH: usize = 20_000;
    match text.char_indices().nth(ENOUGH) {
        Some((at, _)) => format!("{}\n... {} bytes more", &text[..at], text.len() - at),
        None => text.to_owned(),
    }
}
