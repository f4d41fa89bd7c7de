//! Ibid, the compiler for cited explainers.

pub mod bibliography;
pub mod diagnostics;
