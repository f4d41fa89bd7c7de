//! The tests that run the program as its users do, one module per topic.
//!
//! Each test writes a small explainer ([`builder::Site`]), runs the real binary in it and looks at what came
//! out: both streams, the exit status, the files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::too_many_lines,
    reason = "a test stops at the first surprise, and tells one story from beginning to end"
)]

mod builder;

mod bibliographies;
mod build;
mod citations;
mod cli;
mod config;
mod content;
mod corrections;
mod csl;
mod defects;
mod docs;
mod editors;
mod explainer;
mod external;
mod faults;
mod foreign;
mod format;
mod formats;
mod fuzz;
mod hostile;
mod images;
mod import;
mod include;
mod incremental;
mod init;
mod languages;
mod links;
mod lints;
mod mistakes;
mod modules;
mod names;
mod output;
mod pictures;
mod references;
mod reproducible;
mod search;
mod serve;
mod sources;
mod spare;
mod theme;
mod untrusted;
