//! Embeds what the program carries with it, so that it builds an explainer anywhere, without any file beside it.

mod csl;
mod fonts;
mod theme;

use std::path::Path;
use std::{env, io};

fn main() -> io::Result<()> {
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    println!("cargo::rerun-if-changed=build");
    fonts::embed(Path::new(&out)).map_err(|error| io::Error::other(error.to_string()))?;
    theme::embed(Path::new(&out))?;
    csl::embed(Path::new(&out))
}
