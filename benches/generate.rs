//! Writes a made-up explainer, for measurements with other tools.
//!
//! ```sh
//! rustc -O --edition 2024 -o generate benches/generate.rs
//! ./generate DIR 10000 --section 50 --words 900 --citations 10 --sources 5000 --seed 1
//! ```
//!
//! `--section` is how many pages are in one folder; with 0, all are in one section at the top. With `--footnotes 1`
//! citations are ready-written footnotes, for programs that do not know citations.

mod corpus;

use std::path::Path;
use std::process::ExitCode;

use corpus::Corpus;

fn main() -> ExitCode {
    // Cargo passes `--bench`.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let Some((folder, corpus)) = read(&words) else {
        eprintln!(
            "usage: generate DIR PAGES [--section N] [--words N] [--citations N] [--sources N] [--seed N] [--footnotes 1]"
        );
        return ExitCode::FAILURE;
    };
    match corpus.write(Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write {folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read(words: &[String]) -> Option<(&str, Corpus)> {
    let [folder, pages, options @ ..] = words else {
        return None;
    };
    let mut corpus = Corpus::of(pages.parse().ok()?);
    let (options, []) = options.as_chunks() else {
        return None;
    };
    for [flag, number] in options {
        let number: usize = number.parse().ok()?;
        match flag.as_str() {
            "--section" => corpus.section = (number > 0).then_some(number),
            "--words" => corpus.words = number,
            "--citations" => corpus.citations = number,
            "--sources" => corpus.sources = number.max(1),
            "--seed" => corpus.seed = number as u64,
            "--footnotes" => corpus.footnotes = number > 0,
            _ => return None,
        }
    }
    Some((folder, corpus))
}
