//! Diagnostics one a line, as compilers have always printed them, for editors that read with a pattern.
//!
//! `file:line:column: level[lint]: message; help`. A problem in no file stands at the start of the
//! main file, since an editor can only show what has a place.

use std::io::{self, Write};

use crate::diagnostics::{Lines, Report, Texts};

/// Writes every finding of `report` as a line. `folder` is put before the files, which are relative to
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
    let mut lines = Lines::new(texts);
    for finding in report.findings() {
        let diagnostic = &finding.diagnostic;
        let (file, line, column) = match &diagnostic.place {
            Some(place) => {
                let region = lines.region(place);
                (&*place.file, region.line, region.column)
            }
            None => (main, 1, 1),
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
