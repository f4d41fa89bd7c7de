//! Reads BibLaTeX and BibTeX.
//!
//! ```text
//! text ──scan──> raw entries ──entry──> entries with whole values ──inherit──> with crossref and xdata ──map──> items of CSL
//! ```
//!
//! All `.bib` files of an explainer are one database, as BibTeX has it: abbreviations and cross-references reach from
//! one file into the next.

mod bibstrings;
mod database;
mod dates;
mod entry;
mod inherit;
mod latex;
mod map;
mod names;
mod scan;
mod sentence_case;

pub(super) use database::Database;

#[cfg(test)]
mod files;
#[cfg(test)]
mod tests;
