//! Explainers of odd shapes, each twice: as large as the table says, and four times as large. What grows with the
//! text takes four times as long; what grows with its square, sixteen times.
//!
//! ```sh
//! cargo bench --bench shapes                 # all
//! cargo bench --bench shapes -- notes brackets
//! ```
//!
//! The real binary builds each into a new folder; times are user and system time of the whole process, since the
//! clock also counts what else the machine does.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

/// A shape: its name, a size whose fourfold takes seconds at most, and what makes the files of it.
type Shape = (&'static str, usize, fn(usize) -> Files);

/// Paths below the root with their texts.
type Files = Vec<(String, String)>;

const SHAPES: &[Shape] = &[
    ("flat: pages of one section", 1_000, flat),
    ("deep: sections in sections", 12, deep),
    ("megabytes: a page of many paragraphs", 2_500, |n| {
        page(&paragraph().repeat(n))
    }),
    ("paragraph: one of so many sentences", 8_000, |n| {
        page(&"It rose by 5 per cent in 2024. ".repeat(n))
    }),
    ("headings: all of the same words", 5_000, |n| {
        page(&"## Again\n\nText.\n\n".repeat(n))
    }),
    ("notes: footnotes with their text", 8_000, |n| {
        page(
            &(0..n)
                .map(|i| format!("Text.[^{i}]\n\n[^{i}]: Note.\n\n"))
                .collect::<String>(),
        )
    }),
    ("uses: citations of one source", 25_000, |n| {
        page(&"Text.[@k0]\n\n".repeat(n))
    }),
    ("sentence: citations in one paragraph", 15_000, |n| {
        page(&"Text [@k0] ".repeat(n))
    }),
    ("rows: table rows with a citation", 8_000, |n| {
        page(&format!(
            "| a | b |\n|---|---|\n{}",
            "| x [@k0] | y |\n".repeat(n)
        ))
    }),
    ("sources: entries of a .bib file", 12_500, |n| {
        with_sources(n, "Text.[@k0]")
    }),
    ("brackets: none of them closed", 50_000, |n| {
        page(&"[a ".repeat(n))
    }),
    ("emphasis: none of it closed", 50_000, |n| {
        page(&"*a _b **c ".repeat(n))
    }),
    ("links: to headings of the page", 5_000, |n| {
        page(
            &(0..n)
                .map(|i| format!("## H {i}\n\n[up](#h-{})\n\n", n - 1 - i))
                .collect::<String>(),
        )
    }),
    ("forgotten: keys of another bibliography", 1_500, |n| {
        let text = |i| format!("Text [@other{i}]. Again [@other{i}]. And [@other{i}].\n\n");
        with_sources(n, &(0..n).map(text).collect::<String>())
    }),
    (
        "renamed: links to headings that had other words",
        750,
        |n| {
            page(
                &(0..n)
                    .map(|i| format!("## Part {i} of it\n\n[up](#part-{i}-of-them)\n\n"))
                    .collect::<String>(),
            )
        },
    ),
    ("excuses: comments that allow", 2_000, |n| {
        page(&"<!-- ibid: allow(uncited-claim) reason=\"r\" -->\nIt cost 5 per cent.\n\n".repeat(n))
    }),
    ("entry: one .bib file of open braces", 50_000, |n| {
        let mut files = page("Text.");
        files.push(("sources.bib".to_owned(), "@misc{k, title = {A\n".repeat(n)));
        files
    }),
    ("crossref: each entry in the next", 400, |n| {
        let mut bib = String::new();
        for i in 0..n {
            let _ = writeln!(
                bib,
                "@inbook{{k{i}, title = {{T}}, date = {{2020}}, crossref = {{k{}}}}}",
                i + 1
            );
        }
        let mut files = page("Text.");
        files.push(("sources.bib".to_owned(), bib));
        files
    }),
];

fn main() -> ExitCode {
    // Cargo passes `--bench`.
    let words = std::env::args().skip(1).filter(|word| word != "--bench");
    let wanted: Vec<String> = words.collect();
    println!(
        "{:<40} {:>8} {:>9} {:>9} {:>7} {:>9}",
        "shape", "size", "once", "fourfold", "ratio", "memory"
    );
    for (name, size, files) in SHAPES {
        let short = name.split(':').next().unwrap_or(name);
        if !wanted.is_empty() && !wanted.iter().any(|word| word == short) {
            continue;
        }
        let measured = build(&files(*size)).and_then(|once| Ok((once, build(&files(4 * size))?)));
        match measured {
            Ok(((once, _), (fourfold, memory))) => println!(
                "{name:<40} {size:>8} {:>6.0} ms {:>6.0} ms {:>7.1} {memory:>6} MB",
                once * 1000.0,
                fourfold * 1000.0,
                fourfold / once
            ),
            Err(message) => {
                eprintln!("{name}: {message}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// Builds an explainer of these files: seconds of the processor, and the most memory in MB. Whether it has errors
/// does not matter.
fn build(files: &Files) -> Result<(f64, u64), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let root = folder.path();
    let config = "title = \"T\"\n[search]\nenabled = false\n".to_owned();
    let home = "+++\ntitle = \"Home\"\ndescription = \"D.\"\n+++\n".to_owned();
    let always = [
        ("ibid.toml".to_owned(), config),
        ("content/_index.md".to_owned(), home),
    ];
    for (path, text) in always.iter().chain(files) {
        let path = root.join(path);
        let made = fs::create_dir_all(path.parent().unwrap_or(Path::new("")));
        made.and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let times = root.join("times");
    let mut command = Command::new("/usr/bin/time");
    command
        .args(["-f", "%U %S %M", "-o"])
        .arg(&times)
        .arg(env!("CARGO_BIN_EXE_ibid"));
    command.args(["build", "--root"]).arg(root);
    let run = command
        .output()
        .map_err(|error| format!("GNU time is needed: {error}"))?;
    if !matches!(run.status.code(), Some(0 | 1)) {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned());
    }
    let said = fs::read_to_string(times).map_err(|error| error.to_string())?;
    let numbers = said.lines().last().unwrap_or_default();
    let numbers: Vec<f64> = numbers
        .split(' ')
        .filter_map(|number| number.parse().ok())
        .collect();
    match numbers[..] {
        [user, system, kilobytes] => Ok((user + system, kilobytes as u64 / 1024)),
        _ => Err(format!("not what GNU time says: {said}")),
    }
}

fn front(title: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndescription = \"D.\"\n+++\n\n")
}

fn paragraph() -> String {
    "It rose in 2024, as [words](https://example.org) say *there*.[@k0] Then it fell again. "
        .repeat(12)
        + "\n\n"
}

/// One page, with one source.
fn page(body: &str) -> Files {
    with_sources(1, body)
}

fn with_sources(sources: usize, body: &str) -> Files {
    let mut bib = String::new();
    for i in 0..sources {
        let _ = writeln!(
            bib,
            "@misc{{k{i}, author = {{A{i}, B}}, title = {{T {i}}}, date = {{2020}}, publisher = {{P}}}}"
        );
    }
    vec![
        ("sources.bib".to_owned(), bib),
        ("content/page.md".to_owned(), front("Page") + body),
    ]
}

fn flat(pages: usize) -> Files {
    let mut files = page("Text.");
    for i in 0..pages {
        let text = front(&format!("Page {i}")) + &paragraph();
        files.push((format!("content/flat/p{i}.md"), text));
    }
    files.push(("content/flat/_index.md".to_owned(), front("Flat")));
    files
}

fn deep(depth: usize) -> Files {
    let mut files = page("Text.");
    let mut folder = "content".to_owned();
    for i in 0..depth {
        let _ = write!(folder, "/s{i}");
        files.push((
            format!("{folder}/_index.md"),
            front(&format!("Section {i}")) + &paragraph(),
        ));
    }
    files
}
