//! Bibliography files and the items that they become, by the files of `tests/bibliographies/`.
//!
//! Beside each bibliography stands what it becomes, as CSL-JSON, and below that what is said of it. After a
//! change, `UPDATE=1 cargo test --test it bibliographies` writes what is read now; look at it before it is kept.

use std::fmt::Write as _;
use std::path::Path;

use ibid::bibliography::{Bibliography, BibliographyFile};
use ibid::diagnostics::LineIndex;

/// The items a line each, then the problems with what is underlined.
fn read(name: &str, text: &str) -> String {
    let file = BibliographyFile {
        path: name.into(),
        text: text.into(),
    };
    let (bibliography, diagnostics) = Bibliography::load(&[file]);
    let mut out = String::new();
    for (_, source) in bibliography.iter() {
        let json = serde_json::Value::Object(source.item.to_json());
        let _ = writeln!(out, "{}", sorted(&json));
        if !source.aliases.is_empty() {
            let _ = writeln!(out, "  also {}", source.aliases.join(", "));
        }
    }
    let lines = LineIndex::new(text);
    for diagnostic in diagnostics {
        let span = diagnostic.place.map(|place| place.span).unwrap_or_default();
        let (line, column) = lines.line_column(span.start as usize);
        let shown = text.get(span.range()).unwrap_or_default();
        let _ = writeln!(
            out,
            "{line}:{column} `{shown}` {}: {}",
            diagnostic.lint, diagnostic.message
        );
    }
    out
}

/// JSON with the members of objects by name, whatever the order of the map is.
fn sorted(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Object(object) => {
            let mut members: Vec<String> = object
                .iter()
                .map(|(name, value)| format!("\"{name}\": {}", sorted(value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(", "))
        }
        serde_json::Value::Array(items) => {
            let items: Vec<String> = items.iter().map(sorted).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

#[test]
fn each_file_becomes_its_items() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bibliographies");
    let mut count = 0;
    for entry in walkdir::WalkDir::new(&folder).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if !path.is_file() || name.ends_with(".expected") {
            continue;
        }
        count += 1;
        let found = read(name, &std::fs::read_to_string(&path).unwrap());
        let expected = folder.join(format!("{name}.expected"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&expected, &found).unwrap();
        }
        assert_eq!(
            found,
            std::fs::read_to_string(&expected).unwrap_or_default(),
            "{name}"
        );
    }
    assert!(count >= 10);
}
