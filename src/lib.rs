//! Ibid, the compiler for cited explainers.

pub mod bibliography;
pub mod config;
pub mod diagnostics;
pub mod manuscript;
pub mod markdown;
pub mod render;
pub mod site;
pub mod value;
