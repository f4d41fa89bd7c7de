//! Prints bibliography files as CSL-JSON, and what is wrong with them on stderr: `cargo run --example csl_json FILE…`

use std::process::ExitCode;

use ibid::bibliography::{Bibliography, BibliographyFile};

fn main() -> ExitCode {
    let mut files = Vec::new();
    for path in std::env::args().skip(1) {
        match std::fs::read_to_string(&path) {
            Ok(text) => files.push(BibliographyFile {
                path: path.into(),
                text: text.into(),
            }),
            Err(error) => {
                eprintln!("{path}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    let (bibliography, diagnostics) = Bibliography::load(&files);
    for diagnostic in diagnostics {
        let place = diagnostic.place.map(|place| (place.file, place.span.start));
        let (file, at) = place.unwrap_or_default();
        let line = files
            .iter()
            .find(|one| one.path == file)
            .map_or(0, |one| one.text[..at as usize].matches('\n').count() + 1);
        eprintln!("{file}:{line}: {}: {}", diagnostic.lint, diagnostic.message);
    }
    let items: Vec<_> = bibliography
        .iter()
        .map(|(_, source)| source.item.to_json())
        .collect();
    match serde_json::to_string_pretty(&items) {
        Ok(json) => println!("{json}"),
        Err(error) => eprintln!("{error}"),
    }
    ExitCode::SUCCESS
}
