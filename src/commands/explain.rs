//! `ibid explain`: what a lint means.

use super::{Failure, Outcome};
use crate::diagnostics::{Lint, did_you_mean};

/// Prints what `lint` finds and its default level; without a name, all lints.
///
/// # Errors
/// If there is no lint of that name.
pub fn explain(lint: Option<&str>) -> Outcome {
    let Some(name) = lint else {
        for lint in Lint::ALL {
            anstream::println!(
                "{:<22} {:<5} {}",
                lint.name(),
                lint.default_level().name(),
                lint.summary()
            );
        }
        return Ok(());
    };
    let Some(lint) = Lint::from_name(name) else {
        let names = Lint::ALL.iter().map(|lint| lint.name());
        let help = did_you_mean(name, names)
            .unwrap_or_else(|| "`ibid explain` lists the lints".to_owned());
        return Err(Failure::Machine(format!(
            "there is no lint `{name}`\nhelp: {help}"
        )));
    };
    anstream::println!(
        "{lint} ({} by default)\n\n{}",
        lint.default_level().name(),
        lint.summary()
    );
    anstream::println!(
        "\nTo change its level, write in ibid.toml:\n\n    [lints]\n    {lint} = \"allow\"  # or \"warn\" or \"deny\""
    );
    Ok(())
}
