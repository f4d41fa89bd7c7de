//! Diagnostics as workflow commands, which GitHub shows beside the lines of a pull request.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::shown::{Extent, Shown};
use crate::diagnostics::{Level, Lines, Report, Texts};

/// Writes findings of `report` as `::error file=…,line=…::message`. `folder` is put before the files,
/// which are relative to the root, so that they are relative to the repository.
///
/// # Errors
/// Those of `out`.
pub(super) fn write<'a>(
    report: &'a Report,
    extent: Extent,
    texts: &'a dyn Texts,
    folder: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut lines = Lines::new(texts);
    let shown = Shown::of(report.findings(), extent);
    for finding in &shown.findings {
        let diagnostic = &finding.diagnostic;
        let command = match finding.level {
            Level::Deny => "error",
            Level::Warn => "warning",
            Level::Allow => "notice",
        };
        let mut properties = String::new();
        if let Some(place) = &diagnostic.place {
            let region = lines.region(place);
            let file = property(&format!("{folder}{}", place.file));
            let _ = write!(
                properties,
                "file={file},line={},endLine={},",
                region.line, region.end_line
            );
            // GitHub refuses an annotation with columns that goes over several lines.
            if region.line == region.end_line {
                let _ = write!(
                    properties,
                    "col={},endColumn={},",
                    region.column, region.end_column
                );
            }
        }
        let mut message = diagnostic.message.clone();
        for label in &diagnostic.labels {
            let line = lines.region(&label.place).line;
            let _ = write!(
                message,
                "\n{folder}{}:{line}: {}",
                label.place.file, label.message
            );
        }
        if let Some(help) = &diagnostic.help {
            let _ = write!(message, "\nhelp: {help}");
        }
        writeln!(
            out,
            "::{command} {properties}title={}::{}",
            diagnostic.lint,
            data(&message)
        )?;
    }
    match shown.rest() {
        Some(rest) => writeln!(out, "::notice::{}", data(&rest)),
        None => Ok(()),
    }
}

/// Escapes a message: percent signs and line ends have a meaning in workflow commands.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a property, which a colon or a comma would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_or_property_is_escaped() {
        assert_eq!(data("5 %: a,\r\nb"), "5 %25: a,%0D%0Ab");
        assert_eq!(property("a,b: 5 %0A"), "a%2Cb%3A 5 %250A");
    }
}
