//! Diagnostics as SARIF 2.1.0, the OASIS format for results of static analysis.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::address::encode_path;
use crate::diagnostics::{Finding, Level, Lines, Lint, Place, Report, Texts};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes `report` as one SARIF log. `folder` is put before the files, which are relative to
/// the root; problems in no file are shown in `main`.
///
/// # Errors
/// Those of `out`.
pub(super) fn write<'a>(
    report: &'a Report,
    texts: &'a dyn Texts,
    folder: &str,
    main: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut files = Files {
        lines: Lines::new(texts),
        folder,
        main,
    };
    let results: Vec<Value> = report
        .findings()
        .map(|finding| result(finding, &mut files))
        .collect();
    let rules: Vec<Value> = Lint::ALL.iter().map(|lint| rule(*lint)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ibid",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn rule(lint: Lint) -> Value {
    let level = lint.default_level();
    json!({
        "id": lint.name(),
        "shortDescription": { "text": lint.summary() },
        "help": { "text": lint.explanation(), "markdown": lint.explanation() },
        "defaultConfiguration": { "enabled": level != Level::Allow, "level": level_name(level) },
    })
}

fn result<'a>(finding: &'a Finding, files: &mut Files<'a>) -> Value {
    let diagnostic = &finding.diagnostic;
    let text = match &diagnostic.help {
        Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let location = match &diagnostic.place {
        Some(place) => files.location(place, &diagnostic.label),
        // Those who take in results refuse one that is nowhere.
        None => json!({ "physicalLocation": { "artifactLocation": files.artifact(files.main) } }),
    };
    let mut result = json!({
        "ruleId": diagnostic.lint.name(),
        "ruleIndex": Lint::ALL.iter().position(|lint| *lint == diagnostic.lint),
        "level": level_name(finding.level),
        "message": { "text": text },
        "locations": [location],
    });
    if !diagnostic.labels.is_empty() {
        let labels = diagnostic.labels.iter().enumerate();
        result["relatedLocations"] = labels
            .map(|(id, label)| {
                let mut location = files.location(&label.place, &label.message);
                location["id"] = json!(id);
                location
            })
            .collect();
    }
    result
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Allow => "none",
        Level::Warn => "warning",
        Level::Deny => "error",
    }
}

/// The files of the explainer as the log names them.
struct Files<'a> {
    lines: Lines<'a>,
    folder: &'a str,
    main: &'a str,
}

impl<'a> Files<'a> {
    fn location(&mut self, place: &'a Place, message: &str) -> Value {
        let region = self.lines.region(place);
        let mut location = json!({ "physicalLocation": {
            "artifactLocation": self.artifact(&place.file),
            "region": {
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column,
            },
        } });
        if !message.is_empty() {
            location["message"] = json!({ "text": message });
        }
        location
    }

    /// A relative reference below the checked-out sources, or the address of a file elsewhere.
    fn artifact(&self, file: &str) -> Value {
        let path = encode_path(&format!("{}{file}", self.folder));
        if path.starts_with('/') {
            json!({ "uri": format!("file://{path}") })
        } else {
            json!({ "uri": path, "uriBaseId": "%SRCROOT%" })
        }
    }
}
