//! The command line: what can be typed ([`typed`]), and what it means (`meaning`).

mod levels;
mod meaning;
mod names;
mod root;
mod typed;

use std::io;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use self::typed::{Command, Typed};
use crate::commands::{
    Build, Check, Failure, Outcome, Serve, Sources, explain, format, import, init, new_page,
    print_schema,
};
use crate::internal_error::{on_large_stack, tell_of_panics};
use crate::terminal::say;

/// Runs the command that was typed.
pub fn run() -> ExitCode {
    let command = Typed::parse().command;
    tell_of_panics();
    match on_large_stack(|| obey(command)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(Failure::Explainer)) => ExitCode::from(1),
        Ok(Err(Failure::Machine(message))) => {
            say(format!("error: {message}"));
            ExitCode::from(2)
        }
        Err(fault) => {
            say(fault);
            ExitCode::from(2)
        }
    }
}

fn obey(command: Command) -> Outcome {
    match command {
        Command::Init { dir, style } => init(&dir, style.as_deref()),
        Command::Import { source, dir, from } => import(&source, dir, from),
        Command::New { path, root } => new_page(&root::find(root), &path),
        Command::Schema { of } => print_schema(of),
        Command::Build(typed) => Build::from(typed).run(),
        Command::Serve(typed) => Serve::from(typed).run(),
        Command::Check(typed) => Check::from(typed).run(),
        Command::Sources(typed) => Sources::from(typed).run(),
        Command::Format => format(),
        Command::Explain { lint } => explain(lint.as_deref()),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Typed::command(), "ibid", &mut io::stdout());
            Ok(())
        }
    }
}
