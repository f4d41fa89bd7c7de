//! How long a save takes until its text is served, on explainers of several sizes.
//!
//! ```text
//! cargo bench --bench preview [-- PAGES...]
//! ```
//!
//! Each size is written to a temporary folder, 900 words and 10 citations a page, and served by the real
//! program. Every figure is the median of 20 saves: the clock runs from before the file is written until a
//! request, one after the other, is answered with the new text.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

const SAVES: usize = 20;
const SECTION: usize = 50;
const CITATIONS: usize = 10;
const PARAGRAPHS: usize = 10;
const WORDS: usize = 90;

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let sizes = if sizes.is_empty() {
        vec![100, 1_000, 10_000]
    } else {
        sizes
    };
    println!(
        "| pages | ready ms | a page ms | slowest ms | bibliography ms | template ms | memory MB |"
    );
    println!("|---|---|---|---|---|---|---|");
    for pages in sizes {
        measure(pages);
    }
}

fn measure(pages: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    write_corpus(root, pages);
    let start = Instant::now();
    let mut preview = Preview::start(root);
    preview.get("/");
    let ready = start.elapsed();
    // Let the disk and the second look at new folders come to rest.
    thread::sleep(Duration::from_millis(500));
    let number = pages / 2;
    let (path, url) = (page_path(number), page_url(number));
    let text = fs::read_to_string(root.join(&path)).expect("a page");
    let page = preview.saves(root, &path, &url, &|n| {
        text.replace("lorem", &format!("edit{n}x lorem"))
    });
    let bib = fs::read_to_string(root.join("sources.bib")).expect("the bibliography");
    let key = format!("title = {{Title {}}}", number * CITATIONS % sources(pages));
    let bibliography = preview.saves(root, "sources.bib", &url, &|n| {
        bib.replace(&key, &key.replace("Title", &format!("edit{n}x Title")))
    });
    let template = preview.saves(root, "templates/partials/footer.html", &url, &|n| {
        format!("<footer>edit{n}x</footer>\n")
    });
    println!(
        "| {pages} | {:.0} | {:.1} | {:.1} | {:.1} | {:.1} | {} |",
        ms(ready),
        ms(page[SAVES / 2]),
        ms(page[SAVES - 1]),
        ms(bibliography[SAVES / 2]),
        ms(template[SAVES / 2]),
        preview.memory()
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

struct Preview {
    process: Child,
    stream: BufReader<TcpStream>,
}

impl Preview {
    fn start(root: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_ibid"))
            .args(["serve", "--port", "0", "--root"])
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the preview starts");
        let mut line = String::new();
        let stdout = process.stdout.take().expect("its output");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("its address");
        let host = line
            .trim()
            .trim_start_matches("http://")
            .trim_end_matches('/');
        let stream = TcpStream::connect(host).expect("it listens");
        stream.set_nodelay(true).expect("a socket");
        let stream = BufReader::new(stream);
        Self { process, stream }
    }

    fn get(&mut self, path: &str) -> String {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        self.stream
            .get_mut()
            .write_all(request.as_bytes())
            .expect("a request");
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).expect("a head");
            let line = line.trim().to_ascii_lowercase();
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.parse().expect("a length");
            }
            if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a body");
        String::from_utf8(body).expect("text")
    }

    /// The times of saves of `path`, each seen at `url`, sorted.
    fn saves(
        &mut self,
        root: &Path,
        path: &str,
        url: &str,
        text: &dyn Fn(usize) -> String,
    ) -> Vec<Duration> {
        let full = root.join(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("a folder");
        let mut times: Vec<Duration> = (0..SAVES)
            .map(|n| {
                let text = text(n);
                let start = Instant::now();
                fs::write(&full, text).expect("a save");
                while !self.get(url).contains(&format!("edit{n}x")) {
                    thread::sleep(Duration::from_micros(200));
                }
                let time = start.elapsed();
                thread::sleep(Duration::from_millis(30));
                time
            })
            .collect();
        times.sort();
        times
    }

    /// Resident memory in megabytes.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes =
            line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        kilobytes.unwrap_or_default() / 1024
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn sources(pages: usize) -> usize {
    (pages * 2).clamp(100, 5_000)
}

fn page_path(n: usize) -> String {
    format!("content/s{}/p{n}.md", n / SECTION)
}

fn page_url(n: usize) -> String {
    format!("/s{}/p{n}/", n / SECTION)
}

fn write_corpus(root: &Path, pages: usize) {
    let put = |path: &str, text: String| {
        let full = root.join(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("a folder");
        fs::write(full, text).expect("a file");
    };
    put(
        "ibid.toml",
        "title = \"Corpus\"\n[lints]\nunused-source = \"allow\"\n".to_owned(),
    );
    let mut bib = String::new();
    for n in 0..sources(pages) {
        let _ = writeln!(
            bib,
            "@online{{key{n},\n  title = {{Title {n}}},\n  author = {{Author{n}, Ann}},\n  date = {{2024-10-{:02}}},\n  \
             publisher = {{Outlet {}}},\n  url = {{https://example.org/{n}}},\n}}\n",
            n % 28 + 1,
            n % 40
        );
    }
    put("sources.bib", bib);
    put(
        "content/_index.md",
        "+++\ntitle = \"Home\"\n+++\nWelcome.\n".to_owned(),
    );
    for section in 0..pages.div_ceil(SECTION) {
        put(
            &format!("content/s{section}/_index.md"),
            format!("+++\ntitle = \"Section {section}\"\n+++\nText.\n"),
        );
    }
    let words = [
        "lorem",
        "ipsum",
        "dolor",
        "sit",
        "amet",
        "consectetur",
        "adipiscing",
        "elit",
        "sed",
        "do",
    ];
    for n in 0..pages {
        let mut text = format!("+++\ntitle = \"Page {n}\"\ndescription = \"About {n}\"\n+++\n");
        for paragraph in 0..PARAGRAPHS {
            let _ = writeln!(text, "## Heading {paragraph}\n");
            for word in 0..WORDS {
                // The first word is what the saves change, so it stands once.
                let word = if word == 0 && paragraph == 0 {
                    "lorem"
                } else {
                    words[1 + (word * 7 + n + paragraph) % 9]
                };
                text.push_str(word);
                text.push(' ');
            }
            if paragraph < CITATIONS {
                let source = (n * CITATIONS + paragraph) % sources(pages);
                let _ = write!(text, "[the claim][@key{source}, p. {}]", paragraph + 1);
            }
            let _ = writeln!(
                text,
                ", and [another page](@/s{}/p{}.md#heading-2).\n",
                (n / 3) / SECTION,
                n / 3
            );
        }
        put(&page_path(n), text);
    }
}
