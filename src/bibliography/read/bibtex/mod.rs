//! Reads BibLaTeX and BibTeX.
//!
//! ```text
//! text ──scan──> raw entries ──entry──> entries with whole values ──inherit──> with crossref and xdata ──map──> items of CSL
//! ```
//!
//! The last step is the longest, and is taken for each entry alone: what it made of one is kept for the next reading (`made`).
//!
//! All `.bib` files of an explainer are one database, as BibTeX has it: abbreviations and cross-references reach from
//! one file into the next.

mod bibstrings;
mod database;
mod dates;
mod entry;
mod inherit;
mod latex;
mod made;
mod map;
mod names;
mod scan;
mod sentence_case;

pub(super) use database::Database;
pub(in super::super) use made::KnownEntries;

#[cfg(test)]
mod files;
#[cfg(test)]
mod tests;
