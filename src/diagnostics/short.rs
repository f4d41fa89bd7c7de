//! Diagnostics one a line, as compilers have always printed them, for editors that read with a pattern.
//!
//! `file:line:column: level[lint]: message; help`. A problem in no file stands at the start of the
//! configuration, since an editor can only show what has a place.

use std::io::{self, Write};

use super::{Lines, Report, Texts};
use crate::config::CONFIG_FILE;

/// Writes every finding of `report` as a line. `folder` is put before the files, which are relative to the root.
///
/// # Errors
/// Those of `out`.
pub fn write_short<'a>(
    report: &'a Report,
    texts: &'a dyn Texts,
    folder: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut lines = Lines::new(texts);
    for finding in report.findings() {
        let diagnostic = &finding.diagnostic;
        let (file, line, column) = match &diagnostic.place {
            Some(place) => {
                let region = lines.region(place);
                (&*place.file, region.line, region.column)
            }
            None => (CONFIG_FILE, 1, 1),
        };
        let level = finding.level.heading();
        let mut text = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            text.push_str("; ");
            text.push_str(help);
        }
        let text = text.split(['\n', '\r']).map(str::trim).collect::<Vec<_>>();
        writeln!(
            out,
            "{folder}{file}:{line}:{column}: {level}[{}]: {}",
            diagnostic.lint,
            text.join(" ")
        )?;
    }
    Ok(())
}
