//! Diagnostics as JSON, one object a line, for editors and scripts.

use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostics::{Lines, Place, Report, Texts};

/// Keys in the order in which a person reads them; `docs/diagnostics-json.md` is their contract.
#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    lint: &'a str,
    level: &'a str,
    message: &'a str,
    #[serde(flatten)]
    position: Option<JsonPosition<'a>>,
    help: Option<&'a str>,
    labels: Vec<JsonLabel<'a>>,
}

/// Line and column from 1, columns in characters; the end is after the last character.
#[derive(Serialize)]
struct JsonPosition<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct JsonLabel<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

/// Writes every finding of `report` as a line of JSON.
///
/// # Errors
/// Those of `out`.
pub(super) fn write<'a>(
    report: &'a Report,
    texts: &'a dyn Texts,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut lines = Lines::new(texts);
    for finding in report.findings() {
        let diagnostic = &finding.diagnostic;
        let line = JsonDiagnostic {
            lint: diagnostic.lint.name(),
            level: finding.level.name(),
            message: &diagnostic.message,
            position: diagnostic
                .place
                .as_ref()
                .map(|place| position(place, &mut lines)),
            help: diagnostic.help.as_deref(),
            labels: diagnostic
                .labels
                .iter()
                .map(|label| {
                    let region = lines.region(&label.place);
                    JsonLabel {
                        file: &label.place.file,
                        line: region.line,
                        column: region.column,
                        message: &label.message,
                    }
                })
                .collect(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn position<'a>(place: &'a Place, lines: &mut Lines<'a>) -> JsonPosition<'a> {
    let region = lines.region(place);
    JsonPosition {
        file: &place.file,
        line: region.line,
        column: region.column,
        end_line: region.end_line,
        end_column: region.end_column,
    }
}
