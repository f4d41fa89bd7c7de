//! How long a build takes: cold, unchanged, and after one edit; and how much memory it needs.
//!
//! ```sh
//! cargo bench --bench build                    # 100 and 1,000 pages
//! cargo bench --bench build -- 10000           # other sizes
//! ```
//!
//! The real binary is run, five times each, and the median printed. Cold means that there is no output
//! folder; the files themselves are in the system's cache.

mod corpus;

use std::fs;
use std::path::Path;
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
    println!(
        "{:>7} {:>9} {:>11} {:>9} {:>9}",
        "pages", "cold", "unchanged", "one edit", "memory"
    );
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

fn measure(pages: usize) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let root = folder.path();
    let corpus = Corpus::of(pages);
    corpus.write(root).map_err(|error| error.to_string())?;
    let mut memory = 0;
    let mut build = |before: &dyn Fn(usize) -> std::io::Result<()>| -> Result<Duration, String> {
        let mut times = Vec::new();
        for time in 0..RUNS {
            before(time).map_err(|error| error.to_string())?;
            let (time, peak) = run(root)?;
            times.push(time);
            memory = memory.max(peak);
        }
        times.sort();
        Ok(times[RUNS / 2])
    };
    let public = root.join("public");
    let page = root
        .join("content")
        .join(corpus.folder_of(0))
        .join("page-00000.md");
    let original = fs::read_to_string(&page).map_err(|error| error.to_string())?;
    let cold = build(&|_| {
        if public.exists() {
            fs::remove_dir_all(&public)
        } else {
            Ok(())
        }
    })?;
    let unchanged = build(&|_| Ok(()))?;
    let edit = build(&|run| fs::write(&page, format!("{original}\nEdit {run}.\n")))?;
    let ms = |time: Duration| format!("{} ms", time.as_millis());
    println!(
        "{pages:>7} {:>9} {:>11} {:>9} {:>6} MB",
        ms(cold),
        ms(unchanged),
        ms(edit),
        memory / 1024
    );
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
