//! From rendered pages to the files of `public/`.
//!
//! [`files`] renders everything there is; [`write`] compares it with what an earlier build wrote, and
//! swaps the new folder in whole, or leaves the old one alone if nothing differs.

mod feeds;
mod files;
mod manifest;
mod sitemap;
mod sources;
mod write;

pub use files::{Content, OutputFile, data_file, files};
pub use write::{Written, write};
