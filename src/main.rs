//! The command line of Ibid.

#![forbid(unsafe_code)]

use std::process::ExitCode;

/// Pages are many small strings made on all cores, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ibid::cli::run()
}
