//! A page in memory that does not grow for ever, whatever loops a template has.

use std::io::{self, Write};

/// Bytes of a page. The print view of a hundred long pages has a tenth.
const MAX_BYTES: usize = 128 << 20;
/// Pieces that a page is written in: a loop over nothing much is as endless as one that makes much.
const MAX_PIECES: usize = 20_000_000;

/// A page that is being written.
pub(super) struct Limited {
    page: Vec<u8>,
    pieces: usize,
}

/// What a template made. A build takes the bytes as they are: to see that megabytes are UTF-8 takes a while.
pub(crate) struct Made(Vec<u8>);

impl Made {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub(crate) fn into_text(self) -> String {
        // Templates are made of text, and so is what they are given.
        String::from_utf8(self.0)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

/// Bytes of a page without its text, for most pages.
const FRAME: usize = 16 << 10;

impl Limited {
    /// A page that holds a text of about so many bytes.
    pub(super) fn around(text: usize) -> Self {
        Self {
            page: Vec::with_capacity(FRAME + text),
            pieces: 0,
        }
    }

    /// What is wrong with the page if it was not written to its end.
    pub(super) fn fault(&self) -> Option<String> {
        self.is_full().then(|| {
            format!(
                "the page gets longer than {} MiB, or is made of more than {} million pieces",
                MAX_BYTES >> 20,
                MAX_PIECES / 1_000_000
            )
        })
    }

    pub(super) fn into_made(self) -> Made {
        Made(self.page)
    }

    fn is_full(&self) -> bool {
        self.page.len() > MAX_BYTES || self.pieces > MAX_PIECES
    }
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pieces += 1;
        self.page.extend_from_slice(bytes);
        match self.is_full() {
            true => Err(io::ErrorKind::FileTooLarge.into()),
            false => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
