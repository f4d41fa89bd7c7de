//! Ibid, the compiler for cited explainers.
//!
//! The modules follow a build: [`manuscript`] reads an explainer's files, [`markdown`], [`claims`] and
//! [`bibliography`] say what is in them, [`theme`] is how they will look, [`site`] links the pages, [`lints`] look for what only the whole
//! shows, [`render`] fills templates, [`output`] writes. [`explainer`] joins all but the last two for the [`commands`], and [`preview`] keeps their
//! result in memory; [`external`] asks the web about links, when told to; [`diagnostics`] is what every stage
//! has to say about mistakes, and [`terminal`] where it is printed.
//! `docs/architecture.md` draws the picture.

#![forbid(unsafe_code)]

mod address;
pub mod bibliography;
mod claims;
pub mod cli;
mod commands;
mod config;
#[allow(
    dead_code,
    missing_docs,
    unused_imports,
    clippy::large_enum_variant,
    reason = "taken into use step by step"
)]
pub mod csl;
pub mod diagnostics;
pub mod explainer;
mod external;
mod incremental;
mod language;
mod lints;
mod manuscript;
mod markdown;
mod output;
mod parse;
mod preview;
mod render;
mod site;
mod terminal;
mod theme;
mod value;
