//! `ibid schema`: JSON Schemas for editors.

use clap::ValueEnum;

use super::Outcome;
use crate::schema;
use crate::terminal::to_stdout;

/// What a schema describes.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Described {
    /// `ibid.toml`
    Config,
    /// What stands before the text of a page
    FrontMatter,
}

/// Prints the schema.
///
/// # Errors
/// If nothing can be printed.
pub(crate) fn print_schema(described: Described) -> Outcome {
    let schema = match described {
        Described::Config => schema::config(),
        Described::FrontMatter => schema::front_matter(),
    };
    Ok(to_stdout(|out| {
        serde_json::to_writer_pretty(&mut *out, &schema)?;
        writeln!(out)
    })?)
}
