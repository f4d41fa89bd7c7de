//! Prints the problems of an explainer.

use std::io::{self, IsTerminal, Write};

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
    let printed = match format {
        Format::Json => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            write_json(report, explainer, &mut out).and_then(|()| out.flush())
        }
        Format::Human => {
            let colour =
                anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
            let mut out = io::BufWriter::new(io::stderr().lock());
            Human::new(colour, terminal_width())
                .write(report, explainer, &mut out)
                .and_then(|()| out.flush())
        }
    };
    match printed {
        // Whoever reads has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            return Err(Failure::machine(error));
        }
        _ => {}
    }
    if report.has_errors() {
        return Err(Failure::Explainer);
    }
    Ok(())
}

/// Columns of the terminal; files and pipes get a width that reads well.
fn terminal_width() -> usize {
    if !io::stderr().is_terminal() {
        return 120;
    }
    match rustix::termios::tcgetwinsize(io::stderr()) {
        Ok(size) if size.ws_col > 0 => usize::from(size.ws_col),
        _ => 100,
    }
}
