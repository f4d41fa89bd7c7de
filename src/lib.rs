//! Ibid, the compiler for cited explainers.

pub mod diagnostics;
