//! `[lints]`: levels by name, and what a lint can be told beside its level.

use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Level, Levels, Lint, Lints, Place, did_you_mean};
use crate::value::{Spanned, Table, TableReader, Value};

/// Months after which a page's newest source is old, where `[lints]` does not say.
const STALE_SOURCE_MONTHS: i64 = 24;

/// Reads `[lints]`: levels by name, and what lints can be told beside (`{ level = "warn", months = 24 }`).
pub(super) fn read_lints(
    file: &Arc<str>,
    table: Option<Spanned<Table>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Levels, i64) {
    let mut levels = Levels::default();
    let mut months = STALE_SOURCE_MONTHS;
    for (name, setting) in table.map(|table| table.value.0).unwrap_or_default() {
        let Some(lints) = Lints::from_name(&name.value) else {
            let place = Place::new(file, name.span);
            diagnostics.push(unknown_lint(place, &name.value));
            continue;
        };
        let level = match setting.value {
            Value::Table(table) => {
                let mut reader = TableReader::new(file, "this lint", table, diagnostics);
                let level = reader.any("level");
                if lints == Lints::One(Lint::StaleSource) {
                    months = read_months(&mut reader).unwrap_or(months);
                }
                reader.finish();
                level
            }
            value => Some(Spanned {
                span: setting.span,
                value,
            }),
        };
        match level.map(|level| read_level(file, &name.value, &level)) {
            None => {}
            Some(Ok(level)) => levels.set(lints, level),
            Some(Err(diagnostic)) => diagnostics.push(*diagnostic),
        }
    }
    (levels, months)
}

/// Reads `[front_matter]`: the level of keys that pages have and Ibid does not know.
pub(super) fn read_front_matter(
    file: &Arc<str>,
    table: Option<Spanned<Table>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Level> {
    let table = table.map(|table| table.value).unwrap_or_default();
    let mut reader = TableReader::new(file, "`[front_matter]`", table, diagnostics);
    let written = reader.any("unknown");
    reader.finish();
    let level = read_level(file, "unknown", &written?);
    level.map_err(|problem| diagnostics.push(*problem)).ok()
}

fn unknown_lint(place: Place, name: &str) -> Diagnostic {
    let names = Lint::ALL.iter().map(|lint| lint.name());
    let help = did_you_mean(name, names.chain(["warnings"]));
    Diagnostic::new(
        Lint::UnknownKey,
        place,
        format!("there is no lint `{name}`"),
    )
    .help(help.unwrap_or_else(|| match name {
        "allow" | "warn" | "deny" => {
            format!("write a line for each lint: uncited-claim = \"{name}\"")
        }
        _ => "`ibid explain` lists the lints".to_owned(),
    }))
}

fn read_months(reader: &mut TableReader<'_>) -> Option<i64> {
    let wanted = reader.any("months")?;
    if let Value::Integer(months @ 1..=1200) = wanted.value {
        return Some(months);
    }
    let place = reader.place(wanted.span);
    let message = "the value of `months` must be a whole number from 1 to 1200";
    reader.report(Diagnostic::new(Lint::InvalidValue, place, message));
    None
}

/// The level that is written for the lint, or the lints, of this name.
fn read_level(
    file: &Arc<str>,
    lint: &str,
    written: &Spanned<Value>,
) -> Result<Level, Box<Diagnostic>> {
    let word = match &written.value {
        Value::String(word) => word.as_str(),
        _ => "",
    };
    Level::from_name(word).ok_or_else(|| {
        let help = did_you_mean(word, ["allow", "warn", "deny"])
            .unwrap_or_else(|| "a level is \"allow\", \"warn\" or \"deny\"".to_owned());
        let message = format!("the level of `{lint}` is not one that exists");
        let place = Place::new(file, written.span);
        Box::new(Diagnostic::new(Lint::InvalidValue, place, message).help(help))
    })
}
