//! The terminal: data to stdout, words to stderr, and neither a failure when nobody reads on.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use terminal_size::Width;

/// Columns of a terminal that does not say how many it has.
const USUAL_WIDTH: usize = 100;

/// Writes a line to the person at the terminal. A closed or full stderr is not a reason to stop.
pub(crate) fn say(text: impl Display) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Writes data to stdout; colours are taken out where they do not belong.
///
/// # Errors
/// If stdout cannot be written, unless its reader has closed it.
pub(crate) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    written(AutoStream::auto(io::stdout().lock()), write)
}

/// Writes a text to stderr; colours are taken out where they do not belong.
///
/// # Errors
/// If stderr cannot be written, unless its reader has closed it.
pub(crate) fn to_stderr(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    written(AutoStream::auto(io::stderr().lock()), write)
}

fn written(
    stream: impl Write,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = io::BufWriter::new(stream);
    unless_closed(write(&mut out).and_then(|()| out.flush()))
}

/// Whoever closes a pipe has read enough.
fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Whether stderr shows colours: a terminal does, unless `NO_COLOR` and the like say otherwise.
pub(crate) fn has_colours() -> bool {
    AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

/// Columns of stdout, `None` for a file or pipe.
pub(crate) fn stdout_width() -> Option<usize> {
    let stdout = io::stdout();
    let is_terminal = stdout.is_terminal();
    is_terminal.then(|| columns(terminal_size::terminal_size_of(stdout)))
}

/// Columns of stderr, `None` for a file or pipe.
pub(crate) fn stderr_width() -> Option<usize> {
    let stderr = io::stderr();
    let is_terminal = stderr.is_terminal();
    is_terminal.then(|| columns(terminal_size::terminal_size_of(stderr)))
}

fn columns(size: Option<(Width, terminal_size::Height)>) -> usize {
    size.map_or(USUAL_WIDTH, |(Width(width), _)| usize::from(width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_not_a_failure_and_a_full_disk_is() {
        assert!(unless_closed(Err(io::ErrorKind::BrokenPipe.into())).is_ok());
        assert!(unless_closed(Err(io::ErrorKind::StorageFull.into())).is_err());
    }
}
