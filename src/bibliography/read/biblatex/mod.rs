//! Reads BibLaTeX and BibTeX.
//!
//! The biblatex crate parses a file whole and stops at the first error, so a file goes through a sieve
//! first: [`sift`] blanks out what does not parse, and what is left keeps its offsets in the file.
//! [`resolve`] then drops what would stop or endanger the step from text to fields (undefined
//! abbreviations, references that go in a circle), and [`convert`] makes sources of the entries.

mod convert;
mod resolve;
mod sift;

use biblatex::RawBibliography;

use super::{BibliographyFile, Reading};

/// Reads the entries of a `.bib` file.
pub(super) fn read(file: &BibliographyFile, reading: &mut Reading) {
    let sifted = sift::sift(file, reading);
    let mut raw = match RawBibliography::parse(&sifted) {
        Ok(raw) => raw,
        Err(error) => {
            return reading.problem(file, error.span, error.kind.to_string(), None);
        }
    };
    let entries = resolve::resolve(file, &mut raw, reading);
    for (raw, entry) in raw.entries.iter().zip(entries) {
        convert::convert(file, &raw.v, entry, reading);
    }
}

#[cfg(test)]
mod tests;
