//! Prints the problems of an explainer.

use std::io::{self, Write};

use super::terminal::{heard, to_stdout, width};
use super::{Failure, Outcome};
use crate::cli::Format;
use crate::diagnostics::{Human, write_json};
use crate::explainer::Explainer;

/// Prints every finding: for people on stderr, as data on stdout.
///
/// # Errors
/// If there are errors among them, or nothing can be printed.
pub fn print(explainer: &Explainer, format: Format) -> Outcome {
    let report = &explainer.report;
    match format {
        Format::Json => to_stdout(|out| write_json(report, explainer, out))?,
        Format::Human => {
            let colour =
                anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
            // Files and pipes get a width that reads well.
            let human = Human::new(colour, width(&io::stderr()).unwrap_or(120));
            let mut out = io::BufWriter::new(io::stderr().lock());
            heard(
                human
                    .write(report, explainer, &mut out)
                    .and_then(|()| out.flush()),
            )?;
        }
    }
    if report.has_errors() {
        return Err(Failure::Explainer);
    }
    Ok(())
}
