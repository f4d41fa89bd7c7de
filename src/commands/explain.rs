//! `ibid explain`: what a lint means.

use std::io::{self, Write};

use super::{Failure, Outcome};
use crate::diagnostics::{Lint, did_you_mean};
use crate::terminal::to_stdout;

/// Prints what `lint` finds, with an example of what is wrong and of what is right; without a name, all lints.
///
/// # Errors
/// If there is no lint of that name.
pub(crate) fn explain(lint: Option<&str>) -> Outcome {
    let Some(name) = lint else {
        return Ok(to_stdout(list)?);
    };
    match Lint::from_name(name) {
        Some(lint) => Ok(to_stdout(|out| one(lint, out))?),
        None => {
            let names = Lint::ALL.iter().map(|lint| lint.name());
            let help = did_you_mean(name, names)
                .unwrap_or_else(|| "`ibid explain` lists the lints".to_owned());
            Err(Failure::Machine(format!(
                "there is no lint `{name}`\nhelp: {help}"
            )))
        }
    }
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    for lint in Lint::ALL {
        let (level, summary) = (lint.default_level().name(), lint.summary());
        writeln!(out, "{:<22} {level:<5} {summary}", lint.name())?;
    }
    Ok(())
}

fn one(lint: Lint, out: &mut dyn Write) -> io::Result<()> {
    let level = lint.default_level().name();
    writeln!(out, "{lint} ({level} by default)\n\n{}", lint.explanation())?;
    writeln!(
        out,
        "To change its level, write in ibid.toml:\n\n    [lints]\n    {lint} = \"allow\"  # or \"warn\" or \"deny\"\n\n\
         or, for one run, `ibid check --allow {lint}`, `--warn` or `--deny`."
    )
}
