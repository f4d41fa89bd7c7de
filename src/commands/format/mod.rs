//! `ibid format`: citations and references from JSON, in any style.
//!
//! ```text
//! stdin ──stream──> text of a job ──job──> Job ──session──> style, language ─┐
//!                                          ├──references──> items            ├──answer──> a line on stdout
//!                                          └──cited──> citations ────────────┘
//! ```

mod answer;
mod cited;
mod job;
mod references;
mod session;
mod stream;

use std::io::{self, BufRead, Write};

use serde::Serialize;

use self::answer::answer;
use self::session::Session;
use super::{Failure, Outcome};
use crate::diagnostics::LineIndex;
use crate::terminal::to_stdout;

/// Answers the jobs on stdin, each with one line on stdout.
///
/// # Errors
/// If a job cannot be done, which its answer says; the others are done.
pub(crate) fn format() -> Outcome {
    let mut all_done = true;
    to_stdout(|out| {
        all_done = run(io::stdin().lock(), out)?;
        Ok(())
    })?;
    all_done.then_some(()).ok_or(Failure::Explainer)
}

/// Answers jobs; whether all could be done.
pub(crate) fn run(jobs: impl BufRead, out: &mut dyn Write) -> io::Result<bool> {
    let mut session = Session::default();
    let mut all_done = true;
    for text in stream::jobs(jobs) {
        let line = match answer(&text?, &mut session) {
            Ok(answer) => serde_json::to_string(&answer)?,
            Err(problem) => {
                all_done = false;
                serde_json::to_string(&problem)?
            }
        };
        writeln!(out, "{line}")?;
        out.flush()?;
    }
    Ok(all_done)
}

/// Why a job cannot be done.
#[derive(Debug, Serialize)]
struct Problem {
    #[serde(rename = "error")]
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

impl Problem {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }
}

/// A place in a file, as people and editors write it: `style.csl:3:14`.
fn place(file: &str, lines: &LineIndex<'_>, offset: usize) -> String {
    let (line, column) = lines.line_column(offset);
    format!("{file}:{line}:{column}")
}
