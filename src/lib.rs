//! Ibid, the compiler for cited explainers.
//!
//! `docs/architecture.md` says what each module is and how they follow each other. This library is the program
//! without its `main`, so that tests, benchmarks and examples can use parts of it: what is `pub` is what they need,
//! and nothing here is promised to stay.

#![forbid(unsafe_code)]

mod address;
pub mod bibliography;
mod bytes;
mod claims;
pub mod cli;
mod commands;
mod config;
pub mod csl;
mod data;
pub mod diagnostics;
mod digest;
mod drawing;
mod explainer;
mod external;
#[doc(hidden)]
pub mod fuzz;
mod images;
mod import;
mod incremental;
mod internal_error;
mod language;
mod lints;
mod manuscript;
mod markdown;
mod marks;
mod output;
mod parse;
mod preview;
mod program;
mod render;
mod schema;
mod search;
mod shared_map;
mod site;
mod terminal;
mod theme;
mod timings;
mod value;
