//! What commands print: data to stdout, words to stderr, neither a panic when nobody reads on.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use rustix::termios::tcgetwinsize;

use super::{Failure, Outcome};

/// Says something to the person at the terminal. One who has stopped listening misses nothing.
pub fn say(text: impl Display) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Writes data to stdout; colours are taken out where they do not belong.
///
/// # Errors
/// If stdout cannot be written, unless its reader has seen enough and closed it.
pub fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Outcome {
    let stream = anstream::AutoStream::auto(io::stdout().lock());
    let mut out = io::BufWriter::new(stream);
    heard(write(&mut out).and_then(|()| out.flush()))
}

/// Turns the fate of an output into that of the command.
///
/// # Errors
/// Those of the output, a closed pipe excepted: whoever read has seen enough.
pub fn heard(written: io::Result<()>) -> Outcome {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::machine(error)),
        _ => Ok(()),
    }
}

/// Columns of a terminal, `None` for a file or pipe.
pub fn width(stream: &(impl IsTerminal + rustix::fd::AsFd)) -> Option<usize> {
    if !stream.is_terminal() {
        return None;
    }
    match tcgetwinsize(stream) {
        Ok(size) if size.ws_col > 0 => Some(usize::from(size.ws_col)),
        _ => Some(100),
    }
}

/// `1 page`, `2 pages`.
pub fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular() {
        assert_eq!(count(0, "use"), "0 uses");
        assert_eq!(count(1, "use"), "1 use");
    }

    #[test]
    fn a_closed_pipe_is_no_failure_and_a_full_disk_is() {
        assert!(heard(Err(io::ErrorKind::BrokenPipe.into())).is_ok());
        assert!(heard(Err(io::ErrorKind::StorageFull.into())).is_err());
    }
}
