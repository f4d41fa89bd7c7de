//! How long a save takes until its text is served, on explainers of several sizes.
//!
//! ```text
//! cargo bench --bench preview [-- PAGES...]
//! ```
//!
//! Each size is written to a temporary folder (see `corpus.rs`) and served by the real program, or the one
//! that `IBID` names. Every figure is the median of 20 saves: the clock runs from before the file is written
//! until a request, one after the other, is answered with the new text.

#![allow(
    clippy::expect_used,
    reason = "a measurement stops at the first surprise"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

mod corpus;

use corpus::Corpus;

const SAVES: usize = 20;

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
    let corpus = Corpus::of(pages);
    corpus.write(root).expect("a corpus");
    let start = Instant::now();
    let mut preview = Preview::start(root);
    preview.get("/");
    let ready = start.elapsed();
    // Let the second look at all folders pass.
    thread::sleep(Duration::from_millis(500));
    let number = pages / 2;
    let name = format!("{}/page-{number:05}", corpus.folder_of(number));
    let (path, url) = (format!("content/{name}.md"), format!("/{name}/"));
    let text = fs::read_to_string(root.join(&path)).expect("a page");
    let page = preview.saves(root, &path, &url, &|n| format!("{text}\nAn edit{n}x.\n"));
    let bib = fs::read_to_string(root.join("sources.bib")).expect("the bibliography");
    let at = text.find("@source-").expect("a citation") + 1;
    let key = &text[at..at + "source-0000".len()];
    let entry = bib.find(key).expect("its source");
    let title = entry + bib[entry..].find("title = {").expect("its title") + "title = {".len();
    let bibliography = preview.saves(root, "sources.bib", &url, &|n| {
        format!("{}Edit{n}x {}", &bib[..title], &bib[title..])
    });
    let template = preview.saves(root, "templates/partials/footer.html", &url, &|n| {
        format!("<footer>An edit{n}x</footer>\n")
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
        let program = std::env::var("IBID").unwrap_or(env!("CARGO_BIN_EXE_ibid").to_owned());
        let mut process = Command::new(program)
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
                while !self.get(url).contains(&format!("dit{n}x")) {
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
