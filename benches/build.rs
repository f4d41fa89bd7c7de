//! How long a build takes: cold, unchanged, and after an edit of each kind; and how much memory it needs.
//!
//! ```sh
//! cargo bench --bench build                    # 100 and 1,000 pages
//! cargo bench --bench build -- 10000           # other sizes
//! ```
//!
//! The real binary is run, five times for each row, and the median printed. Cold means that there is no output
//! folder; the files themselves are in the system's cache. Each edit is another than the one before. What was written is on
//! the disk before a build begins, and old output is moved aside: ext4 is slow where it uses inodes again that were just freed.

mod corpus;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use corpus::Corpus;

const RUNS: usize = 5;

fn main() -> ExitCode {
    // Cargo passes `--bench`.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let sizes: Result<Vec<usize>, _> = words.iter().map(|word| word.parse()).collect();
    let sizes = match sizes {
        Ok(sizes) if !sizes.is_empty() => sizes,
        Ok(_) => vec![100, 1_000],
        Err(_) => {
            return fail("usage: cargo bench --bench build -- [PAGES…]");
        }
    };
    for pages in sizes {
        if let Err(message) = measure(pages) {
            return fail(&message);
        }
    }
    ExitCode::SUCCESS
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

/// What is done to an explainer before a build, the how manieth time.
type Edit = fn(&Explainer, usize) -> io::Result<()>;

const EDITS: [(&str, Edit); 6] = [
    ("unchanged", |_, _| Ok(())),
    ("words of a page", |explainer, n| {
        explainer.write_page(&format!("{}\nEdit {n}.\n", explainer.text))
    }),
    ("a citation on a page", |explainer, n| {
        explainer.write_page(&format!("{}\nCited [@source-{n:04}].\n", explainer.text))
    }),
    ("a title", |explainer, n| {
        let title = format!("title = \"Edit {n}: ");
        explainer.write_page(&explainer.text.replacen("title = \"", &title, 1))
    }),
    ("a source", |explainer, n| {
        let title = format!("title = {{Edit {n}: ");
        let sources = explainer.sources.replacen("title = {", &title, 1);
        fs::write(explainer.root.join("sources.bib"), sources)
    }),
    ("a template", |explainer, n| {
        let folder = explainer.root.join("templates/partials");
        fs::create_dir_all(&folder)?;
        fs::write(
            folder.join("footer.html"),
            format!("<footer>{n}</footer>\n"),
        )
    }),
];

/// An explainer that is edited.
struct Explainer {
    root: PathBuf,
    /// The page that is edited, with its text.
    page: PathBuf,
    text: String,
    /// The bibliography.
    sources: String,
}

impl Explainer {
    fn write(root: &Path, corpus: &Corpus) -> io::Result<Self> {
        corpus.write(root)?;
        let folder = root.join("content").join(corpus.folder_of(0));
        let page = folder.join("page-00000.md");
        Ok(Self {
            text: fs::read_to_string(&page)?,
            page,
            sources: fs::read_to_string(root.join("sources.bib"))?,
            root: root.to_owned(),
        })
    }

    fn write_page(&self, text: &str) -> io::Result<()> {
        fs::write(&self.page, text)
    }

    /// Takes back all edits.
    fn restore(&self) -> io::Result<()> {
        self.write_page(&self.text)?;
        fs::write(self.root.join("sources.bib"), &self.sources)?;
        match fs::remove_dir_all(self.root.join("templates")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

fn measure(pages: usize) -> Result<(), String> {
    let said = |error: io::Error| error.to_string();
    let folder = tempfile::tempdir().map_err(said)?;
    let root = folder.path().join("explainer");
    fs::create_dir(&root).map_err(said)?;
    let explainer = Explainer::write(&root, &Corpus::of(pages)).map_err(said)?;
    println!(
        "{:<24} {:>9} {:>9}",
        format!("{pages} pages"),
        "time",
        "memory"
    );
    row("cold", &root, |n| match root.join("public") {
        public if public.exists() => fs::rename(public, folder.path().join(n.to_string())),
        _ => Ok(()),
    })?;
    for (name, edit) in EDITS {
        row(name, &root, |n| edit(&explainer, n))?;
        explainer.restore().map_err(said)?;
        run(&root)?;
    }
    Ok(())
}

/// Builds after each edit, and prints the median and the most memory.
fn row(name: &str, root: &Path, edit: impl Fn(usize) -> io::Result<()>) -> Result<(), String> {
    let mut times = Vec::new();
    let mut memory = 0;
    for n in 0..RUNS {
        edit(n).map_err(|error| error.to_string())?;
        // Other systems have no such command, and are measured without.
        let _ = Command::new("sync").status();
        let (time, peak) = run(root)?;
        times.push(time);
        memory = memory.max(peak);
    }
    times.sort();
    let time = times[RUNS / 2].as_millis();
    println!("{name:<24} {time:>6} ms {:>6} MB", memory / 1024);
    Ok(())
}

/// Runs a build to its end; how long it took and the most memory it was seen to hold, in KiB (Linux only).
fn run(root: &Path) -> Result<(Duration, u64), String> {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(["build", "--root"])
        .arg(root)
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let code = loop {
        let seen = fs::read_to_string(&status).unwrap_or_default();
        let high = seen.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = high.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(kib.unwrap_or(0));
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(code) => break code,
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    };
    let time = start.elapsed();
    if code.success() {
        return Ok((time, peak));
    }
    let mut words = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        let _ = std::io::Read::read_to_string(&mut stderr, &mut words);
    }
    Err(words)
}
