//! `--allow`, `--warn` and `--deny`: levels of lints for one run, as in rustc.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use super::names::Known;
use crate::diagnostics::{Level, Lint, Lints, did_you_mean};

/// The levels that were typed, in the order of typing: the last word counts.
#[derive(Clone, Debug, Default)]
pub(super) struct LevelFlags(pub Vec<(Lints, Level)>);

const FLAGS: [(&str, char, Level, &str); 3] = [
    ("allow", 'A', Level::Allow, "Do not report a lint"),
    ("warn", 'W', Level::Warn, "Report a lint as a warning"),
    (
        "deny",
        'D',
        Level::Deny,
        "Report a lint as an error; `warnings` stands for all that would be warnings",
    ),
];

impl Args for LevelFlags {
    fn augment_args(command: Command) -> Command {
        FLAGS
            .into_iter()
            .fold(command, |command, (name, short, _, help)| {
                command.arg(
                    Arg::new(name)
                        .long(name)
                        .short(short)
                        .value_name("LINT")
                        .action(ArgAction::Append)
                        .value_parser(Known {
                            inner: lints as fn(&str) -> Result<Lints, String>,
                            names: || {
                                let names = Lint::ALL.iter().map(|lint| lint.name());
                                names.chain(["warnings"]).collect()
                            },
                        })
                        .hide_possible_values(true)
                        .help(help),
                )
            })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for LevelFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut typed: Vec<(usize, Lints, Level)> = Vec::new();
        for (name, _, level, _) in FLAGS {
            let values = matches.get_many::<Lints>(name).into_iter().flatten();
            let places = matches.indices_of(name).into_iter().flatten();
            typed.extend(places.zip(values).map(|(at, lints)| (at, *lints, level)));
        }
        typed.sort_by_key(|(at, ..)| *at);
        Ok(Self(
            typed
                .into_iter()
                .map(|(_, lints, level)| (lints, level))
                .collect(),
        ))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn lints(name: &str) -> Result<Lints, String> {
    Lints::from_name(name).ok_or_else(|| {
        let names = Lint::ALL.iter().map(|lint| lint.name());
        did_you_mean(name, names.chain(["warnings"]))
            .unwrap_or_else(|| "`ibid explain` lists the lints".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_typing_is_kept() {
        let command = LevelFlags::augment_args(Command::new("ibid"));
        let typed = [
            "ibid",
            "--deny",
            "warnings",
            "-A",
            "stale-page",
            "--deny=stale-page",
        ];
        let matches = command.try_get_matches_from(typed).unwrap();
        let stale = Lints::One(Lint::StalePage);
        assert_eq!(
            LevelFlags::from_arg_matches(&matches).unwrap().0,
            [
                (Lints::Warnings, Level::Deny),
                (stale, Level::Allow),
                (stale, Level::Deny)
            ]
        );
    }
}
